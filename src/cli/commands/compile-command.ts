import { Command, Option } from "commander";
import { version } from "../../6-emit/version.ts";
import type { OnEdited } from "../../6-emit/write.ts";
import type { AuthType } from "../../options.ts";
import { CliError } from "../cli-error.ts";
import type { CliCommand } from "../command.ts";
import { collect, colorOf, colorOption, header, importName, jobCount, lineLength, oneOf, provider, python, record, textOf, texts } from "../option-values.ts";

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
  /** Overlays for the document: files or URLs. */
  readonly overlays: readonly string[];
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
  /** Whether to check what was written. */
  readonly verify: boolean;
  /** Whether to compile again whenever something that was read changes. */
  readonly watch: boolean;
  /** What to do with hand edits. */
  readonly onEdited: OnEdited;
  /** A path, `-` for stdout, false for none, null for the usual place. */
  readonly manifest: string | false | null;
  /** How many documents are compiled at the same time; null for as many as there are processors. */
  readonly jobs: number | null;
  /** Whether to report as JSON. */
  readonly json: boolean;
  /** Whether to say nothing but errors. */
  readonly quiet: boolean;
  /** The stage or pass to print the IR of. */
  readonly dump: string | null;
}

const authTypes = ["oauth", "api_key", "basic", "bearer"] as const satisfies readonly AuthType[];

/** Compiling, the command without a name. */
export const compileCommand: CliCommand = {
  name: null,
  summary: "compile documents into SDKs",
  build: buildCompile,
  read(parsed) {
    const flags = flagsOf(parsed);
    if (flags.specs.length === 0) throw new CliError("no document was given; see pysdk-compile --help");
    return {
      color: colorOf(parsed.opts()["color"]),
      json: flags.json,
      run: async (surroundings) => {
        const { runCompile } = await import("../run-compile.ts");
        return runCompile({ ...surroundings, flags });
      },
    };
  },
};

function buildCompile(): Command {
  return new Command("pysdk-compile")
    .description("Compile an OpenAPI document into a Python SDK.")
    .usage("SPEC... [options]\n       pysdk-compile COMMAND ...")
    .argument("[spec...]", "a file, a URL, or - for stdin; JSON or YAML; OpenAPI 2.0 to 3.2")
    .option("-o, --output <path>", "the folder that the output goes into (the current one otherwise)")
    .option("--name <name>", "the import name; inferred from the title otherwise", importName)
    .addOption(new Option("--layout <layout>", "a package with its project, or one file").choices(["package", "module"]))
    .addOption(new Option("--http <client>", "the HTTP client compiled for").choices(["httpx2", "httpx"]))
    .option("--profile <profile>", "a named set of defaults: bifrost:NAME", provider)
    .option("--auth <provider>", "where credentials come from: bifrost:NAME", provider)
    .addOption(new Option("--auth-type <type>", "what the provider's credentials are; the document says otherwise").choices(authTypes))
    .option("--target-python <version>", "the oldest Python the output must run on (3.10)", python)
    .option("--include <selector>", "compile only these: tag:NAME, op:ID, or a path such as /repos/** (repeatable)", collect)
    .option("--exclude <selector>", "leave these out (repeatable)", collect)
    .option("--overlay <file>", "an OpenAPI Overlay (1.0, 1.1) to apply to the document first (repeatable)", collect)
    .option("--line-length <n>", "the longest line of the output (88)", lineLength)
    .option("--config <file>", "the configuration; otherwise pysdk.yaml or pysdk.json beside SPEC or here")
    .option("--strict", "fail on any degradation")
    .option("--check", "write nothing; exit 1 and list the files when the output on disk differs")
    .option("--watch", "compile again whenever the document, a file it refers to, or the configuration changes")
    .option("--verify", "check what was written as pysdk-compile verify does: imports, ruff, mypy, pyright where they are installed")
    .option("--force", "overwrite files that were edited by hand")
    .option("--keep", "leave files that were edited by hand as they are")
    .option("--merge", "merge files that were edited by hand three ways")
    .option("--manifest <path>", "where the manifest goes (- for stdout)")
    .option("--no-manifest", "write no manifest")
    .option("--header <header>", "'Name: value', for fetching SPEC and files of its origin (repeatable)", header)
    .option("--allow-external <place>", "an origin or folder that references may lead to (repeatable)", collect)
    .option("--jobs <n>", "how many of several documents are compiled at the same time; otherwise as many as there are processors", jobCount)
    .option("--dump <stage>", "print the IR after a stage or pass as JSON, and write nothing")
    .option("--json", "the report as JSON on stdout")
    .option("--quiet", "say nothing but errors")
    .addOption(colorOption())
    .version(version, "--version", "print the version")
    .addHelpText("after", "\nExit codes: 0 done; 1 --check, --strict or --verify found a fault; 2 the call or the configuration is wrong; 3 the document cannot be read.");
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
    overlays: texts(given["overlay"]),
    lineLength: typeof given["lineLength"] === "number" ? given["lineLength"] : null,
    headers: record(given["header"]),
    allowExternal: texts(given["allowExternal"]),
    strict: given["strict"] === true,
    check: given["check"] === true,
    watch: given["watch"] === true,
    verify: given["verify"] === true,
    onEdited: ways[0] ?? "stop",
    manifest: given["manifest"] === false ? false : textOf(given["manifest"]),
    jobs: typeof given["jobs"] === "number" ? given["jobs"] : null,
    json: given["json"] === true,
    quiet: given["quiet"] === true,
    dump: textOf(given["dump"]),
  };
}

