import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CorpusDocument } from "./result.ts";

/** Every JSON and YAML file of a folder that has no index, by path: real documents until shown otherwise. */
export async function readFolder(folder: string): Promise<CorpusDocument[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
    .sort();
  return Promise.all(paths.map(async (file) => ({ file, kind: "real", bytes: (await stat(join(folder, file))).size })));
}

/** Some of the documents, the same ones for the same seed. */
export function sample(documents: readonly CorpusDocument[], count: number, seed: string): CorpusDocument[] {
  return documents
    .map((document) => ({ document, at: createHash("sha256").update(`${seed} ${document.file}`).digest("hex") }))
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .slice(0, count)
    .map(({ document }) => document);
}
