import type { Json, JsonObject } from "../ir/json.ts";
import { formatReference, isObject, member, type Origin } from "../ir/origin.ts";
import { danglingMark } from "./canonical.ts";
import type { Kind } from "./grammar.ts";
import { type At, fileState, here, remark, type State, targetOf } from "./state.ts";

/** What a reference leads to in the source. */
export interface Followed {
  /** The place. */
  readonly origin: Origin;
  /** What stands there. */
  readonly value: Json;
}

const longestChain = 32;

/** Where a reference is resolved from. The exact source place matters only where it changes the meaning, and is dear to find. */
function base(at: At): Origin {
  const { file } = at.scope;
  return file.uniform ? { document: file.loaded.id, pointer: at.pointer } : here(at);
}

/** Follows a reference in the source, through further references, without reporting anything. */
export function follow(state: State, at: At, reference: string): Followed | undefined {
  let from = base(at);
  let text = reference;
  for (let hop = 0; hop < longestChain; hop++) {
    const found = state.loaded.resolve(from, text);
    if (found.kind !== "found") return undefined;
    from = { document: found.document, pointer: found.pointer };
    const next = isObject(found.value) ? member(found.value, "$ref") : undefined;
    if (typeof next !== "string") return { origin: from, value: found.value };
    text = next;
  }
  return undefined;
}

/** The canonical text of a reference, or undefined (and reported) when it leads nowhere. What it leads to will be normalized as `kind`. */
export function canonicalReference(state: State, at: At, use: { readonly reference: string; readonly kind: Kind }): string | undefined {
  const { reference, kind } = use;
  const found = state.loaded.resolve(base(at), reference);
  switch (found.kind) {
    case "missing":
      remark(state, "reference-not-found", at, { reference });
      return undefined;
    case "refused":
      remark(state, "reference-not-allowed", at, { reference });
      return undefined;
    case "unreadable":
      remark(state, "reference-not-readable", at, { reference, reason: found.reason });
      return undefined;
    case "found":
      break;
    default:
      return found satisfies never;
  }
  const fits = isObject(found.value) || (kind === "schema" && typeof found.value === "boolean");
  const file = fileState(state, found.document);
  if (!fits || file === undefined) {
    remark(state, "reference-not-found", at, { reference });
    return undefined;
  }
  const target = { document: found.document, pointer: found.pointer };
  if (found.mended) remark(state, "reference-mended", at, { reference, target: target.pointer });
  const text = formatReference({ document: target.document, pointer: targetOf(file, target.pointer) });
  if (!state.emitted.has(text)) {
    state.emitted.set(text, { target, from: here(at) });
    state.wanted.push({ origin: target, kind, value: found.value, scope: at.scope });
  }
  return text;
}

/** An object that stands for a reference that leads nowhere. */
export function dangling(reference: string, siblings: JsonObject): JsonObject {
  return { ...siblings, $ref: reference, [danglingMark]: true };
}

/** What the specification calls a thing, for messages. */
export function found(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "object":
      return "an object";
    case "string":
      return "a text";
    case "boolean":
      return "true or false";
    default:
      return "a number";
  }
}
