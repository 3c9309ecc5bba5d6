import type { Argument, Option } from "commander";
import { buildParser } from "../options/arguments.ts";
import type { CliCommand } from "../command.ts";

/** What a value is completed with. */
export type Values = { readonly kind: "words"; readonly words: readonly string[] } | { readonly kind: "files" } | { readonly kind: "anything" };

/** An option as a shell knows it. */
export interface CompletedOption {
  /** `-o` and `--output`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null where it takes no value. */
  readonly value: Values | null;
  /** What the value is called. */
  readonly label: string;
}

/** A command as a shell knows it. */
export interface CompletedCommand {
  /** Null for compiling. */
  readonly name: string | null;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly argument: Values;
}

/** Names of values that are paths. */
const paths = new Set(["path", "file", "program", "place", "spec", "document"]);

/** The commands with what completes them, from the same table as parsing and help. */
export async function completionTable(commands: readonly CliCommand[]): Promise<readonly CompletedCommand[]> {
  return Promise.all(commands.map(completedCommand));
}

async function completedCommand(command: CliCommand): Promise<CompletedCommand> {
  const parser = buildParser(command);
  const [argument] = parser.registeredArguments;
  return {
    name: command.name,
    summary: command.summary,
    options: parser.createHelp().visibleOptions(parser).map(completedOption),
    argument: command.words === undefined ? valuesOf(argument?.name() ?? "", argument) : { kind: "words", words: await command.words() },
  };
}

function completedOption(option: Option): CompletedOption {
  const label = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1] ?? "";
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  return { flags, description: option.description, value: option.required || option.optional ? valuesOf(label, option) : null, label };
}

function valuesOf(name: string, holder: Pick<Option | Argument, "argChoices"> | undefined): Values {
  if (holder?.argChoices !== undefined && holder.argChoices.length > 0) return { kind: "words", words: holder.argChoices };
  return { kind: paths.has(name) ? "files" : "anything" };
}
