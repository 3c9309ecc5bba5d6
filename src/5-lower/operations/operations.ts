import { ref, type Param, type Ref } from "../../../pyast/index.ts";
import type { Operation, Parameter, ParameterLocation, RequestBody, Result } from "../../ir/operation.ts";
import type { Json } from "../../ir/json.ts";
import type { Property } from "../../ir/schema.ts";
import { answerStatements, answerType } from "./answers.ts";
import { codec } from "../models/codecs.ts";
import { resolveUse, schemaOf, type LowerContext } from "../context.ts";
import { securityExpression } from "../client/credentials.ts";
import { argumentSection, describe, docstringText, raisesSection, sentence, wrap, type ArgumentDoc } from "../docs.ts";
import { allProperties, constantValue, propertyText } from "../models/models.ts";
import { firstList, type Paged, pageCall, pagedResult, pagesFunction, pagesStatement, pagesType, pageType, ruleSymbol } from "./pages.ts";
import { pathExpression, parameterValue } from "./parameters.ts";
import { readerOf, returnType } from "./results.ts";
import { isAbsolute } from "./server-url.ts";
import { spreadOf, spreadParameter } from "./spread-keywords.ts";
import { streamCall } from "./streams.ts";
import { contentOf, isMultipart } from "./request-bodies.ts";
import { py } from "../symbols.ts";
import { annotation, optionalAnnotation, stringKind, type Direction } from "../models/types.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";

/** One argument of a method. */
export interface Argument {
  readonly name: string;
  readonly annotation: OpenExpr;
  /** Null where callers must give it. */
  readonly default: OpenExpr | null;
  readonly positional: boolean;
  readonly doc: string;
}

/** Columns before the text of a method's docstring, with its quotes. */
const methodIndent = 8;

/** The names that `CallOptions` takes. */
const optionNames = ["timeout", "deadline", "max_retries", "idempotency_key", "extra_headers", "extra_query", "extra_body"] as const;

/** One of the methods that an operation becomes. */
interface Method {
  readonly name: string;
  readonly result: Result;
  /** The body's property that asks for a stream, which the method sets itself; null where there is none. */
  readonly flag: { readonly wire: string; readonly value: boolean } | null;
  /** Whether this is the function that iterates over pages. */
  readonly iterates: boolean;
}

/** The asynchronous methods of an operation in this module: one, or two where it answers either way. */
export function lowerOperation(lower: LowerContext, operation: Operation, module: string): readonly OpenStmt[] {
  const args = methodArguments(lower, operation);
  const params = [b.param("self"), ...parameters(lower, operation, { args, module })];
  return methodsOf(lower, operation).map((method) => {
    const doc = methodDoc(lower, operation, { args, method });
    const paged = pagedMethod(lower, operation, method);
    const returns = returnsOf(lower, operation, method);
    if (paged !== null) {
      const request = { start: [b.str(operation.method), pathExpression(lower, operation)], keywords: requestKeywords(lower, operation, method) };
      if (method.iterates) {
        const taken = new Set(args.map(({ name }) => name));
        return b.def(method.name, { is_async: true, params, returns, doc, body: [pagesStatement(lower, operation, { paged, taken, ...request })] });
      }
      // No coroutine: the page it returns is awaited or iterated.
      const rule = ruleSymbol(operation, module);
      return b.def(method.name, { params, returns, doc, body: [b.ret(pageCall(lower, paged, { rule, ...request }))] });
    }
    return b.def(method.name, { is_async: true, params, returns, doc, body: callStatements(lower, operation, { method, args }) });
  });
}

/** The methods of an operation, as the reference lists them: what they are called and what a call gives. */
export function methodTypes(lower: LowerContext, operation: Operation): readonly { readonly name: string; readonly returns: OpenExpr }[] {
  return methodsOf(lower, operation).map((method) => ({ name: method.name, returns: returnsOf(lower, operation, method) }));
}

function pagedMethod(lower: LowerContext, operation: Operation, { result, iterates }: Method): Paged | null {
  // A function gives the first page's list, and leaves what follows to another.
  return result.kind === "stream" || iterates !== (lower.context.options.surface === "functions") ? null : pagedResult(lower, operation);
}

function returnsOf(lower: LowerContext, operation: Operation, method: Method): OpenExpr {
  const paged = pagedMethod(lower, operation, method);
  if (paged !== null) return method.iterates ? pagesType(lower, paged) : pageType(lower, paged);
  if (method.result !== operation.result) return returnType(lower, method.result);
  return firstList(lower, operation)?.type ?? answerType(lower, operation);
}

function methodsOf(lower: LowerContext, operation: Operation): readonly Method[] {
  const { name, result, stream, streamName } = operation;
  const pagesName = pagesFunction(lower, operation);
  const property = stream?.property ?? null;
  const flag = (value: boolean): Method["flag"] => (property === null ? null : { wire: property, value });
  const plain: Method = { name, result, flag: flag(false), iterates: false };
  const methods = [plain];
  if (pagesName !== null) methods.push({ ...plain, name: pagesName, iterates: true });
  if (stream !== null && streamName !== null) methods.push({ name: streamName, result: stream.result, flag: flag(true), iterates: false });
  return methods;
}

function parameters(
  lower: LowerContext,
  operation: Operation,
  { args, module }: { readonly args: readonly Argument[]; readonly module: string },
): readonly Param<Ref>[] {
  const given = args.map((arg) => b.param(arg.name, { annotation: arg.annotation, default: arg.default, kind: arg.positional ? "pos" : "kwonly" }));
  const spread = spreadOf(lower, operation);
  if (spread !== null) return [...given, spreadParameter(lower, spread, module)];
  return takesOptions(lower, operation) ? [...given, b.param("options", { kind: "kwarg", annotation: optionsType(lower, args) })] : given;
}

/** Whether a method ends in `**options`: not where the configuration says otherwise, or its body takes the keywords. */
function takesOptions(lower: LowerContext, operation: Operation): boolean {
  return lower.context.options.signatures.options && spreadOf(lower, operation) === null;
}

/** `Unpack[CallOptions]`, without the options whose names the document took. */
function optionsType(lower: LowerContext, args: readonly Argument[]): OpenExpr {
  const taken = new Set(args.map((arg) => arg.name));
  const clash = optionNames.some((name) => taken.has(name));
  const unpack = ref(lower.symbols.runtime("options", "Unpack"));
  if (!clash) return b.subscript(unpack, ref(lower.symbols.runtime("options", "CallOptions")));
  return ref(py.Any);
}

/** Every argument in the order of the signature: by position, those that have one value last, then what callers must give, then the rest. */
export function methodArguments(lower: LowerContext, operation: Operation): readonly Argument[] {
  const parameters = operation.parameters.filter(({ supplied }) => supplied === null).toSorted((one, other) => Number(other.in === "path") - Number(one.in === "path"));
  const all = [...otherwiseArgument(operation), ...parameters.map((parameter) => parameterArgument(lower, parameter)), ...bodyArguments(lower, operation)];
  const rank = (arg: Argument): number => (arg.positional ? 0 : 2) + (arg.default === null ? 0 : 1);
  return [0, 1, 2, 3].flatMap((wanted) => all.filter((arg) => rank(arg) === wanted));
}

function parameterArgument(lower: LowerContext, parameter: Parameter): Argument {
  return {
    name: parameter.name,
    ...typeAndDefault(lower, parameter, { required: parameter.required, direction: "input" }),
    positional: parameter.positional,
    doc: argumentDoc(lower, parameter),
  };
}

/** What is returned for an absent result, given by the caller. */
function otherwiseArgument({ answer }: Operation): readonly Argument[] {
  if (answer === null || answer.otherwise === null) return [];
  return [{ name: answer.otherwise, annotation: ref(py.Any), default: b.none, positional: true, doc: "Returned where there is none." }];
}

/** Left out is `None` where null would mean nothing, `UNSET` where null is a value of its own. */
function typeAndDefault(
  lower: LowerContext,
  subject: Parameter | Property,
  how: { readonly required: boolean; readonly direction: Direction },
): Pick<Argument, "annotation" | "default"> {
  const { use } = subject;
  const fallback = how.required ? null : signatureDefault(lower, subject);
  if (fallback !== null) return { annotation: annotation(lower, use, how.direction), default: fallback };
  if (how.required) {
    const constant = constantValue(resolveUse(lower, use).schema);
    return { annotation: annotation(lower, use, how.direction), default: constant ?? null };
  }
  const { nullable, schema } = resolveUse(lower, use);
  const unset = nullable || schema.kind === "any";
  return {
    annotation: optionalAnnotation(lower, use, how.direction),
    default: unset ? ref(lower.symbols.runtime("models", "UNSET")) : b.none,
  };
}

/** The document's default as it stands in the signature, where the configuration wants it there; null where it cannot. */
function signatureDefault(lower: LowerContext, subject: Parameter | Property): OpenExpr | null {
  if (lower.context.options.signatures.defaults === "server") return null;
  const value = documentDefault(lower, subject);
  const { schema, nullable } = resolveUse(lower, subject.use);
  if (value === null) return nullable || schema.kind === "any" ? b.none : null;
  if (value === undefined || typeof value === "object") return null;
  // A text that stands for a date or for bytes is no value of its Python type.
  const converted = schema.kind === "primitive" && schema.type === "string" && stringKind(lower, schema) !== "string";
  return converted ? null : b.literal(value);
}

function documentDefault(lower: LowerContext, subject: Parameter | Property): Json | undefined {
  return subject.default === undefined ? schemaOf(lower, subject.use.schema).default : subject.default;
}

function bodyArguments(lower: LowerContext, operation: Operation): readonly Argument[] {
  const { body } = operation;
  if (body === null || body.shape === null) return [];
  const args: Argument[] = [];
  if (body.shape.kind === "argument") args.push(wholeBody(lower, body, body.shape));
  else {
    const schema = schemaOf(lower, body.shape.schema);
    const spread = new Set(spreadOf(lower, operation)?.properties.map(({ wire }) => wire));
    const properties = new Map(allProperties(lower, schema).map((property) => [property.wire, property]));
    for (const field of body.shape.fields) {
      if (field.wire === operation.stream?.property || spread.has(field.wire)) continue;
      const property = properties.get(field.wire);
      if (property !== undefined) args.push(fieldArgument(lower, property, { name: field.name, positional: field.positional, required: body.required && property.required, direction: isMultipart(body) ? "upload" : "input" }));
    }
  }
  const choice = mediaChoice(operation);
  if (choice !== null) args.push(choice);
  return args;
}

function fieldArgument(
  lower: LowerContext,
  property: Property,
  field: { readonly name: string; readonly positional: boolean; readonly required: boolean; readonly direction: Direction },
): Argument {
  return {
    name: field.name,
    ...typeAndDefault(lower, property, field),
    positional: field.positional,
    doc: argumentDoc(lower, property),
  };
}

function wholeBody(lower: LowerContext, body: RequestBody, { name, positional }: { readonly name: string; readonly positional: boolean }): Argument {
  const doc = describe(body.docs) ?? "";
  const type = bodyType(lower, body);
  if (body.required) return { name, annotation: type, default: null, positional, doc };
  return { name, annotation: b.union([type, b.none]), default: b.none, positional, doc };
}

function bodyType(lower: LowerContext, body: RequestBody): OpenExpr {
  const [media] = body.media;
  if (media === undefined) return ref(py.Any);
  if (media.codec === "binary") return ref(lower.symbols.runtime("bodies", "AsyncBinary"));
  if (media.codec === "text" || media.codec === "xml") return ref(py.str);
  return media.use === null ? ref(py.Any) : annotation(lower, media.use, "input");
}

/** `content_type`, where the document gives a choice. */
function mediaChoice(operation: Operation): Argument | null {
  const media = operation.body?.media ?? [];
  const [first] = media;
  if (first === undefined || media.length < 2) return null;
  return {
    name: contentTypeName(operation),
    annotation: b.subscript(ref(py.Literal), media.map((each) => b.str(each.type))),
    default: b.str(first.type),
    positional: false,
    doc: "The media type to send.",
  };
}

/** `content_type`, with a `_` where the document has an argument of that name. */
export function contentTypeName(operation: Operation): string {
  const taken = new Set(operation.parameters.map((parameter) => parameter.name));
  if (operation.body?.shape?.kind === "keywords") for (const field of operation.body.shape.fields) taken.add(field.name);
  return taken.has("content_type") ? "content_type_" : "content_type";
}

/** The words for one argument: what the document says, and the server's default. */
function argumentDoc(lower: LowerContext, subject: Parameter | Property): string {
  const text = propertyText(lower, subject)?.replace(/\n\nDeprecated\.$/, " Deprecated.") ?? "";
  const fallback = signatureDefault(lower, subject) === null ? documentDefault(lower, subject) : undefined;
  if (fallback === undefined || fallback === null || typeof fallback === "object") return text;
  const shown = typeof fallback === "string" ? `\`${fallback}\`` : String(fallback);
  return `${text === "" ? "" : `${sentence(text.trimEnd())} `}The server's default is ${shown}.`;
}

function methodDoc(lower: LowerContext, operation: Operation, { args, method }: { readonly args: readonly Argument[]; readonly method: Method }): string | null {
  const width = lower.width - methodIndent;
  const what = describe(operation.docs, `${operation.method} ${operation.path}`) ?? "";
  const notModified = operation.responses.find(({ status }) => status === "304")?.docs ?? null;
  const entries = args.map((arg): ArgumentDoc => ({ name: arg.name, text: arg.doc }));
  const more = method.iterates ? [wrap(`Iterates over the pages; each is a list, as \`${operation.name}\` gives the first.`, width)] : [];
  return docstringText([wrap(what, width - 3), ...more, argumentSection(entries, width), raisesSection(notModified, width)]);
}

/** `return await self._transport.json(…)`; where answers differ, a reader for them first, with its type. */
function callStatements(
  lower: LowerContext,
  operation: Operation,
  { method, args }: { readonly method: Method; readonly args: readonly Argument[] },
): readonly OpenStmt[] {
  const { result } = method;
  const keywords = requestKeywords(lower, operation, method);
  const start: OpenExpr[] = [b.str(operation.method), pathExpression(lower, operation)];
  const send = (name: string, ...more: readonly OpenExpr[]): OpenExpr => b.await(b.call(b.attr("self", "_transport", name), [...start, ...more], keywords));
  const { answer } = operation;
  if (answer !== null && result === operation.result && result.kind === "json") {
    return answerStatements(lower, operation, { answer, send, plain: send("json", codec(lower, result.use, "direct")), taken: new Set(args.map(({ name }) => name)) });
  }
  switch (result.kind) {
    case "none":
      return [b.expr(send("none"))];
    case "json":
      return [b.ret(send("json", codec(lower, result.use, "direct")))];
    case "text":
    case "bytes":
      return [b.ret(send("send", readerOf(lower, result)))];
    case "stream":
      return [b.ret(b.await(streamCall(lower, operation, { result, start: [b.attr("self", "_transport"), ...start], keywords })))];
    case "cases": {
      const name = args.some((arg) => arg.name === "reader") ? "reader_" : "reader";
      const type = b.subscript(ref(lower.symbols.runtime("readers", "Reader")), returnType(lower, result));
      return [b.annAssign(name, type, readerOf(lower, result)), b.ret(send("send", b.name(name)))];
    }
    default:
      return result satisfies never;
  }
}

/** Methods that may be repeated; a procedure of such an operation is sent by POST all the same. */
const repeatable: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY"]);

/** Where a parameter is handed to the transport: those of a procedure are members of its input, which it makes of the query. */
function placeOf(operation: Operation, parameter: Parameter): ParameterLocation {
  if (parameter.in === "querystring" || (operation.rpc !== null && parameter.in === "path")) return "query";
  return parameter.in;
}

function requestKeywords(lower: LowerContext, operation: Operation, method: Method): [string | null, OpenExpr][] {
  const keywords: [string | null, OpenExpr][] = [];
  for (const [keyword, location] of [["query", "query"], ["headers", "header"], ["cookies", "cookie"]] as const) {
    const found = operation.parameters.filter((parameter) => placeOf(operation, parameter) === location);
    if (found.length > 0) {
      keywords.push([keyword, b.dict(found.map((parameter) => [b.str(parameter.wire), parameterValue(lower, parameter)] as const))]);
    }
  }
  const body = contentOf(lower, operation, method.flag);
  if (body !== null) keywords.push(body);
  if (operation.rpc !== null && repeatable.has(operation.rpc.method)) keywords.push(["idempotent", b.true]);
  if (operation.security !== null) keywords.push(["security", securityExpression(lower, operation.security)]);
  const server = operation.servers?.[0];
  if (server !== undefined && isAbsolute(server.url)) keywords.push(["server", b.str(server.url)]);
  if (takesOptions(lower, operation)) keywords.push([null, b.name("options")]);
  return keywords;
}
