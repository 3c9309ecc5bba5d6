import type { Sent } from "./send.ts";
import { type Given, requestOf, type SourceOperation } from "./source-request.ts";

/** A valid request with one thing wrong, and what must become of it. */
export interface Mutation {
  readonly kind: string;
  readonly request: Sent;
  readonly status: number;
}

/** Every way of spoiling a request that a reader of the document can be sure of. */
export function mutations(operation: SourceOperation): readonly Mutation[] {
  const made: Mutation[] = [];
  const { parameters, credentials, body } = operation;
  const add = (kind: string, change: Partial<SourceOperation>, status = 400): void => void made.push({ kind, request: requestOf({ ...operation, ...change }), status });
  const swap = (from: Given, to: Given | null): Partial<SourceOperation> => ({ parameters: parameters.flatMap((one) => (one === from ? (to === null ? [] : [to]) : [one])) });
  for (const one of parameters) {
    if (one.place !== "path" && one.required) add(`${one.place} dropped`, swap(one, null));
    if (one.place === "query" || (one.place === "header" && one.required)) add(`${one.place} renamed`, swap(one, { ...one, name: `${one.name}X`, schema: {} }));
    if (isTyped(one)) add(`${one.place} mistyped`, swap(one, { ...one, texts: ["%21wrong%21"].map((text) => (one.place === "header" ? "!wrong!" : text)) }));
  }
  add("query unknown", { parameters: [...parameters, { name: "notDeclared", place: "query", required: false, schema: {}, texts: ["1"] }] });
  if (credentials.length > 0 && operation.secured) add("credentials dropped", { credentials: [] }, 401);
  const whole = requestOf(operation);
  if (body === null) made.push({ kind: "body undeclared", request: { ...whole, headers: { ...whole.headers, "Content-Type": "application/json" }, body: "{}" }, status: 400 });
  else {
    if (body.required) {
      const { body: _, headers: { "Content-Type": __, ...headers } = {}, ...rest } = whole;
      made.push({ kind: "body dropped", request: { ...rest, headers }, status: 400 });
    }
    if (body.type !== "*/*") made.push({ kind: "body of another type", request: { ...whole, headers: { ...whole.headers, "Content-Type": "application/x-unheard-of" } }, status: 415 });
    if (body.type.includes("json")) made.push({ kind: "body malformed", request: { ...whole, body: "{" }, status: 400 });
    if (body.type.includes("json") && body.schema["type"] === "object") add("body mistyped", { body: { ...body, value: ["wrong"] } });
    const required = body.schema["required"];
    if (body.type.includes("json") && Array.isArray(required) && isRecord(body.value)) {
      for (const key of required.map(String).filter((key) => key in Object(body.value))) add("property dropped", { body: { ...body, value: Object.fromEntries(Object.entries(body.value).filter(([name]) => name !== key)) } });
    }
  }
  return made;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `!wrong!` cannot be a value of it. */
function isTyped({ schema }: Given): boolean {
  return ["integer", "number", "boolean"].includes(String(schema["type"])) || Array.isArray(schema["enum"]) || ["uuid", "date", "date-time"].includes(String(schema["format"]));
}
