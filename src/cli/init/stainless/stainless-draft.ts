import { parseText } from "../../../1-load/parse-text.ts";
import { decode } from "../../../1-load/decode.ts";
import type { Compilation, CompileOptions } from "../../../compile.ts";
import type { Sources } from "../../../diagnostics/frame.ts";
import { createReporter, type Diagnostic, diagnostic } from "../../../diagnostics/reporter.ts";
import { isObject } from "../../../ir/origin.ts";
import { CliError } from "../../cli-error.ts";
import { optionsOf } from "../../configuration/options-of-settings.ts";
import type { Settings } from "../../configuration/settings.ts";
import type { Draft } from "../draft.ts";
import { inferDraft, pythonOf } from "../infer-draft.ts";
import { compareCredentials } from "./carry-client.ts";
import { type Carried, importStainless, positionalOf, renamesOf } from "./import-stainless.ts";
import type { StainlessFile } from "./stainless-file.ts";
import { leave } from "./stainless-file.ts";

/** A draft made from a `stainless.yml`, and what could not be carried over, with its places. */
export interface StainlessDraft {
  readonly draft: Draft;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** What the import works with. */
export interface StainlessCall {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The document as it is compiled without settings. */
  readonly natural: Compilation;
  /** Compiles the document with settings. */
  readonly compileWith: (options: CompileOptions) => Promise<Compilation>;
}

/** Carries a `stainless.yml` over: the compiled SDK has its names, and what is left is said. */
export async function stainlessDraft({ name, bytes, natural, compileWith }: StainlessCall): Promise<StainlessDraft> {
  const { text } = decode(bytes);
  const { value, locate } = await parseText(text, name, createReporter());
  if (!isObject(value) || !isObject(value["resources"])) throw new CliError(`${name} is no stainless.yml: it has no resources`);
  const file: StainlessFile = { value, leftovers: [] };
  const carried = importStainless(file, natural.api);
  const { settings, compilation } = await settle(carried, compileWith);
  const draft = inferDraft(compilation);
  compareCredentials(file, compilation.api);
  leaveUnkept(file, carried, compilation);
  const offset = new Map(file.leftovers.map(({ pointer }) => [pointer, locate(pointer) ?? { line: 0, column: 0 }]));
  const at = (pointer: string): { readonly line: number; readonly column: number } => offset.get(pointer) ?? { line: 0, column: 0 };
  file.leftovers.sort((one, other) => at(one.pointer).line - at(other.pointer).line || at(one.pointer).column - at(other.pointer).column);
  const diagnostics = file.leftovers.map(({ pointer, key, reason }) => diagnostic("import-left-out", { document: name, pointer }, { key, reason }));
  const positional = positionalOf(carried.methods, compilation.api);
  const resources = Object.fromEntries(Object.entries(draft.settings.resources ?? {}).map(([path, one]) => [path, positional.has(path) ? { ...one, positional: positional.get(path) ?? [] } : one]));
  const whole: Settings = {
    ...draft.settings,
    ...settings,
    resources,
    renames: { ...draft.settings.renames, ...settings.renames },
    pagination: { ...draft.settings.pagination, ...settings.pagination },
    streaming: { ...draft.settings.streaming, ...settings.streaming },
    client: { ...draft.settings.client, ...settings.client },
  };
  return { draft: { ...draft, settings: whole, notes: file.leftovers.map(({ key, reason }) => `${key} ${reason}`) }, diagnostics, sources: { entry: name, files: new Map([[name, { text, locate }]]) } };
}

/** Compiles with the settings; a method that got another name for the company it now keeps is named outright. */
async function settle({ settings, methods }: Carried, compileWith: StainlessCall["compileWith"]): Promise<{ readonly settings: Settings; readonly compilation: Compilation }> {
  const compilation = await compileWith(optionsOf(settings));
  const more = renamesOf(methods, compilation.api);
  if (Object.keys(more).length === 0) return { settings, compilation };
  const all: Settings = { ...settings, renames: { ...settings.renames, ...more } };
  return { settings: all, compilation: await compileWith(optionsOf(all)) };
}

function leaveUnkept(file: StainlessFile, { methods }: Carried, { api }: Compilation): void {
  for (const operation of api.operations) {
    const method = methods.named.get(operation.id);
    if (method !== undefined && method.python.join(".") !== pythonOf(operation)) leave(file, method.path, `is ${pythonOf(operation)} here`);
  }
  const unnamed = api.operations.filter((operation) => !methods.named.has(operation.id)).length;
  if (unnamed > 0) leave(file, ["resources"], `names ${methods.named.size} of the operations; the document has ${unnamed} more, which are compiled under inferred names (exclude leaves them out)`);
}
