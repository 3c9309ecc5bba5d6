import { b, print, type Expr, type Stmt } from "../../../pyast/index.ts";
import type { Operation } from "../../ir/operation.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { methodArguments, type Argument } from "../operations/operations.ts";

/** A first program against the API, blocking and awaiting; functions are awaited. */
export interface Sample {
  /** Null for functions. */
  readonly sync: string | null;
  /** Null where there is no operation that a first program could call. */
  readonly async: string | null;
}

/** Three lines that run: import, client, the operation that asks for least. */
export function sampleCall(lower: LowerContext): Sample {
  const { api } = lower;
  const operation = simplest(lower);
  if (lower.context.options.surface === "functions") return { sync: null, async: operation === null ? null : functionSample(lower, operation) };
  const client = api.names.client;
  const setup: Stmt[] = [b.importFrom(api.names.module, [client]), b.assign("client", b.call(client))];
  if (operation === null) return { sync: programText(setup), async: null };
  const call = b.call(b.attr("client", ...operation.namespace, operation.name), required(lower, operation));
  const main = b.def("main", {
    is_async: true,
    returns: b.none,
    body: [b.with([[b.call(`Async${client}`), b.name("client")]], [shown(operation, b.await(call))], { is_async: true })],
  });
  return {
    sync: programText([...setup, shown(operation, call)]),
    async: programText([b.import("asyncio"), b.importFrom(api.names.module, [`Async${client}`]), main, b.expr(b.call("asyncio.run", [b.call("main")]))]),
  };
}

/** A program that awaits one function. */
function functionSample(lower: LowerContext, operation: Operation): string {
  const { namespace, name } = operation;
  const value = b.await(b.call(b.attr(namespace[0] ?? name, ...(namespace.length === 0 ? [] : [name])), required(lower, operation)));
  const main = b.def("main", { is_async: true, returns: b.none, body: [shown(operation, value)] });
  return programText([b.import("asyncio"), b.importFrom(lower.api.names.module, [namespace[0] ?? name]), main, b.expr(b.call("asyncio.run", [b.call("main")]))]);
}

function shown(operation: Operation, value: Expr): Stmt {
  return operation.result.kind === "none" ? b.expr(value) : b.expr(b.call("print", [value]));
}

function programText(statements: readonly Stmt[]): string {
  return print(b.module(statements));
}

/** A GET with the fewest required arguments, all of them easy to write; null where there is none. */
function simplest(lower: LowerContext): Operation | null {
  let best: { readonly operation: Operation; readonly count: number } | null = null;
  for (const operation of lower.api.operations) {
    if (operation.method !== "GET" || operation.body !== null || operation.namespace[0]?.startsWith("_") === true) continue;
    const needed = operation.parameters.filter((parameter) => parameter.required && parameter.supplied === null);
    const easy = needed.every((parameter) => parameter.in === "path" && isPlainText(lower, parameter.use));
    if (easy && (best === null || needed.length < best.count)) best = { operation, count: needed.length };
  }
  return best?.operation ?? null;
}

function isPlainText(lower: LowerContext, use: Operation["parameters"][number]["use"]): boolean {
  const { schema } = resolveUse(lower, use);
  return schema.kind === "primitive" && (schema.type === "string" || schema.type === "integer");
}

function required(lower: LowerContext, operation: Operation): Expr[] {
  return methodArguments(lower, operation)
    .filter((arg: Argument) => arg.positional && arg.default === null)
    .map((arg, index) => {
      const parameter = operation.parameters.filter(({ in: place }) => place === "path")[index];
      const integer = parameter !== undefined && isInteger(lower, parameter.use);
      return integer ? b.literal(1) : b.str(arg.name.replaceAll("_", "-"));
    });
}

function isInteger(lower: LowerContext, use: Operation["parameters"][number]["use"]): boolean {
  const { schema } = resolveUse(lower, use);
  return schema.kind === "primitive" && schema.type === "integer";
}
