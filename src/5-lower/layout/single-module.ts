import { inline, link, retarget, shake, type Program, type Symbol } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { cleanText, wrap } from "../docs.ts";
import { clientSymbols, publicRuntime } from "./exports.ts";
import { lowerFunctionModule } from "../functions/function-module.ts";
import { lowerModules } from "./modules.ts";
import { b } from "../open-builders.ts";
import { webhookSymbols } from "../client/webhooks.ts";

/** The module layout: runtime, models, resources and clients in one file. */
export function lowerSingleModule(lower: LowerContext): Program {
  if (lower.context.options.surface === "functions") return lowerFunctionModule(lower, moduleDoc(lower));
  const modules = lowerModules(lower);
  const all = [...modules.runtime, ...modules.models, ...modules.resources, modules.client, ...modules.webhooks];
  const roots = [...publicRuntime(lower), ...clientSymbols(lower), ...webhookSymbols(lower)];
  const shaken = shake({ modules: all }, roots, { shakeable: () => false });
  const inlined = inline(shaken, {
    path: lower.symbols.root,
    order: shaken.modules.map(({ path }) => path),
    docstring: b.docstring(moduleDoc(lower)),
    keepsName: (symbol) => !isRuntime(lower, symbol),
    exports: [...roots, ...modules.models.flatMap(({ declares }) => declares.filter(isForUsers))],
  });
  return link(retarget(inlined, "httpx2", lower.context.options.http));
}

/** Classes and aliases are for users; the codec constants beside them are not. */
function isForUsers(symbol: Symbol): boolean {
  return symbol.inlineName === undefined;
}

function isRuntime(lower: LowerContext, symbol: Symbol): boolean {
  return symbol.home.kind === "module" && symbol.home.module.startsWith(`${lower.symbols.root}._runtime.`);
}

function moduleDoc(lower: LowerContext): string {
  const { info } = lower.api;
  const words = info.summary ?? info.description ?? `${info.title}.`;
  return wrap(cleanText(words).split(/\n\s*\n/)[0] ?? "", lower.width - 3);
}
