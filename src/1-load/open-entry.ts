import { basename, dirname, resolve as resolvePath } from "node:path";
import { cwd as currentFolder } from "node:process";
import { pathToFileURL } from "node:url";
import { type Diagnostic, diagnostic } from "../diagnostics/reporter.ts";
import { base64 } from "../ir/base64.ts";
import type { Json } from "../ir/json.ts";
import { type DocumentId, root } from "../ir/origin.ts";
import { defaultMaxBytes, defaultTimeout, documentId } from "./fetched.ts";
import { LoadError } from "./load-error.ts";
import type { Input, LoadOptions } from "./loaded.ts";
import { plainValue } from "./plain-value.ts";
import { createTerritory, readPlainFile, realpathOf, type Territory } from "./read-file.ts";
import { type Reach, readUrl } from "./read-url.ts";

/** The entry document before it is parsed, and what may be read besides it. */
export interface Entry {
  /** Its name. */
  readonly id: DocumentId;
  /** Where relative references start from. */
  readonly uri: string;
  /** Its bytes or text; undefined when it is given as an object. */
  readonly bytes: Uint8Array | string | undefined;
  /** What it says, when it is given as an object. */
  readonly value?: Json;
  /** Which files may be read; undefined for none. */
  readonly territory: Territory | undefined;
  /** What may be fetched. */
  readonly reach: Reach;
  /** Other addresses under which the entry itself may be referred to. */
  readonly aliases: readonly string[];
}

/** Finds the entry document and reads it. Throws a `LoadError` when it cannot be had. */
export async function openEntry(input: Input, options: LoadOptions): Promise<Entry> {
  const cwd = options.cwd ?? currentFolder();
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
      if (typeof bytes === "string") throw refusal(id, diagnostic("document-not-found", { document: id, pointer: root }, { path: input.path, reason: bytes }));
      const real = await realpathOf(path);
      const aliases = real === undefined ? [] : [pathToFileURL(real).href];
      return { id, uri: pathToFileURL(path).href, bytes, territory: await createTerritory(dirname(path), folders, maxBytes), reach, aliases };
    }
    case "url": {
      if (!URL.canParse(input.url)) throw unreachable(input.url, "it is not a URL");
      const uri = new URL(input.url);
      uri.hash = "";
      const headers = { ...credentialsOf(uri), ...reach.headers };
      uri.username = "";
      uri.password = "";
      const own: Reach = { ...reach, headers, origin: uri.origin, origins: new Set([...origins, uri.origin]) };
      const fetched = await readUrl(uri, own, true);
      if (fetched.kind !== "read") {
        const reason = fetched.kind === "refused" ? "it leads to an address that is not fetched" : fetched.reason;
        throw unreachable(uri.href, reason);
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
      const uri = isUrl ? (input.base ?? "") : folder === undefined ? `memory:///${encodeURIComponent(id.toWellFormed())}` : pathToFileURL(resolvePath(folder, id)).href;
      const bytes = input.kind === "text" ? input.text : undefined;
      return { id, uri, bytes, ...(input.kind === "value" ? { value: plainValue(input.value, id) } : {}), territory, reach: based, aliases: [] };
    }
    default:
      return input satisfies never;
  }
}

function refusal(document: DocumentId, one: Diagnostic): LoadError {
  return new LoadError([one], { entry: document, files: new Map() });
}

function unreachable(url: string, reason: string): LoadError {
  const document = documentId(url);
  return refusal(document, diagnostic("document-not-reachable", { document, pointer: root }, { url, reason }));
}

/** Credentials in an address travel as a header, as everywhere else, and appear in no message. */
function credentialsOf(uri: URL): Readonly<Record<string, string>> {
  if (uri.username === "" && uri.password === "") return {};
  const text = `${decodePath(uri.username)}:${decodePath(uri.password)}`;
  return { authorization: `Basic ${base64(text)}` };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
