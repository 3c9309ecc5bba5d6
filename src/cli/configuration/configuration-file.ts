import type { Document, LineCounter } from "yaml";
import { diagnostic, type Diagnostic } from "../../diagnostics/reporter.ts";
import { join, type Position, root } from "../../ir/origin.ts";
import { CliError } from "../cli-error.ts";
import type { Fault } from "./check-value.ts";

/** A configuration file as it was read. */
export interface ConfigurationFile {
  /** Its path, as messages show it. */
  readonly shown: string;
  /** What stands in it. */
  readonly text: string;
  /** Its parsed form. */
  readonly document: Document.Parsed;
  /** Where its lines begin. */
  readonly lines: LineCounter;
}

/** Refuses a file that is no YAML, with every place at which it is none. */
export function refuseSyntax(file: ConfigurationFile): void {
  const { errors } = file.document;
  if (errors.length > 0) throw refused(file, errors.map((one) => report(file, { key: "syntax", reason: one.message, position: place(file, one.pos[0]) })));
}

/** Refuses a file with faults, if there are any. */
export function refuseFaults(file: ConfigurationFile, faults: readonly Fault[]): void {
  if (faults.length > 0) throw refused(file, faults.map((fault) => faultReport(file, fault)));
}

function refused({ shown, text }: ConfigurationFile, diagnostics: readonly Diagnostic[]): CliError {
  const sources = { entry: shown, files: new Map([[shown, { text, locate: () => undefined }]]) };
  return new CliError(`the configuration ${shown} is not valid`, { diagnostics, sources });
}

function place({ lines }: ConfigurationFile, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

interface Report {
  readonly key: string;
  readonly reason: string;
  readonly position: Position;
  readonly pointer?: string;
}

function report({ shown }: ConfigurationFile, { key, reason, position, pointer }: Report): Diagnostic {
  return diagnostic("configuration-not-valid", { document: shown, pointer: pointer ?? root, position }, { key, reason: reason.replace(/[.?]$/, "") });
}

function faultReport(file: ConfigurationFile, { path, atKey, reason }: Fault): Diagnostic {
  const pointer = join(root, ...path);
  return report(file, { key: path.length === 0 ? "the configuration" : path.join("."), reason, position: place(file, offsetOf(file, path, atKey)), pointer });
}

/** Something of a parsed document that knows where it stands. */
function startOf(node: unknown): number | null {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return null;
  const [start]: readonly unknown[] = node.range;
  return typeof start === "number" ? start : null;
}

/** Where a key or a value begins in the text. */
function offsetOf({ document }: ConfigurationFile, path: readonly (string | number)[], atKey: boolean): number {
  let node: unknown = document.contents;
  let start = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const items: readonly unknown[] = typeof node === "object" && node !== null && "items" in node && Array.isArray(node.items) ? node.items : [];
    const found = typeof part === "number" ? items[part] : items.find((item) => keyOf(item) === part);
    const isPair = typeof found === "object" && found !== null && "key" in found && "value" in found;
    const isLast = index === path.length - 1;
    start = (isPair && (isLast ? atKey : false) ? startOf(found.key) : startOf(isPair ? found.value : found)) ?? (isPair ? startOf(found.key) : null) ?? start;
    node = isPair ? found.value : found;
  }
  return start;
}

function keyOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null || !("key" in item)) return null;
  const { key } = item;
  return typeof key === "object" && key !== null && "value" in key ? String(key.value) : null;
}
