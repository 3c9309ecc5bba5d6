import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CorpusDocument, CorpusResult, CorpusTask, Layout } from "./result.ts";

/** How documents are run. */
export interface RunSettings extends Omit<CorpusTask, "document" | "types"> {
  /** Where outputs are put whose types are checked together, and which layouts of which documents those are. */
  readonly types: { readonly folder: string; readonly layouts: ReadonlyMap<string, readonly Layout[]> } | null;
  /** How many children work at once. */
  readonly jobs: number;
  /** How long one document may take. */
  readonly seconds: number;
  /** How long new documents are taken, the smallest first so that many are; null takes all, the largest first. */
  readonly minutes: number | null;
  /** Called with each result as soon as it is there. */
  readonly onResult: (result: CorpusResult) => void | Promise<void>;
}

/** Runs documents in children; results come in the order of the documents, without those that the time did not suffice for. */
export async function runAll(documents: readonly CorpusDocument[], settings: RunSettings): Promise<CorpusResult[]> {
  const { jobs, seconds, minutes, onResult, types, ...task } = settings;
  const end = minutes === null ? Infinity : performance.now() + minutes * 60_000;
  const direction = minutes === null ? -1 : 1;
  const waiting = documents.map((document, index) => ({ document, index })).sort((a, b) => direction * (a.document.bytes - b.document.bytes));
  const results = new Map<number, CorpusResult>();
  const worker = async (): Promise<void> => {
    let child = startChild();
    for (let next = waiting.shift(); next !== undefined && performance.now() < end; next = waiting.shift()) {
      if (child.killed || child.exitCode !== null || child.signalCode !== null) child = startChild();
      const result = await askChild(child, { ...task, document: next.document, types: types === null ? null : { folder: types.folder, layouts: types.layouts.get(next.document.file) ?? [] } }, seconds);
      results.set(next.index, result);
      await onResult(result);
    }
    child.kill();
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return documents.flatMap((_, index) => results.get(index) ?? []);
}

/** Runs one document in a child; a child that dies or takes too long is the document's problem, and is replaced. */
function askChild(child: ChildProcess, task: CorpusTask, seconds: number): Promise<CorpusResult> {
  const { file, kind } = task.document;
  return new Promise((settle) => {
    const done = (result: CorpusResult): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      settle(result);
    };
    const lost = (problem: string): void =>
      done({ file, kind, refused: false, operations: 0, schemas: 0, any: null, examples: null, layouts: [], diagnostics: {}, codes: {}, problems: [problem] });
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
  return fork(fileURLToPath(new URL("worker.ts", import.meta.url)), { execArgv: ["--import", "tsx", "--max-old-space-size=6144"] });
}
