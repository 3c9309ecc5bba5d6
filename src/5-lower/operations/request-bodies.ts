import { ref, type Ref } from "../../../pyast/index.ts";
import type { BodyField, BodyShape, MediaType, Operation, PropertyEncoding, RequestBody } from "../../ir/operation.ts";
import { schemaOf, type LowerContext } from "../context.ts";
import { contentTypeName } from "./operations.ts";
import { spreadOf } from "./spread-keywords.ts";
import { isClass } from "../models/types.ts";
import { b, type OpenExpr } from "../open-builders.ts";

type E = OpenExpr;

/** A property that the method sets itself: whether a stream is wanted. */
export interface Flag {
  readonly wire: string;
  readonly value: boolean;
}

/** The keyword that carries the body: `body=` for JSON, `content=` for anything else; null where there is none. */
export function contentOf(lower: LowerContext, operation: Operation, flag: Flag | null): [string, E] | null {
  const { body } = operation;
  const [first] = body?.media ?? [];
  if (body === null || body.shape === null || first === undefined) return null;
  const value = bodyValue(lower, operation, { body, flag });
  if (body.media.length > 1) {
    const encoders = body.media.map((media) => [b.str(media.type), encoder(lower, media)] as const);
    return ["content", b.call(rt(lower, "choices", "async_select"), [b.name(contentTypeName(operation)), value, b.dict(encoders)])];
  }
  if (isPlainJson(first)) return ["body", value];
  if (body.required) return ["content", encode(lower, value, first)];
  return ["content", b.call(rt(lower, "choices", "async_when_given"), [value, encoder(lower, first)])];
}

function isPlainJson(media: MediaType): boolean {
  return media.codec === "json" && (media.type === "application/json" || media.type.includes("*"));
}

/** The body itself: built by its model from the keywords, or the argument. An optional one that is empty is not sent. */
function bodyValue(lower: LowerContext, operation: Operation, { body, flag }: { readonly body: RequestBody; readonly flag: Flag | null }): E {
  const { shape } = body;
  if (shape === null) throw new Error(`the body at ${body.origin.pointer} was not classified`);
  if (shape.kind === "argument") return b.name(shape.name);
  const built = keywordsValue(lower, operation, { body, shape, flag });
  return body.required ? built : b.call(rt(lower, "choices", "omit_empty"), [built]);
}

/** Files cannot go through a model, whose values are JSON: a form of parts takes the members as they are given. */
function keywordsValue(
  lower: LowerContext,
  operation: Operation,
  { body, shape, flag }: { readonly body: RequestBody; readonly shape: Extract<BodyShape, { readonly kind: "keywords" }>; readonly flag: Flag | null },
): E {
  const schema = schemaOf(lower, shape.schema);
  // A stream is not asked for by leaving the flag out: only the streaming method sends it.
  const spread = spreadOf(lower, operation);
  const inSpread = new Set(spread?.properties.map(({ wire }) => wire));
  const fields = shape.fields.filter((field) => (field.wire !== flag?.wire || flag.value) && !inSpread.has(field.wire));
  const valueOf = (field: BodyField): E => (field.wire === flag?.wire ? b.true : b.name(field.name));
  if (isMultipart(body)) {
    return b.call(rt(lower, "choices", "given_members"), [b.dict(fields.map((field) => [b.str(field.wire), valueOf(field)] as const))]);
  }
  if (!isClass(schema)) throw new Error(`the body at ${body.origin.pointer} has no class`);
  const attributes = new Map(bodyAttributes(lower, schema.id));
  const keywords = fields.map((field): [string | null, E] => [attributes.get(field.wire) ?? field.name, valueOf(field)]);
  if (spread !== null) keywords.push([null, b.name(spread.name)]);
  return b.call(b.attr(ref(lower.symbols.model(schema)), "from_keywords"), [], keywords);
}

/** Whether a body can be sent as a form of parts, and so hold files. */
export function isMultipart(body: RequestBody): boolean {
  return body.media.some((media) => media.codec === "multipart");
}

/** Which attribute of its model each member of a body is, by wire name. */
export function bodyAttributes(lower: LowerContext, id: string): readonly (readonly [string, string])[] {
  const schema = schemaOf(lower, id);
  if (schema.kind !== "object") return [];
  const inherited = schema.base === null ? [] : bodyAttributes(lower, schema.base);
  return [...inherited, ...schema.properties.map((property) => [property.wire, property.name] as const)];
}

/** The content of a body that is not plain JSON. */
function encode(lower: LowerContext, value: E, media: MediaType): E {
  const name = encoderName(media);
  const args: E[] = [value];
  if (takesType(media)) args.push(b.str(media.type));
  return b.call(ref(lower.symbols.runtime(name.module, name.name)), args, encodingKeyword(lower, media));
}

/** A function of the value alone, for a choice of media types. */
function encoder(lower: LowerContext, media: MediaType): E {
  const name = encoderName(media);
  const plain = ref(lower.symbols.runtime(name.module, name.name));
  const keywords = encodingKeyword(lower, media);
  const standard = media.codec === "json" && media.type === "application/json";
  if (keywords.length === 0 && (standard || !takesType(media))) return plain;
  return b.lambda(["value"], b.call(plain, takesType(media) ? [b.name("value"), b.str(media.type)] : [b.name("value")], keywords));
}

function takesType(media: MediaType): boolean {
  return media.codec === "json" || media.codec === "text" || media.codec === "xml" || media.codec === "binary" || media.codec === "jsonLines" || media.codec === "sse";
}

function encoderName(media: MediaType): { readonly module: string; readonly name: string } {
  switch (media.codec) {
    case "json":
      return { module: "bodies", name: "async_json_body" };
    case "form":
      return { module: "forms", name: "async_urlencoded" };
    case "multipart":
      return { module: "multipart", name: "async_form_data" };
    case "jsonLines":
      return { module: "json_lines", name: "async_json_lines_body" };
    case "binary":
      return { module: "bodies", name: "async_binary_body" };
    case "text":
    case "xml":
    case "sse":
      return { module: "bodies", name: "async_text_body" };
    default:
      return media.codec satisfies never;
  }
}

/** `encoding={"tags": Encoding(style="form", explode=False)}`, where the document says how a property is written. */
function encodingKeyword(lower: LowerContext, media: MediaType): [string, E][] {
  const told = media.encodings.filter((each) => each.contentType !== null || each.style !== null || each.explode !== null || each.allowReserved !== null);
  if (told.length === 0 || (media.codec !== "form" && media.codec !== "multipart")) return [];
  return [["encoding", b.dict(told.map((each) => [b.str(each.property), encoding(lower, each)] as const))]];
}

function encoding(lower: LowerContext, each: PropertyEncoding): E {
  const keywords: [string, E][] = [];
  if (each.contentType !== null) keywords.push(["content_type", b.str(each.contentType)]);
  if (each.style !== null) keywords.push(["style", b.str(each.style)]);
  if (each.explode !== null) keywords.push(["explode", b.literal(each.explode)]);
  if (each.allowReserved !== null) keywords.push(["allow_reserved", b.literal(each.allowReserved)]);
  return b.call(ref(lower.symbols.runtime("forms", "Encoding")), [], keywords);
}

function rt(lower: LowerContext, module: string, name: string): Ref {
  return ref(lower.symbols.runtime(module, name));
}
