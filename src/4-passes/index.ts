import { produce, setAutoFreeze } from "immer";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import { assignNames } from "./assign-names.ts";
import { checkDefaults } from "./check-defaults.ts";
import { chooseDiscriminators } from "./choose-discriminators.ts";
import { classifyBodies } from "./classify-bodies.ts";
import { classifyErrors } from "./classify-errors.ts";
import { deduplicate } from "./deduplicate.ts";
import { detectPagination } from "./detect-pagination.ts";
import { findCycles } from "./find-cycles.ts";
import { groupOperations } from "./group-operations.ts";
import { hoistInline } from "./hoist-inline.ts";
import { mergeAllOf } from "./merge-all-of.ts";
import type { Pass } from "./pass.ts";
import { resolveAuth } from "./resolve-auth.ts";
import { rewriteWire } from "./rewrite-wire.ts";
import { select } from "./select.ts";
import { shapeCalls } from "./shape-calls.ts";
import { simplifyUnions } from "./simplify-unions.ts";

export type { Pass } from "./pass.ts";

/** All passes, in the order in which they run. */
export const passes: readonly Pass[] = [
  select,
  findCycles,
  mergeAllOf,
  simplifyUnions,
  chooseDiscriminators,
  hoistInline,
  deduplicate,
  checkDefaults,
  classifyBodies,
  classifyErrors,
  detectPagination,
  resolveAuth,
  groupOperations,
  shapeCalls,
  assignNames,
  rewriteWire,
];

/** How passes are run. */
export interface RunOptions {
  /** The passes; all of them when left out. */
  readonly passes?: readonly Pass[];
  /** Called with what each pass made of the Api. */
  readonly after?: (pass: Pass, api: Api) => void;
  /** Whether what a pass returns is frozen, so that a pass that writes where it should read fails; costs time. */
  readonly freeze?: boolean;
}

/** Runs the passes one after another. */
export function runPasses(api: Api, context: Context, options: RunOptions = {}): Api {
  setAutoFreeze(options.freeze ?? false);
  let current = api;
  for (const pass of options.passes ?? passes) {
    const before = current;
    current = produce(before, (draft) => {
      pass.run(before, draft, context);
    });
    options.after?.(pass, current);
  }
  return current;
}
