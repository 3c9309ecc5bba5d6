import { gunzipSync, gzipSync } from "node:zlib";
import type { OutputFile } from "./output-file.ts";

/** The largest text that is unpacked; what is larger was not written by a compile. */
const largest = 512 * 1024 * 1024;

/** The texts as generated, packed: what `--merge` compares hand edits with. The same texts give the same bytes on every system. */
export function packBase(files: readonly OutputFile[]): Buffer {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const packed = gzipSync(Buffer.from(JSON.stringify(sorted.map(({ path, text }) => [path, text])), "utf8"), { level: 6 });
  // The tenth byte names the operating system; 255 is "unknown".
  packed[9] = 255;
  return packed;
}

/** Undoes `packBase`; null for bytes that it did not write. */
export function unpackBase(packed: Uint8Array): ReadonlyMap<string, string> | null {
  try {
    const value: unknown = JSON.parse(gunzipSync(packed, { maxOutputLength: largest }).toString("utf8"));
    return Array.isArray(value) && value.every(isEntry) ? new Map(value) : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "string";
}
