import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const server = fileURLToPath(new URL("python_server.py", import.meta.url));

/** The Python the tests use: the repository's own environment when there is one. */
export function pythonPath(): string {
  const own = `${root}.venv/bin/python`;
  return existsSync(own) ? own : "python3";
}

/** A request to test/harness/python_server.py. */
export type PythonRequest =
  | { readonly operation: "parse"; readonly source: string; readonly comments?: CommentMode }
  | { readonly operation: "parse"; readonly path: string; readonly comments?: CommentMode }
  | { readonly operation: "compile"; readonly source: string; readonly path?: string }
  | { readonly operation: "unparse"; readonly module: unknown }
  | { readonly operation: "reparse"; readonly source: string; readonly path: string }
  | { readonly operation: "stdlib" }
  | ({ readonly operation: "same"; readonly source: string; readonly exact_docstrings?: boolean } & (
      | { readonly module: unknown }
      | { readonly other: string }
      | { readonly path: string }
    ));

/** `attach` fails on a comment that belongs to no statement, `keep` leaves those out, `drop` leaves out all. */
export type CommentMode = "attach" | "keep" | "drop";

/** A Python process that answers requests in order. */
export interface Python {
  /** The answer to a request; rejects with Python's error. */
  readonly ask: (request: PythonRequest) => Promise<unknown>;
  /** Ends the process. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a Python; whoever starts it closes it. */
function startPython(): Python {
  const child = execa(pythonPath(), ["-I", server], { buffer: false, reject: false, stderr: "inherit" });
  const queue: Waiting[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => settle(queue.shift(), line));
  const ended = child.then(({ exitCode }) => {
    for (const waiting of queue.splice(0)) waiting.reject(new Error(`Python ended with ${exitCode}`));
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        queue.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function settle(waiting: Waiting | undefined, line: string): void {
  const answer: unknown = JSON.parse(line);
  if (waiting === undefined || typeof answer !== "object" || answer === null) return;
  if ("error" in answer) waiting.reject(new Error(String(answer.error)));
  else waiting.resolve("ok" in answer ? answer.ok : null);
}

/** One Python for a test file, started on first use and closed when the file is done. */
export function usePython(): Pick<Python, "ask"> {
  let python: Python | undefined;
  afterAll(async () => python?.close());
  return {
    ask: (request) => {
      python ??= startPython();
      return python.ask(request);
    },
  };
}
