import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMockServer, type MockServer } from "../../src/mock/index.ts";
import { judged } from "./send.ts";

const numbers = { type: "array", items: { type: "integer" }, minItems: 2, maxItems: 2 };
const point = { type: "object", required: ["x", "y"], properties: { x: { type: "integer" }, y: { type: "integer" } }, additionalProperties: false };
const answer = { responses: { 204: { description: "" } } };

/** Every cell of the tables of styles: place, style, explode, and how a list and an object are written there. */
const table: readonly (readonly [place: string, style: string, explode: boolean, list: string | null, object: string | null])[] = [
  ["path", "simple", false, "1,2", "x,1,y,2"],
  ["path", "simple", true, "1,2", "x=1,y=2"],
  ["path", "label", false, ".1,2", ".x,1,y,2"],
  ["path", "label", true, ".1.2", ".x=1.y=2"],
  ["path", "matrix", false, ";p=1,2", ";p=x,1,y,2"],
  ["path", "matrix", true, ";p=1;p=2", ";x=1;y=2"],
  ["query", "form", false, "p=1,2", "p=x,1,y,2"],
  ["query", "form", true, "p=1&p=2", "x=1&y=2"],
  ["query", "spaceDelimited", false, "p=1%202", "p=x%201%20y%202"],
  ["query", "pipeDelimited", false, "p=1%7C2", "p=x|1|y|2"],
  ["query", "deepObject", true, null, "p%5Bx%5D=1&p[y]=2"],
  ["header", "simple", false, "1, 2", "x,1,y,2"],
  ["header", "simple", true, "1,2", "x=1,y=2"],
  ["cookie", "form", false, "p=1,2", "p=x,1,y,2"],
  ["cookie", "form", true, "p=1&p=2", null],
];

describe("styles of parameters", () => {
  const paths: Record<string, unknown> = {};
  table.forEach(([place, style, explode], row) => {
    for (const [kind, schema] of [["list", numbers], ["object", point]] as const) {
      const parameter = { name: "p", in: place, style, explode, required: true, schema };
      paths[`/${row}/${kind}${place === "path" ? "/{p}" : ""}`] = { get: { parameters: [parameter], ...answer } };
    }
  });
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({ kind: "value", value: { openapi: "3.1.0", info: { title: "T", version: "1" }, paths } });
  });
  afterAll(() => server.close());

  const ask = (row: number, kind: string, text: string) => {
    const place = table[row]?.[0];
    const path = `/${row}/${kind}`;
    if (place === "path") return judged(server, { path: `${path}/${text}` });
    if (place === "query") return judged(server, { path: `${path}?${text}` });
    return judged(server, { path, headers: place === "header" ? { p: text } : { Cookie: text } });
  };

  it.each(table.map((row, index) => [index, ...row] as const))("row %i: %s %s explode %s", async (index, place, _style, _explode, list, object) => {
    if (list !== null) {
      expect(await ask(index, "list", list)).toEqual([204]);
      expect((await ask(index, "list", list.replace(/2$/, "b")))).toEqual([400, `#/${place}/p/1 invalid`]);
    }
    if (object !== null) {
      expect(await ask(index, "object", object)).toEqual([204]);
      expect((await ask(index, "object", object.replace("y", "z")))[0]).toBe(400);
      expect((await ask(index, "object", object.replace(/2$/, "b")))[0]).toBe(400);
    }
  });

  it("keeps the delimiter of one style out of the others", async () => {
    for (const [row, one] of table.entries()) {
      if (one[0] !== "query" || one[3] === null) continue;
      for (const text of ["p=1,2", "p=1&p=2", "p=1%202", "p=1%7C2"].filter((other) => other !== one[3])) {
        // A list may always be repeated; that is how the exploded form reads, and the others are lenient about it.
        if (text === "p=1&p=2") continue;
        expect([row, text, (await ask(row, "list", text))[0]]).toEqual([row, text, 400]);
      }
    }
  });
});

describe("single parameters", () => {
  const query = (name: string, schema: unknown, more: object = {}) => ({ name, in: "query", schema, ...more });
  const value = {
    openapi: "3.1.0", info: { title: "T", version: "1" },
    paths: {
      "/scalars": {
        get: {
          parameters: [
            query("flag", { type: "boolean" }), query("number", { type: "number", multipleOf: 0.1 }), query("either", { type: ["integer", "string"], maxLength: 3 }), query("maybe", { anyOf: [{ type: "integer" }, { type: "null" }] }),
            query("day", { type: "string", format: "date" }), query("empty", { type: "integer" }, { allowEmptyValue: true }), query("level", { enum: [1, 2] }), query("text", { type: "string" }),
            query("ids[]", { type: "array", items: { type: "integer" } }), query("names", { type: "array", items: { type: "string" } }, { explode: false }),
            { name: "filter", in: "query", content: { "application/json": { schema: { type: "object", required: ["a"], properties: { a: { type: "integer" } } } } } },
            { name: "deep", in: "query", style: "deepObject", schema: { type: "object", properties: { range: { type: "object", properties: { gte: { type: "integer" } } }, tags: { type: "array", items: { type: "integer" } } } } },
          ],
          ...answer,
        },
      },
      "/free": { get: { parameters: [{ name: "rest", in: "query", schema: { type: "object", additionalProperties: { type: "integer" } } }, query("own", { type: "string" })], ...answer } },
      "/files/{name}.{extension}": { get: { parameters: [{ name: "extension", in: "path", required: true, schema: { type: "string", enum: ["txt", "csv"] } }], ...answer } },
      "/compare/{base}...{head}": { get: { parameters: [{ name: "head", in: "path", required: true, schema: { type: "string", maxLength: 3 } }], ...answer } },
      "/things/{id}:cancel": { post: { parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }], ...answer } },
      "/things/{id}": { post: { parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", pattern: "^[a-z/]+$" } }], ...answer } },
      "/rpc?action=start": { post: { parameters: [query("x", { type: "integer" })], ...answer } },
      "/rpc?action=stop": { post: { ...answer } },
    },
  };
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({ kind: "value", value });
  });
  afterAll(() => server.close());

  it.each([
    ["flag=true", 204], ["flag=True", 400], ["flag=1", 400], ["number=1.3", 204], ["number=1e1", 204], ["number=1.35", 400], ["number=%2B1", 400], ["number=01", 400],
    ["either=12345", 204], ["either=abc", 204], ["either=abcd", 400], ["maybe=", 204], ["maybe=4", 204], ["maybe=x", 400], ["day=2024-02-29", 204], ["day=2023-02-29", 400], ["empty=", 204], ["empty=x", 400],
    ["level=2", 204], ["level=3", 400], ["level=two", 400], ["text=5", 204], ["text=", 204], ["ids[]=1&ids%5B%5D=2", 204], ["ids=1", 400], ["names=a%2Cb,c", 204], ["names=a&names=b", 204],
    ["filter=%7B%22a%22%3A1%7D", 204], ["filter=%7B%22a%22%3A%221%22%7D", 400], ["filter={", 400], ["deep[range][gte]=5&deep[tags][]=1&deep[tags][]=2", 204], ["deep[range][gte]=x", 400], ["deep[tags][0]=1&deep[tags][1]=2", 204], ["deep=1", 400],
  ])("/scalars?%s is %i", async (text, status) => {
    expect((await judged(server, { path: `/scalars?${text}` }))[0]).toBe(status);
  });

  it("gives an open object what nobody else declares", async () => {
    expect(await judged(server, { path: "/free?a=1&own=x" })).toEqual([204]);
    expect(await judged(server, { path: "/free?a=b" })).toEqual([400, "#/query/rest/a invalid"]);
  });

  it("finds several names in one segment, text behind a name, and queries in paths", async () => {
    expect(await judged(server, { path: "/files/a.b.txt" })).toEqual([400, "#/path/extension invalid"]);
    expect(await judged(server, { path: "/files/a.csv" })).toEqual([204]);
    expect(await judged(server, { path: "/files/acsv" })).toEqual([404, "#/path unknown-path"]);
    expect(await judged(server, { path: "/compare/v1...v2" })).toEqual([204]);
    expect(await judged(server, { path: "/compare/v1...v2...v3" })).toEqual([400, "#/path/head invalid"]);
    expect(await judged(server, { method: "POST", path: "/things/12:cancel" })).toEqual([204]);
    expect(await judged(server, { method: "POST", path: "/things/12%3Acancel" })).toEqual([204]);
    expect(await judged(server, { method: "POST", path: "/things/ab:cancel" })).toEqual([400, "#/path/id invalid"]);
    expect(await judged(server, { method: "POST", path: "/things/a%2Fb" })).toEqual([204]);
    expect(await judged(server, { method: "POST", path: "/things/a%2FB" })).toEqual([400, "#/path/id invalid"]);
    expect(await judged(server, { method: "POST", path: "/rpc?action=start&x=1" })).toEqual([204]);
    expect(await judged(server, { method: "POST", path: "/rpc?action=stop&x=1" })).toEqual([400, "#/query/x undeclared"]);
    expect(await judged(server, { method: "POST", path: "/rpc" })).toEqual([404, "#/path unknown-path"]);
  });
});
