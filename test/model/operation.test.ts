import { describe, expect, it } from "vitest";
import { codecOf } from "../../src/3-model/media-type.ts";
import { codes, modelOf, modelOfDocument, operation, typeOf } from "./model-of.ts";

const ok = { responses: { 200: { description: "" } } };

describe("operations", () => {
  it("are those of all methods, path items by reference included", async () => {
    const modelled = await modelOf({
      openapi: "3.2.0",
      paths: {
        "/a": { get: { operationId: "a", ...ok }, query: { operationId: "b", ...ok }, additionalOperations: { COPY: { operationId: "c", ...ok } } },
        "/b": { $ref: "#/components/pathItems/Shared" },
        "x-internal": { get: ok },
      },
      components: { pathItems: { Shared: { delete: { operationId: "d", ...ok } } } },
    });
    expect(modelled.api.operations.map(({ method, path, id }) => [method, path, id])).toEqual([
      ["GET", "/a", "#/paths/~1a/get"],
      ["QUERY", "/a", "#/paths/~1a/query"],
      ["COPY", "/a", "#/paths/~1a/additionalOperations/COPY"],
      ["DELETE", "/b", "#/components/pathItems/Shared/delete"],
    ]);
  });

  it("leaves out methods that the version does not have, and says so", async () => {
    const modelled = await modelOf({ paths: { "/a": { get: { operationId: "a", ...ok }, query: ok, purge: ok } } });
    expect(modelled.api.operations.map(({ method }) => method)).toEqual(["GET"]);
    expect(codes(modelled)).toEqual(["method-unknown #/paths/~1a/query", "method-unknown #/paths/~1a/purge"]);
  });

  it("gives one path item that is reached twice two operations", async () => {
    const { api } = await modelOf({ paths: { "/a": { $ref: "#/components/pathItems/Shared" }, "/b": { $ref: "#/components/pathItems/Shared" } }, components: { pathItems: { Shared: { get: ok } } } });
    expect(api.operations.map(({ id }) => id)).toEqual(["#/components/pathItems/Shared/get", "#/components/pathItems/Shared/get@/b"]);
  });

  it("reports operationIds that stand twice", async () => {
    const modelled = await modelOf({ paths: { "/a": { get: { operationId: "x", ...ok } }, "/b": { get: { operationId: "x", ...ok } }, "/c": { get: ok } } });
    expect(codes(modelled)).toEqual(["duplicate-operation-id #/paths/~1b/get", "operation-id-missing #/paths/~1c/get"]);
  });

  it("carries webhooks and callbacks apart from operations", async () => {
    const { api } = await modelOf({
      paths: { "/a": { post: { operationId: "a", ...ok, callbacks: { done: { "{$request.body#/url}": { post: { requestBody: { content: { "application/json": { schema: { type: "string" } } } }, ...ok } } } } } } },
      webhooks: { ping: { post: { operationId: "onPing", ...ok } } },
    });
    expect(api.operations.map(({ operationId }) => operationId)).toEqual(["a"]);
    expect(operation(api).callbacks.map(({ key, method, body }) => [key, method, body?.media[0]?.type])).toEqual([["done {$request.body#/url}", "POST", "application/json"]]);
    expect(api.webhooks.map(({ key, operationId }) => [key, operationId])).toEqual([["ping", "onPing"]]);
  });
});

describe("parameters", () => {
  it("of the operation override those of the path by place and name", async () => {
    const { api } = await modelOf({
      paths: {
        "/a/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }, { name: "q", in: "query", schema: { type: "string" } }],
          get: { operationId: "a", ...ok, parameters: [{ name: "q", in: "query", required: true, schema: { type: "integer", default: 3 } }, { name: "q", in: "header", schema: { type: "boolean" } }] },
        },
      },
    });
    expect(operation(api).parameters.map((one) => [one.in, one.wire, typeOf(api, one.use), one.required, one.style, one.explode, one.default])).toEqual([
      ["path", "id", "string", true, "simple", false, undefined],
      ["query", "q", "integer", true, "form", true, 3],
      ["header", "q", "boolean", false, "simple", false, undefined],
    ]);
  });

  it("leaves out headers that the client sets, and adds those that only the path has", async () => {
    const modelled = await modelOf({ paths: { "/a/{id}": { get: { operationId: "a", ...ok, parameters: [{ name: "Accept", in: "header", schema: { type: "string" } }, { name: "X-Trace", in: "header", schema: { type: "string" } }] } } } });
    expect(operation(modelled.api).parameters.map(({ wire }) => wire).toSorted()).toEqual(["X-Trace", "id"]);
    expect(codes(modelled)).toContain("header-parameter-ignored #/paths/~1a~1{id}/get/parameters/0");
  });

  it("may be described by content, and have the styles of their place only", async () => {
    const modelled = await modelOf({
      paths: { "/a": { get: { operationId: "a", ...ok, parameters: [{ name: "filter", in: "query", content: { "application/json": { schema: { type: "object" } } } }, { name: "h", in: "header", style: "deepObject", schema: { type: "string" } }] } } },
    });
    expect(operation(modelled.api).parameters.map(({ wire, content, style }) => [wire, content, style])).toEqual([["filter", "application/json", "form"], ["h", null, "simple"]]);
    expect(codes(modelled)).toEqual(["parameter-style-not-supported #/paths/~1a/get/parameters/1"]);
  });
});

describe("media types", () => {
  it.each([
    ["application/json; charset=utf-8", "json"],
    ["application/problem+json", "json"],
    ["*/*", "json"],
    ["application/x-www-form-urlencoded", "form"],
    ["multipart/form-data", "multipart"],
    ["text/csv", "text"],
    ["application/soap+xml", "xml"],
    ["image/svg+xml", "binary"],
    ["application/pdf", "binary"],
    ["text/event-stream", "sse"],
    ["application/x-ndjson", "jsonLines"],
    ["application/json-seq", "jsonLines"],
  ])("%s is %s", (type, codec) => {
    expect(codecOf(type)).toBe(codec);
  });

  it("are bytes where the schema is a file", async () => {
    const { api } = await modelOf({
      paths: {
        "/a": {
          post: {
            operationId: "a",
            requestBody: { content: { "text/csv": { schema: { type: "string", format: "binary" } }, "application/json": { schema: { $ref: "#/components/schemas/File" } }, "application/xml": { schema: { type: "object" } } } },
            responses: { 200: { description: "", content: { "*/*": {} } } },
          },
        },
      },
      schemas: { File: { type: "string", contentMediaType: "application/octet-stream" } },
    });
    expect(operation(api).body?.media.map(({ type, codec }) => [type, codec])).toEqual([["text/csv", "binary"], ["application/json", "binary"], ["application/xml", "xml"]]);
    expect(operation(api).responses[0]?.media[0]?.codec).toBe("binary");
  });

  it("of events describe data, or events as they travel", async () => {
    const frame = (event: string): unknown => ({ type: "object", properties: { event: { const: event }, data: { type: "string" }, id: { type: "string" } } });
    const stream = (schema: unknown): unknown => ({ get: { responses: { 200: { description: "", content: { "text/event-stream": { schema } } } } } });
    const { api } = await modelOf({ paths: { "/data": stream({ type: "object", properties: { data: { type: "string" } } }), "/frames": stream({ oneOf: [frame("a"), { $ref: "#/components/schemas/Frame" }] }), "/list": stream({ type: "array", items: { type: "integer" } }) }, schemas: { Frame: frame("b") } });
    expect(api.operations.map((one) => one.responses[0]?.media[0]?.wholeItem)).toEqual([false, true, false]);
    const item = api.operations[2]?.responses[0]?.media[0]?.item;
    expect(item === null || item === undefined ? "" : typeOf(api, item)).toBe("integer");
  });

  it("puts JSON first and reports XML", async () => {
    const modelled = await modelOf({ paths: { "/a": { post: { operationId: "a", requestBody: { content: { "application/xml": {}, "application/vnd.a+json": {}, "application/json": {} } }, ...ok } } } });
    expect(operation(modelled.api).body?.media.map(({ type }) => type)).toEqual(["application/json", "application/vnd.a+json", "application/xml"]);
    expect(modelled.diagnostics.map(({ code }) => code)).toEqual(["xml-as-text"]);
  });
});

describe("webhooks and callbacks", () => {
  it("are named where no parser can be made of them", async () => {
    const post = (...content: readonly (readonly [string, unknown])[]): unknown => ({ post: { requestBody: { content: Object.fromEntries(content) }, ...ok } });
    const text = { schema: { type: "string" } };
    const modelled = await modelOf({
      webhooks: { json: post(["text/plain", text], ["application/json", text]), rung: post(["application/x-www-form-urlencoded", { schema: { type: "object" } }], ["text/plain", text]), said: post(["application/json", {}]), silent: { post: ok } },
      paths: { "/a": { post: { operationId: "a", callbacks: { done: { "{$request.body#/url}": post(["text/csv", text]) } }, ...ok } } },
    });
    expect(modelled.diagnostics.map(({ code, severity, origin, message }) => [code, severity, origin.pointer, /request (\w+) .*\((.*)\)/.exec(message)?.slice(1)])).toEqual([
      ["webhook-without-parser", "note", "#/paths/~1a/post/callbacks/done/{$request.body#~1url}/post/requestBody", ["done", "text/csv"]],
      ["webhook-without-parser", "note", "#/webhooks/rung/post/requestBody", ["rung", "application/x-www-form-urlencoded, text/plain"]],
      ["webhook-without-parser", "note", "#/webhooks/said/post/requestBody", ["said", "application/json"]],
    ]);
  });
});

describe("servers and security", () => {
  it("fills variables and keeps what is relative to a file", async () => {
    const { api } = await modelOf({ servers: [{ url: "https://{region}.example.com/{v}", variables: { region: { default: "eu", enum: ["eu", "us"] }, v: { default: "v$&" } } }, { url: "/v2" }] });
    expect(api.servers.map(({ url }) => url)).toEqual(["https://eu.example.com/v$&", "/v2"]);
    expect(api.servers[0]?.variables[0]).toEqual({ name: "region", default: "eu", enum: ["eu", "us"], description: null });
  });

  it("reads schemes, and leaves requirements out that name none", async () => {
    const modelled = await modelOf({
      security: [{ key: [] }, { gone: [] }, {}],
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" }, basic: { type: "http", scheme: "Basic" }, odd: { type: "magic" }, oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/t", scopes: { "a:b": "A" } } } } } },
    });
    expect(modelled.api.auth.map(({ key, kind }) => [key, kind])).toEqual([["key", "apiKey"], ["basic", "basic"], ["oauth", "oauth2"]]);
    expect(modelled.api.security).toEqual([[{ scheme: "key", scopes: [] }], []]);
    expect(modelled.diagnostics.map(({ code }) => code)).toEqual(["security-not-supported", "security-not-found"]);
  });

  it("reads bodies, forms and security of version 2.0", async () => {
    const { api } = await modelOfDocument({
      swagger: "2.0",
      info: { title: "T", version: "1" },
      host: "example.com",
      basePath: "/v1",
      schemes: ["https"],
      securityDefinitions: { basic: { type: "basic" } },
      paths: { "/a": { post: { operationId: "a", consumes: ["application/json"], parameters: [{ name: "body", in: "body", required: true, schema: { type: "string" } }], responses: { 200: { description: "", schema: { type: "integer" } } }, produces: ["application/json"] } } },
    });
    expect(api.servers[0]?.url).toBe("https://example.com/v1");
    expect(api.auth[0]?.kind).toBe("basic");
    const body = operation(api).body;
    expect([body?.required, body?.media[0]?.type]).toEqual([true, "application/json"]);
    const use = operation(api).responses[0]?.media[0]?.use;
    expect(use === null || use === undefined ? "" : typeOf(api, use)).toBe("integer");
  });
});
