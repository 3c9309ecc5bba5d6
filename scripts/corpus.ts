import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { repository } from "../test/harness/virtual-env.ts";
import { makeTemporaryFolder, removeFolder } from "../test/harness/output-folder.ts";
import { checkTypes, typedLayouts, typedName } from "./corpus/check-types.ts";
import { pinned, type Pins, readPins } from "./corpus/pins.ts";
import { readFolder, sample } from "./corpus/read-folder.ts";
import { readIndex } from "./corpus/read-index.ts";
import { renderProviders } from "./corpus/render-providers.ts";
import { renderTable, renderTotals } from "./corpus/render.ts";
import type { CorpusDocument, CorpusResult, CorpusTask } from "./corpus/result.ts";
import { appendResult, readResults } from "./corpus/results-file.ts";
import { runAll } from "./corpus/run-all.ts";

const { values } = parseArgs({
  options: {
    // The folder with INDEX.tsv, or with `folder` one of documents without an index.
    corpus: { type: "string" },
    folder: { type: "string" },
    // Parts of file names, or kinds.
    only: { type: "string", multiple: true },
    // How many documents to take, chosen by `seed`.
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    // A file of JSON lines to which each result is added; what passed according to it is not run again.
    results: { type: "string" },
    // Where the table goes; that of the whole corpus has its place.
    table: { type: "string" },
    layouts: { type: "string", default: "package,module" },
    jobs: { type: "string" },
    minutes: { type: "string" },
    // mypy and pyright over packages of real and example documents, and ten modules.
    types: { type: "boolean", default: false },
    keep: { type: "string" },
    timeout: { type: "string", default: "600" },
    // Takes the number of `Any` and the diagnostics of each document as they are now.
    accept: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  },
});

const corpus = resolve(values.folder ?? values.corpus ?? process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus"));
const hasIndex = values.folder === undefined;

if (hasIndex ? !existsSync(join(corpus, "INDEX.tsv")) : !existsSync(corpus)) {
  console.log(`skipped: no corpus at ${corpus} (PYSDK_CORPUS names another folder)`);
  console.log("0 passed, 0 failed");
} else {
  const documents = await chosenDocuments();
  const known = values.results === undefined ? new Map<string, CorpusResult>() : await readResults(values.results);
  const passed = (document: CorpusDocument): boolean => known.get(document.file)?.problems.length === 0;
  const typesFolder = values.types ? await makeTemporaryFolder("types") : null;
  const made = await runAll(documents.filter((document) => !passed(document)), {
    corpus,
    types: typesFolder === null ? null : { folder: typesFolder, layouts: typedLayouts(documents) },
    sharedRuntime: !hasIndex,
    layouts: (["package", "module"] as const satisfies CorpusTask["layouts"]).filter((layout) => values.layouts.includes(layout)),
    keep: values.keep === undefined ? null : resolve(values.keep),
    jobs: Number(values.jobs ?? Math.max(1, cpus().length)),
    seconds: Number(values.timeout),
    minutes: values.minutes === undefined ? null : Number(values.minutes),
    onResult: async (result) => {
      report(result);
      if (values.results !== undefined) await appendResult(values.results, result);
    },
  });
  const typed = typesFolder === null ? null : await checkTypes(typesFolder);
  const notes = typed === null ? [] : [`${typed.checked} packages and modules through mypy and pyright in strict mode, ${typed.problems.size} with problems`];
  if (typesFolder !== null) await removeFolder(typesFolder);
  const tablePath = join(repository, "test/corpus/table.md");
  const before = hasIndex && !values.accept && existsSync(tablePath) ? readPins(await readFile(tablePath, "utf8")) : new Map<string, Pins>();
  const fresh = new Map(made.map((result) => [result.file, result]));
  const results = documents.flatMap(({ file }) => fresh.get(file) ?? known.get(file) ?? []).map((result) => pinned(withTypes(result, typed?.problems ?? new Map()), before.get(result.file)));
  for (const result of results) if (result.problems.length > (fresh.get(result.file)?.problems.length ?? 0)) report(result);
  const unseen = documents.length - results.length;
  const whole = values.only === undefined && values.sample === undefined && unseen === 0;
  const table = values.table ?? (hasIndex && whole ? tablePath : null);
  const text = hasIndex ? renderTable(results, notes) : renderProviders(basename(corpus), results);
  if (table !== null) await writeFile(table, text);
  else if (!values.quiet) console.log(text.split("\n").slice(5).join("\n"));
  console.log([renderTotals(results), ...notes].join("; "));
  if (unseen > 0) console.log(`${unseen} of ${documents.length} documents were left out for want of time`);
  const failed = results.filter((result) => result.problems.length > 0).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function chosenDocuments(): Promise<CorpusDocument[]> {
  const { only } = values;
  const all = hasIndex ? await readIndex(corpus) : await readFolder(corpus);
  const wanted = all.filter(({ file, kind }) => only === undefined || only.some((text) => file.includes(text) || kind === text));
  return values.sample === undefined ? wanted : sample(wanted, Number(values.sample), values.seed);
}

/** What the type checkers said of the document's outputs, which they read together with those of others. */
function withTypes(result: CorpusResult, problems: ReadonlyMap<string, readonly string[]>): CorpusResult {
  const found = (["package", "module"] as const).flatMap((layout) => {
    const name = typedName(result.file, layout);
    return [...(problems.get(name) ?? []), ...(problems.get(`${name}.py`) ?? [])].map((problem) => `${layout}: ${problem}`);
  });
  return found.length === 0 ? result : { ...result, problems: [...result.problems, ...found] };
}

function report(result: CorpusResult): void {
  if (result.problems.length > 0) {
    console.log(`FAIL ${result.file}`);
    for (const problem of result.problems.slice(0, 5)) console.log(`     ${problem.slice(0, 400)}`);
    if (result.problems.length > 5) console.log(`     and ${result.problems.length - 5} more`);
  } else if (!values.quiet) {
    const time = result.layouts.map(({ milliseconds }) => `${milliseconds} ms`).join(", ");
    console.log(`ok   ${result.file}${result.refused ? " (refused)" : `: ${result.operations} operations, ${time}`}`);
  }
}
