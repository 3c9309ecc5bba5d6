import type { Command } from "commander";
import { collect, header, record, texts } from "./option-values.ts";

/** The options that say how a document is read. */
export interface DocumentFlags {
  /** Overlays for the document: files or URLs. */
  readonly overlays: readonly string[];
  /** For fetching documents. */
  readonly headers: Readonly<Record<string, string>>;
  /** Origins and folders that references may lead to. */
  readonly allowExternal: readonly string[];
}

/** Adds the options of `DocumentFlags` to a command; `also` is what the command does with overlays besides applying them. */
export function addDocumentOptions(command: Command, also = ""): Command {
  return command
    .option("--overlay <file>", `an OpenAPI Overlay (1.0, 1.1) to apply to the document first${also} (repeatable)`, collect)
    .option("--header <header>", "'Name: value', for fetching SPEC and files of its origin (repeatable)", header)
    .option("--allow-external <place>", "an origin or folder that references may lead to (repeatable)", collect);
}

/** What the options of `DocumentFlags` say once commander has taken them apart. */
export function documentFlagsOf(given: Readonly<Record<string, unknown>>): DocumentFlags {
  return { overlays: texts(given["overlay"]), headers: record(given["header"]), allowExternal: texts(given["allowExternal"]) };
}
