import { type DocumentId, formatOrigin, type Origin, type Position } from "../ir/origin.ts";
import type { Diagnostic } from "./reporter.ts";

/** What printing needs to know of a document: `LoadedFile` fits. */
export interface Source {
  /** The document's text; undefined when it was given as an object. */
  readonly text: string | undefined;
  /** The address it was read from, where it was. */
  readonly uri?: string;
  /** Where a pointer is in the text. */
  locate(pointer: string): Position | undefined;
  /** Where the text of a place stands, when overlays have changed the document. */
  readonly source?: (pointer: string) => Origin;
}

/** What printing needs to know of all documents: `Loaded` fits. */
export interface Sources {
  /** The document the compile began with. */
  readonly entry: DocumentId;
  /** Every document that was read. */
  readonly files: ReadonlyMap<DocumentId, Source>;
  /** Overlays and configurations, whose words stand in for the documents'. */
  readonly overlays?: ReadonlyMap<DocumentId, Source>;
}

/** Paints parts of a message; the default paints nothing. */
export interface Paint {
  /** Paints the word of the severity. */
  severity(text: string, severity: Diagnostic["severity"]): string;
  /** Paints what is of second rank. */
  dim(text: string): string;
}

const plain: Paint = { severity: (text) => text, dim: (text) => text };
const longest = 160;

/** A place in a text: the document whose text it is, and the position where the text is known. */
export interface TextPlace {
  readonly document: DocumentId;
  readonly text: string | undefined;
  readonly position: Position | undefined;
}

/** Where the text is that a diagnostic is about: in its document, or in the overlay that wrote it. */
export function textPlaceOf({ origin, position }: Diagnostic, sources: Sources | undefined): TextPlace {
  const sourceOf = (document: DocumentId): Source | undefined => sources?.files.get(document) ?? sources?.overlays?.get(document);
  if (position !== undefined) return { document: origin.document, text: sourceOf(origin.document)?.text, position };
  const at = sourceOf(origin.document)?.source?.(origin.pointer) ?? origin;
  return { document: at.document, text: sourceOf(at.document)?.text, position: sourceOf(at.document)?.locate(at.pointer) };
}

/** The line before, the line itself, and a caret under the column. */
export function codeFrame(text: string, position: Position): string {
  const lines = linesAround(text, position.line);
  const width = String(position.line).length;
  const out = lines.map(({ number, line }) => `  ${String(number).padStart(width)} | ${shown(line)}`.trimEnd());
  const last = lines.at(-1);
  if (last === undefined || position.column > longest) return out.join("\n");
  const before = shown(last.line).slice(0, position.column - 1);
  return [...out, `  ${" ".repeat(width)} | ${" ".repeat(before.length)}^`].join("\n");
}

/** The whole message for a terminal: place, severity, code, sentence, frame, and what to do. */
export function formatDiagnostic(one: Diagnostic, sources?: Sources, paint: Paint = plain): string {
  const { document, text, position } = textPlaceOf(one, sources);
  const where = position === undefined ? document : `${document}:${position.line}:${position.column}`;
  const pointer = formatOrigin(one.origin, sources?.entry ?? one.origin.document);
  const head = `${printable(where)}: ${paint.severity(one.severity, one.severity)}: ${printable(one.message)} ${paint.dim(`[${one.code}]`)}`;
  const frame = position === undefined || text === undefined ? [] : [codeFrame(text, position)];
  return [head, paint.dim(`  at ${printable(pointer)}`), ...frame, `  ${printable(one.remedy)}`].join("\n");
}

function linesAround(text: string, line: number): readonly { number: number; line: string }[] {
  const found: { number: number; line: string }[] = [];
  let start = 0;
  for (let number = 1; number <= line && start <= text.length; number++) {
    const end = text.indexOf("\n", start);
    const stop = end < 0 ? text.length : end;
    if (number >= line - 1) found.push({ number, line: text.slice(start, stop) });
    start = stop + 1;
  }
  return found;
}

/** Documents are hostile: control characters would steer the terminal, bidirectional marks would disguise the text. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function shown(line: string): string {
  const one = line.replace(/\r$/, "").replaceAll("\t", " ");
  return printable(one.length > longest ? `${one.slice(0, longest)}…` : one);
}
