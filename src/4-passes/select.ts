import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import type { Operation } from "../ir/operation.ts";
import { matchesGlob } from "./glob.ts";
import type { Pass } from "./pass.ts";
import { pruned } from "./reachable.ts";
import { asDraft } from "./rewrite.ts";

/** Whether a pattern of `include` or `exclude` means an operation. */
export function selects(pattern: string, operation: Operation): boolean {
  if (pattern.startsWith("tag:")) return operation.tags.some((tag) => matchesGlob(pattern.slice(4), tag));
  if (pattern.startsWith("op:")) return operation.operationId !== null && matchesGlob(pattern.slice(3), operation.operationId);
  return matchesGlob(pattern, operation.path) || (pattern.endsWith("/**") && operation.path === pattern.slice(0, -3));
}

/** Keeps the operations that the configuration asks for, and what they reach. */
export const select: Pass = {
  name: "select",
  run(api, draft, context) {
    const { include, exclude } = context.options;
    if (include.length === 0 && exclude.length === 0) return;
    reportIdle(api, context);
    const kept = api.operations.filter(
      (operation) => (include.length === 0 || include.some((pattern) => selects(pattern, operation))) && !exclude.some((pattern) => selects(pattern, operation)),
    );
    draft.operations = asDraft(kept);
    draft.schemas = asDraft(pruned({ operations: kept, webhooks: api.webhooks }, api.schemas, false));
  },
};

function reportIdle(api: Api, context: Context): void {
  for (const pattern of [...context.options.include, ...context.options.exclude]) {
    if (!api.operations.some((operation) => selects(pattern, operation))) context.reporter.report("selection-empty", api.origin, { pattern });
  }
}
