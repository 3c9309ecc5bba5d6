import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { parseArguments } from "../../src/cli/options/arguments.ts";
import { createMockServer } from "../../src/mock/index.ts";
import { createWorkplace } from "../harness/run-cli.ts";
import { blocksOf } from "../harness/scenario.ts";
import { repository, sharedEnv } from "../harness/virtual-env.ts";

const text = readFileSync(join(repository, "README.md"), "utf8");
const blocks = blocksOf(text);
const petstore = join(repository, "node_modules/@readme/oas-examples/3.1/json/petstore.json");
const place = createWorkplace();
afterAll(() => place.remove());

/** The text of the one block with this info string. */
function block(info: string): string {
  const found = blocks.filter((one) => one.info === info);
  expect(found.length, info).toBe(1);
  return found[0]?.text ?? "";
}

/** The block of output that follows another block. */
function outputAfter(start: string): string {
  const at = blocks.findIndex((one) => one.text.includes(start));
  const next = blocks.slice(at).find((one) => one.info === "text");
  return `${next?.text ?? ""}\n`;
}

/** What a program prints, with the folders of SDKs on its path. */
async function python(program: string, ...folders: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execa(sharedEnv.python, ["-B", "-c", program], { cwd: place.folder, env: { PYTHONPATH: [place.folder, ...folders.map((one) => join(place.folder, one))].join(":") }, reject: false });
  return stderr === "" ? `${stdout}\n` : stderr;
}

const shop = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1.0.0" },
  servers: [{ url: "https://shop.test" }],
  paths: {
    "/orders/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }, { name: "X-Tenant", in: "header", schema: { type: "string" } }],
      get: { operationId: "getOrder", tags: ["Orders"], responses: { 200: { description: "Found.", content: { "application/json": { schema: { type: "object", required: ["order"], properties: { order: { $ref: "#/components/schemas/Order" } } } } } }, 404: { description: "None." } } },
      patch: { operationId: "updateOrder", tags: ["Orders"], requestBody: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } }, responses: { 204: { description: "Done." } } },
    },
  },
  components: { schemas: { Order: { type: "object", properties: { note: { type: "string" } } } } },
};

describe("the README", () => {
  it("shows what its first command prints, and Python that runs", async () => {
    const command = /npx pysdk-compile (node_modules\S+) (--name petstore)/.exec(text);
    expect(petstore.endsWith(command?.[1] ?? "nothing")).toBe(true);
    expect(await place.cli(petstore, "--name", "petstore")).toMatchObject({ code: 0, out: outputAfter("node_modules/@readme") });
    expect(await python(block("python petstore"), "petstore")).toBe(outputAfter("from petstore.testing import Server"));
  });

  it("names calls and options that exist", () => {
    const calls = [...text.matchAll(/(?:^|`)(?:npx )?pysdk-compile ([^`\n#]+)/gm)].map(([, rest = ""]) => rest.split(/[|>&]/)[0]?.trim() ?? "").filter((call) => !/^(SPEC|bash|completion bash)|^$/.test(call));
    expect(calls.length).toBeGreaterThan(8);
    for (const call of calls) expect(() => parseArguments(call.replace("CODE", "schema-never").split(/\s+/), { cwd: place.folder }), call).not.toThrow();
    const help = parseArguments(["--help"], { cwd: place.folder });
    const known = help.kind === "print" ? help.text : "";
    const table = [...text.matchAll(/^\| (`-.*?) \|/gm)].flatMap(([, cell = ""]) => cell.match(/--?[a-z]+/g) ?? []);
    expect(table.length).toBeGreaterThan(10);
    for (const option of table) expect(known).toContain(option);
  });

  it("compiles from TypeScript as shown", async () => {
    place.put("openapi.yaml", JSON.stringify(shop));
    const library = pathToFileURL(join(repository, "src/index.ts")).href;
    place.put("program.mts", `${block("ts library").replace('"pysdk-compile"', JSON.stringify(library))}\nconsole.log(files.some(({ path }) => path === "shop/__init__.py"), diagnostics.every(({ severity }) => severity === "note"));\n`);
    const { stdout } = await execa(process.execPath, ["--import", import.meta.resolve("tsx"), "program.mts"], { cwd: place.folder });
    expect(stdout).toBe("true true");
  });

  it("shapes an SDK by its configuration", async () => {
    place.put("shaped/shop.json", JSON.stringify(shop));
    place.put("shaped/pysdk.yaml", block("yaml shop"));
    place.put("shaped/src/tenants.py", '"""Tenants."""\n\nfrom typing import NewType\n\nTenant = NewType("Tenant", str)\n\n\ndef current() -> str:\n    """The tenant of the call."""\n    return "t-1"\n');
    expect(await place.cli("shaped/shop.json", "-o", "shaped")).toMatchObject({ code: 0, err: "" });
    const program = "import inspect\nfrom shop import orders, Tenant, Order\nprint(inspect.signature(orders.get))\nprint(inspect.signature(orders.update))";
    expect(await python(program, "shaped/shop")).toBe("(id: 'str') -> 'models.Order | None'\n(id: 'str', **updates: 'Unpack[OrderKeywords]') -> 'None'\n");
  });

  it("keeps code for openapi-generator's clients going", async () => {
    expect((await place.cli(petstore, "--name", "petstore", "--facade", "openapi-generator", "-o", "facade")).code).toBe(0);
    const server = await createMockServer({ kind: "file", path: petstore }, { port: 0, record: false });
    try {
      const host = block("python facade").replace("https://petstore.test/v2", server.url);
      expect(await python(`${host}\nprint(pet.name, issubclass(ApiException, Exception))`, "facade/petstore")).toBe("doggie True\n");
    } finally {
      await server.close();
    }
  });

  it("writes the module of a profile where the example imports it from", async () => {
    place.put("halo.json", JSON.stringify({ ...shop, paths: { "/tickets": { get: { operationId: "listTickets", responses: { 204: { description: "None." } } } } } }));
    expect((await place.cli("halo.json", "--profile", "bifrost:HaloPSA")).code).toBe(0);
    const called = /await halopsa\.(\w+)\(/.exec(block("python bifrost"))?.[1] ?? "nothing";
    expect(place.get("modules/halopsa.py")).toContain(`async def ${called}(`);
  });
});
