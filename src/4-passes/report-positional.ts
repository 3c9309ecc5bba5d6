import type { Context } from "../context.ts";
import { orMeant, suggest } from "../diagnostics/suggest.ts";
import type { Api } from "../ir/api.ts";
import type { Operation } from "../ir/operation.ts";
import { selects } from "./select.ts";
import { reportSetting } from "./settings.ts";

/** Reports arguments that `resources` lets callers give by position, and that no operation there takes. */
export function reportPositional(api: Api, context: Context): void {
  for (const [resource, { operations, positional }] of Object.entries(context.options.resources)) {
    if (positional.length === 0) continue;
    const own = api.operations.filter((operation) => operations.some((selector) => selects(selector, operation)));
    const wires = new Set(["*", ...own.flatMap((operation) => [...operation.parameters.map(({ wire }) => wire), ...bodyWires(operation)])]);
    for (const [index, wire] of positional.entries()) {
      if (wires.has(wire) || own.length === 0) continue;
      reportSetting(context, ["resources", resource, "positional", index], { reason: `no operation of it takes ${wire}${orMeant(suggest(wire, wires))}`, origin: api.origin });
    }
  }
}

function bodyWires({ body }: Operation): readonly string[] {
  if (body?.shape?.kind === "argument") return ["body"];
  return body?.shape?.kind === "keywords" ? body.shape.fields.map(({ wire }) => wire) : [];
}
