import type { Reporter } from "../diagnostics/reporter.ts";
import type { Api } from "../ir/api.ts";
import type { AuthScheme, Security } from "../ir/auth.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";

/** Decides which arguments of the constructor each security scheme takes, the ends of the variables read otherwise, and what a document asks for that does not say so. */
export const resolveAuth: Pass = {
  name: "resolve-auth",
  run(api, draft, { reporter }) {
    draft.security = asDraft(securityOf(api, reporter));
    const keys = api.auth.filter((scheme) => scheme.kind === "apiKey").length;
    draft.auth = asDraft(
      api.auth.map((scheme) => {
        const wanted = argumentsOf(scheme, keys === 1);
        return { ...scheme, arguments: wanted, environment: wanted.map((argument) => environmentSuffix(argument)) };
      }),
    );
  },
};

/** Schemes that no requirement names are there to be used: each is an alternative, and so is none. */
function securityOf({ security, auth, operations, origin }: Api, reporter: Reporter): Security {
  const usable = auth.filter((scheme) => scheme.kind !== "mutualTLS");
  const own = operations.flatMap((operation) => (operation.security === null ? [] : [operation.security]));
  if (usable.length > 0 && operations.length > 0 && [security, ...own].flat(2).length === 0) {
    reporter.report("security-assumed", usable[0]?.origin ?? origin, { schemes: usable.map(({ key }) => key).join(", ") });
    return [...usable.map(({ key }) => [{ scheme: key, scopes: [] }]), []];
  }
  const without = own.filter((each) => each.length === 0).length;
  if (security.flat().length > 0 && without > 1 && without * 2 > operations.length) {
    reporter.report("security-withheld", origin, { count: String(without), total: String(operations.length) });
  }
  return security;
}

function argumentsOf(scheme: AuthScheme, onlyKey: boolean): readonly string[] {
  switch (scheme.kind) {
    case "apiKey":
      return [onlyKey ? "api_key" : scheme.key];
    case "basic":
      return ["username", "password"];
    case "bearer":
      return ["token"];
    case "http":
      return ["credentials"];
    case "oauth2":
      return oauthArguments(scheme);
    case "openIdConnect":
      return ["access_token"];
    case "mutualTLS":
      return [];
    default:
      return scheme satisfies never;
  }
}

/** A ready token first, then what the flows without a browser need. */
function oauthArguments(scheme: Extract<AuthScheme, { readonly kind: "oauth2" }>): readonly string[] {
  const usable = scheme.flows.filter((flow) => flow.tokenUrl !== null);
  const has = (type: string): boolean => usable.some((flow) => flow.type === type);
  const renews = has("authorizationCode") || has("deviceAuthorization");
  return [
    "access_token",
    ...(has("clientCredentials") || has("password") || renews ? ["client_id", "client_secret"] : []),
    ...(has("password") ? ["username", "password"] : []),
    ...(renews ? ["refresh_token"] : []),
  ];
}

/** `client_id` is read from `…_CLIENT_ID`. */
function environmentSuffix(argument: string): string {
  return argument.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "").toUpperCase();
}
