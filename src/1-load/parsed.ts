import type { Diagnostic, Place, Reporter } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import type { DocumentId, JsonPointer, Position } from "../ir/origin.ts";
import { root } from "../ir/origin.ts";
import { LoadError } from "./load-error.ts";

/** Values below this many levels are left out, so that no later stage can run out of stack. */
export const deepest = 400;

/** A text, and where messages about it go. */
export interface Parsing {
  /** The text without a byte order mark. */
  readonly text: string;
  /** The document's name. */
  readonly document: DocumentId;
  /** Takes warnings; errors are thrown. */
  readonly reporter: Reporter;
  /** The place of an offset. */
  readonly position: (offset: number) => Position;
}

/** A text that was understood. */
export interface Parsed {
  /** See `LoadedFile.syntax`. */
  readonly syntax: "json" | "yaml";
  /** What it says. */
  readonly value: Json;
  /** See `LoadedFile.lexical`. */
  readonly lexical: ReadonlyMap<JsonPointer, string>;
  /** See `LoadedFile.locate`. */
  locate(pointer: JsonPointer): Position | undefined;
}

/** The place of an offset, for reports. */
export function placeAt(parsing: Parsing, offset: number): Place {
  return { document: parsing.document, pointer: root, position: parsing.position(offset) };
}

/** The error of a text that was not understood. */
export function parseError(parsing: Parsing, diagnostics: readonly Diagnostic[]): LoadError {
  const file = { text: parsing.text, locate: () => undefined };
  return new LoadError(diagnostics, { entry: parsing.document, files: new Map([[parsing.document, file]]) });
}
