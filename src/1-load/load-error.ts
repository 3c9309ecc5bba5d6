import type { Sources } from "../diagnostics/frame.ts";
import type { Diagnostic } from "../diagnostics/reporter.ts";

/** The entry document, or an overlay for it, cannot be used at all; the command line exits with 3, or with 2. */
export class LoadError extends Error {
  override readonly name = "LoadError";
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text, for printing the place. */
  readonly sources: Sources;
  /** What is wrong: the document, or what the call wants done to it. */
  readonly blames: "document" | "overlay";

  constructor(diagnostics: readonly Diagnostic[], sources: Sources, blames: "document" | "overlay" = "document") {
    super(diagnostics.map((one) => one.message).join("\n"));
    this.diagnostics = diagnostics;
    this.sources = sources;
    this.blames = blames;
  }
}
