import type { Sources } from "../diagnostics/frame.ts";
import type { Diagnostic } from "../diagnostics/reporter.ts";

/** The entry document cannot be used at all; the command line exits with 3. */
export class LoadError extends Error {
  override readonly name = "LoadError";
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text, for printing the place. */
  readonly sources: Sources;

  constructor(diagnostics: readonly Diagnostic[], sources: Sources) {
    super(diagnostics.map((one) => one.message).join("\n"));
    this.diagnostics = diagnostics;
    this.sources = sources;
  }
}
