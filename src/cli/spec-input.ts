import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Input } from "../1-load/index.ts";
import { CliError, exitCodes } from "./cli-error.ts";
import type { Io } from "./terminal.ts";

/** Whether a SPEC of the command line is fetched rather than read from the disk. */
export function isUrl(spec: string): boolean {
  return /^https?:\/\//i.test(spec);
}

/** A file that is named from a folder, or a URL. */
export function placeInput(text: string, folder: string): Extract<Input, { readonly kind: "file" | "url" }> {
  return isUrl(text) ? { kind: "url", url: text } : { kind: "file", path: resolve(folder, text) };
}

/** The document that a SPEC of the command line means: a file, a URL, or `-` for standard input. */
export async function inputOf(spec: string, io: Pick<Io, "stdin" | "cwd">): Promise<Input> {
  if (spec === "-") return { kind: "text", text: await io.stdin(), base: io.cwd };
  const input = placeInput(spec, io.cwd);
  if (input.kind === "file" && statSync(input.path, { throwIfNoEntry: false })?.isDirectory() === true) throw new CliError(`${spec} is a folder; give the document in it`, { exitCode: exitCodes.document });
  return input;
}
