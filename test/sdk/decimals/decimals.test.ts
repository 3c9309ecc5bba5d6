import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type CompileOptions, type Compilation } from "../../../src/index.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../harness/output-folder.ts";
import { sharedEnv } from "../../harness/virtual-env.ts";

const folder = await makeTemporaryFolder("decimals");
const script = fileURLToPath(new URL("test_decimals.py", import.meta.url));

const decimal = { type: "number", format: "decimal" };
const offer = {
  type: "object",
  required: ["price"],
  properties: { price: decimal, weight: { type: "number" }, steps: { type: "array", items: decimal }, either: { anyOf: [decimal, { type: "boolean" }] }, size: { type: "number", enum: [1.5, 2] }, note: { type: "string" }, about: {} },
};
const json = (schema: unknown): unknown => ({ content: { "application/json": { schema } } });
const reference = { $ref: "#/components/schemas/Offer" };
const document = {
  openapi: "3.1.0",
  info: { title: "Market", version: "1" },
  servers: [{ url: "https://market.example" }],
  paths: { "/offers": { post: { operationId: "swap", tags: ["Offers"], requestBody: { required: true, ...(json(reference) as object) }, responses: { 200: { description: "", ...(json(reference) as object) } } } } },
  components: { schemas: { Offer: offer } },
};

async function market(options: CompileOptions): Promise<Compilation> {
  return compile({ kind: "value", value: document }, options);
}

describe("decimals that travel as numbers", () => {
  const wanted: Readonly<Record<string, CompileOptions>> = { views: {}, single: { layout: "module" }, pydantic: { models: "pydantic" } };
  beforeAll(async () => {
    for (const [name, options] of Object.entries(wanted)) await writeOutput(await market({ name: `market_${name}`, types: { decimal: "Decimal" }, ...options }), folder);
  });
  afterAll(async () => removeFolder(folder));

  it("keep their digits both ways, while other numbers are floats", async () => {
    const names = Object.keys(wanted).map((name) => `market_${name}`);
    const outcome = await execa(sharedEnv.python, ["-B", "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", script], { env: { PYTHONPATH: folder, DECIMALS: names.join(" ") }, reject: false, all: true });
    expect(outcome.exitCode === 0 ? "" : outcome.all).toBe("");
  });

  it("cost nothing where there are none", async () => {
    const made = await market({ name: "market" });
    expect(made.files.filter(({ path }) => path.endsWith("exact.py"))).toEqual([]);
    expect(made.files.find(({ path }) => path.endsWith("_runtime/readers.py"))?.text).toContain("return json_value(content)");
  });
});
