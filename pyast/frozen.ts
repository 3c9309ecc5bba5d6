import type { Access, Use } from "./symbol.ts";

/**
 * A program as data, to be kept in a file: resolved, cut into parts, with what each part needs. Symbols are numbers, places
 * in one table, and the top package has no name yet.
 */
export interface FrozenProgram {
  readonly symbols: readonly FrozenSymbol[];
  readonly modules: readonly FrozenModule[];
}

/** Home, name and access; a home that begins with a dot is a module below the top package, an empty one is builtins. */
export type FrozenSymbol = readonly [home: string, name: string, access: Access];

/** A module; its path begins with a dot, or is empty for the top package. */
export interface FrozenModule {
  readonly path: string;
  readonly isPackage: boolean;
  readonly declares: readonly number[];
  readonly exports: readonly number[] | null;
  readonly docstring: FrozenNode | null;
  readonly parts: readonly FrozenPart[];
}

/** A part of a module: what it binds, mentions of the program, acts on, and says. */
export interface FrozenPart {
  readonly declares: readonly number[];
  readonly needs: readonly number[];
  readonly touches: readonly number[];
  /** A list of nodes, as JSON once more: what is not used stays one text, also in a bundle. */
  readonly statements: string;
}

/**
 * A node is its kind, then its fields as the grammar has them, then its comments if it has any; a record is the list of its
 * fields. A reference is a number: the symbol's place times the number of uses, plus that of its use.
 */
export type FrozenNode = number | readonly [kind: string, ...fields: readonly unknown[]];

/** The uses of a reference, as numbers count them. */
export const frozenUses: readonly Use[] = ["value", "type", "lazy", "quoted"];
