import { isArray, isObject, member } from "../ir/origin.ts";
import type { Codec, Example, MediaType, PropertyEncoding } from "../ir/operation.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { childAt, follow, originOf, step, type At, type Builder } from "./builder.ts";
import { parameterStyle } from "./parameter-style.ts";
import { useOf } from "./schema-use.ts";
import { textOf } from "./words.ts";

/** The part of a media type that names it: `application/json` in `application/json; charset=utf-8`, in lower case. */
export function essence(type: string): string {
  return (type.split(";", 1)[0] ?? "").trim().toLowerCase();
}

const byEssence: ReadonlyMap<string, Codec> = new Map<string, Codec>([
  ["application/json", "json"],
  ["text/json", "json"],
  ["text/x-json", "json"],
  ["json", "json"],
  ["*", "json"],
  ["*/*", "json"],
  ["application/*", "json"],
  ["application/x-www-form-urlencoded", "form"],
  ["text/event-stream", "sse"],
  ["application/jsonl", "jsonLines"],
  ["application/x-jsonl", "jsonLines"],
  ["application/jsonlines", "jsonLines"],
  ["application/x-jsonlines", "jsonLines"],
  ["application/x-json-lines", "jsonLines"],
  ["application/ndjson", "jsonLines"],
  ["application/x-ndjson", "jsonLines"],
  ["application/json-seq", "jsonLines"],
  ["application/xml", "xml"],
  ["text/xml", "xml"],
  ["application/yaml", "text"],
  ["application/x-yaml", "text"],
  ["application/graphql", "text"],
  ["application/javascript", "text"],
  ["application/jwt", "text"],
]);

/** How a body of a media type travels, its schema aside. */
export function codecOf(type: string): Codec {
  const name = essence(type);
  const known = byEssence.get(name);
  if (known !== undefined) return known;
  if (name.endsWith("+json")) return "json";
  if (name.endsWith("+json-seq")) return "jsonLines";
  if (name.endsWith("+xml") && !name.startsWith("image/")) return "xml";
  if (name.endsWith("+yaml")) return "text";
  if (name.startsWith("multipart/")) return "multipart";
  return name.startsWith("text/") ? "text" : "binary";
}

/** The media types of a `content` map; `usage` says whether a client sends or gets them. */
export function mediaTypesOf(builder: Builder, content: At | undefined): readonly MediaType[] {
  if (content === undefined || !isObject(content.node)) return [];
  return Object.entries(content.node).flatMap(([type, node]) => {
    const written = step(content, type, node);
    const found = follow(builder, written);
    return found === undefined ? [] : [mediaTypeOf(builder, type, found)];
  });
}

function mediaTypeOf(builder: Builder, type: string, at: At): MediaType {
  const schema = childAt(at, "schema");
  const item = childAt(at, "itemSchema");
  const origin = originOf(builder, at);
  const codec = schema !== undefined && isFile(builder, schema) ? fileCodec(type) : schema === undefined && essence(type).startsWith("*") ? "binary" : codecOf(type);
  if (codec === "xml") builder.reporter.report("xml-as-text", origin, { type });
  const streams = codec === "sse" || codec === "jsonLines";
  const use = schema === undefined ? null : useOf(builder, schema);
  return {
    origin,
    type,
    codec,
    use,
    wholeItem: item !== undefined || (codec === "sse" && schema !== undefined && describesFrames(builder, schema, deepestFrames)),
    item: item === undefined ? (streams ? itemOf(builder, schema, use) : null) : useOf(builder, item),
    encodings: encodingsOf(childAt(at, "encoding")),
    examples: mediaExamplesOf(builder, at),
  };
}

/** Text that is declared to be a file stays a file; a form stays a form. */
function fileCodec(type: string): Codec {
  const codec = codecOf(type);
  return codec === "form" || codec === "multipart" || codec === "sse" ? codec : "binary";
}

/** Whether a schema is that of bytes: `format: binary`, or content of some media type without an encoding. */
function isFile(builder: Builder, schema: At): boolean {
  const found = follow(builder, schema);
  if (found === undefined || !isObject(found.node)) return false;
  const type = member(found.node, "type");
  if (type !== undefined && type !== "string" && !(isArray(type) && type.includes("string"))) return false;
  if (textOf(found.node, "format") === "binary") return true;
  const content = textOf(found.node, "contentMediaType");
  if (content === null || member(found.node, "contentEncoding") !== undefined) return false;
  return essence(content) === "*/*" || codecOf(content) === "binary";
}

/** The schema of a stream describes one of its items; a list of them is written as an array. */
function itemOf(builder: Builder, schema: At | undefined, use: SchemaUse | null): SchemaUse | null {
  const found = schema === undefined ? undefined : follow(builder, schema);
  if (found === undefined || !isObject(found.node) || member(found.node, "type") !== "array") return use;
  const items = childAt(found, "items");
  return items === undefined ? use : useOf(builder, items);
}

/** How deep unions of events are looked into. */
const deepestFrames = 5;

/** Members of an event as it travels. */
const frameMembers: ReadonlySet<string> = new Set(["event", "data", "id", "retry"]);

/** Whether a schema describes events as they travel, each an object of `event`, `data` and the like, and not their data alone. */
function describesFrames(builder: Builder, schema: At, depth: number): boolean {
  const found = follow(builder, schema);
  if (found === undefined || !isObject(found.node) || depth === 0) return false;
  for (const keyword of ["oneOf", "anyOf"]) {
    const list = childAt(found, keyword);
    if (list !== undefined && isArray(list.node) && list.node.length > 0) return list.node.every((variant, index) => describesFrames(builder, step(list, index, variant), depth - 1));
  }
  const properties = member(found.node, "properties");
  if (properties === undefined || !isObject(properties)) return false;
  const names = Object.keys(properties);
  return names.includes("event") && names.includes("data") && names.every((name) => frameMembers.has(name));
}

function encodingsOf(encoding: At | undefined): readonly PropertyEncoding[] {
  if (encoding === undefined || !isObject(encoding.node)) return [];
  return Object.entries(encoding.node).flatMap(([property, node]) => {
    if (!isObject(node)) return [];
    const style = textOf(node, "style");
    const headers = member(node, "headers");
    const explode = member(node, "explode");
    const reserved = member(node, "allowReserved");
    return [
      {
        property,
        contentType: textOf(node, "contentType"),
        headers: headers !== undefined && isObject(headers) ? Object.keys(headers) : [],
        style: style === null ? null : (parameterStyle(style) ?? null),
        explode: typeof explode === "boolean" ? explode : null,
        allowReserved: typeof reserved === "boolean" ? reserved : null,
      },
    ];
  });
}

/** `example`, and `examples` with references followed. */
function mediaExamplesOf(builder: Builder, at: At): readonly Example[] {
  const found: Example[] = [];
  const one = childAt(at, "example");
  if (one !== undefined) found.push({ origin: originOf(builder, one), name: "example", value: one.node });
  const several = childAt(at, "examples");
  if (several === undefined || !isObject(several.node)) return found;
  for (const [name, node] of Object.entries(several.node)) {
    const example = follow(builder, step(several, name, node));
    const value = example === undefined ? undefined : (childAt(example, "dataValue") ?? childAt(example, "value"));
    if (value !== undefined) found.push({ origin: originOf(builder, value), name, value: value.node });
  }
  return found;
}
