import { Argument, Command } from "commander";
import { exitCodes } from "../cli-error.ts";
import type { CliCommand } from "../command.ts";
import { oneOf } from "../options/option-values.ts";

/** The shells that there is a script for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** `completion SHELL`: prints what makes a shell complete this command line. */
export const completionCommand: CliCommand = {
  name: "completion",
  summary: "print a script that makes bash, zsh or fish complete commands and options",
  build: () =>
    new Command("pysdk-compile completion")
      .description("Print a script that makes a shell complete commands, options and their values.")
      .usage("SHELL")
      .addArgument(new Argument("<shell>", "the shell").choices(shells))
      .allowExcessArguments(false)
      .addHelpText("after", '\nbash, in ~/.bashrc:\n  eval "$(pysdk-compile completion bash)"\nzsh, in ~/.zshrc after compinit:\n  eval "$(pysdk-compile completion zsh)"\nfish, in ~/.config/fish/config.fish:\n  pysdk-compile completion fish | source'),
  read(parsed) {
    const shell = oneOf(parsed.args[0], shells) ?? "bash";
    return {
      color: "auto",
      json: false,
      run: async ({ io }) => {
        const { completionScript } = await import("../completion/completion-script.ts");
        io.stdout(await completionScript(shell));
        return exitCodes.done;
      },
    };
  },
};
