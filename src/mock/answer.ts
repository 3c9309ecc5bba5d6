import type { Canonical } from "../2-normalize/index.ts";
import type { Json } from "../ir/json.ts";
import { isArray, isObject, setMember } from "../ir/origin.ts";
import { answerBody } from "./answer-body.ts";
import { type Generation, generate } from "./generate.ts";
import { fit, parseMediaType } from "./media-type.ts";
import type { MockOperation } from "./operation.ts";
import { below, fieldOf, followed, membersOf, type Place } from "./place.ts";
import { isMarked, itemOf, propertyOf } from "./schema-view.ts";
import { plain } from "./validator-schema.ts";
import { type Problem, problem, violation } from "./violation.ts";

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** What an answer depends on. */
export interface AnswerRequest {
  readonly operation: MockOperation;
  readonly accept: string | undefined;
  /** What the request says it would like. */
  readonly prefer: Preferences;
  /** Whether examples are taken where there are any. */
  readonly examples: boolean;
}

/** The wishes of a `Prefer` header. */
export interface Preferences {
  readonly status: number | null;
  /** The name of an example. */
  readonly example: string | null;
  /** Whether to make values up although there are examples. */
  readonly dynamic: boolean;
}

/** Reads `Prefer: status=404`, `code=404`, `example=name`, `dynamic=true`. */
export function preferencesOf(text: string | undefined): Preferences {
  const words = new Map((text ?? "").split(/[,;]/).map((one) => {
    const cut = one.indexOf("=");
    return cut < 0 ? ([one.trim().toLowerCase(), "true"] as const) : ([one.slice(0, cut).trim().toLowerCase(), one.slice(cut + 1).trim().replace(/^"(.*)"$/, "$1")] as const);
  }));
  const status = Number(words.get("status") ?? words.get("code"));
  return { status: Number.isInteger(status) && status >= 200 && status <= 599 ? status : null, example: words.get("example") ?? null, dynamic: words.get("dynamic") === "true" };
}

/** The answer of an operation to a request that has nothing wrong with it. */
export function answer(canonical: Canonical, { operation, accept, prefer, examples }: AnswerRequest): Answer | Problem {
  const chosen = responseOf(operation, prefer.status);
  if (chosen === null) return prefer.status === null ? { status: 204, headers: new Map(), body: new Uint8Array() } : problem(prefer.status, []);
  const { status, place } = chosen;
  const generation: Generation = { canonical, direction: "answer", examples: examples && !prefer.dynamic, optional: true };
  const headers = headersOf(generation, place);
  const content = membersOf(below(place, "content"));
  if (content.length === 0 || status === 204 || status === 205 || status === 304) return { status, headers, body: new Uint8Array() };
  const media = acceptable(content, accept);
  if (media === null) {
    const declared = content.map(([type]) => type).join(", ");
    return problem(406, [violation({ in: "header", name: "Accept", code: "not-acceptable", message: `the answer is ${declared}, and Accept allows ${accept ?? "nothing"}`, source: null })]);
  }
  const [range, written] = media;
  const type = concrete(range);
  const at = followed(canonical, written);
  const body = answerBody({ type, media: at, values: valuesOf(generation, at, prefer.example), sample: (schema) => generate(generation, schema) });
  return { status, headers: new Map([...headers, ["Content-Type", type]]), body };
}

function responseOf({ responses }: MockOperation, wanted: number | null): { readonly status: number; readonly place: Place } | null {
  const named = (name: string): Place | undefined => responses.find(([status]) => status.toUpperCase() === name.toUpperCase())?.[1];
  if (wanted !== null) {
    const place = named(String(wanted)) ?? named(`${Math.floor(wanted / 100)}XX`) ?? named("default");
    return place === undefined ? null : { status: wanted, place };
  }
  const found = responses.find(([status]) => /^2/.test(status)) ?? responses.find(([status]) => status === "default") ?? responses.find(([status]) => !status.startsWith("1"));
  if (found === undefined) return null;
  const [status, place] = found;
  return { status: status === "default" ? 200 : Number(status.replace(/XX$/i, "00")), place };
}

/** The declared type that `Accept` likes best. */
function acceptable(content: readonly (readonly [string, Place])[], accept: string | undefined): readonly [string, Place] | null {
  const [first] = content;
  if (accept === undefined || accept.trim() === "") return first ?? null;
  let best: readonly [string, Place] | null = null;
  let score = 0;
  const ranges = accept.split(",").map(parseMediaType);
  for (const entry of content) {
    const type = parseMediaType(entry[0]);
    let [specific, quality] = [0, 0];
    for (const range of ranges) {
      const one = Math.max(fit(range, type), fit(type, range));
      if (one <= specific) continue;
      [specific, quality] = [one, Number(range.parameters.get("q") ?? 1)];
    }
    if (quality > score) [best, score] = [entry, quality];
  }
  return best;
}

function concrete(range: string): string {
  const { essence } = parseMediaType(range);
  if (essence === "*/*" || essence === "*") return "application/octet-stream";
  return essence.endsWith("/*") ? { "text/*": "text/plain", "image/*": "image/png", "application/*": "application/json" }[essence] ?? "application/octet-stream" : range;
}

/** What the examples of a media type say; undefined where a value has to be made up. */
function valuesOf(generation: Generation, media: Place, name: string | null): readonly Json[] | undefined {
  if (!generation.examples) return undefined;
  const { canonical } = generation;
  const schema = below(media, "schema") ?? below(media, "itemSchema");
  const named = membersOf(below(media, "examples")).flatMap(([key, one]) => {
    const example = followed(canonical, one);
    const value = fieldOf(example, "value") ?? fieldOf(example, "dataValue") ?? fieldOf(example, "serializedValue");
    return value === undefined ? [] : [[key, value] as const];
  });
  const wanted = named.find(([key]) => key === name);
  const single = fieldOf(media, "example");
  const values = wanted !== undefined ? [wanted[1]] : single !== undefined ? [single] : named.map(([, value]) => value);
  return values.length === 0 ? undefined : values.map((value) => shown(generation, plain(value), { place: schema, depth: 0 }));
}

/** An example without what is only written. */
function shown(generation: Generation, value: Json, { place, depth }: { readonly place: Place | undefined; readonly depth: number }): Json {
  const { canonical } = generation;
  if (place === undefined || depth > 20) return value;
  if (isArray(value)) return value.map((one, index) => shown(generation, one, { place: itemOf(canonical, place, index), depth: depth + 1 }));
  if (!isObject(value)) return value;
  const out: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value)) {
    const property = propertyOf(canonical, place, key);
    if (property === undefined || !isMarked(canonical, property, "writeOnly")) setMember(out, key, shown(generation, one, { place: property, depth: depth + 1 }));
  }
  return out;
}

/** Headers that belong to the connection or follow from the body. */
const ownHeaders: ReadonlySet<string> = new Set(["content-type", "content-length", "transfer-encoding", "content-encoding", "connection", "keep-alive", "upgrade", "date", "trailer"]);

function headersOf(generation: Generation, place: Place): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, written] of membersOf(below(place, "headers"))) {
    if (ownHeaders.has(name.toLowerCase()) || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) continue;
    const header = followed(generation.canonical, written);
    const [named] = membersOf(below(header, "examples"));
    const example = generation.examples ? (fieldOf(header, "example") ?? (named === undefined ? undefined : fieldOf(followed(generation.canonical, named[1]), "value"))) : undefined;
    const [content] = membersOf(below(header, "content"));
    const media = content === undefined ? undefined : followed(generation.canonical, content[1]);
    const value = example ?? generate(generation, media === undefined ? below(header, "schema") : below(media, "schema"));
    const text = media === undefined ? headerText(plain(value), fieldOf(header, "explode") === true) : JSON.stringify(plain(value));
    headers.set(name, text.replace(/[^\t\x20-\x7e]/g, "?"));
  }
  return headers;
}

function headerText(value: Json, explode: boolean): string {
  if (isArray(value)) return value.map(String).join(",");
  if (isObject(value)) return Object.entries(value).map(([key, one]) => `${key}${explode ? "=" : ","}${String(one)}`).join(",");
  return String(value);
}
