import { link, retarget, shake, type OpenModule, type Program } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { publicRuntime, rootNames } from "./exports.ts";
import { lowerFacade } from "../facade/facade.ts";
import { lowerFunctionPackage } from "../functions/function-package.ts";
import { modelPackages, rootModule } from "./lazy-roots.ts";
import type { LazyName } from "./lazy-packages.ts";
import { lowerModules, type Modules } from "./modules.ts";
import { b } from "../open-builders.ts";
import { lowerTesting, serverFacts } from "../testing/testing.ts";
import { lowerTests } from "../testing/tests.ts";

/** The package layout: one module for each class and resource, each loaded when it is first used. */
export function lowerPackage(lower: LowerContext): Program {
  if (lower.context.options.surface === "functions") return lowerFunctionPackage(lower);
  const modules = lowerModules(lower);
  const facts = serverFacts(lower);
  const facade = lowerFacade(lower);
  const own = [
    rootModule(lower, withoutRepeats([...rootNames(lower), ...facade.rootNames])),
    ...modelPackages(lower, modules, facade.modelNames),
    modules.client,
    ...modules.webhooks,
    ...resourcePackage(lower, modules),
    ...modules.models,
    ...facade.modules,
    lowerTesting(lower, facts),
    ...lowerTests(lower, facts),
  ];
  const program = { modules: [...own, ...modules.runtime] };
  const shaken = shake(program, publicRuntime(lower), { shakeable: () => false });
  return link(retarget(shaken, "httpx2", lower.context.options.http));
}

/** The first of each name: what an SDK offers anyway comes before a facade's. */
function withoutRepeats(names: readonly LazyName[]): readonly LazyName[] {
  return [...new Map(names.toReversed().map((each) => [each.name, each])).values()];
}

function resourcePackage(lower: LowerContext, modules: Modules): readonly OpenModule[] {
  if (modules.resources.length === 0) return [];
  const body = b.module([b.docstring("The API's resources; the client loads each when it is first used.")]);
  return [{ path: `${lower.symbols.root}.resources`, isPackage: true, body, declares: [] }, ...modules.resources];
}
