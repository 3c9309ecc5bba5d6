import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type Input, load, LoadError } from "../../src/1-load/index.ts";
import { type Canonical, danglingMark, normalize } from "../../src/2-normalize/index.ts";
import { createReporter, type Diagnostic } from "../../src/diagnostics/reporter.ts";
import type { Json } from "../../src/ir/json.ts";
import { isArray, isObject, member } from "../../src/ir/origin.ts";

const folder = process.env["PYSDK_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const index = join(folder, "INDEX.tsv");
const rows = existsSync(index) ? readFileSync(index, "utf8").trim().split("\n").slice(1).map((line) => line.split("\t")) : [];
const documents = rows.filter(([, kind]) => kind !== "suite").map((row) => ({ file: row[0] ?? "", kind: row[1] ?? "", version: row[4] ?? "", operations: Number(row[10]) }));

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

function inputOf(file: string): Input {
  const path = join(folder, file);
  if (!file.endsWith(".gz")) return { kind: "file", path };
  return { kind: "text", text: gunzipSync(readFileSync(path)), name: file.replace(/\.gz$/, "") };
}

function followed(canonical: Canonical, value: Json | undefined): Json | undefined {
  let current = value;
  for (let hop = 0; hop < 32 && isObject(current); hop++) {
    const reference = member(current, "$ref");
    if (typeof reference !== "string" || member(current, danglingMark) !== undefined) return current;
    current = canonical.resolve(reference)?.value;
  }
  return current;
}

function countOperations(canonical: Canonical): number {
  const document = canonical.files.get(canonical.entry)?.value;
  const paths = isObject(document ?? null) ? member(document as Record<string, Json>, "paths") : undefined;
  let count = 0;
  for (const item of isObject(paths ?? null) ? Object.values(paths as Record<string, Json>) : []) {
    const own = isObject(item) ? item : {};
    const target = followed(canonical, item);
    const all = { ...(isObject(target) ? target : {}), ...own };
    count += methods.filter((method) => isObject(all[method])).length;
    if (isObject(all["additionalOperations"])) count += Object.keys(all["additionalOperations"]).length;
  }
  return count;
}

/** References that were written by normalization and lead nowhere; extensions and data hold references that are only text. */
function brokenReferences(canonical: Canonical): readonly string[] {
  const broken: string[] = [];
  const seen = new Set<Json>();
  const open: { readonly key: string; readonly value: Json | undefined }[] = [{ key: "", value: canonical.files.get(canonical.entry)?.value }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { key, value } = at;
    if (value === undefined || typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (key.startsWith("x-") || ["example", "examples", "default", "enum", "const"].includes(key)) continue;
    if (isArray(value)) open.push(...value.map((one) => ({ key: "", value: one })));
    if (!isObject(value)) continue;
    const reference = member(value, "$ref");
    if (typeof reference === "string" && member(value, danglingMark) === undefined) {
      const target = canonical.resolve(reference);
      if (target === undefined) broken.push(reference);
      else open.push({ key: "", value: target.value });
    }
    for (const [name, one] of Object.entries(value)) open.push({ key: name, value: one });
  }
  return broken;
}

describe.skipIf(documents.length === 0)("documents of the real world", () => {
  test.each(documents)("$kind $file", async ({ file, kind, version, operations }) => {
    const reporter = createReporter();
    let refused: readonly Diagnostic[] | undefined;
    const loaded = await load(inputOf(file), {}, { reporter }).catch((error: unknown) => {
      if (!(error instanceof LoadError)) throw error;
      refused = error.diagnostics;
      return undefined;
    });
    if (loaded === undefined) {
      expect(kind).toBe("invalid");
      expect(refused?.length).toBeGreaterThan(0);
      return;
    }
    const canonical = normalize(loaded, { reporter });
    expect(canonical.version).toBe(version);
    expect(countOperations(canonical)).toBe(operations);
    expect(brokenReferences(canonical)).toEqual([]);
    expect(reporter.diagnostics.filter((one) => one.severity === "error")).toEqual([]);
    for (const one of reporter.diagnostics.slice(0, 20)) {
      expect(loaded.files.get(one.origin.document)?.locate(one.origin.pointer), one.message).toBeDefined();
    }
  });
});
