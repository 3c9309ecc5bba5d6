import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import { typeNames } from "./enum-members.ts";
import { keywords } from "./keywords.ts";

/** A member that is a list; an empty list where there is none. */
export function listOf(node: JsonObject, key: string): readonly Json[] {
  const value = member(node, key);
  return value !== undefined && isArray(value) ? value : [];
}

const wholeTypes: ReadonlySet<string> = new Set(["string", "integer", "number", "boolean", "array"]);

/** Keywords that say nothing more about a type beside a reference, a union or `allOf`. */
const quiet: ReadonlySet<string> = new Set(["type", "required", "format", "contentEncoding", "contentMediaType", "discriminator"]);

/** Whether keywords beside a reference, a union or `allOf` narrow its type. */
export function narrows(node: JsonObject, beside: "$ref" | "allOf" | "oneOf" | "anyOf"): boolean {
  for (const key of Object.keys(node)) {
    if (key === beside || keywords.get(key) !== "shape") continue;
    if (quiet.has(key)) {
      if (beside === "allOf" && key === "required" && listOf(node, key).length > 0) return true;
      if (beside === "allOf" && key === "type" && typeNames(node).some((type) => wholeTypes.has(type))) return true;
      continue;
    }
    if (saysSomething(key, node[key])) return true;
  }
  return false;
}

function saysSomething(key: string, value: Json | undefined): boolean {
  if (value === undefined) return false;
  switch (key) {
    case "properties":
    case "patternProperties":
      return isObject(value) && Object.keys(value).length > 0;
    case "additionalProperties":
      return isObject(value) && Object.keys(value).length > 0;
    case "items":
      return isObject(value) && Object.keys(value).length > 0;
    case "enum":
    case "allOf":
    case "anyOf":
    case "oneOf":
    case "prefixItems":
      return isArray(value) && value.length > 0;
    default:
      return true;
  }
}

/** A node without some of its keys. */
export function without(node: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !keys.includes(key)));
}

/** Words belong to the whole, not to the parts it is taken apart into. */
export function wordless(node: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => keywords.get(key) !== "annotation" && !key.startsWith("x-")));
}
