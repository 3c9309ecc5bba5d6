import type { Loaded } from "../1-load/loaded.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { isObject, lookup, member, parseReference, root } from "../ir/origin.ts";
import type { Canonical, CanonicalFile, Target } from "./canonical.ts";
import { replaceAt } from "./replace-at.ts";
import { settleReferences } from "./settle-references.ts";
import { type FileState, fileState, isVisited, type Scope, sourceOf, type State, targetOf, topScope } from "./state.ts";
import { visit } from "./visit.ts";

/** What normalizing tells about. */
export interface NormalizeContext {
  /** Takes everything that was mended or left out. */
  readonly reporter: Reporter;
}

/** Brings all documents to OpenAPI 3.2 with JSON Schema 2020-12. What was loaded is not changed; unchanged parts are shared with it. */
export function normalize(loaded: Loaded, context: NormalizeContext): Canonical {
  const state: State = {
    loaded,
    reporter: context.reporter,
    files: new Map(),
    visited: new Map(),
    wanted: [],
    emitted: new Map(),
    remarked: new Set(),
  };
  const entry = fileState(state, loaded.entry);
  if (entry !== undefined) visitWhole(state, entry);
  for (let index = 0; index < state.wanted.length; index++) visitWanted(state, index);
  const files = new Map<string, CanonicalFile>();
  for (const [id, file] of loaded.files) {
    const used = state.files.get(id);
    if (used === undefined) files.set(id, { id, value: file.value });
    else files.set(id, { id, value: replaceAt(used.whole ?? file.value, used.patches) });
  }
  const settled = settleReferences(state, files);
  return canonicalOf(state, settled);
}

function visitWhole(state: State, file: FileState): void {
  file.whole = visit(state, "document", { value: file.loaded.value, at: { pointer: root, scope: topScope(file) } }) ?? {};
}

/** What a reference leads to becomes canonical where it stands, unless it is already. */
function visitWanted(state: State, index: number): void {
  const wanted = state.wanted[index];
  if (wanted === undefined) return;
  const { origin, kind, value, scope } = wanted;
  const file = fileState(state, origin.document);
  if (file === undefined || typeof value !== "object" || value === null) return;
  if (file.loaded.dialect !== undefined && file.whole === undefined) visitWhole(state, file);
  if (isVisited(state, value)) return;
  const pointer = targetOf(file, origin.pointer);
  const inside: Scope = { ...topScope(file), template: scope.template, pathNames: scope.pathNames, bodies: scope.bodies, media: mediaFor(file, scope) };
  const result = visit(state, kind, { value, at: { pointer, scope: inside } });
  if (result !== undefined && result !== value) file.patches.set(pointer, result);
}

function mediaFor(file: FileState, scope: Scope): Scope["media"] {
  return file.loaded.dialect === undefined ? scope.media : file.media;
}

function canonicalOf(state: State, files: ReadonlyMap<string, CanonicalFile>): Canonical {
  const { loaded } = state;
  const cache = new Map<string, Target | undefined>();
  const resolve = (reference: string): Target | undefined => {
    if (cache.has(reference)) return cache.get(reference);
    const { document, pointer } = parseReference(reference);
    const file = files.get(document);
    const value = file === undefined ? undefined : lookup(file.value, pointer);
    const target = value === undefined ? undefined : { document, pointer, value };
    cache.set(reference, target);
    return target;
  };
  return {
    entry: loaded.entry,
    version: loaded.version,
    dialect: loaded.dialect,
    title: titleOf(files.get(loaded.entry)?.value),
    files,
    resolve,
    source(document, pointer) {
      const file = state.files.get(document);
      return file === undefined ? { document, pointer } : sourceOf(file, pointer);
    },
  };
}

function titleOf(value: Json | undefined): string {
  const info = isObject(value) ? member(value, "info") : undefined;
  const title = isObject(info) ? member(info, "title") : undefined;
  return typeof title === "string" ? title : "";
}
