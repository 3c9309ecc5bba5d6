import { unasync, type CutModule, type OpenModule } from "../../../pyast/index.ts";
import { lowerClient } from "../client/client.ts";
import { isNamed, type LowerContext } from "../context.ts";
import { lowerModel } from "../models/models.ts";
import { pageModules } from "../operations/pages.ts";
import { lowerPydanticModel } from "../pydantic/pydantic-model.ts";
import { lowerResource } from "../operations/resources.ts";
import { runtimeModules } from "../runtime.ts";
import { twinsOf } from "../twins.ts";
import { lowerWebhooks } from "../client/webhooks.ts";

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
  const { api } = lower;
  const halves = twinsOf(lower);
  const webhooks = lowerWebhooks(lower);
  return {
    webhooks: webhooks === null ? [] : [webhooks],
    models: [
      ...joined(Object.values(api.schemas).filter(isNamed).flatMap((schema) => (lower.context.options.models === "pydantic" ? lowerPydanticModel(lower, schema) : [lowerModel(lower, schema)]))),
      ...pageModules(lower).map((module) => unasync(module, halves)),
    ],
    resources: api.resources.filter(({ path }) => path.length > 0).map((resource) => unasync(lowerResource(lower, resource), halves)),
    client: unasync(lowerClient(lower), halves),
    runtime: runtimeModules(lower),
  };
}

/** Modules of one path as one: aliases that contain each other stand together. */
function joined(modules: readonly OpenModule[]): readonly OpenModule[] {
  const byPath = new Map<string, OpenModule>();
  for (const module of modules) {
    const known = byPath.get(module.path);
    byPath.set(module.path, known === undefined ? module : { ...known, body: { ...known.body, body: [...known.body.body, ...module.body.body] }, declares: [...known.declares, ...module.declares] });
  }
  return [...byPath.values()];
}
