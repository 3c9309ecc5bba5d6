import type { Json } from "../ir/json.ts";
import type { JsonObject } from "../ir/json.ts";

/** What a name of a type stands for: keywords of JSON Schema. Empty means any value. */
export type Meaning = Readonly<Record<string, Json>>;

/** The types of JSON Schema. */
export const standardTypes: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);

const text = (format: string): Meaning => ({ type: "string", format });

/** Names that are common in documents written by hand or by generators, in lower case. */
const known: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["int", { type: "integer" }], ["int32", { type: "integer", format: "int32" }], ["int64", { type: "integer", format: "int64" }],
  ["uint", { type: "integer" }], ["uint32", { type: "integer" }], ["uint64", { type: "integer" }], ["bigint", { type: "integer" }],
  ["long", { type: "integer", format: "int64" }], ["short", { type: "integer" }], ["bigdecimal", { type: "number" }],
  ["float", { type: "number", format: "float" }], ["float32", { type: "number", format: "float" }], ["float64", { type: "number", format: "double" }],
  ["double", { type: "number", format: "double" }], ["decimal", { type: "number" }], ["numeric", { type: "number" }],
  ["bool", { type: "boolean" }], ["str", { type: "string" }], ["text", { type: "string" }], ["char", { type: "string" }],
  ["guid", text("uuid")], ["uuid", text("uuid")], ["date", text("date")], ["datetime", text("date-time")], ["date-time", text("date-time")],
  ["timestamp", text("date-time")], ["time", text("time")], ["uri", text("uri")], ["url", text("uri")], ["email", text("email")],
  ["password", text("password")], ["byte", text("byte")], ["base64", text("byte")], ["bytes", text("binary")], ["binary", text("binary")],
  ["file", text("binary")], ["enum", { type: "string" }],
  ["list", { type: "array" }], ["set", { type: "array" }], ["tuple", { type: "array" }], ["collection", { type: "array" }],
  ["dict", { type: "object" }], ["map", { type: "object" }], ["hash", { type: "object" }], ["struct", { type: "object" }], ["json", { type: "object" }],
  ["none", { type: "null" }], ["nil", { type: "null" }], ["void", { type: "null" }],
  ["any", {}], ["mixed", {}], ["unknown", {}], ["*", {}],
]);

/** What a type's name stands for, or undefined when nobody can know. `List<string>` and `string[]` are understood, too. */
export function meaningOf(name: string): Meaning | undefined {
  const plain = name.trim().toLowerCase();
  if (standardTypes.has(plain)) return { type: plain };
  const simple = known.get(plain);
  if (simple !== undefined) return simple;
  if (plain.endsWith("[]")) return listOf(plain.slice(0, -2));
  const open = plain.search(/[<[(]/);
  if (open <= 0 || !/[>\])]$/.test(plain)) return undefined;
  const outer = meaningOf(plain.slice(0, open));
  const inner = plain.slice(open + 1, -1);
  if (outer?.["type"] === "array") return listOf(inner);
  if (outer?.["type"] !== "object") return undefined;
  const value = meaningOf(inner.slice(inner.indexOf(",") + 1));
  return value === undefined ? outer : { type: "object", additionalProperties: value };
}

function listOf(item: string): Meaning {
  return { type: "array", items: meaningOf(item) ?? {} };
}

/** How a meaning is named in messages. */
export function meaningText(meaning: Meaning): string {
  const { type, format } = meaning as JsonObject & { readonly type?: string; readonly format?: string };
  if (type === undefined) return "any value";
  return format === undefined ? type : `${type} with format ${format}`;
}
