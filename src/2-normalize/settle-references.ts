import type { Json, JsonObject } from "../ir/json.ts";
import { type DocumentId, formatReference, isArray, isObject, lookup, member, parseReference, setMember } from "../ir/origin.ts";
import { type CanonicalFile, danglingMark } from "./canonical.ts";
import { dangling } from "./reference.ts";
import { type State, targetOf } from "./state.ts";

/** What a written reference becomes: another text, or nothing because it leads nowhere. */
type Changes = ReadonlyMap<string, string | undefined>;

/** References into parts that were displaced after they were written are corrected; chains that only lead back to themselves are cut. */
export function settleReferences(state: State, files: ReadonlyMap<DocumentId, CanonicalFile>): ReadonlyMap<DocumentId, CanonicalFile> {
  const changes = new Map<string, string | undefined>();
  const at = (reference: string): Json | undefined => {
    const { document, pointer } = parseReference(reference);
    const file = files.get(document);
    return file === undefined ? undefined : lookup(file.value, pointer);
  };
  for (const [written, { target, from }] of state.emitted) {
    const file = state.files.get(target.document);
    if (file === undefined) continue;
    const now = formatReference({ document: target.document, pointer: targetOf(file, target.pointer) });
    if (at(now) === undefined) {
      changes.set(written, undefined);
      state.reporter.report("reference-not-found", from, { reference: written });
    } else if (now !== written) changes.set(written, now);
  }
  const cycles = cyclesAmong(state.emitted.keys(), (reference) => nextOf(at(changes.get(reference) ?? reference)));
  for (const reference of cycles) {
    changes.set(reference, undefined);
    const emitted = state.emitted.get(reference);
    if (emitted !== undefined) state.reporter.report("reference-cycle", emitted.from, { reference });
  }
  if (changes.size === 0) return files;
  const memo = new Map<object, Json>();
  return new Map([...files].map(([id, file]) => [id, { id, value: changed(file.value, changes, memo) }]));
}

function nextOf(value: Json | undefined): string | undefined {
  if (!isObject(value) || Object.hasOwn(value, danglingMark)) return undefined;
  const next = member(value, "$ref");
  return typeof next === "string" ? next : undefined;
}

/** The references that come back to themselves by following `next` alone. */
function cyclesAmong(references: Iterable<string>, next: (reference: string) => string | undefined): ReadonlySet<string> {
  const done = new Set<string>();
  const cyclic = new Set<string>();
  for (const start of references) {
    const path: string[] = [];
    const onPath = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !done.has(at); at = next(at)) {
      if (onPath.has(at)) {
        for (const one of path.slice(path.indexOf(at))) cyclic.add(one);
        break;
      }
      path.push(at);
      onPath.add(at);
    }
    for (const one of path) done.add(one);
  }
  return cyclic;
}

/** Only canonical references have an absolute text that was written by us, so data cannot be taken for one but by copying it exactly. */
function changed(value: Json, changes: Changes, memo: Map<object, Json>): Json {
  if (typeof value !== "object" || value === null) return value;
  const known = memo.get(value);
  if (known !== undefined) return known;
  const result = isArray(value) ? changedList(value, changes, memo) : isObject(value) ? changedObject(value, changes, memo) : value;
  memo.set(value, result);
  return result;
}

function changedList(value: readonly Json[], changes: Changes, memo: Map<object, Json>): Json {
  const out = value.map((one) => changed(one, changes, memo));
  return out.every((one, index) => one === value[index]) ? value : out;
}

function changedObject(value: JsonObject, changes: Changes, memo: Map<object, Json>): Json {
  let out: Record<string, Json> | undefined;
  for (const key of Object.keys(value)) {
    const before = member(value, key);
    if (before === undefined) continue;
    const after = key === "mapping" && isObject(before) ? changedMapping(before, changes, memo) : changed(before, changes, memo);
    if (after === before) continue;
    out ??= { ...value };
    setMember(out, key, after);
  }
  const result = out ?? value;
  const reference = member(result, "$ref");
  if (typeof reference !== "string" || !changes.has(reference)) return result;
  const text = changes.get(reference);
  return text === undefined ? dangling(reference, result) : { ...result, $ref: text };
}

/** The mapping of a discriminator holds references without `$ref`; a property of that name holds anything else. */
function changedMapping(mapping: JsonObject, changes: Changes, memo: Map<object, Json>): JsonObject {
  const out: Record<string, Json> = {};
  let touched = false;
  for (const [key, value] of Object.entries(mapping)) {
    const to = typeof value !== "string" ? changed(value, changes, memo) : changes.has(value) ? changes.get(value) : value;
    touched ||= to !== value;
    if (to !== undefined) setMember(out, key, to);
  }
  return touched ? out : mapping;
}
