import { METHODS } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMockServer, type MockOptions, type MockServer } from "../../src/mock/index.ts";
import { json, judged, send } from "./send.ts";

const shop = {
  openapi: "3.0.3",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "https://{region}.example.com/{stage}/api/", variables: { region: { default: "eu" }, stage: { default: "v1", enum: ["v1", "v2"] } } }],
  security: [{ key: [] }, { basic: [] }],
  paths: {
    "/items": {
      get: {
        parameters: [
          { name: "limit", in: "query", required: true, schema: { type: "integer", minimum: 1, maximum: 100 } },
          { name: "sort", in: "query", schema: { type: "string", enum: ["name", "price"] } },
          { name: "X-Trace", in: "header", required: true, schema: { type: "string", format: "uuid" } },
          { name: "session", in: "cookie", required: true, schema: { type: "string", minLength: 3 } },
        ],
        responses: { 200: { description: "ok", content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Item" } } } } } },
      },
      post: {
        security: [],
        requestBody: { $ref: "#/components/requestBodies/Item" },
        responses: { 201: { description: "made", content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } } } },
      },
    },
    "/items/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer", format: "int32" } }],
      get: { security: [{ token: [] }], responses: { 200: { description: "ok" } } },
      patch: { security: [{}, { token: [] }], requestBody: { content: { "application/merge-patch+json": { schema: { $ref: "#/components/schemas/Item" } }, "image/*": {} } }, responses: { 204: { description: "done" } } },
    },
    "/items/newest": { get: { security: [], responses: { 200: { description: "ok" } } } },
    "/both": { get: { security: [{ key: [], cookie: [] }], responses: { 200: { description: "ok" } } } },
  },
  components: {
    securitySchemes: {
      key: { type: "apiKey", in: "query", name: "api_key" },
      cookie: { type: "apiKey", in: "cookie", name: "sid" },
      basic: { type: "http", scheme: "basic" },
      token: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: {} } } },
    },
    requestBodies: { Item: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } } } },
    schemas: {
      Item: {
        type: "object",
        required: ["id", "name", "price"],
        additionalProperties: false,
        properties: {
          id: { type: "integer", readOnly: true },
          name: { type: "string", minLength: 1 },
          price: { type: "number", minimum: 0, exclusiveMinimum: true },
          secret: { type: "string", writeOnly: true },
          note: { type: "string", nullable: true },
          born: { type: "string", format: "date" },
          parts: { type: "array", items: { $ref: "#/components/schemas/Item" } },
        },
      },
    },
  },
};

describe("a document of 3.0", () => {
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({ kind: "value", value: shop });
  });
  afterAll(() => server.close());
  const good = { path: "/items?limit=5&api_key=k", headers: { "X-Trace": "3fa85f64-5717-4562-b3fc-2c963f66afa6", Cookie: "session=abc" } };

  it("accepts what it describes, on every path of its servers and on no other", async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/api$/);
    expect(await judged(server, good)).toEqual([200]);
    expect(await judged({ url: `${server.origin}/v2/api` }, good)).toEqual([200]);
    expect(await judged({ url: server.origin }, good)).toEqual([404, "#/path unknown-path"]);
    expect(await judged(server, { method: "POST", path: "/items", ...json({ name: "a", price: 1.5, note: null, secret: "s", parts: [{ name: "b", price: 2 }] }) })).toEqual([201]);
  });

  it("refuses parameters that are missing, renamed, mistyped, out of bounds, repeated or unknown, and lists all of them", async () => {
    const { headers } = good;
    expect(await judged(server, { path: "/items?api_key=k", headers })).toEqual([400, "#/query/limit missing"]);
    expect(await judged(server, { path: "/items?Limit=5&api_key=k", headers })).toEqual([400, "#/query/limit missing", "#/query/Limit undeclared"]);
    expect(await judged(server, { path: "/items?limit=five&api_key=k", headers })).toEqual([400, "#/query/limit invalid"]);
    expect(await judged(server, { path: "/items?limit=101&api_key=k", headers })).toEqual([400, "#/query/limit invalid"]);
    expect(await judged(server, { path: "/items?limit=5.5&api_key=k", headers })).toEqual([400, "#/query/limit invalid"]);
    expect(await judged(server, { path: "/items?limit=5&limit=6&api_key=k", headers })).toEqual([400, "#/query/limit repeated"]);
    expect(await judged(server, { path: "/items?limit=5&api_key=k&sort=%zz", headers })).toEqual([400, "#/query malformed", "#/query/sort invalid"]);
    expect(await judged(server, { path: "/items?limit=0&sort=size&extra=1&api_key=k", headers: { "X-Trace": "no", Cookie: "session=a" } })).toEqual([
      400, "#/query/limit invalid", "#/query/sort invalid", "#/header/X-Trace invalid", "#/cookie/session invalid", "#/query/extra undeclared",
    ]);
    expect(await judged(server, { path: "/items?limit=5&api_key=k", headers: { Cookie: "Session=abc" } })).toEqual([400, "#/header/X-Trace missing", "#/cookie/session missing"]);
  });

  it("says where in the document the request is wrong", async () => {
    const { text } = await send(server, { ...good, path: "/items?limit=0&api_key=k" });
    expect(JSON.parse(text)).toEqual({
      type: "about:blank", status: 400, title: "The request does not match the document", detail: "the query parameter limit must be >= 1",
      violations: [{ in: "query", name: "limit", pointer: "#/query/limit", code: "invalid", message: "the query parameter limit must be >= 1", source: "#/paths/~1items/get/parameters/0/schema/minimum" }],
    });
  });

  it("refuses a path or method that it does not have, and prefers the concrete path", async () => {
    expect(await judged(server, { path: "/nothing" })).toEqual([404, "#/path unknown-path"]);
    expect(await judged(server, { path: "/items/" })).toEqual([404, "#/path unknown-path"]);
    expect(await judged(server, { path: "/items/1/2" })).toEqual([404, "#/path unknown-path"]);
    const { status, headers } = await send(server, { method: "PUT", path: "/items/newest" });
    expect([status, headers["allow"]]).toEqual([405, "GET, PATCH"]);
    expect(await judged(server, { path: "/items/newest" })).toEqual([200]);
    expect(await judged(server, { path: "/items/7", headers: { Authorization: "Bearer t" } })).toEqual([200]);
    expect(await judged(server, { path: "/items/x", headers: { Authorization: "Bearer t" } })).toEqual([400, "#/path/id invalid"]);
    expect(await judged(server, { path: "/items/%", headers: { Authorization: "Bearer t" } })).toEqual([400, "#/path/id malformed"]);
    expect(await judged(server, { path: "/items/3000000000", headers: { Authorization: "Bearer t" } })).toEqual([400, "#/path/id invalid"]);
  });

  it("refuses missing credentials: alternatives, combinations, and none", async () => {
    expect(await judged(server, { ...good, path: "/items?limit=5" })).toEqual([401, "#/security/key credentials"]);
    expect(await judged(server, { path: "/items?limit=5", headers: { ...good.headers, Authorization: `Basic ${Buffer.from("a:b").toString("base64")}` } })).toEqual([200]);
    expect(await judged(server, { path: "/items?limit=5", headers: { ...good.headers, Authorization: "Basic nonsense" } })).toEqual([401, "#/security/key credentials"]);
    const { status, headers } = await send(server, { path: "/items/7", headers: { Authorization: "Basic YTpi" } });
    expect([status, headers["www-authenticate"]]).toEqual([401, 'Bearer realm="mock"']);
    expect(await judged(server, { path: "/both?api_key=k" })).toEqual([401, "#/security/cookie credentials"]);
    expect(await judged(server, { path: "/both?api_key=k", headers: { Cookie: "sid=1" } })).toEqual([200]);
    expect(await judged(server, { method: "PATCH", path: "/items/7" })).toEqual([204]);
  });

  it("refuses bodies that are missing, no JSON, of another type, or not what the schema says", async () => {
    const post = { method: "POST", path: "/items" };
    const typed = { "Content-Type": "application/json" };
    expect(await judged(server, post)).toEqual([400, "#/body missing"]);
    expect(await judged(server, { ...post, headers: typed, body: "{" })).toEqual([400, "#/body malformed"]);
    expect(await judged(server, { ...post, headers: typed, body: Buffer.from([0x22, 0xff, 0x22]) })).toEqual([400, "#/body malformed"]);
    expect(await judged(server, { ...post, headers: { "Content-Type": "text/plain" }, body: "{}" })).toEqual([415, "#/body media-type"]);
    expect(await judged(server, { ...post, body: "{}" })).toEqual([415, "#/body media-type"]);
    expect(await judged(server, { ...post, headers: { ...typed, "Content-Encoding": "gzip" }, body: "{}" })).toEqual([415, "#/body media-type"]);
    expect(await judged(server, { ...post, ...json({ price: 0, id: 1, color: "red", born: "2023-02-29", parts: [{ name: "b" }, 5] }) })).toEqual([
      400, "#/body/name missing", "#/body/color undeclared", "#/body/id read-only", "#/body/price invalid", "#/body/born invalid", "#/body/parts/0/price missing", "#/body/parts/1 invalid",
    ]);
    expect(await judged(server, { ...post, ...json({ name: "a", price: "1" }) })).toEqual([400, "#/body/price invalid"]);
    expect(await judged(server, { path: "/items/newest", ...json({}) })).toEqual([400, "#/body undeclared"]);
    expect(await judged(server, { method: "PATCH", path: "/items/7", headers: { "Content-Type": "image/png" }, body: "x" })).toEqual([204]);
  });

  it("keeps what it was sent", async () => {
    server.clear();
    await send(server, { method: "POST", path: "/items?x=1", ...json({ name: "a", price: 1 }) });
    const [only, ...more] = server.requests();
    expect(more).toEqual([]);
    expect(only).toMatchObject({ method: "POST", target: "/v1/api/items?x=1", operation: "#/paths/~1items/post", status: 400, value: { name: "a", price: 1 }, problem: { violations: [{ pointer: "#/query/x" }] } });
    expect(Buffer.from(only?.body ?? []).toString()).toBe('{"name":"a","price":1}');
    expect(only?.headers["content-type"]).toBe("application/json");
  });
});

describe("strict keys", () => {
  const open = (schema: unknown) => ({
    openapi: "3.1.0", info: { title: "T", version: "1" },
    paths: { "/": { post: { requestBody: { required: true, content: { "application/json": { schema } } }, responses: { 204: { description: "" } } } } },
    components: { schemas: { Base: { type: "object", properties: { a: { type: "integer" } } }, Cat: { type: "object", required: ["cat"], properties: { cat: { type: "string" } } }, Dog: { type: "object", required: ["dog"], properties: { dog: { type: "string" } } } } },
  });
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const ask = async (schema: unknown, value: unknown, strictKeys = true) => {
    const server = await createMockServer({ kind: "value", value: open(schema) }, { strictKeys });
    try {
      return await judged(server, { method: "POST", path: "/", ...json(value) });
    } finally {
      await server.close();
    }
  };

  it("refuses keys that nothing declares, at any depth and across compositions", async () => {
    expect(await ask(ref("Base"), { a: 1, b: 2 }, false)).toEqual([204]);
    expect(await ask(ref("Base"), { a: 1, b: 2 })).toEqual([400, "#/body/b undeclared"]);
    expect(await ask({ type: "array", items: { type: "object", properties: { x: ref("Base") } } }, [{ x: { c: 1 } }])).toEqual([400, "#/body/0/x/c undeclared"]);
    const both = { allOf: [ref("Base"), { type: "object", required: ["d"], properties: { d: {} } }] };
    expect(await ask(both, { a: 1, d: 2 })).toEqual([204]);
    expect(await ask(both, { a: 1, d: 2, e: 3 })).toEqual([400, "#/body/e undeclared"]);
    const union = { oneOf: [ref("Cat"), ref("Dog")] };
    expect(await ask(union, { cat: "x" })).toEqual([204]);
    expect(await ask(union, { cat: "x", bird: "y" })).toEqual([400, "#/body/bird undeclared"]);
  });

  it("leaves alone what says that it is open", async () => {
    expect(await ask({ type: "object" }, { anything: 1 })).toEqual([204]);
    expect(await ask({ type: "object", properties: { a: {} }, additionalProperties: { type: "integer" } }, { a: 1, b: 2 })).toEqual([204]);
    expect(await ask({ type: "object", properties: { a: {} }, additionalProperties: { type: "integer" } }, { a: 1, b: "x" })).toEqual([400, "#/body/b invalid"]);
    expect(await ask({ anyOf: [ref("Cat"), { type: "object" }] }, { other: 1 })).toEqual([204]);
    expect(await ask({ type: "object", discriminator: { propertyName: "kind" }, properties: { kind: { type: "string" } } }, { kind: "x", more: 1 })).toEqual([204]);
  });
});

describe("documents as they are", () => {
  const serve = async (value: unknown, options: MockOptions, ask: (server: MockServer) => Promise<void>) => {
    const server = await createMockServer({ kind: "value", value }, options);
    await ask(server).finally(() => server.close());
  };
  const info = { title: "T", version: "1" };
  const done = { responses: { 204: { description: "" } } };
  const post = (path: string, value: unknown) => ({ method: "POST", path, ...json(value) });

  it("lets a value fit several members of a oneOf where it is told to", async () => {
    const schema = { oneOf: [{ type: "string", enum: ["a"] }, { type: "string" }], anyOf: [{ minLength: 1 }] };
    const value = { openapi: "3.1.0", info, paths: { "/": { post: { requestBody: { content: { "application/json": { schema } } }, ...done } } } };
    await serve(value, {}, async (server) => expect(await judged(server, post("/", "a"))).toEqual([400, "#/body invalid"]));
    await serve(value, { looseUnions: true }, async (server) => {
      expect(await judged(server, post("/", "a"))).toEqual([204]);
      expect((await judged(server, post("/", 1)))[0]).toBe(400);
      expect((await judged(server, post("/", "")))[0]).toBe(400);
    });
  });

  it("tries every operation whose path differs only by a fragment", async () => {
    const body = (stream: boolean) => ({ post: { requestBody: { required: true, content: { "application/json": { schema: { type: "object", properties: { stream: { const: stream } } } } } }, ...done } });
    await serve({ openapi: "3.1.0", info, paths: { "/chat": body(false), "/chat#stream": body(true) } }, {}, async (server) => {
      expect(await judged(server, post("/chat", { stream: false }))).toEqual([204]);
      expect(await judged(server, post("/chat", { stream: true }))).toEqual([204]);
      expect(await judged(server, post("/chat", { stream: 1 }))).toEqual([400, "#/body/stream invalid"]);
      expect(server.requests().map((one) => one.operation)).toEqual(["#/paths/~1chat/post", "#/paths/~1chat#stream/post", "#/paths/~1chat/post"]);
    });
  });

  it("tries paths under other servers where the first does not fit", async () => {
    const version = { name: "version", in: "path", required: true, schema: { enum: ["v4"] } };
    const paths = { "/{version}/account/betas": { get: { parameters: [version], ...done } }, "/{version}/betas": { servers: [{ url: "https://example.com/v4" }], get: { parameters: [version], ...done } } };
    await serve({ openapi: "3.0.0", info, paths }, {}, async (server) => {
      expect(await judged(server, { path: "/v4/account/betas" })).toEqual([204]);
      expect(await judged(server, { path: "/v4/betas" })).toEqual([204]);
      expect(await judged(server, { path: "/v4/v4/betas" })).toEqual([204]);
      expect((await judged(server, { path: "/v5/account/betas" }))[0]).toBe(400);
    });
  });

  it("takes numbers in the enum of a text as texts, servers of an operation, and credentials of a scheme that is nowhere", async () => {
    const value = {
      openapi: "3.0.0", info, servers: [{ url: "/v1" }], security: [{ lost: [] }],
      paths: { "/a": { get: { servers: [{ url: "https://upload.example.com/up" }], parameters: [{ name: "n", in: "query", schema: { type: "string", enum: [1, 2] } }], ...done } } },
    };
    await serve(value, {}, async (server) => {
      const headers = { Authorization: "anything" };
      expect(await judged(server, { path: "/a?n=1", headers })).toEqual([204]);
      expect(await judged({ url: `${server.origin}/up` }, { path: "/a?n=2", headers })).toEqual([204]);
      expect(await judged(server, { path: "/a?n=3", headers })).toEqual([400, "#/query/n invalid"]);
      expect(await judged(server, { path: "/a" })).toEqual([401, "#/security/lost credentials"]);
    });
  });
});

describe("a document of 2.0", () => {
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({
      kind: "value",
      value: {
        swagger: "2.0", info: { title: "Old", version: "1" }, host: "old.example.com", basePath: "/base", consumes: ["application/json"], produces: ["application/json"],
        securityDefinitions: { basic: { type: "basic" }, key: { type: "apiKey", in: "header", name: "X-Key" } },
        security: [{ key: [] }],
        paths: {
          "/pets/{id}": {
            put: {
              parameters: [
                { name: "id", in: "path", required: true, type: "integer" },
                { name: "tags", in: "query", type: "array", items: { type: "integer" }, collectionFormat: "pipes", required: true },
                { name: "pet", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } },
              ],
              responses: { 200: { description: "ok", schema: { $ref: "#/definitions/Pet" }, examples: { "application/json": { name: "Rex" } } } },
            },
          },
          "/upload": { post: { security: [], consumes: ["multipart/form-data"], parameters: [{ name: "file", in: "formData", type: "file", required: true }, { name: "size", in: "formData", type: "integer" }], responses: { 204: { description: "" } } } },
          "/login": { post: { security: [{ basic: [] }], parameters: [{ name: "user", in: "formData", type: "string", required: true }, { name: "age", in: "formData", type: "integer" }], consumes: ["application/x-www-form-urlencoded"], responses: { 204: { description: "" } } } },
        },
        definitions: { Pet: { type: "object", required: ["name"], properties: { name: { type: "string" }, age: { type: "integer" } } } },
      },
    });
  });
  afterAll(() => server.close());
  const key = { "X-Key": "k" };

  it("judges parameters, bodies and credentials", async () => {
    const put = (query: string, value: unknown, headers: Record<string, string> = key) => judged(server, { method: "PUT", path: `/pets/1${query}`, body: JSON.stringify(value), headers: { "Content-Type": "application/json", ...headers } });
    expect(await put("?tags=1%7C2", { name: "Rex" })).toEqual([200]);
    expect(await put("?tags=1,2", { name: "Rex" })).toEqual([400, "#/query/tags/0 invalid"]);
    expect(await put("", { age: "x" })).toEqual([400, "#/query/tags missing", "#/body/name missing", "#/body/age invalid"]);
    expect(await put("?tags=1", { name: "Rex" }, {})).toEqual([401, "#/security/key credentials"]);
  });

  it("judges forms", async () => {
    const login = (body: string) => judged(server, { method: "POST", path: "/login", body, headers: { "Content-Type": "application/x-www-form-urlencoded", Authorization: "Basic YTpi" } });
    expect(await login("user=a+b&age=5")).toEqual([204]);
    expect(await login("age=x")).toEqual([400, "#/body/user missing", "#/body/age invalid"]);
    const upload = (body: string) => judged(server, { method: "POST", path: "/upload", body, headers: { "Content-Type": "multipart/form-data; boundary=XX" } });
    expect(await upload('--XX\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--XX--\r\n')).toEqual([204]);
    expect(await upload('--XX\r\nContent-Disposition: form-data; name="size"\r\n\r\nbig\r\n--XX--\r\n')).toEqual([400, "#/body/file missing", "#/body/size invalid"]);
  });
});

describe("a document of 3.1", () => {
  it("judges by JSON Schema 2020-12, siblings of references included", async () => {
    const server = await createMockServer({
      kind: "value",
      value: {
        openapi: "3.1.0", info: { title: "T", version: "1" },
        paths: { "/": { post: { requestBody: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/Node", maxProperties: 2 } } } }, responses: { 204: { description: "" } } } } },
        components: {
          schemas: {
            Node: {
              type: "object",
              properties: {
                value: { type: ["integer", "null"] }, kind: { const: "node" }, pair: { prefixItems: [{ type: "string" }, { type: "integer" }], items: false }, next: { $ref: "#/components/schemas/Node" },
                shape: { oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }], discriminator: { propertyName: "type" } }, code: { type: "string", pattern: "^[a-z]\\-[0-9]$" }, odd: { type: "string", pattern: "(?P<x>a)" },
              },
              patternProperties: { "^x-": { type: "integer" } }, unevaluatedProperties: false,
            },
            Circle: { type: "object", required: ["type", "r"], properties: { type: { const: "circle" }, r: { type: "number" } } },
            Square: { type: "object", required: ["type"], properties: { type: { const: "square" } } },
          },
        },
      },
    });
    const post = (value: unknown) => judged(server, { method: "POST", path: "/", ...json(value) });
    expect(await post({ value: null, next: { next: { value: 1 } } })).toEqual([204]);
    expect(await post({ next: { next: { value: "1" } } })).toEqual([400, "#/body/next/next/value invalid"]);
    expect(await post({ kind: "n", "x-a": 1 })).toEqual([400, "#/body/kind invalid"]);
    expect(await post({ kind: "node", "x-a": "1" })).toEqual([400, "#/body/x-a invalid"]);
    expect(await post({ other: 1 })).toEqual([400, "#/body/other undeclared"]);
    expect(await post({ value: 1, "x-a": 1, kind: "node" })).toEqual([400, "#/body invalid"]);
    expect(await post({ pair: ["a", 1] })).toEqual([204]);
    expect(await post({ pair: ["a", 1, 2] })).toEqual([400, "#/body/pair invalid"]);
    expect(await post({ shape: { type: "square" } })).toEqual([204]);
    expect((await post({ shape: { type: "circle" } }))[0]).toBe(400);
    expect(await post({ code: "a-1" })).toEqual([204]);
    expect(await post({ code: "a1" })).toEqual([400, "#/body/code invalid"]);
    expect(await post({ odd: "b" })).toEqual([204]);
    expect(server.notes()).toEqual(['the pattern "(?P<x>a)" is not one that JavaScript understands; it is not checked']);
    await server.close();
  });
});

describe("a document of 3.2", () => {
  const value = {
    openapi: "3.2.0", info: { title: "T", version: "1" },
    paths: {
      "/search": {
        get: {
          parameters: [{ in: "querystring", name: "q", required: true, content: { "application/x-www-form-urlencoded": { schema: { type: "object", required: ["text"], additionalProperties: false, properties: { text: { type: "string" }, page: { type: "integer" }, tag: { type: "array", items: { type: "string" } } } } } } }],
          responses: { 200: { description: "", content: { "text/event-stream": { itemSchema: { type: "object", required: ["data"], properties: { event: { const: "hit" }, data: { type: "string" } } } } } } },
        },
        ...(METHODS.includes("QUERY") ? { query: { requestBody: { content: { "application/json": { schema: { type: "object" } } } }, responses: { 204: { description: "" } } } } : {}),
        additionalOperations: { COPY: { responses: { 204: { description: "" } } } },
      },
      "/lines": { post: { requestBody: { required: true, content: { "application/jsonl": { itemSchema: { type: "object", required: ["n"], properties: { n: { type: "integer" } } } } } }, responses: { 204: { description: "" } } } },
      "/cookies": { get: { parameters: [{ in: "cookie", name: "c", style: "cookie", required: true, schema: { type: "array", items: { type: "integer" } } }], responses: { 204: { description: "" } } } },
    },
  };
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({ kind: "value", value });
  });
  afterAll(() => server.close());

  it("judges a whole query, lines, cookies and further methods", async () => {
    expect(await judged(server, { path: "/search?text=a%26b&page=2&tag=x&tag=y" })).toEqual([200]);
    expect(await judged(server, { path: "/search?page=x&color=red" })).toEqual([400, "#/querystring/q/text missing", "#/querystring/q/color undeclared", "#/querystring/q/page invalid"]);
    expect(await judged(server, { path: "/search" })).toEqual([400, "#/querystring/q missing"]);
    expect(await judged(server, { method: "COPY", path: "/search" })).toEqual([204]);
    if (METHODS.includes("QUERY")) expect(await judged(server, { method: "QUERY", path: "/search", ...json({}) })).toEqual([204]);
    const lines = (body: string) => judged(server, { method: "POST", path: "/lines", headers: { "Content-Type": "application/jsonl" }, body });
    expect(await lines('{"n":1}\n{"n":2}\n')).toEqual([204]);
    expect(await lines('{"n":1}\n{"n":"2"}\n{}\n')).toEqual([400, "#/body/1/n invalid", "#/body/2/n missing"]);
    expect(await lines('{"n":1}\n{')).toEqual([400, "#/body malformed"]);
    expect(await judged(server, { path: "/cookies", headers: { Cookie: "c=1; c=2" } })).toEqual([204]);
    expect(await judged(server, { path: "/cookies", headers: { Cookie: "c=1; c=b" } })).toEqual([400, "#/cookie/c/1 invalid"]);
  });

  it("streams events", async () => {
    const { text, headers } = await send(server, { path: "/search?text=a" });
    expect([headers["content-type"], text]).toEqual(["text/event-stream", "event: hit\ndata: text\n\nevent: hit\ndata: text\n\n"]);
  });
});
