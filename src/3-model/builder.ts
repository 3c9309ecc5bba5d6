import type { Canonical } from "../2-normalize/index.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Json, JsonObject } from "../ir/json.ts";
import { formatOrigin, isObject, member, parse, type DocumentId, type JsonPointer, type Origin } from "../ir/origin.ts";
import type { NameHint, Schema, SchemaId } from "../ir/schema.ts";

/** A value of the canonical document and where it is. */
export interface At {
  readonly document: DocumentId;
  readonly pointer: JsonPointer;
  readonly node: Json;
}

/** A schema that is to be built: where it is, and under which id. */
export interface Place extends At {
  readonly key: string;
  readonly id: SchemaId;
  readonly origin: Origin;
  readonly hint: NameHint;
}

/** What the model is built with; lives as long as one call of `model`. */
export interface Builder {
  readonly canonical: Canonical;
  readonly reporter: Reporter;
  readonly schemas: Map<SchemaId, Schema>;
  /** By canonical place, so that each is built once. */
  readonly places: Map<string, Place>;
  readonly ids: Set<SchemaId>;
  /** What is still to be built; nesting never becomes recursion. */
  readonly queue: Place[];
}

/** A builder with nothing in it. */
export function createBuilder(canonical: Canonical, reporter: Reporter): Builder {
  return { canonical, reporter, schemas: new Map(), places: new Map(), ids: new Set(), queue: [] };
}

/** Where something stands in the user's document. */
export function originOf(builder: Builder, at: Pick<At, "document" | "pointer">): Origin {
  return builder.canonical.source(at.document, at.pointer);
}

/** The member of an object, with its place. */
export function childAt(at: At, key: string): At | undefined {
  const node = isObject(at.node) ? member(at.node, key) : undefined;
  return node === undefined ? undefined : step(at, key, node);
}

/** A member that is known to be there, with its place. */
export function step(at: At, key: string | number, node: Json): At {
  const token = typeof key === "number" ? String(key) : key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
  return { document: at.document, pointer: `${at.pointer}/${token}`, node };
}

const derived: NameHint = { words: [], from: "derived" };

/** By what a place is known while building: its pointer, after its document where that is not the entry. */
export function keyOf(builder: Builder, at: Pick<At, "document" | "pointer">): string {
  return at.document === builder.canonical.entry ? at.pointer : at.document + at.pointer;
}

/** Puts a schema on the list of those to build, and says under which id it will be found. */
export function enqueue(builder: Builder, at: At): Place {
  const key = keyOf(builder, at);
  const known = builder.places.get(key);
  if (known !== undefined) return known;
  const origin = originOf(builder, at);
  const formatted = formatOrigin(origin, builder.canonical.entry);
  const wanted = formatted === key ? key : formatted;
  const id = builder.ids.has(wanted) ? formatOrigin(at, builder.canonical.entry) : wanted;
  const { document, pointer, node } = at;
  return add(builder, { document, pointer, node, key, id, origin, hint: hintOf(document, pointer) });
}

/** A schema that stands for a part of another one: what is beside its `allOf`, one of its types. */
export function enqueuePart(builder: Builder, owner: Place, part: { readonly name: string; readonly node: JsonObject }): Place {
  const key = `${owner.key}/${part.name}`;
  const known = builder.places.get(key);
  if (known !== undefined) return known;
  const { document, pointer, origin } = owner;
  return add(builder, { document, pointer, origin, node: part.node, key, id: `${owner.id}/${part.name}`, hint: derived });
}

function add(builder: Builder, place: Place): Place {
  builder.places.set(place.key, place);
  builder.ids.add(place.id);
  builder.queue.push(place);
  return place;
}

/** Members that hold named schemas. */
const homes: ReadonlySet<string> = new Set(["schemas", "definitions", "$defs"]);

/** A schema under `components.schemas`, `$defs` or `definitions` has its key for a name, a whole file its file name. */
function hintOf(document: DocumentId, pointer: JsonPointer): NameHint {
  if (pointer === "#") return { words: [fileName(document)], from: "component" };
  const cut = pointer.lastIndexOf("/");
  const before = pointer.slice(pointer.lastIndexOf("/", cut - 1) + 1, cut);
  if (!homes.has(before) && before !== "#") return derived;
  const tokens = parse(pointer);
  if (tokens.length > 2 && tokens.at(-3) === "properties" && before !== "$defs") return derived;
  const name = tokens.at(-1);
  return name === undefined ? derived : { words: [name], from: "component" };
}

function fileName(document: DocumentId): string {
  const path = document.replace(/[?#].*$/s, "");
  const last = path.slice(path.lastIndexOf("/") + 1);
  const dot = last.lastIndexOf(".");
  return dot > 0 ? last.slice(0, dot) : last;
}

/** Most references that lead to one another; more are a cycle. */
const longestChain = 100;

/** What a value refers to, through all references; undefined where it refers to nothing that is there. */
export function follow(builder: Builder, at: At): At | undefined {
  let current: At | undefined = at;
  for (let hop = 0; hop < longestChain && current !== undefined; hop += 1) {
    if (!isReference(current.node)) return current;
    current = followOnce(builder, current.node);
  }
  return undefined;
}

/** What a reference leads to directly. */
export function followOnce(builder: Builder, node: JsonObject): At | undefined {
  const reference = member(node, "$ref");
  if (typeof reference !== "string" || isDangling(node)) return undefined;
  const found = builder.canonical.resolve(reference);
  return found === undefined ? undefined : { document: found.document, pointer: found.pointer, node: found.value };
}

/** Whether a value is a reference. */
export function isReference(node: Json): node is JsonObject {
  return isObject(node) && typeof member(node, "$ref") === "string";
}

/** Whether normalization found that the reference leads nowhere. */
export function isDangling(node: JsonObject): boolean {
  return member(node, "x-pysdk-dangling") === true;
}
