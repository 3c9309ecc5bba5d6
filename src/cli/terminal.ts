import pc from "picocolors";
import { formatDiagnostic, type Paint, type Sources } from "../diagnostics/frame.ts";
import type { Diagnostic } from "../diagnostics/reporter.ts";

/** Where a command reads and writes; tests bring their own. */
export interface Io {
  /** Takes results. */
  readonly stdout: (text: string) => void;
  /** Takes talk. */
  readonly stderr: (text: string) => void;
  /** Gives all of the input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** The current folder. */
  readonly cwd: string;
  /** The environment's variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether talk goes to a person. */
  readonly isTerminal: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** When colours are used. */
export type ColorChoice = "auto" | "always" | "never";

/** Says things on stderr, coloured where that makes sense. */
export interface Terminal {
  /** One message with its place, frame and remedy. */
  diagnostic(one: Diagnostic, sources?: Sources): void;
  /** A plain line of talk. */
  say(text: string): void;
  /** `error: …`, for what has no place in a text. */
  error(text: string): void;
  /** Text that another terminal made. */
  tell(text: string): void;
  /** Whether it is coloured. */
  readonly isColored: boolean;
  /** A line that says how far things are, on a terminal only, until the next; null takes it away. */
  progress(text: string | null): void;
}

/** Whether output is coloured: as asked, otherwise on a terminal unless the environment says no (no-color.org). */
function usesColor(choice: ColorChoice, io: Pick<Io, "environment" | "isTerminal">): boolean {
  if (choice !== "auto") return choice === "always";
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = io.environment;
  if (no !== undefined && no !== "") return false;
  return force !== undefined && force !== "" && force !== "0" ? true : io.isTerminal && term !== "dumb";
}

/** What is done in less time than this shows no progress, in milliseconds. */
const patience = 500;

/** A terminal over an Io. */
export function createTerminal(io: Io, choice: ColorChoice): Terminal {
  const isColored = usesColor(choice, io);
  const colors = pc.createColors(isColored);
  const paints = { error: colors.red, warning: colors.yellow, note: colors.cyan } as const;
  const paint: Paint = { severity: (text, severity) => colors.bold(paints[severity](text)), dim: colors.dim };
  const begin = performance.now();
  let shown = false;
  const progress = (text: string | null): void => {
    if (!io.isTerminal || (text === null ? !shown : performance.now() - begin < patience)) return;
    io.stderr(`\r\u001b[2K${text === null ? "" : colors.dim(text.slice(0, 79))}`);
    shown = text !== null;
  };
  const say = (text: string): void => {
    progress(null);
    io.stderr(text);
  };
  return {
    diagnostic: (one, sources) => say(`${formatDiagnostic(one, sources, paint)}\n`),
    say: (text) => say(`${text}\n`),
    error: (text) => say(`${colors.bold(colors.red("error"))}: ${text}\n`),
    tell: (text) => (text === "" ? undefined : say(text)),
    isColored,
    progress,
  };
}
