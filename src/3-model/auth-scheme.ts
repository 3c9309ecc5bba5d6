import type { AuthScheme, OAuthFlow, Security, SecurityAlternative } from "../ir/auth.ts";
import type { Json } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import { childAt, follow, originOf, step, type At, type Builder } from "./builder.ts";
import { docsOf, textOf, textsOf } from "./words.ts";

/** The security schemes of `components.securitySchemes` that are understood. */
export function authSchemesOf(builder: Builder, schemes: At | undefined): readonly AuthScheme[] {
  if (schemes === undefined || !isObject(schemes.node)) return [];
  return Object.entries(schemes.node).flatMap(([key, node]) => {
    const written = step(schemes, key, node);
    const at = follow(builder, written);
    const scheme = at === undefined ? null : schemeOf(builder, key, at);
    if (scheme === null) builder.reporter.report("security-not-supported", originOf(builder, written), { name: key, reason: "its type is not known" });
    return scheme === null ? [] : [scheme];
  });
}

function schemeOf(builder: Builder, key: string, at: At): AuthScheme | null {
  if (!isObject(at.node)) return null;
  const base = { key, origin: originOf(builder, at), docs: docsOf(at.node), arguments: [], environment: [] };
  switch (textOf(at.node, "type")) {
    case "apiKey": {
      const place = textOf(at.node, "in");
      const name = textOf(at.node, "name");
      return name === null || (place !== "header" && place !== "query" && place !== "cookie") ? null : { ...base, kind: "apiKey", in: place, name };
    }
    case "http": {
      const scheme = textOf(at.node, "scheme");
      if (scheme === null) return null;
      if (scheme.toLowerCase() === "basic") return { ...base, kind: "basic" };
      if (scheme.toLowerCase() === "bearer") return { ...base, kind: "bearer", format: textOf(at.node, "bearerFormat") };
      return { ...base, kind: "http", scheme };
    }
    case "oauth2":
      return { ...base, kind: "oauth2", flows: flowsOf(at) };
    case "openIdConnect":
      return { ...base, kind: "openIdConnect", url: textOf(at.node, "openIdConnectUrl") ?? "" };
    case "mutualTLS":
      return { ...base, kind: "mutualTLS" };
    default:
      return null;
  }
}

const flowTypes = ["authorizationCode", "implicit", "password", "clientCredentials", "deviceAuthorization"] as const;

function flowsOf(at: At): readonly OAuthFlow[] {
  const flows = childAt(at, "flows");
  return flowTypes.flatMap((type): readonly OAuthFlow[] => {
    const flow = flows === undefined ? undefined : childAt(flows, type);
    if (flow === undefined || !isObject(flow.node)) return [];
    const scopes = member(flow.node, "scopes");
    return [
      {
        type,
        tokenUrl: textOf(flow.node, "tokenUrl"),
        refreshUrl: textOf(flow.node, "refreshUrl"),
        authorizationUrl: textOf(flow.node, "authorizationUrl"),
        scopes: Object.fromEntries(Object.entries(scopes !== undefined && isObject(scopes) ? scopes : {}).map(([scope, text]) => [scope, typeof text === "string" ? text : ""])),
      },
    ];
  });
}

/** A list of security requirements, or null where there is none; a scheme that is not defined is left out of it. */
export function securityOf(builder: Builder, list: At | undefined, auth: readonly AuthScheme[]): Security | null {
  if (list === undefined || !isArray(list.node)) return null;
  const known = new Set(auth.map((scheme) => scheme.key));
  const alternatives = list.node.flatMap((node, index): readonly SecurityAlternative[] => {
    if (!isObject(node)) return [];
    const alternative = Object.entries(node).map(([scheme, scopes]: [string, Json]) => ({ scheme, scopes: textsOf(scopes) }));
    const missing = alternative.filter(({ scheme }) => !known.has(scheme));
    for (const { scheme } of missing) builder.reporter.report("security-not-found", originOf(builder, step(list, index, node)), { name: scheme });
    const usable = alternative.filter(({ scheme }) => known.has(scheme));
    return missing.length > 0 && usable.length === 0 ? [] : [usable];
  });
  return alternatives;
}
