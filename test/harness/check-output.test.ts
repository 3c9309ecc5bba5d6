import { afterAll, describe, expect, it } from "vitest";
import type { CheckRow } from "../../src/verify/check-row.ts";
import { checkOutput } from "./check-output.ts";
import type { OutputFile } from "../../src/index.ts";
import { makeTemporaryFolder, removeFolder, writeFiles } from "./output-folder.ts";
import type { SourceDocuments } from "./source-documents.ts";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await removeFolder(folder);
});

const source: SourceDocuments = {
  root: "a.yaml",
  files: {
    "a.yaml": {
      openapi: "3.1.0",
      paths: {
        "/pets": { get: {}, query: {}, "x-note": {} },
        "/owners": { $ref: "b.yaml#/owners", post: {} },
        "x-extension": { get: {} },
        "/broken": { get: { $ref: "missing.yaml" } },
      },
    },
    "b.yaml": { owners: { get: { $ref: "#/shared" }, trace: {} }, shared: { responses: {} } },
  },
};

const client = [
  '"""A client."""',
  "",
  "from __future__ import annotations",
  "",
  "",
  "class Pets:",
  "    def list(self, limit: int = 1) -> int:",
  "        return limit",
  "",
  "    def add(self) -> None: ...",
  "",
  "",
  "class Demo:",
  '    def __init__(self, base_url: str = "") -> None:',
  "        self.base_url = base_url",
  "        self.pets = Pets()",
  "",
].join("\n");

const operations = [
  { pointer: "#/paths/~1pets/get", method: "GET", path: "/pets", python: "pets.list" },
  { pointer: "#/paths/~1owners/get", method: "GET", path: "/owners", python: "pets.add" },
  { pointer: "#/paths/~1owners/post", method: "POST", path: "/owners", python: "pets.__init__" },
];

function filesOf(change: { client?: string; operations?: typeof operations; diagnostics?: { code: string; pointer: string }[] }): OutputFile[] {
  const manifest = {
    package: "demo",
    layout: "package",
    http: "httpx2",
    client: { sync: "demo.Demo", async: null },
    schemas: [],
    webhooks: [],
    operations: change.operations ?? operations,
    diagnostics: change.diagnostics ?? [{ code: "operation-dropped", pointer: "#/paths/~1owners/trace" }],
  };
  return [
    { path: "demo/__init__.py", text: change.client ?? client },
    { path: ".pysdk/manifest.json", text: JSON.stringify(manifest) },
  ];
}

async function check(files: readonly OutputFile[], types = false): Promise<readonly CheckRow[]> {
  const folder = await makeTemporaryFolder("check");
  folders.push(folder);
  return checkOutput(await writeFiles(files, folder), { types, source });
}

const problems = (rows: readonly CheckRow[], check: string): readonly string[] => rows.find((row) => row.check === check)?.problems ?? ["no such row"];

describe("check-output", () => {
  it("passes an output that is right, and counts what it looked at", async () => {
    const rows = await check(filesOf({}), true);
    expect(rows.flatMap((row) => row.problems)).toEqual([]);
    expect(rows.map((row) => `${row.check} ${row.status} ${row.count}`)).toEqual([
      "compile ok 1",
      "import ok 1",
      "hints ok 5",
      "operations ok 4",
      "ruff format ok 1",
      "ruff check ok 1",
      "mypy ok 1",
      "pyright ok 1",
    ]);
  });

  it("finds a warning of the compiler, an import that fails, and what Python prints", async () => {
    const rows = await check(filesOf({ client: `${client}\nimport nothing_of_that_name\n\nprint("\\d", 1 is 1)\n` }));
    expect(problems(rows, "compile")[0]).toMatch(/^demo\/__init__.py: SyntaxError: /);
    expect(problems(rows, "import")[0]).toContain("demo");
    expect((await check(filesOf({ client: `${client}\nprint("hello")\n` }))).find((row) => row.check === "import")?.problems).toEqual([
      String.raw`printed while imported: 'hello\n'`,
    ]);
  });

  it("finds a hint that does not resolve, and a method that is not there", async () => {
    const rows = await check(filesOf({ client: client.replace("-> int:", "-> Missing:").replace("def add", "def added") }));
    expect(problems(rows, "hints").map((line) => line.replace(/:.*\|/, ":"))).toEqual([
      "demo.Demo.pets.list: NameError: name 'Missing' is not defined",
      expect.stringContaining("demo.Demo.pets.add: AttributeError: 'Pets' object has no attribute 'add'"),
    ]);
  });

  it("finds an operation that vanished without a word, one that was invented, and two of one name", async () => {
    const changed = [...operations.slice(1), { pointer: "#/paths/~1x/get", method: "GET", path: "/x", python: "pets.add" }];
    expect(problems(await check(filesOf({ operations: changed, diagnostics: [] })), "operations")).toEqual([
      "missing: GET /pets",
      "missing: TRACE /owners",
      "not in the document: GET /x",
      "pets.add is both GET /owners and GET /x",
    ]);
  });

  it("finds bad layout, lint and types", async () => {
    const text = `${client}\nimport os\nvalue: int = 'text'\n`;
    const rows = await check(filesOf({ client: text }), true);
    expect(problems(rows, "ruff format").length).toBe(1);
    expect(problems(rows, "ruff check").join("\n")).toMatch(/E402[^]*F401/);
    expect(problems(rows, "mypy").join("\n")).toMatch(/Incompatible types in assignment/);
    expect(problems(rows, "pyright").join("\n")).toMatch(/reportUnusedImport[^]*reportAssignmentType|reportAssignmentType[^]*reportUnusedImport/);
  });
});
