import { describe, expect, test } from "vitest";
import { made, type Made } from "./canonical.ts";

const info = { title: "T", version: "1" };
const responses = { 200: { description: "ok" } };
const three = (paths: object, rest: object = {}): Promise<Made> => made({ openapi: "3.1.0", info, paths, ...rest });

describe("parameters", () => {
  test("path parameters are required, missing ones are assumed, unused ones go", async () => {
    const result = await three({
      "/a/{id}/{other}": {
        parameters: [{ name: "id", in: "path", schema: { type: "string" } }],
        get: { responses, parameters: [{ name: "nope", in: "path", required: true, schema: {} }, { name: "q", in: "Query", schema: {} }] },
      },
    });
    expect(result.at("#/paths/~1a~1{id}~1{other}/parameters/0/required")).toBe(true);
    expect(result.at("#/paths/~1a~1{id}~1{other}/get/parameters")).toEqual([{ name: "q", in: "query", schema: {} }, { name: "other", in: "path", required: true, schema: { type: "string" } }]);
    expect(result.source("#/paths/~1a~1{id}~1{other}/get/parameters/0/schema")).toBe("#/paths/~1a~1{id}~1{other}/get/parameters/1/schema");
    expect(result.source("#/paths/~1a~1{id}~1{other}/get/parameters/1")).toBe("#/paths/~1a~1{id}~1{other}/get");
    expect(result.codes).toEqual([
      "path-parameter-optional #/paths/~1a~1{id}~1{other}/parameters/0",
      "path-parameter-unused #/paths/~1a~1{id}~1{other}/get/parameters/0",
      "path-parameter-missing #/paths/~1a~1{id}~1{other}/get",
    ]);
  });

  test("what cannot be used goes away, what can be understood is", async () => {
    const parameters = [
      { in: "query", schema: {} },
      { name: "a", in: "nowhere", schema: {} },
      "text",
      { name: "b", in: "query", type: "int", enum: [1] },
      { name: "c", in: "header" },
      { name: "c", in: "header", schema: {} },
      { name: 5, in: "cookie", schema: { type: "string" } },
    ];
    const result = await three({ "/a": { get: { responses, parameters } } });
    expect(result.at("#/paths/~1a/get/parameters")).toEqual([
      { name: "b", in: "query", schema: { type: "integer", enum: [1] } },
      { name: "c", in: "header", schema: {} },
      { name: "5", in: "cookie", schema: { type: "string" } },
    ]);
    expect(result.diagnostics.map((one) => one.code)).toEqual([
      "parameter-without-name", "parameter-in-unknown", "value-not-object", "duplicate-parameter", "parameter-old-style", "type-not-standard", "parameter-without-schema",
    ]);
    expect(result.source("#/paths/~1a/get/parameters/0/schema/type")).toBe("#/paths/~1a/get/parameters/3/type");
  });

  test("a mapping of parameters is a list", async () => {
    const result = await three({ "/a": { get: { responses, parameters: { q: { in: "query", schema: { type: "string" } } } } } });
    expect(result.at("#/paths/~1a/get/parameters")).toEqual([{ in: "query", name: "q", schema: { type: "string" } }]);
    expect(result.source("#/paths/~1a/get/parameters/0/schema")).toBe("#/paths/~1a/get/parameters/q/schema");
  });

  test("a body parameter of 2.0 in a document of 3.x is a body", async () => {
    const result = await three({ "/a": { post: { responses, parameters: [{ name: "b", in: "body", schema: { type: "object" } }] } } });
    expect(result.at("#/paths/~1a/post")).toEqual({ responses, parameters: [], requestBody: { required: false, "x-body-name": "b", content: { "application/json": { schema: { type: "object" } } } } });
  });
});

describe("repairs", () => {
  test("missing and misplaced parts never stop a document", async () => {
    const result = await made({
      openapi: "3.0.0",
      info: { title: null, version: 1.5, description: null },
      servers: { url: "x" },
      paths: { "/a": { get: { responses: null, description: null, tags: ["t"] }, post: null, GET: {}, PUT: { responses } }, "b": {}, "/n": null, "/s": "text", "x-a": 1 },
      components: { schemas: null, responses: [], parameters: { P: null }, "x-b": {} },
    });
    expect(result.at("#/info")).toEqual({ title: "", version: "1.5" });
    expect(result.at("#/paths")).toEqual({ "/a": { get: { responses: {}, tags: ["t"] }, GET: {}, put: { responses } }, b: {}, "/s": {}, "x-a": 1 });
    expect(result.source("#/paths/~1a/put/responses")).toBe("#/paths/~1a/PUT/responses");
    expect(result.at("#/servers")).toBeUndefined();
    expect(result.codes).toEqual([
      "value-not-list #/servers", "info-missing #/info", "info-not-text #/info/version", "path-without-slash #/paths/b",
      "responses-missing #/paths/~1a/get", "value-not-object #/paths/~1s", "value-not-object #/components/responses", "value-not-object #/components/parameters/P",
    ]);
  });

  test("a document without anything", async () => {
    const result = await made({ openapi: "3.1.0" });
    expect(result.at("#")).toEqual({ openapi: "3.1.0", info: { title: "", version: "" }, paths: {} });
    expect(result.codes).toEqual(["paths-missing #", "info-missing #/info", "info-missing #/info"]);
  });

  test("status codes", async () => {
    const one = { description: "d" };
    const result = await three({ "/a": { get: { responses: { "2xx": one, " 404 ": one, Default: one, abc: one, 99: one, "x-a": one } } } });
    expect(Object.keys(result.at("#/paths/~1a/get/responses") ?? {})).toEqual(["404", "2XX", "default", "x-a"]);
    expect(result.source("#/paths/~1a/get/responses/2XX/description")).toBe("#/paths/~1a/get/responses/2xx/description");
    expect(result.codes).toEqual(["response-status-unknown #/paths/~1a/get/responses/99", "response-status-unknown #/paths/~1a/get/responses/abc"]);
  });

  test("names of the prototype anywhere", async () => {
    const text = '{"/a":{"get":{"responses":{"200":{"description":"","headers":{"__proto__":{"schema":{"type":"Int"}}}}},"callbacks":{"constructor":{"toString":{}}}}}}';
    const result = await three(JSON.parse(text) as object);
    expect(JSON.stringify(result.at("#/paths/~1a/get/responses/200/headers"))).toBe('{"__proto__":{"schema":{"type":"integer"}}}');
    expect("schema" in {}).toBe(false);
  });
});

describe("3.2", () => {
  test("new parts are kept and their schemas are normalized", async () => {
    const schema = { type: "Int" };
    const clean = { type: "integer" };
    const result = await made({
      openapi: "3.2.0",
      $self: "https://example.com/api.json",
      info,
      tags: [{ name: "t", parent: "p", kind: "nav", summary: "s" }],
      paths: {
        "/a": {
          query: { responses, parameters: [{ name: "q", in: "querystring", content: { "application/x-www-form-urlencoded": { schema } } }] },
          additionalOperations: { COPY: { responses: { default: { content: { "application/jsonl": { itemSchema: schema, prefixEncoding: [{ headers: { H: { schema } } }], itemEncoding: { headers: { H: { schema } } } } } } } } },
        },
      },
      components: { mediaTypes: { M: { schema } }, securitySchemes: { D: { type: "oauth2", flows: { deviceAuthorization: { deviceAuthorizationUrl: "x", tokenUrl: "y", scopes: {} } } } } },
    });
    expect(result.at("#/paths/~1a/query/parameters/0/content/application~1x-www-form-urlencoded/schema")).toEqual(clean);
    expect(result.at("#/paths/~1a/additionalOperations/COPY/responses/default/content/application~1jsonl")).toEqual({
      itemSchema: clean,
      prefixEncoding: [{ headers: { H: { schema: clean } } }],
      itemEncoding: { headers: { H: { schema: clean } } },
    });
    expect(result.at("#/components/mediaTypes/M/schema")).toEqual(clean);
    expect(result.at("#/components/securitySchemes/D/flows/deviceAuthorization/deviceAuthorizationUrl")).toBe("x");
    expect(result.at("#/tags/0")).toEqual({ name: "t", parent: "p", kind: "nav", summary: "s" });
    expect(new Set(result.diagnostics.map((one) => one.code))).toEqual(new Set(["type-not-standard"]));
  });
});
