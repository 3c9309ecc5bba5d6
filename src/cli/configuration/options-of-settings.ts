import type { Pagination } from "../../ir/operation.ts";
import { defaultOptions, type Options } from "../../options.ts";
import type { PageSettings, Settings } from "./settings.ts";

/** Settings as options, over others. */
export function optionsOf(settings: Settings, base: Options = defaultOptions): Partial<Options> {
  const { client = {}, streaming = {} } = settings;
  const given = <K extends keyof Options>(key: K, value: Options[K] | undefined): Partial<Options> => (value === undefined ? {} : { [key]: value });
  const defaults = base.client;
  return {
    ...given("name", settings.name),
    ...given("layout", settings.layout),
    ...given("http", settings.http),
    ...given("python", settings.python),
    ...given("models", settings.models),
    ...given("surface", settings.surface),
    ...(settings.surface === "functions" && settings.layout === undefined ? { layout: "module" as const } : {}),
    ...given("twins", settings.twins),
    ...given("auth", settings.auth),
    ...given("authType", settings["auth-type"]),
    ...given("lineLength", settings["line-length"]),
    ...given("include", settings.include),
    ...given("exclude", settings.exclude),
    ...given("renames", settings.renames),
    ...given("types", settings.types),
    ...given("exports", settings.exports),
    ...given("wire", settings.wire),
    ...given("facade", settings.facade),
    resources: Object.fromEntries(Object.entries(settings.resources ?? {}).map(([key, one]) => [key, { operations: one.operations, positional: one.positional ?? [] }])),
    pagination: Object.fromEntries(Object.entries(settings.pagination ?? {}).map(([key, one]) => [key, one === null ? null : paginationOf(one)])),
    results: Object.fromEntries(Object.entries(settings.results ?? {}).map(([key, { unwrap = null, absent = null, otherwise = null }]) => [key, { unwrap, absent, otherwise }])),
    signatures: { ...base.signatures, ...settings.signatures },
    streaming: { sentinel: streaming.sentinel === undefined ? base.streaming.sentinel : streaming.sentinel },
    client: {
      timeout: client.timeout ?? defaults.timeout,
      maxRetries: client["max-retries"] ?? defaults.maxRetries,
      backoff: client.backoff ?? defaults.backoff,
      retryMethods: client["retry-methods"] ?? defaults.retryMethods,
      envPrefix: client["env-prefix"] ?? defaults.envPrefix,
    },
  };
}

function paginationOf(page: PageSettings): Pagination {
  const { style, items, size = null, total = null, more = null } = page;
  const need = (key: "page" | "offset" | "cursor"): string => page[key] ?? "";
  const header = page["next-header"];
  const way = header === undefined ? { next: page.next ?? "" } : { nextHeader: header };
  switch (style) {
    case "page":
    case "offset":
      return { style, parameter: need(style), size, items, total, more };
    case "cursor":
      return { style, parameter: need("cursor"), items, ...way, more };
    case "link":
      return { style, items };
    case "url":
      return { style, items, ...way };
    default:
      return style satisfies never;
  }
}
