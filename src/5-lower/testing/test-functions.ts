import { external, ref } from "../../../pyast/index.ts";
import { base64 } from "../../ir/base64.ts";
import type { AuthScheme } from "../../ir/auth.ts";
import type { Json } from "../../ir/json.ts";
import { isArray, isObject, setMember } from "../../ir/origin.ts";
import type { Constraints } from "../../ir/schema.ts";
import type { MediaType, Operation, Parameter } from "../../ir/operation.ts";
import { resolveUse, schemaOf, type LowerContext } from "../context.ts";
import { escapeText, expectedPath, formPairs, headerText, parameterPairs, type Pair } from "./expected-wire.ts";
import { allProperties } from "../models/models.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { isMultipart } from "../operations/request-bodies.ts";
import { argumentSampler, dataBytes, type ArgumentSampler, type SampleArgument } from "./sample-arguments.ts";
import { tagOf } from "./sample-values.ts";
import { isAbsolute } from "../operations/server-url.ts";
import { documentServer, testedClient, testServer } from "./tests.ts";
import { serverSymbol, type TestedMethod } from "./testing.ts";
import { isClass } from "../models/types.ts";

/** A call as the test writes it, and what the document says of its request. */
interface Sent {
  readonly positional: OpenExpr[];
  readonly keywords: [string, OpenExpr][];
  readonly values: Map<Parameter, Json>;
  /** Undefined where there is no body. */
  readonly body: Json | undefined;
}

/** The test of one method: it calls the method with all arguments and looks at what the server got. */
export function lowerTest(lower: LowerContext, method: TestedMethod): OpenStmt {
  const { operation, path } = method;
  const isAsync = !lower.context.options.twins.includes("sync");
  const sent = sentBy(lower, method);
  const call = b.call(b.attr("client", ...path), sent.positional, sent.keywords);
  return b.def(`test_${path.at(-1) ?? ""}`, {
    is_async: isAsync,
    decorators: isAsync ? [b.attr(ref(external("pytest", "mark", "attribute")), "anyio")] : [],
    params: [b.param("client", { annotation: ref(testedClient(lower)) }), b.param("server", { annotation: ref(serverSymbol(lower)) })],
    returns: b.none,
    body: [...callStatements(lower, method, isAsync ? b.await(call) : call), b.assign("call", b.subscript("server.calls", b.int(-1))), ...assertions(lower, operation, sent)],
  });
}

function sentBy(lower: LowerContext, { operation, isStream }: TestedMethod): Sent {
  const sampler = argumentSampler(lower);
  const positional: OpenExpr[] = [];
  const keywords: [string, OpenExpr][] = [];
  const values = new Map<Parameter, Json>();
  for (const parameter of operation.parameters) {
    if (parameter.supplied !== null) continue;
    const { schema } = resolveUse(lower, parameter.use);
    const made = twice(sampler.sample(parameter.use, parameter.name, "input"), schema.constraints);
    if (made === null) continue;
    values.set(parameter, made.wire);
    if (parameter.in === "path") positional.push(made.python);
    else keywords.push([parameter.name, made.python]);
  }
  return { positional, keywords, values, body: addBody(lower, operation, { isStream, sampler, keywords }) };
}

/** A list with its one item a second time, where the limits allow: one item tells nothing about what stands between two. */
function twice(made: SampleArgument | null, { maxItems = Infinity, uniqueItems = false }: Constraints): SampleArgument | null {
  if (made === null || made.python.kind !== "List" || !isArray(made.wire) || uniqueItems || made.wire.length * 2 > maxItems) return made;
  const { elts } = made.python;
  return { python: b.list([...elts, ...elts]), wire: [...made.wire, ...made.wire] };
}

interface BodyTarget {
  readonly isStream: boolean;
  readonly sampler: ArgumentSampler;
  readonly keywords: [string, OpenExpr][];
}

/** Adds the arguments of the body; returns it as the document has it. */
function addBody(lower: LowerContext, operation: Operation, { isStream, sampler, keywords }: BodyTarget): Json | undefined {
  const { body, stream } = operation;
  const [media] = body?.media ?? [];
  if (body === null || body.shape === null || media === undefined) return undefined;
  if (body.shape.kind === "argument") {
    const made = wholeBody(sampler, { media, name: body.shape.name });
    if (made === null) return undefined;
    keywords.push([body.shape.name, made.python]);
    return made.wire;
  }
  const schema = schemaOf(lower, body.shape.schema);
  const properties = new Map(allProperties(lower, schema).map((property) => [property.wire, property]));
  const tag = schema.kind === "object" ? tagOf(lower, schema) : null;
  const wire: Record<string, Json> = {};
  for (const field of body.shape.fields) {
    const property = properties.get(field.wire);
    if (property === undefined) continue;
    if (field.wire === stream?.property) {
      if (isStream) setMember(wire, field.wire, true);
      continue;
    }
    const own = field.wire === tag?.wire ? { python: b.literal(tag.tag), wire: tag.tag } : null;
    const made = own ?? sampler.sample(property.use, field.name, isMultipart(body) ? "upload" : "input");
    if (made === null || made.wire === null) continue;
    keywords.push([field.name, made.python]);
    setMember(wire, field.wire, made.wire);
  }
  return wire;
}

function wholeBody(sampler: ArgumentSampler, { media, name }: { readonly media: MediaType; readonly name: string }): SampleArgument | null {
  switch (media.codec) {
    case "binary":
      return dataBytes;
    case "text":
    case "xml":
      return { python: b.str(name), wire: name };
    case "sse":
      return { python: b.str(name), wire: name };
    case "jsonLines": {
      const item = media.item === null ? null : sampler.sample(media.item, name, "input");
      const made = item ?? { python: b.str(name), wire: name };
      return { python: b.list([made.python]), wire: [made.wire] };
    }
    case "json":
    case "form":
    case "multipart":
      if (media.use !== null) return sampler.sample(media.use, name, "input");
      return { python: b.literal({ key: name }), wire: { key: name } };
    default:
      return media.codec satisfies never;
  }
}

/** The call; where the result is more than a value to be checked, a look at it. */
function callStatements(lower: LowerContext, { operation, result, answer, path }: TestedMethod, call: OpenExpr): readonly OpenStmt[] {
  // An answer to HEAD has no body, whatever the document says.
  if (operation.method.toUpperCase() === "HEAD") return [b.expr(call)];
  switch (result.kind) {
    case "none":
    case "cases":
      return [b.expr(call)];
    case "text":
      return [b.assign("result", call), b.assert(b.compare("result", isTruth(b.literal(answer.body)) ? "is" : "==", b.literal(answer.body)))];
    case "bytes":
      return [b.assign("result", call), b.assert(b.compare("result", "==", dataBytes.python))];
    case "stream":
      return [b.assign("items", listOf(lower, call)), b.assert(b.compare(b.call("len", [b.name("items")]), "==", b.int(1)))];
    case "json": {
      const { schema, nullable } = resolveUse(lower, result.use);
      if (!isClass(schema) || nullable || operation.answer !== null) return [b.expr(call)];
      const expected = b.call("server.example", [b.str(path.join("."))]);
      return [b.assign("result", call), b.assert(b.compare(b.call("result.to_dict"), "==", expected))];
    }
    default:
      return result satisfies never;
  }
}

function listOf(lower: LowerContext, stream: OpenExpr): OpenExpr {
  if (lower.context.options.twins.includes("sync")) return b.call("list", [stream]);
  return b.listComp(b.name("item"), [b.comprehension(b.name("item"), stream, { is_async: true })]);
}

function assertions(lower: LowerContext, operation: Operation, sent: Sent): readonly OpenStmt[] {
  const equal = (left: OpenExpr, right: OpenExpr): OpenStmt => b.assert(b.compare(left, "==", right));
  const own = operation.servers?.[0]?.url;
  const server = documentServer(lower);
  // A base URL that is given holds for all operations.
  const base = server === null ? testServer : own !== undefined && isAbsolute(own) ? own : server;
  const { origin, pathname } = new URL(base);
  const path = expectedPath(operation, sent.values);
  const given = (place: Parameter["in"]): readonly (readonly [Parameter, Json])[] => [...sent.values].filter(([parameter]) => parameter.in === place);
  const members = operation.rpc !== null ? [...given("path"), ...given("query")] : [];
  const query = operation.rpc !== null ? [] : [...given("query"), ...given("querystring")].flatMap(([parameter, value]) => parameterPairs(parameter, value));
  const cookies = given("cookie").flatMap(([parameter, value]) => parameterPairs(parameter, value));
  const headers: Pair[] = given("header").map(([parameter, value]) => [parameter.wire, headerText(parameter, value)]);
  const login = credentials(lower, operation);
  query.push(...login.query);
  cookies.push(...login.cookies);
  headers.push(...login.headers);
  if (cookies.length > 0) headers.push(["cookie", cookies.map(([name, value]) => `${escapeText(name)}=${escapeText(value)}`).join("; ")]);
  return [
    equal(b.attr("call", "method"), b.str(operation.method.toUpperCase())),
    ...(origin === (server === null ? testServer : new URL(server).origin) ? [] : [b.assert(b.call("call.url.startswith", [b.str(`${origin}/`)]))]),
    ...(path === null ? [] : [equal(b.attr("call", "path"), b.str(`${pathname.replace(/\/+$/, "")}${path}`))]),
    equal(b.attr("call", "query"), pairList(query)),
    ...headers.map(([name, value]) => equal(b.subscript("call.headers", b.str(name)), b.str(value))),
    ...(operation.rpc !== null ? [inputAssertion(members, sent.body)] : bodyAssertions(operation, sent.body)),
  ];
}

/** What a procedure gets: parameters and body as members of one value. */
function inputAssertion(members: readonly (readonly [Parameter, Json])[], body: Json | undefined): OpenStmt {
  const input: Record<string, Json> = {};
  for (const [parameter, value] of members) setMember(input, parameter.wire, value);
  if (isObject(body)) for (const [name, value] of Object.entries(body)) setMember(input, name, value);
  const whole = members.length === 0 && body === undefined ? {} : { json: members.length === 0 && body !== undefined ? body : input };
  return b.assert(b.compare(b.attr("call", "body"), "==", b.literal(whole)));
}

function pairList(pairs: readonly Pair[]): OpenExpr {
  return b.list(pairs.map(([name, value]) => b.tuple([b.str(name), b.str(value)])));
}

function bodyAssertions({ body }: Operation, value: Json | undefined): readonly OpenStmt[] {
  const [media] = body?.media ?? [];
  if (media === undefined || body === null || value === undefined) return [];
  // An optional body without members is not sent.
  if (!body.required && isObject(value) && Object.keys(value).length === 0) return [];
  const expected = (expr: OpenExpr, of: OpenExpr = b.attr("call", "body")): OpenStmt => b.assert(b.compare(of, isTruth(expr) ? "is" : "==", expr));
  switch (media.codec) {
    case "form":
    case "multipart":
      return [expected(pairList(formPairs(media, value)))];
    case "binary":
      return [expected(dataBytes.python, b.attr("call", "content"))];
    case "text":
    case "xml":
    case "sse":
      return [expected(b.bytes(new TextEncoder().encode(String(value))), b.attr("call", "content"))];
    case "json":
    case "jsonLines":
      return [expected(b.literal(value))];
    default:
      return media.codec satisfies never;
  }
}

interface Login {
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  readonly cookies: readonly Pair[];
}

/** What the first alternative of the operation's security adds to a request when every credential is given. */
function credentials(lower: LowerContext, operation: Operation): Login {
  const security = operation.security ?? lower.api.security;
  const schemes = new Map(lower.api.auth.filter(({ kind }) => kind !== "mutualTLS").map((scheme) => [scheme.key, scheme]));
  for (const alternative of security) {
    const needed = alternative.filter(({ scheme }) => lower.api.auth.find(({ key }) => key === scheme)?.kind !== "mutualTLS");
    const found = needed.flatMap(({ scheme }) => schemes.get(scheme) ?? []);
    if (found.length === 0 || found.length < needed.length) continue;
    const made = found.map(credential);
    return {
      query: made.flatMap(({ query }) => query),
      headers: [...new Map(made.flatMap(({ headers }) => headers)).entries()],
      cookies: made.flatMap(({ cookies }) => cookies),
    };
  }
  return { query: [], headers: [], cookies: [] };
}

function credential(scheme: AuthScheme): Login {
  const [first = "", second = ""] = scheme.arguments;
  const authorization = (value: string): Login => ({ query: [], headers: [["authorization", value]], cookies: [] });
  switch (scheme.kind) {
    case "apiKey": {
      const pair: Pair = [scheme.name, first];
      return { query: scheme.in === "query" ? [pair] : [], headers: scheme.in === "header" ? [pair] : [], cookies: scheme.in === "cookie" ? [pair] : [] };
    }
    case "basic":
      return authorization(`Basic ${base64(`${first}:${second}`)}`);
    case "bearer":
    case "oauth2":
    case "openIdConnect":
      return authorization(`Bearer ${first}`);
    case "http":
      return authorization(`${scheme.scheme} ${first}`);
    case "mutualTLS":
      return { query: [], headers: [], cookies: [] };
    default:
      return scheme satisfies never;
  }
}

/** Truth values and null are compared by identity, as linters ask. */
function isTruth(expr: OpenExpr): boolean {
  return expr.kind === "Constant" && (expr.value === null || typeof expr.value === "boolean");
}
