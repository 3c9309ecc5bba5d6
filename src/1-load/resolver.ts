import type { Json } from "../ir/json.ts";
import { type DocumentId, formatReference, type JsonPointer, lookup, type Origin, parent, root } from "../ir/origin.ts";
import type { Discovery } from "./discover.ts";
import type { Fetched } from "./fetched.ts";
import type { Resolution } from "./loaded.ts";
import { resolvePointer } from "./resolve-pointer.ts";

/** What the resolver knows of a document. */
export interface Known {
  /** Its name. */
  readonly id: DocumentId;
  /** The address it was read from. */
  readonly uri: string;
  /** What it says. */
  readonly value: Json;
  /** What was found in it; undefined when nothing can be. */
  readonly discovery: Discovery | undefined;
}

/** What came of an address: a document's name, or why there is none. */
export type Outcome = DocumentId | Exclude<Fetched, { kind: "read" }>;

/** A chain of references through references is given up after this many. */
const longestChain = 64;

/** Makes `Loaded.resolve`, which remembers its answers where no `$id` makes them depend on the place: relative addresses, `$id` and `$self` as bases, anchors, and pointers that run through references. */
export function createResolver(documents: ReadonlyMap<DocumentId, Known>, outcomes: ReadonlyMap<string, Outcome>): (from: Origin, reference: string) => Resolution {
  const resources = indexResources(documents);
  const anchors = indexAnchors(documents);

  const locate = (from: Origin, reference: string): Origin | Exclude<Resolution, { kind: "found" }> => {
    const cut = reference.indexOf("#");
    const address = cut < 0 ? reference : reference.slice(0, cut);
    const document = documents.get(from.document);
    if (document === undefined) return { kind: "missing" };
    const base = baseOf(document, from.pointer);
    if (address === "") return { document: from.document, pointer: base.pointer };
    for (const start of base.uri === document.uri ? [base.uri] : [base.uri, document.uri]) {
      const uri = addressOf(address, start);
      if (uri === undefined) continue;
      const resource = resources.get(uri);
      if (resource !== undefined) return resource;
      const outcome = outcomes.get(uri);
      if (typeof outcome === "string") return { document: outcome, pointer: root };
      if (outcome !== undefined && start === document.uri) return outcome;
    }
    return { kind: "missing" };
  };

  const resolve = (from: Origin, reference: string, chain: number): Resolution => {
    const target = locate(from, reference);
    if ("kind" in target) return target;
    const cut = reference.indexOf("#");
    const fragment = cut < 0 ? "" : reference.slice(cut + 1);
    const document = documents.get(target.document);
    if (document === undefined) return { kind: "missing" };
    const anchor = anchors.get(formatReference(target))?.get(fragment) ?? anchors.get(`${target.document}#`)?.get(fragment);
    if (anchor !== undefined) return found(document, anchor);
    let failure: Resolution = { kind: "missing" };
    const starts = target.pointer === root ? [root] : [target.pointer, root];
    for (const start of starts) {
      const value = start === root ? document.value : lookup(document.value, start);
      if (value === undefined) continue;
      const result = resolvePointer(value, fragment);
      if (result.kind === "missing") continue;
      const shift = (pointer: JsonPointer): JsonPointer => `${start}${pointer.slice(1)}`;
      if (result.kind === "found") return { ...result, pointer: shift(result.pointer), document: document.id };
      if (chain >= longestChain) return { kind: "missing" };
      if (shift(result.at) === from.pointer && document.id === from.document) continue;
      const through = resolve({ document: document.id, pointer: shift(result.at) }, result.reference, chain + 1);
      if (through.kind !== "found") {
        failure = through;
        continue;
      }
      const beyond = resolve({ document: through.document, pointer: root }, `${through.pointer}/${result.rest}`, chain + 1);
      if (beyond.kind === "found") return beyond;
    }
    return failure;
  };

  const cache = new Map<DocumentId, Map<string, Resolution>>();
  return (from, reference) => {
    if ((documents.get(from.document)?.discovery?.resources ?? []).length > 0) return resolve(from, reference, 0);
    const known = cache.get(from.document) ?? new Map<string, Resolution>();
    cache.set(from.document, known);
    const resolution = known.get(reference) ?? resolve(from, reference, 0);
    known.set(reference, resolution);
    return resolution;
  };
}

/** An address without its fragment, absolute. */
export function addressOf(address: string, base: string): string | undefined {
  try {
    const uri = new URL(address, base);
    uri.hash = "";
    return uri.href;
  } catch {
    return undefined;
  }
}

function found(document: Known, pointer: JsonPointer): Resolution {
  const value = lookup(document.value, pointer);
  return value === undefined ? { kind: "missing" } : { kind: "found", document: document.id, pointer, value, mended: false };
}

/** The innermost `$id` or `$self` around a place, with its own bases applied from the outside in. */
function baseOf(document: Known, pointer: JsonPointer): { readonly uri: string; readonly pointer: JsonPointer } {
  const all = document.discovery?.resources ?? [];
  if (all.length === 0) return { uri: document.uri, pointer: root };
  const around = new Map(all.map((one) => [one.pointer, one.id]));
  const path: JsonPointer[] = [];
  for (let at = pointer; ; at = parent(at)) {
    if (around.has(at)) path.push(at);
    if (at === root) break;
  }
  let uri = document.uri;
  for (const at of path.toReversed()) uri = addressOf(around.get(at) ?? "", uri) ?? uri;
  return { uri, pointer: path[0] ?? root };
}

function indexResources(documents: ReadonlyMap<DocumentId, Known>): ReadonlyMap<string, Origin> {
  const index = new Map<string, Origin>();
  for (const document of documents.values()) {
    for (const { pointer } of document.discovery?.resources ?? []) {
      const { uri } = baseOf(document, pointer);
      if (!index.has(uri)) index.set(uri, { document: document.id, pointer });
    }
  }
  return index;
}

/** By resource, `doc.yaml#/pointer`, then by name. */
function indexAnchors(documents: ReadonlyMap<DocumentId, Known>): ReadonlyMap<string, ReadonlyMap<string, JsonPointer>> {
  const index = new Map<string, Map<string, JsonPointer>>();
  for (const document of documents.values()) {
    for (const { pointer, name } of document.discovery?.anchors ?? []) {
      const key = formatReference({ document: document.id, pointer: baseOf(document, pointer).pointer });
      const names = index.get(key) ?? new Map<string, JsonPointer>();
      if (!names.has(name)) names.set(name, pointer);
      index.set(key, names);
    }
  }
  return index;
}
