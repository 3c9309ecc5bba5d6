import type { Json, JsonObject } from "./json.ts";

/** The name of a document inside one compile: a `/`-separated path relative to the entry document's folder, or a URL. */
export type DocumentId = string;

/** A JSON Pointer as a URI fragment without percent-encoding: `#/paths/~1pets/get`, or `#` for the whole document. */
export type JsonPointer = string;

/** A place in a document, by structure; line and column are looked up only when something is printed. */
export interface Origin {
  /** The document the place is in. */
  readonly document: DocumentId;
  /** The place inside that document. */
  readonly pointer: JsonPointer;
}

/** A place in a text; both numbers start at 1 and columns count UTF-16 units. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
}

/** The pointer to a whole document. */
export const root: JsonPointer = "#";

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON array. */
export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The own member of an object under a key that may be any text, `__proto__` included. */
export function member(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own member whatever the key is: `__proto__` becomes a plain member too. */
export function setMember(object: Record<string, Json>, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** Escapes one reference token: `~` is `~0`, `/` is `~1`. */
export function escapeToken(token: string): string {
  if (!token.includes("~") && !token.includes("/")) return token;
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Undoes `escapeToken`. */
export function unescapeToken(token: string): string {
  if (!token.includes("~")) return token;
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The pointer that goes further down from another one: `join("#/paths", "/pets", "get")` is `#/paths/~1pets/get`. */
export function join(pointer: JsonPointer, ...tokens: readonly (string | number)[]): JsonPointer {
  let result = pointer;
  for (const token of tokens) result += `/${typeof token === "number" ? token : escapeToken(token)}`;
  return result;
}

/** The reference tokens of a pointer, unescaped. The leading `#` may be missing. */
export function parse(pointer: JsonPointer): readonly string[] {
  const path = pointer.startsWith("#") ? pointer.slice(1) : pointer;
  if (path === "") return [];
  return (path.startsWith("/") ? path.slice(1) : path).split("/").map(unescapeToken);
}

/** The pointer one level up; the root is its own parent. */
export function parent(pointer: JsonPointer): JsonPointer {
  const cut = pointer.lastIndexOf("/");
  return cut < 0 ? root : pointer.slice(0, cut);
}

/** The value one reference token leads to. */
export function child(value: Json, token: string): Json | undefined {
  if (isArray(value)) return /^(?:0|[1-9][0-9]*)$/.test(token) ? value[Number(token)] : undefined;
  return isObject(value) ? member(value, token) : undefined;
}

/** The value a pointer leads to, or undefined where nothing is there. */
export function lookup(value: Json, pointer: JsonPointer): Json | undefined {
  let current: Json | undefined = value;
  for (const token of parse(pointer)) {
    if (current === undefined) return undefined;
    current = child(current, token);
  }
  return current;
}

/** The one spelling of a reference after normalization: `shared/pet.yaml#/Pet`. */
export function formatReference(origin: Origin): string {
  return `${origin.document}${origin.pointer}`;
}

/** Undoes `formatReference`; a text without `#` refers to the whole document. */
export function parseReference(reference: string): Origin {
  const cut = reference.indexOf("#");
  if (cut < 0) return { document: reference, pointer: root };
  return { document: reference.slice(0, cut), pointer: reference.slice(cut) };
}

/** How a place is shown to people: `#/a/b` in the entry document, `other.yaml#/a/b` elsewhere. */
export function formatOrigin(origin: Origin, entry: DocumentId): string {
  return origin.document === entry ? origin.pointer : formatReference(origin);
}

/** One text for a pointer and a part of what is there; neither has a space at its start. */
export function placeText({ pointer, part }: { readonly pointer: string; readonly part?: string }): string {
  return part === undefined || part === "" ? pointer : `${pointer} ${part}`;
}
