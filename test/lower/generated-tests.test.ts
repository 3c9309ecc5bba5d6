import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type CompileOptions, type OutputFile } from "../../src/index.ts";
import { checkOutput } from "../harness/check-output.ts";
import { galleryDocument } from "../harness/compiled-sdk.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../harness/output-folder.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import { repository, sharedEnv } from "../harness/virtual-env.ts";
import { chosenMutants } from "./mutants.ts";
import { runProjectTests } from "./project-tests.ts";

const parent = await makeTemporaryFolder("generated-tests");
afterAll(async () => removeFolder(parent));

const document = (name: string): string => fileURLToPath(new URL(`documents/${name}`, import.meta.url));
const example = (name: string): string => join(repository, "node_modules/@readme/oas-examples", name);

interface Made {
  readonly output: OutputFolder;
  readonly files: readonly OutputFile[];
}

async function compileInto(path: string, folder: string, options: CompileOptions = {}): Promise<Made> {
  const made = await compile({ kind: "file", path }, { name: "sdk", ...options });
  return { output: await writeOutput(made, join(parent, folder)), files: made.files };
}

describe.each([
  { name: "the gallery", path: galleryDocument },
  { name: "every kind of request", path: document("requests.yaml") },
  { name: "the pet store of OpenAPI 3.0", path: example("3.0/json/petstore.json") },
  { name: "the pet store of OpenAPI 3.1", path: example("3.1/json/petstore.json") },
])("the generated tests of $name", ({ name, path }) => {
  let made: Made;
  beforeAll(async () => {
    made = await compileInto(path, name.replaceAll(/\W/g, "-"));
  });

  it("pass, and call every method with both clients", async () => {
    const { passed, summary, all } = await runProjectTests(made.output.folder);
    expect(passed, all).toBe(true);
    const methods = made.files.filter((file) => /^tests\/test_/.test(file.path) && !file.path.endsWith("test_models.py")).flatMap((file) => file.text.match(/^def test_/gm) ?? []);
    const models = made.files.filter((file) => file.path === "tests/test_models.py").flatMap((file) => file.text.match(/^ {4}"/gm) ?? []);
    expect(methods.length).toBeGreaterThanOrEqual(made.output.manifest?.operations.length ?? Infinity);
    expect(summary).toMatch(new RegExp(`^${methods.length * 2 + models.length} passed`));
  });

  it("fail when a path, a parameter or a body key of the SDK is changed", async () => {
    const changes = chosenMutants(made.files);
    expect(new Set(changes.map(({ kind }) => kind)).size).toBe(3);
    for (const change of changes) {
      const before = made.files.find((file) => file.path === change.path)?.text ?? "";
      const target = join(made.output.folder, change.path);
      await writeFile(target, change.text);
      const { passed, summary } = await runProjectTests(made.output.folder);
      await writeFile(target, before);
      expect({ change: `${change.kind} ${change.name}`, passed, summary }).toMatchObject({ passed: false, summary: expect.stringMatching(/failed/) });
    }
  });
});

describe.each([
  { name: "both halves", options: {} },
  { name: "the awaiting half alone, over httpx", options: { twins: ["async"], http: "httpx" } },
  { name: "the blocking half alone", options: { twins: ["sync"] } },
] as const)("tests and server for $name", ({ name, options }) => {
  it("run, are formatted, linted and typed", async () => {
    const { output } = await compileInto(document("requests.yaml"), name.replaceAll(/\W/g, "-"), options);
    const { passed, all } = await runProjectTests(output.folder);
    expect(passed, all).toBe(true);
    const rows = await checkOutput(output, { types: true, source: null });
    expect(rows.flatMap(({ check, problems }) => problems.map((problem) => `${check}: ${problem}`))).toEqual([]);
  });
});

it("the server in memory answers as its users say", async () => {
  const { output } = await compileInto(document("requests.yaml"), "server");
  const suite = join(repository, "test/lower/use_server.py");
  const outcome = await execa(sharedEnv.python, ["-B", "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "--rootdir", output.folder, suite], {
    cwd: output.folder,
    env: { PYTHONPATH: output.folder },
    reject: false,
    all: true,
  });
  expect(outcome.exitCode, outcome.all).toBe(0);
});

it("the single module has neither", async () => {
  const { output } = await compileInto(galleryDocument, "module", { layout: "module" });
  expect(output.files.filter((path) => path.endsWith(".py"))).toEqual(["sdk.py"]);
});
