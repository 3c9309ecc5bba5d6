import { describe, expect, test } from "vitest";
import { load } from "../../src/1-load/index.ts";
import { normalize } from "../../src/2-normalize/index.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import type { Json } from "../../src/ir/json.ts";
import { lookup } from "../../src/ir/origin.ts";
import { made, madeFromText, schemaOf } from "./canonical.ts";

const pet = "api.json#/components/schemas/Pet";
const Pet = { type: "object", properties: { id: { type: "integer" } } };
const nullType = { type: "null" };

describe("the spellings of nullable", () => {
  const cases: readonly (readonly [string, string, Json, Json])[] = [
    ["3.0 beside a type", "3.0.3", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["3.0 beside a reference", "3.0.3", { $ref: "#/components/schemas/Pet", nullable: true, description: "d" }, { description: "d", anyOf: [{ $ref: pet }, nullType] }],
    ["3.0 with allOf of one", "3.0.3", { nullable: true, description: "d", allOf: [{ $ref: "#/components/schemas/Pet" }] }, { description: "d", anyOf: [{ $ref: pet }, nullType] }],
    ["3.0 with a type and allOf of one", "3.0.3", { type: "object", nullable: true, allOf: [{ $ref: "#/components/schemas/Pet" }] }, { anyOf: [{ $ref: pet }, nullType] }],
    [
      "3.0 with allOf of several",
      "3.0.3",
      { nullable: true, readOnly: true, allOf: [{ $ref: "#/components/schemas/Pet" }, { type: "object", nullable: false }] },
      { readOnly: true, anyOf: [{ allOf: [{ $ref: pet }, { type: "object" }] }, nullType] },
    ],
    ["3.0 with oneOf", "3.0.3", { nullable: true, oneOf: [{ $ref: "#/components/schemas/Pet" }, { type: "string" }] }, { oneOf: [{ $ref: pet }, { type: "string" }, nullType] }],
    ["3.0 with an enum", "3.0.3", { type: "string", nullable: true, enum: ["a"] }, { type: ["string", "null"], enum: ["a", null] }],
    ["an enum of null as a member", "3.0.3", { oneOf: [{ $ref: "#/components/schemas/Pet" }, { $ref: "#/components/schemas/NullEnum" }] }, { oneOf: [{ $ref: pet }, nullType] }],
    ["nothing but nullable as a member", "3.0.3", { anyOf: [{ $ref: "#/components/schemas/Pet" }, { nullable: true }] }, { anyOf: [{ $ref: pet }, nullType] }],
    ["3.1 type list", "3.1.0", { type: ["string", "null"] }, { type: ["string", "null"] }],
    ["3.1 anyOf", "3.1.0", { anyOf: [{ $ref: "#/components/schemas/Pet" }, nullType] }, { anyOf: [{ $ref: pet }, nullType] }],
    ["3.1 reference with a default of null", "3.1.0", { $ref: "#/components/schemas/Pet", default: null }, { default: null, anyOf: [{ $ref: pet }, nullType] }],
    ["a default of null", "3.0.3", { type: "integer", default: null }, { type: ["integer", "null"], default: null }],
    ["2.0 x-nullable", "2.0", { type: "string", "x-nullable": true }, { type: ["string", "null"] }],
    ["2.0 x-nullable beside a reference", "2.0", { $ref: "#/definitions/Pet", "x-nullable": true }, { anyOf: [{ $ref: pet }, nullType] }],
    ["an enum with null", "3.1.0", { type: "string", enum: ["a", null] }, { type: ["string", "null"], enum: ["a", null] }],
    ["a constant", "3.1.0", { const: "a", nullable: true }, { enum: ["a", null] }],
    ["not nullable", "3.0.3", { type: "string", nullable: false }, { type: "string" }],
    ["anything is nullable already", "3.0.3", { nullable: true, description: "d" }, { description: "d" }],
    ["3.1 nullable, which is not a keyword", "3.1.0", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["nullable and null already", "3.1.0", { type: ["null", "string"], anyOf: [{ minLength: 1 }, nullType], nullable: true }, { type: ["null", "string"], anyOf: [{ minLength: 1 }, nullType] }],
  ];
  test.each(cases)("%s", async (_name, version, schema, expected) => {
    const result = await schemaOf(version, schema, { Pet, NullEnum: { enum: [null] } });
    expect(result.schema).toEqual(expected);
  });

  test("3.1 remarks on it once per document", async () => {
    const result = await schemaOf("3.1.0", { type: "object", properties: { a: { type: "string", nullable: true }, b: { type: "string", nullable: true } } });
    expect(result.codes).toEqual(["nullable-not-standard #/components/schemas/S/properties/a"]);
  });

  test("places inside a wrapped schema lead back, and references into it lead there", async () => {
    const schemas = {
      S: { nullable: true, allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { x: { type: "string" } } }] },
      Pet,
      X: { $ref: "#/components/schemas/S/allOf/1/properties/x" },
    };
    const result = await made({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths: {}, components: { schemas } });
    expect(result.source("#/components/schemas/S/anyOf/0/allOf/1/properties/x")).toBe("#/components/schemas/S/allOf/1/properties/x");
    expect(result.at("#/components/schemas/X")).toEqual({ $ref: "api.json#/components/schemas/S/anyOf/0/allOf/1/properties/x" });
    expect(result.canonical.resolve("api.json#/components/schemas/S/anyOf/0/allOf/1/properties/x")?.value).toEqual({ type: "string" });
  });
});

describe("older JSON Schema", () => {
  const cases: readonly (readonly [string, Json, Json])[] = [
    ["exclusive bounds as flags", { type: "number", minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }, { type: "number", exclusiveMinimum: 1, maximum: 9 }],
    ["a flag without a bound", { type: "number", exclusiveMinimum: true }, { type: "number" }],
    ["tuples", { type: "array", items: [{ type: "string" }, { type: "int" }], additionalItems: false }, { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false }],
    ["boolean items", { type: "array", items: true }, { type: "array", items: true }],
    ["a type that is missing", { properties: { a: {} } }, { type: "object", properties: { a: {} } }],
    ["a list without a type", { items: {} }, { type: "array", items: {} }],
    ["a map without a type", { additionalProperties: { type: "string" } }, { type: "object", additionalProperties: { type: "string" } }],
    ["no type beside a union", { properties: { a: {} }, anyOf: [{ type: "object" }, nullType] }, { properties: { a: {} }, anyOf: [{ type: "object" }, nullType] }],
    ["required as flags", { type: "object", properties: { a: { type: "string", required: true }, b: { type: "string", required: false } } }, { type: "object", required: ["a"], properties: { a: { type: "string" }, b: { type: "string" } } }],
    ["one member that is not a list", { allOf: { type: "string" } }, { allOf: [{ type: "string" }] }],
    ["a discriminator that is a text", { type: "object", discriminator: "kind" }, { type: "object", discriminator: { propertyName: "kind" } }],
    ["words that are null", { type: "string", description: null, title: 5 }, { type: "string", title: "5" }],
    ["a property that is no schema", { type: "object", properties: { a: "string", b: false } }, { type: "object", properties: { a: {}, b: false } }],
    ["formats stay", { type: "string", format: "byte" }, { type: "string", format: "byte" }],
    ["definitions are schemas", { definitions: { A: { type: "string", nullable: true } } }, { definitions: { A: { type: ["string", "null"] } } }],
    ["data is left alone", { type: "object", example: { nullable: true, $ref: "x" }, default: { type: "int" } }, { type: "object", example: { nullable: true, $ref: "x" }, default: { type: "int" } }],
  ];
  test.each(cases)("%s", async (_name, schema, expected) => {
    expect((await schemaOf("3.0.3", schema)).schema).toEqual(expected);
  });

  const types: readonly (readonly [Json, Json])[] = [
    ["String", { type: "string" }],
    ["int", { type: "integer" }],
    ["Integer", { type: "integer" }],
    ["long", { type: "integer", format: "int64" }],
    ["List<string>", { type: "array", items: { type: "string" } }],
    ["Map<string, List<int>>", { type: "object", additionalProperties: { type: "array", items: { type: "integer" } } }],
    ["uuid[]", { type: "array", items: { type: "string", format: "uuid" } }],
    ["DateTime", { type: "string", format: "date-time" }],
    ["float", { type: "number", format: "float" }],
    ["any", {}],
    ["file", { type: "string", format: "binary" }],
    ["Whatever", {}],
    ["constructor", {}],
    [["String", "null"], { type: ["string", "null"] }],
    [["string"], { type: "string" }],
    ["string|null", { type: ["string", "null"] }],
    [5, {}],
  ];
  test.each(types)("type %j", async (type, expected) => {
    const result = await schemaOf("3.0.3", { type });
    expect(result.schema).toEqual(expected);
    const silent = Array.isArray(type) ? type[0] === "string" : type === "string|null";
    expect(result.codes).toEqual(silent ? [] : ["type-not-standard #/components/schemas/S/type"]);
  });

  test("file is a type of 2.0", async () => {
    expect(await schemaOf("2.0", { type: "file" })).toEqual({ schema: { type: "string", format: "binary" }, codes: [] });
  });

  test("names of the prototype are properties", async () => {
    const result = await schemaOf("3.0.3", JSON.parse('{"type":"object","properties":{"__proto__":{"type":"String"},"constructor":{"type":"int"},"toString":{}}}') as Json);
    expect(JSON.stringify(result.schema)).toBe('{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"},"toString":{}}}');
    expect("type" in {}).toBe(false);
  });

  test("where a schema says string, values are what the author wrote", async () => {
    const text = "openapi: 3.1.0\ninfo: {title: T, version: 1.10}\ncomponents:\n  schemas:\n    S: {type: string, enum: [1.10, 012, 1e3, True, no, 7], default: 0x10}\n    N: {type: number, enum: [1.10]}\n";
    const result = await madeFromText(text);
    expect(result.at("#/components/schemas/S")).toEqual({ type: "string", enum: ["1.10", "012", "1e3", "True", "no", "7"], default: "0x10" });
    expect(result.at("#/components/schemas/N")).toEqual({ type: "number", enum: [1.1] });
    expect(result.at("#/info/version")).toBe("1.10");
    expect(result.codes).toEqual(["info-not-text #/info/version"]);
  });
});

test("unchanged parts are shared with the input", async () => {
  const schemas = { A: { type: "object", properties: { a: { type: "string" } } }, B: { type: "int" } };
  const reporter = createReporter();
  const loaded = await load({ kind: "value", value: { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: {}, components: { schemas } }, name: "api.json" }, {}, { reporter });
  const canonical = normalize(loaded, { reporter });
  const before = (pointer: string): unknown => lookup(loaded.files.get("api.json")?.value ?? null, pointer);
  const after = (pointer: string): unknown => canonical.resolve(`api.json${pointer}`)?.value;
  expect(after("#/components/schemas/A")).toBe(before("#/components/schemas/A"));
  expect(after("#/components/schemas/B")).not.toBe(before("#/components/schemas/B"));
  expect(before("#/components/schemas/B")).toEqual({ type: "int" });
});
