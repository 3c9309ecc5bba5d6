import type { Command } from "commander";
import type { LoadCompiler } from "./compile/run-compile.ts";
import type { ColorChoice, Io, Terminal } from "./terminal.ts";

/** What a command works with. */
export interface Surroundings {
  /** Where to read and write. */
  readonly io: Io;
  /** Where to talk. */
  readonly terminal: Terminal;
  /** Brings the compiler. */
  readonly loadCompiler: LoadCompiler;
  /** How many documents may be compiled at the same time. */
  readonly threads: number;
}

/** What a command line asks for, ready to be done. */
export interface Task {
  /** When to use colours. */
  readonly color: ColorChoice;
  /** Whether a failure is reported as JSON too. */
  readonly json: boolean;
  /** Does it and returns the exit code; what it needs is loaded only now. */
  readonly run: (surroundings: Surroundings) => Promise<number>;
}

/** One command: the table in arguments.ts has them all, and help, parsing and completion read nothing else. */
export interface CliCommand {
  /** The first word; null for compiling, which needs none. */
  readonly name: string | null;
  /** One line of the list of commands. */
  readonly summary: string;
  /** Its arguments and options, for parsing, help and completion. */
  readonly build: () => Command;
  /** What its argument may be, for completion, where a check of the argument does not say. */
  readonly words?: () => Promise<readonly string[]>;
  /** What the arguments mean once commander has taken them apart. Throws `CliError` where they do not go together. */
  readonly read: (parsed: Command) => Task;
}
