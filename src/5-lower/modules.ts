import { unasync, type CutModule, type OpenModule, type Symbol } from "../../pyast/index.ts";
import { lowerClient } from "./client.ts";
import { isNamed, type LowerContext } from "./context.ts";
import { lowerModel } from "./models.ts";
import { isPage, pageModules } from "./pages.ts";
import { lowerResource } from "./resources.ts";
import { runtimeModules } from "./runtime.ts";
import { lowerWebhooks } from "./webhooks.ts";

/** All that one document becomes, before it is laid out as a package or as one module. */
export interface Modules {
  readonly models: readonly OpenModule[];
  readonly resources: readonly OpenModule[];
  readonly client: OpenModule;
  /** What parses the requests that the API sends by itself; none where it sends none. */
  readonly webhooks: readonly OpenModule[];
  readonly runtime: readonly CutModule[];
}

/** Lowers every part of the API, with the blocking halves beside the awaiting ones. */
export function lowerModules(lower: LowerContext): Modules {
  const { api, context, symbols } = lower;
  const { twins } = context.options;
  // What the document names may begin with `Async` too: only the runtime's symbols and our own classes have twins.
  const hasTwin = (symbol: Symbol): boolean => {
    const { home } = symbol;
    return home.kind === "module" && (!home.module.startsWith(`${symbols.root}.models.`) || isPage(symbol));
  };
  const webhooks = lowerWebhooks(lower);
  return {
    webhooks: webhooks === null ? [] : [webhooks],
    models: [
      ...Object.values(api.schemas).filter(isNamed).map((schema) => lowerModel(lower, schema)),
      ...pageModules(lower).map((module) => unasync(module, { twins, hasTwin })),
    ],
    resources: api.resources.filter(({ path }) => path.length > 0).map((resource) => unasync(lowerResource(lower, resource), { twins, hasTwin })),
    client: unasync(lowerClient(lower), { twins, hasTwin }),
    runtime: runtimeModules(symbols.root),
  };
}
