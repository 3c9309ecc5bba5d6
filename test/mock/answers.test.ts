import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMockServer, type MockServer } from "../../src/mock/index.ts";
import { samplePattern } from "../../src/mock/sample-pattern.ts";
import { judged, send } from "./send.ts";

const ok = (content: object, more: object = {}) => ({ get: { responses: { 200: { description: "", content, ...more } } } });
const node = { $ref: "#/components/schemas/Node" };
const value = {
  openapi: "3.1.0", info: { title: "T", version: "1" },
  paths: {
    "/examples": {
      get: {
        responses: {
          default: { description: "", content: { "application/problem+json": { schema: { type: "object", properties: { code: { type: "integer" } } } } } },
          202: { description: "", content: { "application/json": { examples: { first: { value: { n: 1, secret: "x" } }, second: { $ref: "#/components/examples/Second" } }, schema: { type: "object", properties: { n: { type: "integer" }, secret: { type: "string", writeOnly: true } } } } } },
          404: { description: "", headers: { "Retry-After": { schema: { type: "integer", example: 7 } }, "X-List": { schema: { type: "array", items: { type: "string" } }, example: ["a", "b"] }, "Content-Length": { schema: { type: "integer" } } } },
          "5XX": { description: "", content: { "text/plain": { example: "broken" } } },
        },
      },
      head: { responses: { 200: { description: "", content: { "application/json": { example: { a: 1 } } } } } },
      delete: { responses: { 204: { description: "", content: { "application/json": {} } } } },
    },
    "/tree": ok({ "application/json": { schema: node } }),
    "/kinds": ok({
      "application/json": {
        schema: {
          type: "object",
          properties: {
            day: { type: "string", format: "date" }, at: { type: "string", format: "date-time" }, id: { type: "string", format: "uuid" }, code: { type: "string", pattern: "^[A-Z]{2}-\\d{3}$" }, least: { type: "string", minLength: 6 }, most: { type: "string", maxLength: 2 },
            low: { type: "integer", minimum: 10 }, step: { type: "integer", multipleOf: 7 }, high: { type: "integer", exclusiveMaximum: 0 }, ratio: { type: "number" }, fixed: { const: "c" }, one: { enum: ["e", "f"] }, some: { type: "array", items: { type: "boolean" }, minItems: 2 },
            set: { type: "array", uniqueItems: true, minItems: 2, items: { enum: ["p", "q"] } }, map: { type: "object", additionalProperties: { type: "integer" } }, given: { type: "string", default: "d" }, shown: { type: "string", examples: ["s"] }, wrong: { type: "integer", example: "no" }, maybe: { type: ["null", "integer"] }, hidden: { type: "string", writeOnly: true },
            pet: { oneOf: [{ $ref: "#/components/schemas/Cat" }], discriminator: { propertyName: "kind", mapping: { kitty: "#/components/schemas/Cat" } } }, both: { allOf: [{ type: "object", properties: { a: { const: 1 } } }, { type: "object", properties: { b: { const: 2 } } }] },
          },
        },
      },
    }),
    "/negotiated": ok({ "application/json": { example: [1] }, "text/csv": { example: "a,b\n" } }),
    "/lines": ok({ "application/x-ndjson": { schema: { type: "object", properties: { n: { type: "integer" } } } } }),
    "/events": ok({ "text/event-stream": { examples: { a: { value: { x: 1 } }, b: { value: "two\nlines" } } } }),
    "/raw-events": ok({ "text/event-stream": { example: "data: 1\n\ndata: [DONE]" } }),
    "/bytes": ok({ "application/octet-stream": { schema: { type: "string", format: "binary" } } }),
    "/text-of-json": ok({ "application/json": { example: '{"a": 1}', schema: { type: "object" } } }),
    "/nothing": { get: { responses: {} } },
    "/upgrade": { get: { responses: { 101: { description: "" }, 302: { description: "", headers: { Location: { schema: { type: "string", format: "uri" } } } } } } },
  },
  components: {
    examples: { Second: { value: { n: 2 } } },
    schemas: {
      Node: { type: "object", required: ["name"], properties: { name: { type: "string" }, left: node, others: { type: "array", items: node } } },
      Cat: { type: "object", required: ["kind"], properties: { kind: { type: "string" }, lives: { type: "integer" } } },
    },
  },
};

describe("answers", () => {
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({ kind: "value", value });
  });
  afterAll(() => server.close());
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") => send(server, { path, headers, method });

  it("takes the first success and its first example, without what is only written", async () => {
    const { status, text, headers } = await get("/examples");
    expect([status, headers["content-type"], text]).toEqual([202, "application/json", '{"n":1}']);
  });

  it("does what Prefer asks for", async () => {
    expect((await get("/examples", { Prefer: "example=second" })).text).toBe('{"n":2}');
    expect((await get("/examples", { Prefer: "dynamic=true" })).text).toBe('{"n":1}');
    const missing = await get("/examples", { Prefer: 'status="404"' });
    expect([missing.status, missing.headers["retry-after"], missing.headers["x-list"], missing.text]).toEqual([404, "7", "a,b", ""]);
    const broken = await get("/examples", { Prefer: "code=503; foo" });
    expect([broken.status, broken.text]).toEqual([503, "broken"]);
    const conflict = await get("/examples", { Prefer: "status=409" });
    expect([conflict.status, conflict.headers["content-type"], conflict.text]).toEqual([409, "application/problem+json", '{"code":1}']);
    expect((await get("/tree", { Prefer: "status=429" })).status).toBe(429);
    expect(server.requests().at(-1)).toMatchObject({ status: 429, problem: null });
  });

  it("sends no body where there is none", async () => {
    const head = await get("/examples", {}, "HEAD");
    expect([head.status, head.headers["content-length"], head.text]).toEqual([200, "7", ""]);
    const gone = await get("/examples", {}, "DELETE");
    expect([gone.status, gone.text, gone.headers["content-length"]]).toEqual([204, "", undefined]);
    expect((await get("/nothing")).status).toBe(204);
    const moved = await get("/upgrade");
    expect([moved.status, moved.headers["location"], moved.text]).toEqual([302, "https://example.com/", ""]);
  });

  it("makes values up, always the same, and ends recursion", async () => {
    expect(JSON.parse((await get("/kinds")).text)).toEqual({
      day: "2024-01-15", at: "2024-01-15T09:30:00Z", id: "3fa85f64-5717-4562-b3fc-2c963f66afa6", code: "AA-111", least: "textte", most: "te", low: 10, step: 7, high: -1, ratio: 1.5, fixed: "c", one: "e", some: [true, true],
      set: ["p", "q"], map: { key1: 1 }, given: "d", shown: "s", wrong: 1, maybe: 1, pet: { kind: "kitty", lives: 1 }, both: { a: 1, b: 2 },
    });
    const tree = JSON.parse((await get("/tree")).text);
    expect(tree.name).toBe("text");
    expect(JSON.stringify(tree).length).toBeLessThan(500);
  });

  it("honours Accept", async () => {
    const accepts = async (accept: string) => {
      const { status, headers } = await get("/negotiated", { Accept: accept });
      return status === 200 ? headers["content-type"] : status;
    };
    expect(await accepts("*/*")).toBe("application/json");
    expect(await accepts("text/csv")).toBe("text/csv");
    expect(await accepts("application/json;q=0.5, text/*")).toBe("text/csv");
    expect(await accepts("text/csv;q=0, */*")).toBe("application/json");
    expect(await accepts("image/png")).toBe(406);
    expect(await judged(server, { path: "/negotiated", headers: { Accept: "image/png" } })).toEqual([406, "#/header/Accept not-acceptable"]);
  });

  it("writes lines, events and bytes", async () => {
    expect((await get("/lines")).text).toBe('{"n":1}\n{"n":1}\n');
    expect((await get("/events")).text).toBe('data: {"x":1}\n\ndata: two\ndata: lines\n\n');
    expect((await get("/raw-events")).text).toBe("data: 1\n\ndata: [DONE]\n\n");
    expect([...(await get("/bytes")).bytes]).toEqual([0, 1, 2, 255]);
    expect((await get("/text-of-json")).text).toBe('{"a":1}');
  });
});

describe("samplePattern", () => {
  it.each([
    ["^\\d{3}-[a-f]{2}$", "111-aa"], ["^(foo|bar)+$", "foo"], ["^[A-Z][a-z]*$", "Aa"], ["^\\+?[1-9]\\d{1,4}$", "11"], ["(?i)x", undefined], ["^(?!a)[^-]{2}$", undefined], ["^#(?:[0-9a-f]{3}){1,2}$", "#aaa"], ["^\\S+@\\S+\\.\\S+$", "a@a.a"], ["^a{0}$", ""],
  ])("%s is %s", (pattern, text) => {
    expect(samplePattern(pattern)).toBe(text);
  });
});
