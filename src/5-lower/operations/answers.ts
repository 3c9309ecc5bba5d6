import { ref } from "../../../pyast/index.ts";
import type { Answer, Operation } from "../../ir/operation.ts";
import type { Property, SchemaUse } from "../../ir/schema.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { allProperties } from "../models/models.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { readerOf, returnType } from "./results.ts";
import { py } from "../symbols.ts";
import { annotation, optionalAnnotation } from "../models/types.ts";

/** What callers of an operation get: its result, or what the configuration makes of it. */
export function answerType(lower: LowerContext, operation: Operation): OpenExpr {
  const { answer, result } = operation;
  if (answer === null || result.kind !== "json") return returnType(lower, result);
  if (answer.otherwise !== null) return ref(py.Any);
  const property = unwrapped(lower, operation);
  if (property === null) return optionalAnnotation(lower, result.use, "output");
  const present = property.required && !property.writeOnly && answer.absent === null;
  return present ? annotation(lower, property.use, "output") : optionalAnnotation(lower, property.use, "output");
}

/** What callers get where the configuration says what becomes of a result; null where they get the result. */
export function answerUse(lower: LowerContext, operation: Operation): { readonly type: OpenExpr; readonly use: SchemaUse | null } | null {
  const { answer, result } = operation;
  if (answer === null || result.kind !== "json") return null;
  return { type: answerType(lower, operation), use: answer.otherwise === null ? (unwrapped(lower, operation)?.use ?? result.use) : null };
}

/** The property that is returned in the place of the whole. */
function unwrapped(lower: LowerContext, { answer, result }: Operation): Property | null {
  if (answer === null || answer.unwrap === null || result.kind !== "json") return null;
  const { schema } = resolveUse(lower, result.use);
  return allProperties(lower, schema).find(({ wire }) => wire === answer.unwrap) ?? null;
}

/** How a request is sent: the method of the transport, and what it takes after the path. */
interface Sending {
  readonly answer: Answer;
  readonly send: (method: string, ...more: readonly OpenExpr[]) => OpenExpr;
  /** Reads the whole body where nothing special is to be read. */
  readonly plain: OpenExpr;
  /** The arguments' names, which a variable must not take. */
  readonly taken: ReadonlySet<string>;
}

/** Sends, and gives the property, or what stands for an absent result. */
export function answerStatements(lower: LowerContext, operation: Operation, { answer, send, plain, taken }: Sending): readonly OpenStmt[] {
  const property = unwrapped(lower, operation);
  if (answer.absent === null) return [b.ret(property === null ? plain : b.attr(plain, property.name))];
  const reader = b.call(ref(lower.symbols.runtime("readers", "absent_at")), [readerOf(lower, operation.result), b.literal(answer.absent)]);
  const sent = send("send", reader);
  if (property === null && answer.otherwise === null) return [b.ret(sent)];
  const name = taken.has("answer") ? "answer_" : "answer";
  const value = property === null ? b.name(name) : b.attr(name, property.name);
  const otherwise = answer.otherwise === null ? b.none : b.name(answer.otherwise);
  return [b.assign(name, sent), b.ret(b.ifExp({ test: b.compare(b.name(name), "is", b.none), body: otherwise, orelse: value }))];
}
