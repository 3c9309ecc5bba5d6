import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { repository } from "../test/harness/virtual-env.ts";
import { readIndex } from "./corpus/read-index.ts";
import { renderTable, renderTotals } from "./corpus/render.ts";
import type { CorpusDocument, CorpusResult, CorpusTask } from "./corpus/result.ts";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    only: { type: "string", multiple: true },
    jobs: { type: "string" },
    types: { type: "boolean", default: false },
    keep: { type: "string" },
    timeout: { type: "string", default: "600" },
    quiet: { type: "boolean", default: false },
  },
});

const corpus = resolve(values.corpus ?? process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus"));
const seconds = Number(values.timeout);

/** Runs one document in a child; a child that dies or takes too long is the document's problem, and is replaced. */
function askChild(child: ChildProcess, task: CorpusTask): Promise<CorpusResult> {
  const { file, kind } = task.document;
  return new Promise((settle) => {
    const done = (result: CorpusResult): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      settle(result);
    };
    const lost = (problem: string): void =>
      done({ file, kind, refused: false, operations: 0, schemas: 0, layouts: [], diagnostics: {}, codes: {}, problems: [problem] });
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      lost(`crash: took more than ${seconds} s`);
    }, seconds * 1000);
    child.once("message", (result: CorpusResult) => done(result));
    child.once("exit", (code, signal) => lost(`crash: the process ended with ${signal ?? code}`));
    child.send(task);
  });
}

function startChild(): ChildProcess {
  return fork(fileURLToPath(new URL("corpus/worker.ts", import.meta.url)), { execArgv: ["--import", "tsx", "--max-old-space-size=6144"] });
}

async function runAll(documents: readonly CorpusDocument[]): Promise<CorpusResult[]> {
  const waiting = documents.map((document, index) => ({ document, index })).sort((a, b) => b.document.bytes - a.document.bytes);
  const results = new Map<number, CorpusResult>();
  const worker = async (): Promise<void> => {
    let child = startChild();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (child.killed || child.exitCode !== null || child.signalCode !== null) child = startChild();
      const result = await askChild(child, { document: next.document, corpus, types: values.types, keep: values.keep === undefined ? null : resolve(values.keep) });
      results.set(next.index, result);
      report(result);
    }
    child.kill();
  };
  await Promise.all(Array.from({ length: Number(values.jobs ?? Math.max(1, cpus().length)) }, worker));
  return documents.flatMap((_, index) => results.get(index) ?? []);
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

if (!existsSync(join(corpus, "INDEX.tsv"))) {
  console.log(`skipped: no corpus at ${corpus} (PYSDK_CORPUS names another folder)`);
  console.log("0 passed, 0 failed");
} else {
  const wanted = (document: CorpusDocument): boolean =>
    values.only === undefined || values.only.some((text) => document.file.includes(text) || document.kind === text);
  const documents = (await readIndex(corpus)).filter(wanted);
  const results = await runAll(documents);
  if (values.only === undefined) {
    await mkdir(join(repository, "test/corpus"), { recursive: true });
    await writeFile(join(repository, "test/corpus/table.md"), renderTable(results));
  } else if (!values.quiet) console.log(renderTable(results).split("\n").slice(5).join("\n"));
  console.log(renderTotals(results));
  const failed = results.filter((result) => result.problems.length > 0).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
