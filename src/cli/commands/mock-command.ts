import { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { addDocumentOptions, type DocumentFlags, documentFlagsOf } from "../options/document-options.ts";
import { colorOf, colorOption, port } from "../options/option-values.ts";

/** The options of `mock`. */
export interface MockFlags extends DocumentFlags {
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
  /** Whether to say nothing but the address. */
  readonly quiet: boolean;
}

/** `mock SPEC`: serves a document. */
export const mockCommand: CliCommand = {
  name: "mock",
  summary: "serve a document: check requests against it and answer with its examples",
  build: () =>
    addDocumentOptions(
      new Command("pysdk-compile mock")
        .description("Serve a document on 127.0.0.1: requests are checked against it, answers are its examples or made up from its schemas.")
        .usage("SPEC [options]")
        .argument("<spec>", "a file, a URL, or - for stdin")
        .allowExcessArguments(false)
        .option("--port <n>", "the port to listen on, 0 for any free one", port, 4010)
        .option("--strict-keys", "refuse body keys that the document does not declare, also where it allows them")
        .option("--loose-unions", "let a value fit several members of a oneOf")
        .option("--generated", "make answers up from the schemas, although there are examples"),
    )
      .option("--quiet", "do not report requests")
      .addOption(colorOption())
      .addHelpText("after", "\nA request chooses its answer with `Prefer: status=404`, `Prefer: example=NAME` or `Prefer: dynamic=true`."),
  read(parsed) {
    const given: Readonly<Record<string, unknown>> = parsed.opts();
    const flags: MockFlags = {
      ...documentFlagsOf(given),
      spec: parsed.args[0] ?? "",
      port: typeof given["port"] === "number" ? given["port"] : 4010,
      strictKeys: given["strictKeys"] === true,
      looseUnions: given["looseUnions"] === true,
      generated: given["generated"] === true,
      quiet: given["quiet"] === true,
    };
    return {
      color: colorOf(given["color"]),
      json: false,
      run: async ({ io, terminal }) => {
        const { runMock } = await import("../run-mock.ts");
        return runMock({ flags, io, terminal });
      },
    };
  },
};
