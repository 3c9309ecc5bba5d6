import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { CliCommand } from "../command.ts";
import { colorOf, colorOption, textOf } from "../options/option-values.ts";
import { addSdkOptions, type SdkFlags, sdkFlagsOf } from "../options/sdk-options.ts";

/** The options of `diff`. */
export interface DiffFlags extends SdkFlags {
  /** The document of before; null to compare with what was compiled. */
  readonly old: string | null;
  /** The document of now. */
  readonly spec: string;
  /** `-o`: where the output of before is. */
  readonly output: string | null;
  /** The manifest of before, where it is not in its usual place. */
  readonly manifest: string | null;
  /** How the difference is shown. */
  readonly format: "text" | "json" | "markdown";
}

/** `diff OLD NEW`, `diff NEW -o PATH`: what changes for callers. */
export const diffCommand: CliCommand = {
  name: "diff",
  summary: "say what changes for callers between two documents, or since the last compile",
  build: () =>
    addSdkOptions(
      new Command("pysdk-compile diff")
        .description("Say what changes for the SDK's callers between two documents, or between what was compiled and a document: what was added, removed, renamed or retyped, whether that breaks them and why, and the version step it calls for.")
        .usage("OLD NEW [options]\n       pysdk-compile diff NEW [-o PATH] [options]")
        .argument("<spec...>", "the old document and the new one, or the new one alone; files, URLs, or -")
        .option("-o, --output <path>", "what was compiled before: the same -o as then, or the project's folder")
        .option("--manifest <path>", "the manifest of what was compiled before, where it was put elsewhere")
        .option("--json", "the difference as JSON")
        .option("--markdown", "the difference as Markdown, for a pull request or release notes"),
    )
      .addOption(colorOption())
      .addHelpText("after", "\nBoth sides are compiled with these options and the configuration. Exit codes: 0 done, whatever changed; 2 the call or the configuration is wrong; 3 a document cannot be read."),
  read(parsed) {
    const given: Readonly<Record<string, unknown>> = parsed.opts();
    const flags = flagsOf(parsed.args, given);
    return {
      color: colorOf(given["color"]),
      json: flags.format === "json",
      run: async (surroundings) => {
        const { runDiff } = await import("../run-diff.ts");
        return runDiff({ ...surroundings, flags });
      },
    };
  },
};

function flagsOf(specs: readonly string[], given: Readonly<Record<string, unknown>>): DiffFlags {
  const [first = "", second, ...more] = specs;
  const [output, manifest] = [textOf(given["output"]), textOf(given["manifest"])];
  if (more.length > 0) throw new CliError("diff takes the old document and the new one; see pysdk-compile diff --help");
  if (second !== undefined && (output !== null || manifest !== null)) throw new CliError("two documents are compared with each other: -o and --manifest go with the new one alone");
  if (output !== null && manifest !== null) throw new CliError("-o and --manifest both say what was compiled before; give one");
  if (first === "-" && second === "-") throw new CliError("only one document can come from standard input");
  if (given["json"] === true && given["markdown"] === true) throw new CliError("--json and --markdown exclude each other");
  const format = given["json"] === true ? "json" : given["markdown"] === true ? "markdown" : "text";
  return { ...sdkFlagsOf(given), old: second === undefined ? null : first, spec: second ?? first, output, manifest, format };
}
