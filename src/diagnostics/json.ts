import { formatOrigin } from "../ir/origin.ts";
import type { Severity } from "./catalogue.ts";
import { type Sources, textPlaceOf } from "./frame.ts";
import type { Diagnostic } from "./reporter.ts";

/** A diagnostic as the manifest and `--json` write it. */
export interface DiagnosticJson {
  /** The code, for example `reference-not-found`. */
  readonly code: string;
  /** `error`, `warning` or `note`. */
  readonly severity: Severity;
  /** `#/a/b` in the entry document, `other.yaml#/a/b` elsewhere. */
  readonly pointer: string;
  /** The sentence. */
  readonly message: string;
  /** The document that the line and column are in. */
  readonly file: string;
  /** The line, from 1; absent when the document was given as an object. */
  readonly line?: number;
  /** The column, from 1. */
  readonly column?: number;
}

/** Writes diagnostics as plain JSON, in the order they were reported. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[], sources: Sources): readonly DiagnosticJson[] {
  return diagnostics.map((one) => {
    const { document, position } = textPlaceOf(one, sources);
    return { code: one.code, severity: one.severity, pointer: formatOrigin(one.origin, sources.entry), message: one.message, file: document, ...position };
  });
}
