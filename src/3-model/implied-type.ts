import type { JsonObject } from "../ir/json.ts";
import { textOf } from "./words.ts";

/** Keywords that only make sense for one type, in the order in which they are asked. */
const implications: readonly (readonly [string, string])[] = [
  ["properties", "object"],
  ["patternProperties", "object"],
  ["additionalProperties", "object"],
  ["required", "object"],
  ["minProperties", "object"],
  ["maxProperties", "object"],
  ["propertyNames", "object"],
  ["prefixItems", "array"],
  ["items", "array"],
  ["minItems", "array"],
  ["maxItems", "array"],
  ["uniqueItems", "array"],
  ["pattern", "string"],
  ["minLength", "string"],
  ["maxLength", "string"],
  ["contentEncoding", "string"],
  ["contentMediaType", "string"],
  ["minimum", "number"],
  ["maximum", "number"],
  ["exclusiveMinimum", "number"],
  ["exclusiveMaximum", "number"],
  ["multipleOf", "number"],
];

const formatTypes: ReadonlyMap<string, string> = new Map([
  ...["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"].map((format) => [format, "integer"] as const),
  ...["float", "double"].map((format) => [format, "number"] as const),
]);

/** The type that a schema without `type` can only mean; null where it may be anything. */
export function impliedType(node: JsonObject): string | null {
  for (const [keyword, type] of implications) if (Object.hasOwn(node, keyword)) return type;
  const format = textOf(node, "format");
  return format === null || format === "" || format === "any" ? null : (formatTypes.get(format) ?? "string");
}
