import { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { addDocumentOptions, type DocumentFlags, documentFlagsOf } from "../options/document-options.ts";
import { colorOf, colorOption, textOf } from "../options/option-values.ts";

/** The options of `init`. */
export interface InitFlags extends DocumentFlags {
  /** A file, a URL, or `-`. */
  readonly spec: string;
  /** The file to write; `-` for stdout. */
  readonly output: string;
  /** A `stainless.yml` whose names and settings are carried over. */
  readonly from: string | null;
  /** Whether a file that exists is overwritten. */
  readonly force: boolean;
  /** Whether to say nothing but errors. */
  readonly quiet: boolean;
}

/** `init SPEC`: writes a configuration of what was inferred. */
export const initCommand: CliCommand = {
  name: "init",
  summary: "write a configuration file with everything that was inferred",
  build: () =>
    addDocumentOptions(
      new Command("pysdk-compile init")
        .description("Write pysdk.yaml with everything that pysdk-compile infers from a document, each key with what it does. Compiling with it as it is changes nothing; edit what you want otherwise.")
        .usage("SPEC [options]")
        .argument("<spec>", "a file, a URL, or - for stdin")
        .allowExcessArguments(false)
        .option("--from <file>", "a stainless.yml to carry over: names of methods and models, pages, client settings; what has no counterpart is listed")
        .option("-o, --output <file>", "where to write it, - for stdout", "pysdk.yaml")
        .option("--force", "overwrite the file if it exists"),
      "; goes into the file",
    )
      .option("--quiet", "say nothing but errors")
      .addOption(colorOption()),
  read(parsed) {
    const given: Readonly<Record<string, unknown>> = parsed.opts();
    const flags: InitFlags = {
      ...documentFlagsOf(given),
      spec: parsed.args[0] ?? "",
      output: textOf(given["output"]) ?? "pysdk.yaml",
      from: textOf(given["from"]),
      force: given["force"] === true,
      quiet: given["quiet"] === true,
    };
    return {
      color: colorOf(given["color"]),
      json: false,
      run: async (surroundings) => {
        const { runInit } = await import("../init/run-init.ts");
        return runInit(flags, surroundings);
      },
    };
  },
};
