import { type Command, CommanderError } from "commander";
import { CliError } from "./cli-error.ts";
import type { CliCommand, Task } from "./command.ts";
import { compileCommand } from "./commands/compile-command.ts";
import { completionCommand } from "./commands/completion-command.ts";
import { diffCommand } from "./commands/diff-command.ts";
import { explainCommand } from "./commands/explain-command.ts";
import { initCommand } from "./commands/init-command.ts";
import { mockCommand } from "./commands/mock-command.ts";
import { verifyCommand } from "./commands/verify-command.ts";

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = [compileCommand, initCommand, diffCommand, verifyCommand, mockCommand, explainCommand, completionCommand];

/** Parts of the command line that are documented for a later version. */
const laterCommands = new Set(["studio"]);

/** What the arguments ask for: something to do, or a text to print, for `--help` and `--version`. */
export type Call = { readonly kind: "task"; readonly task: Task } | { readonly kind: "print"; readonly text: string };

/** Reads the command line. Throws `CliError` with exit code 2 where it is wrong. */
export function parseArguments(argv: readonly string[]): Call {
  refuseLater(argv);
  const named = commands.find((one) => one.name !== null && one.name === argv[0]);
  const chosen = named ?? compileCommand;
  const parser = buildParser(chosen);
  let printed = "";
  parser.configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => undefined });
  try {
    parser.parse(argv.slice(named === undefined ? 0 : 1), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "print", text: printed };
    throw new CliError(`${error.message.replace(/^error: /, "").replace(/\n/g, " ").replace(/\.$/, "")}; see ${parser.name()} --help`);
  }
  return { kind: "task", task: chosen.read(parser) };
}

/** A command with what all of them share, and the list of commands for the first. */
export function buildParser(command: CliCommand): Command {
  const parser = command.build().helpOption("-h, --help", "print this help").exitOverride();
  if (command.name !== null) return parser;
  const rows = commands.flatMap((one) => (one.name === null ? [] : [`  ${one.name.padEnd(12)}${one.summary}`]));
  return parser.addHelpText("after", `\nCommands, each with its own --help:\n${rows.join("\n")}`);
}

function refuseLater([first]: readonly string[]): void {
  if (first !== undefined && laterCommands.has(first)) throw new CliError(`the command ${first} is not available in this version`);
}
