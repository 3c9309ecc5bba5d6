import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { isIdentifier } from "../../../pyast/index.ts";
import { moduleNames, privateModules } from "../../4-passes/names/reserved.ts";
import type { ExtraFile } from "../../options.ts";
import type { Fault } from "./check-value.ts";
import { reasonOf } from "../cli-error.ts";

/** Python files of the user's own, and what is wrong with their list. */
export interface ExtraFiles {
  readonly files: readonly ExtraFile[];
  /** Where they are. */
  readonly paths: readonly string[];
  readonly faults: readonly Fault[];
}

/** Modules that a package has of its own. */
const ownModules: ReadonlySet<string> = new Set([...moduleNames, ...privateModules]);

/** Reads the files that `extra-files` lists, each as the module that its name says; paths are relative to the configuration's folder. */
export function readExtraFiles(listed: readonly string[], folder: string): ExtraFiles {
  const files: ExtraFile[] = [];
  const faults: Fault[] = [];
  const paths = listed.map((path) => resolve(folder, path));
  for (const [index, path] of paths.entries()) {
    const module = basename(path, ".py");
    const refuse = (reason: string): void => void faults.push({ path: ["extra-files", index], atKey: false, reason });
    if (extname(path) !== ".py" || !isIdentifier(module)) refuse("it must be a file NAME.py whose name is a Python identifier");
    else if (ownModules.has(module.toLowerCase())) refuse("the package has a module of that name itself");
    else if (files.some((file) => file.module.toLowerCase() === module.toLowerCase())) refuse("another file has that name");
    else {
      try {
        files.push({ module, text: readFileSync(path, "utf8") });
      } catch (error) {
        refuse(`it cannot be read: ${reasonOf(error)}`);
      }
    }
  }
  return { files, paths, faults };
}
