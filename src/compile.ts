import { findTarget } from "./1-load/find-target.ts";
import { load, type Input, type Loaded } from "./1-load/index.ts";
import { normalize } from "./2-normalize/index.ts";
import { model } from "./3-model/index.ts";
import { runPasses } from "./4-passes/index.ts";
import { lower } from "./5-lower/index.ts";
import { emit } from "./6-emit/emit.ts";
import type { Manifest } from "./6-emit/manifest.ts";
import type { OutputFile } from "./6-emit/output-file.ts";
import { parseText } from "./1-load/parse-text.ts";
import type { Context, SettingsView } from "./context.ts";
import type { Diagnostic, Place } from "./diagnostics/reporter.ts";
import { createReporter } from "./diagnostics/reporter.ts";
import type { Source, Sources } from "./diagnostics/frame.ts";
import { join, root } from "./ir/origin.ts";
import type { Api, Info } from "./ir/api.ts";
import { defaultOptions, type Options } from "./options.ts";

/** What a compile gives: files in memory, nothing on disk. */
export interface Compilation {
  readonly files: readonly OutputFile[];
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
  /** The IR after all passes. */
  readonly api: Api;
  /** What was read, for code frames. */
  readonly sources: Sources;
}

/** How far a compile is. */
export interface Progress {
  /** The stage that begins: `load`, `normalize`, `model`, `passes`, `lower` or `emit`. */
  readonly stage: string;
  /** Its number, from 1. */
  readonly number: number;
  /** How many there are. */
  readonly of: number;
}

const stages = ["load", "normalize", "model", "passes", "lower", "emit"] as const;

/** The file that options were read from, for messages about them. */
export interface WrittenSettings {
  /** Its name. */
  readonly document: string;
  readonly text: string;
  /** Keys of its top that something else had the last word on. */
  readonly overridden: readonly string[];
}

/** What a compile may be told besides the options of the output. */
export interface CompileOptions extends Partial<Options> {
  /** The manifest of the compile before, the names lock; or what finds it once the document's title is known. */
  readonly previous?: Manifest | null | ((info: Info) => Manifest | null);
  /** Headers for fetching the document and files of its origin. */
  readonly headers?: Readonly<Record<string, string>>;
  /** OpenAPI Overlay documents, applied to the document in this order. */
  readonly overlays?: readonly Input[];
  /** The configuration file that the options come from. */
  readonly configuration?: WrittenSettings | null;
  /** Folders and origins that references may lead to, besides the document's own. */
  readonly allowExternal?: readonly string[];
  /**
   * Has the parser library judge the document in a thread of its own meanwhile, as one more source of diagnostics:
   * always, where reading it left something to tell (loading the library takes longer than compiling a small document),
   * or never, which is the default.
   */
  readonly validate?: "always" | "in-doubt" | "never";
  /** Ends the compile between two stages: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Hears of each stage when it begins. */
  readonly onProgress?: (progress: Progress) => void;
  /** Sees the IR after each stage and pass, by name. */
  readonly onStage?: (name: string, value: unknown) => void;
}

/** Compiles one document: 1 load, 2 normalize, 3 model, 4 passes, 5 lower, 6 emit. Throws `LoadError` where it cannot be read. */
export async function compile(input: Input, options: CompileOptions = {}): Promise<Compilation> {
  const { previous = null, headers = {}, allowExternal = [], overlays = [], configuration = null, signal, validate = "never", onStage = () => undefined, onProgress = () => undefined, ...chosen } = options;
  const base = { options: { ...defaultOptions, ...chosen }, reporter: createReporter() };
  const stage = async <T>(name: (typeof stages)[number], work: () => T | Promise<T>): Promise<T> => {
    // Whoever may end the compile, or watches it, is let in between two stages.
    if (signal !== undefined) await breathe();
    signal?.throwIfAborted();
    onProgress({ stage: name, number: stages.indexOf(name) + 1, of: stages.length });
    const value = await work();
    onStage(name, value);
    return value;
  };

  const loaded = await stage("load", () => load(input, { headers, allowExternal, overlays }, base));
  const canonical = await stage("normalize", () => normalize(loaded, base));
  const doubtful = validate === "in-doubt" && base.reporter.diagnostics.length > 0;
  const judged = validate === "always" || doubtful ? judge(loaded, base) : null;
  const modelled = await stage("model", () => model(canonical, base));
  const settings: SettingsView = { place: (path) => placeOfSetting(configuration, path), target: (pointer) => findTarget(loaded, pointer) };
  const context: Context = { ...base, settings, previous: typeof previous === "function" ? previous(modelled.info) : previous };
  const api = await stage("passes", () => runPasses(modelled, context, { after: (pass, value) => onStage(pass.name, value) }));
  const lowered = await stage("lower", () => lower(api, context));
  await judged;
  const { diagnostics } = context.reporter;
  const sources = await sourcesOf(loaded, { configuration, diagnostics });
  const { files, manifest } = await stage("emit", () => emit(lowered, { loaded, sources, context }));
  signal?.throwIfAborted();
  return { files, manifest, diagnostics, api, sources };
}

/** Where a setting was written, by its keys from the top; undefined where the file does not say it. */
function placeOfSetting(configuration: WrittenSettings | null, path: readonly (string | number)[]): Place | undefined {
  if (configuration === null || configuration.overridden.includes(String(path[0]))) return undefined;
  return { document: configuration.document, pointer: join(root, ...path) };
}

/** The texts that messages point into; that of the settings only where one does. */
async function sourcesOf(loaded: Loaded, { configuration, diagnostics }: { readonly configuration: WrittenSettings | null; readonly diagnostics: readonly Diagnostic[] }): Promise<Sources> {
  if (configuration === null || !diagnostics.some(({ origin }) => origin.document === configuration.document)) return loaded;
  const { document, text } = configuration;
  const { locate } = await parseText(text, document, createReporter());
  return { ...loaded, overlays: new Map<string, Source>([...loaded.overlays, [document, { text, locate }]]) };
}

/** Lets other work of the thread run. */
function breathe(): Promise<void> {
  return new Promise((done) => {
    if (typeof setImmediate === "function") setImmediate(done);
    else setTimeout(done, 0);
  });
}

/** The validation is loaded only where it is wanted: it brings a library and a thread. */
async function judge(loaded: Loaded, context: Pick<Context, "reporter">): Promise<void> {
  const { validate } = await import("./1-load/validate.ts");
  await validate(loaded, {}, context);
}
