import { execa } from "execa";
import { type CheckName, type CheckRow, checkedRow, missingRow } from "./check-row.ts";
import { modulesOf, type OutputFolder, pythonFiles } from "./output-folder.ts";
import { shippedFile } from "./shipped-file.ts";

/** What check_python.py answers for one check. */
interface Answer {
  readonly count: number;
  readonly problems: readonly string[];
  readonly missing: readonly string[];
}

const checks = ["compile", "import", "hints"] as const satisfies readonly CheckName[];

/** Compiles every file with warnings as errors, imports every module first, but for a shared runtime, and resolves every hint. */
export async function checkWithPython(output: OutputFolder, python: string | null, sharedRuntime: boolean): Promise<readonly CheckRow[]> {
  if (python === null) return checks.map((check) => ({ check, status: "missing", count: 0, problems: ["Python is not installed, or not on the path; --python names it"] }));
  const files = pythonFiles(output);
  const preload = [...new Set(output.manifests.map((manifest) => manifest.http))];
  const request = { root: output.folder, importRoot: output.importRoot, files, modules: modulesOf(output), manifests: output.manifests, preload, sharedRuntime };
  const outcome = await execa(python, [shippedFile("check_python.py", import.meta.url), "check"], { input: JSON.stringify(request), cwd: output.folder, reject: false });
  if (outcome.exitCode !== 0) return [checkedRow("compile", files.length, [`${python} ended with ${outcome.exitCode ?? outcome.message}: ${outcome.stderr.slice(-600)}`])];
  const answer: Partial<Record<CheckName, Answer>> = JSON.parse(outcome.stdout);
  return checks.flatMap((check) => {
    const part = answer[check];
    if (part === undefined) return [];
    return [part.problems.length === 0 && part.missing.length > 0 ? missingRow(check, part.missing) : checkedRow(check, part.count, part.problems)];
  });
}
