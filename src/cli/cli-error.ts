import type { Sources } from "../diagnostics/frame.ts";
import type { Diagnostic } from "../diagnostics/reporter.ts";

/** The exit codes of the command line. */
export const exitCodes = { done: 0, fault: 1, call: 2, document: 3 } as const;

/** Ends a command with an exit code, after saying why. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: number;
  /** What is wrong, where it has a place; otherwise the message says it. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources | undefined;

  constructor(message: string, more: { readonly exitCode?: number; readonly diagnostics?: readonly Diagnostic[]; readonly sources?: Sources } = {}) {
    super(message);
    this.exitCode = more.exitCode ?? exitCodes.call;
    this.diagnostics = more.diagnostics ?? [];
    this.sources = more.sources;
  }
}

/** The words of any thrown value. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
