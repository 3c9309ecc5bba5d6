import { createServer } from "node:http";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/ir/json.ts";
import schema from "../../src/cli/pysdk.schema.json" with { type: "json" };
import { sharedEnv } from "../harness/virtual-env.ts";
import { createWorkplace, type Workplace } from "../harness/run-cli.ts";

const document = `openapi: 3.1.0
info: { title: Zoo, version: 1.0.0 }
servers: [{ url: https://example.com }]
paths:
  /lions:
    get:
      operationId: listLions
      tags: [Cats]
      parameters:
        - { name: cursor, in: query, schema: { type: string } }
        - { name: minAge, in: query, required: true, schema: { type: integer } }
      responses:
        "200": { description: All, content: { application/json: { schema: { $ref: "#/components/schemas/Lions" } } } }
  /lions/{id}:
    put:
      operationId: putLion
      tags: [Cats]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Lion" } } } }
      responses: { "204": { description: None } }
  /news:
    get:
      operationId: streamNews
      responses: { "200": { description: News, content: { text/event-stream: { schema: { $ref: "#/components/schemas/News" } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Lions: { type: object, properties: { data: { type: array, items: { $ref: "#/components/schemas/Lion" } }, after_id: { type: string } } }
    Lion: { type: object, required: [nickName], properties: { nickName: { type: string }, born: { type: string, format: date }, weight: { type: number, format: decimal } } }
    News: { type: object, properties: { text: { type: string } } }
security: [{ key: [] }]
`;

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
  place.put("zoo.yaml", document);
});
afterAll(() => place.remove());

let count = 0;

/** Compiles with a configuration, into a folder of its own. */
async function compiled(text: string) {
  count += 1;
  const folder = `out${count}`;
  place.put("pysdk.yaml", text);
  const { code, err } = await place.cli("zoo.yaml", "-o", folder);
  return { code, err, get: (path: string) => place.get(`${folder}/${path}`) };
}

describe("each key of the configuration has its effect", () => {
  it.each<[keys: string, text: string, effects: readonly (readonly [file: string, expected: string | RegExp])[]]>([
    [
      "names, versions, types, pages, streams and the client",
      `name: savanna
http: httpx
python: "3.12"
twins: [async]
line-length: 60
types: { date: str, decimal: Decimal }
pagination:
  "#/paths/~1lions/get": { style: cursor, cursor: cursor, items: data, next: after_id }
streaming: { sentinel: "[END]" }
client: { timeout: 7, max-retries: 9, backoff: [0.25, 3], retry-methods: all, env-prefix: KEEPER }
`,
      [
        ["savanna/savanna/__init__.py", "AsyncSavanna"],
        ["savanna/pyproject.toml", '"httpx>='],
        ["savanna/pyproject.toml", 'requires-python = ">=3.12"'],
        ["savanna/pyproject.toml", "line-length = 60"],
        ["savanna/savanna/_client.py", /^class AsyncSavanna/m],
        ["savanna/savanna/_client.py", "KEEPER_API_KEY"],
        ["savanna/savanna/_client.py", /timeout.*\b7\b/],
        ["savanna/savanna/_client.py", /max_retries.*\b9\b/],
        ["savanna/savanna/_client.py", /first_wait=0\.25,\s+longest_wait=3,/],
        ["savanna/savanna/_client.py", "every_method=True"],
        ["savanna/savanna/models/lion.py", 'born: str | None = field("born"'],
        ["savanna/savanna/models/lion.py", /weight: Decimal \| None/],
        ["savanna/savanna/resources/cats.py", "-> models.AsyncLionsPage:"],
        ["savanna/savanna/resources/news.py", 'sentinel="[END]"'],
      ],
    ],
    [
      "pages that a header leads to",
      "pagination:\n  '#/paths/~1lions/get': { style: cursor, cursor: cursor, items: data, next-header: X-After }\n",
      [["zoo/zoo/resources/cats.py", /PageRule\(\s*"cursor",\s+items="data",\s+parameter="cursor",\s+next_header="X-After"/]],
    ],
    [
      "renames",
      "renames:\n  '#/paths/~1lions/get': felines.all\n  '#/components/schemas/Lion': Cat\n  '#/components/schemas/Lion/properties/nickName': name\n  '#/paths/~1lions/get/parameters/1': age\n",
      [["zoo/zoo/resources/felines.py", /def all\(\s*self,\s*\*,\s*age: int/], ["zoo/zoo/models/cat.py", 'name: str = field("nickName"']],
    ],
    [
      "resources",
      "resources: { savanna.pride: { operations: ['op:listLions', 'PUT /lions/*'], positional: [minAge, cursor, born] } }\n",
      [
        ["zoo/zoo/resources/savanna_pride.py", /def list_lions\(\s*self,\s*min_age: int,\s*cursor: str \| None = None,\s*\*\*options/],
        ["zoo/zoo/resources/savanna_pride.py", /def put_lion\(\s*self,\s*id: str,\s*born: date \| None = None,\s*\*,\s*nick_name: str,/],
      ],
    ],
    ["layout", "layout: module\n", [["zoo.py", "class Lion("]]],
    ["surface, auth and auth-type", "surface: functions\nauth: bifrost:Cage\nauth-type: bearer\n", [["zoo.py", "async def list_lions("], ["zoo.py", '"Cage"']]],
    ["profile", "profile: bifrost:Zoo Keeper\n", [["zoo_keeper.py", "async def list_lions("]]],
  ])("%s", async (_, text, effects) => {
    const { err, get } = await compiled(text);
    expect(err.replace(/^\d+ notes? .*\n/m, "")).toBe("");
    for (const [file, expected] of effects) {
      if (typeof expected === "string") expect(get(file)).toContain(expected);
      else expect(get(file)).toMatch(expected);
    }
  });

  it("include and exclude leave nothing behind that only the others reach", async () => {
    const { code, get } = await compiled("name: pruned\ninclude: ['tag:Cats']\nexclude: ['GET /lions']\n");
    expect(code).toBe(0);
    const { operations, schemas, files } = JSON.parse(get("pruned/.pysdk/manifest.json"));
    expect(operations.map((one: { python: string }) => one.python)).toEqual(["cats.put_lion"]);
    expect(schemas.map((one: { pointer: string }) => one.pointer)).toEqual(["#/components/schemas/Lion"]);
    expect(Object.keys(files).filter((path) => /models\/|resources\//.test(path)).toSorted()).toEqual(["pruned/models/__init__.py", "pruned/models/lion.py", "pruned/resources/__init__.py", "pruned/resources/cats.py"]);
  });

  it("base keeps no generated text where it is false", async () => {
    const { get } = await compiled("base: false\n");
    expect(get("zoo/.pysdk/manifest.json")).not.toBe("");
    expect(() => get("zoo/.pysdk/base.gz")).toThrow();
  });
});

describe("what is shown after a compile", () => {
  it.each<[argv: readonly string[], configuration: string, shown: readonly string[]]>([
    [["-o", "mods/zoo.py"], "", ["from mods.zoo import Zoo", "client = Zoo()"]],
    [["-o", "beasts.py"], "", ["from beasts import Beasts", "client = Beasts()"]],
    [["-o", "mods/wild.py"], "surface: functions\n", ["import asyncio", "from mods import wild"]],
    [["-o", "tame.py"], "surface: functions\n", ["import asyncio", "import tame"]],
    [["-o", "not-a-package/zoo.py"], "", ["# run in not-a-package, or with it on PYTHONPATH", "from zoo import Zoo", "client = Zoo()"]],
    [["-o", "shop", "--name", "fauna"], "surface: functions\nlayout: package\n", ["import asyncio", "from fauna import news"]],
  ])("can be imported: %j %j", async (argv, configuration, shown) => {
    place.put("shown.yaml", `${configuration}client: { env-prefix: SHOWN }\n`);
    const { code, out } = await place.cli("zoo.yaml", "--config", "shown.yaml", ...argv);
    const lines = out.split("\n").filter((line) => line.startsWith("    ")).map((line) => line.slice(4));
    expect({ code, lines: lines.slice(0, shown.length) }).toEqual({ code: 0, lines: shown });
    const folder = shown[0]?.startsWith("#") === true ? "not-a-package" : argv[1] === "shop" ? "shop/fauna" : ".";
    const { stderr } = await execa(sharedEnv.python, ["-B", "-c", lines.filter((line) => /import /.test(line)).join("\n")], { cwd: join(place.folder, folder), reject: false });
    expect(stderr).toBe("");
  });
});

describe("the call that is shown after a compile", () => {
  const page = '{ name: cursor, in: query, schema: { type: string } }';
  const paths = {
    stream: 'get: { operationId: streamNews, responses: { "200": { description: News, content: { text/event-stream: { schema: { type: object } } } } } }',
    paged: `get: { operationId: listItems, tags: [items], parameters: [${page}], responses: { "200": { description: Items, content: { application/json: { schema: { $ref: "#/components/schemas/Items" } } } } } }`,
  };
  const items = "{ type: object, required: [items], properties: { items: { type: array, items: { type: string } }, next_cursor: { type: string } } }";
  const server = createServer((request, response) => {
    const isStream = request.url === "/stream";
    response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" }).end(isStream ? 'data: {"a": 1}\n\n' : '{"items": ["one"]}');
  });
  beforeAll(() => new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready)));
  afterAll(() => void server.close());

  it.each<[paths: readonly (keyof typeof paths)[], configuration: string, says: string, last: string]>([
    [["stream"], "surface: functions\n", "{'a': 1}", "asyncio.run(main())"],
    [["stream"], "twins: [async]\n", "{'a': 1}", "asyncio.run(main())"],
    [["stream", "paged"], "surface: functions\n", "['one']", "print(asyncio.run(items.list()))"],
    [["stream", "paged"], "twins: [async]\n", "one", "asyncio.run(main())"],
  ])("runs: %j %j", async (keys, configuration, says, last) => {
    count += 1;
    place.put("run.yaml", `openapi: 3.1.0\ninfo: { title: Runs, version: "1" }\npaths:\n${keys.map((key) => `  /${key}:\n    ${paths[key]}\n`).join("")}components: { schemas: { Items: ${items} } }\n`);
    place.put("run.pysdk.yaml", `${configuration}layout: package\n`);
    const { out } = await place.cli("run.yaml", "--config", "run.pysdk.yaml", "-o", `run${count}`);
    const program = out.split("\n").filter((line) => line.startsWith("    ")).map((line) => line.slice(4));
    expect(program.at(-1)).toBe(last);
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    const { stdout, stderr } = await execa(sharedEnv.python, ["-B", "-c", program.join("\n")], { cwd: join(place.folder, `run${count}/runs`), env: { RUNS_BASE_URL: url }, reject: false });
    expect({ stdout, stderr }).toEqual({ stdout: says, stderr: "" });
    if (keys.length === 1 || !configuration.startsWith("surface")) return;
    expect(place.get(`run${count}/runs/api.md`).match(/(?<=^- `).+(?=`, `)/gm)).toEqual([
      "stream.news() -> AsyncEventStream[dict[str, Any]]",
      "items.list(*, cursor=…) -> list[str]",
      "items.list_pages(*, cursor=…) -> AsyncIterator[list[str]]",
    ]);
  });
});

describe("a configuration that does not fit the document", () => {
  it.each<[text: string, message: string]>([
    ["renames:\n  '#/paths/~1lion/get': a.b\n", "pysdk.yaml:2:3: error: renames: the document has nothing at #/paths/~1lion/get; did you mean #/paths/~1lions/get. [configuration-not-valid]"],
    ["renames:\n  '#/components/schemas/Lion/properties/nickname': n\n", "did you mean #/components/schemas/Lion/properties/nickName."],
    ["renames:\n  'other.yaml#/paths': n\n", "pysdk.yaml:2:3: error: renames: the document has nothing at other.yaml#/paths."],
    ["pagination:\n  '#/paths/~1lions/gett': null\n", "pysdk.yaml:2:3: error: pagination: the document has nothing at #/paths/~1lions/gett; did you mean #/paths/~1lions/get."],
    ["pagination:\n  '#/paths/~1lions/get': { style: cursor, items: data, next: after_id }\n", "pysdk.yaml:2:28: error: pagination.#/paths/~1lions/get.style: the style cursor needs cursor."],
    ["pagination:\n  '#/paths/~1lions/get': { style: url, items: data }\n", "pysdk.yaml:2:28: error: pagination.#/paths/~1lions/get.style: the style url needs next or next-header."],
    ["resources:\n  cats:\n    operations: ['tag:Cats']\n    positional: [minage]\n", "pysdk.yaml:4:18: error: resources.cats.positional.0: no operation of it takes minage; did you mean minAge."],
    ["resources: { class: { operations: [] } }\n", "pysdk.yaml:1:14: error: resources.class: a resource is an attribute of the client"],
    ["name: class\n", "pysdk.yaml:1:7: error: name: class is a keyword of Python."],
    ["types: { date: Date }\n", "pysdk.yaml:1:16: error: types.date: it must be date or str; did you mean date."],
    ["types: { money: str }\n", "pysdk.yaml:1:17: error: types.money: it must be Decimal or float."],
    ["extra-flies: []\n", "pysdk.yaml:1:1: error: extra-flies: the key is not known; did you mean extra-files."],
  ])("is refused with its place: %j", async (text, message) => {
    const { code, err } = await compiled(text);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toMatch(/\n {2}\d \| .*\n {4}\|/);
  });

  it("is refused where its patterns, or those of the command line, leave no operation", async () => {
    const { code, err, get } = await compiled("name: bare\ninclude: ['tag:Dogs']\n");
    expect(code).toBe(2);
    expect(err).toContain("pysdk.yaml:2:11: warning: include: tag:Dogs matches no operation. [selection-empty]");
    expect(err).toContain("pysdk.yaml:2:1: error: include and exclude leave none of the 3 operations. [selection-leaves-nothing]");
    expect(() => get("bare/pyproject.toml")).toThrow();
    const told = await place.cli("zoo.yaml", "--config", "pysdk.yaml", "--include", "/**", "--exclude", "/**", "--name", "bare");
    expect({ code: told.code, error: told.err.split("\n").filter((line) => line.includes(" error: ")) }).toEqual({ code: 2, error: ["zoo.yaml:1:1: error: include and exclude leave none of the 3 operations. [selection-leaves-nothing]"] });
  });

  it("warns of what is merely idle, with its place", async () => {
    const { code, err, get } = await compiled("name: idle\nexclude: ['op:putLoin']\nresources:\n  cats: { operations: ['op:listLions', 'tag:Dogs'] }\nrenames:\n  '#/info': x\npagination:\n  '#/paths/~1lions/get': { style: link, items: dta }\n");
    expect(code).toBe(0);
    expect(err).toContain("pysdk.yaml:2:11: warning: exclude: op:putLoin matches no operation; did you mean op:putLion. [selection-empty]");
    expect(err).toContain("pysdk.yaml:4:40: warning: resources.cats.operations: tag:Dogs matches no operation. [selection-empty]");
    expect(err).toContain("pysdk.yaml:6:3: warning: The entry of renames for #/info changes nothing. [override-not-used]");
    expect(err).toContain("pysdk.yaml:8:3: warning: The pagination configured for listLions does not fit: the response has no dta. [pagination-not-usable]");
    expect(JSON.parse(get("idle/.pysdk/manifest.json")).diagnostics).toContainEqual(expect.objectContaining({ code: "override-not-used", file: "pysdk.yaml", line: 6 }));
  });
});

it("every key says in the schema what it does, for editors", () => {
  const silent: string[] = [];
  const look = (node: Json, path: string): void => {
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const { properties, additionalProperties } = node as { readonly [key: string]: Json };
    for (const [key, one] of Object.entries(properties ?? {})) {
      if (!Object.hasOwn(one as object, "description")) silent.push(`${path}${key}`);
      look(one, `${path}${key}.`);
    }
    look(additionalProperties ?? null, `${path}*.`);
  };
  look(schema, "");
  expect(silent).toEqual([]);
});
