import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join } from "../ir/origin.ts";
import { type At, derived, here, moved } from "./state.ts";

/** A schema that only null matches. */
const onlyNull: JsonObject = { type: "null" };

const annotations: ReadonlySet<string> = new Set([
  "title", "description", "summary", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "externalDocs", "$comment", "xml",
]);

/** Whether a keyword only says something about a schema and narrows nothing. */
export function isAnnotation(key: string): boolean {
  return annotations.has(key) || key.startsWith("x-");
}

/** Whether only null matches a schema, as far as its own keywords say. */
export function isOnlyNull(schema: Json | undefined): boolean {
  if (!isObject(schema)) return false;
  const { type, enum: values } = schema as { readonly type?: Json; readonly enum?: Json };
  if (type === "null" || (isArray(type) && type.length > 0 && type.every((one) => one === "null"))) return true;
  if (isArray(values)) return values.length > 0 && values.every((one) => one === null);
  return Object.hasOwn(schema, "const") && schema["const"] === null;
}

/**
 * Lets a schema allow null besides what it allows already. A schema that other schemas make up (`$ref`, `allOf`) becomes a union with null
 * around them, its words outside; everything else gets null where its type, its values or its members are listed.
 */
export function withNull(schema: JsonObject, at: At): JsonObject {
  if (isOnlyNull(schema)) return schema;
  if (Object.hasOwn(schema, "$ref") || isArray(schema["allOf"])) return wrapped(schema, at);
  const out: Record<string, Json> = { ...schema };
  if (isArray(schema["enum"]) && !schema["enum"].includes(null)) out["enum"] = [...schema["enum"], null];
  if (schema["const"] !== undefined && schema["const"] !== null) {
    out["enum"] = [schema["const"], null];
    delete out["const"];
  }
  for (const key of ["anyOf", "oneOf"]) {
    const members = schema[key];
    if (isArray(members) && !members.some(allowsNull)) out[key] = [...members, onlyNull];
  }
  const type = schema["type"];
  if (typeof type === "string") out["type"] = [type, "null"];
  if (isArray(type) && !type.includes("null")) out["type"] = [...type, "null"];
  return out;
}

function allowsNull(member: Json): boolean {
  if (isOnlyNull(member)) return true;
  if (!isObject(member)) return false;
  return member["nullable"] === true || (isArray(member["type"]) && member["type"].includes("null"));
}

function wrapped(schema: JsonObject, at: At): JsonObject {
  const { file } = at.scope;
  const from = here(at);
  const outer: Record<string, Json> = {};
  const inner: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (isAnnotation(key)) outer[key] = value;
    else inner[key] = value;
  }
  const only = isArray(inner["allOf"]) && inner["allOf"].length === 1 ? inner["allOf"][0] : undefined;
  const bare = Object.keys(inner).every((key) => key === "allOf" || (key === "type" && inner["type"] === "object"));
  const place = join(at.pointer, "anyOf", 0);
  derived(file, from, join(at.pointer, "anyOf", 1));
  if (only !== undefined && bare) {
    moved(file, { document: from.document, pointer: join(from.pointer, "allOf", 0) }, place);
    outer["anyOf"] = [only, onlyNull];
    return outer;
  }
  derived(file, from, place);
  for (const key of Object.keys(inner)) moved(file, { document: from.document, pointer: join(from.pointer, key) }, join(place, key));
  outer["anyOf"] = [inner, onlyNull];
  return outer;
}
