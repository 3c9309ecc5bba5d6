import type { Pagination } from "./ir/operation.ts";

/** The choices of one compile, complete: command line over configuration over profile over defaults. */
export interface Options {
  /** The import name; null infers it from the title. */
  readonly name: string | null;
  readonly layout: "package" | "module";
  readonly http: "httpx2" | "httpx";
  /** The oldest Python that the output must run on, for example `3.10`. */
  readonly python: string;
  /** What models are: views on the JSON they came as, or classes of pydantic 2. */
  readonly models: "views" | "pydantic";
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
  readonly signatures: SignatureOptions;
  /** By the pointer of an operation: what a call returns where it is not the body itself. */
  readonly results: Readonly<Record<string, ResultOptions>>;
  /** Python modules of the user's own that become part of the package. */
  readonly extraFiles: readonly ExtraFile[];
  /** Further names of the package's root, by the module below it that has them; a module under its own name is exported itself. */
  readonly exports: Readonly<Record<string, string>>;
  /** How calls travel: as the document says, or in the `{"json": ...}` envelopes of oRPC under `/rpc`. */
  readonly wire: "rest" | "orpc-rpc";
  /** Whose names the package offers beside its own, for callers that were written for another generator; null for none. */
  readonly facade: "openapi-generator" | null;
}

/** How arguments are taken. */
export interface SignatureOptions {
  /** `server`: what is left out is not sent; `document`: the document's scalar defaults stand in the signature and are sent. */
  readonly defaults: "server" | "document";
  /** Whether methods take `**options` (timeout, max_retries, ...). */
  readonly options: boolean;
  /** By the pointer of an operation: the name of `**name`, which takes its body's optional properties. */
  readonly keywords: Readonly<Record<string, string>>;
  /** By place and name of a parameter (`header X-Scope`): the function of an extra file that gives its value, for example `scopes.current`. */
  readonly supplied: Readonly<Record<string, string>>;
}

/** What a call returns, where it is not the body itself. */
export interface ResultOptions {
  /** The property of the body that is returned in its place. */
  readonly unwrap: string | null;
  /** The status that is an absent result and no error. */
  readonly absent: number | null;
  /** The argument that says what to return for an absent result; None is returned where there is none. */
  readonly otherwise: string | null;
}

/** A Python module of the user's own. */
export interface ExtraFile {
  /** Its name below the package, for example `decorators`. */
  readonly module: string;
  readonly text: string;
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
  models: "views",
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
  signatures: { defaults: "server", options: true, keywords: {}, supplied: {} },
  results: {},
  extraFiles: [],
  exports: {},
  wire: "rest",
  facade: null,
};
