import { LoadError } from "../1-load/load-error.ts";
import { type DiagnosticJson, diagnosticsToJson } from "../diagnostics/json.ts";
import { CliError, exitCodes } from "./cli-error.ts";
import type { Terminal } from "./terminal.ts";

/** Why a call, or one of its documents, came to nothing. Plain data: it travels between threads. */
export interface Failure {
  /** In one line. */
  readonly message: string;
  /** What the call exits with. */
  readonly exitCode: number;
  /** Everything that is wrong, with places. */
  readonly diagnostics: readonly DiagnosticJson[];
}

/** Tells an expected error to a person, unless it will be reported as JSON. Null for an error that nobody expected. */
export function tellFailure(error: unknown, terminal: Terminal, { json }: { readonly json: boolean }): Failure | null {
  if (!(error instanceof LoadError) && !(error instanceof CliError)) return null;
  if (!json) {
    for (const one of error.diagnostics) terminal.diagnostic(one, error.sources);
    if (error.diagnostics.length === 0) terminal.error(error.message);
  }
  const exitCode = error instanceof CliError ? error.exitCode : error.blames === "overlay" ? exitCodes.call : exitCodes.document;
  return { message: error.message, exitCode, diagnostics: diagnosticsToJson(error.diagnostics, error.sources ?? { entry: "", files: new Map() }) };
}
