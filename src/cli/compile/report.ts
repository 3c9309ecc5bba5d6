import { relative, sep } from "node:path";
import { isIdentifier } from "../../../pyast/index.ts";
import type { Manifest, ManifestOperation } from "../../6-emit/manifest.ts";
import type { OutputPlace, WriteReport } from "../../6-emit/write.ts";
import type { DiagnosticJson } from "../../diagnostics/json.ts";
import { type CheckRow, renderRows } from "../../verify/check-row.ts";
import type { NameChanges } from "./name-changes.ts";
import type { Failure } from "../tell-failure.ts";

/** What became of one document of a call. */
export interface Outcome {
  readonly kind: "done";
  /** As it was given. */
  readonly spec: string;
  /** The record. */
  readonly manifest: Manifest;
  /** Where it went. */
  readonly place: OutputPlace;
  /** What was reported, with places. */
  readonly diagnostics: readonly DiagnosticJson[];
  /** The files on disk that were read. */
  readonly inputs: readonly string[];
  /** What `--check` found, null where it did not look. */
  readonly drifted: readonly string[] | null;
  /** What was written or refused, null where nothing was tried. */
  readonly report: WriteReport | null;
  /** What callers gain and lose against the compile before; null where there was none. */
  readonly names: NameChanges | null;
  /** What `--verify` found, null where it did not look. */
  readonly checks: readonly CheckRow[] | null;
  /** What this document alone would exit with. */
  readonly exitCode: number;
}

/** A document that could not be compiled. */
export interface Failed extends Failure {
  readonly kind: "failed";
  /** As it was given. */
  readonly spec: string;
}

/** An outcome as `--json` prints it: report.schema.json says what it looks like. */
export function reportJson(outcome: Outcome | Failed): unknown {
  if (outcome.kind === "failed") return { ok: false, exitCode: outcome.exitCode, document: outcome.spec, message: outcome.message, diagnostics: outcome.diagnostics };
  const { report, drifted, checks } = outcome;
  const empty = { created: [], changed: [], same: [], removed: [], kept: [], merged: [], refused: [], warnings: [] };
  const { created, changed, same, removed, kept, merged, refused } = report ?? empty;
  return {
    ok: outcome.exitCode === 0,
    exitCode: outcome.exitCode,
    document: outcome.spec,
    package: outcome.manifest.package,
    root: outcome.place.root,
    files: { created, changed, same, removed, kept, merged, refused: refused.map((one) => ({ code: one.code, path: one.origin.document, message: one.message })) },
    names: outcome.names,
    drift: drifted,
    checks,
    diagnostics: outcome.diagnostics,
  };
}

/** An outcome for people: what was made, and what to try with it. */
export function reportText(outcome: Outcome, cwd: string): string {
  return describe(outcome, cwd, snippet(outcome, cwd));
}

/** An outcome for people who know the rest: which files changed. */
export function changesText(outcome: Outcome, cwd: string): string {
  const { created = [], changed = [], removed = [] } = outcome.report ?? {};
  const lines = [...created.map((path) => `  new      ${path}`), ...changed.map((path) => `  changed  ${path}`), ...removed.map((path) => `  removed  ${path}`)];
  const more = lines.length - mostLines;
  return describe(outcome, cwd, [...lines.slice(0, mostLines), ...(more > 0 ? [`  and ${more} more`] : [])].map((line) => `${line}\n`).join(""));
}

/** How many files are listed by name. */
const mostLines = 20;

function describe(outcome: Outcome, cwd: string, rest: string): string {
  const { report, drifted, manifest, place, checks } = outcome;
  const table = checks === null ? "" : `\n${renderRows(checks)}\n`;
  if (drifted !== null) return drifted.length === 0 ? `${manifest.package}: up to date\n${table}` : "";
  if (report === null || report.refused.length > 0) return "";
  const where = relative(cwd, place.root) || ".";
  const at = manifest.layout === "module" ? `${where === "." ? "" : `${where}/`}${manifest.package}.py` : `${where}/`;
  const counts = [count(report.created, "new"), count(report.changed, "changed"), count(report.removed, "removed"), count(report.kept, "kept"), count(report.merged, "merged")].filter((text) => text !== "");
  const { operations, schemas } = manifest;
  return `${at}  ${plural(operations.length, "operation")}, ${plural(schemas.length, "model")}; files: ${counts.length === 0 ? "nothing to change" : counts.join(", ")}\n${namesText(outcome.names)}${rest}${table}`;
}

/** What callers gain and lose, in a line for each. */
function namesText(names: NameChanges | null): string {
  const line = (word: string, list: readonly string[]): string => (list.length === 0 ? "" : `  ${word}  ${list.slice(0, mostNames).join(", ")}${list.length > mostNames ? ` and ${list.length - mostNames} more` : ""}\n`);
  return names === null ? "" : `${line("added  ", names.added)}${line("removed", names.removed)}`;
}

/** How many names are listed. */
const mostNames = 5;

function count(paths: readonly string[], word: string): string {
  return paths.length === 0 ? "" : `${paths.length} ${word}`;
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** A few lines of Python: import, construct, call. */
function snippet({ manifest, place }: Outcome, cwd: string): string {
  const { client, operations } = manifest;
  const shown = shownOperation(operations);
  if (shown === undefined) return "";
  const { from, note } = importOf(manifest, relative(cwd, place.root));
  const name = client?.sync?.split(".").at(-1);
  if (name !== undefined) return `\n${note}    from ${from} import ${name}\n    client = ${name}()\n    print(client.${callOf(shown)})\n`;
  const twin = client?.async?.split(".").at(-1) ?? "";
  const { line, holder } = client === null ? importOfFunction(manifest, shown, from) : { line: `from ${from} import ${twin}`, holder: `${twin}().` };
  return `\n${note}    import asyncio\n    ${line}\n${awaited(shown, `${holder}${callOf(shown)}`)}`;
}

/** The operation that asks for least: a GET that needs no arguments and gives a value, else the next best. */
function shownOperation(operations: Manifest["operations"]): ManifestOperation | undefined {
  const gets = operations.filter((one) => one.method === "GET" && required(one).length === 0);
  return gets.find((one) => !gives(one, "stream")) ?? gets[0] ?? operations.find((one) => !gives(one, "stream")) ?? operations[0];
}

function gives({ result }: ManifestOperation, kind: "stream" | "pages"): boolean {
  return "kind" in result && result.kind === kind;
}

function required({ parameters }: ManifestOperation): ManifestOperation["parameters"] {
  return parameters.filter((one) => one.required && one.supplied !== true);
}

function callOf(shown: ManifestOperation): string {
  return `${shown.python}(${required(shown).map((one) => `${one.python}=...`).join(", ")})`;
}

/** What runs a call that is awaited; what is iterated over needs a function around it. */
function awaited(shown: ManifestOperation, call: string): string {
  const isStream = gives(shown, "stream");
  // Pages of a client are no coroutine: awaited they are the first one, iterated over they go on.
  if (!isStream && !gives(shown, "pages")) return `    print(asyncio.run(${call}))\n`;
  return `    async def main():\n        async for item in ${isStream ? "await " : ""}${call}:\n            print(item)\n    asyncio.run(main())\n`;
}

/** How a function is imported, and what stands before its name. */
function importOfFunction({ package: name }: Manifest, { python }: ManifestOperation, from: string): { readonly line: string; readonly holder: string } {
  const folders = from.split(".");
  const [namespace = "", ...inside] = python.split(".");
  // Namespaces are modules of the package; the functions of one file are reached through it.
  if (inside.length > 0) return { line: `from ${from} import ${namespace}`, holder: "" };
  return { line: folders.length > 1 ? `from ${folders.slice(0, -1).join(".")} import ${name}` : `import ${name}`, holder: `${name}.` };
}

/** Where a program that runs in the current folder imports the output from; a folder that is no package of it has to be on the path. */
function importOf({ package: name, layout }: Manifest, where: string): { readonly from: string; readonly note: string } {
  if (layout === "package" || where === "") return { from: name, note: "" };
  const folders = where.split(sep);
  return folders.every(isIdentifier) ? { from: [...folders, name].join("."), note: "" } : { from: name, note: `    # run in ${where}, or with it on PYTHONPATH\n` };
}
