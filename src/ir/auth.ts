import type { Origin } from "./origin.ts";
import type { Docs } from "./schema.ts";

/** The key of a scheme in `components.securitySchemes`. */
export type SchemeKey = string;

interface SchemeBase {
  readonly key: SchemeKey;
  readonly origin: Origin;
  readonly docs: Docs;
  /** The constructor's arguments in order, for example `["username", "password"]`; set by `resolve-auth`. */
  readonly arguments: readonly string[];
  /** The environment variables read when an argument is not given, one for each argument; `resolve-auth` sets them without the package's prefix, which `assign-names` puts before. */
  readonly environment: readonly string[];
}

export interface OAuthFlow {
  readonly type: "authorizationCode" | "implicit" | "password" | "clientCredentials" | "deviceAuthorization";
  readonly tokenUrl: string | null;
  readonly refreshUrl: string | null;
  readonly authorizationUrl: string | null;
  readonly scopes: Readonly<Record<string, string>>;
}

/** A security scheme of the document. */
export type AuthScheme =
  | (SchemeBase & { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string })
  | (SchemeBase & { readonly kind: "basic" })
  | (SchemeBase & { readonly kind: "bearer"; readonly format: string | null })
  /** Another `http` scheme: its credentials go into `Authorization` after the scheme's name. */
  | (SchemeBase & { readonly kind: "http"; readonly scheme: string })
  | (SchemeBase & { readonly kind: "oauth2"; readonly flows: readonly OAuthFlow[] })
  | (SchemeBase & { readonly kind: "openIdConnect"; readonly url: string })
  | (SchemeBase & { readonly kind: "mutualTLS" });

/** One way to be allowed: all of these schemes together; an empty list needs nothing. */
export type SecurityAlternative = readonly { readonly scheme: SchemeKey; readonly scopes: readonly string[] }[];
/** The ways to be allowed, in the document's order; an empty list means that nothing is needed. */
export type Security = readonly SecurityAlternative[];
