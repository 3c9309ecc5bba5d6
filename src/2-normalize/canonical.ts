import type { Dialect } from "../1-load/loaded.ts";
import type { Json } from "../ir/json.ts";
import type { DocumentId, JsonPointer, Origin } from "../ir/origin.ts";

/** One document in the canonical dialect. */
export interface CanonicalFile {
  /** Its name, as in `Loaded`. */
  readonly id: DocumentId;
  /** OpenAPI 3.2 in shape, JSON Schema 2020-12 in its schemas; parts of it that nothing refers to are as they were written. */
  readonly value: Json;
}

/** What a canonical reference leads to. */
export interface Target {
  /** The document. */
  readonly document: DocumentId;
  /** The place in the canonical document. */
  readonly pointer: JsonPointer;
  /** What stands there; it may be a reference again. */
  readonly value: Json;
}

/** All documents of a compile in one dialect. */
export interface Canonical {
  /** The document the compile began with. */
  readonly entry: DocumentId;
  /** The version as the entry document writes it, for example `3.0.3`. */
  readonly version: string;
  /** The dialect the entry document is written in. */
  readonly dialect: Dialect;
  /** The title; empty when the document has none. */
  readonly title: string;
  /** The entry first. */
  readonly files: ReadonlyMap<DocumentId, CanonicalFile>;
  /** Follows a canonical reference, one hop. */
  resolve(reference: string): Target | undefined;
  /** Where something of the canonical document stands in the user's document. */
  source(document: DocumentId, pointer: JsonPointer): Origin;
}

/** The member that marks a reference that leads nowhere; `$ref` is then the text as written. */
export const danglingMark = "x-pysdk-dangling";
