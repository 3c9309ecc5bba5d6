import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isIdentifier } from "../../pyast/index.ts";
import { version } from "../6-emit/version.ts";
import type { OnEdited } from "../6-emit/write.ts";
import { parseProvider, type AuthType } from "../options.ts";
import { CliError } from "./cli-error.ts";
import { type MockCall, parseMockArguments } from "./mock-arguments.ts";
import type { ColorChoice } from "./terminal.ts";

/** What the command line asks for. */
export type Call =
  | { readonly command: "compile"; readonly flags: CompileFlags }
  | { readonly command: "explain"; readonly code: string }
  | MockCall
  /** `--help` and `--version`: only something to print. */
  | { readonly command: "print"; readonly text: string };

/** The options of a compile as they were given; null where nothing was said. */
export interface CompileFlags {
  /** Files, URLs, or `-`. */
  readonly specs: readonly string[];
  /** `-o`. */
  readonly output: string | null;
  /** The configuration file. */
  readonly config: string | null;
  /** The import name. */
  readonly name: string | null;
  /** `--layout`. */
  readonly layout: "package" | "module" | null;
  /** `--http`. */
  readonly http: "httpx2" | "httpx" | null;
  /** `--profile`. */
  readonly profile: string | null;
  /** `--auth`. */
  readonly auth: string | null;
  /** `--auth-type`. */
  readonly authType: AuthType | null;
  /** `--target-python`. */
  readonly python: string | null;
  /** Selectors of operations. */
  readonly include: readonly string[];
  /** Selectors of operations to leave out. */
  readonly exclude: readonly string[];
  /** `--line-length`. */
  readonly lineLength: number | null;
  /** For fetching documents. */
  readonly headers: Readonly<Record<string, string>>;
  /** Origins and folders that references may lead to. */
  readonly allowExternal: readonly string[];
  /** Whether a warning fails. */
  readonly strict: boolean;
  /** Whether only to compare. */
  readonly check: boolean;
  /** What to do with hand edits. */
  readonly onEdited: OnEdited;
  /** A path, `-` for stdout, false for none, null for the usual place. */
  readonly manifest: string | false | null;
  /** Whether to report as JSON. */
  readonly json: boolean;
  /** Whether to say nothing but errors. */
  readonly quiet: boolean;
  /** When to use colours. */
  readonly color: ColorChoice;
  /** The stage or pass to print the IR of. */
  readonly dump: string | null;
}

const authTypes = ["oauth", "api_key", "basic", "bearer"] as const satisfies readonly AuthType[];

/** Parts of the command line that are documented for a later version. */
const laterCommands = new Set(["verify", "init", "diff", "studio", "completion"]);
const laterOptions = new Set(["--watch", "--verify", "--facade", "--overlay"]);

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function lineLength(value: string): number {
  const number = /^[0-9]{1,4}$/.test(value) ? Number(value) : 0;
  if (number < 40 || number > 320) throw new InvalidArgumentError("It must be a whole number from 40 to 320.");
  return number;
}

function python(value: string): string {
  if (!/^3\.(?:1[0-9]|[2-9][0-9])$/.test(value)) throw new InvalidArgumentError("It must be 3.10 or later, written as 3.10.");
  return value;
}

function name(value: string): string {
  const text = value.replaceAll("-", "_");
  if (!isIdentifier(text) || !/^[A-Za-z][A-Za-z0-9_]*$/.test(text) || text.length > 60) throw new InvalidArgumentError("It must be a Python identifier of ASCII letters, and no keyword.");
  return text;
}

function provider(value: string): string {
  if (parseProvider(value) === null) throw new InvalidArgumentError("It must be written as bifrost:NAME.");
  return value;
}

function header(value: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, key, text] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*)$/.exec(value) ?? [];
  if (key === undefined || text === undefined) throw new InvalidArgumentError("It must be written as 'Name: value'.");
  return { ...before, [key]: text };
}

/** The command with all its options, for parsing and for help. */
function buildCommand(): Command {
  return new Command("pysdk-compile")
    .description("Compile an OpenAPI document into a Python SDK.")
    .usage("SPEC... [options]\n       pysdk-compile mock SPEC [options]\n       pysdk-compile explain CODE")
    .argument("[spec...]", "a file, a URL, or - for stdin; JSON or YAML; OpenAPI 2.0 to 3.2")
    .option("-o, --output <path>", "the folder that the output goes into (the current one otherwise)")
    .option("--name <name>", "the import name; inferred from the title otherwise", name)
    .addOption(new Option("--layout <layout>", "a package with its project, or one file").choices(["package", "module"]))
    .addOption(new Option("--http <client>", "the HTTP client compiled for").choices(["httpx2", "httpx"]))
    .option("--profile <profile>", "a named set of defaults: bifrost:NAME", provider)
    .option("--auth <provider>", "where credentials come from: bifrost:NAME", provider)
    .addOption(new Option("--auth-type <type>", "what the provider's credentials are; the document says otherwise").choices(authTypes))
    .option("--target-python <version>", "the oldest Python the output must run on (3.10)", python)
    .option("--include <selector>", "compile only these: tag:NAME, op:ID, or a path such as /repos/** (repeatable)", collect, [])
    .option("--exclude <selector>", "leave these out (repeatable)", collect, [])
    .option("--line-length <n>", "the longest line of the output (88)", lineLength)
    .option("--config <file>", "the configuration; otherwise pysdk.yaml or pysdk.json beside SPEC or here")
    .option("--strict", "fail on any degradation")
    .option("--check", "write nothing; exit 1 and list the files when the output on disk differs")
    .option("--force", "overwrite files that were edited by hand")
    .option("--keep", "leave files that were edited by hand as they are")
    .option("--merge", "merge files that were edited by hand three ways")
    .option("--manifest <path>", "where the manifest goes (- for stdout)")
    .option("--no-manifest", "write no manifest")
    .option("--header <header>", "'Name: value', for fetching SPEC and files of its origin (repeatable)", header, {})
    .option("--allow-external <place>", "an origin or folder that references may lead to (repeatable)", collect, [])
    .option("--dump <stage>", "print the IR after a stage or pass as JSON, and write nothing")
    .option("--json", "the report as JSON on stdout")
    .option("--quiet", "say nothing but errors")
    .addOption(new Option("--color <when>", "colours").choices(["auto", "always", "never"]).default("auto"))
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", "\nExit codes: 0 done; 1 --check or --strict found a fault; 2 the call or the configuration is wrong; 3 the document cannot be read.");
}

/** Reads the command line. Throws `CliError` with exit code 2 where it is wrong. */
export function parseArguments(argv: readonly string[]): Call {
  refuseLater(argv);
  if (argv[0] === "explain") return explainCall(argv.slice(1));
  if (argv[0] === "mock") return parseMockArguments(argv.slice(1), { header, collect });
  const command = buildCommand();
  let printed = "";
  command.exitOverride().configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => undefined });
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: "print", text: printed };
    throw new CliError(error.message.replace(/^error: /, "").replace(/\n/g, " "));
  }
  const flags = flagsOf(command);
  if (flags.specs.length === 0) throw new CliError("no document was given; see pysdk-compile --help");
  return { command: "compile", flags };
}

function refuseLater(argv: readonly string[]): void {
  const [first] = argv;
  if (first !== undefined && laterCommands.has(first)) throw new CliError(`the command ${first} is not available in this version`);
  for (const argument of argv) {
    if (argument === "--") return;
    const option = argument.split("=")[0] ?? "";
    if (laterOptions.has(option)) throw new CliError(`the option ${option} is not available in this version`);
  }
}

function explainCall(rest: readonly string[]): Call {
  const [code, ...more] = rest;
  if (code === "--help" || code === "-h") return { command: "print", text: "Usage: pysdk-compile explain CODE\n\nSays what a diagnostic means and how to fix it.\n" };
  if (code === undefined || more.length > 0) throw new CliError("explain takes one code; see pysdk-compile --help");
  return { command: "explain", code };
}

/** A text option, or null. */
function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function oneOf<const T extends string>(value: unknown, choices: readonly T[]): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function record(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function flagsOf(command: Command): CompileFlags {
  const given: Readonly<Record<string, unknown>> = command.opts();
  const ways = (["force", "keep", "merge"] as const).filter((way) => given[way] === true);
  if (ways.length > 1) throw new CliError(`--${ways.join(" and --")} exclude each other`);
  return {
    specs: command.args,
    output: textOf(given["output"]),
    config: textOf(given["config"]),
    name: textOf(given["name"]),
    layout: oneOf(given["layout"], ["package", "module"]),
    http: oneOf(given["http"], ["httpx2", "httpx"]),
    profile: textOf(given["profile"]),
    auth: textOf(given["auth"]),
    authType: oneOf(given["authType"], authTypes),
    python: textOf(given["targetPython"]),
    include: texts(given["include"]),
    exclude: texts(given["exclude"]),
    lineLength: typeof given["lineLength"] === "number" ? given["lineLength"] : null,
    headers: record(given["header"]),
    allowExternal: texts(given["allowExternal"]),
    strict: given["strict"] === true,
    check: given["check"] === true,
    onEdited: ways[0] ?? "stop",
    manifest: given["manifest"] === false ? false : textOf(given["manifest"]),
    json: given["json"] === true,
    quiet: given["quiet"] === true,
    color: oneOf(given["color"], ["auto", "always", "never"]) ?? "auto",
    dump: textOf(given["dump"]),
  };
}

