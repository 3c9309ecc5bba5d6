import { ref, type OpenModule } from "../../pyast/index.ts";
import type { LowerContext } from "./context.ts";
import { b, type OpenStmt } from "./open-builders.ts";

/** One name that a lazy package offers, and the module below it that defines it. */
export interface LazyName {
  readonly name: string;
  /** Relative to the package: `._client`; the package's own submodule where it equals `.name`. */
  readonly from: string;
}

/** A module whose names are loaded when they are first used (PEP 562). */
export function lazyModule(
  lower: LowerContext,
  module: { readonly path: string; readonly isPackage: boolean; readonly doc: string; readonly names: readonly LazyName[] },
): OpenModule {
  const names = [...module.names].sort((left, right) => compareNames(left.name, right.name));
  const body: OpenStmt[] = [b.docstring(module.doc)];
  if (names.length > 0) {
    body.push(
      b.assign("TYPE_CHECKING", b.false),
      b.if("TYPE_CHECKING", checkerImports(names), [
        b.assign(
          "__getattr__",
          b.call(ref(lower.symbols.runtime("lazy", "loader")), [
            b.name("__name__"),
            b.dict(names.map(({ name, from }) => [b.str(name), b.str(from)] as const)),
          ]),
        ),
      ]),
    );
  }
  body.push(b.assign("__all__", b.list(names.map(({ name }) => b.str(name)))));
  return { path: module.path, isPackage: module.isPackage, body: b.module(body), declares: [] };
}

/** `from .x import Name as Name`: both checkers take that for a public name. */
function checkerImports(names: readonly LazyName[]): readonly OpenStmt[] {
  const sorted = [...names].sort((left, right) => {
    const own = Number(isSubmodule(right)) - Number(isSubmodule(left));
    if (own !== 0) return own;
    if (left.from !== right.from) return compareModules(left.from, right.from);
    return compareNames(left.name, right.name);
  });
  return sorted.map((each) => b.importFrom(isSubmodule(each) ? "." : each.from, [[each.name, each.name]]));
}

function isSubmodule(each: LazyName): boolean {
  return each.from === `.${each.name}`;
}

/** Modules as a sorted import list has them: without case first. */
function compareModules(left: string, right: string): number {
  return compareText(left.toLowerCase(), right.toLowerCase()) || compareText(left, right);
}

/** Names as a sorted `__all__` has them: constants, then classes, then the rest. */
export function compareNames(left: string, right: string): number {
  return rank(left) - rank(right) || naturally(left, right);
}

function rank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  return /^\p{Lu}/u.test(name) ? 1 : 2;
}

/** Runs of digits compare as numbers. */
function naturally(left: string, right: string): number {
  const a = left.match(/\d+|\D+/g) ?? [];
  const z = right.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.min(a.length, z.length); index++) {
    const one = a[index] ?? "";
    const two = z[index] ?? "";
    const bothNumbers = /^\d/.test(one) && /^\d/.test(two);
    const order = bothNumbers ? Number(one) - Number(two) || compareText(one, two) : compareText(one, two);
    if (order !== 0) return order;
  }
  return a.length - z.length;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
