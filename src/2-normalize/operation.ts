import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, member, setMember } from "../ir/origin.ts";
import { methods } from "./grammar.ts";
import { assumedParameter, namesIn, parameterList } from "./parameter-list.ts";
import type { Prepared } from "./prepare.ts";
import { type At, below, derived, here, moved, remark, type Scope, type State } from "./state.ts";
import { bodyOf } from "./swagger-body.ts";

const methodNames: ReadonlySet<string> = new Set(methods);

/** A path item with its parameters sorted out; what concerns all its operations is handed down. */
export function preparePathItem(state: State, value: JsonObject, at: At): Prepared {
  const out: Record<string, Json> = lowerMethods(value, at);
  if (member(value, "parameters") === undefined) return { object: same(out, value), scope: at.scope };
  const { list, bodies, pathNames } = parameterList(state, member(value, "parameters"), below(at, "parameters"));
  out["parameters"] = list;
  const scope: Scope = { ...at.scope, bodies, pathNames: new Set(pathNames) };
  return { object: same(out, value), scope };
}

function same(out: JsonObject, value: JsonObject): JsonObject {
  const keys = Object.keys(out);
  return keys.length === Object.keys(value).length && keys.every((key) => Object.hasOwn(value, key) && out[key] === value[key]) ? value : out;
}

/** `GET` is meant as `get`. */
function lowerMethods(value: JsonObject, at: At): Record<string, Json> {
  const out: Record<string, Json> = {};
  const from = here(at);
  for (const key of Object.keys(value)) {
    const one = member(value, key);
    const lower = key.toLowerCase();
    const renamed = key !== lower && methodNames.has(lower) && !Object.hasOwn(value, lower) && isObject(one);
    if (renamed) moved(at.scope.file, { document: from.document, pointer: join(from.pointer, key) }, join(at.pointer, lower));
    if (one !== undefined) setMember(out, renamed ? lower : key, one);
  }
  return out;
}

/** An operation with a list of parameters that fits its path, one request body, and responses. */
export function prepareOperation(state: State, value: JsonObject, at: At): Prepared {
  const out: Record<string, Json> = { ...value };
  const parameters = parameterList(state, member(value, "parameters"), below(at, "parameters"));
  const missing = missingNames(at.scope, parameters.pathNames);
  if (missing.length > 0 || member(value, "parameters") !== undefined) out["parameters"] = withMissing(state, { list: parameters.list, missing }, at);
  const media = mediaOf(value, at.scope);
  const bodies = parameters.bodies.length > 0 ? parameters.bodies : at.scope.bodies;
  if (bodies.length > 0 && member(value, "requestBody") === undefined) {
    const body = bodyOf(state, { bodies, consumes: media.consumes }, below(at, "requestBody"));
    if (body !== undefined) out["requestBody"] = body;
  }
  if (out["requestBody"] === null) delete out["requestBody"];
  const responses = member(value, "responses");
  if (responses === undefined || responses === null) {
    out["responses"] = {};
    remark(state, "responses-missing", at);
  }
  for (const key of ["consumes", "produces", "schemes"]) if (at.scope.file.dialect === "2.0") delete out[key];
  return { object: same(out, value), scope: { ...at.scope, media } };
}

function missingNames({ template, pathNames }: Scope, own: readonly string[]): readonly string[] {
  if (template === undefined) return [];
  return [...new Set(namesIn(template))].filter((name) => !pathNames.has(name) && !own.includes(name));
}

function withMissing(state: State, { list, missing }: { readonly list: readonly Json[]; readonly missing: readonly string[] }, at: At): readonly Json[] {
  missing.forEach((name, index) => {
    remark(state, "path-parameter-missing", at, { name });
    derived(at.scope.file, here(at), join(at.pointer, "parameters", list.length + index));
  });
  return missing.length === 0 ? list : [...list, ...missing.map(assumedParameter)];
}

function mediaOf(value: JsonObject, scope: Scope): Scope["media"] {
  if (scope.file.dialect !== "2.0") return scope.media;
  const texts = (key: string): readonly string[] | undefined => {
    const list = member(value, key);
    return isArray(list) ? list.filter((one): one is string => typeof one === "string") : undefined;
  };
  return { consumes: texts("consumes") ?? scope.media.consumes, produces: texts("produces") ?? scope.media.produces };
}
