import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, join, member, setMember } from "../ir/origin.ts";
import { type At, derived, here, moved, remark, type State } from "./state.ts";

/** Fields of a parameter that stay on it when its type moves into a schema. */
const ownFields: ReadonlySet<string> = new Set([
  "name", "in", "description", "required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved", "example", "examples", "content", "schema",
]);

/** Keywords by which an old parameter shows that it carries its type directly. */
const typeKeywords = ["type", "enum", "items", "format", "pattern", "default"] as const;

/** A parameter with a place that exists, and `schema` or `content`. */
export function prepareParameter(state: State, value: JsonObject, at: At): JsonObject | undefined {
  const place = placeOf(value);
  if (place === "body" || place === "formdata") return undefined;
  const out: Record<string, Json> = { ...described(state, value, at) };
  if (out["in"] !== place && place !== undefined) out["in"] = place;
  const name = member(value, "name");
  if (typeof name === "number" || typeof name === "boolean") out["name"] = at.scope.file.loaded.lexical.get(join(at.pointer, "name")) ?? String(name);
  if (place === "path" && out["required"] !== true) {
    out["required"] = true;
    remark(state, "path-parameter-optional", at, { name: nameOf(out) });
  }
  if (typeof out["required"] === "string") out["required"] = out["required"] === "true";
  return Object.keys(out).length === Object.keys(value).length && Object.keys(out).every((key) => out[key] === value[key]) ? value : out;
}

/** A header is a parameter without a name and a place. */
export function prepareHeader(state: State, value: JsonObject, at: At): JsonObject {
  return described(state, value, at);
}

/** Where a parameter says it belongs, in lower case. */
export function placeOf(value: JsonObject): string | undefined {
  const place = member(value, "in");
  return typeof place === "string" ? place.trim().toLowerCase() : undefined;
}

function nameOf(value: JsonObject): string {
  const name = member(value, "name");
  return typeof name === "string" ? name : "(without a name)";
}

function described(state: State, value: JsonObject, at: At): JsonObject {
  const old = at.scope.file.dialect === "2.0";
  const schema = member(value, "schema");
  const has = (schema !== undefined && schema !== null) || isObject(member(value, "content"));
  if (has) return value;
  if (old || typeKeywords.some((key) => value[key] !== undefined)) {
    if (!old) remark(state, "parameter-old-style", at, { name: nameOf(value) });
    return lifted(value, at);
  }
  if (member(value, "name") !== undefined) remark(state, "parameter-without-schema", at, { name: nameOf(value) });
  return { ...value, schema: {} };
}

/** The type of an old parameter becomes its schema; how a list is written becomes style and explode. */
function lifted(value: JsonObject, at: At): JsonObject {
  const out: Record<string, Json> = {};
  const from = here(at);
  const place = join(at.pointer, "schema");
  for (const [key, one] of Object.entries(value)) {
    if ((ownFields.has(key) && key !== "schema") || (key.startsWith("x-") && key !== "x-nullable")) setMember(out, key, one);
  }
  derived(at.scope.file, from, place);
  const schema = liftedSchema(value);
  for (const key of Object.keys(schema)) moved(at.scope.file, { document: from.document, pointer: join(from.pointer, key) }, join(place, key));
  out["schema"] = schema;
  return { ...out, ...styleOf(value) };
}

/** The schema that an old parameter carries. */
export function liftedSchema(value: JsonObject): JsonObject {
  const schema: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value)) {
    if (ownFields.has(key) || key === "collectionFormat") continue;
    if (key.startsWith("x-") && key !== "x-nullable" && !key.startsWith("x-enum") && key !== "x-ms-enum") continue;
    setMember(schema, key, one);
  }
  return schema;
}

/** Style and explode of an old `collectionFormat`; empty where there is no list. */
export function styleOf(value: JsonObject): JsonObject {
  if (member(value, "type") !== "array") return {};
  const simple = placeOf(value) === "path" || placeOf(value) === "header" || placeOf(value) === undefined;
  switch (member(value, "collectionFormat")) {
    case "multi":
      return { style: "form", explode: true };
    case "ssv":
      return { style: "spaceDelimited", explode: false };
    case "pipes":
      return { style: "pipeDelimited", explode: false };
    case "tsv":
      return { style: "tabDelimited", explode: false };
    default:
      return { style: simple ? "simple" : "form", explode: false };
  }
}
