import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashText } from "../6-emit/output-file.ts";
import { hasIntactTrailer, hasTrailer } from "../6-emit/trailer.ts";
import { type CheckRow, checkedRow } from "./check-row.ts";
import { type OutputFolder, pythonFiles } from "./output-folder.ts";

/** Compares files with the hashes of what was generated; `allowed` are edits that are known of. */
export function checkEdited(output: OutputFolder, allowed: ReadonlySet<string> | "all"): CheckRow {
  const problems = output.damaged.map((path) => `${path} is damaged: restore it from version control`);
  const known = new Map(output.manifests.flatMap((manifest) => Object.entries(manifest.files ?? {})));
  const isAllowed = (path: string): boolean => allowed === "all" || allowed.has(path);
  for (const [path, hash] of known) {
    if (!existsSync(join(output.folder, path))) problems.push(`${path} is missing: compile again`);
    else if (!isAllowed(path) && hashText(readFileSync(join(output.folder, path), "utf8")) !== hash) problems.push(`${path} was edited by hand`);
  }
  let count = known.size;
  // A module carries the hash of itself, also where its manifest is gone.
  for (const path of pythonFiles(output)) {
    if (known.has(path) || path.includes("/")) continue;
    const text = readFileSync(join(output.folder, path), "utf8");
    if (!hasTrailer(text)) continue;
    count += 1;
    if (!isAllowed(path) && !hasIntactTrailer(text)) problems.push(`${path} was edited by hand`);
  }
  return count === 0 && problems.length === 0 ? { check: "edited", status: "skipped", count, problems } : checkedRow("edited", count, problems);
}
