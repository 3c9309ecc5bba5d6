import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { formatManifest } from "../../src/6-emit/manifest-text.ts";
import type { Compilation, OutputFile } from "../../src/index.ts";
import { manifestFaults } from "./manifest-schema.ts";

/** What the checks read of a manifest. */
export interface ManifestView {
  readonly package: string;
  readonly layout: "package" | "module";
  readonly http: string;
  readonly client: { readonly sync?: string | null; readonly async?: string | null } | null;
  readonly operations: readonly { readonly pointer: string; readonly method: string; readonly path: string; readonly python: string }[];
  readonly diagnostics: readonly { readonly code: string; readonly pointer: string }[];
}

/** A compiled SDK on disk. */
export interface OutputFolder {
  readonly folder: string;
  /** All files, sorted, with `/`. */
  readonly files: readonly string[];
  /** Null where there is none to read. */
  readonly manifest: ManifestView | null;
}

/** Makes a temporary folder outside the repository, so that none of its configuration applies. */
export async function makeTemporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `pysdk-${name}-`));
}

/** Writes what a compile made into a folder, the manifest where the command line puts it. Throws where the manifest does not fit its schema. */
export async function writeOutput(made: Pick<Compilation, "files" | "manifest">, folder: string): Promise<OutputFolder> {
  const { layout, package: name } = made.manifest;
  const manifest: OutputFile = { path: layout === "module" ? `.pysdk/${name}.json` : ".pysdk/manifest.json", text: formatManifest(made.manifest) };
  const faults = manifestFaults(manifest.text);
  if (faults.length > 0) throw new Error(`the manifest does not fit its schema: ${faults.join("; ")}`);
  return writeFiles([...made.files, manifest], folder);
}

/** Writes files into a folder. */
export async function writeFiles(files: readonly OutputFile[], folder: string): Promise<OutputFolder> {
  const folders = new Set(files.map((file) => dirname(join(folder, file.path))));
  await Promise.all([...folders].map((path) => mkdir(path, { recursive: true })));
  for (const file of files) await writeFile(join(folder, file.path), file.text);
  return readOutput(folder);
}

/** Reads what is in a folder: the manifest, and the names of the files. */
export async function readOutput(folder: string): Promise<OutputFolder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const skipped = /(^|\/)(__pycache__|\.(?!pysdk)[^/]*)(\/|$)/;
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/").replace(/^\//, ""))
    .filter((path) => !skipped.test(path))
    .sort();
  const found = files.filter((path) => dirname(path) === ".pysdk" && path.endsWith(".json"));
  const path = found.find((name) => basename(name) === "manifest.json") ?? found[0];
  const manifest: ManifestView | null = path === undefined ? null : JSON.parse(await readFile(join(folder, path), "utf8"));
  return { folder, files, manifest };
}

/** The import names of the SDK's own modules, tests and build files left out. */
export function modulesOf(output: OutputFolder): string[] {
  const name = output.manifest?.package;
  return output.files
    .filter((path) => path.endsWith(".py") && (name === undefined || path === `${name}.py` || path.startsWith(`${name}/`)))
    .map((path) => path.replace(/(\/__init__)?\.py$/, "").replaceAll("/", "."));
}

/** Removes a temporary folder. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
