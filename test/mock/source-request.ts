import { samplePattern } from "../../src/mock/sample-pattern.ts";
import { parseSource } from "../harness/source-documents.ts";
import type { Sent } from "./send.ts";

type Plain = Readonly<Record<string, unknown>>;

/** A document as its text says, read without the compiler. */
export interface Source {
  readonly document: Plain;
}

/** A parameter with a value that its schema describes. */
export interface Given {
  readonly name: string;
  readonly place: string;
  readonly required: boolean;
  readonly schema: Plain;
  /** The value itself; missing where there are only texts. */
  readonly value?: unknown;
  /** As it is written in a URL or header, encoded; several pairs for a list in a query. */
  readonly texts: readonly string[];
}

/** An operation with what a valid request to it is made of. */
export interface SourceOperation {
  readonly method: string;
  readonly template: string;
  /** Where it stands in the document. */
  readonly pointer: string;
  readonly parameters: readonly Given[];
  /** Whether no request goes without credentials. */
  readonly secured: boolean;
  readonly credentials: readonly { readonly place: string; readonly name: string; readonly text: string }[];
  /** Null where there is none, or none that this generator writes. */
  readonly body: { readonly type: string; readonly required: boolean; readonly schema: Plain; readonly value: unknown } | null;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(value: unknown): Plain {
  return isPlain(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Parses a document. */
export function readSource(text: string): Source {
  return { document: plain(parseSource(text)) };
}

/** What a schema, parameter or body says, behind its references. */
export function deref({ document }: Source, value: unknown): Plain {
  let at: unknown = value;
  for (let hops = 0; hops < 20 && isPlain(at) && typeof at["$ref"] === "string"; hops++) {
    const { $ref: reference, ...siblings } = at;
    let target: unknown = document;
    for (const token of String(reference).replace(/^#\//, "").split("/")) target = plain(target)[decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~")];
    at = isPlain(target) ? { ...target, ...siblings } : target;
  }
  return plain(at);
}

const formats: Readonly<Record<string, string>> = { date: "2024-01-15", "date-time": "2024-01-15T09:30:00Z", dateTime: "2024-01-15T09:30:00Z", uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6", byte: "bW9jaw==", uri: "https://example.com/" };

/** A value that a schema of the source describes; `full` has optional properties too. */
export function valueOf(source: Source, schema: unknown, { full, depth = 0 }: { readonly full: boolean; readonly depth?: number }): unknown {
  const at = deref(source, schema);
  const inner = { full: full && depth < 3, depth: depth + 1 };
  if (depth > 12) return {};
  if (at["const"] !== undefined) return at["const"];
  const values = list(at["enum"]);
  if (values.length > 0) return values[0];
  const union = [...list(at["oneOf"]), ...list(at["anyOf"])].filter((one) => plain(one)["type"] !== "null");
  const parts = [...list(at["allOf"]), ...union.slice(0, 1)].map((one) => valueOf(source, one, inner));
  const type = Array.isArray(at["type"]) ? at["type"].find((one) => one !== "null") : at["type"];
  if (parts.length > 0 && !isPlain(at["properties"])) return parts.every(isPlain) ? Object.assign({}, ...parts) : parts[0];
  switch (type ?? (at["properties"] === undefined ? (at["items"] === undefined ? "string" : "array") : "object")) {
    case "integer":
    case "number":
      return numberOf(at);
    case "boolean":
      return false;
    case "array":
      return Array.from({ length: Math.max(Number(at["minItems"] ?? 0), inner.full || depth === 0 ? 1 : 0) }, () => valueOf(source, at["items"] ?? {}, inner));
    case "object": {
      const required = list(at["required"]);
      const out: Record<string, unknown> = Object.assign({}, ...parts.filter(isPlain));
      for (const [name, property] of Object.entries(plain(at["properties"]))) {
        const end = deref(source, property);
        if (end["readOnly"] === true || (!required.includes(name) && !inner.full)) continue;
        out[name] = valueOf(source, property, inner);
      }
      return out;
    }
    default:
      return textOf(at);
  }
}

function numberOf(at: Plain): number {
  const low = Number(at["minimum"] ?? (typeof at["exclusiveMinimum"] === "number" ? at["exclusiveMinimum"] + 1 : 1));
  return Math.min(low + (at["exclusiveMinimum"] === true ? 1 : 0), Number(at["maximum"] ?? Infinity));
}

function textOf(at: Plain): string {
  if (typeof at["pattern"] === "string") return samplePattern(at["pattern"]) ?? String(at["example"] ?? "text");
  return (formats[String(at["format"])] ?? "text").padEnd(Number(at["minLength"] ?? 0), "x").slice(0, Number(at["maxLength"] ?? 1000));
}

/** Every operation of a document, with the parts of a valid request. */
export function sourceOperations(source: Source, full: boolean): readonly SourceOperation[] {
  const { document } = source;
  return Object.entries(plain(document["paths"])).flatMap(([template, written]) => {
    const item = deref(source, written);
    return Object.entries(item).filter(([method]) => /^(?:get|put|post|delete|options|head|patch)$/.test(method)).map(([method, one]) => {
      const operation = plain(one);
      const parameters = new Map([...list(item["parameters"]), ...list(operation["parameters"])].map((each) => deref(source, each)).map((each) => [`${String(each["in"])} ${String(each["name"])}`, each]));
      const wanted = [...parameters.values()].filter((each) => (full && each["deprecated"] !== true) || each["required"] === true);
      return {
        method: method.toUpperCase(),
        template,
        pointer: `#/paths/${template.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}`,
        parameters: wanted.filter((each) => ["path", "query", "header", "cookie"].includes(String(each["in"])) && !["accept", "content-type", "authorization"].includes(String(each["name"]).toLowerCase())).map((each) => given(source, each)),
        secured: requirements(source, operation).every((each) => Object.keys(plain(each)).length > 0),
        credentials: credentialsOf(source, operation),
        body: bodyOf(source, { operation, parameters: [...parameters.values()], full }),
      };
    });
  });
}

function given(source: Source, parameter: Plain): Given {
  const schema = deref(source, parameter["schema"] ?? Object.values(plain(parameter["content"])).map(plain)[0]?.["schema"] ?? parameter);
  const value = valueOf(source, schema, { full: false });
  const place = String(parameter["in"]);
  const encode = (one: unknown): string => (place === "header" ? String(one) : encodeURIComponent(typeof one === "object" ? JSON.stringify(one) : String(one)));
  const explode = parameter["explode"] !== false && parameter["swagger"] === undefined && parameter["schema"] !== undefined;
  const separator = parameter["collectionFormat"] === "multi" || (place === "query" && explode) ? null : parameter["collectionFormat"] === "pipes" ? "|" : ",";
  const texts = Array.isArray(value) ? (separator === null ? value.map(encode) : [value.map(encode).join(separator)]) : [encode(parameter["content"] === undefined ? value : JSON.stringify(value))];
  return { name: String(parameter["name"]), place, required: parameter["required"] === true, schema, value, texts };
}

function requirements({ document }: Source, operation: Plain): readonly unknown[] {
  return list(operation["security"] ?? document["security"]);
}

function credentialsOf(source: Source, operation: Plain): SourceOperation["credentials"] {
  const { document } = source;
  const [first] = requirements(source, operation);
  const schemes = plain(document["securityDefinitions"] ?? plain(document["components"])["securitySchemes"]);
  return Object.keys(plain(first)).map((name) => {
    const scheme = plain(schemes[name]);
    if (scheme["type"] === "apiKey") return { place: String(scheme["in"]), name: String(scheme["name"]), text: "key" };
    const basic = scheme["type"] === "basic" || scheme["scheme"] === "basic";
    return { place: "header", name: "Authorization", text: basic ? "Basic YTpi" : "Bearer token" };
  });
}

function bodyOf(source: Source, { operation, parameters, full }: { readonly operation: Plain; readonly parameters: readonly Plain[]; readonly full: boolean }): SourceOperation["body"] {
  const old = parameters.find((one) => one["in"] === "body");
  if (old !== undefined) return { type: String(list(operation["consumes"])[0] ?? list(source.document["consumes"])[0] ?? "application/json"), required: old["required"] === true, schema: deref(source, old["schema"]), value: valueOf(source, old["schema"], { full }) };
  const fields = parameters.filter((one) => one["in"] === "formData");
  if (fields.length > 0) return formOf(source, { operation, fields, full });
  const body = deref(source, operation["requestBody"]);
  const content = Object.entries(plain(body["content"]));
  const [type, media] = content.find(([name]) => name.includes("json")) ?? content[0] ?? [];
  if (type === undefined) return null;
  const schema = plain(media)["schema"] ?? {};
  return { type, required: body["required"] === true, schema: deref(source, schema), value: valueOf(source, schema, { full }) };
}

/** The fields of a form of 2.0 as one body. */
function formOf(source: Source, { operation, fields, full }: { readonly operation: Plain; readonly fields: readonly Plain[]; readonly full: boolean }): SourceOperation["body"] {
  const required = fields.filter((one) => one["required"] === true).map((one) => one["name"]);
  const schema = { type: "object", required, properties: Object.fromEntries(fields.map(({ required: _, ...one }) => [String(one["name"]), one])) };
  return { type: String(list(operation["consumes"])[0]), required: required.length > 0, schema, value: valueOf(source, schema, { full }) };
}

/** How a body is written. */
function written(type: string, value: unknown): string | Uint8Array {
  if (/[/+](?:json|ndjson)/.test(type)) return JSON.stringify(value);
  if (type.includes("urlencoded")) return new URLSearchParams(Object.entries(plain(value)).map(([key, one]): [string, string] => [key, typeof one === "object" ? JSON.stringify(one) : String(one)])).toString();
  if (type.startsWith("multipart/")) {
    const parts = Object.entries(plain(value)).map(([key, one]) => `--x\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${typeof one === "object" ? JSON.stringify(one) : String(one)}\r\n`);
    return `${parts.join("")}--x--\r\n`;
  }
  return type.includes("x-tar") || type.includes("octet") ? Uint8Array.from([1, 2, 3]) : String(value);
}

/** A request with these parts. */
export function requestOf({ method, template, parameters, credentials, body }: SourceOperation): Sent {
  const path = parameters.filter((one) => one.place === "path").reduce((text, one) => text.replace(`{${one.name}}`, one.texts.join(",")), template);
  const query = [
    ...parameters.filter((one) => one.place === "query").flatMap((one) => one.texts.map((text) => `${encodeURIComponent(one.name)}=${text}`)),
    ...credentials.filter((one) => one.place === "query").map((one) => `${one.name}=${one.text}`),
  ];
  const headers = Object.fromEntries([...parameters.filter((one) => one.place === "header").map((one) => [one.name, one.texts.join(",")]), ...credentials.filter((one) => one.place === "header").map((one) => [one.name, one.text])]);
  const type = body === null ? {} : { "Content-Type": body.type.startsWith("multipart/") ? `${body.type}; boundary=x` : body.type.replace("*/*", "application/octet-stream") };
  return { method, path: query.length === 0 ? path : `${path}?${query.join("&")}`, headers: { ...headers, ...type }, ...(body === null ? {} : { body: written(body.type, body.value) }) };
}
