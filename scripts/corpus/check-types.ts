import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { checkMypy, checkPyright } from "../../src/verify/type-checkers.ts";
import { readOutput } from "../../src/verify/output-folder.ts";
import { programOf, repository, sharedEnv } from "../../test/harness/virtual-env.ts";
import type { CorpusDocument, Layout } from "./result.ts";

/** The most files of a package that is checked together with others. */
export const mostFiles = 1200;

/** The most files that one run of a checker is given: both hold everything in memory. */
const batchFiles = 6000;

/** How many documents are checked in the module layout too. */
const modules = 10;

/** The layouts whose types are checked: packages of real and example documents, and the modules of some real ones. */
export function typedLayouts(documents: readonly CorpusDocument[]): ReadonlyMap<string, readonly Layout[]> {
  const single = new Set(documents.filter(({ kind, bytes }) => kind === "real" && bytes < 2_000_000).slice(0, modules).map(({ file }) => file));
  const typed = documents.filter(({ kind }) => kind === "real" || kind === "example");
  return new Map(typed.map(({ file }) => [file, single.has(file) ? ["package", "module"] : ["package"]]));
}

/** The import name under which an output stands among those of all documents. */
export function typedName(file: string, layout: Layout): string {
  return `${layout}_${file.replace(/[^A-Za-z0-9]/g, "_").toLowerCase()}`;
}

/** What mypy and pyright, both strict, say of the packages and modules in a folder, by name; each reads as many as it can hold at once. */
export async function checkTypes(folder: string): Promise<{ readonly checked: number; readonly problems: ReadonlyMap<string, readonly string[]> }> {
  const names = (await readdir(folder)).sort();
  const problems = new Map<string, string[]>();
  const tools = {
    python: sharedEnv.python,
    ruff: null,
    mypy: { command: programOf(sharedEnv, "mypy"), arguments: [] },
    pyright: { command: process.execPath, arguments: ["--max-old-space-size=8192", join(repository, "node_modules/pyright/index.js")] },
  };
  for (const [index, batch] of (await batches(folder, names)).entries()) {
    const place = join(folder, `batch${index}`);
    await mkdir(place);
    for (const name of batch) await rename(join(folder, name), join(place, name));
    const output = readOutput(place);
    const settings = { pythonVersion: "3.10", mypyCache: null };
    for (const row of await Promise.all([checkMypy(output, tools, settings), checkPyright(output, tools, settings)])) {
      for (const problem of row.problems) {
        const name = /^[A-Za-z0-9_]+/.exec(problem)?.[0] ?? "";
        const owner = batch.find((each) => each === name || each === `${name}.py`) ?? batch[0] ?? "";
        problems.set(owner, [...(problems.get(owner) ?? []), `${row.check}: ${problem}`]);
      }
    }
  }
  return { checked: names.length, problems };
}

async function batches(folder: string, names: readonly string[]): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  let room = 0;
  for (const name of names) {
    const files = name.endsWith(".py") ? 50 : (await readdir(join(folder, name), { recursive: true })).length;
    if (files > room || found.length === 0) {
      found.push([]);
      room = batchFiles;
    }
    found.at(-1)?.push(name);
    room -= files;
  }
  return found;
}
