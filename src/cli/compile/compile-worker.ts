import { type Compiled, compileDocument, type Dumped, type Job } from "./compile-document.ts";
import { type Failure, tellFailure } from "../tell-failure.ts";
import { createTerminal, type Io } from "../terminal.ts";

/** What a thread is given. */
export interface WorkerTask {
  readonly job: Job;
  readonly cwd: string;
  /** Whether what is told is coloured. */
  readonly color: boolean;
  /** Standard input, where the document is that. */
  readonly stdin: Uint8Array;
}

/** What a thread gives back. */
export interface WorkerAnswer {
  readonly result: Compiled | Dumped | ({ readonly kind: "failed" } & Failure);
  /** What is to be told, in the order of the documents. */
  readonly talk: string;
}

/** Compiles one document in a thread: what it would say is handed back, and nothing is written. */
export default async function compileInThread({ job, cwd, color, stdin }: WorkerTask): Promise<WorkerAnswer> {
  let talk = "";
  const io: Io = {
    stdout: (text) => void (talk += text),
    stderr: (text) => void (talk += text),
    stdin: async () => stdin,
    cwd,
    environment: {},
    isTerminal: false,
    // The main thread ends this one where it wants no more of it.
    signal: new AbortController().signal,
  };
  const terminal = createTerminal(io, color ? "always" : "never");
  try {
    const result = await compileDocument(job, { io, terminal, loadCompiler: () => import("../../compile.ts") });
    return { result, talk };
  } catch (error) {
    const failure = tellFailure(error, terminal, job.flags);
    if (failure === null) throw error;
    return { result: { kind: "failed", ...failure }, talk };
  }
}
