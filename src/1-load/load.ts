import { createReporter, diagnostic, type Reporter } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { type DocumentId, type JsonPointer, type Position, root } from "../ir/origin.ts";
import { compressionOf, decode, withoutMark } from "./decode.ts";
import { versionOf } from "./dialect.ts";
import { discover, type Discovery, mayDiscover } from "./discover.ts";
import type { Fetched } from "./fetched.ts";
import { LoadError } from "./load-error.ts";
import type { Input, Loaded, LoadedFile, LoadOptions } from "./loaded.ts";
import { overlaid } from "./overlay/overlaid.ts";
import type { Overlay } from "./overlay/overlay.ts";
import { parseText } from "./parse-text.ts";
import { type Entry, openEntry } from "./open-entry.ts";
import { readTerritory } from "./read-file.ts";
import { readUrl } from "./read-url.ts";
import { addressOf, createResolver, type Known, type Outcome } from "./resolver.ts";

/** What loading tells about. */
export interface LoadContext {
  /** Takes warnings; what makes the entry unusable is thrown. */
  readonly reporter: Reporter;
}

/** How many documents are read at the same time. */
const atOnce = 32;

interface Following {
  readonly documents: Map<DocumentId, Gathered>;
  readonly outcomes: Map<string, Outcome>;
  readonly entry: Entry;
  readonly reporter: Reporter;
}

/** A document while documents are being gathered. */
interface Gathered extends Known {
  readonly file: LoadedFile;
}

/** Reads a document and everything it refers to. Throws a `LoadError` when the entry cannot be used; all else is reported. */
export async function load(input: Input, options: LoadOptions, context: LoadContext): Promise<Loaded> {
  const entry = await openEntry(input, options);
  const read = await gather(entry, context.reporter);
  const overlays = await overlaysOf(entry, options, context);
  const first = overlays.length === 0 ? read : changed(read.file, overlays, context.reporter);
  const version = checkedVersion(first.file, context.reporter);
  const documents = new Map<DocumentId, Gathered>([[entry.id, first]]);
  const outcomes = new Map<string, Outcome>([entry.uri, ...entry.aliases].map((uri) => [uri, entry.id]));
  await follow({ documents, outcomes, entry, reporter: context.reporter });
  const others = [...documents.values()].filter((one) => one !== first).sort((a, b) => (a.id < b.id ? -1 : 1));
  const files = new Map([first, ...others].map((one) => [one.id, one.file]));
  return { entry: entry.id, version: version.text, dialect: version.dialect, files, overlays: new Map(overlays.map(({ file }) => [file.id, file])), resolve: createResolver(documents, outcomes) };
}

async function overlaysOf(entry: Entry, options: LoadOptions, { reporter }: LoadContext): Promise<readonly Overlay[]> {
  if (options.overlays === undefined || options.overlays.length === 0) return [];
  const { openOverlays } = await import("./overlay/open-overlays.ts");
  return openOverlays(options.overlays, { entry, options, reporter, parse: async (source) => (await gather(source, reporter)).file });
}

/** The address of the document that an overlay says it belongs to; null where it says nothing that may be read. */
export async function documentOfOverlay(input: Input, options: LoadOptions): Promise<string | null> {
  const { extendedBy } = await import("./overlay/open-overlays.ts");
  return extendedBy(input, options, async (source) => (await gather(source, createReporter())).file);
}

/** What the overlays made of a document: it may refer to more than its text says. */
function changed(file: LoadedFile, overlays: readonly Overlay[], reporter: Reporter): Gathered {
  const whole = overlaid(file, overlays, reporter);
  return gathered(whole, discover(whole.value));
}

async function gather(source: Pick<Entry, "id" | "uri" | "bytes" | "value">, reporter: Reporter): Promise<Gathered> {
  const { id, uri } = source;
  if (source.bytes === undefined) {
    const value = source.value ?? null;
    return gathered({ id, uri, value, text: undefined, syntax: "value", lexical: new Map(), locate: () => undefined }, discover(value));
  }
  const packed = typeof source.bytes === "string" ? null : compressionOf(source.bytes);
  if (packed !== null) throw new LoadError([diagnostic("document-compressed", { document: id, pointer: root }, { format: packed })], { entry: id, files: new Map() });
  const { text: raw, lossy } = typeof source.bytes === "string" ? { text: source.bytes, lossy: false } : decode(source.bytes);
  if (lossy) reporter.report("encoding-not-utf8", { document: id, pointer: root });
  const text = withoutMark(raw);
  const { syntax, value, lexical, locate } = await parseText(text, id, reporter);
  return gathered({ id, uri, value, text, syntax, lexical, locate }, mayDiscover(text) ? discover(value) : undefined);
}

function gathered(file: Omit<LoadedFile, "dialect">, discovery: Discovery | undefined): Gathered {
  const version = versionOf(file.value, file.lexical);
  const whole: LoadedFile = { ...file, dialect: version.kind === "known" ? version.dialect : undefined };
  return { id: file.id, uri: file.uri, value: file.value, discovery, file: whole };
}

function checkedVersion(file: LoadedFile, reporter: Reporter): { readonly text: string; readonly dialect: NonNullable<LoadedFile["dialect"]> } {
  const version = versionOf(file.value, file.lexical);
  const sources = { entry: file.id, files: new Map([[file.id, file]]) };
  const at = (pointer: JsonPointer): { document: DocumentId; pointer: JsonPointer; position?: Position } => ({ document: file.id, pointer });
  switch (version.kind) {
    case "known":
      if (version.newer) reporter.report("version-newer", at("#/openapi"), { version: version.text });
      return version;
    case "unsupported":
      throw new LoadError([diagnostic("version-not-supported", at(version.pointer), { version: version.text })], sources);
    case "absent":
      throw new LoadError([diagnostic("document-not-openapi", at(root), { detail: whatItIs(file.value) })], sources);
    default:
      return version satisfies never;
  }
}

function whatItIs(value: Json): string {
  if (Array.isArray(value)) return "it is a list";
  if (typeof value !== "object" || value === null) return "it is a single value";
  const keys = Object.keys(value);
  if (keys.includes("asyncapi")) return "it is an AsyncAPI document";
  if (keys.includes("$schema")) return "it is a JSON Schema";
  if (keys.includes("item") && keys.includes("info")) return "it looks like a Postman collection";
  return "it has neither `openapi` nor `swagger`";
}

/** Reads what documents refer to, wave by wave; the order inside a wave does not matter for the result. */
async function follow({ documents, outcomes, entry, reporter }: Following): Promise<void> {
  let wave = [...documents.values()];
  while (wave.length > 0) {
    const wanted = [...new Set(wave.flatMap((one) => addressesIn(one)))].filter((uri) => !outcomes.has(uri));
    const next: Gathered[] = [];
    for (let from = 0; from < wanted.length; from += atOnce) {
      const batch = wanted.slice(from, from + atOnce);
      const fetched = await Promise.all(batch.map((uri) => fetchFrom(uri, entry)));
      for (const [index, one] of fetched.entries()) {
        const uri = batch[index] ?? "";
        const added = await take(one, documents, reporter);
        outcomes.set(uri, added.outcome);
        if (added.gathered !== undefined) next.push(added.gathered);
      }
    }
    wave = next;
  }
}

function addressesIn(document: Gathered): readonly string[] {
  const bases = new Map((document.discovery?.resources ?? []).map((one) => [one.pointer, one.id]));
  const found: string[] = [];
  for (const { from, reference } of document.discovery?.references ?? []) {
    const uri = addressOf(reference, document.uri);
    if (uri !== undefined) found.push(uri);
    for (const [pointer, id] of bases) {
      if (from !== pointer && !from.startsWith(`${pointer}/`)) continue;
      const based = addressOf(reference, addressOf(id, document.uri) ?? document.uri);
      if (based !== undefined && based.startsWith("file:") === document.uri.startsWith("file:")) found.push(based);
    }
  }
  return found;
}

async function fetchFrom(address: string, entry: Entry): Promise<Fetched> {
  const uri = new URL(address);
  switch (uri.protocol) {
    case "file:":
      if (entry.territory === undefined) return { kind: "refused" };
      return readTerritory(uri, entry.territory);
    case "http:":
    case "https:":
      return readUrl(uri, entry.reach, false);
    default:
      return { kind: "refused" };
  }
}

async function take(fetched: Fetched, documents: Map<DocumentId, Gathered>, reporter: Reporter): Promise<{ outcome: Outcome; gathered?: Gathered }> {
  if (fetched.kind !== "read") return { outcome: fetched };
  if (documents.has(fetched.id)) return { outcome: fetched.id };
  try {
    const gathered = await gather(fetched, reporter);
    documents.set(fetched.id, gathered);
    return { outcome: fetched.id, gathered };
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    const first = error.diagnostics[0];
    const line = first?.position === undefined ? "" : ` (line ${first.position.line})`;
    const reason = `${(first?.message ?? "it is not understood").replace(/\.$/, "")}${line}`;
    return { outcome: { kind: "unreadable", reason: reason.charAt(0).toLowerCase() + reason.slice(1) } };
  }
}
