import { compareListed, declared, ref, type OpenModule, type Symbol } from "../../../pyast/index.ts";
import type { AuthScheme } from "../../ir/auth.ts";
import type { MediaType } from "../../ir/operation.ts";
import { isNamed, resolveUse, type LowerContext } from "../context.ts";
import { hasFacade } from "./has-facade.ts";
import { lazyModule, type LazyName } from "../layout/lazy-packages.ts";
import { py } from "../symbols.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { apiClasses, apiClientSymbol, apiModule, blockingHalf, type ApiClass } from "./api-modules.ts";
import { generatorClass, generatorMethod, generatorModule } from "./generator-names.ts";

/** What another generator's names add to a package. */
export interface Facade {
  readonly modules: readonly OpenModule[];
  /** Further names of the package's root. */
  readonly rootNames: readonly LazyName[];
  /** Further names of `models`. */
  readonly modelNames: readonly LazyName[];
}

const none: Facade = { modules: [], rootNames: [], modelNames: [] };

/** The modules of openapi-generator's Python clients, which delegate to the client; nothing where no facade is asked for. */
export function lowerFacade(lower: LowerContext): Facade {
  if (!hasFacade(lower)) return none;
  const { root } = lower.symbols;
  const classes = apiClasses(lower);
  const aliases = modelAliases(lower);
  const rt = lower.symbols.runtime;
  const errors = ["ApiAttributeError", "ApiKeyError", "ApiTypeError", "ApiValueError", ...statusErrors].map((name) => rt("facade_errors", name));
  const exception = { name: "ApiException", value: rt("facade_errors", "FacadeException") };
  const modules = [
    lazyModule(lower, { path: `${root}.api`, isPackage: true, doc: "The API's operations under openapi-generator's names.", names: classes.map(({ name, file }) => ({ name, from: `.${file}` })) }),
    ...classes.map((made) => apiModule(lower, made)),
    apiClientModule(lower),
    door(lower, { name: "configuration", doc: "The settings that `ApiClient` takes.", exported: [rt("facade_settings", "Configuration")] }),
    door(lower, { name: "api_response", doc: "What `*_with_http_info` returns.", exported: [rt("facade_calls", "ApiResponse")] }),
    door(lower, { name: "exceptions", doc: "What calls raise; `ApiException` is one of the client's own as well.", exported: errors, renamed: [exception, { name: "OpenApiException", value: rt("errors", "SDKError") }] }),
    door(lower, { name: "rest", doc: "Responses as they came, and what is raised for those with an error status.", exported: [rt("facade_calls", "RESTResponse")], renamed: [exception] }),
    ...aliases.map(({ module }) => module),
  ];
  return { modules, rootNames: rootNames(lower, classes, aliases), modelNames: aliases.map(({ name, file }) => ({ name, from: `.${file}` })) };
}

const statusErrors = [
  "BadRequestException",
  "ConflictException",
  "ForbiddenException",
  "NotFoundException",
  "ServiceException",
  "TooManyRequestsException",
  "UnauthorizedException",
  "UnprocessableEntityException",
] as const;

interface Door {
  /** The module in the package. */
  readonly name: string;
  readonly doc: string;
  /** What it offers under its own name. */
  readonly exported: readonly Symbol[];
  /** What it offers under another. */
  readonly renamed?: readonly { readonly name: string; readonly value: Symbol }[];
}

/** A module that only offers what the runtime has. */
function door(lower: LowerContext, { name, doc, exported, renamed = [] }: Door): OpenModule {
  const path = `${lower.symbols.root}.${name}`;
  const declares = renamed.map((each) => declared(path, each.name));
  const body: OpenStmt[] = [b.docstring(doc), ...renamed.map((each) => b.assign(each.name, ref(each.value)))];
  const exports = [...declares, ...exported].sort((left, right) => compareListed(left.name, right.name));
  return { path, isPackage: false, body: b.module(body), declares, exports };
}

/** The class that makes the client from the settings. */
function apiClientModule(lower: LowerContext): OpenModule {
  const symbol = apiClientSymbol(lower);
  const client = lower.symbols.client(lower.api.names.client);
  const settings = b.attr("self", "configuration");
  const doc = "The client under openapi-generator's names.";
  const keyNames = lower.api.auth.flatMap((scheme) => (scheme.kind === "apiKey" ? [scheme.key, scheme.name] : []));
  const property = b.def("client", {
    decorators: [ref(py.cachedProperty)],
    params: ["self"],
    returns: ref(client),
    doc: "The client that makes the calls; made with the settings of its first use.",
    body: [
      b.assign("settings", settings),
      b.ret(
        b.call(ref(client), [], [
          ...lower.api.auth.flatMap((scheme) => scheme.arguments.flatMap((argument, index) => credential(scheme, argument, index))),
          ["base_url", b.attr("settings", "host")],
          ["max_retries", b.attr("settings", "retries")],
          ["default_headers", b.call(b.attr("self", "fixed_headers"), [b.tuple([...new Set(keyNames)].map((name) => b.str(name)))])],
          ["http_client", b.call(ref(lower.symbols.runtime("facade_settings", "async_http_client")), [b.name("settings")])],
        ]),
      ),
    ],
  });
  const statement = b.classDef(symbol.name, { bases: [ref(lower.symbols.runtime("facade_calls", "AsyncFacadeClient"))], doc, body: [property] });
  return blockingHalf(lower, { path: `${lower.symbols.root}.api_client`, isPackage: false, body: b.module([b.docstring(doc), statement]), declares: [symbol] });
}

/** Where the settings hold an argument of the client; what they have no place for is left to the environment. */
function credential(scheme: AuthScheme, argument: string, index: number): readonly (readonly [string, OpenExpr])[] {
  switch (scheme.kind) {
    case "apiKey":
      return [[argument, b.call(b.attr("settings", "key"), [b.str(scheme.key), b.str(scheme.name)])]];
    case "basic":
      return [[argument, b.attr("settings", index === 0 ? "username" : "password")]];
    case "bearer":
    case "http":
    case "oauth2":
    case "openIdConnect":
      return index === 0 ? [[argument, b.call(b.attr("settings", "token"))]] : [];
    case "mutualTLS":
      return [];
    default:
      return scheme satisfies never;
  }
}

interface ModelAlias {
  readonly name: string;
  readonly file: string;
  readonly module: OpenModule;
}

/** Names that the other generator makes up for bodies and answers described in place, and those it changes. */
function modelAliases(lower: LowerContext): readonly ModelAlias[] {
  const named = Object.values(lower.api.schemas).filter(isNamed);
  const names = new Set(named.map(({ name }) => name.toLowerCase()));
  const files = new Set(named.map(({ file }) => file));
  const found: ModelAlias[] = [];
  const add = (name: string, media: MediaType | undefined): void => {
    const file = generatorModule(name);
    const schema = media?.use == null ? null : resolveUse(lower, media.use).schema;
    if (schema === null || !isNamed(schema) || schema.kind !== "object" || schema.hint.from === "component") return;
    if (names.has(name.toLowerCase()) || files.has(file)) return;
    names.add(name.toLowerCase());
    files.add(file);
    found.push(modelAlias(lower, { name, file, target: lower.symbols.model(schema) }));
  };
  for (const operation of lower.api.operations) {
    const stem = generatorClass(generatorMethod(operation));
    if (stem === null) continue;
    add(`${stem}Request`, operation.body?.media[0]);
    for (const { status, media } of operation.responses) add(`${stem}${statusWord(status)}Response`, media[0]);
  }
  const reserved = named.find(({ name, kind }) => name === "ApiResponse" && kind === "object");
  if (reserved !== undefined && !names.has("modelapiresponse") && !files.has("model_api_response")) {
    found.push(modelAlias(lower, { name: "ModelApiResponse", file: "model_api_response", target: lower.symbols.model(reserved) }));
  }
  return found;
}

/** `200`, `4XX`, and `Default`. */
function statusWord(status: string): string {
  return status === "default" ? "Default" : status;
}

function modelAlias(lower: LowerContext, { name, file, target }: { readonly name: string; readonly file: string; readonly target: Symbol }): ModelAlias {
  const path = `${lower.symbols.root}.models.${file}`;
  const body = b.module([b.docstring(`\`${target.name}\` under openapi-generator's name.`), b.annAssign(name, ref(py.TypeAlias), ref(target))]);
  return { name, file, module: { path, isPackage: false, body, declares: [declared(path, name)] } };
}

/** What that generator's root offers: every class, model and exception. */
function rootNames(lower: LowerContext, classes: readonly ApiClass[], aliases: readonly ModelAlias[]): readonly LazyName[] {
  const models = Object.values(lower.api.schemas).filter(isNamed).map(({ name }) => name);
  return [
    { name: "api", from: ".api" },
    { name: "ApiClient", from: ".api_client" },
    { name: "ApiResponse", from: ".api_response" },
    { name: "Configuration", from: ".configuration" },
    ...["ApiAttributeError", "ApiKeyError", "ApiTypeError", "ApiValueError", "OpenApiException"].map((name) => ({ name, from: ".exceptions" })),
    ...classes.map(({ name }) => ({ name, from: ".api" })),
    ...[...models, ...aliases.map(({ name }) => name)].map((name) => ({ name, from: ".models" })),
  ];
}
