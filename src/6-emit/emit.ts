import { print, type SourceModule } from "../../pyast/index.ts";
import type { Loaded } from "../1-load/index.ts";
import type { Described, Lowered } from "../5-lower/index.ts";
import type { Context } from "../context.ts";
import type { Sources } from "../diagnostics/frame.ts";
import { diagnosticsToJson } from "../diagnostics/json.ts";
import { buildManifest } from "./build-manifest.ts";
import type { Manifest } from "./manifest.ts";
import { hashText, type OutputFile } from "./output-file.ts";
import { withTrailer } from "./trailer.ts";
import { version } from "./version.ts";

/** What a compile has made: the files, and the record of what became of the document. */
export interface Emitted {
  readonly files: readonly OutputFile[];
  readonly manifest: Manifest;
}

/** What emitting knows besides the program. */
export interface EmitParts {
  readonly loaded: Loaded;
  /** Every text that messages point into. */
  readonly sources: Sources;
  readonly context: Context;
}

/** Prints the program and records it. Nothing is written to disk. */
export function emit(lowered: Lowered, parts: EmitParts): Emitted {
  const { options } = parts.context;
  const single = options.layout === "module";
  const python = lowered.program.modules.map((module): OutputFile => {
    const text = print(module.body, { lineLength: options.lineLength, firstParty: new Set([lowered.api.names.module]) });
    return { path: pathOf(module), text: single ? withTrailer(text) : text };
  });
  const files = [...python, ...lowered.texts].sort((left, right) => (left.path < right.path ? -1 : 1));
  return { files, manifest: record(lowered, files, parts) };
}

/** The record of a compile that made these files. */
export function record(described: Described, files: readonly OutputFile[], { loaded, sources, context }: EmitParts): Manifest {
  const text = loaded.files.get(loaded.entry)?.text;
  return buildManifest({
    api: described.api,
    options: context.options,
    files,
    compiler: version,
    sha256: text === undefined ? null : hashText(text).slice("sha256:".length),
    diagnostics: diagnosticsToJson(context.reporter.diagnostics, sources).map(({ code, severity, pointer, message, file, line, column }) => ({
      code,
      severity,
      pointer,
      message,
      file,
      line: line ?? null,
      column: column ?? null,
    })),
    typeOf: described.typeOf,
    aliasOf: described.aliasOf,
    membersOf: described.membersOf,
    takesNull: described.takesNull,
    positionalOf: described.positionalOf,
    answerOf: described.answerOf,
    isPaged: described.isPaged,
    pagesOf: described.pagesOf,
  });
}

/** Where a module is written: `museum.models` is `museum/models/__init__.py`. */
function pathOf(module: SourceModule): string {
  const path = module.path.replaceAll(".", "/");
  return module.isPackage ? `${path}/__init__.py` : `${path}.py`;
}
