import type { Json } from "../ir/json.ts";
import { formatOrigin, isArray, setMember } from "../ir/origin.ts";
import { coerce, type Coercing, type Raw, readValue } from "./coerce.ts";
import { bodyKind, fit, parseMediaType } from "./media-type.ts";
import { boundaryOf, parseMultipart, type Part } from "./multipart.ts";
import { readPairs } from "./parameter-value.ts";
import { below, fieldOf, type Place, textOf } from "./place.ts";
import type { Pair } from "./query.ts";
import { isBinary, itemOf, propertyNames, propertyOf, typesOf } from "./schema-view.ts";
import { type Violation, violation } from "./violation.ts";

/** A form as the object that its schema describes, with what is wrong with its fields by themselves. */
export interface FormValue {
  readonly value: Json;
  readonly violations: readonly Violation[];
}

/** The object that a URL-encoded form stands for. */
export function formValue(coercing: Coercing, media: Place, pairs: readonly Pair[]): FormValue {
  const { canonical } = coercing;
  const schema = below(media, "schema");
  const out: Record<string, Json> = {};
  const claimed = new Set<string>();
  const names = schema === undefined ? [] : propertyNames(canonical, schema);
  const taken = new Set(names);
  const violations: Violation[] = [];
  for (const name of names) {
    const property = propertyOf(canonical, schema, name);
    const encoding = below(below(media, "encoding"), name);
    const style = textOf(encoding, "style");
    const explode = fieldOf(encoding, "explode");
    const json = style === undefined && explode === undefined ? jsonField({ coercing, property, encoding }, pairs.filter((pair) => pair.key === name).map((pair) => pair.value)) : undefined;
    if (json !== undefined) {
      claimed.add(name);
      setMember(out, name, json);
      continue;
    }
    const written = { name, style: style ?? "form", explode: typeof explode === "boolean" ? explode : (style ?? "form") === "form" || style === "deepObject", schema: property };
    const { readings, claimed: keys, repeated } = readPairs(canonical, written, { pairs, taken });
    for (const key of keys) claimed.add(key);
    if (repeated) violations.push(violation({ in: "body", name, code: "repeated", message: `the field ${name} is given more than once`, source: sourceOf(coercing, property) }));
    if (readings.length > 0) setMember(out, name, readValue(coercing, readings, property).value);
  }
  for (const { key } of pairs) {
    if (claimed.has(key)) continue;
    const values = pairs.filter((pair) => pair.key === key).map((pair) => pair.value);
    setMember(out, key, coerce(coercing, values.length === 1 ? (values[0] ?? "") : values, propertyOf(canonical, schema, key)));
  }
  return { value: out, violations };
}

interface Field {
  readonly coercing: Coercing;
  readonly property: Place | undefined;
  readonly encoding: Place | undefined;
}

/** A field that is JSON because its encoding says so, or because it is an object that no style spreads out. */
function jsonField({ coercing, property, encoding }: Field, values: readonly string[]): Json | undefined {
  if (values.length === 0) return undefined;
  const declared = textOf(encoding, "contentType");
  const types = typesOf(coercing.canonical, property);
  const isJson = declared === undefined ? types !== null && types.has("object") && !types.has("string") : bodyKind(parseMediaType(declared).essence) === "json";
  if (!isJson) return undefined;
  const parsed = values.map(parsedJson);
  if (parsed.some((one) => one === undefined)) return undefined;
  return parsed.length === 1 ? parsed[0] : parsed.flatMap((one) => (one === undefined ? [] : [one]));
}

function parsedJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

interface MultipartBody {
  readonly media: Place;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The object (or list, where parts have no names) that a multipart body stands for; a text says why it is none. */
export function multipartValue(coercing: Coercing, { media, contentType, body }: MultipartBody): FormValue | string {
  const parts = parseMultipart(body, boundaryOf(contentType));
  if (typeof parts === "string") return parts;
  const schema = below(media, "schema");
  const violations: Violation[] = [];
  if (parseMediaType(contentType).essence !== "multipart/form-data") {
    const item = below(media, "itemSchema");
    return { value: parts.map((part, index) => partValue({ coercing, property: item ?? itemOf(coercing.canonical, schema, index), encoding: undefined }, part)), violations };
  }
  if (parts.some((part) => part.name === null)) return "a part has no name";
  const out: Record<string, Json> = {};
  for (const name of new Set(parts.map((part) => part.name ?? ""))) {
    const own = parts.filter((part) => part.name === name);
    const property = propertyOf(coercing.canonical, schema, name);
    const encoding = below(below(media, "encoding"), name);
    const types = typesOf(coercing.canonical, property);
    const takesList = types !== null && types.has("array");
    const source = sourceOf(coercing, property);
    const fault = (code: Violation["code"], message: string): void => void violations.push(violation({ in: "body", name, code, message, source }));
    for (const part of own) {
      const wanted = textOf(encoding, "contentType");
      if (wanted !== undefined && !wanted.split(",").some((one) => fit(parseMediaType(one), parseMediaType(part.contentType ?? "text/plain")) > 0)) fault("media-type", `the part ${name} is ${part.contentType ?? "text/plain"}; declared: ${wanted}`);
      if (bodyKind(parseMediaType(part.contentType ?? "").essence) === "json" && parsedJson(textFrom(part)) === undefined) fault("malformed", `the part ${name} is not JSON`);
    }
    const [only] = own;
    const whole = only === undefined || own.length > 1 ? undefined : partValue({ coercing, property, encoding }, only);
    if (whole !== undefined && (!takesList || isArray(whole))) setMember(out, name, whole);
    else {
      if (own.length > 1 && types !== null && !takesList) fault("repeated", `the part ${name} is given more than once`);
      setMember(out, name, own.map((part) => partValue({ coercing, property: itemOf(coercing.canonical, property, 0), encoding }, part)));
    }
  }
  return { value: out, violations };
}

/** What a part holds. A file stands for its bytes: the validator sees its text, as far as it is one. */
function partValue({ coercing, property, encoding }: Field, part: Part): Json {
  const { canonical } = coercing;
  const text = textFrom(part);
  const types = typesOf(canonical, property);
  const declared = part.contentType ?? textOf(encoding, "contentType");
  const isJson = declared === undefined ? types !== null && types.has("object") && !types.has("string") : bodyKind(parseMediaType(declared).essence) === "json";
  if (isBinary(canonical, property) || (part.filename !== null && !isJson)) return text;
  const parsed = isJson ? parsedJson(text) : undefined;
  if (parsed !== undefined) return parsed;
  const readings: readonly Raw[] = [text];
  return readValue(coercing, readings, property).value;
}

function textFrom(part: Part): string {
  return Buffer.from(part.content).toString("utf8");
}

function sourceOf({ canonical }: Coercing, place: Place | undefined): string | null {
  return place === undefined ? null : formatOrigin(canonical.source(place.document, place.pointer), canonical.entry);
}
