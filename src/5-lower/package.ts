import { link, retarget, shake, type OpenModule, type Program } from "../../pyast/index.ts";
import { isNamed, type LowerContext } from "./context.ts";
import { hasShape } from "./codecs.ts";
import { cleanText, wrap } from "./docs.ts";
import { publicRuntime, rootNames } from "./exports.ts";
import { lazyModule, type LazyName } from "./lazy-packages.ts";
import { lowerModules, type Modules } from "./modules.ts";
import { isPage } from "./pages.ts";
import { fileOf } from "./symbols.ts";
import { lowerTesting, serverFacts } from "./testing/testing.ts";
import { lowerTests } from "./testing/tests.ts";
import { b } from "./open-builders.ts";

/** The package layout: one module for each class and resource, each loaded when it is first used. */
export function lowerPackage(lower: LowerContext): Program {
  const modules = lowerModules(lower);
  const facts = serverFacts(lower);
  const own = [
    ...lazyModules(lower, modules),
    modules.client,
    ...modules.webhooks,
    ...resourcePackage(lower, modules),
    ...modules.models,
    lowerTesting(lower, facts),
    ...lowerTests(lower, facts),
  ];
  const program = { modules: [...own, ...modules.runtime] };
  const shaken = shake(program, publicRuntime(lower), { shakeable: () => false });
  return link(retarget(shaken, "httpx2", lower.context.options.http));
}

function lazyModules(lower: LowerContext, modules: Modules): readonly OpenModule[] {
  const { api, symbols } = lower;
  const { root } = symbols;
  const words = api.info.summary ?? api.info.description;
  const about = words === null ? `${cleanText(api.info.title)}.` : cleanText(words).split(/\n\s*\n/)[0] ?? "";
  const named = Object.values(api.schemas).filter(isNamed);
  const models: LazyName[] = named.flatMap((schema) => {
    const from = `.${fileOf(schema)}`;
    const unknown = schema.kind === "union" && schema.unknownName !== null ? [{ name: schema.unknownName, from }] : [];
    return [{ name: schema.name, from }, ...unknown];
  });
  const pages = modules.models.flatMap((module) => module.declares.filter(isPage).map(({ name }): LazyName => ({ name, from: `.${module.path.slice(`${root}.models.`.length)}` })));
  const shapes: LazyName[] = named.filter(hasShape).map((schema) => ({ name: fileOf(schema), from: `..models.${fileOf(schema)}` }));
  return [
    lazyModule(lower, { path: root, isPackage: true, doc: wrap(about, lower.width - 3), names: rootNames(lower) }),
    lazyModule(lower, { path: `${root}.models`, isPackage: true, doc: "The API's models; each is loaded when it is first used.", names: [...models, ...pages] }),
    ...(shapes.length === 0 ? [] : [lazyModule(lower, { path: `${root}._shapes`, isPackage: true, doc: "How the values of aliases travel; each is loaded when it is first used.", names: shapes })]),
  ];
}

function resourcePackage(lower: LowerContext, modules: Modules): readonly OpenModule[] {
  if (modules.resources.length === 0) return [];
  const body = b.module([b.docstring("The API's resources; the client loads each when it is first used.")]);
  return [{ path: `${lower.symbols.root}.resources`, isPackage: true, body, declares: [] }, ...modules.resources];
}
