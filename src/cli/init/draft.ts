import type { Settings } from "../configuration/settings.ts";

/** A configuration file before it is text. */
export interface Draft {
  /** What the document is called, in one line. */
  readonly about: string;
  /** What the file says; keys that are missing are shown as comments. */
  readonly settings: Settings;
  /** Words after an operation of a resource, by its selector, and after an entry of pagination, by its pointer. */
  readonly remarks: ReadonlyMap<string, string>;
  /** Names that a person may want to change, shown as comments: pointer and name. */
  readonly candidates: readonly (readonly [pointer: string, name: string])[];
  /** What was left out, one sentence each. */
  readonly notes: readonly string[];
}
