import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type CompileOptions } from "../../../src/index.ts";
import { renderRows } from "../../../src/verify/check-row.ts";
import type { OutputFolder } from "../../../src/verify/output-folder.ts";
import { checkOutput } from "../../harness/check-output.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../harness/output-folder.ts";
import { sharedEnv } from "../../harness/virtual-env.ts";
import { ethosDocument, type DocumentOptions } from "./documents.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const parent = await makeTemporaryFolder("ethos");
const packages = join(parent, "packages");
afterAll(async () => removeFolder(parent));

interface Wanted {
  readonly name: string;
  readonly document: Omit<DocumentOptions, "origin">;
  readonly options?: CompileOptions;
}

const wanted: readonly Wanted[] = [
  { name: "ethos_served", document: { kind: "as-served" } },
  { name: "ethos_shapes", document: { kind: "with-shapes" } },
  { name: "ethos_client", document: { kind: "with-events" } },
  { name: "ethos_rpc", document: { kind: "with-events" }, options: { wire: "orpc-rpc" } },
];
const made = new Map<string, OutputFolder>();

beforeAll(async () => {
  for (const { name, document, options } of wanted) {
    const path = join(parent, `${name}.json`);
    await mkdir(parent, { recursive: true });
    await writeFile(path, JSON.stringify(ethosDocument({ origin: "http://localhost:3000", ...document })));
    made.set(name, await writeOutput(await compile({ kind: "file", path }, { name, ...options }), join(packages, name)));
  }
}, 60_000);

function outputOf(name: string): OutputFolder {
  const found = made.get(name);
  if (found === undefined) throw new Error(`${name} was not compiled`);
  return found;
}

describe("the client of the Ethos server", () => {
  it("does what the documentation promises, against a server that holds sessions, memory and streams", async () => {
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:anyio", here], {
      cwd: parent,
      env: { ETHOS_OUTPUT: packages, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
      all: true,
    });
    expect(outcome.exitCode, outcome.all).toBe(0);
  }, 120_000);

  it.each(wanted.map(({ name }) => name))("%s passes the tests that it comes with", async (name) => {
    const { folder } = outputOf(name);
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], { cwd: folder, env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" }, reject: false, all: true });
    expect(outcome.exitCode, outcome.all).toBe(0);
  }, 120_000);

  it("is clean for formatter, linter and type checkers", async () => {
    const rows = await checkOutput(outputOf("ethos_rpc"), { types: true, source: null });
    expect(renderRows(rows.filter(({ status }) => status === "failed"))).toBe("");
  }, 120_000);
});
