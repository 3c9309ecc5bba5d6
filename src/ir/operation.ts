import type { Security } from "./auth.ts";
import type { Json } from "./json.ts";
import type { Origin } from "./origin.ts";
import type { Docs, SchemaId, SchemaUse } from "./schema.ts";

/** The pointer of the operation object: `#/paths/~1special-events/get`. */
export type OperationId = string;

export type ParameterLocation = "path" | "query" | "header" | "cookie" | "querystring";
export type ParameterStyle = "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject" | "cookie";

export interface Parameter {
  readonly origin: Origin;
  readonly in: ParameterLocation;
  /** The wire name. */
  readonly wire: string;
  /** The Python argument; empty until `assign-names`. */
  readonly name: string;
  readonly required: boolean;
  readonly use: SchemaUse;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** The media type of a `content` parameter, null where `schema` describes it. */
  readonly content: string | null;
  readonly docs: Docs;
  readonly default?: Json;
  readonly examples: readonly Json[];
  /** Whether callers may give it by position; set by `shape-calls`. */
  readonly positional: boolean;
  /** The function of an extra file that gives the value, which is then no argument; set by `shape-calls`. */
  readonly supplied: { readonly module: string; readonly name: string } | null;
}

/** How a body travels; decided once from the media type. */
export type Codec = "json" | "form" | "multipart" | "text" | "binary" | "xml" | "sse" | "jsonLines";

/** How one property of a form or multipart body is written (`encoding`). */
export interface PropertyEncoding {
  readonly property: string;
  readonly contentType: string | null;
  readonly headers: readonly string[];
  readonly style: ParameterStyle | null;
  readonly explode: boolean | null;
  readonly allowReserved: boolean | null;
}

export interface MediaType {
  readonly origin: Origin;
  /** As the document writes it, parameters included. */
  readonly type: string;
  readonly codec: Codec;
  /** Null where the document gives no schema. */
  readonly use: SchemaUse | null;
  /** What each item of a stream is (`itemSchema` of 3.2, or the schema of an event stream). */
  readonly item: SchemaUse | null;
  /** Whether `item` describes a whole event and not its data alone: `itemSchema`, or a schema of `event` and `data`. */
  readonly wholeItem: boolean;
  readonly encodings: readonly PropertyEncoding[];
  readonly examples: readonly Example[];
}

export interface Example {
  readonly origin: Origin;
  readonly name: string;
  readonly value: Json;
}

export interface RequestBody {
  readonly origin: Origin;
  readonly required: boolean;
  readonly docs: Docs;
  /** In order of preference: the first JSON one is the default. */
  readonly media: readonly MediaType[];
  /** Spread into keywords, or one argument; null until `classify-bodies`. */
  readonly shape: BodyShape | null;
}

/** How callers give a body. */
export type BodyShape =
  /** `spread`: the name of `**name`, which takes what is optional; null where each field is an argument. */
  | { readonly kind: "keywords"; readonly schema: SchemaId; readonly fields: readonly BodyField[]; readonly spread: string | null }
  | { readonly kind: "argument"; readonly name: string; readonly positional: boolean };

/** One keyword of a spread body. */
export interface BodyField {
  readonly wire: string;
  /** The argument: the property's attribute, or `body_<name>` beside a parameter of that name. */
  readonly name: string;
  /** Whether callers may give it by position; set by `shape-calls`. */
  readonly positional: boolean;
}

export interface ResponseHeader {
  readonly wire: string;
  readonly use: SchemaUse | null;
  readonly docs: Docs;
}

export interface Response {
  readonly origin: Origin;
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly docs: Docs;
  readonly media: readonly MediaType[];
  readonly headers: readonly ResponseHeader[];
  /** Links, carried. */
  readonly links: Readonly<Record<string, Json>>;
}

/** What a call gives back, decided by `classify-bodies`. */
export type Result =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly use: SchemaUse }
  | { readonly kind: "text" }
  | { readonly kind: "bytes" }
  /** `whole`: `item` describes the event as an object of `event`, `data`, `id` and `retry` (`itemSchema` of 3.2), not its data alone. */
  | { readonly kind: "stream"; readonly codec: "sse" | "jsonLines"; readonly item: SchemaUse; readonly whole: boolean }
  /** Successful responses differ: by status and media type. */
  | { readonly kind: "cases"; readonly cases: readonly ResultCase[] };

/** What becomes of the result before callers get it. */
export interface Answer {
  /** The wire name of the property that is returned in its place. */
  readonly unwrap: string | null;
  /** The status that means that there is no result: None. */
  readonly absent: number | null;
  /** The argument that is returned in None's place. */
  readonly otherwise: string | null;
}

export interface ResultCase {
  readonly status: string;
  readonly mediaType: string | null;
  readonly result: Exclude<Result, { readonly kind: "cases" }>;
}

/**
 * How pages follow one another, decided by `detect-pagination` or the configuration. `items`, `next`, `total` and `more` are
 * paths into the response: wire names joined by `/`, for example `meta/next_cursor`; an empty `items` is the response itself.
 * `nextHeader` is the name of a header that has what `next` would lead to.
 */
export type Pagination =
  | { readonly style: "page" | "offset"; readonly parameter: string; readonly size: string | null; readonly items: string; readonly total: string | null; readonly more: string | null }
  | { readonly style: "cursor"; readonly parameter: string; readonly items: string; readonly next: string; readonly more: string | null }
  | { readonly style: "cursor"; readonly parameter: string; readonly items: string; readonly nextHeader: string; readonly more: string | null }
  | { readonly style: "link"; readonly items: string }
  | { readonly style: "url"; readonly items: string; readonly next: string }
  | { readonly style: "url"; readonly items: string; readonly nextHeader: string };

export interface Server {
  readonly origin: Origin;
  /** With variables replaced by their defaults, resolved against the document's URL where it is relative and known. */
  readonly url: string;
  readonly template: string;
  readonly description: string | null;
  readonly variables: readonly { readonly name: string; readonly default: string; readonly enum: readonly string[]; readonly description: string | null }[];
}

export interface Operation {
  readonly id: OperationId;
  readonly origin: Origin;
  /** Upper case, also `QUERY`; those of `additionalOperations` as the document writes them. */
  readonly method: string;
  /** With `{name}` templates, as the document writes it. */
  readonly path: string;
  /** Set by `rewrite-wire` where it is called as a procedure, parameters and body as one value: the method that the document gives it. */
  readonly rpc: { readonly method: string } | null;
  readonly operationId: string | null;
  readonly tags: readonly string[];
  readonly docs: Docs;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | null;
  readonly responses: readonly Response[];
  /** Null where the operation says nothing and the document's own security holds. */
  readonly security: Security | null;
  /** Null where the operation and its path say nothing. */
  readonly servers: readonly Server[] | null;
  readonly callbacks: readonly Webhook[];
  readonly extensions: Readonly<Record<string, Json>>;

  /** What a call gives back; set by `classify-bodies`. */
  readonly result: Result;
  /** What a streaming call gives back where the operation answers either way; set by `classify-bodies`. */
  readonly stream: { readonly result: Extract<Result, { readonly kind: "stream" }>; readonly property: string | null } | null;
  /** What becomes of `result` before callers get it; null where nothing does. Set by `shape-calls`. */
  readonly answer: Answer | null;
  /** Status (`404`, `4XX`, `default`) to the schema of its body; set by `classify-errors`. */
  readonly errors: Readonly<Record<string, SchemaUse | null>>;
  /** Set by `detect-pagination`. */
  readonly pagination: Pagination | null;

  /** The resource that holds it: attribute path from the client, `["voice", "lane_mode"]`, empty for the client itself; set by `group-operations`. */
  readonly namespace: readonly string[];
  /** The method; set by `assign-names`. */
  readonly name: string;
  /** The second method of an operation that answers either way; set by `assign-names`. */
  readonly streamName: string | null;
  /** The function that iterates over an operation's pages, where the surface is functions; set by `assign-names`. */
  readonly pagesName: string | null;
}

/** A request that the API makes: `webhooks` and callbacks. */
export interface Webhook {
  readonly origin: Origin;
  /** The key in `webhooks`, or the callback's name and expression. */
  readonly key: string;
  readonly method: string;
  readonly operationId: string | null;
  readonly docs: Docs;
  readonly body: RequestBody | null;
  readonly parameters: readonly Parameter[];
  /** The union of what all webhooks say in JSON; null for callbacks, and where there is nothing to tell apart. */
  readonly among: SchemaUse | null;
  /** The method that parses it, `parse_new_pet`, empty where its body is no JSON; set by `assign-names`. */
  readonly parser: string;
}
