import { ref, type Ref } from "../../../pyast/index.ts";
import type { AuthScheme, OAuthFlow, Security } from "../../ir/auth.ts";
import type { LowerContext } from "../context.ts";
import { b, type OpenExpr } from "../open-builders.ts";

type OAuth = Extract<AuthScheme, { readonly kind: "oauth2" }>;

/** The credential object of a scheme, or null where the HTTP client itself carries it. */
export function credential(lower: LowerContext, scheme: AuthScheme): OpenExpr | null {
  const sources = scheme.arguments.map((_, index) => source(lower, scheme, index));
  const key = b.str(scheme.key);
  switch (scheme.kind) {
    case "basic":
      return b.call(auth(lower, "AsyncBasic"), [key, ...sources]);
    case "bearer":
    case "openIdConnect":
      return b.call(auth(lower, "AsyncBearer"), [key, ...sources]);
    case "oauth2":
      return oauth(lower, scheme);
    case "http":
      return b.call(auth(lower, "AsyncBearer"), [key, ...sources], [["prefix", b.str(scheme.scheme)]]);
    case "apiKey":
      return b.call(auth(lower, "AsyncApiKey"), [key, ...sources, b.str(scheme.in), b.str(scheme.name)]);
    case "mutualTLS":
      return null;
    default:
      return scheme satisfies never;
  }
}

/** A ready access token, or what a flow without a browser needs to fetch one. */
function oauth(lower: LowerContext, scheme: OAuth): OpenExpr {
  const find = (name: string): OpenExpr | null => {
    const index = scheme.arguments.findIndex((_, at) => wireArgument(scheme, at) === name);
    return index < 0 ? null : source(lower, scheme, index);
  };
  const key = b.str(scheme.key);
  const token = find("access_token");
  const ready = token === null ? [] : [b.call(auth(lower, "AsyncBearer"), [key, token])];
  const flows = scheme.flows.flatMap((flow) => {
    const made = flowCredential(lower, { scheme, key, flow, find });
    return made === null ? [] : [made];
  });
  const [only] = ready;
  if (flows.length === 0 && only !== undefined) return only;
  return b.call(ref(lower.symbols.runtime("grants", "AsyncFirstCredential")), [key, ...ready, ...flows]);
}

interface Flow {
  readonly scheme: OAuth;
  readonly key: OpenExpr;
  readonly flow: OAuthFlow;
  readonly find: (name: string) => OpenExpr | null;
}

const flowClasses = {
  clientCredentials: { name: "AsyncClientCredentials", owner: [] },
  password: { name: "AsyncPasswordGrant", owner: ["username", "password"] },
  authorizationCode: { name: "AsyncRefreshGrant", owner: ["refresh_token"] },
  deviceAuthorization: { name: "AsyncRefreshGrant", owner: ["refresh_token"] },
  implicit: null,
} as const satisfies Record<OAuthFlow["type"], { readonly name: string; readonly owner: readonly string[] } | null>;

function flowCredential(lower: LowerContext, { scheme, key, flow, find }: Flow): OpenExpr | null {
  const kind = flowClasses[flow.type];
  const id = find("client_id");
  const secret = find("client_secret");
  if (kind === null || flow.tokenUrl === null || id === null || secret === null) return null;
  const owner = kind.owner.map(find).filter((each) => each !== null);
  if (owner.length < kind.owner.length) return null;
  const keywords: [string, OpenExpr][] = [];
  if (owner.length > 0) keywords.push(["owner", b.tuple(owner)]);
  const scopes = wantedScopes(lower, scheme);
  if (scopes.length > 0) keywords.push(["scopes", b.tuple(scopes.map((scope) => b.str(scope)))]);
  if (flow.refreshUrl !== null) keywords.push(["refresh_url", b.str(flow.refreshUrl)]);
  return b.call(ref(lower.symbols.runtime("oauth", kind.name)), [key, b.str(flow.tokenUrl), id, secret], keywords);
}

/** The scopes that the document's operations ask of a scheme, in its order: one token serves them all. */
function wantedScopes({ api }: LowerContext, scheme: OAuth): readonly string[] {
  const asked = [api.security, ...api.operations.map((operation) => operation.security ?? [])].flat(2);
  return [...new Set(asked.filter((each) => each.scheme === scheme.key).flatMap((each) => each.scopes))];
}

/** What an OAuth argument is, whatever `assign-names` called it: `resolve-auth` gives them in this order. */
function wireArgument(scheme: OAuth, index: number): string | undefined {
  const usable = scheme.flows.filter((flow) => flow.tokenUrl !== null).map((flow) => flow.type);
  const password = usable.includes("password");
  const renews = usable.includes("authorizationCode") || usable.includes("deviceAuthorization");
  const order = ["access_token"];
  if (usable.includes("clientCredentials") || password || renews) order.push("client_id", "client_secret");
  if (password) order.push("username", "password");
  if (renews) order.push("refresh_token");
  return order[index];
}

/** `AsyncSource(argument, "argument", "VARIABLE")`, for functions the variable alone; an empty password is a password. */
function source(lower: LowerContext, scheme: AuthScheme, index: number): OpenExpr {
  const argument = scheme.arguments[index] ?? "";
  const variable = b.str(scheme.environment[index] ?? "");
  const empty: readonly [string, OpenExpr][] = scheme.kind === "basic" && index === 1 ? [["empty", b.true]] : [];
  if (lower.context.options.surface === "functions") return b.call(ref(lower.symbols.runtime("environment", "EnvironmentSecret")), [variable], empty);
  return b.call(auth(lower, "AsyncSource"), [b.name(argument), b.str(argument), variable], empty);
}

/** The ways to be allowed, each a tuple of scheme names: `(("oauth",), ("key", "app"))`; what the HTTP client carries is not named. */
export function securityExpression(lower: LowerContext, security: Security): OpenExpr {
  const carried = new Set(lower.api.auth.filter(({ kind }) => kind === "mutualTLS").map(({ key }) => key));
  return b.tuple(
    security.map((alternative) => b.tuple(alternative.filter(({ scheme }) => !carried.has(scheme)).map(({ scheme }) => b.str(scheme)))),
  );
}

function auth(lower: LowerContext, name: string): Ref {
  return ref(lower.symbols.runtime("auth", name));
}
