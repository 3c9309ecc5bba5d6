import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { load } from "../../src/1-load/index.ts";
import { normalize } from "../../src/2-normalize/index.ts";
import { model } from "../../src/3-model/index.ts";
import { passes } from "../../src/4-passes/index.ts";
import { pythonPath } from "../harness/python.ts";
import { parseSource, readSourceDocuments, type SourceDocuments } from "../harness/source-documents.ts";
import { contextOf, run } from "../model/model-of.ts";

const folder = process.env["PYSDK_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const index = `${folder}/INDEX.tsv`;
const counter = fileURLToPath(new URL("../harness/count_operations.py", import.meta.url));

/** Documents of this kind; `npm run corpus` compiles the large ones too, and counts their operations. */
function documents(kind: string): readonly string[] {
  if (!existsSync(index)) return [];
  const rows = readFileSync(index, "utf8").split("\n").map((line) => line.split("\t"));
  const isLarge = (file: string): boolean => statSync(`${folder}/${file}`).size > (file.endsWith(".gz") ? 100_000 : 1_000_000);
  return rows.flatMap(([file, what]) => (what === kind && file !== undefined && !isLarge(file) ? [file] : []));
}

async function sourceOf(file: string): Promise<SourceDocuments> {
  if (!file.endsWith(".gz")) return readSourceDocuments(`${folder}/${file}`);
  return { root: "root", files: { root: parseSource(gunzipSync(readFileSync(`${folder}/${file}`)).toString()) } };
}

async function countOf(file: string): Promise<readonly string[]> {
  const input = JSON.stringify(await sourceOf(file), (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
  const { stdout } = await execa(pythonPath(), [counter], { input });
  const found: unknown = JSON.parse(stdout);
  return Array.isArray(found) ? found.map(String) : [];
}

async function modelledOf(file: string): Promise<ReturnType<typeof run>> {
  const path = `${folder}/${file}`;
  const context = contextOf();
  const input = file.endsWith(".gz") ? ({ kind: "text", text: gunzipSync(readFileSync(path)).toString(), name: file.replace(/\.gz$/, "") } as const) : ({ kind: "file", path } as const);
  const canonical = normalize(await load(input, {}, context), context);
  return run(model(canonical, context), context, passes);
}

describe.skipIf(!existsSync(index))("real documents", () => {
  it.each(documents("real"))("%s keeps every operation and every type through all passes", async (file) => {
    const api = await modelledOf(file);
    expect(api.operations.map(({ method, path }) => `${method},${path}`).toSorted()).toEqual((await countOf(file)).toSorted());
    const degraded = Object.values(api.schemas).filter((schema) => schema.kind === "any" && schema.reason === "degraded");
    expect(degraded.map((schema) => schema.id)).toEqual([]);
  });

  it.each(documents("example"))("%s goes through all passes", async (file) => {
    const api = await modelledOf(file);
    expect(api.operations).toHaveLength((await countOf(file)).length);
  });
});
