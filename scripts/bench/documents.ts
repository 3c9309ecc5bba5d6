import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { repository } from "../../test/harness/virtual-env.ts";

/** A document to measure with. */
export interface BenchDocument {
  readonly label: string;
  readonly path: string;
}

/** Our own small document, and of the corpus, where it is at hand, a middling and a huge one. */
export async function benchDocuments(work: string): Promise<BenchDocument[]> {
  const corpus = process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus");
  const found: BenchDocument[] = [{ label: "gallery", path: join(repository, "test/sdk/documents/gallery.yaml") }];
  for (const name of ["box.json", "github.json.gz"]) {
    const path = join(corpus, name);
    if (!existsSync(path)) console.log(`  skipped: no ${name} in the corpus`);
    else found.push({ label: basename(name).split(".")[0] ?? name, path: await unpacked(path, work) });
  }
  return found;
}

async function unpacked(path: string, work: string): Promise<string> {
  if (!path.endsWith(".gz")) return path;
  await mkdir(work, { recursive: true });
  const plain = join(work, basename(path, ".gz"));
  await writeFile(plain, gunzipSync(await readFile(path)));
  return plain;
}
