import { ref } from "../../pyast/index.ts";
import type { Result } from "../ir/operation.ts";
import { codec } from "./codecs.ts";
import { resolveUse, type LowerContext } from "./context.ts";
import { b, type OpenExpr } from "./open-builders.ts";
import { annotation } from "./types.ts";

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
  { result, start, keywords }: { readonly result: Stream; readonly start: readonly OpenExpr[]; readonly keywords: readonly [string | null, OpenExpr][] },
): OpenExpr {
  const { module, opener } = kinds[result.codec];
  const own = result.codec === "sse" ? eventKeywords(lower, result) : [];
  return b.call(ref(lower.symbols.runtime(module, opener)), [...start, codec(lower, result.item, "direct")], [...own, ...keywords]);
}

function eventKeywords(lower: LowerContext, result: Stream): readonly [string, OpenExpr][] {
  const { sentinel } = lower.context.options.streaming;
  const { schema } = resolveUse(lower, result.item);
  const shape = result.whole ? "whole" : schema.kind === "primitive" && schema.type === "string" ? "text" : null;
  return [
    ...(sentinel === null ? [] : [["sentinel", b.str(sentinel)] as [string, OpenExpr]]),
    ["resume", b.true],
    ...(shape === null ? [] : [["shape", b.str(shape)] as [string, OpenExpr]]),
  ];
}
