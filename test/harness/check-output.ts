import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { checkedRow, checkNames, type CheckRow } from "../../src/verify/check-row.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import { verifyOutput } from "../../src/verify/verify-output.ts";
import type { SourceDocuments } from "./source-documents.ts";
import { programOf, repository, sharedEnv, type VirtualEnv } from "./virtual-env.ts";

/** What to check with. */
export interface CheckSettings {
  /** Whether mypy and pyright run, which takes longer than all the rest. */
  readonly types: boolean;
  /** The document the output was made from, for the parity of operations. */
  readonly source: SourceDocuments | null;
  readonly env?: VirtualEnv;
  /** Whether the modules of large outputs share one import of the runtime. */
  readonly sharedRuntime?: boolean;
}

/** What `verify` checks, with the pinned programs, and the operations; here whatever is missing is a failure. */
export async function checkOutput(output: OutputFolder, settings: CheckSettings): Promise<CheckRow[]> {
  const env = settings.env ?? sharedEnv;
  const program = (name: string) => ({ command: programOf(env, name), arguments: [] });
  const tools = { python: env.python, ruff: program("ruff"), mypy: program("mypy"), pyright: { command: process.execPath, arguments: [join(repository, "node_modules/pyright/index.js")] } };
  const verified = await verifyOutput(output, { tools, types: settings.types, sharedRuntime: settings.sharedRuntime ?? false, allowedEdits: "all", pythonVersion: "3.10", lineLength: 88, mypyCache: join(repository, ".tmp/mypy-cache") });
  const rows = verified.flatMap((row): CheckRow[] => (row.check === "edited" ? [] : [row.status === "missing" ? { ...row, status: "failed" } : row]));
  return [...rows, await checkOperations(output, settings.source, env)].sort((one, other) => checkNames.indexOf(one.check) - checkNames.indexOf(other.check));
}

/** Compares the operations of the source with the manifest's; a missing one needs a diagnostic that carries its pointer. */
async function checkOperations(output: OutputFolder, source: SourceDocuments | null, env: VirtualEnv): Promise<CheckRow> {
  const { manifest } = output;
  if (source === null) return { check: "operations", status: "skipped", count: 0, problems: [] };
  if (manifest === null) return checkedRow("operations", 0, ["there is no manifest"]);
  const outcome = await execa(env.python, [fileURLToPath(new URL("count_operations.py", import.meta.url))], { input: JSON.stringify(source), reject: false });
  if (outcome.exitCode !== 0) return checkedRow("operations", 0, [outcome.stderr.slice(-600)]);
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
  return checkedRow("operations", wanted.length, problems);
}

function explained(diagnostics: readonly { readonly pointer: string }[], method: string, path: string): boolean {
  const item = `#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const pointers = [item, `${item}/${method.toLowerCase()}`, `${item}/additionalOperations/${method}`];
  return diagnostics.some(({ pointer }) => pointers.includes(pointer));
}
