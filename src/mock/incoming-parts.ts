import type { IncomingMessage } from "node:http";
import type { Credentials } from "./security.ts";
import { type Pair, parsePairs } from "./query.ts";
import { decoded } from "./route.ts";

/** A request, taken apart but not yet judged. */
export interface IncomingParts {
  /** In capitals. */
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Not decoded. */
  readonly path: string;
  /** Without its question mark. */
  readonly queryText: string;
  readonly query: readonly Pair[];
  readonly cookies: readonly Pair[];
  /** A header by name in any case. */
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

/** Takes a request apart whose body has been read. */
export function incomingParts(message: IncomingMessage, body: Uint8Array): IncomingParts {
  const target = message.url ?? "/";
  const [before = ""] = target.split("#");
  // A client that takes us for a proxy sends the whole address.
  const relative = before.replace(/^https?:\/\/[^/?]*/i, "");
  const cut = relative.indexOf("?");
  const path = cut < 0 ? relative : relative.slice(0, cut);
  const queryText = cut < 0 ? "" : relative.slice(cut + 1);
  const headers = new Map(Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []]));
  return {
    method: message.method ?? "GET",
    target,
    path: path === "" ? "/" : path,
    queryText,
    query: parsePairs(queryText),
    cookies: cookiesOf((headers.get("cookie") ?? []).join("; ")),
    header: (name) => headers.get(name.toLowerCase())?.join(", "),
    body,
  };
}

/** Cookies in order; a list in one cookie (`a=1&a=2`) counts as several. Plus signs are themselves here. */
function cookiesOf(text: string): readonly Pair[] {
  return text.split(";").map((one) => one.trim()).filter((one) => one !== "").flatMap((one) => {
    const cut = one.indexOf("=");
    const key = cut < 0 ? one : one.slice(0, cut);
    const values = cut < 0 ? [""] : one.slice(cut + 1).split(`&${key}=`);
    return values.map((raw) => ({ key, raw, value: decoded(raw) }));
  });
}

/** What carries credentials in a request. */
export function credentialsOf({ header, query, cookies }: IncomingParts): Credentials {
  return {
    header,
    query: (name) => query.find((pair) => pair.key === name)?.value,
    cookie: (name) => cookies.find((pair) => pair.key === name)?.value,
  };
}
