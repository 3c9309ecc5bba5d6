import type { Json } from "../../src/ir/json.ts";
import { record, selfName, tagOf, type Writer } from "./spec-schema.ts";
import type { ObjectSpec, Spec, TextFormat } from "./spec.ts";

/** Numbers from 0 to 1, the same for the same seed. */
export type Random = () => number;

/** mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

function count(random: Random, most: number): number {
  return Math.floor(random() * (most + 1));
}

const formatted: Readonly<Record<TextFormat, readonly string[]>> = {
  date: ["2026-02-28", "0001-01-01", "9999-12-31"],
  "date-time": ["2026-02-28T12:00:00Z", "2026-02-28T12:00:00.123456Z", "1999-12-31T23:59:59+02:30"],
  uuid: ["123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"],
  byte: ["", "aGVsbG8=", "/+8="],
  time: ["12:00:00Z", "23:59:59.500000+01:00"],
  uri: ["https://example.com/a?b#c", "urn:x"],
};
const texts = ["", "a", "é", "日本\u2028", "null", "2026-02-28", "123", "true", "a\nb", '"'];
const free: readonly Json[] = [null, true, 0, 1.5, "x", [], {}, [1, "a", null], { a: { b: [{}] } }];

/** A value that the schema of a spec allows. */
export function valueOf(writer: Writer, spec: Spec, random: Random, depth = 0): Json {
  switch (spec.kind) {
    case "text":
      return pick(random, spec.format === null ? texts : formatted[spec.format]);
    case "integer":
      return pick(random, [0, 1, -1, 2 ** 53 - 1, 1000]);
    case "number":
      return pick(random, [0, 1, -1.5, 1e300, 1e-7, 3]);
    case "boolean":
      return random() < 0.5;
    case "any":
      return pick(random, free);
    case "enum":
      return pick(random, spec.values);
    case "const":
      return spec.value;
    case "array":
      return Array.from({ length: count(random, 3) }, () => valueOf(writer, spec.items, random, depth + 1));
    case "tuple": {
      const first = spec.prefix.map((one) => valueOf(writer, one, random, depth + 1));
      return spec.rest === "open" && random() < 0.5 ? [...first, pick(random, free)] : first;
    }
    case "map":
      return record(["a", "__proto__", "to_dict", ""].slice(0, count(random, 4)).map((key) => [key, valueOf(writer, spec.values, random, depth + 1)]));
    case "object":
      return record(membersOf(writer, spec, random, depth));
    case "all": {
      const parts = spec.members.flatMap((member) => membersOf(writer, member, random, depth));
      return record(parts);
    }
    case "union":
      return valueOf(writer, pick(random, spec.variants), random, depth + 1);
    case "tagged": {
      const index = Math.floor(random() * spec.variants.length);
      const variant = spec.variants[index];
      if (variant === undefined) throw new Error("no variant");
      return record([...membersOf(writer, variant, random, depth), [spec.property, tagOf(writer, spec, index)]]);
    }
    case "nullable":
      return random() < 0.3 ? null : valueOf(writer, spec.inner, random, depth);
    default:
      return spec satisfies never;
  }
}

function membersOf(writer: Writer, spec: ObjectSpec, random: Random, depth: number): [string, Json][] {
  const members: [string, Json][] = spec.properties
    .filter(({ required }) => required || random() < 0.6)
    .map(({ wire, spec: inner }) => [wire, valueOf(writer, inner, random, depth + 1)]);
  if (spec.self !== "none" && depth < 4 && random() < 0.5) {
    const inner = (): Json => valueOf(writer, spec, random, depth + 2);
    members.push([selfName, spec.self === "one" ? inner() : spec.self === "list" ? [inner()] : record([["k", inner()]])]);
  }
  if (spec.additional === "unsaid" && random() < 0.4) members.push(["not in the document", pick(random, free)]);
  if (typeof spec.additional === "object") {
    const taken = new Set(spec.properties.map(({ wire }) => wire));
    if (!taken.has("extra key") && random() < 0.6) members.push(["extra key", valueOf(writer, spec.additional, random, depth + 1)]);
  }
  return members;
}

/** A value that is wrong in one place, which a check has to name. */
export interface Mutation {
  readonly value: Json;
  readonly path: readonly (string | number)[];
  /** What was done, for reports. */
  readonly what: string;
}

type Site = { readonly path: readonly (string | number)[]; readonly what: string; readonly replacement: Json | undefined };

/** Makes a valid value wrong in one place; null where the schema has no place that is checked. */
export function mutate(writer: Writer, spec: Spec, value: Json, random: Random): Mutation | null {
  const sites = [...sitesOf(writer, spec, value, [])];
  if (sites.length === 0) return null;
  const site = pick(random, sites);
  return { value: replaced(value, site.path, site.replacement), path: site.path, what: site.what };
}

function replaced(value: Json, path: readonly (string | number)[], replacement: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return replacement ?? null;
  if (Array.isArray(value)) return value.map((item: Json, index) => (index === key ? replaced(item, rest, replacement) : item));
  if (typeof value !== "object" || value === null) throw new Error("the path leads nowhere");
  const entries = Object.entries(value);
  if (rest.length === 0 && replacement === undefined) return record(entries.filter(([name]) => name !== key));
  return record(entries.map(([name, item]) => [name, name === key ? replaced(item, rest, replacement) : item]));
}

/** Places where a wrong JSON type, a wrong constant, null or a missing key is found: not inside unions that are told apart by shape. */
function* sitesOf(writer: Writer, spec: Spec, value: Json, path: readonly (string | number)[]): Generator<Site> {
  const wrong = (replacement: Json): Site => ({ path, what: `${JSON.stringify(replacement)} for ${spec.kind}`, replacement });
  switch (spec.kind) {
    case "text":
      yield wrong(1);
      yield wrong({});
      if (spec.format !== null && spec.format !== "uri" && spec.format !== "byte") yield wrong("no such text");
      break;
    case "integer":
      yield wrong("1");
      yield wrong(1.5);
      yield wrong(true);
      break;
    case "number":
      yield wrong("1");
      yield wrong(false);
      break;
    case "boolean":
      yield wrong(1);
      yield wrong("true");
      break;
    case "enum":
      yield wrong([]);
      break;
    case "const":
      yield wrong("another value");
      yield wrong({});
      break;
    case "array":
      yield wrong({});
      if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* sitesOf(writer, spec.items, item, [...path, index]);
      break;
    case "tuple":
      yield wrong({});
      yield wrong([]);
      if (Array.isArray(value)) for (const [index, one] of spec.prefix.entries()) yield* sitesOf(writer, one, value[index] ?? null, [...path, index]);
      break;
    case "map":
      yield wrong([]);
      if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* sitesOf(writer, spec.values, item, [...path, key]);
      break;
    case "object":
      yield wrong([]);
      yield* memberSites(writer, spec, value, path);
      break;
    case "all":
      yield wrong("text");
      for (const member of spec.members) yield* memberSites(writer, member, value, path);
      break;
    case "tagged":
      yield wrong([]);
      if (isObject(value)) {
        const index = spec.variants.findIndex((_, at) => tagOf(writer, spec, at) === value[spec.property]);
        const variant = spec.variants[index];
        if (variant !== undefined) yield* memberSites(writer, variant, value, path);
      }
      break;
    case "nullable":
      if (value !== null) yield* sitesOf(writer, spec.inner, value, path);
      break;
    case "any":
    case "union":
      break;
    default:
      spec satisfies never;
  }
}

function* memberSites(writer: Writer, spec: ObjectSpec, value: Json, path: readonly (string | number)[]): Generator<Site> {
  if (!isObject(value)) return;
  for (const property of spec.properties) {
    const where = [...path, property.wire];
    if (property.required) yield { path: where, what: "a required key is missing", replacement: undefined };
    const item = Object.hasOwn(value, property.wire) ? value[property.wire] : undefined;
    if (item === undefined) continue;
    yield* sitesOf(writer, property.spec, item, where);
    if (!admitsNull(property.spec)) yield { path: where, what: "null", replacement: null };
  }
  const more = Object.hasOwn(value, selfName) ? value[selfName] : undefined;
  if (spec.self === "one" && more !== undefined) yield* sitesOf(writer, spec, more, [...path, selfName]);
  const extra = Object.hasOwn(value, "extra key") ? value["extra key"] : undefined;
  if (typeof spec.additional === "object" && extra !== undefined) yield* sitesOf(writer, spec.additional, extra, [...path, "extra key"]);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function admitsNull(spec: Spec): boolean {
  if (spec.kind === "any" || spec.kind === "nullable") return true;
  return spec.kind === "union" && spec.variants.some(admitsNull);
}
