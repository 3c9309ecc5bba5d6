import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, member } from "../ir/origin.ts";
import { prepareDiscriminator } from "./discriminator.ts";
import { isAnnotation, isOnlyNull, withNull } from "./nullable.ts";
import type { Prepared } from "./prepare.ts";
import { canonicalReference, dangling, follow, found } from "./reference.ts";
import { asWritten, prepareType, typeNames } from "./schema-type.ts";
import { type At, below, here, moved, remark, type Scope, type State } from "./state.ts";
import { withoutNullWords } from "./words.ts";

type Draft = Record<string, Json>;

/** Brings a schema of any version to JSON Schema 2020-12; its sub-schemas are visited afterwards. */
export function prepareSchema(state: State, value: JsonObject, at: At): Prepared {
  const scope = scopeBelow(value, at);
  const schema = repair(state, asReference(state, withoutNullWords(state, value, at), at), at);
  const nullable = isTrue(schema["nullable"]) || isTrue(schema["x-nullable"]) || (Object.hasOwn(schema, "default") && schema["default"] === null);
  if (isTrue(schema["nullable"])) noteNullable(state, at);
  const stripped = schema["nullable"] === undefined && schema["x-nullable"] === undefined ? schema : without(schema, "nullable", "x-nullable");
  const result = nullable && narrows(stripped) ? withNull(stripped, at) : stripped;
  if (!Object.hasOwn(result, "$ref")) return { object: result, scope };
  return { object: resolved(state, result, at), scope };
}

function scopeBelow(value: JsonObject, at: At): Scope {
  if (!isTrue(value["$recursiveAnchor"]) || at.scope.recursive !== undefined) return at.scope;
  return { ...at.scope, recursive: here(at).pointer };
}

function isTrue(value: Json | undefined): boolean {
  return value === true || value === "true";
}

function noteNullable(state: State, at: At): void {
  const { dialect, loaded } = at.scope.file;
  if (dialect === "2.0" || dialect === "3.0" || state.remarked.has(`nullable ${loaded.id}`)) return;
  state.remarked.add(`nullable ${loaded.id}`);
  remark(state, "nullable-not-standard", at);
}

/** A schema that only has words allows everything, null included. */
function narrows(schema: JsonObject): boolean {
  return ["$ref", "type", "enum", "const", "allOf", "anyOf", "oneOf"].some((key) => schema[key] !== undefined);
}

function without(schema: JsonObject, ...keys: readonly string[]): JsonObject {
  const out: Draft = { ...schema };
  for (const key of keys) delete out[key];
  return out;
}

/** The reference of a schema, absolute; before 3.1 its siblings are words or nothing. */
function resolved(state: State, schema: JsonObject, at: At): Json {
  const reference = schema["$ref"];
  const siblings = without(schema, "$ref");
  if (typeof reference !== "string") {
    remark(state, "reference-not-text", at);
    return dangling("", siblings);
  }
  const text = canonicalReference(state, at, { reference, kind: "schema" });
  return text === undefined ? dangling(reference, siblings) : { ...siblings, $ref: text };
}

/** Dynamic and recursive references are resolved where they stand; siblings that do not count are dropped. */
function asReference(state: State, schema: JsonObject, at: At): JsonObject {
  const { dialect } = at.scope.file;
  if (typeof schema["$ref"] === "string" && (dialect === "2.0" || dialect === "3.0")) {
    const keys = Object.keys(schema);
    const keeps = (key: string): boolean => key === "$ref" || key === "nullable" || isAnnotation(key);
    const ignored = keys.filter((key) => !keeps(key));
    if (ignored.some((key) => key !== "type")) remark(state, "reference-siblings-ignored", at, { keywords: ignored.join(", ") });
    return ignored.length === 0 ? schema : Object.fromEntries(Object.entries(schema).filter(([key]) => keeps(key)));
  }
  if (schema["$ref"] !== undefined) return schema;
  if (typeof schema["$dynamicRef"] === "string") return { ...without(schema, "$dynamicRef"), $ref: schema["$dynamicRef"] };
  if (typeof schema["$recursiveRef"] === "string") {
    return { ...without(schema, "$recursiveRef"), $ref: at.scope.recursive ?? schema["$recursiveRef"] };
  }
  return schema;
}

/** Everything that is mended or read differently by version, apart from references and null. */
function repair(state: State, schema: JsonObject, at: At): JsonObject {
  let out: Draft | undefined;
  const draft = (): Draft => (out ??= { ...schema });
  for (const key of Object.keys(schema)) {
    const value = schema[key];
    switch (key) {
      case "type":
        if (!isStandard(value)) prepareType(state, draft(), at);
        break;
      case "exclusiveMinimum":
      case "exclusiveMaximum":
        if (typeof value === "boolean") exclusiveBound(draft(), key, value);
        break;
      case "items":
        if (isArray(value)) tuple(draft(), value, at);
        else if (value === null) delete draft()["items"];
        break;
      case "required":
        if (!isArray(value)) dropRequired(state, { schema, draft: draft() }, at);
        break;
      case "properties":
        if (isObject(value)) requiredFlags(state, { draft, properties: value, schema }, at);
        break;
      case "enum":
        prepareEnum(state, { draft, value }, at);
        break;
      case "allOf":
        if (isObject(value)) singleMember(draft(), key, at);
        break;
      case "anyOf":
      case "oneOf":
        if (isObject(value)) singleMember(draft(), key, at);
        else if (isArray(value)) nullMembers(state, { draft, key, value }, at);
        break;
      case "discriminator": {
        const after = prepareDiscriminator(state, value, below(at, key));
        if (after === value) break;
        if (after === undefined) delete draft()[key];
        else draft()[key] = after;
        break;
      }
      default:
        break;
    }
  }
  return inferredType(asWritten(out ?? schema, at));
}

function isStandard(type: Json | undefined): boolean {
  return typeof type === "string" && typeNames.has(type);
}

/** Until 3.0 these were flags on `minimum` and `maximum`. */
function exclusiveBound(draft: Draft, key: "exclusiveMinimum" | "exclusiveMaximum", flag: boolean): void {
  const plain = key === "exclusiveMinimum" ? "minimum" : "maximum";
  const bound = draft[plain];
  delete draft[key];
  if (!flag || bound === undefined) return;
  draft[key] = bound;
  delete draft[plain];
}

/** Until 2019-09 a list of `items` was a tuple, and `additionalItems` what follows it. */
function tuple(draft: Draft, items: readonly Json[], at: At): void {
  const { file } = at.scope;
  const from = here(at);
  delete draft["items"];
  if (draft["prefixItems"] === undefined) {
    draft["prefixItems"] = items;
    moved(file, { document: from.document, pointer: join(from.pointer, "items") }, join(at.pointer, "prefixItems"));
  }
  const rest = draft["additionalItems"];
  if (rest === undefined) return;
  delete draft["additionalItems"];
  draft["items"] = rest;
  moved(file, { document: from.document, pointer: join(from.pointer, "additionalItems") }, join(at.pointer, "items"));
}

/** A flag on a property belongs to the object's list, which `requiredFlags` has done on the way down. */
function dropRequired(state: State, { schema, draft }: { readonly schema: JsonObject; readonly draft: Draft }, at: At): void {
  const value = schema["required"];
  delete draft["required"];
  if (typeof value === "boolean" || value === "true" || value === "false" || value === null || value === undefined) return;
  if (typeof value === "string" && isObject(schema["properties"]) && Object.hasOwn(schema["properties"], value)) draft["required"] = [value];
  remark(state, "value-not-list", at, { what: "`required`", found: found(value) });
}

function requiredFlags(state: State, use: { readonly draft: () => Draft; readonly properties: JsonObject; readonly schema: JsonObject }, at: At): void {
  const listed = isArray(use.schema["required"]) ? use.schema["required"] : [];
  const names: string[] = [];
  for (const [name, property] of Object.entries(use.properties)) {
    if (!isObject(property) || !isTrue(property["required"]) || listed.includes(name)) continue;
    names.push(name);
    remark(state, "required-not-list", below(at, "properties", name), { name });
  }
  if (names.length > 0) use.draft()["required"] = [...listed, ...names];
}

function prepareEnum(state: State, { draft, value }: { readonly draft: () => Draft; readonly value: Json | undefined }, at: At): void {
  if (!isArray(value)) {
    const reference = isObject(value) ? member(value, "$ref") : undefined;
    const list = typeof reference === "string" ? follow(state, at, reference)?.value : undefined;
    if (isArray(list)) draft()["enum"] = list;
    else {
      delete draft()["enum"];
      if (value !== null && value !== undefined) remark(state, "value-not-list", below(at, "enum"), { what: "`enum`", found: found(value) });
    }
    return;
  }
  if (!value.includes(null)) return;
  const now = draft();
  const type = now["type"];
  if (value.every((one) => one === null)) now["type"] = "null";
  else if (typeof type === "string" && type !== "null") now["type"] = [type, "null"];
  else if (isArray(type) && !type.includes("null")) now["type"] = [...type, "null"];
}

function singleMember(draft: Draft, key: string, at: At): void {
  const value = draft[key];
  if (value === undefined) return;
  const from = here(at);
  moved(at.scope.file, { document: from.document, pointer: join(from.pointer, key) }, join(at.pointer, key, 0));
  draft[key] = [value];
}

/** Members that stand for null in other words: a reference to an enum of null only, or nothing but `nullable`. */
function nullMembers(state: State, use: { readonly draft: () => Draft; readonly key: string; readonly value: readonly Json[] }, at: At): void {
  use.value.forEach((one, index) => {
    if (!isObject(one)) return;
    const reference = member(one, "$ref");
    const means =
      typeof reference === "string" && use.value.length > 1
        ? isOnlyNull(follow(state, below(at, use.key, index), reference)?.value)
        : isTrue(one["nullable"]) && Object.keys(one).every((key) => key === "nullable" || isAnnotation(key));
    if (!means) return;
    const now = use.draft();
    const list = now[use.key];
    now[use.key] = (isArray(list) ? list : use.value).map((old, place) => (place === index ? { type: "null" } : old));
  });
}

function inferredType(schema: JsonObject): JsonObject {
  if (schema["type"] !== undefined || schema["$ref"] !== undefined || schema["enum"] !== undefined || schema["const"] !== undefined) return schema;
  if (schema["anyOf"] !== undefined || schema["oneOf"] !== undefined) return schema;
  if (isObject(schema["properties"])) return { ...schema, type: "object" };
  if (schema["items"] !== undefined || schema["prefixItems"] !== undefined) return { ...schema, type: "array" };
  const more = schema["additionalProperties"];
  return (isObject(more) || more === true) && schema["allOf"] === undefined ? { ...schema, type: "object" } : schema;
}
