import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/index.ts";
import type { Json } from "../../../src/ir/json.ts";
import { readOutput } from "../../../src/verify/output-folder.ts";
import { checkOutput } from "../../harness/check-output.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../harness/output-folder.ts";
import { sharedEnv } from "../../harness/virtual-env.ts";

const document = fileURLToPath(new URL("../documents/everything.yaml", import.meta.url));

/** Classes that name each other, two references each, in an order that no search finds short ways in. */
function denseDocument(count: number): string {
  let state = 7;
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return `#/components/schemas/M${state % count}`;
  };
  const model = (): Json => ({
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, a: { $ref: next() }, b: { type: "array", items: { $ref: next() } }, bornOn: { type: "string", format: "date" } },
  });
  const schemas = Object.fromEntries(Array.from({ length: count }, (_, index) => [`M${index}`, model()]));
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Dense", version: "1" }, paths: {}, components: { schemas } });
}

describe("models: pydantic", () => {
  const made = { everything: "", dense: "", module: "" };
  beforeAll(async () => {
    const folder = await makeTemporaryFolder("pydantic");
    Object.assign(made, { everything: join(folder, "everything"), dense: join(folder, "dense"), module: join(folder, "module") });
    const everything = { name: "everything", models: "pydantic", types: { decimal: "Decimal" } } as const;
    const settled = await compile({ kind: "file", path: document }, everything);
    expect(settled.diagnostics.map(({ code }) => code)).toEqual([]);
    await writeOutput(settled, made.everything);
    await writeOutput(await compile({ kind: "file", path: document }, { ...everything, layout: "module" }), made.module);
    await writeOutput(await compile({ kind: "text", text: denseDocument(200) }, { name: "dense", models: "pydantic" }), made.dense);
  });
  afterAll(async () => removeFolder(join(made.everything, "..")));

  it("takes in every kind of schema, and two hundred classes that name each other", async () => {
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", fileURLToPath(new URL("test_everything.py", import.meta.url))], {
      cwd: made.everything,
      env: { EVERYTHING_OUTPUT: made.everything, PYTHONPATH: made.dense, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
      all: true,
    });
    expect(outcome.exitCode, outcome.all).toBe(0);
  });

  it("passes the tests that it comes with", async () => {
    const outcome = await execa(sharedEnv.python, ["-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], { cwd: made.everything, env: { PYTHONPATH: made.everything, PYTHONDONTWRITEBYTECODE: "1" }, reject: false, all: true });
    expect(outcome.exitCode, outcome.all).toBe(0);
  });

  it.each(["everything", "module"] as const)("is clean under every checker: %s", async (which) => {
    const rows = await checkOutput(await readOutput(made[which]), { types: true, source: null });
    expect(rows.filter(({ status }) => status === "failed")).toEqual([]);
    expect(rows.filter(({ status }) => status === "ok").map(({ check }) => check)).toEqual(["compile", "import", "hints", "ruff format", "ruff check", "mypy", "pyright"]);
  });

  it("loads no pydantic with its root, and none of its neighbours with a class", async () => {
    const script = "import sys, everything; a = 'pydantic' in sys.modules; everything.models.Thing; print(a, 'pydantic' in sys.modules, 'everything.models.tree' in sys.modules)";
    const { stdout } = await execa(sharedEnv.python, ["-c", script], { env: { PYTHONPATH: made.everything } });
    expect(stdout).toBe("False True False");
  });
});
