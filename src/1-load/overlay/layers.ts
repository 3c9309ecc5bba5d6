import type { Json, JsonObject } from "../../ir/json.ts";
import { child, isArray, isObject, join, type JsonPointer, type Origin, parse, setMember } from "../../ir/origin.ts";

/** Keys and indexes that lead to a place. */
export type Location = readonly (string | number)[];

/** A value and where its text stands. */
export interface Written {
  readonly value: Json;
  readonly origin: Origin;
}

/**
 * A document that overlays change. Values are never changed in place: what an action touches is copied on the way to it, so that
 * the document as it was read, and what aliases or copies share, stays as it is.
 */
export interface Layers {
  root: Written;
  /** By object or list: members whose text stands elsewhere than below the text of the whole. */
  readonly moved: Map<object, Map<string, Origin>>;
  /** Copies that the action under way has made, and may change. */
  readonly open: Set<object>;
}

type Container = Record<string, Json> | Json[];

/** The document as it was read. */
export function createLayers(root: Written): Layers {
  return { root, moved: new Map(), open: new Set() };
}

/** What stands at a place, with where its text is; undefined where nothing stands. */
export function writtenAt(layers: Layers, location: Location): Written | undefined {
  let current: Written | undefined = layers.root;
  for (const token of location) current = current === undefined ? undefined : memberOf(layers, current, String(token));
  return current;
}

/** Where the text of a place stands; of a place that does not exist, where it would. */
export function originAt(layers: Layers, pointer: JsonPointer): Origin {
  let current: Written | undefined = layers.root;
  let { origin } = layers.root;
  for (const token of parse(pointer)) {
    const next: Written | undefined = current === undefined ? undefined : memberOf(layers, current, token);
    origin = next?.origin ?? { document: origin.document, pointer: join(origin.pointer, token) };
    current = next;
  }
  return origin;
}

function memberOf({ moved }: Layers, { value, origin }: Written, token: string): Written | undefined {
  const found = child(value, token);
  if (found === undefined || typeof value !== "object" || value === null) return undefined;
  return { value: found, origin: moved.get(value)?.get(token) ?? { document: origin.document, pointer: join(origin.pointer, token) } };
}

/** The members of an object or list, each with its origin. */
export function membersOf(layers: Layers, whole: Written): readonly (readonly [key: string, written: Written])[] {
  const { value } = whole;
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const one = memberOf(layers, whole, key);
    return one === undefined ? [] : [[key, one] as const];
  });
}

/** Puts a value at a place whose container exists; at a list's end it becomes one more item. */
export function put(layers: Layers, location: Location, written: Written): void {
  const key = location.at(-1);
  if (key === undefined) {
    layers.root = written;
    return;
  }
  const { container, moved } = openAt(layers, location.slice(0, -1));
  if (Array.isArray(container)) container[Number(key)] = written.value;
  else setMember(container, String(key), written.value);
  moved.set(String(key), written.origin);
}

/** Takes away what stands at a place; later items of a list move up. */
export function takeAway(layers: Layers, location: Location): void {
  const key = location.at(-1);
  if (key === undefined) return;
  const { container, moved, origin } = openAt(layers, location.slice(0, -1));
  if (Array.isArray(container)) {
    const origins = container.map((_, index) => moved.get(String(index)) ?? { document: origin.document, pointer: join(origin.pointer, index) });
    container.splice(Number(key), 1);
    origins.splice(Number(key), 1);
    moved.clear();
    for (const [index, one] of origins.entries()) moved.set(String(index), one);
  } else {
    delete container[String(key)];
    moved.delete(String(key));
  }
}

/** Merges a value into what stands at a place: objects member by member, items of lists are added, anything else is replaced. */
export function merge(layers: Layers, location: Location, update: Written): void {
  const target = writtenAt(layers, location);
  if (isObject(target?.value) && isObject(update.value)) {
    for (const [key, one] of membersOf(layers, update)) merge(layers, [...location, key], one);
  } else if (isArray(target?.value) && isArray(update.value)) {
    for (const [, one] of membersOf(layers, update)) append(layers, location, one);
  } else {
    put(layers, location, update);
  }
}

/** Adds one item to the list at a place. */
export function append(layers: Layers, location: Location, item: Written): void {
  const list = writtenAt(layers, location)?.value;
  if (isArray(list)) put(layers, [...location, list.length], item);
}

interface Opened {
  readonly container: Container;
  readonly moved: Map<string, Origin>;
  readonly origin: Origin;
}

/** The object or list at a place, as a copy that may be changed; everything on the way to it too. */
function openAt(layers: Layers, location: Location): Opened {
  let written = layers.root;
  let opened = openOne(layers, written.value);
  layers.root = { ...written, value: opened.container };
  for (const token of location) {
    const next = memberOf(layers, { value: opened.container, origin: written.origin }, String(token));
    if (next === undefined) throw new Error(`internal: nothing stands at ${location.join("/")}`);
    const inner = openOne(layers, next.value);
    if (Array.isArray(opened.container)) opened.container[Number(token)] = inner.container;
    else setMember(opened.container, String(token), inner.container);
    written = next;
    opened = inner;
  }
  return { ...opened, origin: written.origin };
}

function openOne(layers: Layers, value: Json): Omit<Opened, "origin"> {
  if (typeof value !== "object" || value === null) throw new Error("internal: a single value has no members");
  if (layers.open.has(value)) return { container: value as Container, moved: movedIn(layers, value) };
  const container: Container = isArray(value) ? [...value] : { ...(value as JsonObject) };
  layers.open.add(container);
  layers.moved.set(container, new Map(layers.moved.get(value) ?? []));
  return { container, moved: movedIn(layers, container) };
}

function movedIn({ moved }: Layers, container: object): Map<string, Origin> {
  const known = moved.get(container) ?? new Map<string, Origin>();
  moved.set(container, known);
  return known;
}
