import type { Reporter } from "./diagnostics/reporter.ts";
import type { Options } from "./options.ts";
import type { Manifest } from "./6-emit/manifest.ts";

/** What a compile is about, handed to every stage. */
export interface Context {
  readonly options: Options;
  readonly reporter: Reporter;
  /** The manifest of the compile before this one: the names lock. */
  readonly previous: Manifest | null;
}
