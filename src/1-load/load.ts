import { basename, dirname, resolve as resolvePath } from "node:path";
import { pathToFileURL } from "node:url";
import { type Code, type Params } from "../diagnostics/catalogue.ts";
import { diagnostic, type Reporter } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { type DocumentId, type JsonPointer, type Position, root } from "../ir/origin.ts";
import { decode, withoutMark } from "./decode.ts";
import { versionOf } from "./dialect.ts";
import { discover, type Discovery, mayDiscover } from "./discover.ts";
import { defaultMaxBytes, defaultTimeout, documentId, type Fetched } from "./fetched.ts";
import { LoadError } from "./load-error.ts";
import type { Input, Loaded, LoadedFile, LoadOptions } from "./loaded.ts";
import { parseText } from "./parse-text.ts";
import { plainValue } from "./plain-value.ts";
import { createTerritory, readPlainFile, readTerritory, realpathOf, type Territory } from "./read-file.ts";
import { type Reach, readUrl } from "./read-url.ts";
import { addressOf, createResolver, type Known, type Outcome } from "./resolver.ts";

/** What loading tells about. */
export interface LoadContext {
  /** Takes warnings; what makes the entry unusable is thrown. */
  readonly reporter: Reporter;
}

/** How many documents are read at the same time. */
const atOnce = 32;

interface Entry {
  readonly id: DocumentId;
  readonly uri: string;
  readonly bytes: Uint8Array | string | undefined;
  readonly value?: Json;
  readonly territory: Territory | undefined;
  readonly reach: Reach;
  /** Other addresses under which the entry itself may be referred to. */
  readonly aliases: readonly string[];
}

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
  const first = await gather(entry, context.reporter);
  const version = checkedVersion(first.file, context.reporter);
  const documents = new Map<DocumentId, Gathered>([[entry.id, first]]);
  const outcomes = new Map<string, Outcome>([entry.uri, ...entry.aliases].map((uri) => [uri, entry.id]));
  await follow({ documents, outcomes, entry, reporter: context.reporter });
  const others = [...documents.values()].filter((one) => one !== first).sort((a, b) => (a.id < b.id ? -1 : 1));
  const files = new Map([first, ...others].map((one) => [one.id, one.file]));
  return { entry: entry.id, version: version.text, dialect: version.dialect, files, resolve: createResolver(documents, outcomes) };
}

async function openEntry(input: Input, options: LoadOptions): Promise<Entry> {
  const cwd = options.cwd ?? process.cwd();
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  const origins = new Set<string>();
  const folders: string[] = [];
  for (const one of options.allowExternal ?? []) {
    if (/^https?:\/\//i.test(one) && URL.canParse(one)) origins.add(new URL(one).origin);
    else folders.push(resolvePath(cwd, one));
  }
  const reach: Reach = { origin: undefined, origins, headers: options.headers ?? {}, timeout: options.timeout ?? defaultTimeout, maxBytes, base: undefined };
  switch (input.kind) {
    case "file": {
      const path = resolvePath(cwd, input.path);
      const id = documentId(basename(path));
      const bytes = await readPlainFile(path, maxBytes);
      if (typeof bytes === "string") throw failure("document-not-found", id, { path: input.path, reason: bytes });
      const real = await realpathOf(path);
      const aliases = real === undefined ? [] : [pathToFileURL(real).href];
      return { id, uri: pathToFileURL(path).href, bytes, territory: await createTerritory(dirname(path), folders, maxBytes), reach, aliases };
    }
    case "url": {
      if (!URL.canParse(input.url)) throw failure("document-not-reachable", documentId(input.url), { url: input.url, reason: "it is not a URL" });
      const uri = new URL(input.url);
      uri.hash = "";
      const headers = { ...credentialsOf(uri), ...reach.headers };
      uri.username = "";
      uri.password = "";
      const own: Reach = { ...reach, headers, origin: uri.origin, origins: new Set([...origins, uri.origin]) };
      const fetched = await readUrl(uri, own, true);
      if (fetched.kind !== "read") {
        const reason = fetched.kind === "refused" ? "it leads to an address that is not fetched" : fetched.reason;
        throw failure("document-not-reachable", documentId(uri.href), { url: uri.href, reason });
      }
      const final = new URL(fetched.uri);
      const id = documentId(basename(decodePath(final.pathname)) || final.hostname);
      const territory = folders.length === 0 ? undefined : await createTerritory(folders[0] ?? cwd, folders, maxBytes);
      const reached: Reach = { ...own, origins: new Set([...own.origins, final.origin]), base: fetched.uri };
      return { id, uri: fetched.uri, bytes: fetched.bytes, territory, reach: reached, aliases: [uri.href] };
    }
    case "text":
    case "value": {
      const id = documentId(input.name ?? (input.kind === "text" ? "stdin" : "document"));
      const isUrl = input.base !== undefined && /^https?:\/\//i.test(input.base) && URL.canParse(input.base);
      const based = isUrl ? { ...reach, origins: new Set([...origins, new URL(input.base ?? "").origin]), base: input.base } : reach;
      const folder = input.base === undefined || isUrl ? folders[0] : resolvePath(cwd, input.base);
      const territory = folder === undefined ? undefined : await createTerritory(folder, folders, maxBytes);
      const uri = isUrl ? (input.base ?? "") : folder === undefined ? `memory:///${encodeURIComponent(id)}` : pathToFileURL(resolvePath(folder, id)).href;
      const bytes = input.kind === "text" ? input.text : undefined;
      return { id, uri, bytes, ...(input.kind === "value" ? { value: plainValue(input.value, id) } : {}), territory, reach: based, aliases: [] };
    }
    default:
      return input satisfies never;
  }
}

function failure<C extends Code & ("document-not-found" | "document-not-reachable")>(code: C, document: DocumentId, params: Params<C>): LoadError {
  const made =
    code === "document-not-found"
      ? diagnostic("document-not-found", { document, pointer: root }, params as Params<"document-not-found">)
      : diagnostic("document-not-reachable", { document, pointer: root }, params as Params<"document-not-reachable">);
  return new LoadError([made], { entry: document, files: new Map() });
}

/** Credentials in an address travel as a header, as everywhere else, and appear in no message. */
function credentialsOf(uri: URL): Readonly<Record<string, string>> {
  if (uri.username === "" && uri.password === "") return {};
  const text = `${decodePath(uri.username)}:${decodePath(uri.password)}`;
  return { authorization: `Basic ${Buffer.from(text).toString("base64")}` };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function gather(source: Pick<Entry, "id" | "uri" | "bytes" | "value">, reporter: Reporter): Promise<Gathered> {
  const { id, uri } = source;
  if (source.bytes === undefined) {
    const value = source.value ?? null;
    return gathered({ id, uri, value, text: undefined, syntax: "value", lexical: new Map(), locate: () => undefined }, discover(value));
  }
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
