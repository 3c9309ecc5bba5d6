import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What stands at a path of the output folder. */
export type Entry = { readonly kind: "missing" } | { readonly kind: "file"; readonly text: string } | { readonly kind: "other"; readonly what: string };

/** A system error's code, for example `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Throws the system's own error where a file stands in the place of a folder or of one above it. */
export function refuseFile(folder: string): void {
  for (let path = folder; ; path = dirname(path)) {
    try {
      if (statSync(path).isDirectory()) return;
    } catch (error) {
      if (!["ENOENT", "ENOTDIR"].includes(errorCode(error)) || path === dirname(path)) throw error;
      continue;
    }
    throw Object.assign(new Error(`${path} is a file`), { code: "ENOTDIR" });
  }
}

/** Makes a folder and those above it, one by one: where the system refuses a name by saying that a folder which stands there is missing, Node's own way never ends. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) === "EEXIST" && statSync(path).isDirectory()) return;
    if (errorCode(error) !== "ENOENT" || path === dirname(path) || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

/** Reads a file below a folder without following symbolic links: a link may lead out of the folder. */
export function readEntry(root: string, path: string): Entry {
  let current = root;
  const parts = path.split("/");
  for (const [index, part] of parts.entries()) {
    current = join(current, part);
    let stats;
    try {
      stats = lstatSync(current);
    } catch (error) {
      if (errorCode(error) === "ENOENT") return { kind: "missing" };
      if (errorCode(error) === "ENOTDIR") return { kind: "other", what: "a file stands where a folder is needed" };
      throw error;
    }
    const isLast = index === parts.length - 1;
    if (stats.isSymbolicLink()) return { kind: "other", what: `${parts.slice(0, index + 1).join("/")} is a symbolic link` };
    if (isLast ? !stats.isFile() : !stats.isDirectory()) return { kind: "other", what: isLast ? "it is not a file" : `${parts.slice(0, index + 1).join("/")} is not a folder` };
  }
  return { kind: "file", text: readFileSync(current, "utf8") };
}

/** A name of the same folder that differs only in case, on systems where that is another file; the two would clash on others. */
export function caseTwin(root: string, path: string): string | null {
  const cut = path.lastIndexOf("/");
  const name = path.slice(cut + 1);
  let names: readonly string[];
  try {
    names = readdirSync(join(root, path.slice(0, Math.max(cut, 0))));
  } catch {
    return null;
  }
  return names.includes(name) ? null : (names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? null);
}
