import type { JsonObject } from "../../../ir/json.ts";
import { isArray, isObject, join, type JsonPointer, member, root } from "../../../ir/origin.ts";

/** Something of the file that is not carried over. */
export interface Leftover {
  /** Where it stands in the file. */
  readonly pointer: JsonPointer;
  /** The keys that lead to it. */
  readonly key: string;
  /** Why, as the rest of a sentence. */
  readonly reason: string;
}

/** A `stainless.yml` that is being carried over, and what is left behind on the way. */
export interface StainlessFile {
  readonly value: JsonObject;
  readonly leftovers: Leftover[];
}

/** Notes that something has no counterpart. */
export function leave({ leftovers }: StainlessFile, path: readonly string[], reason: string): void {
  leftovers.push({ pointer: join(root, ...path), key: path.join("."), reason });
}

/** Notes the keys of a mapping that nobody asked for. */
export function leaveOthers(file: StainlessFile, path: readonly string[], { value, known }: { readonly value: JsonObject; readonly known: readonly string[] }): void {
  for (const key of Object.keys(value)) if (!known.includes(key)) leave(file, [...path, key], "has no counterpart");
}

/** The mapping under a key; an empty one where there is none. */
export function mappingAt(value: JsonObject, key: string): JsonObject {
  const found = member(value, key);
  return isObject(found) ? found : {};
}

/** The texts of a list under a key. */
export function textsAt(value: JsonObject, key: string): readonly string[] {
  const found = member(value, key);
  return isArray(found) ? found.filter((one) => typeof one === "string") : [];
}

/** The text under a key, or null. */
export function textAt(value: JsonObject, key: string): string | null {
  const found = member(value, key);
  return typeof found === "string" ? found : null;
}

/** Whether a resource, a method or a model is not made for Python. */
export function isSkipped(value: JsonObject): boolean {
  const only = member(value, "only");
  return member(value, "skip") === true || textsAt(value, "skip").includes("python") || (isArray(only) && !only.includes("python"));
}
