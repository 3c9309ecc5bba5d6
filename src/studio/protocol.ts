/** What the page and the server say to each other: requests by name, each a POST of JSON to `/api/NAME`. */

import type { FileState } from "../6-emit/plan.ts";
import type { OnEdited, WriteReport } from "../6-emit/write.ts";

/** A document to compile. */
export type GivenDocument =
  /** A file or a URL, as on the command line. */
  | { readonly kind: "place"; readonly place: string }
  /** The text itself, pasted or from a file that the browser has opened. */
  | { readonly kind: "text"; readonly text: string };

/** The choices of the form; empty where nothing was chosen. Each is an option of the command line. */
export interface Choices {
  /** `--profile`. */
  readonly profile: string;
  /** `--auth-type`. */
  readonly authType: string;
  /** `--layout`. */
  readonly layout: string;
  /** `--name`. */
  readonly name: string;
  /** `--http`. */
  readonly http: string;
  /** `--target-python`. */
  readonly python: string;
  /** `-o`. */
  readonly output: string;
}

/** What there is to say about the document or the output. */
export interface Message {
  /** How much it weighs. */
  readonly severity: "error" | "warning" | "note";
  /** The code, for example `reference-not-found`; null for what is no part of the catalogue. */
  readonly code: string | null;
  /** The sentence. */
  readonly message: string;
  /** `openapi.yaml:3:9`, or the file alone where the line is not known; null where it is about no file. */
  readonly where: string | null;
  /** Where in the document it is, by structure; null where that says nothing. */
  readonly pointer: string | null;
  /** What to do about it; null where the sentence says so. */
  readonly remedy: string | null;
}

/** An operation and the call it becomes. */
export interface FoundOperation {
  /** Upper case. */
  readonly method: string;
  /** With its templates. */
  readonly path: string;
  /** The attribute path from a client, or the name of a function. */
  readonly python: string;
}

/** What a document turned out to hold. */
export interface Found {
  /** `info.title`. */
  readonly title: string;
  /** `info.version`. */
  readonly version: string;
  /** The version of OpenAPI. */
  readonly openapi: string;
  /** The name that is imported. */
  readonly package: string;
  /** Addresses, in the document's order. */
  readonly servers: readonly string[];
  /** The ways to be allowed. */
  readonly security: readonly { readonly name: string; readonly what: string; readonly environment: readonly string[] }[];
  /** Operations by the namespace that holds them; the root has an empty name. */
  readonly namespaces: readonly { readonly name: string; readonly operations: readonly FoundOperation[] }[];
  /** Classes and aliases, without the modules that they are in. */
  readonly models: readonly string[];
  /** How many webhooks and callbacks there are. */
  readonly webhooks: number;
  /** What was reported while reading. */
  readonly messages: readonly Message[];
}

/** A file of the output, beside the disk. */
export interface FileLine {
  /** Below the output folder. */
  readonly path: string;
  /** How the disk compares; `stale` was generated before and is not any more. */
  readonly state: FileState | "stale";
  /** Whether a person made or edited it, so that a write has to be told what to do with it. */
  readonly edited: boolean;
  /** How many lines it has. */
  readonly lines: number;
}

/** What was generated, in memory. */
export interface Generated {
  /** What to name in requests about it. */
  readonly id: string;
  /** What the document holds. */
  readonly found: Found;
  /** The same on the command line. */
  readonly command: string;
  /** The module, or the folder of the project, from where the studio runs: `modules/halopsa.py`, `museum/`. */
  readonly target: string;
  /** A package with its project, or one file. */
  readonly layout: "package" | "module";
  /** Whether it may be written: nothing in the document stands against it. */
  readonly isUsable: boolean;
  /** All files, the generated ones in order, then those left over. */
  readonly files: readonly FileLine[];
}

/** One file to read. */
export interface FileView {
  /** Its text. */
  readonly text: string;
  /** How the disk would change, as a unified diff; empty where it would not. */
  readonly diff: string;
}

/** What a write did. */
export interface Saved {
  /** Paths by what became of them; nothing was written where something was refused. */
  readonly report: Pick<WriteReport, "created" | "changed" | "removed" | "kept" | "merged" | "same">;
  /** What stands against the write. */
  readonly refused: readonly Message[];
  /** What is to be told although it was written. */
  readonly warnings: readonly Message[];
  /** How the disk compares now. */
  readonly files: readonly FileLine[];
}

/** Every request: what is sent, and what comes back. */
export interface Requests {
  /** What the studio is, where it runs, and the document that it was started with. */
  readonly about: { readonly sent: Readonly<Record<string, never>>; readonly answer: { readonly version: string; readonly folder: string; readonly place: string } };
  /** Reads a document. */
  readonly read: { readonly sent: { readonly document: GivenDocument; readonly choices: Choices }; readonly answer: Found };
  /** Compiles it in memory. */
  readonly generate: { readonly sent: { readonly document: GivenDocument; readonly choices: Choices }; readonly answer: Generated };
  /** Gives one file of what was generated. */
  readonly file: { readonly sent: { readonly id: string; readonly path: string }; readonly answer: FileView };
  /** Writes what was generated. */
  readonly save: { readonly sent: { readonly id: string; readonly onEdited: OnEdited }; readonly answer: Saved };
  /** Gives what was generated as one file: the module, or a ZIP archive of the project; its bytes in base64. */
  readonly download: { readonly sent: { readonly id: string }; readonly answer: { readonly name: string; readonly type: string; readonly base64: string } };
}

/** The name of a request. */
export type RequestName = keyof Requests;

/** What comes back where a request could not be done. */
export interface Refusal {
  /** In one line. */
  readonly message: string;
  /** With places, where there are any. */
  readonly messages: readonly Message[];
}

/** The header that carries the token of the address that was printed. */
export const tokenHeader = "x-studio-token";
