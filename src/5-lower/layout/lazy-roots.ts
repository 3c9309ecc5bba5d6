import type { OpenModule } from "../../../pyast/index.ts";
import { isNamed, type LowerContext } from "../context.ts";
import { hasShape } from "../models/codecs.ts";
import { cleanText, wrap } from "../docs.ts";
import { lazyModule, type LazyName } from "./lazy-packages.ts";
import type { Modules } from "./modules.ts";
import { isPage } from "../operations/pages.ts";
import { fileOf, isAnyOf, moduleOf } from "../symbols.ts";

/** The root of the package. */
export function rootModule(lower: LowerContext, names: readonly LazyName[]): OpenModule {
  const { info } = lower.api;
  const words = info.summary ?? info.description;
  const about = words === null ? `${cleanText(info.title)}.` : cleanText(words).split(/\n\s*\n/)[0] ?? "";
  return lazyModule(lower, { path: lower.symbols.root, isPackage: true, doc: wrap(about, lower.width - 3), names });
}

/** The packages that load the models, with `further` names, and the codecs of aliases, when they are first used. */
export function modelPackages(lower: LowerContext, modules: Pick<Modules, "models">, further: readonly LazyName[] = []): readonly OpenModule[] {
  const { root } = lower.symbols;
  const named = Object.values(lower.api.schemas).filter(isNamed);
  const models: LazyName[] = named.flatMap((schema) => {
    const from = `.${moduleOf(schema)}`;
    const unknown = schema.kind === "union" && schema.unknownName !== null ? [{ name: schema.unknownName, from }] : [];
    const dict = schema.dictName === undefined ? [] : [{ name: schema.dictName, from }];
    return [{ name: schema.name, from }, ...unknown, ...dict];
  });
  const others = modules.models.flatMap((module) => module.declares.filter((symbol) => isPage(symbol) || isAnyOf(symbol)).map(({ name }): LazyName => ({ name, from: `.${module.path.slice(`${root}.models.`.length)}` })));
  const shapes: LazyName[] = named.filter((schema) => hasShape(lower, schema)).map((schema) => ({ name: fileOf(schema), from: `..models.${moduleOf(schema)}` }));
  return [
    lazyModule(lower, { path: `${root}.models`, isPackage: true, doc: "The API's models; each is loaded when it is first used.", names: [...models, ...others, ...further] }),
    ...(shapes.length === 0 ? [] : [lazyModule(lower, { path: `${root}._shapes`, isPackage: true, doc: "How the values of aliases travel; each is loaded when it is first used.", names: shapes })]),
  ];
}
