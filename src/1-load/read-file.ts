import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { documentId, type Fetched } from "./fetched.ts";

/** Where files may be read from. */
export interface Territory {
  /** The entry document's folder, as it was given. */
  readonly folder: string;
  /** The same, without symbolic links; names are relative to it. */
  readonly real: string;
  /** Other folders that are allowed, as given and without symbolic links. */
  readonly allowed: readonly string[];
  /** The largest file that is read. */
  readonly maxBytes: number;
}

/** The territory of an entry document. Folders that do not exist allow nothing. */
export async function createTerritory(folder: string, allowed: readonly string[], maxBytes: number): Promise<Territory> {
  const all: string[] = [];
  for (const one of allowed) {
    const real = await realpathOf(one);
    all.push(one, ...(real === undefined ? [] : [real]));
  }
  return { folder, real: (await realpathOf(folder)) ?? folder, allowed: all, maxBytes };
}

/** Reads a file inside the territory. The path is judged twice: as written, before anything is touched, and without symbolic links. */
export async function readTerritory(uri: URL, territory: Territory): Promise<Fetched> {
  const path = pathOf(uri);
  if (path === undefined || !allows(path, territory)) return { kind: "refused" };
  const real = await realpathOf(path);
  if (real === undefined) return { kind: "unreadable", reason: "there is no such file" };
  if (!allows(real, territory)) return { kind: "refused" };
  const read = await readPlainFile(real, territory.maxBytes);
  if (typeof read === "string") return { kind: "unreadable", reason: read };
  return { kind: "read", id: nameOf(real, territory), uri: pathToFileURL(path).href, bytes: read };
}

/** The name of a file by its path without symbolic links. */
export function nameOf(real: string, territory: Territory): string {
  return documentId(relative(territory.real, real).split(sep).join("/"));
}

/** A path without symbolic links, or undefined when nothing is there. */
export async function realpathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

/** The bytes of a plain file, or the reason why not. Devices and pipes are refused: they may never end. */
export async function readPlainFile(path: string, maxBytes: number): Promise<Uint8Array | string> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const about = await file.stat();
      if (about.isDirectory()) return "it is a folder";
      if (!about.isFile()) return "it is not a plain file";
      if (about.size > maxBytes) return `it is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB`;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "there is no such file";
    case "EACCES":
    case "EPERM":
      return "permission is missing";
    default:
      return code === "" ? "it could not be opened" : `the system says ${code}`;
  }
}

function allows(path: string, territory: Territory): boolean {
  return [territory.folder, territory.real, ...territory.allowed].some((folder) => isInside(path, folder));
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

function pathOf(uri: URL): string | undefined {
  if (uri.host !== "") return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
