import type { Compilation } from "../compile.ts";
import type { AuthScheme } from "../ir/auth.ts";
import { messagesOf } from "./messages.ts";
import type { Found, FoundOperation } from "./protocol.ts";

/** What to say of a document after reading it, under the names that its SDK has. */
export function foundOf({ api, manifest, diagnostics, sources }: Omit<Compilation, "files">): Found {
  const namespaces = new Map<string, FoundOperation[]>();
  for (const { method, path, python } of manifest.operations) {
    const name = python.split(".").slice(0, -1).join(".");
    const operations = namespaces.get(name) ?? [];
    operations.push({ method, path, python });
    namespaces.set(name, operations);
  }
  return {
    title: manifest.document.title,
    version: manifest.document.version,
    openapi: manifest.document.openapi,
    package: manifest.package,
    servers: api.servers.map(({ url }) => url),
    security: api.auth.map((scheme) => ({ name: scheme.key, what: describeScheme(scheme), environment: scheme.environment })),
    namespaces: [...namespaces].map(([name, operations]) => ({ name, operations })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    models: manifest.schemas.map(({ python }) => shortName(python, manifest.package)).toSorted(),
    webhooks: manifest.webhooks.length,
    messages: messagesOf(diagnostics, sources),
  };
}

/** The name below the package, and below `models`, where most of them are. */
function shortName(python: string, name: string): string {
  const below = python.startsWith(`${name}.`) ? python.slice(name.length + 1) : python;
  return below.startsWith("models.") ? below.slice("models.".length) : below;
}

function describeScheme(scheme: AuthScheme): string {
  switch (scheme.kind) {
    case "apiKey":
      return `API key in the ${scheme.in === "query" ? "query parameter" : scheme.in} ${scheme.name}`;
    case "basic":
      return "user name and password";
    case "bearer":
      return "bearer token";
    case "http":
      return `HTTP scheme ${scheme.scheme}`;
    case "oauth2":
      return `OAuth 2 (${scheme.flows.map(({ type }) => type).join(", ")})`;
    case "openIdConnect":
      return "OpenID Connect";
    case "mutualTLS":
      return "client certificate";
    default:
      return scheme satisfies never;
  }
}
