import { declared, isIdentifier, type Symbol } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import type { LazyName } from "./lazy-packages.ts";
import { hasTypedExtras } from "../models/models.ts";
import { webhookExports } from "../client/webhooks.ts";

/** What every SDK offers at its root beside its clients, by the runtime module that defines it. */
const runtimeExports = {
  errors: [
    "ApiException",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ConnectionFailed",
    "DecodeError",
    "MissingCredentials",
    "NotFoundError",
    "NotModifiedError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestTimeout",
    "SDKError",
    "ServerError",
    "StreamInterrupted",
    "UnprocessableError",
  ],
  models: ["UNSET", "UnknownInt", "UnknownStr"],
  responses: ["Response"],
} as const;

/** What an SDK offers of its runtime: the door to typed further keys only where it has some. */
function offered(lower: LowerContext): readonly (readonly [string, readonly string[]])[] {
  const typed = hasTypedExtras(lower);
  return Object.entries(runtimeExports).map(([module, names]) => [module, typed && module === "models" ? [...names, "additional"] : names]);
}

/** The symbols of the runtime that users import, which `shake` keeps whether or not the SDK's own code needs them. */
export function publicRuntime(lower: LowerContext): readonly Symbol[] {
  return offered(lower).flatMap(([module, names]) => names.map((name) => lower.symbols.runtime(module, name)));
}

/** The names of the root package and where each comes from. */
export function rootNames(lower: LowerContext): readonly LazyName[] {
  const { client } = lower.api.names;
  const { twins } = lower.context.options;
  const clients = [...(twins.includes("async") ? [`Async${client}`] : []), ...(twins.includes("sync") ? [client] : [])];
  return exportedNames(lower, [
    ...clients.map((name) => ({ name, from: "._client" })),
    ...runtimeNames(lower),
    ...webhookNames(lower),
    { name: "models", from: ".models" },
    { name: "testing", from: ".testing" },
  ]);
}

/** What the root offers for requests that the API makes. */
export function webhookNames(lower: LowerContext): readonly LazyName[] {
  const { own, runtime } = webhookExports(lower.api);
  return [...own.map((name) => ({ name, from: "._webhooks" })), ...runtime.map((name) => ({ name, from: "._runtime.webhooks" }))];
}

/** What the root offers of the runtime. */
export function runtimeNames(lower: LowerContext): readonly LazyName[] {
  return offered(lower).flatMap(([module, names]) => names.map((name) => ({ name, from: `._runtime.${module}` })));
}

/** The root's names with those that the configuration exports, which come before ours. */
export function exportedNames(lower: LowerContext, names: readonly LazyName[]): readonly LazyName[] {
  const { exports, extraFiles } = lower.context.options;
  const modules = new Set([...extraFiles.map(({ module }) => module), ...names.flatMap(({ name, from }) => (from === `.${name}` ? [name] : []))]);
  const wanted = Object.entries(exports).flatMap(([name, module]): readonly LazyName[] => {
    const reason = !isIdentifier(name) ? "it is no Python name" : !modules.has(module) ? "there is no such module" : null;
    if (reason === null) return [{ name, from: `.${module}` }];
    lower.context.reporter.report("export-not-usable", lower.api.origin, { name, module, reason });
    return [];
  });
  const given = new Set(wanted.map(({ name }) => name));
  return [...names.filter(({ name }) => !given.has(name)), ...wanted];
}

/** The client classes of the output. */
export function clientSymbols(lower: LowerContext): readonly Symbol[] {
  const { client } = lower.api.names;
  const module = `${lower.symbols.root}._client`;
  const { twins } = lower.context.options;
  return [
    ...(twins.includes("async") ? [declared(module, `Async${client}`)] : []),
    ...(twins.includes("sync") ? [declared(module, client)] : []),
  ];
}
