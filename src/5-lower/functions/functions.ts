import { declared, ref, rewrite, type FunctionDef, type OpenModule, type Ref, type Symbol, type Tree } from "../../../pyast/index.ts";
import type { Api } from "../../ir/api.ts";
import type { AuthScheme } from "../../ir/auth.ts";
import type { Operation } from "../../ir/operation.ts";
import { parseProvider, type AuthType } from "../../options.ts";
import type { LowerContext } from "../context.ts";
import { retryPolicy } from "../client/client.ts";
import { credential, securityExpression } from "../client/credentials.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { lowerOperation } from "../operations/operations.ts";
import { firstList, type FirstList } from "../operations/pages.ts";
import { spreadStatements } from "../operations/spread-keywords.ts";
import { isAbsolute } from "../operations/server-url.ts";

/** What module-level functions are made of: the client they share, and one function for each operation. */
export interface Functions {
  readonly module: OpenModule;
  /** What callers use, in the document's order. */
  readonly symbols: readonly Symbol[];
}

/** The functions surface: `async def` at the top level over a client that is made when it is first needed. */
export function lowerFunctions(lower: LowerContext): Functions {
  const path = `${lower.symbols.root}._functions`;
  const client = declared(path, "_lazy_client");
  const { body, symbols, declares } = functionStatements(lower, { operations: lower.api.operations, path, client });
  const whole = b.module([b.assign(client.name, clientCall(lower)), ...body]);
  return { module: { path, isPackage: false, body: whole, declares: [client, ...declares] }, symbols };
}

/** The functions of one module. */
export interface FunctionsOf {
  readonly operations: readonly Operation[];
  /** The module. */
  readonly path: string;
  /** The client that they share. */
  readonly client: Symbol;
}

/** The functions, what callers use of the statements, and all that these declare. */
export function functionStatements(
  lower: LowerContext,
  { operations, path, client }: FunctionsOf,
): { readonly body: readonly OpenStmt[]; readonly symbols: readonly Symbol[]; readonly declares: readonly Symbol[] } {
  // Functions stand four columns further left than methods, for which docstrings are wrapped.
  const wider: LowerContext = { ...lower, width: lower.width + 4 };
  const spreads = spreadStatements(wider, operations, path);
  const statements = operations.flatMap((operation) => {
    const page = firstList(lower, operation);
    return lowerOperation(wider, functionOperation(lower, operation), path)
      .map((method) => asFunction(method, client))
      .map((each) => (page !== null && each.kind === "FunctionDef" && each.name === operation.name ? listing(each, page) : each));
  });
  const symbols = statements.flatMap((statement) => (statement.kind === "FunctionDef" ? [declared(path, statement.name)] : []));
  return { body: [...spreads.body, ...statements], symbols, declares: [...spreads.declares, ...symbols] };
}

/** What makes the client that functions share. */
export function clientCall(lower: LowerContext): OpenExpr {
  return b.call(ref(lazyClient(lower)), [sourceCall(lower)]);
}

/** The function with the page's list as its result: `return page.items`. */
function listing(made: FunctionDef<Ref>, { attribute, required }: FirstList): OpenStmt {
  const taken = new Set(made.args.params.map(({ name }) => name));
  const page = taken.has("page") ? "first_page" : "page";
  const name = taken.has(page) ? `${page}_` : page;
  const items = b.attr(name, attribute);
  const body = made.body.flatMap((statement): readonly OpenStmt[] =>
    statement.kind === "Return" && statement.value !== null
      ? [b.assign(name, statement.value), b.ret(required ? items : b.or([items, b.list([])]))]
      : [statement],
  );
  return { ...made, body };
}

/** The class of the client that functions share: streams want to know how to go on. */
export function lazyClient({ api, symbols }: LowerContext): Symbol {
  return hasStreams(api) ? symbols.runtime("lazy_streams", "StreamingClient") : symbols.runtime("lazy_client", "LazyClient");
}

/** Whether a function gives a stream. */
export function hasStreams(api: Pick<Api, "operations">): boolean {
  return api.operations.some(({ result, stream }) => result.kind === "stream" || stream !== null);
}

/** A provider has one credential for all schemes. */
function functionOperation({ context }: LowerContext, operation: Operation): Operation {
  if (context.options.auth === null || operation.security === null || operation.security.length === 0) return operation;
  const optional = operation.security.some((alternative) => alternative.length === 0);
  return { ...operation, security: optional ? [[]] : null };
}

/** The method without `self`, sending through the shared client. */
function asFunction(method: OpenStmt, client: Symbol): OpenStmt {
  const moved = rewrite<Ref>(method, (node) => (isTransport(node) ? ref(client) : node));
  if (moved.kind !== "FunctionDef") return moved;
  return { ...moved, args: { ...moved.args, params: moved.args.params.slice(1) } };
}

/** `self._transport`; an argument that is called `self` has got an underscore long before. */
function isTransport(node: Tree<Ref>): boolean {
  return node.kind === "Attribute" && node.attr === "_transport" && node.value.kind === "Name" && node.value.id === "self";
}

/** What makes the client: the provider's integration, or the environment. */
function sourceCall(lower: LowerContext): OpenExpr {
  const { api, context } = lower;
  const provider = context.options.auth === null ? null : parseProvider(context.options.auth);
  const keywords: [string, OpenExpr][] = [];
  const [server] = api.servers;
  if (server !== undefined && isAbsolute(server.url)) keywords.push(["base_url", b.str(server.url)]);
  const { timeout } = context.options.client;
  const end: [string, OpenExpr][] = [
    ["retry", retryPolicy(lower) ?? b.call(runtime(lower, "retry", "RetryPolicy"), [])],
    ...(timeout === 60 ? [] : [["timeout", b.literal(timeout)] as [string, OpenExpr]]),
    ["user_agent", b.str(`${api.names.distribution}/${api.names.version}`)],
  ];
  if (provider !== null) {
    return b.call(runtime(lower, "integration", "IntegrationSource"), [b.str(provider.integration)], [...keywords, ...integrationKeywords(lower), ...end]);
  }
  const credentials = api.auth.map((scheme) => credential(lower, scheme)).filter((expr) => expr !== null);
  keywords.push(["base_url_variable", b.str(`${api.names.environment}_BASE_URL`)]);
  if (api.security.length > 0) keywords.push(["security", securityExpression(lower, api.security)]);
  return b.call(runtime(lower, "environment", "EnvironmentSource"), [b.lambda([], b.tuple(credentials))], [...keywords, ...end]);
}

const accessClasses = { oauth: "OAuthAccess", basic: "BasicAccess", bearer: "BearerAccess" } as const satisfies Record<Exclude<AuthType, "api_key">, string>;

const keyAccessClasses = { header: "KeyAccess", query: "QueryKeyAccess", cookie: "CookieKeyAccess" } as const;

function integrationKeywords(lower: LowerContext): [string, OpenExpr][] {
  const access = (name: string): [string, OpenExpr] => ["access", runtime(lower, "integration", name)];
  const schemes = schemesInOrder(lower);
  const type = lower.context.options.authType ?? authTypeOf(schemes[0]);
  // Without schemes the integration decides, and has a say in where its key goes.
  if (type === null) return [access("HeldAccess")];
  if (type !== "api_key") return [access(accessClasses[type])];
  const key = schemes.find((scheme) => scheme.kind === "apiKey");
  return key === undefined ? [access("KeyAccess")] : [access(keyAccessClasses[key.in]), ["key", b.str(key.name)]];
}

/** The document's schemes, those first that its operations ask for first; mutual TLS is no matter of requests. */
function schemesInOrder({ api }: LowerContext): readonly AuthScheme[] {
  const asked = [api.security, ...api.operations.map(({ security }) => security ?? [])].flat(2).map(({ scheme }) => scheme);
  const keys = new Set([...asked, ...api.auth.map(({ key }) => key)]);
  return [...keys].flatMap((key) => api.auth.find((scheme) => scheme.key === key && scheme.kind !== "mutualTLS") ?? []);
}

/** What the document's first scheme takes; null where there is none, and the integration decides. */
function authTypeOf(scheme: AuthScheme | undefined): AuthType | null {
  switch (scheme?.kind) {
    case "apiKey":
      return "api_key";
    case "basic":
      return "basic";
    case "bearer":
    case "http":
      return "bearer";
    case "oauth2":
    case "openIdConnect":
      return "oauth";
    case "mutualTLS":
    case undefined:
      return null;
    default:
      return scheme satisfies never;
  }
}

function runtime(lower: LowerContext, module: string, name: string): Ref {
  return ref(lower.symbols.runtime(module, name));
}
