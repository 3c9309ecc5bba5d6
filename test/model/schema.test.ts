import { describe, expect, it } from "vitest";
import type { Schema } from "../../src/ir/schema.ts";
import { keywords } from "../../src/3-model/keywords.ts";
import { model } from "../../src/3-model/index.ts";
import type { Json } from "../../src/ir/json.ts";
import { canonicalOf, classOf, codes, component, contextOf, modelOf, modelOfDocument, passesUpTo, property, run, structure } from "./model-of.ts";

async function kindOf(schema: unknown): Promise<string> {
  const { api } = await modelOf({ schemas: { Thing: schema, Pet: { type: "object", properties: { name: { type: "string" } } } } });
  return structure(api, component(api, "Thing"));
}

describe("the kind of a schema", () => {
  it.each<[string, unknown, string]>([
    ["properties", { properties: { a: { type: "integer" } }, required: ["a"] }, "{a: integer}"],
    ["an object without keywords", { type: "object" }, "map<any>"],
    ["additionalProperties", { type: "object", additionalProperties: { type: "integer" } }, "map<integer>"],
    ["a closed object without members", { type: "object", additionalProperties: false }, "{}"],
    ["one pattern", { type: "object", patternProperties: { "^x": { type: "boolean" } } }, "map<boolean>"],
    ["several patterns", { type: "object", patternProperties: { "^x": { type: "boolean" }, "^y": { type: "string" } } }, "map<(boolean | string)>"],
    ["a list", { type: "array", items: { $ref: "#/components/schemas/Pet" } }, "Pet[]"],
    ["a list of anything", { type: "array" }, "any[]"],
    ["prefixItems", { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false }, "(string, integer)"],
    ["open prefixItems", { prefixItems: [{ type: "string" }] }, "(string, ...any)"],
    ["an enum", { type: "string", enum: ["a", "b"] }, '"a"|"b"'],
    ["a const", { const: 3 }, "3"],
    ["an empty enum", { type: "string", enum: [] }, "string"],
    ["an enum of values written with another type", { type: "string", enum: [1, 2] }, '"1"|"2"'],
    ["an enum that was meant for the items", { type: "array", items: { type: "string" }, enum: ["a"] }, "string[]"],
    ["several types", { type: ["string", "integer"] }, "(string | integer)"],
    ["a format without a type", { format: "date-time" }, "string:date-time"],
    ["a number format without a type", { format: "int64" }, "integer:int64"],
    ["a pattern without a type", { pattern: "^a" }, "string"],
    ["nothing", {}, "any"],
    ["true", true, "any"],
    ["false", false, "never"],
    ["not anything", { not: {} }, "never"],
    ["only a reference", { $ref: "#/components/schemas/Pet" }, "=Pet"],
    ["a reference with words", { $ref: "#/components/schemas/Pet", description: "A pet." }, "=Pet"],
    ["a reference with a type that adds nothing", { $ref: "#/components/schemas/Pet", type: "object" }, "=Pet"],
    ["a reference that is narrowed", { $ref: "#/components/schemas/Pet", properties: { b: { type: "integer" } } }, "allOf(Pet)"],
    ["anyOf", { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/Pet" }] }, "(string | Pet)"],
    ["anyOf that only demands members", { type: "object", properties: { a: {} }, anyOf: [{ required: ["a"] }, { required: ["b"] }] }, "{a?: any}"],
    ["a union beside members", { properties: { a: {} }, oneOf: [{ $ref: "#/components/schemas/Pet" }] }, "allOf((Pet))"],
    ["null", { type: "null" }, "null"],
    ["only null", { enum: [null] }, "null"],
    ["conditions", { type: "string", not: { const: "x" } }, "string"],
  ])("%s", async (_, schema, expected) => {
    expect(await kindOf(schema)).toBe(expected);
  });

  it("takes null as a property of the use, not of the type", async () => {
    const nullable = { type: ["string", "null"] };
    const { api } = await modelOf({
      schemas: { Text: nullable, Level: { enum: ["low", null] }, Holder: { properties: { a: nullable, b: { $ref: "#/components/schemas/Text" }, c: { $ref: "#/components/schemas/Level" }, d: { type: "string" } } } },
    });
    expect(classOf(api, "Holder").properties.map(({ wire, use }) => [wire, use.nullable])).toEqual([["a", true], ["b", true], ["c", true], ["d", false]]);
    expect(structure(api, component(api, "Level"))).toBe('"low"');
  });

  it("says what has no counterpart in a type, once for each keyword", async () => {
    const modelled = await modelOf({ schemas: { Thing: { type: "object", if: { required: ["a"] }, then: { required: ["b"] }, propertyNames: { pattern: "^a" }, unevaluatedProperties: false } } });
    expect(codes(modelled)).toEqual(["keyword-not-used #/components/schemas/Thing", "keyword-not-used #/components/schemas/Thing"]);
    expect(modelled.diagnostics.map((one) => one.message.split(" ")[0])).toEqual(["if", "propertyNames"]);
  });

  it("knows every keyword of the 2020-12 vocabularies", () => {
    const core = ["$id", "$schema", "$anchor", "$ref", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment", "$defs"];
    const applicator = ["prefixItems", "items", "contains", "additionalProperties", "properties", "patternProperties", "dependentSchemas", "propertyNames", "if", "then", "else", "allOf", "anyOf", "oneOf", "not", "unevaluatedItems", "unevaluatedProperties"];
    const validation = ["type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required", "dependentRequired"];
    const words = ["title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "format", "contentEncoding", "contentMediaType", "contentSchema"];
    expect([...core, ...applicator, ...validation, ...words].filter((keyword) => !keywords.has(keyword))).toEqual([]);
  });

  it("reads names and descriptions of enum members in all their forms", async () => {
    const { api } = await modelOf({
      schemas: {
        Listed: { type: "integer", enum: [1, 2], "x-enum-varnames": ["ONE", "TWO"], "x-enum-descriptions": ["First.", "Second."] },
        Mapped: { type: "string", enum: ["a", "b"], "x-enum-descriptions": { b: "Bee." } },
        Microsoft: { type: "string", enum: ["a"], "x-ms-enum": { name: "M", values: [{ value: "a", name: "Alpha", description: "Ay." }] } },
      },
    });
    const members = (schema: Schema): unknown => (schema.kind === "enum" ? schema.members.map(({ name, description }) => [name, description]) : null);
    expect(members(component(api, "Listed"))).toEqual([["ONE", "First."], ["TWO", "Second."]]);
    expect(members(component(api, "Mapped"))).toEqual([[null, null], [null, "Bee."]]);
    expect(members(component(api, "Microsoft"))).toEqual([["Alpha", "Ay."]]);
  });
});

describe("what a schema carries", () => {
  it("keeps words, limits, examples and extensions", async () => {
    const { api } = await modelOf({ schemas: { Age: { title: "Age", description: "Years.", type: "integer", minimum: 0, maximum: 150, multipleOf: "x", default: 7, examples: [1], "x-unit": "years", deprecated: true } } });
    const age = component(api, "Age");
    expect(age.docs).toEqual({ summary: null, description: "Years.", deprecated: true, externalDocs: null });
    expect(age.constraints).toEqual({ minimum: 0, maximum: 150 });
    expect([age.title, age.default, age.examples, age.extensions]).toEqual(["Age", 7, [1], { "x-unit": "years" }]);
  });

  it("gives a property the marks of the component it refers to, and words of its own", async () => {
    const { api } = await modelOf({
      schemas: { Id: { type: "string", readOnly: true }, Pet: { properties: { id: { $ref: "#/components/schemas/Id", description: "The pet's." }, secret: { type: "string", writeOnly: true } } } },
    });
    expect(property(api, "Pet", "id")).toMatchObject({ readOnly: true, docs: { description: "The pet's." }, use: { schema: "#/components/schemas/Id", nullable: false } });
    expect(property(api, "Pet", "secret")).toMatchObject({ readOnly: false, writeOnly: true });
  });

  it("names schemas after their pointers and where they come from", async () => {
    const { api } = await modelOf({ schemas: { Pet: { properties: { home: { properties: { "a/b": { type: "string" } } } } } } });
    expect(Object.keys(api.schemas)).toEqual(["#/components/schemas/Pet", "#/components/schemas/Pet/properties/home", "#/components/schemas/Pet/properties/home/properties/a~1b"]);
    expect(component(api, "Pet").hint).toEqual({ words: ["Pet"], from: "component" });
  });

  it("keeps the pointers of the user's own document in older versions", async () => {
    const { api } = await modelOfDocument({ swagger: "2.0", info: { title: "T", version: "1" }, paths: {}, definitions: { Pet: { type: "object", properties: { name: { type: "string", "x-nullable": true } } } } });
    const pet = Object.values(api.schemas)[0];
    expect(pet?.id).toBe("#/definitions/Pet");
    expect(pet?.hint).toEqual({ words: ["Pet"], from: "component" });
  });
});

describe("hostile documents", () => {
  it("takes names of the object prototype as names", async () => {
    const schemas = JSON.parse('{"__proto__": {"type": "object", "properties": {"__proto__": {"type": "string"}, "constructor": {"type": "integer"}}, "required": ["constructor"]}, "constructor": {"$ref": "#/components/schemas/__proto__"}, "toString": {"type": "string", "x-__proto__": 1}}');
    const { api } = await modelOf({ schemas });
    expect(structure(api, component(api, "__proto__"))).toBe("{__proto__?: string, constructor: integer}");
    expect(structure(api, component(api, "constructor"))).toBe("=__proto__");
    expect(Object.prototype).not.toHaveProperty("type");
    expect({}).not.toHaveProperty("polluted");
  });

  it("nests 3,000 levels deep through all passes", () => {
    let nested: Json = { type: "string" };
    for (let level = 0; level < 3000; level += 1) nested = { type: "object", properties: { next: nested } };
    const context = contextOf();
    const api = run(model(canonicalOf({ components: { schemas: { Deep: nested } } }), context), context, passesUpTo("resolve-auth"));
    expect(Object.keys(api.schemas)).toHaveLength(3001);
    expect(Object.values(api.schemas).filter((one) => one.named)).toHaveLength(3000);
  });

  it("follows a chain of 1,000 allOf through all passes", () => {
    const schemas: Record<string, Json> = { S0: { type: "object", properties: { p0: { type: "string" } } } };
    for (let index = 1; index < 1000; index += 1) schemas[`S${index}`] = { allOf: [{ $ref: `openapi.json#/components/schemas/S${index - 1}` }, { type: "object", properties: { [`p${index}`]: { type: "string" } } }] };
    const context = contextOf();
    const api = run(model(canonicalOf({ components: { schemas } }), context), context, passesUpTo("resolve-auth"));
    expect(structure(api, component(api, "S999"))).toBe("S998 + {p999?: string}");
  });

  it("models 10,000 operations", () => {
    const paths: Record<string, Json> = {};
    for (let index = 0; index < 10_000; index += 1) paths[`/p${index}/{id}`] = { get: { parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], responses: { 200: { description: "", content: { "application/json": { schema: { type: "object", properties: { [`x${index % 50}`]: { type: "string" } } } } } } } } };
    const context = contextOf();
    const api = run(model(canonicalOf({ paths }), context), context, passesUpTo("resolve-auth"));
    expect(api.operations).toHaveLength(10_000);
    expect(Object.values(api.schemas).filter((one) => one.named)).toHaveLength(50);
  });

  it("gives a dangling reference the type of anything", async () => {
    const modelled = await modelOf({ schemas: { Pet: { properties: { home: { $ref: "#/components/schemas/Gone" } } } } });
    expect(structure(modelled.api, component(modelled.api, "Pet"))).toBe("{home?: any!}");
    expect(codes(modelled)[0]).toMatch(/^reference-not-found /);
  });
});
