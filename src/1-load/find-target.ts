import { suggest } from "../diagnostics/suggest.ts";
import { child, isArray, isObject, join, lookup, parse, parseReference, root } from "../ir/origin.ts";
import type { Json } from "../ir/json.ts";
import type { Loaded } from "./loaded.ts";

/** Whether the documents have something at a pointer, written as the manifest writes it, and otherwise what was probably meant. */
export interface Target {
  readonly exists: boolean;
  readonly meant: string | null;
}

/** Looks up a pointer that a person wrote: `#/a/b` in the entry document, `other.yaml#/a/b` in another one. */
export function findTarget({ entry, files }: Pick<Loaded, "entry" | "files">, pointer: string): Target {
  const { document, pointer: inside } = pointer.startsWith("#") ? { document: entry, pointer } : parseReference(pointer);
  const value = files.get(document)?.value;
  if (value === undefined) {
    const file = suggest(document, files.keys());
    return { exists: false, meant: file === null ? null : `${file}${inside}` };
  }
  const meant = mend(value, parse(inside));
  if (meant === null) return { exists: lookup(value, inside) !== undefined, meant: null };
  return { exists: false, meant: `${pointer.startsWith("#") ? "" : document}${join(root, ...meant)}` };
}

/** The tokens with the first one that leads nowhere replaced by what is there and nearest to it; null where none is wrong or near. */
function mend(document: Json, tokens: readonly string[]): readonly string[] | null {
  let value = document;
  for (const [index, token] of tokens.entries()) {
    const next = child(value, token);
    if (next === undefined) {
      const nearest = isObject(value) && !isArray(value) ? suggest(token, Object.keys(value)) : null;
      return nearest === null ? null : [...tokens.slice(0, index), nearest, ...tokens.slice(index + 1)];
    }
    value = next;
  }
  return null;
}
