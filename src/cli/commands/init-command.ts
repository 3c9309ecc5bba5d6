import { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { collect, colorOf, colorOption, header, record, textOf, texts } from "../option-values.ts";

/** The options of `init`. */
export interface InitFlags {
  /** A file, a URL, or `-`. */
  readonly spec: string;
  /** The file to write; `-` for stdout. */
  readonly output: string;
  /** A `stainless.yml` whose names and settings are carried over. */
  readonly from: string | null;
  /** Whether a file that exists is overwritten. */
  readonly force: boolean;
  /** Overlays for the document: files or URLs. */
  readonly overlays: readonly string[];
  /** For fetching the document. */
  readonly headers: Readonly<Record<string, string>>;
  /** Origins and folders that references may lead to. */
  readonly allowExternal: readonly string[];
  /** Whether to say nothing but errors. */
  readonly quiet: boolean;
}

/** `init SPEC`: writes a configuration of what was inferred. */
export const initCommand: CliCommand = {
  name: "init",
  summary: "write a configuration file with everything that was inferred",
  build: () =>
    new Command("pysdk-compile init")
      .description("Write pysdk.yaml with everything that pysdk-compile infers from a document, each key with what it does. Compiling with it as it is changes nothing; edit what you want otherwise.")
      .usage("SPEC [options]")
      .argument("<spec>", "a file, a URL, or - for stdin")
      .allowExcessArguments(false)
      .option("--from <file>", "a stainless.yml to carry over: names of methods and models, pages, client settings; what has no counterpart is listed")
      .option("-o, --output <file>", "where to write it, - for stdout", "pysdk.yaml")
      .option("--force", "overwrite the file if it exists")
      .option("--overlay <file>", "an OpenAPI Overlay to apply to the document first; goes into the file (repeatable)", collect)
      .option("--header <header>", "'Name: value', for fetching SPEC and files of its origin (repeatable)", header)
      .option("--allow-external <place>", "an origin or folder that references may lead to (repeatable)", collect)
      .option("--quiet", "say nothing but errors")
      .addOption(colorOption()),
  read(parsed) {
    const given: Readonly<Record<string, unknown>> = parsed.opts();
    const flags: InitFlags = {
      spec: parsed.args[0] ?? "",
      output: textOf(given["output"]) ?? "pysdk.yaml",
      from: textOf(given["from"]),
      force: given["force"] === true,
      overlays: texts(given["overlay"]),
      headers: record(given["header"]),
      allowExternal: texts(given["allowExternal"]),
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
