import { pathToFileURL } from "node:url";
import type { Tinypool } from "tinypool";
import { shippedFile } from "../../verify/shipped-file.ts";
import type { Job } from "./compile-document.ts";
import type { WorkerAnswer, WorkerTask } from "./compile-worker.ts";
import type { Io } from "../terminal.ts";

/** How documents are shared out. */
export interface ThreadCall {
  readonly io: Io;
  /** How many threads. */
  readonly threads: number;
  /** Whether what is told is coloured. */
  readonly color: boolean;
}

/** Compiles documents in threads; the answers come in the order of the documents, each as soon as those before it are there. */
export async function* compileInThreads(jobs: readonly Job[], { io, threads, color }: ThreadCall): AsyncGenerator<{ readonly job: Job } & WorkerAnswer> {
  const pool = await startPool(threads);
  try {
    const stdin = jobs.some((job) => job.spec === "-") ? await io.stdin() : new Uint8Array();
    const running = jobs.map((job) => {
      const task: WorkerTask = { job, cwd: io.cwd, color, stdin: job.spec === "-" ? stdin : new Uint8Array() };
      const answer: Promise<WorkerAnswer> = pool.run(task);
      // It is waited for below; until then a failure is not unheard.
      answer.catch(() => undefined);
      return { job, answer };
    });
    for (const { job, answer } of running) yield { job, ...(await answer) };
  } finally {
    await pool.destroy();
  }
}

/**
 * Nearly everything that a compile makes is garbage before the document is done. A larger nursery is collected less often, and then less of it
 * is still alive and has to be copied: two threads take 0.70 of the time of one instead of 0.75.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

async function startPool(threads: number): Promise<Tinypool> {
  const { Tinypool: Pool } = await import("tinypool");
  return new Pool({ filename: workerAddress(), minThreads: threads, maxThreads: threads, runtime: "worker_threads", execArgv: [], resourceLimits });
}

/** What a thread runs: what was built, or the source, which a thread has to be taught to understand. */
function workerAddress(): string {
  if (!import.meta.url.endsWith(".ts")) return pathToFileURL(shippedFile("compile-worker.js", import.meta.url)).href;
  const worker = pathToFileURL(shippedFile("compile-worker.ts", import.meta.url)).href;
  const program = `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))}; register(); const { default: run } = await import(${JSON.stringify(worker)}); export default run;`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}
