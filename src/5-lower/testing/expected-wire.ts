import type { Json } from "../../ir/json.ts";
import { isArray, isObject } from "../../ir/origin.ts";
import type { MediaType, Operation, Parameter, PropertyEncoding } from "../../ir/operation.ts";
import { pathParts } from "../operations/parameters.ts";
import { jsonText } from "./sample-values.ts";

/** One pair of a query or a form, decoded. */
export type Pair = readonly [name: string, value: string];

/** A scalar as text; lists and objects as JSON. */
function plainText(value: Json): string {
  return typeof value === "string" ? value : jsonText(value);
}

/** Percent-encoding of all but the unreserved characters of RFC 3986. */
export function escapeText(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function members(value: Json): readonly Pair[] | null {
  return isObject(value) ? Object.entries(value).filter(([, each]) => each !== null).map(([key, each]) => [key, plainText(each)] as const) : null;
}

function items(value: Json): readonly string[] | null {
  return isArray(value) ? value.filter((each) => each !== null).map(plainText) : null;
}

/** The table of styles, OpenAPI 3.1.1 4.8.12.4: a value in one text. */
function joined(value: Json, separator: string, member: string): string {
  const pairs = members(value);
  if (pairs !== null) return pairs.map(([key, text]) => `${key}${member}${text}`).join(separator);
  return (items(value) ?? [plainText(value)]).join(separator);
}

/** A pair for each item or member. */
function exploded(name: string, value: Json): readonly Pair[] {
  return members(value) ?? (items(value) ?? [plainText(value)]).map((text) => [name, text] as const);
}

function deep(name: string, value: Json): readonly Pair[] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => deep(`${name}[${key}]`, each));
  if (isArray(value)) return value.flatMap((each, index) => deep(typeof each === "object" && each !== null ? `${name}[${index}]` : `${name}[]`, each));
  return value === null ? [] : [[name, plainText(value)]];
}

const separators: ReadonlyMap<string, string> = new Map([
  ["spaceDelimited", " "],
  ["pipeDelimited", "|"],
]);

/** The pairs that a query or cookie parameter becomes. */
export function parameterPairs(parameter: Parameter, value: Json): readonly Pair[] {
  const { wire, style, explode } = parameter;
  if (parameter.in === "querystring") return isObject(value) ? Object.entries(value).flatMap(([key, each]) => exploded(key, each)) : [[plainText(value), ""]];
  if (parameter.content !== null) return [[wire, jsonText(value)]];
  if (style === "deepObject") return deep(wire, value);
  if (explode) return exploded(wire, value);
  if (isEmpty(value)) return [];
  const separator = separators.get(style) ?? ",";
  return [[wire, joined(value, separator, separator)]];
}

function isEmpty(value: Json): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The text of a header parameter. */
export function headerText(parameter: Parameter, value: Json): string {
  if (parameter.content !== null) return jsonText(value);
  return joined(value, ",", parameter.explode ? "=" : ",");
}

/** The path as it is sent, each parameter replaced by its text; null where one has no value. */
export function expectedPath(operation: Operation, values: ReadonlyMap<Parameter, Json>): string | null {
  const parts = pathParts(operation).map((part) => {
    if (typeof part === "string") return part;
    const value = values.get(part);
    return value === undefined ? null : segmentText(part, value);
  });
  return parts.every((part) => part !== null) ? parts.join("") : null;
}

function segmentText(parameter: Parameter, value: Json): string {
  const { wire, style, explode, content } = parameter;
  if (content !== null) return escapeText(jsonText(value));
  const encoded = encodedValue(value);
  const member = explode ? "=" : ",";
  switch (style) {
    case "label":
      return `.${joined(encoded, explode ? "." : ",", member)}`;
    case "matrix": {
      const name = escapeText(wire);
      if (!explode || !(isObject(encoded) || isArray(encoded))) return `;${name}=${joined(encoded, ",", ",")}`;
      return exploded(name, encoded)
        .map(([key, text]) => `;${key}=${text}`)
        .join("");
    }
    default:
      return joined(encoded, ",", member);
  }
}

/** The value with its texts percent-encoded, which the delimiters are not. */
function encodedValue(value: Json): Json {
  if (isArray(value)) return value.map((each) => escapeText(plainText(each)));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [escapeText(key), escapeText(plainText(each))]));
  return escapeText(plainText(value));
}

/** The pairs of a form, of either kind. */
export function formPairs(media: MediaType, body: Json): readonly Pair[] {
  if (!isObject(body)) return [];
  const encodings = new Map(media.encodings.map((each) => [each.property, each]));
  return Object.entries(body).flatMap(([name, value]) => {
    const how = encodings.get(name);
    return media.codec === "multipart" ? partPairs(name, value, how) : memberPairs(name, value, how);
  });
}

function memberPairs(name: string, value: Json, how: PropertyEncoding | undefined): readonly Pair[] {
  const { style = null, explode = null, allowReserved = null } = how ?? {};
  const whole: readonly Pair[] = isArray(value) ? value.map((each) => [name, plainText(each)] as const) : [[name, plainText(value)]];
  if (style === null && explode === null && allowReserved === null) return whole;
  if (style === "deepObject") return deep(name, value);
  const separate = explode ?? (style === null || style === "form");
  if (isObject(value)) return separate ? exploded(name, value) : [[name, joined(value, ",", ",")]];
  return separate || !isArray(value) ? whole : [[name, joined(value, separators.get(style ?? "") ?? ",", ",")]];
}

function partPairs(name: string, value: Json, how: PropertyEncoding | undefined): readonly Pair[] {
  const { style = null, explode = null, contentType = null } = how ?? {};
  if ((style !== null && style !== "form") || explode === false) return memberPairs(name, value, how);
  if (contentType?.includes("json") === true) return [[name, jsonText(value)]];
  if (!isArray(value)) return [[name, plainText(value)]];
  return value.map((each) => [name, plainText(each)] as const);
}
