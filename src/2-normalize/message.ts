import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, join, member, setMember } from "../ir/origin.ts";
import { expandReference } from "./map-reference.ts";
import { follow, found } from "./reference.ts";
import { type At, below, derived, here, moved, remark, type State } from "./state.ts";

/** A request body has content, be it empty. */
export function prepareRequestBody(state: State, value: JsonObject, at: At): JsonObject {
  const content = member(value, "content");
  if (isObject(content)) return value;
  remark(state, "value-not-object", at, { what: "The content of a request body", found: content === undefined ? "missing" : found(content) });
  return { ...value, content: {} };
}

/** A media type whose schema is null says nothing about it. */
export function prepareMediaType(_state: State, value: JsonObject, _at: At): JsonObject {
  if (member(value, "schema") !== null) return value;
  const { schema: _, ...rest } = value;
  return rest;
}

/** Responses by status: codes, ranges in capitals, and `default`. */
export function prepareResponses(state: State, value: JsonObject, at: At): JsonObject {
  const from = here(at);
  const responses = expandReference(state, value, at);
  const out: Record<string, Json> = {};
  let changed = responses !== value;
  for (const key of Object.keys(responses)) {
    const one = member(responses, key);
    if (one === undefined) continue;
    const status = key.startsWith("x-") ? key : statusOf(key);
    if (status === undefined) {
      remark(state, "response-status-unknown", below(at, key), { status: key });
      changed = true;
      continue;
    }
    if (status !== key) {
      changed = true;
      moved(at.scope.file, { document: from.document, pointer: join(from.pointer, key) }, join(at.pointer, status));
    }
    const inlined = inlinedResponse(state, one, below(at, status));
    changed ||= inlined !== one;
    setMember(out, status, inlined);
  }
  return changed ? out : value;
}

function statusOf(key: string): string | undefined {
  const text = key.trim();
  if (/^[1-9][0-9][0-9]$/.test(text)) return text;
  if (/^[1-5]xx$/i.test(text)) return text.toUpperCase();
  return text.toLowerCase() === "default" ? "default" : undefined;
}

/** In 2.0 what a shared response brings depends on the operation; where an operation differs from the document it gets a response of its own. */
function inlinedResponse(state: State, value: Json, at: At): Json {
  const { file, media } = at.scope;
  if (file.dialect !== "2.0" || !isObject(value) || media.produces === file.media.produces) return value;
  const reference = member(value, "$ref");
  if (typeof reference !== "string" || same(media.produces, file.media.produces)) return value;
  const target = follow(state, at, reference);
  if (target === undefined || !isObject(target.value) || target.origin.document !== file.loaded.id) return value;
  if (member(target.value, "schema") === undefined) return value;
  derived(file, target.origin, at.pointer);
  return { ...target.value };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** A response of 2.0 gets content; later ones stay. */
export function prepareResponse(state: State, value: JsonObject, at: At): JsonObject {
  if (at.scope.file.dialect !== "2.0" || member(value, "content") !== undefined) return value;
  const schema = member(value, "schema");
  const examples = member(value, "examples");
  const { schema: _, examples: __, ...rest } = value;
  const types = contentTypes(schema, at);
  const content: Record<string, Json> = {};
  const from = here(at);
  if (schema !== undefined && schema !== null) {
    for (const type of types) {
      moved(at.scope.file, { document: from.document, pointer: join(from.pointer, "schema") }, join(at.pointer, "content", type, "schema"));
      setMember(content, type, { schema });
    }
  }
  if (isObject(examples)) {
    for (const [type, example] of Object.entries(examples)) {
      if (!type.includes("/")) continue;
      const media = member(content, type);
      if (media === undefined && schema !== undefined && schema !== null) continue;
      setMember(content, type, { ...(isObject(media) ? media : {}), example });
      derived(at.scope.file, { document: from.document, pointer: join(from.pointer, "examples", type) }, join(at.pointer, "content", type, "example"));
    }
  } else if (examples !== undefined && examples !== null) {
    remark(state, "link-not-plain", below(at, "examples"), { what: "A response's list of examples" });
  }
  return Object.keys(content).length === 0 ? rest : { ...rest, content };
}

function contentTypes(schema: Json | undefined, at: At): readonly string[] {
  const { produces } = at.scope.media;
  const file = isObject(schema) && String(member(schema, "type")).toLowerCase() === "file";
  if (produces.length > 0) return produces;
  return [file ? "application/octet-stream" : "application/json"];
}
