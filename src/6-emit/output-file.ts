import { sha256 } from "../ir/sha256.ts";

/** A generated file: its path below the output folder, with `/`, and its text. */
export interface OutputFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  /** All of it. */
  readonly text: string;
}

/** The hash of a text as the manifest writes it; a text that a checkout gave other line ends has the same. */
export function hashText(text: string): string {
  const plain = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  return `sha256:${sha256(plain)}`;
}

/** Whether a path stays below the folder it is relative to, on every system. */
export function isInside(path: string): boolean {
  if (path === "" || path.length > 400 || /[\\:*?"<>|\p{Cc}]/u.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[. ]$/.test(part));
}

/** A path without differences that some file systems do not see: case and composed letters. */
export function caseless(path: string): string {
  return path.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}
