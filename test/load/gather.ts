import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Input, load, type Loaded, LoadError, type LoadOptions } from "../../src/1-load/index.ts";
import { createReporter, type Diagnostic } from "../../src/diagnostics/reporter.ts";

/** What came of loading: the documents or the error, and what was reported on the way. */
export interface Outcome {
  readonly loaded: Loaded;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads and keeps what was reported. */
export async function gather(input: Input, options: LoadOptions = {}): Promise<Outcome> {
  const reporter = createReporter();
  const loaded = await load(input, options, { reporter });
  return { loaded, diagnostics: reporter.diagnostics };
}

/** Loads a text. */
export function gatherText(text: string | Uint8Array, name = "api.yaml"): Promise<Outcome> {
  return gather({ kind: "text", text, name });
}

/** The diagnostics of a document that cannot be used. */
export async function refusal(input: Input, options: LoadOptions = {}): Promise<readonly Diagnostic[]> {
  try {
    await load(input, options, { reporter: createReporter() });
  } catch (error) {
    if (error instanceof LoadError) return error.diagnostics;
    throw error;
  }
  throw new Error("the document was accepted");
}

/** Runs with a folder of files that is removed afterwards. */
export async function withFiles<T>(files: Readonly<Record<string, string>>, run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "pysdk-load-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
