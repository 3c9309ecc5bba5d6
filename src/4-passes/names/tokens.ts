import { nameWords, splitWords } from "./words.ts";

/** Verbs that operationIds begin with; a namespace of the same word does not take them away. */
const verbs: ReadonlySet<string> = new Set([
  "get", "list", "create", "update", "delete", "add", "remove", "set", "search", "find", "query", "fetch", "post", "put", "patch", "upload", "download", "send",
  "read", "write", "retrieve", "check", "run", "start", "stop", "cancel", "count", "export", "import", "buy", "upsert", "replace", "head", "test",
]);

const articles: ReadonlySet<string> = new Set(["a", "an", "the"]);
const links: ReadonlySet<string> = new Set(["of", "for", "from", "to", "in", "on", "by", "with", "and", "or", "at", "into"]);

/** The forms a word may be the plural of: `cases` gives `cases`, `case`, `cas`. */
function stems(word: string): readonly string[] {
  if (word.length < 3 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word === "people" ? [word, "person"] : [word];
  const forms = [word, word.slice(0, -1)];
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word === "indices") forms.push("index");
  return forms;
}

/** Whether two lower-case words are the same but for number. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const forms = stems(a);
  return stems(b).some((form) => forms.includes(form)) || (a === "children" && b === "child") || (a === "child" && b === "children");
}

/** The lower-case words of a name, in order. */
export function lowerWords(text: string): readonly string[] {
  return splitWords(text).map((word) => word.toLowerCase());
}

/** Where a run of words stands in a list of words, or -1. */
export function findRun(words: readonly string[], run: readonly string[]): number {
  if (run.length === 0) return -1;
  for (let at = 0; at + run.length <= words.length; at += 1) {
    if (run.every((word, index) => sameWord(word, words[at + index] ?? ""))) return at;
  }
  return -1;
}

/** Words without one run, and without the article or preposition that led to it: `add user to group` without `group` is `add user`. Null when it cannot go. */
export function withoutRun(words: readonly string[], run: readonly string[], options: { readonly keepFirst: boolean }): readonly string[] | null {
  const at = findRun(words, run);
  if (at < 0 || run.length === words.length) return null;
  if (at === 0 && options.keepFirst && run.length === 1 && verbs.has(words[0] ?? "")) return null;
  let start = at;
  const end = at + run.length;
  while (start > 1 && articles.has(words[start - 1] ?? "")) start -= 1;
  if (end === words.length) while (start > 1 && links.has(words[start - 1] ?? "")) start -= 1;
  const rest = [...words.slice(0, start), ...words.slice(end)];
  const startsBadly = links.has(rest[0] ?? "") || articles.has(rest[0] ?? "");
  return rest.length === 0 || startsBadly ? null : rest;
}

/** The segments of a path: static ones as words, templates with their names. */
export interface PathSegment {
  /** As the path has it. */
  readonly text: string;
  /** The names of the templates inside it, empty for a static one. */
  readonly parameters: readonly string[];
}

/** The segments of a path, in order, without a query or fragment that some documents append. */
export function pathSegments(path: string): readonly PathSegment[] {
  const plain = path.slice(0, 1000).split(/[?#]/)[0] ?? "";
  return plain.split("/").filter((text) => text !== "").map((text) => ({ text, parameters: [...text.matchAll(/\{([^{}]*)\}/g)].map((found) => found[1] ?? "") }));
}

/** Whether a segment says nothing about the subject: `api`, `v2`, `2024-01-01`. */
export function isPrefix(segment: PathSegment): boolean {
  return /^(?:api|apis|rest|v[0-9]+[0-9a-z._-]*|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)$/i.test(segment.text) || segment.parameters.some((name) => /version$/i.test(name));
}

/** The words of method and path: `GET /users/{id}` gives `get`, `users`, `by`, `id`. */
export function pathWords(method: string, path: string, options: { readonly prefixes: boolean }): readonly string[] {
  const segments = pathSegments(path);
  const first = options.prefixes ? 0 : segments.findIndex((segment) => !isPrefix(segment));
  const words = [method.toLowerCase()];
  for (const segment of segments.slice(Math.max(first, 0))) {
    if (segment.parameters.length === 0) words.push(...nameWords(segment.text).map((word) => word.toLowerCase()));
    else words.push("by", ...segment.parameters.flatMap((name) => nameWords(name)).map((word) => word.toLowerCase()));
  }
  return words.length > 1 ? words : [...words, "root"];
}
