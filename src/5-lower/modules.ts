import { unasync, type OpenModule } from "../../pyast/index.ts";
import { lowerClient } from "./client.ts";
import { isNamed, type LowerContext } from "./context.ts";
import { lowerModel } from "./models.ts";
import { lowerResource } from "./resources.ts";
import { runtimeModules } from "./runtime.ts";

/** All that one document becomes, before it is laid out as a package or as one module. */
export interface Modules {
  readonly models: readonly OpenModule[];
  readonly resources: readonly OpenModule[];
  readonly client: OpenModule;
  readonly runtime: readonly OpenModule[];
}

/** Lowers every part of the API, with the blocking halves beside the awaiting ones. */
export function lowerModules(lower: LowerContext): Modules {
  const options = { twins: lower.context.options.twins };
  const { api, symbols } = lower;
  return {
    models: Object.values(api.schemas).filter(isNamed).map((schema) => lowerModel(lower, schema)),
    resources: api.resources.filter(({ path }) => path.length > 0).map((resource) => unasync(lowerResource(lower, resource), options)),
    client: unasync(lowerClient(lower), options),
    runtime: runtimeModules(symbols.root).map((module) => unasync(module, options)),
  };
}
