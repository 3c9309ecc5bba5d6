import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { modulesOf, type OutputFolder } from "./output-folder.ts";
import type { SourceDocuments } from "./source-documents.ts";
import { programOf, repository, sharedEnv, type VirtualEnv } from "./virtual-env.ts";

/** The checks, in the order of the table. */
export const checkNames = ["compile", "import", "hints", "operations", "ruff format", "ruff check", "mypy", "pyright"] as const;
export type CheckName = (typeof checkNames)[number];

/** One row of the result. */
export interface CheckRow {
  readonly check: CheckName;
  readonly status: "ok" | "failed" | "skipped";
  /** How many files, modules, hints or operations were looked at. */
  readonly count: number;
  readonly problems: readonly string[];
}

/** What to check with. */
export interface CheckSettings {
  /** Whether mypy and pyright run, which takes longer than all the rest. */
  readonly types: boolean;
  /** The document the output was made from, for the parity of operations. */
  readonly source: SourceDocuments | null;
  readonly env?: VirtualEnv;
}

/** The lint rules of a module, which has no pyproject.toml to state them. */
export const lintRules = ["--select=E,F,I,UP,B,PIE,RUF", "--ignore=E501,RUF001,RUF002,RUF003", "--target-version=py310"];

/** Runs every check on a compiled SDK; rows come in the order of `checkNames`. */
export async function checkOutput(output: OutputFolder, settings: CheckSettings): Promise<CheckRow[]> {
  const env = settings.env ?? sharedEnv;
  const rows = [
    ...(await checkWithPython(output, env)),
    await checkOperations(output, settings.source, env),
    await ruff(output, env, "ruff format"),
    await ruff(output, env, "ruff check"),
    ...(settings.types ? [await checkMypy(output, env), await checkPyright(output, env)] : []),
  ];
  return rows.sort((one, other) => checkNames.indexOf(one.check) - checkNames.indexOf(other.check));
}

/** The rows as lines of text, problems indented below their check. */
export function renderRows(rows: readonly CheckRow[], limit = 10): string {
  const lines = rows.flatMap((row) => [
    `${row.status.padEnd(8)}${row.check.padEnd(12)}${String(row.count).padStart(6)}${row.problems.length > 0 ? `  ${row.problems.length} problems` : ""}`,
    ...row.problems.slice(0, limit).map((problem) => `          ${problem}`),
  ]);
  return lines.join("\n");
}

function row(check: CheckName, count: number, problems: readonly string[]): CheckRow {
  return { check, status: problems.length === 0 ? "ok" : "failed", count, problems };
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

interface PythonAnswer {
  readonly count: number;
  readonly problems: readonly string[];
}

async function checkWithPython(output: OutputFolder, env: VirtualEnv): Promise<CheckRow[]> {
  const files = output.files.filter((path) => path.endsWith(".py"));
  const http = output.manifest?.http;
  const request = { root: output.folder, files, modules: modulesOf(output), manifest: output.manifest, preload: http === undefined ? [] : [http] };
  const outcome = await execa(env.python, [script("check_python.py")], { input: JSON.stringify(request), reject: false });
  if (outcome.exitCode !== 0) return [row("compile", files.length, [`the checker ended with ${outcome.exitCode}: ${outcome.stderr.slice(-600)}`])];
  const answer: Partial<Record<CheckName, PythonAnswer>> = JSON.parse(outcome.stdout);
  return checkNames.flatMap((check) => {
    const part = answer[check];
    return part === undefined ? [] : [row(check, part.count, part.problems)];
  });
}

/** Compares the operations of the source with the manifest's; a missing one needs a diagnostic that carries its pointer. */
async function checkOperations(output: OutputFolder, source: SourceDocuments | null, env: VirtualEnv): Promise<CheckRow> {
  const { manifest } = output;
  if (source === null) return { check: "operations", status: "skipped", count: 0, problems: [] };
  if (manifest === null) return row("operations", 0, ["there is no manifest"]);
  const outcome = await execa(env.python, [script("count_operations.py")], { input: JSON.stringify(source), reject: false });
  if (outcome.exitCode !== 0) return row("operations", 0, [outcome.stderr.slice(-600)]);
  const wanted: [string, string][] = JSON.parse(outcome.stdout);
  const found = new Map<string, number>();
  for (const { method, path } of manifest.operations) found.set(`${method} ${path}`, (found.get(`${method} ${path}`) ?? 0) + 1);
  const problems: string[] = [];
  for (const [method, path] of wanted) {
    const key = `${method} ${path}`;
    if (found.get(key) === undefined && !explained(manifest.diagnostics, method, path)) problems.push(`missing: ${key}`);
  }
  const known = new Set(wanted.map(([method, path]) => `${method} ${path}`));
  for (const [key, times] of found) {
    if (!known.has(key)) problems.push(`not in the document: ${key}`);
    if (times > 1) problems.push(`${times} times: ${key}`);
  }
  const methods = new Map<string, string>();
  for (const { python, method, path } of manifest.operations) {
    const other = methods.get(python);
    if (other !== undefined) problems.push(`${python} is both ${other} and ${method} ${path}`);
    methods.set(python, `${method} ${path}`);
  }
  return row("operations", wanted.length, problems);
}

function explained(diagnostics: readonly { readonly pointer: string }[], method: string, path: string): boolean {
  const item = `#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const pointers = [item, `${item}/${method.toLowerCase()}`, `${item}/additionalOperations/${method}`];
  return diagnostics.some(({ pointer }) => pointers.includes(pointer));
}

async function ruff(output: OutputFolder, env: VirtualEnv, check: "ruff format" | "ruff check"): Promise<CheckRow> {
  const files = output.files.filter((path) => path.endsWith(".py"));
  const configuration = existsSync(join(output.folder, "pyproject.toml")) ? [] : ["--isolated", ...(check === "ruff check" ? lintRules : [])];
  const verb = check === "ruff check" ? ["check"] : ["format", "--check"];
  const outcome = await execa(programOf(env, "ruff"), [...verb, "--output-format=concise", "--no-cache", "--quiet", ...configuration, "."], { cwd: output.folder, reject: false, all: true });
  const problems = outcome.all.split("\n").filter((line) => line !== "");
  return row(check, files.length, outcome.exitCode === 0 ? [] : problems.length > 0 ? problems : [`ruff ended with ${outcome.exitCode}`]);
}

async function checkMypy(output: OutputFolder, env: VirtualEnv): Promise<CheckRow> {
  const cache = join(repository, ".tmp/mypy-cache");
  const options = ["--strict", "--config-file=", `--cache-dir=${cache}`, `--python-executable=${env.python}`, "--no-error-summary", "--hide-error-context"];
  const outcome = await execa(programOf(env, "mypy"), [...options, "."], { cwd: output.folder, reject: false, all: true });
  const problems = outcome.all.split("\n").filter((line) => /: error:|^mypy:|INTERNAL ERROR/.test(line));
  const failed = outcome.exitCode === 0 ? [] : problems.length > 0 ? problems : [`mypy ended with ${outcome.exitCode}: ${outcome.all.slice(0, 300)}`];
  return row("mypy", output.files.filter((path) => path.endsWith(".py")).length, failed);
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

async function checkPyright(output: OutputFolder, env: VirtualEnv): Promise<CheckRow> {
  const folder = `${output.folder}.pyright`;
  await mkdir(folder, { recursive: true });
  const configuration = join(folder, "pyrightconfig.json");
  await writeFile(configuration, JSON.stringify({ include: [`../${basename(output.folder)}`], exclude: [], extraPaths: [output.folder], typeCheckingMode: "strict", pythonVersion: "3.10" }));
  const pyright = join(repository, "node_modules/pyright/index.js");
  const outcome = await execa(process.execPath, [pyright, "-p", configuration, "--pythonpath", env.python, "--outputjson"], { reject: false });
  if (!outcome.stdout.startsWith("{")) return row("pyright", 0, [`pyright ended with ${outcome.exitCode}: ${outcome.stderr.slice(-300)}`]);
  const report: PyrightReport = JSON.parse(outcome.stdout);
  const problems = report.generalDiagnostics
    .filter(({ severity }) => severity !== "information")
    .map(({ file, range, message, rule }) => `${file.slice(output.folder.length + 1)}:${range.start.line + 1}: ${message.split("\n")[0]} (${rule ?? "syntax"})`);
  return row("pyright", report.summary.filesAnalyzed, problems);
}
