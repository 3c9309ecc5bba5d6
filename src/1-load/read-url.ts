import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Dispatcher } from "undici";
import { documentId, type Fetched } from "./fetched.ts";
import { isPrivateAddress } from "./private-address.ts";

const mostRedirects = 5;

/** What may be fetched, and how. */
export interface Reach {
  /** The origin of the entry document as it was asked for; headers go only there. Undefined when the entry is not a URL. */
  readonly origin: string | undefined;
  /** Origins that may be fetched, private or not. The entry's own is among them. */
  readonly origins: ReadonlySet<string>;
  /** Sent to `origin`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
  /** The largest answer that is read. */
  readonly maxBytes: number;
  /** Names are relative to this URL where they can be. */
  readonly base: string | undefined;
}

/** Fetches an address and follows its redirects, each judged as though it had been asked for. The entry may be redirected to any public address. */
export async function readUrl(uri: URL, reach: Reach, entry: boolean): Promise<Fetched> {
  if (!isHttp(uri) || (!entry && !reach.origins.has(uri.origin))) return { kind: "refused" };
  const { Agent, fetch } = await import("undici");
  const guarded = new Agent({ connect: { lookup: lookupPublic } });
  const trusted = new Agent();
  const signal = AbortSignal.timeout(reach.timeout);
  try {
    let at = uri;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const known = reach.origins.has(at.origin);
      if (!isHttp(at) || (!known && (!entry || hop === 0 || hasPrivateHost(at)))) return { kind: "refused" };
      const headers = { accept: "application/json, application/yaml, */*;q=0.5", ...(at.origin === reach.origin ? reach.headers : {}) };
      const dispatcher: Dispatcher = known ? trusted : guarded;
      const response = await fetch(at, { headers, redirect: "manual", signal, dispatcher });
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        at = new URL(location, at);
        continue;
      }
      if (!response.ok) {
        await response.body?.cancel();
        return { kind: "unreadable", reason: `the server answers ${response.status}` };
      }
      const bytes = response.body === null ? new Uint8Array() : await collect(response.body, reach.maxBytes);
      if (bytes === undefined) return { kind: "unreadable", reason: `it is larger than ${Math.floor(reach.maxBytes / 1024 / 1024)} MB` };
      return { kind: "read", id: nameOfUrl(at, reach), uri: withoutHash(at), bytes };
    }
    return { kind: "unreadable", reason: "there are too many redirects" };
  } catch (error) {
    return { kind: "unreadable", reason: reasonOf(error, reach.timeout) };
  } finally {
    await Promise.all([guarded.destroy(), trusted.destroy()]);
  }
}

/** A URL as a document's name: relative to the entry where it has the same origin. */
function nameOfUrl(uri: URL, reach: Reach): string {
  const plain = withoutHash(uri);
  if (reach.base === undefined) return documentId(plain);
  const base = new URL(reach.base);
  if (base.origin !== uri.origin) return documentId(plain);
  const from = base.pathname.split("/").slice(0, -1);
  const to = uri.pathname.split("/");
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const path = [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/");
  return documentId(`${decoded(path) || base.hostname}${uri.search}`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function withoutHash(uri: URL): string {
  const copy = new URL(uri);
  copy.hash = "";
  return copy.href;
}

function isHttp(uri: URL): boolean {
  return uri.protocol === "http:" || uri.protocol === "https:";
}

function hasPrivateHost(uri: URL): boolean {
  const host = uri.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? /(?:^|\.)localhost\.?$/i.test(host) : isPrivateAddress(host);
}

/** The address that is checked is the one that is connected to, so that a name cannot change its meaning in between. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { all: true }, (error, addresses) => {
    const first = error === null ? addresses[0] : undefined;
    if (error !== null) callback(error, "");
    else if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(new Error("the name leads to a private address"), "");
    } else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

async function collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function reasonOf(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return "it could not be fetched";
  if (error.name === "TimeoutError" || error.name === "AbortError") return `no answer within ${timeout} ms`;
  const { cause } = error;
  if (cause instanceof Error) {
    const code = "code" in cause ? String(cause.code) : "";
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the name of the server is not known";
    if (code === "ECONNREFUSED") return "the server refuses the connection";
    return cause.message === "" ? code || "the connection failed" : cause.message;
  }
  return error.message;
}
