import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CorpusDocument } from "./result.ts";

/** Reads the documents of a corpus from its INDEX.tsv; the folder of a suite is no document. */
export async function readIndex(corpus: string): Promise<CorpusDocument[]> {
  const [head = "", ...lines] = (await readFile(join(corpus, "INDEX.tsv"), "utf8")).trimEnd().split("\n");
  const columns = head.split("\t");
  const column = (cells: readonly string[], name: string): string => cells[columns.indexOf(name)] ?? "";
  return lines
    .map((line) => line.split("\t"))
    .map((cells) => ({ file: column(cells, "file"), kind: column(cells, "kind"), bytes: Number(column(cells, "bytes")) }))
    .filter(({ kind }) => kind !== "suite");
}
