import fc from "fast-check";
import { expect, test } from "vitest";
import { LoadError } from "../../src/1-load/index.ts";
import { danglingMark } from "../../src/2-normalize/index.ts";
import { made } from "./canonical.ts";

const operation = {
  parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", nullable: true } }, { $ref: "#/components/parameters/Q" }],
  requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" }, examples: { e: { value: 1 } }, encoding: { a: { headers: {} } } } } },
  responses: { 200: { description: "ok", headers: { H: { schema: { type: "integer" } } }, content: { "a/b": { schema: { type: "array", items: { $ref: "#/components/schemas/Pet" } } } } } },
  callbacks: { c: { "{$url}": { post: { responses: {} } } } },
};
const components = {
  schemas: { Pet: { type: "object", required: ["a"], properties: { a: { $ref: "#/components/schemas/Pet" }, b: { oneOf: [{ type: "string" }, { allOf: [{ $ref: "#/components/schemas/Pet" }], nullable: true }], discriminator: { propertyName: "k", mapping: { x: "Pet" } } } } } },
  parameters: { Q: { name: "q", in: "query", type: "array", items: { type: "string" }, collectionFormat: "csv" } },
};
const bases = [
  { openapi: "3.0.3", info: { title: "T", version: "1" }, servers: [{ url: "/" }], paths: { "/a/{id}": { get: operation, parameters: [] } }, components },
  { openapi: "3.2.0", info: { title: "T", version: "1" }, tags: [{ name: "t" }], paths: { "/a/{id}": { query: operation, additionalOperations: { COPY: operation } } }, webhooks: { w: { post: operation } }, components },
  {
    swagger: "2.0",
    info: { title: "T", version: "1" },
    produces: ["a/b"],
    paths: { "/a": { post: { parameters: [{ in: "body", name: "b", schema: { $ref: "#/definitions/Pet" } }, { $ref: "#/parameters/Q" }], responses: { 200: { description: "", schema: { type: "file" }, headers: { H: { type: "string" } } } } } } },
    definitions: { Pet: { type: "object", discriminator: "k", properties: { a: { $ref: "#/definitions/Pet", "x-nullable": true } } } },
    parameters: components.parameters,
    securityDefinitions: { b: { type: "basic" } },
  },
];

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, [], {}, [null], [[{}]], { $ref: "#" }, { $ref: 5 }, { $ref: "#/paths" }, { $ref: "#/components" }, { type: {} }, "__proto__", { a: null }, { nullable: true }, { allOf: {} }),
  fc.jsonValue({ maxDepth: 2 }),
);
const keys = fc.constantFrom("$ref", "type", "properties", "allOf", "anyOf", "items", "nullable", "enum", "required", "discriminator", "parameters", "content", "schema", "__proto__", "x-a");
const change = fc.record({ pick: fc.double({ min: 0, max: 0.999, noNaN: true }), value: junk, key: fc.option(keys) });

function places(value: unknown, found: [object, string][] = []): [object, string][] {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, one] of Object.entries(value)) {
    found.push([value, key]);
    places(one, found);
  }
  return found;
}

function put(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

test("whatever stands anywhere, normalization ends, and every reference it wrote leads somewhere", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...bases), fc.array(change, { minLength: 1, maxLength: 8 }), async (base, changes) => {
      const document = structuredClone(base);
      const all = places(document);
      for (const { pick, value, key } of changes) {
        const [target, name] = all[Math.floor(pick * all.length)] ?? [document, "paths"];
        const inner = (target as Record<string, unknown>)[name];
        if (key !== null && typeof inner === "object" && inner !== null && !Array.isArray(inner)) put(inner, key, structuredClone(value));
        else put(target, name, structuredClone(value));
      }
      const result = await made(document).catch((error: unknown) => {
        if (error instanceof LoadError) return undefined;
        throw error;
      });
      if (result === undefined) return;
      const open: unknown[] = [result.at("#")];
      while (open.length > 0) {
        const value = open.pop();
        if (typeof value !== "object" || value === null) continue;
        const reference: unknown = Object.hasOwn(value, "$ref") ? (value as { $ref: unknown }).$ref : undefined;
        if (typeof reference === "string" && reference.startsWith("api.json#") && !Object.hasOwn(value, danglingMark)) expect(result.canonical.resolve(reference), reference).toBeDefined();
        open.push(...Object.values(value));
      }
      expect("polluted" in {}).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("a schema as deep as is let through", async () => {
  let schema: object = { type: "Int" };
  for (let level = 0; level < 180; level++) schema = { type: "object", properties: { a: schema } };
  const result = await made({ openapi: "3.0.0", info: { title: "T", version: "1" }, paths: {}, components: { schemas: { S: schema } } });
  expect(result.at(`#/components/schemas/S${"/properties/a".repeat(180)}`)).toEqual({ type: "integer" });
});
