/** What the compiler uses of node:path, node:url and node:process, for addresses that lead to no file. */

/** The current folder: the root. */
export function cwd(): string {
  return "/";
}

/** A path from a base, without `.` and `..`. */
export function resolve(...parts: readonly string[]): string {
  const names: string[] = [];
  for (const part of parts) {
    if (part.startsWith("/")) names.length = 0;
    for (const name of part.split("/")) {
      if (name === "..") names.pop();
      else if (name !== "" && name !== ".") names.push(name);
    }
  }
  return `/${names.join("/")}`;
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.replace(/\/+$/, "").split("/").at(-1) ?? "";
}

/** A path without its last part. */
export function dirname(path: string): string {
  return resolve(path, "..");
}

/** The address of a path. */
export function pathToFileURL(path: string): URL {
  return new URL(`file://${resolve(path).split("/").map(encodeURIComponent).join("/")}`);
}
