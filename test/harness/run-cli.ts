import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LoadCompiler } from "../../src/cli/compile/run-compile.ts";
import { run } from "../../src/cli/run.ts";
import type { Io } from "../../src/cli/terminal.ts";

/** Where and with what the command line runs. */
export interface CallSettings {
  /** The current folder. */
  readonly cwd: string;
  /** What is piped in. */
  readonly stdin?: string;
  /** The environment; empty otherwise. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A stand-in for the compiler. */
  readonly loadCompiler?: LoadCompiler;
}

/** What a call came to. */
export interface CallResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A call that is still running. */
export interface RunningCall {
  /** What it has printed so far. */
  readonly printed: { readonly out: string; readonly err: string };
  /** The exit code, once it has ended. */
  readonly code: Promise<number>;
  /** Ends it as Ctrl-C does. */
  abort(): void;
}

/** Begins a call of the command line. */
export function startCli(argv: readonly string[], { cwd, stdin = "", environment = {}, loadCompiler }: CallSettings): RunningCall {
  const printed = { out: "", err: "" };
  const abort = new AbortController();
  const io: Io = {
    stdout: (text) => void (printed.out += text),
    stderr: (text) => void (printed.err += text),
    stdin: async () => Buffer.from(stdin),
    cwd,
    environment,
    isTerminal: false,
    signal: abort.signal,
  };
  const code = run(argv, io, loadCompiler);
  return { printed, code, abort: () => abort.abort() };
}

/** Runs one call of the command line to its end. */
export async function runCli(argv: readonly string[], settings: CallSettings): Promise<CallResult> {
  const { printed, code } = startCli(argv, settings);
  return { code: await code, ...printed };
}

/** A folder in which the command line runs with the real compiler. */
export interface Workplace {
  readonly folder: string;
  /** Writes a file. */
  put(path: string, text: string): void;
  /** Reads a file. */
  get(path: string): string;
  /** Runs one call. */
  cli(...argv: readonly string[]): Promise<CallResult>;
  /** Removes everything. */
  remove(): void;
}

/** Makes an empty folder to run the command line in. */
export function createWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "pysdk-cli-"));
  return {
    folder,
    put(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    get: (path) => readFileSync(join(folder, path), "utf8"),
    cli: (...argv) => runCli(argv, { cwd: folder }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
