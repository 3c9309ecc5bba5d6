import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { compile } from "../../src/index.ts";

/** What one compile in a fresh process costs, and what reading the document and writing the same files alone costs. */
export interface CompileCost {
  readonly total: number;
  readonly write: number;
  readonly parse: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly peakBytes: number;
  readonly files: number;
  readonly bytes: number;
}

const stageNames = new Set(["load", "normalize", "model", "passes", "lower", "emit"]);

async function main(path: string, folder: string, name: string): Promise<CompileCost> {
  const stages: Record<string, number> = {};
  const begin = performance.now();
  let last = begin;
  const { files } = await compile(
    { kind: "file", path },
    {
      name,
      onStage: (stage) => {
        if (!stageNames.has(stage)) return;
        const now = performance.now();
        stages[stage] = now - last;
        last = now;
      },
    },
  );
  const total = performance.now() - begin;
  const peakBytes = process.resourceUsage().maxRSS * 1024;

  const beforeWrite = performance.now();
  for (const made of new Set(files.map((file) => dirname(join(folder, file.path))))) await mkdir(made, { recursive: true });
  for (const file of files) await writeFile(join(folder, file.path), file.text);
  const write = performance.now() - beforeWrite;

  const beforeParse = performance.now();
  const text = await readFile(path, "utf8");
  if (path.endsWith(".json")) JSON.parse(text);
  else parse(text, { maxAliasCount: -1 });
  const parsed = performance.now() - beforeParse;
  return { total, write, parse: parsed, stages, peakBytes, files: files.length, bytes: files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0) };
}

const [path = "", folder = "", name = ""] = process.argv.slice(2);
console.log(JSON.stringify(await main(path, folder, name)));
