import { declared, ref, type OpenModule, type Param, type Ref } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { credential, securityExpression } from "./credentials.ts";
import { argumentSection, cleanText, describe, docstringText, wrap, type ArgumentDoc } from "../docs.ts";
import { lowerOperation } from "../operations/operations.ts";
import { ruleStatements } from "../operations/pages.ts";
import { spreadStatements } from "../operations/spread-keywords.ts";
import { childProperties } from "../operations/resources.ts";
import { hasFile } from "../operations/results.ts";
import { isAbsolute } from "../operations/server-url.ts";
import { py } from "../symbols.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";

type E = OpenExpr;

/** A setting that every client takes after its credentials. */
interface Setting {
  readonly name: string;
  readonly annotation: E;
  readonly default: E;
  readonly doc: string;
}

/** The module of the client: what the document says of the API as a whole, and the asynchronous class. */
export function lowerClient(lower: LowerContext): OpenModule {
  const { api } = lower;
  const symbol = lower.symbols.client(api.names.client);
  const profile = declared(`${lower.symbols.root}._client`, "PROFILE");
  const settings = clientSettings(lower);
  const path = `${lower.symbols.root}._client`;
  const operations = api.operations.filter(({ namespace }) => namespace.length === 0);
  const rules = ruleStatements(lower, operations, path);
  const spreads = spreadStatements(lower, operations, path);
  const statement = b.classDef(symbol.name, {
    bases: [ref(api.operations.some(hasFile) ? lower.symbols.runtime("downloads", "AsyncDownloadClient") : lower.symbols.runtime("client", "AsyncClient"))],
    doc: classDoc(lower, settings),
    body: [
      ...transportClass(lower),
      constructor_(lower, settings, ref(profile)),
      ...childProperties(lower, { path: [] }),
      ...operations.flatMap((operation) => lowerOperation(lower, operation, path)),
    ],
  });
  const doc = b.docstring(clientModuleDoc(lower));
  return {
    path,
    isPackage: false,
    body: b.module([doc, b.assign(profile.name, profileCall(lower)), ...rules.body, ...spreads.body, statement]),
    declares: [profile, ...rules.declares, ...spreads.declares, symbol],
  };
}

/** Which transport carries the calls, where it is not the plain one. */
function transportClass(lower: LowerContext): readonly OpenStmt[] {
  if (!lower.api.operations.some(({ rpc }) => rpc !== null)) return [];
  return [b.assign("_transport_class", ref(lower.symbols.runtime("rpc", "AsyncRpcTransport")))];
}

function clientModuleDoc({ api, context }: LowerContext): string {
  const { client } = api.names;
  const twins = context.options.twins;
  if (twins.length === 2) return `The clients: \`${client}\` blocks, \`Async${client}\` awaits; everything else is the same.`;
  return twins.includes("sync") ? `The client: \`${client}\`.` : `The client: \`Async${client}\`.`;
}

/** What the document says of its API, in the words of the runtime's `Profile`. */
function profileCall(lower: LowerContext): E {
  const { api } = lower;
  const [server] = api.servers;
  const keywords: [string, E][] = [];
  if (server !== undefined && isAbsolute(server.url)) keywords.push(["base_url", b.str(server.url)]);
  keywords.push(["base_url_variable", b.str(`${api.names.environment}_BASE_URL`)]);
  keywords.push(["user_agent", b.str(`${api.names.distribution}/${api.names.version}`)]);
  if (api.security.length > 0) {
    keywords.push(["security", securityExpression(lower, api.security)]);
  }
  const retry = retryPolicy(lower);
  if (retry !== null) keywords.push(["retry", retry]);
  return b.call(ref(lower.symbols.runtime("client", "Profile")), [], keywords);
}

/** The configuration's retry constants, or null where they are the defaults. */
export function retryPolicy(lower: LowerContext): E | null {
  const { maxRetries, backoff, retryMethods } = lower.context.options.client;
  const keywords: [string, E][] = [];
  if (maxRetries !== 2) keywords.push(["max_retries", b.literal(maxRetries)]);
  if (backoff[0] !== 0.5) keywords.push(["first_wait", b.literal(backoff[0])]);
  if (backoff[1] !== 8) keywords.push(["longest_wait", b.literal(backoff[1])]);
  if (retryMethods === "all") keywords.push(["every_method", b.true]);
  return keywords.length === 0 ? null : b.call(ref(lower.symbols.runtime("retry", "RetryPolicy")), [], keywords);
}

function classDoc(lower: LowerContext, settings: readonly Setting[]): string | null {
  const { info } = lower.api;
  const words = info.summary ?? info.description;
  const what = words === null ? `${cleanText(info.title)}.` : cleanText(words);
  const entries = [...credentialDocs(lower), ...settings.map((setting): ArgumentDoc => ({ name: setting.name, text: setting.doc }))];
  return docstringText([wrap(what, lower.width - 7), argumentSection(entries, lower.width - 4)]);
}

function credentialDocs(lower: LowerContext): readonly ArgumentDoc[] {
  return lower.api.auth.flatMap((scheme) =>
    scheme.arguments.map((name, index) => {
      const words = describe(scheme.docs);
      const variable = scheme.environment[index] ?? "";
      return { name, text: `${words === null ? "" : `${words.replace(/\s+/g, " ")} `}Read from ${variable} when not given.` };
    }),
  );
}

function constructor_(lower: LowerContext, settings: readonly Setting[], profile: E): OpenStmt {
  const secret = b.union([ref(lower.symbols.runtime("auth", "AsyncSecret")), b.none]);
  const credentials = lower.api.auth.flatMap((scheme) =>
    scheme.arguments.map((name): Param<Ref> => b.param(name, { annotation: secret, default: b.none, kind: "kwonly" })),
  );
  const given = lower.api.auth.map((scheme) => credential(lower, scheme)).filter((expr) => expr !== null);
  return b.def("__init__", {
    params: [
      b.param("self"),
      ...credentials,
      ...settings.map((setting) => b.param(setting.name, { annotation: setting.annotation, default: setting.default, kind: "kwonly" })),
    ],
    returns: b.none,
    body: [
      b.expr(
        b.call(
          b.attr(b.call(ref(py.super)), "__init__"),
          [profile, b.tuple(given)],
          settings.map((setting) => [setting.name, b.name(setting.name)] as const),
        ),
      ),
    ],
  });
}

function clientSettings(lower: LowerContext): readonly Setting[] {
  const rt = lower.symbols.runtime;
  const http = lower.symbols.http;
  const orNone = (...types: readonly E[]): E => b.union([...types, b.none]);
  const { timeout } = lower.context.options.client;
  return [
    { name: "base_url", annotation: orNone(ref(py.str)), default: b.none, doc: `Read from ${lower.api.names.environment}_BASE_URL when not given, else the document's.` },
    {
      name: "timeout",
      annotation: orNone(ref(py.float), ref(http("Timeout"))),
      default: timeout === 60 ? ref(rt("client", "NOT_GIVEN")) : b.literal(timeout),
      doc: `Seconds for each of connecting, sending and waiting, ${timeout} by default; None waits forever.`,
    },
    { name: "deadline", annotation: orNone(ref(py.float)), default: b.none, doc: "Seconds for a whole call, retries included." },
    { name: "max_retries", annotation: orNone(ref(py.int)), default: b.none, doc: `How often a failed call is tried again, ${lower.context.options.client.maxRetries} by default.` },
    { name: "default_headers", annotation: orNone(b.subscript(ref(py.Mapping), [ref(py.str), ref(py.str)])), default: b.none, doc: "Sent with every request." },
    { name: "strict", annotation: ref(py.bool), default: b.false, doc: "Check every response against the document and raise where it differs." },
    { name: "on_mismatch", annotation: orNone(ref(rt("mismatch", "OnMismatch"))), default: b.none, doc: "Called with what a response holds that the document does not say." },
    { name: "middleware", annotation: b.subscript(ref(py.Sequence), ref(rt("transport", "AsyncMiddleware"))), default: b.tuple([]), doc: "Functions that see each attempt: `(request, call_next) -> response`." },
    {
      name: "http_client",
      annotation: orNone(ref(http("AsyncClient")), ref(http("AsyncBaseTransport"))),
      default: b.none,
      doc: "An HTTP client or transport of your own; what it brings is kept.",
    },
  ];
}
