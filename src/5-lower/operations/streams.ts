import { ref } from "../../../pyast/index.ts";
import type { Operation, Result } from "../../ir/operation.ts";
import type { Schema } from "../../ir/schema.ts";
import { codec } from "../models/codecs.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { allProperties } from "../models/models.ts";
import { b, type OpenExpr } from "../open-builders.ts";
import { annotation } from "../models/types.ts";

type Stream = Extract<Result, { readonly kind: "stream" }>;

/** What opens each kind of stream, and its class. */
const kinds = {
  sse: { module: "streams", opener: "async_open_events", type: "AsyncEventStream" },
  jsonLines: { module: "json_lines", opener: "async_open_lines", type: "AsyncLineStream" },
} as const;

/** `AsyncEventStream[Item]` */
export function streamType(lower: LowerContext, result: Stream): OpenExpr {
  const { module, type } = kinds[result.codec];
  return b.subscript(ref(lower.symbols.runtime(module, type)), annotation(lower, result.item, "output"));
}

/** `async_open_events(self._transport, "POST", path, codec, sentinel="[DONE]", …)` */
export function streamCall(
  lower: LowerContext,
  operation: Operation,
  { result, start, keywords }: { readonly result: Stream; readonly start: readonly OpenExpr[]; readonly keywords: readonly [string | null, OpenExpr][] },
): OpenExpr {
  const { module, opener } = kinds[result.codec];
  const own = result.codec === "sse" ? eventKeywords(lower, { result, repeatable: operation.method === "GET" }) : lineKeywords(operation);
  return b.call(ref(lower.symbols.runtime(module, opener)), [...start, codec(lower, result.item, "direct")], [...own, ...keywords]);
}

function eventKeywords(lower: LowerContext, { result, repeatable }: { readonly result: Stream; readonly repeatable: boolean }): readonly [string, OpenExpr][] {
  const { sentinel } = lower.context.options.streaming;
  const shape = eventShape(lower, result);
  return [
    ...(sentinel === null ? [] : [["sentinel", b.str(sentinel)] as [string, OpenExpr]]),
    // Going on after a cut asks again: only where asking twice does no harm.
    ...(repeatable ? [["resume", b.true] as [string, OpenExpr]] : []),
    ...(shape === "data" ? [] : [["shape", b.str(shape)] as [string, OpenExpr]]),
  ];
}

/** What the codec describes: the data of an event, or the event as an object of `event`, `data`, `id` and `retry`. */
function eventShape(lower: LowerContext, { item, whole }: Stream): "data" | "text" | "whole" | "whole_json" {
  const { schema } = resolveUse(lower, item);
  if (!whole) return isText(schema) ? "text" : "data";
  const data = allProperties(lower, schema).find(({ wire }) => wire === "data");
  return data === undefined || isText(resolveUse(lower, data.use).schema) ? "whole" : "whole_json";
}

function isText(schema: Schema): boolean {
  return schema.kind === "primitive" && schema.type === "string" && schema.contentMediaType === null;
}

/** The documented media type, since there are several for lines of JSON. */
function lineKeywords(operation: Operation): readonly [string, OpenExpr][] {
  const media = operation.responses.flatMap((response) => response.media).find(({ codec: each }) => each === "jsonLines");
  return media === undefined ? [] : [["accept", b.str(media.type)]];
}
