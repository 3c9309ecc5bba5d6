import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, CommanderError } from "commander";
import { orMeant, suggest } from "../../diagnostics/suggest.ts";
import { CliError } from "../cli-error.ts";
import type { CliCommand, Task } from "../command.ts";
import { type CompileFlags, compileCommand, compileFlagsOf } from "../commands/compile-command.ts";
import { completionCommand } from "../commands/completion-command.ts";
import { diffCommand } from "../commands/diff-command.ts";
import { explainCommand } from "../commands/explain-command.ts";
import { initCommand } from "../commands/init-command.ts";
import { mockCommand } from "../commands/mock-command.ts";
import { studioCommand } from "../commands/studio-command.ts";
import { verifyCommand } from "../commands/verify-command.ts";
import type { Io } from "../terminal.ts";

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = [compileCommand, initCommand, diffCommand, verifyCommand, mockCommand, studioCommand, explainCommand, completionCommand];

/** What the arguments ask for: something to do, or a text to print, for `--help` and `--version`. */
export type Call = { readonly kind: "task"; readonly task: Task } | { readonly kind: "print"; readonly text: string };

/** Reads the command line. Throws `CliError` with exit code 2 where it is wrong. */
export function parseArguments(argv: readonly string[], { cwd }: Pick<Io, "cwd">): Call {
  const named = commands.find((one) => one.name !== null && one.name === argv[0]);
  if (named === undefined) refuseMistyped(argv[0] ?? "", cwd);
  const chosen = named ?? compileCommand;
  const { parser, printed } = parse(chosen, argv.slice(named === undefined ? 0 : 1), { hint: true });
  return printed === null ? { kind: "task", task: chosen.read(parser) } : { kind: "print", text: printed };
}

/** A first word that is almost a command, and no file, is not taken for a document. */
function refuseMistyped(word: string, cwd: string): void {
  const meant = /^[a-z]+$/.test(word) ? suggest(word, commands.flatMap(({ name }) => name ?? [])) : null;
  if (meant !== null && !existsSync(resolve(cwd, word))) throw new CliError(`there is no command and no document ${word}${orMeant(meant)}; see pysdk-compile --help`);
}

/** What arguments say of a compile, for those who do not run it as a command. Throws `CliError` where they are wrong. */
export function parseCompileFlags(argv: readonly string[]): CompileFlags {
  return compileFlagsOf(parse(compileCommand, argv, { hint: false }).parser);
}

/** Has commander take arguments apart; `printed` is what `--help` or `--version` gives, and `hint` names the help where something is wrong. */
function parse(command: CliCommand, argv: readonly string[], { hint }: { readonly hint: boolean }): { readonly parser: Command; readonly printed: string | null } {
  const parser = buildParser(command);
  let printed = "";
  parser.configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => undefined });
  try {
    parser.parse(argv, { from: "user" });
    return { parser, printed: null };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { parser, printed };
    throw new CliError(`${error.message.replace(/^error: /, "").replace(/\n/g, " ").replace(/\.$/, "")}${hint ? `; see ${parser.name()} --help` : ""}`);
  }
}

/** A command with what all of them share, and the list of commands for the first. */
export function buildParser(command: CliCommand): Command {
  const parser = command.build().helpOption("-h, --help", "print this help").exitOverride();
  if (command.name !== null) return parser;
  const rows = commands.flatMap((one) => (one.name === null ? [] : [`  ${one.name.padEnd(12)}${one.summary}`]));
  return parser.addHelpText("after", `\nCommands, each with its own --help:\n${rows.join("\n")}`);
}
