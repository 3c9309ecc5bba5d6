import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, join, member, setMember } from "../ir/origin.ts";
import { follow } from "./reference.ts";
import { type At, derived, here, remark, type State } from "./state.ts";

/**
 * A map such as `paths` or `properties` may be kept in another file and be referred to as a whole. That is not in the specification but common;
 * each of its members becomes a reference. Where `$ref` is not a text it is a name like any other.
 */
export function expandReference(state: State, map: JsonObject, at: At): JsonObject {
  const reference = member(map, "$ref");
  if (typeof reference !== "string") return map;
  const out: Record<string, Json> = {};
  for (const key of Object.keys(map)) {
    const value = member(map, key);
    if (key !== "$ref" && value !== undefined) setMember(out, key, value);
  }
  const found = follow(state, at, reference);
  if (found === undefined || !isObject(found.value)) {
    remark(state, "reference-not-found", at, { reference });
    return out;
  }
  const from = here(at);
  for (const key of Object.keys(found.value)) {
    if (Object.hasOwn(out, key)) continue;
    const pointer = join(at.pointer, key);
    derived(at.scope.file, { document: from.document, pointer: join(from.pointer, "$ref") }, pointer);
    setMember(out, key, { $ref: joined(reference, key) });
  }
  return out;
}

/** The text of a reference one level further down. */
export function joined(reference: string, ...tokens: readonly string[]): string {
  const base = reference.includes("#") ? reference : `${reference}#`;
  return join(base.endsWith("/") ? base.slice(0, -1) : base, ...tokens.map((token) => token.replaceAll("%", "%25")));
}
