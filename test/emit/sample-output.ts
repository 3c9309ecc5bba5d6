import type { Manifest } from "../../src/6-emit/manifest.ts";
import { hashText, type OutputFile } from "../../src/6-emit/output-file.ts";

/** One of two versions of an output: most files differ, some are only in one, and one is the same. */
export function versionOf(word: "old" | "new"): { readonly files: readonly OutputFile[]; readonly manifest: Manifest } {
  const files = [
    ...Array.from({ length: 60 }, (_, index) => ({ path: `pkg/models/m${index}.py`, text: `${word} ${index}\n`.repeat(20) })),
    ...Array.from({ length: 4 }, (_, index) => ({ path: `pkg/${word}/only${index}.py`, text: `${word}\n` })),
    { path: "pkg/same.py", text: "same\n" },
  ];
  return { files, manifest: manifestOf(files) };
}

/** A manifest that knows nothing but files. */
export function manifestOf(files: readonly OutputFile[]): Manifest {
  return {
    manifest: 1, compiler: "0.1.0", document: { title: "T", version: "1", openapi: "3.1.0", sha256: null }, package: "m", layout: "package", http: "httpx2", client: null, security: [], operations: [], webhooks: [], schemas: [],
    diagnostics: [], files: Object.fromEntries(files.map((file) => [file.path, hashText(file.text)])),
  };
}
