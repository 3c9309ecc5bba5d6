import type { Target } from "./1-load/find-target.ts";
import type { Place, Reporter } from "./diagnostics/reporter.ts";
import type { Options } from "./options.ts";
import type { Manifest } from "./6-emit/manifest.ts";

/** What stages may ask about the settings of a compile, to say where one is wrong. */
export interface SettingsView {
  /** Where a setting was written, by its keys from the top; undefined where nobody knows. */
  place(path: readonly (string | number)[]): Place | undefined;
  /** What a pointer that a setting names leads to. */
  target(pointer: string): Target;
}

/** What a compile is about, handed to every stage. */
export interface Context {
  readonly options: Options;
  readonly reporter: Reporter;
  /** The manifest of the compile before this one: the names lock. */
  readonly previous: Manifest | null;
  /** Where settings were written, and what they are about; absent where nobody knows. */
  readonly settings?: SettingsView;
}
