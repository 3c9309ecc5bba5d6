import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { execa } from "execa";
import { type CheckRow, checkedRow, missingRow } from "./check-row.ts";
import type { Tools } from "./find-tools.ts";
import { type OutputFolder, pythonFiles } from "./output-folder.ts";

/** How types are checked. */
export interface TypeSettings {
  /** The Python that pyright assumes; null for the interpreter's own. */
  readonly pythonVersion: string | null;
  /** Where mypy keeps what it knows between calls; null for nowhere. */
  readonly mypyCache: string | null;
}

/** `mypy --strict`. */
export async function checkMypy(output: OutputFolder, { python, mypy }: Tools, settings: TypeSettings): Promise<CheckRow> {
  if (mypy === null) return missingRow("mypy", ["mypy"]);
  const cache = settings.mypyCache ?? (process.platform === "win32" ? "nul" : "/dev/null");
  const options = ["--strict", "--config-file=", `--cache-dir=${cache}`, ...(python === null ? [] : [`--python-executable=${python}`]), "--no-error-summary", "--hide-error-context"];
  const outcome = await execa(mypy.command, [...mypy.arguments, ...options, output.target], { cwd: output.folder, reject: false, all: true });
  const problems = outcome.all.split("\n").filter((line) => /: error:|^mypy:|INTERNAL ERROR/.test(line));
  const missing = problems.flatMap((line) => /Cannot find implementation or library stub for module named "([A-Za-z0-9_]+)/.exec(line)?.[1] ?? []);
  if (missing.length > 0) return missingRow("mypy", missing);
  const failed = outcome.exitCode === 0 ? [] : problems.length > 0 ? problems : [`mypy ended with ${outcome.exitCode ?? outcome.message}: ${outcome.all.slice(0, 300)}`];
  return checkedRow("mypy", pythonFiles(output).length, failed);
}

interface PyrightReport {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly severity: string;
    readonly message: string;
    readonly rule?: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly summary: { readonly filesAnalyzed: number };
}

/** pyright in strict mode, whatever configuration stands around the output. */
export async function checkPyright(output: OutputFolder, { python, pyright }: Tools, settings: TypeSettings): Promise<CheckRow> {
  if (pyright === null) return missingRow("pyright", ["pyright"]);
  const folder = await mkdtemp(join(tmpdir(), "pysdk-pyright-"));
  try {
    const configuration = join(folder, "pyrightconfig.json");
    const included = relative(folder, resolve(output.folder, output.target)).replaceAll("\\", "/");
    const version = settings.pythonVersion === null ? {} : { pythonVersion: settings.pythonVersion };
    await writeFile(configuration, JSON.stringify({ include: [included], exclude: ["**/node_modules", "**/__pycache__", "**/.venv", "**/venv"], extraPaths: [join(output.folder, output.importRoot)], typeCheckingMode: "strict", ...version }));
    const outcome = await execa(pyright.command, [...pyright.arguments, "-p", configuration, ...(python === null ? [] : ["--pythonpath", python]), "--outputjson"], { reject: false });
    const start = outcome.stdout.indexOf("{");
    if (start === -1) return checkedRow("pyright", 0, [`pyright ended with ${outcome.exitCode ?? outcome.message}: ${outcome.stderr.slice(-300)}`]);
    const report: PyrightReport = JSON.parse(outcome.stdout.slice(start));
    const found = report.generalDiagnostics.filter(({ severity }) => severity !== "information");
    const missing = found.flatMap(({ rule, message }) => (rule === "reportMissingImports" ? (/^Import "([A-Za-z0-9_]+)/.exec(message)?.[1] ?? []) : []));
    if (missing.length > 0) return missingRow("pyright", missing);
    const problems = found.map(({ file, range, message, rule }) => `${relative(output.folder, file).replaceAll("\\", "/")}:${range.start.line + 1}: ${message.split("\n")[0]} (${rule ?? "syntax"})`);
    return checkedRow("pyright", report.summary.filesAnalyzed, problems);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
