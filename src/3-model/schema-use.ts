import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { type At, type Builder, enqueue, enqueuePart, follow, followOnce, isDangling, isReference, type Place } from "./builder.ts";
import { listsNull, listsOnlyNull, typeNames } from "./enum-members.ts";
import { keywords } from "./keywords.ts";
import { narrows } from "./narrowing.ts";

/** The use of a schema that stands at a place: what it refers to where it only refers, else itself. */
export function useOf(builder: Builder, at: At): SchemaUse {
  if (isReference(at.node) && !isDangling(at.node) && !narrows(at.node, "$ref")) {
    const target = followOnce(builder, at.node);
    if (target !== undefined && !limits(builder, at.node, target)) return { schema: enqueue(builder, target).id, nullable: admitsNull(target.node) };
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
