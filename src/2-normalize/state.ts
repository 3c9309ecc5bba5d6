import type { Dialect, Loaded, LoadedFile } from "../1-load/loaded.ts";
import type { Code } from "../diagnostics/catalogue.ts";
import type { Arguments, Reporter } from "../diagnostics/reporter.ts";
import type { Json, JsonObject } from "../ir/json.ts";
import { type DocumentId, join, type JsonPointer, type Origin, parent, root } from "../ir/origin.ts";
import type { Kind } from "./grammar.ts";

/** A document while it is being normalized. */
export interface FileState {
  /** The document as it was loaded. */
  readonly loaded: LoadedFile;
  /** How it is written: its own dialect, else that of the entry. */
  readonly dialect: Dialect;
  /** From displaced canonical places to where they come from; a place below one of them moves along. */
  readonly origins: Map<JsonPointer, Origin>;
  /** From displaced source places to where they went. */
  readonly targets: Map<JsonPointer, JsonPointer>;
  /** Parts that were normalized because something refers to them, by canonical place. */
  readonly patches: Map<JsonPointer, Json>;
  /** The canonical form of the whole document, when it was visited as one. */
  whole: Json | undefined;
  /** Whether references mean the same wherever they stand: no `$id`, and nothing brought in from another document. */
  uniform: boolean;
  /** Defaults of a 2.0 document for what its operations send and receive. */
  readonly media: Media;
}

/** Media types that hold where an operation does not say otherwise. */
export interface Media {
  /** What requests send. */
  readonly consumes: readonly string[];
  /** What responses bring. */
  readonly produces: readonly string[];
}

/** A 2.0 parameter that becomes part of a request body, with where it came from. */
export interface BodyParameter {
  /** The parameter itself, references followed. */
  readonly value: JsonObject;
  /** Where it stands in the source. */
  readonly origin: Origin;
  /** The reference it was reached by, if any. */
  readonly reference: string | undefined;
}

/** What holds for everything below some place. */
export interface Scope {
  /** The document. */
  readonly file: FileState;
  /** The path of the operation, for example `/pets/{id}`; undefined in webhooks and callbacks. */
  readonly template: string | undefined;
  /** Names of path parameters that the path item describes for its operations. */
  readonly pathNames: ReadonlySet<string>;
  /** Body parameters that a 2.0 path item gives to its operations. */
  readonly bodies: readonly BodyParameter[];
  /** Media types in force. */
  readonly media: Media;
  /** The source place of the outermost schema that `$recursiveRef` means. */
  readonly recursive: JsonPointer | undefined;
}

/** A place that is visited. */
export interface At {
  /** The place in the canonical document. */
  readonly pointer: JsonPointer;
  /** What holds there. */
  readonly scope: Scope;
}

/** Something that a reference leads to and that must be canonical in the end. */
export interface Wanted {
  /** Where it stands in the source. */
  readonly origin: Origin;
  /** What it is taken for. */
  readonly kind: Kind;
  /** What it says. */
  readonly value: Json;
  /** What holds where the reference stands; the document is replaced by the target's. */
  readonly scope: Scope;
}

/** A reference that was written into the canonical form. */
export interface Emitted {
  /** Where it leads in the source. */
  readonly target: Origin;
  /** Where it stands in the source, for reports. */
  readonly from: Origin;
}

/** Everything that one normalization collects. */
export interface State {
  readonly loaded: Loaded;
  readonly reporter: Reporter;
  readonly files: Map<DocumentId, FileState>;
  /** Results by kind and source object: shared parts are visited once. */
  readonly visited: Map<Kind, Map<object, Json>>;
  readonly wanted: Wanted[];
  /** Written references by their text. */
  readonly emitted: Map<string, Emitted>;
  /** Remarks that are made once per document. */
  readonly remarked: Set<string>;
}

/** Remembers the canonical form of a source object. */
export function remember(state: State, kind: Kind, use: { readonly value: object; readonly result: Json }): void {
  const results = state.visited.get(kind) ?? new Map<object, Json>();
  results.set(use.value, use.result);
  state.visited.set(kind, results);
}

/** Whether a source object is canonical already, whatever it was taken for. */
export function isVisited(state: State, value: object): boolean {
  for (const results of state.visited.values()) if (results.has(value)) return true;
  return false;
}

/** The state of a document, made at its first use. */
export function fileState(state: State, id: DocumentId): FileState | undefined {
  const known = state.files.get(id);
  if (known !== undefined) return known;
  const loaded = state.loaded.files.get(id);
  if (loaded === undefined) return undefined;
  const entry = state.files.get(state.loaded.entry);
  const made: FileState = {
    loaded,
    dialect: loaded.dialect ?? state.loaded.dialect,
    origins: new Map(),
    targets: new Map(),
    patches: new Map(),
    whole: undefined,
    // What an overlay wrote is in no text of the document.
    uniform: loaded.source === undefined && isUniform(loaded.text),
    media: loaded.dialect === undefined && entry !== undefined ? entry.media : mediaOf(loaded.value),
  };
  state.files.set(id, made);
  return made;
}

/** No text means that nothing can be said cheaply. */
function isUniform(text: string | undefined): boolean {
  return text !== undefined && !["$id", "$self", "\\u0024", "\\x24"].some((one) => text.includes(one));
}

function mediaOf(value: Json): Media {
  const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : []);
  const document = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  return { consumes: texts(document["consumes"]), produces: texts(document["produces"]) };
}

/** The scope of a document's top. */
export function topScope(file: FileState): Scope {
  return { file, template: undefined, pathNames: new Set(), bodies: [], media: file.media, recursive: undefined };
}

/** A place further down. */
export function below(at: At, ...tokens: readonly (string | number)[]): At {
  return { pointer: join(at.pointer, ...tokens), scope: at.scope };
}

/** Where a canonical place comes from. */
export function sourceOf(file: FileState, pointer: JsonPointer): Origin {
  if (file.origins.size > 0) {
    for (let at = pointer; ; at = parent(at)) {
      const origin = file.origins.get(at);
      if (origin !== undefined) return { document: origin.document, pointer: `${origin.pointer}${pointer.slice(at.length)}` };
      if (at === root) break;
    }
  }
  return { document: file.loaded.id, pointer };
}

/** Where a source place went. */
export function targetOf(file: FileState, pointer: JsonPointer): JsonPointer {
  if (file.targets.size > 0) {
    for (let at = pointer; ; at = parent(at)) {
      const target = file.targets.get(at);
      if (target !== undefined) return `${target}${pointer.slice(at.length)}`;
      if (at === root) break;
    }
  }
  return pointer;
}

/** Remembers that a canonical place is made from a source place. The first target of a source place stays. */
export function moved(file: FileState, from: Origin, to: JsonPointer): void {
  derived(file, from, to);
  if (from.document === file.loaded.id && !file.targets.has(from.pointer)) file.targets.set(from.pointer, to);
}

/** Remembers where a canonical place comes from, when references to the source place must stay as they are. */
export function derived(file: FileState, from: Origin, to: JsonPointer): void {
  file.origins.set(to, from);
  if (from.document !== file.loaded.id) file.uniform = false;
}

/** The source of the place that is visited. */
export function here(at: At): Origin {
  return sourceOf(at.scope.file, at.pointer);
}

/** Reports something about the place that is visited. */
export function remark<C extends Code>(state: State, code: C, ...rest: [at: At, ...params: Arguments<C>]): void {
  const [at, ...params] = rest;
  state.reporter.report(code, here(at), ...params);
}
