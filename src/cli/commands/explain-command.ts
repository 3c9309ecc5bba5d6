import { Command } from "commander";
import { exitCodes } from "../cli-error.ts";
import type { CliCommand } from "../command.ts";

/** `explain CODE`: what a message means. */
export const explainCommand: CliCommand = {
  name: "explain",
  summary: "say what a message means and how to fix it",
  build: () => new Command("pysdk-compile explain").description("Say what a message means and how to fix it.").usage("CODE").argument("<code>", "the code in brackets at the end of a message, for example schema-never").allowExcessArguments(false),
  words: async () => Object.keys((await import("../../diagnostics/catalogue.ts")).catalogue).toSorted(),
  read(parsed) {
    const code = parsed.args[0] ?? "";
    return {
      color: "auto",
      json: false,
      run: async ({ io }) => {
        const { explainCode } = await import("../explain.ts");
        io.stdout(explainCode(code));
        return exitCodes.done;
      },
    };
  },
};
