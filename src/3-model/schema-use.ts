import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { type At, type Builder, enqueue, enqueuePart, follow, followOnce, isDangling, isReference, keyOf, type Place, step } from "./builder.ts";
import { listsNull, listsOnlyNull, typeNames } from "./enum-members.ts";
import { keywords } from "./keywords.ts";
import { listOf, narrows } from "./narrowing.ts";
import { textsOf } from "./words.ts";

/** The use of a schema that stands at a place: what it refers to where it only refers, else itself. */
export function useOf(builder: Builder, at: At): SchemaUse {
  if (isReference(at.node) && !isDangling(at.node) && !narrows(at.node, "$ref")) {
    const target = followOnce(builder, at.node);
    if (target !== undefined && !demands(builder, at.node, target) && !limits(builder, at.node, target)) return { schema: enqueue(builder, target).id, nullable: admitsNull(target.node) };
  }
  return { schema: enqueue(builder, at).id, nullable: admitsNull(at.node) };
}

/**
 * Whether limits beside a reference make another schema of what it refers to. They do for texts, numbers and lists, which are written
 * where they are used; what has a name of its own keeps it.
 */
export function limits(builder: Builder, node: JsonObject, target: At): boolean {
  if (!Object.keys(node).some((key) => keywords.get(key) === "constraint")) return false;
  const last = follow(builder, target)?.node;
  if (last === undefined || !isObject(last)) return false;
  return typeNames(last).every((type) => type !== "object") && typeNames(last).length > 0 && !naming.some((key) => member(last, key) !== undefined);
}

/** Whether what stands beside a reference changes the type of what it refers to: members that need not be there, or another format of a text or number. */
export function demands(builder: Builder, node: JsonObject, target: At): boolean {
  const last = follow(builder, target)?.node;
  if (last === undefined || !isObject(last)) return false;
  const format = member(node, "format");
  if (typeof format === "string" && format !== member(last, "format") && isScalar(last)) return true;
  const wanted = textsOf(member(node, "required"));
  return wanted.length > 0 && mayBeObject(last) && missing(builder, target, wanted).length > 0;
}

function isScalar(node: JsonObject): boolean {
  const types = typeNames(node).filter((type) => type !== "null");
  return types.length === 1 && types.every((type) => type === "string" || type === "integer" || type === "number") && !naming.some((key) => member(node, key) !== undefined);
}

/** Unions are left as they are: what they demand is for their variants to say. */
function mayBeObject(node: JsonObject): boolean {
  const types = typeNames(node);
  return (types.length === 0 || types.includes("object")) && member(node, "oneOf") === undefined && member(node, "anyOf") === undefined;
}

/** The names that a schema, with all it is put together from, does not demand by itself. */
function missing(builder: Builder, at: At, names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const queue: At[] = [at];
  const left = new Set(names);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const found = follow(builder, next);
    if (found === undefined || !isObject(found.node) || seen.has(keyOf(builder, found))) continue;
    seen.add(keyOf(builder, found));
    for (const name of textsOf(member(found.node, "required"))) left.delete(name);
    const list = step(found, "allOf", listOf(found.node, "allOf"));
    queue.push(...listOf(found.node, "allOf").map((one, index) => step(list, index, one)));
  }
  return [...left];
}

/** Keywords that make a schema more than a text, a number or a list. */
const naming = ["enum", "const", "allOf", "anyOf", "oneOf"];

/** A use of anything, for what the document leaves open. */
export function anyUse(builder: Builder, place: Place, name: string): SchemaUse {
  return { schema: enqueuePart(builder, place, { name, node: {} }).id, nullable: false };
}

/** Whether a schema itself says that null is one value among others; unions and `allOf` are looked into by the passes. */
export function admitsNull(node: Json): boolean {
  if (!isObject(node)) return false;
  const type = member(node, "type");
  if (type !== undefined && isArray(type) && type.length > 1 && type.includes("null")) return true;
  return listsNull(node) && !listsOnlyNull(node);
}
