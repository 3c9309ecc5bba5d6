import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../src/cli/run.ts";

/** A folder in which the command line runs with the real compiler. */
export interface Workplace {
  readonly folder: string;
  /** Writes a file. */
  put(path: string, text: string): void;
  /** Reads a file. */
  get(path: string): string;
  /** Runs one call. */
  cli(...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
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
    async cli(...argv) {
      let [out, err] = ["", ""];
      const io = { stdout: (text: string) => void (out += text), stderr: (text: string) => void (err += text), stdin: async () => new Uint8Array(), cwd: folder, environment: {}, isTerminal: false, signal: new AbortController().signal };
      const code = await run(argv, io);
      return { code, out, err };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
