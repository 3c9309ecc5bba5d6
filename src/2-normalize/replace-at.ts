import type { Json } from "../ir/json.ts";
import { child, isArray, isObject, type JsonPointer, parse, setMember } from "../ir/origin.ts";

/** A value with other values put at some places. Containers on the way are copied once; outer places come first, so that inner ones stay. */
export function replaceAt(value: Json, patches: ReadonlyMap<JsonPointer, Json>): Json {
  if (patches.size === 0) return value;
  const own = new Set<Json>();
  let result = value;
  const depth = (pointer: JsonPointer): number => parse(pointer).length;
  const ordered = [...patches].map(([pointer, one]) => ({ pointer, one, depth: depth(pointer) })).sort((a, b) => a.depth - b.depth);
  for (const { pointer, one } of ordered) result = replaced(result, { tokens: parse(pointer), one, own });
  return result;
}

interface Replacing {
  readonly tokens: readonly string[];
  readonly one: Json;
  readonly own: Set<Json>;
}

function replaced(value: Json, { tokens, one, own }: Replacing): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return one;
  const before = child(value, token);
  if (before === undefined) return value;
  const after = replaced(before, { tokens: rest, one, own });
  if (after === before) return value;
  if (isArray(value)) return value.map((old, index) => (index === Number(token) ? after : old));
  if (!isObject(value)) return value;
  const target: Record<string, Json> = own.has(value) ? value : { ...value };
  own.add(target);
  setMember(target, token, after);
  return target;
}
