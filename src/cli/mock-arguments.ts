import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { CliError } from "./cli-error.ts";
import type { ColorChoice } from "./terminal.ts";

/** The options of `mock`. */
export interface MockFlags {
  /** A file, a URL, or `-`. */
  readonly spec: string;
  /** The port to listen on; 0 for any free one. */
  readonly port: number;
  /** Whether body keys that nothing declares are refused. */
  readonly strictKeys: boolean;
  /** Whether a value may fit several members of a `oneOf`. */
  readonly looseUnions: boolean;
  /** Whether answers are made up although there are examples. */
  readonly generated: boolean;
  /** For fetching the document. */
  readonly headers: Readonly<Record<string, string>>;
  /** Origins and folders that references may lead to. */
  readonly allowExternal: readonly string[];
  /** Whether to say nothing but the address. */
  readonly quiet: boolean;
  /** When to use colours. */
  readonly color: ColorChoice;
}

/** What the arguments after `mock` ask for: to serve, or to print help. */
export type MockCall = { readonly command: "mock"; readonly flags: MockFlags } | { readonly command: "print"; readonly text: string };

/** How options that compile and mock share are read. */
export interface SharedReaders {
  readonly header: (value: string, before: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly collect: (value: string, before: readonly string[]) => readonly string[];
}

function port(value: string): number {
  const number = /^[0-9]{1,5}$/.test(value) ? Number(value) : -1;
  if (number < 0 || number > 65_535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return number;
}

/** Reads the arguments after `mock`. Throws `CliError` where they are wrong. */
export function parseMockArguments(argv: readonly string[], { header, collect }: SharedReaders): MockCall {
  const command = new Command("pysdk-compile mock")
    .description("Serve a document on 127.0.0.1: requests are checked against it, answers are its examples or made up from its schemas.")
    .usage("SPEC [options]")
    .argument("<spec>", "a file, a URL, or - for stdin")
    .option("--port <n>", "the port to listen on, 0 for any free one", port, 4010)
    .option("--strict-keys", "refuse body keys that the document does not declare, also where it allows them")
    .option("--loose-unions", "let a value fit several members of a oneOf")
    .option("--generated", "make answers up from the schemas, although there are examples")
    .option("--header <header>", "'Name: value', for fetching SPEC and files of its origin (repeatable)", header, {})
    .option("--allow-external <place>", "an origin or folder that references may lead to (repeatable)", collect, [])
    .option("--quiet", "do not report requests")
    .addOption(new Option("--color <when>", "colours").choices(["auto", "always", "never"]).default("auto"))
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", "\nA request chooses its answer with `Prefer: status=404`, `Prefer: example=NAME` or `Prefer: dynamic=true`.");
  let printed = "";
  command.exitOverride().configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => undefined });
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: "print", text: printed };
    throw new CliError(error.message.replace(/^error: /, "").replace(/\n/g, " "));
  }
  const given: { readonly port?: number; readonly strictKeys?: boolean; readonly looseUnions?: boolean; readonly generated?: boolean; readonly header?: Readonly<Record<string, string>>; readonly allowExternal?: readonly string[]; readonly quiet?: boolean; readonly color?: ColorChoice } = command.opts();
  return {
    command: "mock",
    flags: {
      spec: command.args[0] ?? "",
      port: given.port ?? 4010,
      strictKeys: given.strictKeys === true,
      looseUnions: given.looseUnions === true,
      generated: given.generated === true,
      headers: given.header ?? {},
      allowExternal: given.allowExternal ?? [],
      quiet: given.quiet === true,
      color: given.color ?? "auto",
    },
  };
}
