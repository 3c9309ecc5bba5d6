import { compareListed, importStatements, ref, type OpenModule } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { b, type OpenStmt } from "../open-builders.ts";

/** One name that a lazy package offers, and the module below it that defines it. */
export interface LazyName {
  readonly name: string;
  /** Relative to the package: `._client`, `..models.pet`; the package's own submodule where it equals `.name`. */
  readonly from: string;
}

/** A module whose names are loaded when they are first used (PEP 562). */
export function lazyModule(
  lower: LowerContext,
  module: { readonly path: string; readonly isPackage: boolean; readonly doc: string; readonly names: readonly LazyName[] },
): OpenModule {
  const names = [...module.names].sort((left, right) => compareListed(left.name, right.name));
  const body: OpenStmt[] = [b.docstring(module.doc)];
  if (names.length > 0) {
    body.push(b.assign("TYPE_CHECKING", b.false), b.if("TYPE_CHECKING", checkerImports(names), [loaderStatement(lower, names)]));
  }
  body.push(b.assign("__all__", b.list(names.map(({ name }) => b.str(name)))));
  return { path: module.path, isPackage: module.isPackage, body: b.module(body), declares: [] };
}

function loaderStatement(lower: LowerContext, names: readonly LazyName[]): OpenStmt {
  const table = b.dict(names.map(({ name, from }) => [b.str(name), b.str(from)] as const));
  return b.assign("__getattr__", b.call(ref(lower.symbols.runtime("lazy", "loader")), [b.name("__name__"), table]));
}

/** `from .x import Name as Name`: both checkers take that for a public name. */
function checkerImports(names: readonly LazyName[]): readonly OpenStmt[] {
  const imported = names.map(({ name, from }) => ({
    name,
    asname: name,
    level: from.length - from.replace(/^\.+/, "").length,
    module: from === `.${name}` ? null : from.replace(/^\.+/, ""),
  }));
  return importStatements(imported, new Set());
}
