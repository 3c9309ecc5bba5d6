import { declared, link, retarget, shake, type OpenModule, type Program, type Symbol } from "../../../pyast/index.ts";
import type { Resource } from "../../ir/api.ts";
import type { LowerContext } from "../context.ts";
import { exportedNames, runtimeNames, webhookNames } from "../layout/exports.ts";
import type { LazyName } from "../layout/lazy-packages.ts";
import { lowerModules } from "../layout/modules.ts";
import { b } from "../open-builders.ts";
import { modelPackages, rootModule } from "../layout/lazy-roots.ts";
import { operationsOf, resourceDoc } from "../operations/resources.ts";
import { offeredByFunctions } from "./function-module.ts";
import { clientCall, functionStatements } from "./functions.ts";
import { standInsOf, withStandIns } from "./stand-ins.ts";

/** The package of functions: a module for each namespace, over one client that is made when it is first needed. */
export function lowerFunctionPackage(lower: LowerContext): Program {
  const { root } = lower.symbols;
  const { models, webhooks, runtime } = lowerModules(lower);
  const client = declared(`${root}._client`, "client");
  const parts = lower.api.resources.filter(({ operations }) => operations.length > 0).map((resource) => namespaceModule(lower, resource, client));
  const own = [
    rootModule(lower, rootNames(lower, parts)),
    clientModule(lower, client),
    ...parts.map(({ module }) => module),
    ...webhooks,
    ...modelPackages(lower, { models }),
    ...models,
  ];
  const standIns = standInsOf(lower, "quick");
  const shown = offeredByFunctions(lower);
  const isRuntime = ({ path }: OpenModule): boolean => path.startsWith(`${root}._runtime.`);
  const whole = shake({ modules: [...own, ...runtime] }, [...shown, ...standIns.values()], { shakeable: () => false });
  const needed = shake(withStandIns(whole, standIns), shown, { shakeable: isRuntime });
  return link(retarget(needed, "httpx2", lower.context.options.http));
}

/** A namespace, its module, and the functions in it. */
interface Part {
  /** Null for the functions that have no namespace. */
  readonly name: string | null;
  readonly module: OpenModule;
  readonly symbols: readonly Symbol[];
}

function namespaceModule(lower: LowerContext, resource: Resource, client: Symbol): Part {
  const name = resource.path[0] ?? null;
  const path = `${lower.symbols.root}.${name ?? "_functions"}`;
  const { body, symbols, declares } = functionStatements(lower, { operations: operationsOf(lower, resource), path, client });
  const doc = name === null ? "The functions that belong to no namespace." : resourceDoc(lower, resource, 0);
  return { name, symbols, module: { path, isPackage: false, body: b.module([b.docstring(doc), ...body]), declares } };
}

function clientModule(lower: LowerContext, client: Symbol): OpenModule {
  const doc = b.docstring("The client that all functions share; it connects when one of them is first called.");
  return { path: `${lower.symbols.root}._client`, isPackage: false, body: b.module([doc, b.assign(client.name, clientCall(lower))]), declares: [client] };
}

/** Namespaces, functions without one, the runtime's public names, and what the configuration adds. */
function rootNames(lower: LowerContext, parts: readonly Part[]): readonly LazyName[] {
  const own = parts.flatMap(({ name, symbols }): readonly LazyName[] => {
    if (name === null) return symbols.map((symbol) => ({ name: symbol.name, from: "._functions" }));
    return name.startsWith("_") ? [] : [{ name, from: `.${name}` }];
  });
  const taken = new Set(own.map(({ name }) => name));
  const webhooks = webhookNames(lower).filter(({ name }) => !taken.has(name));
  const base = [...own, ...webhooks, ...runtimeNames(lower).filter(({ name }) => name !== "Response"), { name: "models", from: ".models" }];
  return exportedNames(lower, base);
}
