import type { Canonical } from "../2-normalize/index.ts";
import type { Json } from "../ir/json.ts";
import { isArray, isObject } from "../ir/origin.ts";
import { below, fieldOf, followed, itemsOf, membersOf, objectAt, type Place, referenced } from "./place.ts";

/** The types a schema allows; null where it allows any. */
export type Types = ReadonlySet<string> | null;

/** The schemas that make up a schema in place: itself, what it refers to, and the members of its compositions. */
export function partsOf(canonical: Canonical, place: Place, keywords: readonly string[] = ["allOf", "anyOf", "oneOf"]): readonly Place[] {
  const found = new Map<string, Place>();
  const waiting = [place];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const key = at.document + at.pointer;
    if (found.has(key)) continue;
    found.set(key, at);
    const target = referenced(canonical, at);
    if (target !== undefined) waiting.push(target);
    for (const keyword of keywords) waiting.push(...itemsOf(below(at, keyword)));
  }
  return [...found.values()];
}

/** The types a schema allows. */
export function typesOf(canonical: Canonical, place: Place | undefined, seen: ReadonlySet<string> = new Set()): Types {
  if (place === undefined || !isObject(place.value)) return null;
  const key = place.document + place.pointer;
  if (seen.has(key)) return null;
  const inner = new Set([...seen, key]);
  const own = ownTypes(place);
  if (own !== null) return own;
  const target = referenced(canonical, place);
  const narrowed = [...(target === undefined ? [] : [target]), ...itemsOf(below(place, "allOf"))];
  for (const one of narrowed) {
    const types = typesOf(canonical, one, inner);
    if (types !== null) return types;
  }
  for (const keyword of ["oneOf", "anyOf"]) {
    const members = itemsOf(below(place, keyword)).map((one) => typesOf(canonical, one, inner));
    if (members.length > 0 && members.every((one) => one !== null)) return new Set(members.flatMap((one) => [...(one ?? [])]));
  }
  const object = objectAt(place);
  return isObject(object["properties"]) ? new Set(["object"]) : null;
}

function ownTypes(place: Place): Types {
  const type = fieldOf(place, "type");
  if (typeof type === "string") return new Set([type]);
  if (isArray(type)) return new Set(type.filter((one) => typeof one === "string"));
  const constant = fieldOf(place, "const");
  if (constant !== undefined) return new Set([typeOf(constant)]);
  const values = fieldOf(place, "enum");
  return isArray(values) && values.length > 0 ? new Set(values.map(typeOf)) : null;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (isArray(value)) return "array";
  if (typeof value === "bigint") return "integer";
  return typeof value;
}

/** The schema of a property, from wherever in the composition it is. */
export function propertyOf(canonical: Canonical, place: Place | undefined, name: string): Place | undefined {
  if (place === undefined) return undefined;
  const parts = partsOf(canonical, place);
  for (const part of parts) {
    const found = below(below(part, "properties"), name);
    if (found !== undefined) return found;
  }
  for (const part of parts) {
    const found = below(part, "additionalProperties");
    if (found !== undefined && isObject(found.value)) return found;
  }
  return undefined;
}

/** The names of all properties of a schema and its compositions. */
export function propertyNames(canonical: Canonical, place: Place): readonly string[] {
  return [...new Set(partsOf(canonical, place).flatMap((part) => Object.keys(objectAt(below(part, "properties")))))];
}

/** The schema of an item. */
export function itemOf(canonical: Canonical, place: Place | undefined, index: number): Place | undefined {
  if (place === undefined) return undefined;
  const parts = partsOf(canonical, place);
  for (const part of parts) {
    const found = below(below(part, "prefixItems"), index) ?? below(part, "items");
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a schema describes an object without saying what is in it. */
export function isFreeForm(canonical: Canonical, place: Place): boolean {
  const parts = partsOf(canonical, place);
  const types = typesOf(canonical, place);
  if (types !== null && !types.has("object")) return false;
  return parts.some((part) => below(part, "additionalProperties") !== undefined && fieldOf(part, "additionalProperties") !== false) || !parts.some((part) => membersOf(below(part, "properties")).length > 0);
}

/** Whether a property is `readOnly` or `writeOnly`, said beside a reference, at its end, or in a member of `allOf`. */
export function isMarked(canonical: Canonical, place: Place, mark: "readOnly" | "writeOnly"): boolean {
  return partsOf(canonical, place, ["allOf"]).some((part) => fieldOf(part, mark) === true);
}

/** Whether a schema stands for raw bytes. */
export function isBinary(canonical: Canonical, place: Place | undefined): boolean {
  if (place === undefined) return false;
  const end = followed(canonical, place);
  return partsOf(canonical, end).some((part) => fieldOf(part, "format") === "binary" || (fieldOf(part, "contentMediaType") !== undefined && fieldOf(part, "contentEncoding") === undefined && fieldOf(part, "contentSchema") === undefined));
}
