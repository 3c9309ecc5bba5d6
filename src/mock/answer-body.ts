import type { Json } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import { bodyKind, parseMediaType } from "./media-type.ts";
import { below, fieldOf, type Place } from "./place.ts";

/** What a body is made from. */
export interface BodyParts {
  /** The concrete media type. */
  readonly type: string;
  readonly media: Place;
  /** The examples, undefined where there are none. */
  readonly values: readonly Json[] | undefined;
  /** Makes a value up. */
  readonly sample: (schema: Place | undefined) => Json;
}

/** The bytes of an answer. */
export function answerBody({ type, media, values, sample }: BodyParts): Uint8Array {
  const schema = below(media, "schema");
  const { essence } = parseMediaType(type);
  const kind = bodyKind(essence);
  const first = (): Json => (values === undefined ? sample(schema) : (values[0] ?? null));
  switch (kind) {
    case "json":
      return bytes(JSON.stringify(parsed(first(), schema)));
    case "json-lines": {
      const [only] = values ?? [];
      if (typeof only === "string" && only.includes("\n")) return bytes(only.endsWith("\n") ? only : `${only}\n`);
      return bytes(several({ media, values, sample }).map((one) => `${essence === "application/json-seq" ? "\u001e" : ""}${typeof one === "string" ? one : JSON.stringify(one)}\n`).join(""));
    }
    case "events": {
      const [only] = values ?? [];
      if (typeof only === "string" && /^(?:data|event|id|retry|):/m.test(only)) return bytes(`${only.replace(/\s+$/, "")}\n\n`);
      return bytes(several({ media, values, sample }).map(eventText).join(""));
    }
    case "form": {
      const value = first();
      return bytes(isObject(value) ? new URLSearchParams(Object.entries(value).map(([key, one]): [string, string] => [key, textFrom(one)])).toString() : textFrom(value));
    }
    case "xml":
      return bytes(typeof values?.[0] === "string" ? values[0] : '<?xml version="1.0"?>\n<mock/>\n');
    case "text":
      return bytes(textFrom(first()));
    case "multipart":
      return bytes(`--${parseMediaType(type).parameters.get("boundary") ?? "mock"}--\r\n`);
    case "bytes":
      return typeof values?.[0] === "string" ? bytes(values[0]) : binary(essence);
    default:
      return kind satisfies never;
  }
}

/** Two values where nothing says how many: a list in the document, or one schema made up twice. */
function several({ media, values, sample }: Omit<BodyParts, "type">): readonly Json[] {
  if (values !== undefined) return values.length === 1 && isArray(values[0]) ? values[0] : values;
  const item = below(media, "itemSchema");
  const value = sample(item ?? below(media, "schema"));
  return item === undefined && isArray(value) ? value : [value, value];
}

const fields = ["event", "id", "retry"] as const;

/** An event: an object with `data` is the event itself, anything else is its data. */
function eventText(value: Json): string {
  const isEvent = isObject(value) && member(value, "data") !== undefined && Object.keys(value).every((key) => key === "data" || fields.some((one) => one === key));
  const data = isEvent ? member(value, "data") ?? "" : value;
  const head = isEvent ? fields.flatMap((key) => (member(value, key) === undefined ? [] : [`${key}: ${textFrom(member(value, key) ?? "")}\n`])) : [];
  return `${head.join("")}${textFrom(data).split("\n").map((line) => `data: ${line}\n`).join("")}\n`;
}

/** An example of JSON that was written as its text. */
function parsed(value: Json, schema: Place | undefined): Json {
  if (typeof value !== "string" || fieldOf(schema, "type") === "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    const inner: Json = JSON.parse(value);
    return inner;
  } catch {
    return value;
  }
}

function textFrom(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}

const signatures: Readonly<Record<string, readonly number[]>> = {
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/gif": [0x47, 0x49, 0x46, 0x38, 0x39, 0x61],
  "image/jpeg": [0xff, 0xd8, 0xff, 0xe0],
  "application/pdf": [0x25, 0x50, 0x44, 0x46, 0x2d],
};

function binary(essence: string): Uint8Array {
  return Uint8Array.from([...(Object.hasOwn(signatures, essence) ? (signatures[essence] ?? []) : []), 0, 1, 2, 255]);
}
