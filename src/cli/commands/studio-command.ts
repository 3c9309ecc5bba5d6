import { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { colorOf, colorOption, port } from "../options/option-values.ts";

/** The options of `studio`. */
export interface StudioFlags {
  /** The document that the page starts with: a file or a URL; empty for none. */
  readonly spec: string;
  /** The port to listen on; 0 for any free one. */
  readonly port: number;
}

/** `studio [SPEC]`: compiling on a page of one's own browser. */
export const studioCommand: CliCommand = {
  name: "studio",
  summary: "a page in your browser: choose, generate, read, compare, save",
  build: () =>
    new Command("pysdk-compile studio")
      .description("Serve a page on 127.0.0.1 on which a document becomes an SDK: see what is in it, choose, generate, read the code, compare it with the disk, save it here or download it. Nothing leaves this machine.")
      .usage("[SPEC] [options]")
      .argument("[spec]", "the document to start with: a file or a URL")
      .allowExcessArguments(false)
      .option("--port <n>", "the port to listen on, 0 for any free one", port, 0)
      .addOption(colorOption())
      .addHelpText("after", "\nOpen the address that it prints. The address holds a secret: who has it can read documents and write SDKs from here as you can. Ctrl-C ends it."),
  read(parsed) {
    const given: Readonly<Record<string, unknown>> = parsed.opts();
    const flags: StudioFlags = { spec: parsed.args[0] ?? "", port: typeof given["port"] === "number" ? given["port"] : 0 };
    return {
      color: colorOf(given["color"]),
      json: false,
      run: async (surroundings) => {
        const { runStudio } = await import("../run-studio.ts");
        return runStudio(flags, surroundings);
      },
    };
  },
};
