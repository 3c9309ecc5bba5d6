import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { compile, LoadError, type Compilation, type Diagnostic } from "../../src/index.ts";
import { checkOutput } from "../../test/harness/check-output.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../test/harness/output-folder.ts";
import { readSourceDocuments, type SourceDocuments } from "../../test/harness/source-documents.ts";
import { checkExamples } from "../../test/harness/check-examples.ts";
import { checkRequests } from "../../test/harness/check-requests.ts";
import { countAny } from "../../test/harness/count-any.ts";
import { readExamples, type SourceExample } from "../../test/harness/source-examples.ts";
import { sharedEnv } from "../../test/harness/virtual-env.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import { mostFiles, typedName } from "./check-types.ts";
import type { CorpusResult, CorpusTask, Layout, LayoutResult } from "./result.ts";

/**
 * Compiles one document in both layouts and checks the output. A document that is marked as invalid may be refused,
 * and must have diagnostics; nothing may crash.
 */
export async function runDocument(task: CorpusTask): Promise<CorpusResult> {
  const { file, kind } = task.document;
  const work = await makeTemporaryFolder("corpus");
  const problems: string[] = [];
  const layouts: LayoutResult[] = [];
  let diagnostics: readonly Diagnostic[] = [];
  let refused = false;
  let any: number | null = null;
  let exampleCounts: CorpusResult["examples"] = null;
  let counts = { operations: 0, schemas: 0 };
  try {
    const path = await unpacked(join(task.corpus, file), work);
    const examples = await examplesOf(path);
    for (const layout of task.layouts) {
      const begin = performance.now();
      const outcome = await attempt(path, layout);
      if (outcome instanceof LoadError) {
        refused = true;
        diagnostics = outcome.diagnostics;
        if (kind !== "invalid") problems.push(`refused: ${outcome.message.split("\n")[0]}`);
        break;
      }
      const milliseconds = Math.round(performance.now() - begin);
      if (layout === task.layouts[0]) {
        ({ diagnostics } = outcome);
        counts = { operations: outcome.manifest.operations.length, schemas: outcome.manifest.schemas.length };
      }
      const folder = task.keep === null ? join(work, layout) : join(task.keep, file.replaceAll("/", "__"), layout);
      await removeFolder(folder);
      const output = await writeOutput(outcome, folder);
      const source = await sourceOf(path);
      const rows = await checkOutput(output, { types: false, sharedRuntime: task.sharedRuntime, source });
      if (task.types?.layouts.includes(layout) === true && outcome.files.length <= mostFiles) await keepForTypes(output, join(task.types.folder, typedName(file, layout)));
      if (layout === "package") any = await countAny(output, sharedEnv);
      rows.push(await checkRequests(output, source, sharedEnv));
      const checked = await checkExamples(output, examples, sharedEnv);
      rows.push(checked.row);
      if (layout === task.layouts[0]) exampleCounts = { examples: examples.length, fitting: examples.filter(({ fits }) => fits).length, ...checked.counts };
      for (const row of rows) for (const problem of row.problems) problems.push(`${layout}: ${row.check}: ${problem}`);
      layouts.push({ layout, milliseconds, files: outcome.files.length, bytes: outcome.files.reduce((sum, one) => sum + one.text.length, 0), rows });
    }
    if (kind === "invalid" && diagnostics.length === 0) problems.push("an invalid document without a diagnostic");
  } catch (error) {
    problems.push(`crash: ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 6).join(" | ") : String(error)}`);
  } finally {
    await removeFolder(work);
  }
  return { file, kind, refused, ...counts, any, examples: exampleCounts, layouts, problems, diagnostics: tally(diagnostics, "severity"), codes: tally(diagnostics, "code") };
}

async function attempt(path: string, layout: Layout): Promise<Compilation | LoadError> {
  try {
    return await compile({ kind: "file", path }, { layout });
  } catch (error) {
    if (error instanceof LoadError) return error;
    throw error;
  }
}

/** A document that the compiler accepts and this reader does not has no operations to compare. */
async function sourceOf(path: string): Promise<SourceDocuments | null> {
  try {
    return await readSourceDocuments(path);
  } catch {
    return null;
  }
}

/** Puts the package or the module of an output among the others, under a name of its own: its imports are relative. */
async function keepForTypes(output: OutputFolder, place: string): Promise<void> {
  const name = output.manifest?.package ?? "";
  const from = join(output.folder, output.importRoot, name);
  if (output.manifest?.layout === "module") await cp(`${from}.py`, `${place}.py`);
  else await cp(from, place, { recursive: true });
}

/** What cannot be read has no examples. */
async function examplesOf(path: string): Promise<readonly SourceExample[]> {
  try {
    return await readExamples({ kind: "file", path });
  } catch (error) {
    if (error instanceof LoadError) return [];
    throw error;
  }
}

async function unpacked(path: string, work: string): Promise<string> {
  if (!path.endsWith(".gz")) return path;
  const folder = join(work, "source");
  await mkdir(folder, { recursive: true });
  const plain = join(folder, basename(path, ".gz"));
  await writeFile(plain, gunzipSync(await readFile(path)));
  return plain;
}

function tally(diagnostics: readonly Diagnostic[], key: "severity" | "code"): Record<string, number> {
  const counts = new Map<string, number>();
  for (const one of diagnostics) counts.set(one[key], (counts.get(one[key]) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
