import type { ModulePath } from "../symbol.ts";

/** Where an import statement points, as CPython writes it: a number of dots and what follows them. */
export interface ImportTarget {
  readonly level: number;
  /** Null where only dots stand. */
  readonly module: string | null;
}

/** The package that holds the module, empty at the top; of `a.b.c` it is `a.b`. */
export function parentOf(path: ModulePath): ModulePath {
  const end = path.lastIndexOf(".");
  return end < 0 ? "" : path.slice(0, end);
}

/** The module's own word: of `a.b.c` it is `c`. */
export function lastPart(path: ModulePath): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The package in which the relative imports of a module start. */
export function packageOf(module: { readonly path: ModulePath; readonly isPackage: boolean }): ModulePath {
  return module.isPackage ? module.path : parentOf(module.path);
}

/** How a module of the package `from` names `target`: with dots where both stand under one top package. */
export function importTarget(from: ModulePath, target: ModulePath): ImportTarget {
  const here = from === "" ? [] : from.split(".");
  const there = target.split(".");
  let common = 0;
  while (common < here.length && here[common] === there[common]) common += 1;
  if (common === 0) return { level: 0, module: target };
  const rest = there.slice(common).join(".");
  return { level: here.length - common + 1, module: rest === "" ? null : rest };
}

/** The module that an import statement of the package `from` means; null when its dots lead outside. */
export function importedModule(from: ModulePath, { level, module }: ImportTarget): ModulePath | null {
  if (level === 0) return module;
  const parts = from === "" ? [] : from.split(".");
  if (level > parts.length) return null;
  const base = parts.slice(0, parts.length - level + 1).join(".");
  return module === null ? base : `${base}.${module}`;
}
