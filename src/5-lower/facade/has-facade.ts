import type { LowerContext } from "../context.ts";

/** Why a facade that is asked for cannot be; null where it can, or nobody asks. */
function obstacle({ context }: LowerContext): string | null {
  const { facade, layout, models, surface, twins } = context.options;
  if (facade === null) return null;
  if (layout === "module") return "it is a set of modules, and the layout is one file";
  if (surface === "functions") return "it makes its calls with the client, and the surface is functions";
  if (models === "pydantic") return "its models are views with methods of its own, and models are pydantic's";
  return twins.includes("sync") ? null : "its classes block, and only the awaiting client is compiled";
}

/** Whether the output has another generator's names beside its own. */
export function hasFacade(lower: LowerContext): boolean {
  return lower.context.options.facade !== null && obstacle(lower) === null;
}

/** Says why a facade that was asked for is left out. */
export function reportFacade(lower: LowerContext): void {
  const { api, context } = lower;
  const reason = obstacle(lower);
  if (reason !== null) context.reporter.report("facade-left-out", api.origin, { facade: context.options.facade ?? "", reason });
}
