import type { Fetched } from "../1-load/fetched.ts";
import type { Territory } from "../1-load/read-file.ts";

/** Why the exports of src/1-load/read-file.ts, which these are, find nothing in a browser. */
const reason = "there are no files here; hand the document over as text or value";

/** A territory in which nothing is. */
export async function createTerritory(folder: string, allowed: readonly string[], maxBytes: number): Promise<Territory> {
  return { folder, real: folder, allowed, maxBytes };
}

/** Nothing is read. */
export async function readTerritory(): Promise<Fetched> {
  return { kind: "unreadable", reason };
}

/** Nothing is there. */
export async function realpathOf(): Promise<undefined> {
  return undefined;
}

/** Why nothing is read. */
export async function readPlainFile(): Promise<string> {
  return reason;
}
