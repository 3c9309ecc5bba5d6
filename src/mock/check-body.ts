import type { Json } from "../ir/json.ts";
import { formatOrigin, parse } from "../ir/origin.ts";
import { type Coercing, readValue } from "./coerce.ts";
import { formValue, multipartValue } from "./form-body.ts";
import type { IncomingParts } from "./incoming-parts.ts";
import { bestFit, bodyKind, parseMediaType } from "./media-type.ts";
import type { MockBody } from "./operation.ts";
import { below, type Place } from "./place.ts";
import { parsePairs } from "./query.ts";
import { isBinary, typesOf } from "./schema-view.ts";
import { type Violation, violation, type ViolationCode } from "./violation.ts";

/** What became of a body. */
export interface CheckedBody {
  /** The value that was checked; undefined where there is none, or only bytes. */
  readonly value: Json | undefined;
  readonly violations: readonly Violation[];
}

/** Checks a body that is not empty against what an operation declares, or its absence. */
export function checkBody(coercing: Coercing, body: MockBody | null, request: IncomingParts): CheckedBody {
  const source = body === null ? null : sourceOf(coercing, body.place);
  const fault = (code: ViolationCode, message: string): CheckedBody => ({ value: undefined, violations: [violation({ in: "body", name: null, code, message, source })] });
  if (request.body.length === 0) {
    if (body === null || !body.required) return { value: undefined, violations: [] };
    const type = request.header("content-type");
    const chosen = type === undefined ? undefined : bestFit(body.content, parseMediaType(type));
    // An empty text is a text; everything else has at least one byte.
    if (chosen === undefined || !["text", "bytes", "form"].includes(bodyKind(parseMediaType(type ?? "").essence))) return fault("missing", "the body is required");
    return checkContent(coercing, { media: chosen[1], type: type ?? "", request }, fault);
  }
  if (body === null) return fault("undeclared", "the operation declares no body");
  const encoding = request.header("content-encoding");
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") return fault("media-type", `bodies in the encoding ${encoding} are not understood`);
  if (body.content.length === 0) return { value: undefined, violations: [] };
  const type = request.header("content-type");
  const declared = body.content.map(([name]) => name).join(", ");
  if (type === undefined) return fault("media-type", `the body has no Content-Type; declared: ${declared}`);
  const chosen = bestFit(body.content, parseMediaType(type));
  if (chosen === undefined) return fault("media-type", `the Content-Type ${parseMediaType(type).essence} is not declared; declared: ${declared}`);
  return checkContent(coercing, { media: chosen[1], type, request }, fault);
}

interface Content {
  readonly media: Place;
  readonly type: string;
  readonly request: IncomingParts;
}

function checkContent(coercing: Coercing, { media, type, request }: Content, fault: (code: ViolationCode, message: string) => CheckedBody): CheckedBody {
  const { canonical } = coercing;
  const schema = below(media, "schema");
  const { essence } = parseMediaType(type);
  const kind = bodyKind(essence);
  switch (kind) {
    case "json": {
      const parsed = parseJson(request.body);
      return parsed === undefined ? fault("malformed", "the body is not JSON") : checkValue(coercing, { schema, value: parsed.value });
    }
    case "json-lines": {
      const text = utf8(request.body);
      const lines = text?.split(/[\n\u001e]/).filter((line) => line.trim() !== "").map((line) => parseJson(Buffer.from(line)));
      if (lines === undefined || lines.some((line) => line === undefined)) return fault("malformed", "a line of the body is not JSON");
      const values = lines.flatMap((line) => (line === undefined ? [] : [line.value]));
      const item = below(media, "itemSchema");
      if (item === undefined) return typesOf(canonical, schema)?.has("array") === true ? checkValue(coercing, { schema, value: values }) : checkEach(coercing, schema, values);
      return checkEach(coercing, item, values);
    }
    case "form": {
      const text = utf8(request.body);
      if (text === undefined) return fault("malformed", "the body is not UTF-8");
      const { value, violations } = formValue(coercing, media, parsePairs(text));
      return withMore(checkValue(coercing, { schema, value }), violations);
    }
    case "multipart": {
      const made = multipartValue(coercing, { media, contentType: type, body: request.body });
      if (typeof made === "string") return fault("malformed", made);
      const more = withMore({ value: made.value, violations: [] }, made.violations);
      if (essence !== "multipart/form-data") return schema === undefined ? more : withMore(checkValue(coercing, { schema, value: made.value }), made.violations);
      return withMore(checkValue(coercing, { schema, value: made.value }), made.violations);
    }
    case "text": {
      const text = utf8(request.body);
      if (text === undefined) return fault("malformed", "the body is not UTF-8");
      const { value, faults } = readValue(coercing, [text], isBinary(canonical, schema) ? undefined : schema);
      return { value, violations: faults.map((one) => violation({ in: "body", name: null, rest: one.rest, code: one.code, message: `the body ${one.message}`, source: one.source })) };
    }
    case "events":
    case "xml":
    case "bytes":
      return { value: undefined, violations: [] };
    default:
      return kind satisfies never;
  }
}

function withMore(checked: CheckedBody, more: readonly Violation[]): CheckedBody {
  return more.length === 0 ? checked : { ...checked, violations: [...more, ...checked.violations.filter((one) => !more.some((other) => other.pointer === one.pointer))] };
}

function checkEach(coercing: Coercing, schema: Place | undefined, values: readonly Json[]): CheckedBody {
  return { value: values, violations: values.flatMap((value, index) => checkValue(coercing, { schema, value, rest: `/${index}` }).violations) };
}

function checkValue({ validator }: Coercing, { schema, value, rest = "" }: { readonly schema: Place | undefined; readonly value: Json; readonly rest?: string }): CheckedBody {
  const faults = schema === undefined ? [] : validator.faults(schema, value);
  return {
    value,
    violations: faults.map((one) => {
      const whole = `${rest}${one.rest}`;
      const [name = null, ...deeper] = parse(whole);
      const named = name === null || deeper.length > 0 ? whole : name;
      return violation({ in: "body", name: null, rest: whole, code: one.code, message: `${whole === "" ? "the body" : `${named} of the body`} ${one.message}`, source: one.source });
    }),
  };
}

function sourceOf({ canonical }: Coercing, place: Place): string {
  return formatOrigin(canonical.source(place.document, place.pointer), canonical.entry);
}

/** Bytes as text; undefined where they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes as JSON; undefined where they are not. */
export function parseJson(bytes: Uint8Array): { readonly value: Json } | undefined {
  const text = utf8(bytes);
  if (text === undefined) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}
