import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { repository } from "../../test/harness/virtual-env.ts";
import { inMilliseconds, median, reportLine } from "./measure.ts";

/** How many documents are compiled in one call. */
const count = 100;
/** A document that is larger would be the whole measurement. */
const largest = 300_000;

/** Compiles a hundred documents of a folder with the built command line: in one call, one by one and two at a time, and with a call for each. `PYSDK_DOCUMENTS` names the folder. */
export async function benchParallel(work: string): Promise<void> {
  const folder = process.env["PYSDK_DOCUMENTS"];
  if (folder === undefined) {
    console.log("  skipped: PYSDK_DOCUMENTS names no folder of documents");
    return;
  }
  const documents = await chooseDocuments(folder);
  console.log(`compile ${documents.length} documents (built command line; one call, median of 3; a call for each, once)`);
  const times = new Map<number, number[]>([[1, []], [2, []]]);
  for (let round = 0; round < 3; round += 1) {
    for (const [jobs, found] of times) {
      const output = join(work, "parallel");
      found.push(await timed(() => call(documents, output, ["--jobs", String(jobs)])));
      await rm(output, { recursive: true, force: true });
    }
  }
  const baseline = median(times.get(1) ?? []);
  for (const [jobs, found] of times) console.log(reportLine(`--jobs ${jobs}`, inMilliseconds(median(found)), median(found) / baseline));
  const each = await timed(async () => {
    for (const [index, document] of documents.entries()) await call([document], join(work, "each", String(index)));
  });
  console.log(reportLine("a call for each", inMilliseconds(each), each / baseline));
  await rm(join(work, "each"), { recursive: true, force: true });
}

/** One call of the built command line; what it exits with does not matter, the documents are strangers'. */
async function call(documents: readonly string[], output: string, more: readonly string[] = []): Promise<void> {
  await execa(process.execPath, [join(repository, "dist/cli.js"), ...documents, "-o", output, ...more, "--quiet"], { reject: false });
}

/** How many milliseconds some work takes. */
async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Evenly over the folder, so that every size and provider is among them. */
async function chooseDocuments(folder: string): Promise<readonly string[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".json")).map((path) => join(folder, path)).toSorted();
  const small: string[] = [];
  for (const path of paths) if ((await stat(path)).size < largest) small.push(path);
  const step = Math.max(1, Math.floor(small.length / count));
  return small.filter((_, index) => index % step === 0).slice(0, count);
}
