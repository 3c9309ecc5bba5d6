import type { Pagination } from "./ir/operation.ts";

/** The choices of one compile, complete: command line over configuration over profile over defaults. */
export interface Options {
  /** The import name; null infers it from the title. */
  readonly name: string | null;
  readonly layout: "package" | "module";
  readonly http: "httpx2" | "httpx";
  /** The oldest Python that the output must run on, for example `3.10`. */
  readonly python: string;
  readonly surface: "clients" | "functions";
  readonly twins: readonly ("sync" | "async")[];
  /** A named credential provider, for example `bifrost:HaloPSA`; null takes arguments and environment variables. */
  readonly auth: string | null;
  /** What the provider's credentials are; null leaves that to the document. */
  readonly authType: AuthType | null;
  readonly lineLength: number;
  /** `tag:Users`, `/repos/**`, `op:createPet`; empty includes all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** By pointer, as the manifest writes it: an attribute path for an operation, a name for the rest. */
  readonly renames: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, { readonly operations: readonly string[]; readonly positional: readonly string[] }>>;
  /** By format: the Python type it becomes. */
  readonly types: Readonly<Record<string, string>>;
  readonly pagination: Readonly<Record<string, Pagination | null>>;
  readonly streaming: { readonly sentinel: string | null };
  readonly client: ClientOptions;
  readonly extraFiles: readonly string[];
}

/** The kinds of credentials that a provider may hold. */
export type AuthType = "oauth" | "api_key" | "basic" | "bearer";

/** A credential provider and what it is asked for: `bifrost:HaloPSA`. */
export interface Provider {
  readonly provider: "bifrost";
  /** The integration, as the platform knows it. */
  readonly integration: string;
}

/** Reads `bifrost:NAME`; null where it is no such text. */
export function parseProvider(text: string): Provider | null {
  const [, integration] = /^bifrost:\s*(\S(?:.*\S)?)\s*$/.exec(text) ?? [];
  return integration === undefined || integration.length > 200 ? null : { provider: "bifrost", integration };
}

/** Defaults of the generated client. */
export interface ClientOptions {
  /** Seconds. */
  readonly timeout: number;
  readonly maxRetries: number;
  /** First and longest pause in seconds. */
  readonly backoff: readonly [number, number];
  readonly retryMethods: "idempotent" | "all";
  /** Null derives it from the name. */
  readonly envPrefix: string | null;
}

/** What holds where nobody says otherwise. */
export const defaultOptions: Options = {
  name: null,
  layout: "package",
  http: "httpx2",
  python: "3.10",
  surface: "clients",
  twins: ["sync", "async"],
  auth: null,
  authType: null,
  lineLength: 88,
  include: [],
  exclude: [],
  renames: {},
  resources: {},
  types: {},
  pagination: {},
  streaming: { sentinel: "[DONE]" },
  client: { timeout: 60, maxRetries: 2, backoff: [0.5, 8], retryMethods: "idempotent", envPrefix: null },
  extraFiles: [],
};
