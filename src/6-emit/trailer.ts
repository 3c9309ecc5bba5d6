import { hashText } from "./output-file.ts";

const mark = "# pysdk-compile: ";

/** Adds the last line of a single module: a comment with the hash of the rest, so that an edit is seen even where the manifest is lost. */
export function withTrailer(text: string): string {
  // A comment after a definition stands apart from it.
  const rest = /\n[ \t][^\n]*\n$/.test(text) ? `${text}\n\n` : text;
  return `${rest}${mark}${hashText(rest)}\n`;
}

/** Whether a text ends with the hash of its rest: nobody has edited it since it was written. */
export function hasIntactTrailer(text: string): boolean {
  const plain = text.replaceAll("\r\n", "\n");
  const at = plain.lastIndexOf(mark);
  return at > 0 && plain.slice(at + mark.length) === `${hashText(plain.slice(0, at))}\n`;
}

/** Whether a text ends as a single module of ours does, edited or not. */
export function hasTrailer(text: string): boolean {
  return /\n# pysdk-compile: sha256:[0-9a-f]{64}\s*$/.test(text.slice(-200));
}
