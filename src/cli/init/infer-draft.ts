import { stringFormats } from "../../5-lower/models/types.ts";
import type { Compilation } from "../../compile.ts";
import type { Api } from "../../ir/api.ts";
import type { Operation, Pagination } from "../../ir/operation.ts";
import { formatOrigin } from "../../ir/origin.ts";
import { defaultOptions, type Options } from "../../options.ts";
import type { PageSettings, Settings } from "../configuration/settings.ts";
import type { Draft } from "./draft.ts";
import { operationSelector } from "./operation-selector.ts";

/** How many names that were made up are shown. */
const mostCandidates = 30;

/** Everything that a compile without a configuration decided, as a configuration that decides the same. */
export function inferDraft({ api, diagnostics }: Pick<Compilation, "api" | "diagnostics">): Draft {
  const entry = api.origin.document;
  const { resources, strays, remarks } = resourcesOf(api);
  const pages = Object.fromEntries(api.operations.flatMap((operation) => (operation.pagination === null ? [] : [[formatOrigin(operation.origin, entry), pageSettings(operation.pagination)]])));
  for (const operation of api.operations) if (operation.pagination !== null) remarks.set(formatOrigin(operation.origin, entry), pythonOf(operation));
  const settings: Settings = {
    name: api.names.module,
    layout: defaultOptions.layout,
    http: defaultOptions.http,
    python: defaultOptions.python,
    surface: defaultOptions.surface,
    twins: defaultOptions.twins,
    "line-length": defaultOptions.lineLength,
    ...(Object.keys(strays).length === 0 ? {} : { renames: strays }),
    resources,
    types: typesOf(api),
    pagination: pages,
    streaming: { ...defaultOptions.streaming },
    client: clientSettings(defaultOptions, api.names.environment),
  };
  const changed = new Set(diagnostics.flatMap(({ code, origin }) => (code === "name-changed" ? [formatOrigin(origin, entry)] : [])));
  const candidates = Object.values(api.schemas).flatMap((schema) => {
    const pointer = formatOrigin(schema.origin, entry);
    return schema.name !== null && (schema.hint.from === "derived" || changed.has(pointer)) ? [[pointer, schema.name] as const] : [];
  });
  return { about: `${entry} (${api.info.title.slice(0, 200)} ${api.info.version.slice(0, 40)})`, settings, remarks, candidates: [...new Map(candidates)].slice(0, mostCandidates), notes: [] };
}

/** The attribute path of an operation from the client. */
export function pythonOf({ namespace, name }: Pick<Operation, "namespace" | "name">): string {
  return [...namespace, name].join(".");
}

/** Namespaces with their operations; an operation that no pattern means alone is named by its pointer. */
function resourcesOf(api: Api): { readonly resources: NonNullable<Settings["resources"]>; readonly strays: Readonly<Record<string, string>>; readonly remarks: Map<string, string> } {
  const remarks = new Map<string, string>();
  const resources = new Map<string, string[]>();
  const strays: Record<string, string> = {};
  for (const operation of api.operations) {
    const selector = operationSelector(operation, api.operations);
    if (selector === null) strays[formatOrigin(operation.origin, api.origin.document)] = pythonOf(operation);
    else {
      const name = operation.namespace.join(".");
      resources.set(name, [...(resources.get(name) ?? []), selector]);
      remarks.set(selector, selector.startsWith("op:") ? `${pythonOf(operation)}: ${operation.method} ${operation.path}` : pythonOf(operation));
    }
  }
  return { resources: Object.fromEntries([...resources].map(([name, operations]) => [name, { operations }])), strays, remarks };
}

/** How pages follow one another, as the configuration writes it. */
export function pageSettings(pagination: Pagination): PageSettings {
  switch (pagination.style) {
    case "page":
    case "offset": {
      const { style, parameter, size, items, total, more } = pagination;
      return { style, [style]: parameter, ...(size === null ? {} : { size }), items, ...(total === null ? {} : { total }), ...(more === null ? {} : { more }) };
    }
    case "cursor":
      return { style: "cursor", cursor: pagination.parameter, items: pagination.items, ...nextSettings(pagination), ...(pagination.more === null ? {} : { more: pagination.more }) };
    case "link":
      return { style: "link", items: pagination.items };
    case "url":
      return { style: "url", items: pagination.items, ...nextSettings(pagination) };
    default:
      return pagination satisfies never;
  }
}

/** Where the way to the next page is told. */
function nextSettings(pagination: Extract<Pagination, { readonly style: "cursor" | "url" }>): Pick<PageSettings, "next" | "next-header"> {
  return "next" in pagination ? { next: pagination.next } : { "next-header": pagination.nextHeader };
}

const defaultTypes = { string: "str", date: "date", date_time: "datetime", time: "time", uuid: "UUID", base64: "bytes", decimal: "float" } as const;

/** The formats that the document has, with what they become. */
function typesOf(api: Api): Readonly<Record<string, string>> {
  const formats = new Set(Object.values(api.schemas).flatMap((schema) => (schema.kind === "primitive" && schema.format !== null ? [schema.format] : [])));
  return Object.fromEntries([...stringFormats].flatMap(([format, kind]) => (formats.has(format) ? [[format, defaultTypes[kind]]] : [])));
}

/** Defaults of the client, as the configuration writes them. */
export function clientSettings({ client }: Pick<Options, "client">, environment: string): NonNullable<Settings["client"]> {
  const prefix = /^[A-Z][A-Z0-9_]*$/.test(environment) ? { "env-prefix": environment } : {};
  return { timeout: client.timeout, "max-retries": client.maxRetries, backoff: client.backoff, "retry-methods": client.retryMethods, ...prefix };
}
