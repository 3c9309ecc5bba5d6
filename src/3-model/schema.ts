import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, member } from "../ir/origin.ts";
import type { Schema } from "../ir/schema.ts";
import { type Builder, isReference, type Place } from "./builder.ts";
import { allOfShape, referenceShape, unionShape } from "./combined-shape.ts";
import { keywords } from "./keywords.ts";
import { listOf } from "./narrowing.ts";
import { plainShape } from "./plain-shape.ts";
import { baseOf, rolesOf } from "./schema-base.ts";
import { free, notUnderstood, type Shape } from "./shape.ts";

/** Builds the schemas on the list, and those they lead to, until none is left. */
export function buildQueued(builder: Builder): void {
  for (const place of builder.queue) {
    builder.schemas.set(place.id, buildSchema(builder, place));
  }
}

function buildSchema(builder: Builder, place: Place): Schema {
  const node = isObject(place.node) ? place.node : {};
  const found = rolesOf(node);
  if (found.condition) noteConditions(builder, place, node);
  return Object.assign(baseOf(place, node, found), shapeOf(builder, place));
}

function shapeOf(builder: Builder, place: Place): Shape {
  const { node } = place;
  if (node === true) return free;
  if (node === false) return { kind: "never" };
  if (!isObject(node)) return notUnderstood(builder, place, "it is neither an object nor a truth value");
  if (isReference(node)) return referenceShape(builder, place, node);
  const excluded = member(node, "not");
  if (excluded === true || (excluded !== undefined && isObject(excluded) && Object.keys(excluded).length === 0)) return { kind: "never" };
  const all = listOf(node, "allOf");
  if (all.length > 0) return allOfShape(builder, place, { node, all });
  return unionShape(builder, place, node) ?? plainShape(builder, place, node);
}

/** Says once for each such keyword that the type does not show it. */
function noteConditions(builder: Builder, place: Place, node: JsonObject): void {
  for (const key of Object.keys(node)) {
    if (keywords.get(key) === "condition" && key !== "then" && key !== "else" && isCondition(node[key])) {
      builder.reporter.report("keyword-not-used", place.origin, { keyword: key });
    }
  }
}

/** Whether a condition says anything: `true` and `{}` do not, nor does `false`, since unknown keys are always kept. */
function isCondition(value: Json | undefined): boolean {
  return value !== undefined && typeof value !== "boolean" && (!isObject(value) || Object.keys(value).length > 0);
}
