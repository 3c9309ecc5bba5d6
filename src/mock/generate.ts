import type { Canonical } from "../2-normalize/index.ts";
import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, setMember } from "../ir/origin.ts";
import { below, fieldOf, isDangling, itemsOf, membersOf, objectAt, type Place, referenced, textOf } from "./place.ts";
import { samplePattern } from "./sample-pattern.ts";
import { isMarked } from "./schema-view.ts";
import { type Direction, plain } from "./validator-schema.ts";

/** How values are made up. */
export interface Generation {
  readonly canonical: Canonical;
  /** Properties that only travel the other way are left out. */
  readonly direction: Direction;
  /** Whether examples and defaults of schemas are taken. */
  readonly examples: boolean;
  /** Whether properties that are not required are there too. */
  readonly optional: boolean;
}

interface Depth {
  readonly depth: number;
  /** The schemas above this one. */
  readonly above: readonly string[];
}

const deepest = 6;

/** A value that a schema describes, always the same. Schemas that contain themselves end where they may. */
export function generate(generation: Generation, schema: Place | undefined): Json {
  return made(generation, schema, { depth: 0, above: [] }) ?? null;
}

/** Undefined where only a recursion without end would do. */
function made(generation: Generation, place: Place | undefined, { depth, above }: Depth): Json | undefined {
  if (place === undefined) return "text";
  if (place.value === false) return undefined;
  if (!isObject(place.value) || isDangling(place)) return "text";
  const key = place.document + place.pointer;
  if (above.filter((one) => one === key).length > 1 || depth > 40) return undefined;
  const inner: Depth = { depth, above: [...above, key] };
  const known = knownValue(generation, place);
  if (known !== undefined) return known;
  const target = referenced(generation.canonical, place);
  if (target !== undefined && onlyReference(place)) return made(generation, target, inner);
  const composed = [...(target === undefined ? [] : [target]), ...itemsOf(below(place, "allOf"))];
  const values: (Json | undefined)[] = composed.map((one) => made(generation, one, inner));
  for (const keyword of ["oneOf", "anyOf"]) {
    const members = itemsOf(below(place, keyword));
    if (members.length > 0) values.push(firstOf(generation, place, { members, inner }));
  }
  if (hasShape(place) || values.length === 0) values.push(ofType(generation, place, inner));
  return merged(values);
}

function onlyReference(place: Place): boolean {
  return Object.keys(objectAt(place)).every((key) => key === "$ref" || ["description", "title", "deprecated", "readOnly", "writeOnly", "summary"].includes(key) || key.startsWith("x-"));
}

function hasShape(place: Place): boolean {
  return ["type", "properties", "items", "format", "minLength", "pattern", "required"].some((key) => fieldOf(place, key) !== undefined);
}

function knownValue({ examples }: Generation, place: Place): Json | undefined {
  const value = objectAt(place);
  if (value["const"] !== undefined) return plain(value["const"]);
  const values = value["enum"];
  if (examples) {
    const listed = value["examples"];
    const example = value["example"] ?? (isArray(listed) ? listed[0] : undefined);
    if (example !== undefined && example !== null && fits(place, example)) return plain(example);
    const standard = value["default"];
    if (standard !== undefined && standard !== null && fits(place, standard)) return plain(standard);
  }
  return isArray(values) && values.length > 0 ? plain(values.find((one) => one !== null) ?? null) : undefined;
}

/** An example of another kind than its schema is a mistake of the document. */
function fits(place: Place, value: Json): boolean {
  const type = fieldOf(place, "type");
  const types = typeof type === "string" ? [type] : isArray(type) ? type : null;
  const values = fieldOf(place, "enum");
  if (isArray(values) && !values.includes(value)) return false;
  if (types === null) return true;
  const kind = isArray(value) ? "array" : value === null ? "null" : typeof value === "bigint" ? "integer" : typeof value;
  return types.includes(kind) || (kind === "number" && types.includes("integer") && Number.isInteger(value));
}

function firstOf(generation: Generation, place: Place, { members, inner }: { readonly members: readonly Place[]; readonly inner: Depth }): Json | undefined {
  const real = members.filter((one) => fieldOf(one, "type") !== "null");
  for (const member of real.length === 0 ? members : real) {
    const value = made(generation, member, inner);
    if (value !== undefined) return named(place, member, value);
  }
  return real.length < members.length ? null : undefined;
}

/** The property that tells the members of a union apart says which one this is. */
function named(place: Place, member: Place, value: Json): Json {
  const discriminator = below(place, "discriminator");
  const property = textOf(discriminator, "propertyName");
  const reference = textOf(member, "$ref");
  if (property === undefined || reference === undefined || !isObject(value)) return value;
  const mapped = membersOf(below(discriminator, "mapping")).find(([, one]) => one.value === reference)?.[0];
  const out: Record<string, Json> = { ...value };
  setMember(out, property, mapped ?? (typeof value[property] === "string" && value[property] !== "text" ? value[property] : nameIn(reference.split("/").at(-1) ?? "")));
  return out;
}

function nameIn(text: string): string {
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}

function merged(values: readonly (Json | undefined)[]): Json | undefined {
  if (values.length > 0 && values.every((one) => one === undefined)) return undefined;
  const objects = values.filter((one): one is JsonObject => isObject(one));
  const solid = values.filter((one) => one !== undefined);
  if (objects.length === 0) return solid.find((one) => one !== "text") ?? solid[0];
  const out: Record<string, Json> = {};
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) if (!Object.hasOwn(out, key) || value !== "text") setMember(out, key, value);
  }
  return out;
}

function ofType(generation: Generation, place: Place, at: Depth): Json | undefined {
  const type = fieldOf(place, "type");
  const types = isArray(type) ? type.map(String) : typeof type === "string" ? [type] : [];
  const chosen = types.find((one) => one !== "null") ?? types[0] ?? (fieldOf(place, "items") !== undefined ? "array" : isObject(fieldOf(place, "properties")) || fieldOf(place, "required") !== undefined ? "object" : "string");
  switch (chosen) {
    case "object": {
      const value = objectOf(generation, place, at);
      return value === undefined && types.includes("null") ? null : value;
    }
    case "array": {
      const value = listOf(generation, place, at);
      return value === undefined && types.includes("null") ? null : value;
    }
    case "integer":
    case "number":
      return numberOf(place, chosen === "integer");
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return stringOf(place);
  }
}

function objectOf(generation: Generation, place: Place, { depth, above }: Depth): Json | undefined {
  const out: Record<string, Json> = {};
  const required = fieldOf(place, "required");
  const names = new Set(isArray(required) ? required.map(String) : []);
  const inner: Depth = { depth: depth + 1, above };
  const hidden = generation.direction === "request" ? "readOnly" : "writeOnly";
  for (const [name, property] of membersOf(below(place, "properties"))) {
    if (isMarked(generation.canonical, property, hidden)) {
      names.delete(name);
      continue;
    }
    if (!names.has(name) && (!generation.optional || depth >= deepest)) continue;
    const value = made(generation, property, inner);
    if (value !== undefined) setMember(out, name, value);
    else if (names.has(name)) return undefined;
  }
  const additional = below(place, "additionalProperties");
  const extra = additional === undefined || additional.value === false ? undefined : additional;
  // What is required without being described here may be described by another member of the composition, whose value then counts.
  for (const name of additional?.value === false ? [] : names) {
    if (!Object.hasOwn(out, name) && below(below(place, "properties"), name) === undefined) setMember(out, name, made(generation, extra, inner) ?? null);
  }
  const least = Number(fieldOf(place, "minProperties") ?? (generation.optional && Object.keys(out).length === 0 && extra !== undefined && isObject(extra.value) ? 1 : 0));
  for (let index = 1; Object.keys(out).length < Math.min(least, 50) && additional?.value !== false; index++) {
    const value = made(generation, extra, inner);
    if (value === undefined) break;
    setMember(out, `key${index}`, value);
  }
  return out;
}

function listOf(generation: Generation, place: Place, { depth, above }: Depth): Json | undefined {
  const inner: Depth = { depth: depth + 1, above };
  const least = Number(fieldOf(place, "minItems") ?? 0);
  const out: Json[] = [];
  for (const one of itemsOf(below(place, "prefixItems"))) {
    const value = made(generation, one, inner);
    if (value === undefined) return least === 0 ? out : undefined;
    out.push(value);
  }
  const items = below(place, "items");
  const most = Number(fieldOf(place, "maxItems") ?? Infinity);
  const wanted = Math.min(Math.max(least, out.length > 0 || items === undefined || depth >= deepest ? 0 : 1), most, 100);
  while (out.length < wanted) {
    const value = made(generation, items, inner);
    if (value === undefined) return least > out.length ? undefined : out;
    out.push(fieldOf(place, "uniqueItems") === true ? distinct(generation, { items, value, out }) : value);
  }
  return out;
}

/** Lists whose items must differ count up. */
function distinct({ canonical }: Generation, { items, value, out }: { readonly items: Place | undefined; readonly value: Json; readonly out: readonly Json[] }): Json {
  if (out.length === 0) return value;
  const schema = items === undefined ? undefined : (referenced(canonical, items) ?? items);
  const values = fieldOf(schema, "enum");
  if (isArray(values)) return plain(values[out.length] ?? value);
  return typeof value === "number" ? value + out.length : typeof value === "string" ? `${value}${out.length}` : value;
}

function numberOf(place: Place, whole: boolean): number {
  const bound = (key: string): number | undefined => {
    const value = fieldOf(place, key);
    return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
  };
  const step = bound("multipleOf") ?? (whole ? 1 : undefined);
  const above = bound("exclusiveMinimum");
  const under = bound("exclusiveMaximum");
  const low = Math.max(bound("minimum") ?? -Infinity, above ?? -Infinity);
  const high = Math.min(bound("maximum") ?? Infinity, under ?? Infinity);
  const start = low > -Infinity ? low : high < Infinity ? Math.min(high, 1) : 1;
  if (step === undefined) {
    if (start !== above && start !== under) return whole || low > -Infinity ? start : start === 1 && high >= 1.5 ? 1.5 : start;
    return low > -Infinity && high < Infinity ? (low + high) / 2 : start === above ? start + 1 : start - 1;
  }
  let value = low > -Infinity ? Math.ceil(low / step) * step : Math.floor(Math.min(high, Math.max(1, step)) / step) * step;
  if (value === above) value += step;
  if (value === under) value -= step;
  return value;
}

const texts: Readonly<Record<string, string>> = {
  date: "2024-01-15", "date-time": "2024-01-15T09:30:00Z", time: "09:30:00Z", duration: "P1D", uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6", email: "person@example.com",
  "idn-email": "person@example.com", uri: "https://example.com/", url: "https://example.com/", "uri-reference": "/path", iri: "https://example.com/", hostname: "example.com", ipv4: "192.0.2.1",
  ipv6: "2001:db8::1", byte: "bW9jaw==", base64: "bW9jaw==", decimal: "1.50", regex: "a", "json-pointer": "/a", int64: "1", int32: "1",
};

function stringOf(place: Place): string {
  const pattern = textOf(place, "pattern");
  const format = textOf(place, "format") ?? "";
  const least = Number(fieldOf(place, "minLength") ?? 0);
  const most = Number(fieldOf(place, "maxLength") ?? Infinity);
  const sampled = pattern === undefined ? undefined : samplePattern(pattern);
  const text = sampled ?? (Object.hasOwn(texts, format) ? (texts[format] ?? "text") : "text");
  if (text.length >= least && text.length <= most) return text;
  if (sampled !== undefined) {
    const last = sampled.at(-1) ?? "a";
    const stretched = sampled.padEnd(Math.min(least, 10_000), last);
    return stretched;
  }
  return text.padEnd(Math.min(least, 10_000), "text").slice(0, most === Infinity ? undefined : most);
}
