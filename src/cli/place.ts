import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, parse, relative, resolve } from "node:path";
import { recover, WriteInProgress } from "../6-emit/journal.ts";
import { ManifestError, parseManifest } from "../6-emit/manifest-text.ts";
import type { Manifest } from "../6-emit/manifest.ts";
import { modulePlace, type OutputPlace, packagePlace } from "../6-emit/write.ts";
import { CliError, reasonOf } from "./cli-error.ts";

/** Where an output goes, as far as it is known before the document is read. */
export interface Target {
  /** The folder that holds the project folder or the module. */
  readonly parent: string;
  /** The name of a module that `-o` spells out: `modules/halopsa.py`. */
  readonly moduleName: string | null;
}

/** The folder that `-o` means; `-o x/name.py` also names the module. */
export function targetOf(output: string | null, cwd: string): Target {
  const path = resolve(cwd, output ?? ".");
  const target = path.endsWith(".py") ? { parent: dirname(path), moduleName: basename(path, ".py") } : { parent: path, moduleName: null };
  if (output !== null && (target.parent === parse(target.parent).root || target.parent === homedir())) throw new CliError(`${output} is no folder to write an SDK into; choose one of its own with -o`);
  return target;
}

/** Where a project or module of a name goes: a project is a folder of its own. */
export function placeOf(target: Target, layout: "package" | "module", name: string): OutputPlace {
  return layout === "module" ? modulePlace(target.parent, name) : packagePlace(join(target.parent, name));
}

/** Completes or discards writes that an earlier run left unfinished, whatever it was writing below the target. */
export function recoverAll({ parent }: Target): readonly string[] {
  const messages: string[] = [];
  const attempt = (root: string, staging: string): void => {
    try {
      const done = recover(root, staging);
      if (done !== null) messages.push(`An earlier write into ${root} was interrupted; it is ${done} now.`);
    } catch (error) {
      throw new CliError(error instanceof WriteInProgress ? error.message : `an interrupted write cannot be restored: ${reasonOf(error)}`);
    }
  };
  for (const name of foldersIn(join(parent, ".pysdk"))) if (name === "write" || name.endsWith(".write")) attempt(parent, `.pysdk/${name}`);
  for (const name of foldersIn(parent)) if (existsSync(join(parent, name, ".pysdk", "write"))) attempt(join(parent, name), ".pysdk/write");
  return messages;
}

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** The manifest of the compile before, null where there is none. With `force` a damaged one counts as none. */
export function readPrevious(path: string, options: { readonly force: boolean; readonly cwd: string }): Manifest | null {
  if (!existsSync(path)) return null;
  const shown = relative(options.cwd, path);
  try {
    return parseManifest(readFileSync(path, "utf8"));
  } catch (error) {
    if (options.force) return null;
    const reason = error instanceof ManifestError ? error.message : reasonOf(error);
    throw new CliError(`the manifest ${shown} cannot be used: ${reason}; it keeps names and hand edits safe, so restore it from version control, or go on without it with --force`);
  }
}
