import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compile, type CompileOptions, type OutputFile } from "../../src/index.ts";
import { checkOutput } from "../harness/check-output.ts";
import { galleryDocument } from "../harness/compiled-sdk.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../harness/output-folder.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import { repository } from "../harness/virtual-env.ts";
import { chosenMutants } from "./mutants.ts";
import { type ProjectRun, runProjectTests } from "./project-tests.ts";

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
  it("pass, call every method with both clients, and fail when a path, a parameter or a body key of the SDK is changed", async () => {
    const { output, files } = await compileInto(path, name.replaceAll(/\W/g, "-"));
    const changes = chosenMutants(files);
    expect(new Set(changes.map(({ kind }) => kind)).size).toBe(3);
    const { folder } = output;
    const [whole, ...changed] = await runProjectTests([{ folder }, ...changes.map((change): ProjectRun => ({ folder, files: { [change.path]: change.text }, arguments: ["-x"] }))]);
    expect(whole?.passed, whole?.all).toBe(true);
    const methods = files.filter((file) => /^tests\/test_/.test(file.path) && !file.path.endsWith("test_models.py")).flatMap((file) => file.text.match(/^def test_/gm) ?? []);
    const models = files.filter((file) => file.path === "tests/test_models.py").flatMap((file) => file.text.match(/^ {4}"/gm) ?? []);
    expect(methods.length).toBeGreaterThanOrEqual(output.manifest?.operations.length ?? Infinity);
    expect(whole?.summary).toMatch(new RegExp(`^${methods.length * 2 + models.length} passed`));
    expect(changed.map(({ passed, summary }, index) => ({ change: changes[index]?.name, passed, failed: /^1 failed\b/.test(summary) ? 1 : summary }))).toEqual(
      changes.map((change) => ({ change: change.name, passed: false, failed: 1 })),
    );
  });
});

describe.each([
  { name: "both halves", options: {} },
  { name: "the awaiting half alone, over httpx", options: { twins: ["async"], http: "httpx" } },
  { name: "the blocking half alone", options: { twins: ["sync"] } },
] as const)("tests and server for $name", ({ name, options }) => {
  it("run, are formatted, linted and typed", async () => {
    const { output } = await compileInto(document("requests.yaml"), name.replaceAll(/\W/g, "-"), options);
    const [tests] = await runProjectTests([{ folder: output.folder }]);
    expect(tests?.passed, tests?.all).toBe(true);
    const rows = await checkOutput(output, { types: true, source: null });
    expect(rows.flatMap(({ check, problems }) => problems.map((problem) => `${check}: ${problem}`))).toEqual([]);
  });
});

it("the server in memory answers as its users say", async () => {
  const { output } = await compileInto(document("requests.yaml"), "server");
  const suite = join(repository, "test/lower/use_server.py");
  const [tests] = await runProjectTests([{ folder: output.folder, arguments: ["--rootdir", output.folder, suite] }]);
  expect(tests?.passed, tests?.all).toBe(true);
});

it("the single module has neither", async () => {
  const { output } = await compileInto(galleryDocument, "module", { layout: "module" });
  expect(output.files.filter((path) => path.endsWith(".py"))).toEqual(["sdk.py"]);
});

it("arguments keep within the limits of the document", async () => {
  const parameter = (name: string, schema: object) => ({ name, in: "query", schema });
  const text = { type: "string" };
  const parameters = [
    parameter("short", { type: "string", maxLength: 3 }),
    parameter("long", { type: "string", minLength: 6 }),
    parameter("mail", { type: "string", format: "email" }),
    parameter("most", { type: "integer", maximum: 0 }),
    parameter("kind", { type: "string", enum: ["a", "b"] }),
    parameter("many", { type: "array", items: text, minItems: 3 }),
    parameter("one", { type: "array", items: text, maxItems: 1 }),
    parameter("unlike", { type: "array", items: text, uniqueItems: true }),
    parameter("two", { type: "array", items: text }),
  ];
  const value = { openapi: "3.1.0", info: { title: "Limits", version: "1" }, paths: { "/things": { get: { operationId: "listThings", tags: ["things"], parameters, responses: { 204: { description: "" } } } } } };
  const { files } = await compile({ kind: "value", value }, { name: "sdk" });
  const made = files.find(({ path }) => path === "tests/test_things.py")?.text ?? "";
  expect(Object.fromEntries([...made.matchAll(/^ {8}(\w+)=(.+),$/gm)].map(([, name, argument]) => [name, argument]))).toEqual({
    short: '"sho"', long: '"longxx"', mail: '"name@example.com"', most: "0", kind: '"a"',
    many: '["many", "many", "many", "many", "many", "many"]', one: '["one"]', unlike: '["unlike"]', two: '["two", "two"]',
  });
});
