import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import type { Operation } from "../ir/operation.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { matchesGlob } from "./glob.ts";
import type { Pass } from "./pass.ts";
import { pruned } from "./reachable.ts";
import { asDraft } from "./rewrite.ts";
import { type SettingPath, settingPlace } from "./settings.ts";

/** Whether a pattern of `include` or `exclude` means an operation. */
export function selects(pattern: string, operation: Operation): boolean {
  if (pattern.startsWith("tag:")) return operation.tags.some((tag) => matchesGlob(pattern.slice(4), tag));
  if (pattern.startsWith("op:")) return operation.operationId !== null && matchesGlob(pattern.slice(3), operation.operationId);
  const [, method, path = pattern] = /^([^\s/]+) (\/.*)$/s.exec(pattern) ?? [];
  return (method === undefined || method.toUpperCase() === operation.method.toUpperCase()) && matchesPath(path, operation.path);
}

function matchesPath(pattern: string, path: string): boolean {
  return matchesGlob(pattern, path) || (pattern.endsWith("/**") && path === pattern.slice(0, -3));
}

/** Keeps the operations that the configuration asks for, and what they reach. */
export const select: Pass = {
  name: "select",
  run(api, draft, context) {
    const { include, exclude } = context.options;
    reportIdle(api, context);
    if (include.length === 0 && exclude.length === 0) return;
    const kept = api.operations.filter(
      (operation) => (include.length === 0 || include.some((pattern) => selects(pattern, operation))) && !exclude.some((pattern) => selects(pattern, operation)),
    );
    // Webhooks alone are left where everything is excluded; who includes means to keep something.
    if (kept.length === 0 && api.operations.length > 0 && (api.webhooks.length === 0 || include.length > 0)) {
      const path: SettingPath = [include.length > 0 ? "include" : "exclude"];
      context.reporter.report("selection-leaves-nothing", settingPlace(context, path, api.origin), { count: api.operations.length });
    }
    draft.operations = asDraft(kept);
    draft.schemas = asDraft(pruned({ operations: kept, webhooks: api.webhooks }, api.schemas, false));
  },
};

/** Says which patterns of the configuration mean nothing, and what they may have meant. */
function reportIdle(api: Api, context: Context): void {
  const { include, exclude, resources } = context.options;
  const lists: readonly (readonly [SettingPath, readonly string[]])[] = [
    [["include"], include],
    [["exclude"], exclude],
    ...Object.entries(resources).map(([name, { operations }]) => [["resources", name, "operations"], operations] as const),
  ];
  for (const [path, patterns] of lists) {
    for (const [index, pattern] of patterns.entries()) {
      if (api.operations.some((operation) => selects(pattern, operation))) continue;
      const place = settingPlace(context, [...path, index], api.origin);
      context.reporter.report("selection-empty", place, { option: path.join("."), pattern, suggestion: didYouMean(pattern, candidates(pattern, api)) });
    }
  }
}

/** What a pattern of this kind could be. */
function candidates(pattern: string, api: Api): readonly string[] {
  if (pattern.startsWith("tag:")) return [...new Set(api.operations.flatMap((operation) => operation.tags.map((tag) => `tag:${tag}`)))];
  if (pattern.startsWith("op:")) return api.operations.flatMap(({ operationId }) => (operationId === null ? [] : [`op:${operationId}`]));
  if (pattern.startsWith("/")) return api.operations.map(({ path }) => path);
  return api.operations.map(({ method, path }) => `${method} ${path}`);
}
