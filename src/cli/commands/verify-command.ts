import { Command } from "commander";
import type { CliCommand } from "../command.ts";
import { colorOf, colorOption, lineLength, python, textOf } from "../options/option-values.ts";

/** The options of `verify`. */
export interface VerifyFlags {
  /** A project, a package, a folder of modules, or one module. */
  readonly path: string;
  /** The interpreter to check with, null to look for one. */
  readonly python: string | null;
  /** The oldest Python of the output; null takes its pyproject.toml's. */
  readonly targetPython: string | null;
  /** The longest line of an output without a pyproject.toml. */
  readonly lineLength: number;
  /** Whether mypy and pyright run. */
  readonly types: boolean;
  /** Whether hand edits are no fault. */
  readonly keep: boolean;
  /** Whether something that is not installed is a fault. */
  readonly strict: boolean;
  /** Whether to report as JSON. */
  readonly json: boolean;
}

/** `verify PATH`: judges Python on disk with Python's own tools. */
export const verifyCommand: CliCommand = {
  name: "verify",
  summary: "check Python code: compile, import, hand edits, ruff, mypy, pyright",
  build: () =>
    new Command("pysdk-compile verify")
      .description(
        "Check Python code with the tools that are installed: every file compiles without a warning, every module imports on its own, type hints resolve, ruff format and ruff check have nothing to say, nor have mypy --strict and pyright in strict mode, and nothing was edited by hand. It changes nothing.",
      )
      .usage("PATH [options]")
      .argument("<path>", "a project, a package, a folder of modules, or one module: what pysdk-compile wrote, or any other Python")
      .allowExcessArguments(false)
      .option("--python <program>", "the Python to check with; otherwise the active environment's, that of .venv, or the first on the path")
      .option("--target-python <version>", "the oldest Python the code must run on; otherwise what pyproject.toml says", python)
      .option("--line-length <n>", "the longest line of code without a pyproject.toml (88)", lineLength)
      .option("--no-types", "leave out mypy and pyright, which take longest")
      .option("--keep", "do not count files that were edited by hand as a fault")
      .option("--strict", "fail where a check cannot be made because something is not installed")
      .option("--json", "the result as JSON on stdout")
      .addOption(colorOption())
      .addHelpText("after", "\nExit codes: 0 nothing found; 1 a check failed; 2 the call is wrong. What is not installed is named with the command that installs it."),
  read(parsed) {
    const given: Readonly<Record<string, unknown>> = parsed.opts();
    const flags: VerifyFlags = {
      path: parsed.args[0] ?? "",
      python: textOf(given["python"]),
      targetPython: textOf(given["targetPython"]),
      lineLength: typeof given["lineLength"] === "number" ? given["lineLength"] : 88,
      types: given["types"] !== false,
      keep: given["keep"] === true,
      strict: given["strict"] === true,
      json: given["json"] === true,
    };
    return {
      color: colorOf(given["color"]),
      json: flags.json,
      run: async ({ io }) => {
        const { runVerify } = await import("../run-verify.ts");
        return runVerify(flags, io);
      },
    };
  },
};
