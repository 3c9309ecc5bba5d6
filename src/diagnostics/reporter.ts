import type { Origin, Position } from "../ir/origin.ts";
import { type Code, entryOf, fill, type Params, type Severity } from "./catalogue.ts";

/** One thing to tell the user. */
export interface Diagnostic {
  /** The code, for example `reference-not-found`. */
  readonly code: Code;
  /** How much it weighs. */
  readonly severity: Severity;
  /** The sentence, holes filled. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where it is, by structure. */
  readonly origin: Origin;
  /** Where it is in the text, when structure cannot say (broken syntax, a key that stands twice). */
  readonly position?: Position;
}

/** A place for a report: an origin, with a position when structure alone cannot say where. */
export interface Place extends Origin {
  /** The place in the text. */
  readonly position?: Position;
}

/** The third argument of a report: nothing for a text without holes, else a value for each hole. */
export type Arguments<C extends Code> = keyof Params<C> extends never ? [] : [params: Params<C>];

/** Collects the diagnostics of one compile. */
export interface Reporter {
  /** Adds a diagnostic; the same code and message at the same place counts once. */
  report<C extends Code>(code: C, place: Place, ...params: Arguments<C>): void;
  /** What was reported, in order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether anything of this severity was reported. */
  has(severity: Severity): boolean;
}

/** Makes a diagnostic without reporting it. */
export function diagnostic<C extends Code>(code: C, place: Place, ...params: Arguments<C>): Diagnostic {
  const { severity, text, remedy } = entryOf(code);
  const values = params[0] ?? {};
  return {
    code,
    severity,
    message: fill(text, values),
    remedy: fill(remedy, values),
    origin: { document: place.document, pointer: place.pointer },
    ...(place.position === undefined ? {} : { position: place.position }),
  };
}

/** A reporter with nothing in it. */
export function createReporter(): Reporter {
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report(code, place, ...params) {
      const made = diagnostic(code, place, ...params);
      const { origin, position } = made;
      const key = [code, origin.document, origin.pointer, position?.line, position?.column, made.message].join("\0");
      if (seen.has(key)) return;
      seen.add(key);
      diagnostics.push(made);
    },
    has: (severity) => diagnostics.some((one) => one.severity === severity),
  };
}
