import { cliMessages } from "./catalogue-cli.ts";
import { documentMessages } from "./catalogue-document.ts";
import { modelMessages } from "./catalogue-model.ts";

/** How much a diagnostic weighs: an error costs the run, a warning costs a part of the output, a note costs nothing. */
export type Severity = "error" | "warning" | "note";

/** What the catalogue says about one code. */
export interface Entry {
  /** How much it weighs. */
  readonly severity: Severity;
  /** The message, with `{holes}` that the parameters of a report fill. */
  readonly text: string;
  /** What it means, for `explain`. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Every diagnostic there is, by code. */
export const catalogue = { ...documentMessages, ...modelMessages, ...cliMessages } as const satisfies Readonly<Record<string, Entry>>;

/** The code of a diagnostic, for example `reference-not-found`. */
export type Code = keyof typeof catalogue;

type HolesOf<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | HolesOf<Rest> : never;

/** What a report of a code must bring: one value for each hole of its text. */
export type Params<C extends Code> = { readonly [Hole in HolesOf<(typeof catalogue)[C]["text"]>]: string | number };

/** Whether a text is a code of the catalogue. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(catalogue, text);
}

/** The catalogue's entry of a code. */
export function entryOf(code: Code): Entry {
  return catalogue[code];
}

/** Fills the holes of a text in one pass; a value that contains braces is not filled again. */
export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (hole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : hole,
  );
}

/** What `pysdk-compile explain CODE` prints, or undefined for an unknown code. */
export function explain(code: string): string | undefined {
  if (!isCode(code)) return undefined;
  const { severity, text, meaning, remedy } = entryOf(code);
  return `${severity}: ${code}\n\n  ${text}\n\n${meaning}\n\n${remedy}\n`;
}
