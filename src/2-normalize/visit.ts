import type { Json, JsonObject } from "../ir/json.ts";
import { escapeToken, isArray, isObject, join, setMember } from "../ir/origin.ts";
import { type Kind, type Shape, shapeOf } from "./grammar.ts";
import { expandReference } from "./map-reference.ts";
import { prepare } from "./prepare.ts";
import { found } from "./reference.ts";
import { type At, moved, here, remark, remember, type Scope, type State } from "./state.ts";

/** The canonical form of an object of some kind; the same object when nothing about it changes. Undefined leaves it out. */
export function visit(state: State, kind: Kind, use: { readonly value: Json; readonly at: At }): Json | undefined {
  const { value, at } = use;
  if (typeof value !== "object" || value === null) return visitBare(state, kind, use);
  const known = state.visited.get(kind)?.get(value);
  if (known !== undefined) return known;
  if (!isObject(value)) return visitBare(state, kind, use);
  const { object, scope } = prepare(state, kind, { value, at });
  const result = isObject(object) ? visitFields(state, kind, { value: object, at: { pointer: at.pointer, scope } }) : object;
  if (result === undefined) return undefined;
  remember(state, kind, { value, result });
  return result;
}

/** Something that is not an object where one is expected. */
function visitBare(state: State, kind: Kind, { value, at }: { readonly value: Json; readonly at: At }): Json | undefined {
  if (kind === "schema") {
    if (typeof value === "boolean") return value;
    remark(state, "schema-not-understood", at, { reason: `it is ${found(value)}, not an object` });
    return {};
  }
  if (value === null && (kind === "operation" || kind === "link" || kind === "example" || kind === "server" || kind === "tag")) return undefined;
  remark(state, "value-not-object", at, { what: nameOf(kind), found: found(value) });
  const { object, scope } = prepare(state, kind, { value: {}, at });
  return isObject(object) ? visitFields(state, kind, { value: object, at: { pointer: at.pointer, scope } }) : object;
}

/** An object's fields, copied only when one of them changes. */
function visitFields(state: State, kind: Kind, use: { readonly value: JsonObject; readonly at: At }): JsonObject {
  const { value, at } = use;
  let out: Record<string, Json> | undefined;
  for (const key of Object.keys(value)) {
    const shape = shapeOf(kind, key);
    if (shape === undefined) continue;
    const before = value[key];
    if (before === undefined) continue;
    const after = visitShape(state, shape, { value: before, at: { pointer: `${at.pointer}/${escapeToken(key)}`, scope: scopeFor(kind, key, at.scope) } });
    if (after === before) continue;
    out ??= { ...value };
    if (after === undefined) delete out[key];
    else setMember(out, key, after);
  }
  return out ?? value;
}

function scopeFor(kind: Kind, key: string, scope: Scope): Scope {
  if (kind === "paths") return { ...scope, template: key, pathNames: new Set(), bodies: [] };
  if (kind === "callback" && scope.template !== undefined) return { ...scope, template: undefined };
  return scope;
}

function visitShape(state: State, shape: Shape, use: { readonly value: Json; readonly at: At }): Json | undefined {
  switch (shape.holds) {
    case "one":
      return visit(state, shape.kind, use);
    case "list":
      return visitList(state, shape.kind, use);
    case "map":
      return visitMap(state, shape.kind, use);
    default:
      return shape.holds satisfies never;
  }
}

function visitMap(state: State, kind: Kind, { value, at }: { readonly value: Json; readonly at: At }): Json | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) {
    remark(state, "value-not-object", at, { what: `A map of ${nameOf(kind)} objects`, found: found(value) });
    return undefined;
  }
  const known = state.visited.get(kind)?.get(value);
  if (known !== undefined) return known;
  const map = expandReference(state, value, at);
  let out: Record<string, Json> | undefined;
  for (const key of Object.keys(map)) {
    const before = map[key];
    if (before === undefined) continue;
    const bare = before === null || typeof before !== "object";
    if (bare && key.startsWith("x-") && kind !== "schema" && kind !== "header") continue;
    const after = visit(state, kind, { value: before, at: { pointer: `${at.pointer}/${escapeToken(key)}`, scope: at.scope } });
    if (after === before) continue;
    out ??= { ...map };
    if (after === undefined) delete out[key];
    else setMember(out, key, after);
  }
  return out ?? map;
}

function visitList(state: State, kind: Kind, { value, at }: { readonly value: Json; readonly at: At }): Json | undefined {
  if (value === null) return undefined;
  if (!isArray(value)) {
    remark(state, "value-not-list", at, { what: `A list of ${nameOf(kind)} objects`, found: found(value) });
    if (!isObject(value)) return undefined;
    const from = here(at);
    moved(at.scope.file, from, join(at.pointer, 0));
    return visitList(state, kind, { value: [value], at });
  }
  const list = kind === "schema" || !value.includes(null) ? value : withoutNulls(value, at);
  let out: Json[] | undefined;
  list.forEach((before, index) => {
    const after = visit(state, kind, { value: before, at: { pointer: `${at.pointer}/${index}`, scope: at.scope } });
    if (after === before || after === undefined) return;
    out ??= [...list];
    out[index] = after;
  });
  return out ?? list;
}

function withoutNulls(list: readonly Json[], at: At): readonly Json[] {
  const from = here(at);
  const kept: Json[] = [];
  list.forEach((one, index) => {
    if (one === null) return;
    if (index !== kept.length) moved(at.scope.file, { document: from.document, pointer: join(from.pointer, index) }, join(at.pointer, kept.length));
    kept.push(one);
  });
  return kept;
}

function nameOf(kind: Kind): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
