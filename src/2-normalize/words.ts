import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, member } from "../ir/origin.ts";
import { follow } from "./reference.ts";
import { type At, below, type State } from "./state.ts";

const wordKeys = ["description", "summary", "title"] as const;

/** Words that are null go away, words kept in another file are fetched, and words that are numbers become texts. */
export function withoutNullWords(state: State, value: JsonObject, at: At): JsonObject {
  let out: Record<string, Json> | undefined;
  for (const key of wordKeys) {
    const before = member(value, key);
    if (before === undefined || typeof before === "string") continue;
    out ??= { ...value };
    const text = textOf(state, before, below(at, key));
    if (text === undefined) delete out[key];
    else out[key] = text;
  }
  return out ?? value;
}

function textOf(state: State, value: Json, at: At): string | undefined {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
    return at.scope.file.loaded.lexical.get(at.pointer) ?? String(value);
  }
  const reference = isObject(value) ? member(value, "$ref") : undefined;
  if (typeof reference === "string") {
    const found = follow(state, at, reference);
    return typeof found?.value === "string" ? found.value : undefined;
  }
  return undefined;
}
