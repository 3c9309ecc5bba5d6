import { type Canonical, danglingMark, type Target } from "../2-normalize/index.ts";
import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, member, root } from "../ir/origin.ts";

/** A value of the canonical document together with where it stands. */
export type Place = Target;

/** The root of the entry document. */
export function entryPlace(canonical: Canonical): Place {
  return { document: canonical.entry, pointer: root, value: canonical.files.get(canonical.entry)?.value ?? {} };
}

/** The object that stands at a place; an empty one where something else does. */
export function objectAt(place: Place | undefined): JsonObject {
  return place !== undefined && isObject(place.value) ? place.value : {};
}

/** One field of the object at a place. */
export function fieldOf(place: Place | undefined, key: string): Json | undefined {
  return member(objectAt(place), key);
}

/** A field that holds text. */
export function textOf(place: Place | undefined, key: string): string | undefined {
  const value = fieldOf(place, key);
  return typeof value === "string" ? value : undefined;
}

/** The place one level down, undefined where nothing stands there. */
export function below(place: Place | undefined, token: string | number): Place | undefined {
  if (place === undefined) return undefined;
  const value = typeof token === "number" ? (isArray(place.value) ? place.value[token] : undefined) : member(objectAt(place), token);
  return value === undefined ? undefined : { document: place.document, pointer: join(place.pointer, token), value };
}

/** Every named member of the object at a place. */
export function membersOf(place: Place | undefined): readonly (readonly [string, Place])[] {
  return Object.keys(objectAt(place)).flatMap((key) => {
    const one = below(place, key);
    return one === undefined ? [] : [[key, one] as const];
  });
}

/** Every item of the list at a place. */
export function itemsOf(place: Place | undefined): readonly Place[] {
  if (place === undefined || !isArray(place.value)) return [];
  return place.value.flatMap((_, index) => below(place, index) ?? []);
}

/** Whether a reference that leads nowhere stands at a place. */
export function isDangling(place: Place): boolean {
  return fieldOf(place, danglingMark) !== undefined;
}

/** What the reference at a place leads to, one hop; undefined where there is none to follow. */
export function referenced(canonical: Canonical, place: Place): Place | undefined {
  const reference = textOf(place, "$ref");
  return reference === undefined || isDangling(place) ? undefined : canonical.resolve(reference);
}

/** The end of a chain of references; the place itself where there is none. */
export function followed(canonical: Canonical, place: Place): Place {
  let at = place;
  for (let hops = 0; hops < 64; hops++) {
    const next = referenced(canonical, at);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** `followed` for a place that may not exist. */
export function followedField(canonical: Canonical, place: Place | undefined, key: string): Place | undefined {
  const one = below(place, key);
  return one === undefined ? undefined : followed(canonical, one);
}
