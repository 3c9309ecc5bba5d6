import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatManifest } from "../../src/6-emit/manifest-text.ts";
import type { Compilation, OutputFile } from "../../src/index.ts";
import { type OutputFolder, readOutput } from "../../src/verify/output-folder.ts";
import { manifestFaults } from "./manifest-schema.ts";

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

/** Removes a temporary folder. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
