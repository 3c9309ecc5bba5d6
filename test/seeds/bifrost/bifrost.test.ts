import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { profileOf } from "../../../src/cli/configuration/profiles.ts";
import { readConfiguration } from "../../../src/cli/configuration/configuration.ts";
import { compile, type Compilation } from "../../../src/index.ts";
import { checkOutput } from "../../harness/check-output.ts";
import { makeTemporaryFolder, removeFolder, writeFiles, writeOutput } from "../../harness/output-folder.ts";
import { sharedEnv } from "../../harness/virtual-env.ts";
import { renderRows } from "../../../src/verify/check-row.ts";
import { readOutput } from "../../../src/verify/output-folder.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const folder = await makeTemporaryFolder("bifrost");
const output = join(folder, "bifrost");
const modules = join(folder, "generated");
let made: Compilation;
afterAll(async () => removeFolder(folder));

beforeAll(async () => {
  const { options } = await readConfiguration(join(here, "pysdk.yaml"), { cwd: here, profile: null });
  made = await compile({ kind: "file", path: join(here, "platform.yaml") }, options);
  await writeOutput(made, output);
  const desk = await compile({ kind: "file", path: join(here, "../bifrost-sdk/desk.yaml") }, { ...profileOf("bifrost:HaloPSA")?.options });
  await writeFiles(desk.files, join(modules, "modules"));
});

describe("the bifrost module", () => {
  it("takes the whole description and the whole configuration", () => {
    expect(made.diagnostics.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(made.api.operations.length).toBe(56);
  });

  it("is the reference's: surface, examples, and behaviour against a platform that keeps state", async () => {
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:anyio", here], {
      cwd: folder,
      env: { BIFROST_PACKAGE: output, BIFROST_MODULES: modules, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
      all: true,
    });
    expect(outcome.exitCode === 0 ? "" : outcome.all).toBe("");
    expect(outcome.all).toMatch(/^\d{3} passed/m);
  });

  it("is clean for formatter, linter and type checkers, and so is code that reads like the reference", async () => {
    await copyFile(join(here, "consumer.py"), join(output, "consumer.py"));
    const rows = await checkOutput(await readOutput(output), { types: true, source: null });
    expect(renderRows(rows.filter(({ status }) => status === "failed"))).toBe("");
    expect(rows.filter(({ status }) => status === "ok").map(({ check }) => check)).toEqual(expect.arrayContaining(["ruff format", "ruff check", "mypy", "pyright", "import"]));
  });
});
