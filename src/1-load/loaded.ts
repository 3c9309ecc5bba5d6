import type { DocumentId, JsonPointer, Origin, Position } from "../ir/origin.ts";
import type { Json } from "../ir/json.ts";

/** The dialects of OpenAPI, without the patch number. */
export type Dialect = "2.0" | "3.0" | "3.1" | "3.2";

/** Where the entry document comes from. `base` is the folder or URL that relative references start from. */
export type Input =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "text"; readonly text: string | Uint8Array; readonly name?: string; readonly base?: string }
  | { readonly kind: "value"; readonly value: unknown; readonly name?: string; readonly base?: string };

/** What may be read, and how. */
export interface LoadOptions {
  /** Sent to the origin of the entry document only. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Origins (`https://example.com`) and folders that references may lead to besides the entry's own. */
  readonly allowExternal?: readonly string[];
  /** Milliseconds for one fetch; 30,000 by default. */
  readonly timeout?: number;
  /** The largest file that is read; 256 MB by default. */
  readonly maxBytes?: number;
  /** The folder that relative paths start from; the process's own by default. */
  readonly cwd?: string;
  /** OpenAPI Overlay documents, applied in this order before anything is read from the document. */
  readonly overlays?: readonly Input[];
}

/** One document that was read. */
export interface LoadedFile {
  /** Its name in this compile. */
  readonly id: DocumentId;
  /** The address that relative references start from. */
  readonly uri: string;
  /** What it says; never mutated. */
  readonly value: Json;
  /** Its text, or undefined when it was given as an object. */
  readonly text: string | undefined;
  /** How it was written. */
  readonly syntax: "json" | "yaml" | "value";
  /** Its own dialect; undefined when it is a part without `openapi` or `swagger`. */
  readonly dialect: Dialect | undefined;
  /** Numbers and booleans of YAML that are spelled unlike JSON (`1.10`, `012`, `True`), by pointer: what the author wrote. */
  readonly lexical: ReadonlyMap<JsonPointer, string>;
  /** Where the text of a place stands, when overlays have changed the document: further on, or in an overlay; undefined when none has. */
  readonly source?: (pointer: JsonPointer) => Origin;
  /** Where a pointer is in the text; for a pointer that leads nowhere, its nearest ancestor. */
  locate(pointer: JsonPointer): Position | undefined;
}

/** What a reference leads to, or why it leads nowhere. */
export type Resolution =
  | { readonly kind: "found"; readonly document: DocumentId; readonly pointer: JsonPointer; readonly value: Json; readonly mended: boolean }
  | { readonly kind: "missing" }
  | { readonly kind: "refused" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** All documents of a compile, as they were written. */
export interface Loaded {
  /** The document the compile began with. */
  readonly entry: DocumentId;
  /** The version as the entry document writes it, for example `3.0.3`. */
  readonly version: string;
  /** The dialect of the entry document. */
  readonly dialect: Dialect;
  /** The entry first, then the others by name. */
  readonly files: ReadonlyMap<DocumentId, LoadedFile>;
  /** The overlays that were applied, in order. */
  readonly overlays: ReadonlyMap<DocumentId, LoadedFile>;
  /** What a reference that stands at a place leads to; one hop. */
  resolve(from: Origin, reference: string): Resolution;
}
