import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { lintRules } from "../lint-rules.ts";
import { type CheckRow, checkedRow, missingRow } from "./check-row.ts";
import type { Program } from "./find-tools.ts";
import { type OutputFolder, pythonFiles } from "./output-folder.ts";

/** What ruff is told where no configuration of the project says it. */
export interface RuffSettings {
  /** The oldest Python of code that is not ours. */
  readonly pythonVersion: string;
  /** The longest line. */
  readonly lineLength: number;
}

/** The arguments that say the lint rules of a module, which has no pyproject.toml to state them. */
export function lintArguments(pythonVersion: string): readonly string[] {
  return [`--select=${lintRules.select.join(",")}`, `--ignore=${lintRules.ignore.join(",")}`, targetVersion(pythonVersion)];
}

function targetVersion(pythonVersion: string): string {
  return `--target-version=py${pythonVersion.replace(".", "")}`;
}

/** `ruff format --check` or `ruff check`, with the configuration of the project, or ours where it has none; of what is not ours, only the Python. */
export async function checkWithRuff(output: OutputFolder, check: "ruff format" | "ruff check", { ruff, settings }: { readonly ruff: Program | null; readonly settings: RuffSettings }): Promise<CheckRow> {
  if (ruff === null) return missingRow(check, ["ruff"]);
  const files = pythonFiles(output);
  const configured = ["pyproject.toml", "ruff.toml", ".ruff.toml"].some((name) => existsSync(join(output.folder, name)));
  const version = output.manifests.length > 0 ? lintRules.python : settings.pythonVersion;
  const own = ["--isolated", ...(check === "ruff check" ? lintArguments(version) : [`--line-length=${settings.lineLength}`, targetVersion(version)])];
  const verb = check === "ruff check" ? ["check"] : ["format", "--check"];
  const outcome = await execa(ruff.command, [...ruff.arguments, ...verb, "--output-format=concise", "--no-cache", "--quiet", ...(configured ? [] : own), ...(output.manifests.length > 0 ? [] : ["--exclude=*.md"]), output.target], { cwd: output.folder, reject: false, all: true });
  const problems = outcome.all.split("\n").filter((line) => line !== "");
  return checkedRow(check, files.length, outcome.exitCode === 0 ? [] : problems.length > 0 ? problems : [`ruff ended with ${outcome.exitCode ?? outcome.message}`]);
}
