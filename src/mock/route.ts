import type { MockOperation } from "./operation.ts";
import { type Pair, parsePairs } from "./query.ts";

/** A piece of a path segment: text, or a name in braces. */
type Piece = { readonly text: string } | { readonly name: string; readonly greedy: boolean };

/** A path of the document, taken apart. */
interface Route {
  readonly operation: MockOperation;
  /** The path of the server it is under. */
  readonly base: string;
  readonly segments: readonly (readonly Piece[])[];
  /** What a path that is written with a question mark demands of the query. */
  readonly fixed: readonly Pair[];
  /** For sorting: text before mixtures before names, segment by segment. */
  readonly rank: string;
}

/** An operation that a request may be meant for. */
export interface Match {
  readonly operation: MockOperation;
  /** The texts of the names in the path, not decoded. */
  readonly values: ReadonlyMap<string, string>;
  /** What the path itself demands of the query. */
  readonly fixed: readonly Pair[];
}

/** What a request path leads to; several operations only where paths differ by a fragment, which no request carries, or stand under different servers. */
export type Routed =
  | { readonly kind: "found"; readonly matches: readonly [Match, ...Match[]] }
  | { readonly kind: "no-method"; readonly allowed: readonly string[] }
  | { readonly kind: "no-path" };

/** Finds the operation of a request. */
export type Router = (request: { readonly method: string; readonly path: string; readonly query: readonly Pair[] }) => Routed;

/** A router over operations; of several paths that fit, the most concrete one counts. */
export function createRouter(operations: readonly MockOperation[]): Router {
  const routes = operations.flatMap(routesOf).map((route, order) => ({ route, order }));
  routes.sort((a, b) => (a.route.rank < b.route.rank ? -1 : a.route.rank > b.route.rank ? 1 : b.route.fixed.length - a.route.fixed.length || a.order - b.order));
  return ({ method, path, query }) => {
    const segments = path.split("/");
    const allowed = new Set<string>();
    const matches: (Match & Pick<Route, "base">)[] = [];
    for (const { route } of routes) {
      if (!route.fixed.every((one) => query.some((pair) => pair.key === one.key && pair.value === one.value))) continue;
      const values = matchPath(route.segments, segments);
      if (values === null) continue;
      const { operation, fixed, base } = route;
      const [best] = matches;
      if (operation.method !== method) allowed.add(operation.method);
      else if (best === undefined || best.base !== base || withoutFragment(best.operation) === withoutFragment(operation)) matches.push({ operation, values, fixed, base });
    }
    const [first, ...others] = matches;
    if (first !== undefined) return { kind: "found", matches: [first, ...others.filter((one) => one.operation !== first.operation)] };
    return allowed.size === 0 ? { kind: "no-path" } : { kind: "no-method", allowed: [...allowed].sort() };
  };
}

function withoutFragment({ template }: MockOperation): string {
  return template.split("#")[0] ?? "";
}

function routesOf(operation: MockOperation): readonly Route[] {
  const [written = ""] = operation.template.split("#");
  const [path = "", query = ""] = written.split("?");
  const rooted = path.startsWith("/") ? path : `/${path}`;
  return operation.basePaths.map((base) => {
    const segments = `${base}${rooted}`.split("/").map(piecesOf);
    const rank = segments.map((pieces) => (pieces.every((one) => "text" in one) ? "0" : pieces.some((one) => "text" in one) ? "1" : pieces.some((one) => "name" in one && one.greedy) ? "3" : "2")).join("");
    return { operation, base, segments, fixed: parsePairs(query), rank };
  });
}

function piecesOf(segment: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of segment.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > at) pieces.push({ text: segment.slice(at, match.index) });
    const inner = match[1] ?? "";
    pieces.push({ name: inner.replace(/^[+#./;?&]/, "").replace(/(?:\*|:[0-9]+)$/, "").trim(), greedy: inner.startsWith("+") || inner.endsWith("*") });
    at = match.index + match[0].length;
  }
  if (at < segment.length || pieces.length === 0) pieces.push({ text: segment.slice(at) });
  return pieces;
}

function matchPath(route: readonly (readonly Piece[])[], segments: readonly string[]): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  const spare = segments.length - route.length;
  if (spare < 0) return null;
  let at = 0;
  let used = false;
  for (const pieces of route) {
    const takesMore: boolean = !used && spare > 0 && pieces.some((one) => "name" in one && one.greedy);
    const text = takesMore ? segments.slice(at, at + 1 + spare).join("/") : (segments[at] ?? "");
    used ||= takesMore;
    at += takesMore ? 1 + spare : 1;
    if (!matchSegment(pieces, text, values)) return null;
  }
  return at === segments.length ? values : null;
}

/** Each name takes at least one character; a text between names ends the name before it where it first occurs. */
function matchSegment(pieces: readonly Piece[], segment: string, values: Map<string, string>): boolean {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && "text" in only) return only.text === segment || decoded(only.text) === decoded(segment);
  let rest = segment;
  let open: string | null = null;
  for (const [index, piece] of pieces.entries()) {
    if ("name" in piece) {
      if (open !== null) values.set(open, "");
      open = piece.name;
      continue;
    }
    const found = findText(rest, piece.text, { last: index === pieces.length - 1, from: open === null ? 0 : 1 });
    if (found === null || (open === null && found.at !== 0)) return false;
    if (open !== null) values.set(open, rest.slice(0, found.at));
    open = null;
    rest = rest.slice(found.at + found.length);
  }
  if (open === null) return rest === "";
  values.set(open, rest);
  return rest !== "";
}

function findText(rest: string, text: string, { last, from }: { readonly last: boolean; readonly from: number }): { readonly at: number; readonly length: number } | null {
  for (const form of new Set([text, encodeURIComponent(text), encodeURI(text)])) {
    const at = last ? (rest.endsWith(form) ? rest.length - form.length : -1) : rest.indexOf(form, from);
    if (at >= from) return { at, length: form.length };
  }
  return null;
}

/** Percent-decoded, or as it is where that is not possible. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
