import { Command } from "commander";
import { version } from "../../6-emit/version.ts";
import type { OnEdited } from "../../6-emit/write.ts";
import { CliError } from "../cli-error.ts";
import type { CliCommand } from "../command.ts";
import { colorOf, colorOption, jobCount, textOf } from "../options/option-values.ts";
import { addSdkOptions, type SdkFlags, sdkFlagsOf } from "../options/sdk-options.ts";

/** The options of a compile as they were given; null where nothing was said. */
export interface CompileFlags extends SdkFlags {
  /** Files, URLs, or `-`. */
  readonly specs: readonly string[];
  /** `-o`. */
  readonly output: string | null;
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

/** Compiling, the command without a name. */
export const compileCommand: CliCommand = {
  name: null,
  summary: "compile documents into SDKs",
  build: buildCompile,
  read(parsed) {
    const flags = compileFlagsOf(parsed);
    if (flags.specs.length === 0 && flags.overlays.length === 0) throw new CliError("no document was given; see pysdk-compile --help");
    return {
      color: colorOf(parsed.opts()["color"]),
      json: flags.json,
      run: async (surroundings) => {
        const { runCompile } = await import("../compile/run-compile.ts");
        return runCompile({ ...surroundings, flags });
      },
    };
  },
};

function buildCompile(): Command {
  const command = new Command("pysdk-compile")
    .description("Compile an OpenAPI document into a Python SDK.")
    .usage("SPEC... [options]\n       pysdk-compile COMMAND ...")
    .argument("[spec...]", "a file, a URL, or - for stdin; JSON or YAML; OpenAPI 2.0 to 3.2")
    .optionsGroup("What comes out:")
    .option("-o, --output <path>", "the folder that the output goes into (the current one otherwise)");
  return addSdkOptions(command)
    .optionsGroup("How it is written:")
    .option("--check", "write nothing; exit 1 and list the files when the output on disk differs")
    .option("--watch", "compile again whenever the document, a file it refers to, or the configuration changes")
    .option("--verify", "check what was written as pysdk-compile verify does: imports, ruff, mypy, pyright where they are installed")
    .option("--strict", "write nothing and exit 1 where a part of the document could not be kept whole")
    .option("--force", "overwrite files that were edited by hand")
    .option("--keep", "leave files that were edited by hand as they are")
    .option("--merge", "merge files that were edited by hand three ways; exit 1 where changes do not fit together")
    .option("--manifest <path>", "where the manifest goes (- for stdout)")
    .option("--no-manifest", "write no manifest")
    .option("--jobs <n>", "how many of several documents are compiled at the same time; otherwise as many as there are processors", jobCount)
    .optionsGroup("What is said:")
    .option("--json", "the report as JSON on stdout")
    .option("--quiet", "say nothing but errors")
    .addOption(colorOption())
    .option("--dump <stage>", "print the IR after a stage or pass as JSON, and write nothing")
    .version(version, "--version", "print the version")
    .addHelpText("after", `
Examples:
  pysdk-compile openapi.yaml                          a project in ./NAME/
  pysdk-compile openapi.yaml --layout module -o api.py
                                                      one file
  pysdk-compile https://example.com/openapi.json --check
                                                      for CI: is the output up to date?
  pysdk-compile a.yaml b.yaml -o sdks/                several at once`)
    .addHelpText("afterAll", "\nExit codes: 0 done; 1 --check, --strict or --verify found a fault, or --merge a conflict; 2 the call or the configuration is wrong; 3 the document cannot be read.");
}

/** What the options of a compile say once commander has taken them apart. Throws `CliError` where they do not go together. */
export function compileFlagsOf(command: Command): CompileFlags {
  const given: Readonly<Record<string, unknown>> = command.opts();
  const ways = (["force", "keep", "merge"] as const).filter((way) => given[way] === true);
  if (ways.length > 1) throw new CliError(`--${ways.join(" and --")} exclude each other`);
  return {
    ...sdkFlagsOf(given),
    specs: command.args,
    output: textOf(given["output"]),
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

