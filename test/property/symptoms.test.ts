import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "../../src/ir/json.ts";
import { makeTemporaryFolder, removeFolder } from "../harness/output-folder.ts";
import { checkLaws, holderOf, renderBroken, type BrokenLaw, type LawCase, type MutatedValue } from "./laws.ts";

/** A schema that a law broke on once, with the values that showed it. */
interface Symptom {
  readonly name: string;
  readonly schema: Json;
  readonly valid: readonly Json[];
  readonly mutated?: readonly MutatedValue[];
}

const text: Json = { type: "string" };
const date: Json = { type: "string", format: "date" };

const symptoms: readonly Symptom[] = [
  { name: "a tuple with an open end is annotated as a list", schema: { type: "array", prefixItems: [date], minItems: 1 }, valid: [["2026-01-01", 1, null]] },
  { name: "an array shorter than its prefix does not read", schema: { type: "array", prefixItems: [text, date], items: false }, valid: [[], ["a"], ["a", "2026-01-01"]], mutated: [{ value: ["a", "b"], path: [1] }, { value: ["a", "2026-01-01", 1], path: [] }] },
  { name: "a map of listed texts is read as one of others", schema: { oneOf: [{ type: "object", additionalProperties: { enum: ["a", "b"] } }, { type: "object", additionalProperties: { enum: ["c", "d"] } }] }, valid: [{ x: "c" }, { x: "a" }, {}] },
  { name: "a date beside a date-time is written as a date-time", schema: { anyOf: [{ type: "string", format: "date-time" }, date] }, valid: ["0001-01-01", "2026-01-01T00:00:00Z"] },
  { name: "text beside a list of texts is a violation", schema: { anyOf: [{ enum: ["a", "b"] }, text] }, valid: ["a", "other"], mutated: [{ value: 1, path: [] }] },
  { name: "text beside a component that lists texts is a violation", schema: { anyOf: [{ $ref: "#/components/schemas/Listed" }, text] }, valid: ["a", "other"] },
  { name: "text that is no base64 does not read beside base64", schema: { oneOf: [{ type: "string", format: "byte" }, text, { enum: ["c", "d"] }] }, valid: ["a", "a\nb", "aGk=", "c"] },
  { name: "null beside anything is dropped", schema: { anyOf: [{}, date] }, valid: [null, "2026-01-01", "x", 1] },
  { name: "anything beside a list of values is a violation", schema: { oneOf: [{ enum: ["a", "b"] }, {}, { type: "integer" }] }, valid: ["x", "a", 1, [1]] },
  { name: "a list of objects of unknown keys does not read in a union", schema: { anyOf: [text, { type: "array", items: { type: "object", properties: { a: text } } }] }, valid: [[{ z: 1 }], "x"] },
  { name: "an object of unknown keys is a violation", schema: { oneOf: [{ type: "object", properties: { a: text } }, { type: "object", properties: { b: { type: "integer" } }, required: ["b"] }] }, valid: [{ z: 1 }, { b: 1 }] },
  { name: "an unlisted truth value is taken for a listed one", schema: { anyOf: [{ enum: [1, "x", false] }, { type: "array", items: text }, { type: "boolean" }] }, valid: [true, false, 1, []] },
  { name: "a list with a wrong member has no repr", schema: { type: "array", items: { const: true } }, valid: [[true]], mutated: [{ value: [true, {}], path: [1] }] },
  { name: "a map with a wrong value has no repr", schema: { type: "object", additionalProperties: date }, valid: [{ a: "2026-01-01" }], mutated: [{ value: { a: "b" }, path: ["a"] }] },
  { name: "a key that matches a pattern is read as another", schema: { type: "object", properties: { a: text }, patternProperties: { "^x": date }, additionalProperties: { type: "integer" } }, valid: [{ a: "b", x1: "2026-01-01", y: 1 }], mutated: [{ value: { y: "b" }, path: ["y"] }] },
  { name: "further keys of a type cannot be reached", schema: { type: "object", properties: { a: text }, additionalProperties: date }, valid: [{ a: "b", c: "2026-01-01" }], mutated: [{ value: { c: "d" }, path: ["c"] }] },
  { name: "a name that only newer Pythons take", schema: { type: "object", properties: { "・a": text, "a･": text } }, valid: [{ "・a": "b", "a･": "c" }] },
];

let folder = "";
let broken: readonly BrokenLaw[] = [];

beforeAll(async () => {
  folder = await makeTemporaryFolder("symptoms");
  const schemas = symptoms.flatMap(({ schema }, index): [string, Json][] => [[`S${index}`, schema], [`S${index}Holder`, holderOf({ $ref: `#/components/schemas/S${index}` })]]);
  const components: Json = { schemas: { Listed: { enum: ["a", "b"] }, ...Object.fromEntries(schemas) } };
  const cases = symptoms.map(({ name, valid, mutated = [] }, index): LawCase => ({ id: name, valid, mutated, holder: `#/components/schemas/S${index}Holder` }));
  broken = (await checkLaws([{ name: "symptoms", document: { openapi: "3.1.0", info: { title: "Symptoms", version: "1" }, paths: {}, components }, cases }], join(folder, "packages"))).broken;
});

afterAll(async () => {
  await removeFolder(folder);
});

test.for(symptoms)("$name", ({ name, schema }) => {
  const own = broken.filter((one) => one.case === name);
  expect(own.length, renderBroken(own, () => schema)).toBe(0);
});
