import type { Operation } from "../../ir/operation.ts";
import { snakeName } from "./identifier.ts";
import { findRun, lowerWords, pathSegments, pathWords, withoutRun } from "./tokens.ts";
import { nameWords } from "./words.ts";

/** What a method's name is made from, beside the operation. */
export interface NamingFacts {
  /** Lower-case words of the API's own name. */
  readonly apiWords: readonly string[];
  /** Attribute path of the namespace; empty keeps the nouns. */
  readonly namespace: readonly string[];
}

/** The longest operationId that is taken for a name. */
const longestId = 120;

/** Whether an operationId can be read: it has letters, is of sane length, and is no UUID or hash. */
export function isReadable(operationId: string | null): operationId is string {
  if (operationId === null || operationId.length > longestId * 2) return false;
  const words = nameWords(operationId);
  if (!/[\p{L}]{2}/u.test(operationId) || words.length === 0) return false;
  return !/^[0-9a-f-]{20,}$/i.test(operationId) && !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(operationId);
}

/** Words without what a framework appends: FastAPI's and others' path and method (`list_items_items_get`). */
function withoutSuffix(words: readonly string[], operation: Operation): readonly string[] {
  const path = pathSegments(operation.path).flatMap((segment) => lowerWords(segment.text));
  const suffix = [...path, operation.method.toLowerCase()];
  const at = words.length - suffix.length;
  return path.length > 0 && at > 0 && suffix.every((word, index) => words[at + index] === word) ? words.slice(0, at) : words;
}

/** Whether an operationId is nothing but method and path with `id` for every parameter: the path itself reads better. */
function isMechanical(words: readonly string[], operation: Operation): boolean {
  const segments = pathSegments(operation.path);
  const path = segments.flatMap((segment) => (segment.parameters.length > 0 ? ["id"] : lowerWords(segment.text)));
  const spelled = [operation.method.toLowerCase(), ...path];
  return segments.some((segment) => segment.parameters.length > 0) && spelled.length === words.length && spelled.every((word, index) => words[index] === word);
}

/** Words of an operationId, `Controller` and its like gone where a separator follows: `UsersController_findAll`. */
function idWords(operationId: string): { readonly words: readonly string[]; readonly separated: boolean } {
  const head = /^([^/._:]{1,80})(?:::|[/._:])(?=.)/.exec(operationId);
  const mixed = head !== null && (!operationId.includes("_") || /[A-Z]/.test(operationId) || operationId.includes("/"));
  const trimmed = mixed ? operationId.replace(/(?:Controller|Endpoint|Resource|Handler)(?=[/._:])/, "") : operationId;
  const words = lowerWords(trimmed);
  return { words: words.length > 0 ? words : nameWords(operationId).map((word) => word.toLowerCase()), separated: mixed };
}

/** Strips what repeats the API's name; something that says what is acted on has to stay. */
function withoutApi(words: readonly string[], apiWords: readonly string[]): readonly string[] {
  let result = words;
  for (const word of apiWords) {
    const rest = result.length > 2 ? withoutRun(result, [word], { keepFirst: true }) : null;
    if (rest !== null && rest.length > 1 && result.indexOf(word) > 0) result = rest;
  }
  return result;
}

/** Strips what repeats the namespace, and path segments that end in its word (`special events` in `events`). */
function withoutNamespace(words: readonly string[], path: string, options: { readonly namespace: readonly string[]; readonly separated: boolean }): readonly string[] {
  const levels = options.namespace.map(lowerWords);
  const last = levels.at(-1);
  if (last === undefined) return words;
  const runs: (readonly string[])[] = levels.length > 1 ? [levels.flat()] : [];
  for (const segment of pathSegments(path)) {
    const segmentWords = segment.parameters.length > 0 ? [] : lowerWords(segment.text);
    if (segmentWords.length > last.length && findRun(segmentWords.slice(-last.length), last) === 0) runs.push(segmentWords);
  }
  runs.push(...levels.toReversed());
  let result = words;
  for (const run of runs.toSorted((a, b) => b.length - a.length)) result = withoutRun(result, run, { keepFirst: !options.separated }) ?? result;
  return result;
}

/** Words without the namespace in front of a separator, and only there: `issues/list-sub-issues` is `list sub issues`. */
function withoutHead(words: readonly string[], namespace: readonly string[]): readonly string[] {
  const run = lowerWords(namespace.at(-1) ?? "");
  return findRun(words, run) === 0 && words.length > run.length ? words.slice(run.length) : words;
}

/** What an operation would like to be called, best first: short, then with more of its operationId, then by method and path. A name may stand there twice: whoever gave nothing up keeps it while others move on. */
export function operationWishes(operation: Operation, facts: NamingFacts): readonly string[] {
  const wishes: (readonly string[])[] = [];
  const { namespace } = facts;
  if (isReadable(operation.operationId)) {
    const dotted = dottedMethod(operation.operationId, namespace);
    const { words, separated } = idWords(operation.operationId);
    const own = withoutSuffix(words, operation);
    if (dotted !== null) wishes.push(dotted);
    else if (isMechanical(words, operation)) wishes.push(withoutNamespace(pathWords(operation.method, operation.path, { prefixes: false }), operation.path, { namespace, separated }));
    else if (namespace.length > 0) {
      const named = withoutApi(own, facts.apiWords);
      wishes.push(withoutNamespace(named, operation.path, { namespace, separated }), separated ? withoutHead(own, namespace) : own, own);
    } else wishes.push(withoutApi(own, facts.apiWords), own);
    wishes.push(words);
  }
  const short = pathWords(operation.method, operation.path, { prefixes: false });
  wishes.push(withoutNamespace(short, operation.path, { namespace, separated: false }), short, pathWords(operation.method, operation.path, { prefixes: true }));
  return wishes.map((words) => snakeName(words, "method"));
}

/** The last segment of a dotted operationId whose others are the namespace. */
function dottedMethod(operationId: string, namespace: readonly string[]): readonly string[] | null {
  const segments = operationId.split(".");
  if (segments.length < 2 || segments.length !== namespace.length + 1) return null;
  const matches = segments.slice(0, -1).every((segment, index) => snakeName(nameWords(segment), "namespace") === namespace[index]?.replace(/_+$/, "") || snakeName(nameWords(segment), "namespace") === namespace[index]);
  return matches ? nameWords(segments.at(-1) ?? "") : null;
}
