import type { Module } from "./nodes.ts";
import type { ModulePath, Ref, Symbol } from "./symbol.ts";

/** One file of Python before or after linking; `R` is `Ref` until names and imports are decided. */
export interface SourceModule<R = never> {
  readonly path: ModulePath;
  /** Whether it is the `__init__.py` of a package. */
  readonly isPackage: boolean;
  readonly body: Module<R>;
  /** The symbols that its top-level statements bind, in order. */
  readonly declares: readonly Symbol[];
  /** What `__all__` lists; `link` writes it, and nothing when left out. */
  readonly exports?: readonly Symbol[];
}

/** All modules of the output, in the order in which they are written. */
export interface Program<R = never> {
  readonly modules: readonly SourceModule<R>[];
}

/** A program whose references still are symbols. */
export type OpenProgram = Program<Ref>;
/** A module whose references still are symbols. */
export type OpenModule = SourceModule<Ref>;
