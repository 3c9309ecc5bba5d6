import type { Json } from "../../ir/json.ts";
import { isArray, isObject, member } from "../../ir/origin.ts";
import type { Codec, MediaType, Operation, Response, Result } from "../../ir/operation.ts";
import { isSuccess } from "../../ir/statuses.ts";
import type { SchemaUse } from "../../ir/schema.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { fits } from "./fitting-values.ts";
import { allProperties } from "../models/models.ts";
import { isSmallExample, jsonText, type Sampler } from "./sample-values.ts";

/** What a server in memory says to an operation by itself. */
export interface ServerAnswer {
  readonly status: number;
  /** Null where there is no body. */
  readonly media: string | null;
  /** JSON, classes by reference; a text for other media types, the values of a stream, or null. */
  readonly body: Json;
}

/** The most characters, as JSON, of a document's example that is answered as it is. */
const largestAnswer = 700;

/** The answer to an operation's plain or streaming method. */
export function serverAnswer(lower: LowerContext, sampler: Sampler, { operation, result }: { readonly operation: Operation; readonly result: Result }): ServerAnswer {
  if (result.kind === "cases") {
    const first = result.cases.find((each) => each.result.kind === "json") ?? result.cases[0];
    if (first === undefined) return nothing(204);
    return single(lower, sampler, { responses: operation.responses.filter(({ status }) => status === first.status), result: first.result });
  }
  return single(lower, sampler, { responses: operation.responses.filter(({ status }) => isSuccess(status, operation)), result });
}

function nothing(status: number): ServerAnswer {
  return { status, media: null, body: null };
}

type Single = Exclude<Result, { readonly kind: "cases" }>;

const codecs = {
  none: [],
  json: ["json"],
  text: ["text", "xml"],
  bytes: ["binary", "form", "multipart"],
  stream: ["sse", "jsonLines"],
} as const satisfies Record<Single["kind"], readonly Codec[]>;

function single(lower: LowerContext, sampler: Sampler, { responses, result }: { readonly responses: readonly Response[]; readonly result: Single }): ServerAnswer {
  const [first] = responses;
  if (result.kind === "none") return nothing(first === undefined ? 204 : statusOf(first));
  const wanted: readonly Codec[] = result.kind === "stream" ? [result.codec] : codecs[result.kind];
  const found = responses.flatMap((response) => response.media.filter(({ codec }) => wanted.includes(codec)).map((media) => ({ response, media })))[0];
  const status = found === undefined ? 200 : statusOf(found.response);
  const media = found?.media ?? null;
  switch (result.kind) {
    case "json": {
      const body = jsonBody(lower, sampler, { result, media });
      return { status, media: mediaType(media, "application/json"), body: body ?? null };
    }
    case "text":
      return { status, media: mediaType(media, "text/plain"), body: media?.codec === "xml" ? "<text/>" : textExample(media) };
    case "bytes":
      return { status, media: mediaType(media, "application/octet-stream"), body: "data" };
    case "stream": {
      const item = sampler.value(result.item, "data");
      const type = mediaType(media, result.codec === "sse" ? "text/event-stream" : "application/jsonl");
      const body = item === undefined ? [] : result.whole ? eventText(sampler.expand(item), sampler.expand(eventData(lower, sampler, result.item))) : [item];
      return { status, media: type, body };
    }
    default:
      return result satisfies never;
  }
}

/** `2XX` and `default` are answered with 200. */
function statusOf({ status }: Response): number {
  return /^\d{3}$/.test(status) ? Number(status) : 200;
}

/** The media type without blanks; one with a wildcard becomes the usual one. */
function mediaType(media: MediaType | null, usual: string): string {
  if (media === null || media.type.includes("*")) return usual;
  return media.type.replace(/\s+/g, "");
}

function textExample(media: MediaType | null): string {
  const told = media?.examples.find(({ value }) => typeof value === "string" && /^[\x20-\x7e]{1,200}$/.test(value))?.value;
  return typeof told === "string" ? told : "text";
}

/** The document's example where it is short and true to its schema, else a value made from the schema. */
function jsonBody(
  lower: LowerContext,
  sampler: Sampler,
  { result, media }: { readonly result: Extract<Single, { readonly kind: "json" }>; readonly media: MediaType | null },
): Json | undefined {
  for (const { value } of media?.examples ?? []) {
    const shorter = isArray(value) && value.length > 1 ? [value, value.slice(0, 1)] : [value];
    const found = shorter.find((each) => isSmallExample(each, largestAnswer) && fits(lower, result.use, each));
    if (found !== undefined) return found;
  }
  return sampler.value(result.use, "value");
}

/** What the data of an event is by its own schema. */
function eventData(lower: LowerContext, sampler: Sampler, event: SchemaUse): Json {
  const property = allProperties(lower, resolveUse(lower, event).schema).find(({ wire }) => wire === "data");
  return (property === undefined ? undefined : sampler.value(property.use, "data")) ?? "data";
}

/** An event as it goes over the wire, from an object of `event`, `data`, `id` and `retry`; without data it would be none. */
function eventText(item: Json, data: Json): string {
  const told = isObject(item) ? item : {};
  const lines = ["event", "id", "retry", "data"].flatMap((name) => {
    const value = member(told, name) ?? (name === "data" ? data : null);
    if (value === null) return [];
    const text = typeof value === "string" ? value : jsonText(value);
    return text.split(/\r\n|\r|\n/).map((line) => `${name}: ${line}`);
  });
  return `${lines.join("\n")}\n\n`;
}
