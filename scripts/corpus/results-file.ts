import { existsSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import type { CorpusResult } from "./result.ts";

/** The results that earlier runs left in a file of JSON lines, the last of each document. */
export async function readResults(path: string): Promise<ReadonlyMap<string, CorpusResult>> {
  const results = new Map<string, CorpusResult>();
  if (!existsSync(path)) return results;
  for (const line of (await readFile(path, "utf8")).split("\n")) {
    if (line === "") continue;
    const result: CorpusResult = JSON.parse(line);
    results.set(result.file, result);
  }
  return results;
}

/** Adds one result, so that a run that is interrupted loses only what was under way. */
export async function appendResult(path: string, result: CorpusResult): Promise<void> {
  await appendFile(path, `${JSON.stringify(result)}\n`);
}
