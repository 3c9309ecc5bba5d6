import type { Json } from "../ir/json.ts";
import { child, isArray, isObject, join, type JsonPointer, root, unescapeToken } from "../ir/origin.ts";

/** Where a fragment leads in a value, or where it stopped at a reference that must be followed first. */
export type PointerResult =
  | { readonly kind: "found"; readonly pointer: JsonPointer; readonly value: Json; readonly mended: boolean }
  | { readonly kind: "through"; readonly at: JsonPointer; readonly reference: string; readonly rest: string }
  | { readonly kind: "missing" };

/** Follows a fragment such as `/components/schemas/Foo%20Bar`, forgiving percent-encoding, case, and slashes that were not escaped. */
export function resolvePointer(value: Json, fragment: string): PointerResult {
  const tokens = fragment.replace(/^\//, "").split("/");
  if (fragment === "" || fragment === "/") return { kind: "found", pointer: root, value, mended: false };
  let current = value;
  let pointer = root;
  let mended = false;
  for (let index = 0; index < tokens.length; ) {
    const step = stepInto(current, tokens, index);
    if (step === undefined) {
      const reference = isObject(current) ? current["$ref"] : undefined;
      if (typeof reference !== "string") return { kind: "missing" };
      return { kind: "through", at: pointer, reference, rest: tokens.slice(index).join("/") };
    }
    current = step.value;
    pointer = join(pointer, step.key);
    mended ||= step.mended;
    index += step.used;
  }
  return { kind: "found", pointer, value: current, mended };
}

interface Step {
  readonly key: string;
  readonly value: Json;
  readonly used: number;
  readonly mended: boolean;
}

function stepInto(value: Json, tokens: readonly string[], index: number): Step | undefined {
  const raw = tokens[index] ?? "";
  const token = unescapeToken(raw);
  const exact = child(value, token);
  if (exact !== undefined) return { key: token, value: exact, used: 1, mended: false };
  const plain = decoded(raw);
  const percent = plain === token ? undefined : child(value, plain);
  if (percent !== undefined) return { key: plain, value: percent, used: 1, mended: false };
  if (!isObject(value) || isArray(value)) return undefined;
  return unescapedSlashes(value, tokens, index) ?? otherCase(value, plain);
}

/** `#/paths//pets/get`: the key itself contains slashes. The longest key that fits is taken. */
function unescapedSlashes(value: Json, tokens: readonly string[], index: number): Step | undefined {
  for (let end = tokens.length; end > index + 1; end--) {
    const key = tokens.slice(index, end).map(decoded).join("/");
    const found = child(value, key);
    if (found !== undefined) return { key, value: found, used: end - index, mended: true };
  }
  return undefined;
}

function otherCase(value: Json, token: string): Step | undefined {
  if (!isObject(value)) return undefined;
  const wanted = token.toLowerCase();
  const keys = Object.keys(value).filter((key) => key.toLowerCase() === wanted);
  const key = keys[0];
  const found = key === undefined ? undefined : child(value, key);
  return keys.length !== 1 || key === undefined || found === undefined ? undefined : { key, value: found, used: 1, mended: true };
}

function decoded(token: string): string {
  try {
    return unescapeToken(decodeURIComponent(token));
  } catch {
    return unescapeToken(token);
  }
}
