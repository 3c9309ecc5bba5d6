import { ref, type Ref } from "../../../pyast/index.ts";
import type { Operation, Result, ResultCase } from "../../ir/operation.ts";
import { codec } from "../models/codecs.ts";
import type { LowerContext } from "../context.ts";
import { streamType } from "./streams.ts";
import { py } from "../symbols.ts";
import { annotation } from "../models/types.ts";
import { b, type OpenExpr } from "../open-builders.ts";

type E = OpenExpr;
type Single = ResultCase["result"];

/** What a method is annotated to return. */
export function returnType(lower: LowerContext, result: Result): E {
  return result.kind === "cases" ? b.union(distinctTypes(lower, result.cases)) : singleType(lower, result);
}

/** Whether a call may give bytes, of which there may be too many to hold. */
export function hasFile({ result }: Pick<Operation, "result">): boolean {
  return (result.kind === "cases" ? result.cases.map((each) => each.result) : [result]).some(({ kind }) => kind === "bytes");
}

function distinctTypes(lower: LowerContext, cases: readonly ResultCase[]): readonly E[] {
  const seen = new Map<string, E>();
  for (const each of cases) {
    const type = singleType(lower, each.result);
    seen.set(JSON.stringify(each.result), type);
  }
  const none = [...seen.values()].filter((type) => type.kind === "Constant");
  const rest = [...seen.values()].filter((type) => type.kind !== "Constant");
  return [...rest, ...none.slice(0, 1)];
}

function singleType(lower: LowerContext, result: Single): E {
  switch (result.kind) {
    case "none":
      return b.none;
    case "json":
      return annotation(lower, result.use, "output");
    case "text":
      return ref(py.str);
    case "bytes":
      return ref(py.bytes);
    case "stream":
      return streamType(lower, result);
    default:
      return result satisfies never;
  }
}

/** What turns a response into the result. */
export function readerOf(lower: LowerContext, result: Result): E {
  if (result.kind !== "cases") return singleReader(lower, result);
  const statuses = new Map<string, ResultCase[]>();
  for (const each of result.cases) statuses.set(each.status, [...(statuses.get(each.status) ?? []), each]);
  const entries = [...statuses].map(([status, cases]) => [b.str(status), mediaReader(lower, cases)] as const);
  const [only] = entries;
  return entries.length === 1 && only !== undefined ? only[1] : b.call(rt(lower, "by_status"), [b.dict(entries)]);
}

/** One reader for a status, or one for each of its media types. */
function mediaReader(lower: LowerContext, cases: readonly ResultCase[]): E {
  const [first] = cases;
  if (first !== undefined && cases.length === 1) return singleReader(lower, first.result);
  return b.call(rt(lower, "by_media_type"), [b.dict(cases.map((each) => [b.str(each.mediaType ?? "*/*"), singleReader(lower, each.result)] as const))]);
}

function singleReader(lower: LowerContext, result: Single): E {
  switch (result.kind) {
    case "none":
      return rt(lower, "as_none");
    case "json":
      return b.call(rt(lower, "as_json"), [codec(lower, result.use, "direct")]);
    case "text":
    case "stream":
      // A stream among other answers is read whole: its events are text.
      return rt(lower, "as_text");
    case "bytes":
      return rt(lower, "as_binary");
    default:
      return result satisfies never;
  }
}

function rt(lower: LowerContext, name: string): Ref {
  return ref(lower.symbols.runtime("readers", name));
}
