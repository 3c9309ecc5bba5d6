import { describe, expect, it } from "vitest";
import type { Options } from "../../src/options.ts";
import { dump } from "../../src/ir/dump.ts";
import { verify } from "../../src/ir/verify.ts";
import { matchesGlob } from "../../src/4-passes/glob.ts";
import { codes, modelOf, operation, passesOf, schema, typeOf, type Fragment } from "../model/model-of.ts";

const text = { type: "string" };
const object = (properties: object, more: object = {}): unknown => ({ type: "object", properties, ...more });
const content = (types: Readonly<Record<string, unknown>>): unknown => ({ description: "", content: Object.fromEntries(Object.entries(types).map(([type, value]) => [type, value === undefined ? {} : { schema: value }])) });
const json = (value: unknown): unknown => content({ "application/json": value });
const ref = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });

async function post(parts: object, more: Fragment = {}): ReturnType<typeof passesOf> {
  return passesOf({ ...more, paths: { "/a": { post: { operationId: "a", responses: { 204: { description: "" } }, ...parts } } } }, "classify-errors");
}

describe("select", () => {
  const paths = {
    "/repos": { get: { operationId: "listRepos", tags: ["Repos"], responses: { 200: json(ref("Repo")) } } },
    "/repos/{id}/x": { get: { operationId: "getX", tags: ["Repos", "X"], responses: { 200: json(ref("X")) } } },
    "/users": { get: { operationId: "listUsers", tags: ["Users"], responses: { 200: json(ref("User")) } } },
  };
  const schemas = { Repo: object({ owner: ref("User") }), User: object({ a: text }), X: object({ a: text }), Unused: text };
  it.each<[string, Partial<Options>, readonly string[], readonly string[]]>([
    ["all", {}, ["listRepos", "getX", "listUsers"], ["Repo", "User", "X", "Unused"]],
    ["tags", { include: ["tag:Users"] }, ["listUsers"], ["User"]],
    ["paths", { include: ["/repos/**"] }, ["listRepos", "getX"], ["Repo", "User", "X"]],
    ["one level of paths", { include: ["/repos/*"] }, [], []],
    ["operations", { include: ["op:list*"], exclude: ["op:listUsers"] }, ["listRepos"], ["Repo", "User"]],
  ])("%s", async (_, options, operations, names) => {
    const { api } = await passesOf({ paths, schemas }, "select", options);
    expect(api.operations.map((one) => one.operationId)).toEqual(operations);
    expect(Object.values(api.schemas).filter((one) => one.hint.from === "component").map((one) => one.hint.words[0])).toEqual(names);
  });

  it("reports patterns that match nothing", async () => {
    const modelled = await passesOf({ paths, schemas }, "select", { exclude: ["tag:Gone"] });
    expect(codes(modelled)).toContain("selection-empty #");
  });

  it("reports that nothing is left, unless there was nothing or there are webhooks to leave alone", async () => {
    const nothing = async (document: Parameters<typeof passesOf>[0], options: Partial<Options> = { exclude: ["/**"] }) => codes(await passesOf(document, "select", options)).filter((code) => code.startsWith("selection-leaves"));
    const webhook = { post: { requestBody: { content: { "application/json": { schema: text } } }, responses: { 200: { description: "" } } } };
    expect(await nothing({ paths, schemas })).toEqual(["selection-leaves-nothing #"]);
    expect([await nothing({ paths, schemas, webhooks: { born: webhook } }), await nothing({ paths: {} })]).toEqual([[], []]);
    expect(await nothing({ paths, schemas, webhooks: { born: webhook } }, { include: ["tag:Gone"] })).toEqual(["selection-leaves-nothing #"]);
  });

  it("matches patterns made to be slow at once", () => {
    expect(matchesGlob("**a**a**a**a**a**a**a**a**b", "a".repeat(5000))).toBe(false);
    expect([matchesGlob("/a/*", "/a/b/c"), matchesGlob("/a/**", "/a/b/c"), matchesGlob("/a/*/c", "/a/b/c"), matchesGlob("/a", "/ab")]).toEqual([false, true, true, false]);
  });
});

describe("credentials", () => {
  const securitySchemes = { Key: { type: "apiKey", in: "header", name: "X-Key" }, Login: { type: "http", scheme: "basic" } };
  const get = (security?: unknown): unknown => ({ get: { responses: { 204: { description: "" } }, ...(security === undefined ? {} : { security }) } });
  const resolved = (more: Fragment): ReturnType<typeof passesOf> => passesOf({ components: { securitySchemes }, ...more }, "resolve-auth");

  it("that nothing asks for are sent where a caller gives them", async () => {
    const modelled = await resolved({ paths: { "/a": get() } });
    expect(modelled.api.security).toEqual([[{ scheme: "Key", scopes: [] }], [{ scheme: "Login", scopes: [] }], []]);
    expect(codes(modelled)).toContain("security-assumed #/components/securitySchemes/Key");
  });

  it("that one operation asks for are that operation's alone", async () => {
    const modelled = await resolved({ paths: { "/a": get(), "/b": get([{ Login: [] }]) } });
    expect(modelled.api.security).toEqual([]);
    expect(codes(modelled).filter((code) => code.startsWith("security-"))).toEqual([]);
  });

  it("that most operations do without although the document asks for them are reported", async () => {
    const some = await resolved({ security: [{ Key: [] }], paths: { "/a": get([]), "/b": get([]), "/c": get(), "/d": get() } });
    const most = await resolved({ security: [{ Key: [] }], paths: { "/a": get([]), "/b": get([]), "/c": get() } });
    expect([codes(some).includes("security-withheld #"), codes(most).includes("security-withheld #")]).toEqual([false, true]);
  });
});

describe("bodies", () => {
  it("of one class are spread, without members that only responses have", async () => {
    const { api } = await post({ requestBody: { content: { "application/json": { schema: ref("New") }, "application/x-www-form-urlencoded": { schema: ref("New") }, "application/xml": { schema: ref("New") } } } }, { schemas: { New: { allOf: [ref("Base"), object({ b: text })] }, Base: object({ id: { ...text, readOnly: true }, a: text }) } });
    const { body } = operation(api);
    expect(body?.shape).toEqual({ kind: "keywords", schema: "#/components/schemas/New", fields: [{ wire: "a", name: "", positional: false }, { wire: "b", name: "", positional: false }], spread: null });
    expect(body?.media.map(({ type }) => type)).toEqual(["application/json", "application/x-www-form-urlencoded"]);
  });

  it.each<[string, unknown]>([
    ["a list", { type: "array", items: text }],
    ["a map", { type: "object", additionalProperties: text }],
    ["a union", { oneOf: [ref("A"), ref("B")] }],
    ["what may be null", { anyOf: [ref("A"), { type: "null" }] }],
    ["a base with subclasses", ref("Base")],
    ["anything", {}],
  ])("are one argument: %s", async (_, value) => {
    const { api } = await post({ requestBody: json(value) }, { schemas: { A: object({ a: text }), B: object({ b: text }), Base: object({ kind: text }, { discriminator: { propertyName: "kind" } }), Sub: { allOf: [ref("Base"), object({ s: text })] } } });
    expect(operation(api).body?.shape).toEqual({ kind: "argument", name: "body", positional: false });
  });

  it("of different classes are one argument, of equal shapes one class", async () => {
    const different = await post({ requestBody: content({ "application/json": object({ a: text }), "multipart/form-data": object({ a: text, b: text }) }) });
    expect(operation(different.api).body?.shape?.kind).toBe("argument");
    const equal = await post({ requestBody: content({ "application/json": object({ a: text }), "multipart/form-data": object({ a: text }) }) });
    expect(operation(equal.api).body?.shape?.kind).toBe("keywords");
  });

  it("mark what requests and responses reach", async () => {
    const { api } = await post({ requestBody: json(ref("In")), responses: { 200: json(ref("Out")), 400: json(ref("Bad")) } }, { schemas: { In: object({ s: ref("Shared") }), Out: object({ s: ref("Shared") }), Bad: object({ x: text }), Shared: object({ x: text }), Unused: object({ x: text }) } });
    expect(["In", "Out", "Bad", "Shared", "Unused"].map((name) => Object.values(schema(api, `#/components/schemas/${name}`).reach))).toEqual([[true, false], [false, true], [false, true], [true, true], [false, false]]);
  });
});

describe("results", () => {
  it.each<[string, object, string]>([
    ["nothing", { 204: { description: "" } }, "none"],
    ["JSON", { 200: json(ref("A")) }, "json A"],
    ["JSON before anything else", { 200: content({ "text/csv": text, "application/yaml": text, "application/json": ref("A") }) }, "json A"],
    ["text", { 200: content({ "text/plain": text }) }, "text"],
    ["bytes of several types", { 200: content({ "image/png": undefined, "image/jpeg": undefined }) }, "bytes"],
    ["text or bytes", { 200: content({ "text/plain": text, "image/png": undefined }) }, "200 text/plain text, 200 image/png bytes"],
    ["the same twice", { 200: json(ref("A")), 201: json(ref("A")) }, "json A"],
    ["different ones", { 200: json(ref("A")), 202: { description: "" } }, "200 json A, 202 none"],
    ["default without 2XX", { default: json(ref("A")), 404: json(ref("B")) }, "json A"],
    ["default beside 2XX", { "2XX": json(ref("A")), default: json(ref("B")) }, "json A"],
    ["JSON without a schema", { 200: json(undefined) }, "json any"],
    ["what can never be", { 200: json({ not: {} }) }, "none"],
    ["a stream", { 200: content({ "text/event-stream": ref("A") }) }, "stream sse A"],
    ["lines", { 200: content({ "application/x-ndjson": ref("A") }) }, "stream jsonLines A"],
  ])("%s", async (_, responses, expected) => {
    const { api } = await post({ responses }, { schemas: { A: object({ a: text }), B: object({ b: text }) } });
    type Single = Extract<ReturnType<typeof operation>["result"], { readonly kind: "cases" }>["cases"][number]["result"];
    const one = (result: Single): string => (result.kind === "json" ? `json ${typeOf(api, result.use)}` : result.kind === "stream" ? `stream ${result.codec} ${typeOf(api, result.item)}` : result.kind);
    const { result } = operation(api);
    expect(result.kind === "cases" ? result.cases.map((each) => [each.status, each.mediaType, one(each.result)].filter((part) => part !== null).join(" ")).join(", ") : one(result)).toBe(expected);
  });

  it("has a second method where the operation answers either way", async () => {
    const { api } = await post({ requestBody: json(object({ stream: { type: "boolean" } })), responses: { 200: content({ "application/json": ref("A"), "text/event-stream": ref("B") }) } }, { schemas: { A: object({ a: text }), B: object({ b: text }) } });
    expect(operation(api).result).toEqual({ kind: "json", use: { schema: "#/components/schemas/A", nullable: false } });
    expect(operation(api).stream).toEqual({ result: { kind: "stream", codec: "sse", item: { schema: "#/components/schemas/B", nullable: false }, whole: false }, property: "stream" });
  });

  it("writes errors down by status", async () => {
    const { api } = await post({ responses: { 200: json(ref("A")), 302: { description: "" }, "4XX": json(ref("B")), default: content({ "text/plain": text }) } }, { schemas: { A: object({ a: text }), B: object({ b: text }) } });
    expect(operation(api).errors).toEqual({ 302: null, "4XX": { schema: "#/components/schemas/B", nullable: false }, default: null });
  });
});

describe("detect-pagination", () => {
  const items = { type: "array", items: text };
  const integer = { type: "integer" };
  const parameters = (...names: string[]): unknown[] => names.map((name) => ({ name, in: "query", schema: /cursor|token|after/i.test(name) ? text : integer }));
  async function paged(names: readonly string[], response: unknown, more: { readonly headers?: object; readonly options?: Partial<Options> } = {}): Promise<unknown> {
    const modelled = await passesOf({ paths: { "/things": { get: { operationId: "list", parameters: parameters(...names), responses: { 200: { ...(json(response) as object), headers: more.headers ?? {} } } } } } }, "detect-pagination", more.options);
    return operation(modelled.api).pagination;
  }
  it.each<[string, readonly string[], unknown, object | null]>([
    ["cursor", ["cursor", "limit"], object({ items, nextCursor: text }), { style: "cursor", parameter: "cursor", items: "items", next: "nextCursor", more: null }],
    ["page token", ["pageToken"], object({ things: items, nextPageToken: text, has_more: { type: "boolean" } }), { style: "cursor", parameter: "pageToken", items: "things", next: "nextPageToken", more: "has_more" }],
    ["cursor deeper down", ["after"], object({ data: items, paging: object({ cursors: object({ next: text }) }) }), { style: "cursor", parameter: "after", items: "data", next: "paging/cursors/next", more: null }],
    ["next page number", ["page"], object({ data: items, next_page: integer }), { style: "cursor", parameter: "page", items: "data", next: "next_page", more: null }],
    ["next address", ["offset"], object({ results: items, next: { type: "string", format: "uri" }, count: integer }), { style: "url", items: "results", next: "next" }],
    ["next link object", ["page"], object({ data: items, links: object({ next: object({ href: text }) }) }), { style: "url", items: "data", next: "links/next/href" }],
    ["page and total", ["page", "per_page"], object({ items, total: integer }), { style: "page", parameter: "page", size: "per_page", items: "items", total: "total", more: null }],
    ["offset and more", ["offset", "limit"], object({ items, hasMore: { type: "boolean" } }), { style: "offset", parameter: "offset", size: "limit", items: "items", total: null, more: "hasMore" }],
    ["a bare list is not certain", ["page", "limit"], items, null],
    ["nothing answers the parameter", ["page"], object({ items }), null],
    ["no parameter asks", [], object({ items, total: integer }), null],
    ["two lists of unknown names", ["page"], object({ a: items, b: items, total: integer }), null],
  ])("%s", async (_, names, response, expected) => {
    expect(await paged(names, response)).toEqual(expected);
  });

  async function searched(body: unknown, response: unknown, told?: object): Promise<readonly [unknown, readonly string[]]> {
    const options = told === undefined ? {} : { pagination: { "#/paths/~1search/post": told as NonNullable<Options["pagination"][string]> } };
    const modelled = await passesOf({ paths: { "/search": { post: { operationId: "search", ...(body === null ? {} : { requestBody: body }), responses: { 200: json(response) } } } } }, "detect-pagination", options);
    return [operation(modelled.api).pagination, modelled.diagnostics.map(({ message }) => message)];
  }
  const cursors = { style: "cursor", parameter: "cursor", items: "items", next: "nextCursor", more: null };

  it.each<[string, unknown, unknown, object | null]>([
    ["a cursor in the body", json(object({ cursor: text, limit: integer })), object({ items, nextCursor: { type: ["string", "null"] } }), cursors],
    ["an echo is no next cursor", json(object({ cursor: text })), object({ items, cursor: text }), null],
    ["a page is not certain where something is sent", json(object({ page: integer })), object({ items, total: integer }), null],
    ["a word that may mean anything", json(object({ after: text })), object({ items, nextCursor: text }), null],
    ["a form", content({ "application/x-www-form-urlencoded": object({ cursor: text }) }), object({ items, nextCursor: text }), null],
    ["no body", null, object({ items, nextCursor: text }), null],
  ])("a POST: %s", async (_, body, response, expected) => {
    expect(await searched(body, response)).toEqual([expected, []]);
  });

  it("takes a path into the body from the configuration, and says where there is none", async () => {
    const paging = json(object({ paging: object({ page: integer }) }));
    const told = { style: "page", parameter: "paging/page", size: "paging/size", items: "items", total: "total", more: null };
    expect(await searched(paging, object({ items, total: integer }), told)).toEqual([told, []]);
    const missing = "The pagination configured for search does not fit: there is no parameter paging/page in the query, in a header or in a JSON body.";
    expect(await searched(json(object({ page: integer })), object({ items, total: integer }), told)).toEqual([null, [missing]]);
  });

  it("takes a declared Link header", async () => {
    expect(await paged(["page", "per_page"], items, { headers: { Link: { schema: text } } })).toEqual({ style: "link", items: "" });
  });

  it("does as the configuration says", async () => {
    const told = { style: "page", parameter: "page", size: null, items: "", total: null, more: null } as const;
    const pointer = "#/paths/~1things/get";
    expect(await paged(["page"], items, { options: { pagination: { [pointer]: told } } })).toEqual(told);
    expect(await paged(["cursor"], object({ items, nextCursor: text }), { options: { pagination: { [pointer]: null } } })).toBeNull();
    expect(await paged(["limit"], items, { options: { pagination: { [pointer]: told } } })).toBeNull();
  });
});

describe("resolve-auth", () => {
  it("gives each scheme its arguments and the ends of their variables", async () => {
    const { api } = await passesOf(
      {
        components: {
          securitySchemes: { a: { type: "http", scheme: "basic" }, b: { type: "http", scheme: "bearer" }, c: { type: "apiKey", in: "query", name: "k" }, d: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/t", scopes: {} } } }, e: { type: "oauth2", flows: { implicit: { authorizationUrl: "/a", scopes: {} } } }, f: { type: "mutualTLS" } },
        },
      },
      "resolve-auth",
    );
    expect(api.auth.map((scheme) => scheme.arguments)).toEqual([["username", "password"], ["token"], ["api_key"], ["access_token", "client_id", "client_secret"], ["access_token"], []]);
    expect(api.auth[3]?.environment).toEqual(["ACCESS_TOKEN", "CLIENT_ID", "CLIENT_SECRET"]);
  });

  it("tells several keys apart by their schemes", async () => {
    const { api } = await passesOf({ components: { securitySchemes: { appKey: { type: "apiKey", in: "header", name: "a" }, userKey: { type: "apiKey", in: "header", name: "b" } } } }, "resolve-auth");
    expect(api.auth.map((scheme) => [scheme.arguments, scheme.environment])).toEqual([[["appKey"], ["APP_KEY"]], [["userKey"], ["USER_KEY"]]]);
  });
});

describe("verify and dump", () => {
  it("finds what is wrong, and says where", async () => {
    const { api } = await modelOf({ schemas: { A: object({ b: ref("B") }), B: { allOf: [text] } } });
    expect(() => verify(api, new Set(["merge-all-of"]))).toThrow("#/components/schemas/B: allOf is left");
    expect(() => verify({ ...api, schemas: Object.fromEntries(Object.entries(api.schemas).filter(([id]) => !id.endsWith("/B"))) }, new Set())).toThrow("#/components/schemas/A: there is no schema #/components/schemas/B");
  });

  it("writes the same text whatever the order of keys, big numbers included", async () => {
    const { api } = await modelOf({ schemas: { A: { type: "integer", examples: [1] } } });
    const big = { ...api, extra: { b: 9007199254740993n, a: [] } };
    expect(dump(big)).toContain('"extra": {\n    "a": [],\n    "b": 9007199254740993\n  }');
    expect(dump(Object.fromEntries(Object.entries(api).toReversed()) as typeof api)).toBe(dump(api));
    expect(JSON.parse(dump(api))).toEqual(JSON.parse(JSON.stringify(api)));
  });
});
