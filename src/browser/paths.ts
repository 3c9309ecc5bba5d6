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

/** The path of an address. */
export function fileURLToPath(address: string | URL): string {
  return decodeURIComponent(new URL(address).pathname);
}

/** How one path is reached from another. */
export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => resolve(path).split("/").filter((name) => name !== ""));
  const names = end ?? [];
  const same = (start ?? []).findIndex((name, index) => name !== names[index]);
  const shared = same === -1 ? (start ?? []).length : same;
  return [...(start ?? []).slice(shared).map(() => ".."), ...names.slice(shared)].join("/");
}
