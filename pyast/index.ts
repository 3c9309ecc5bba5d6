/** The only door to the Python code model. */
export { b, builders, type Builders } from "./build.ts";
export type {
  ClassParts,
  DefParts,
  ImportName,
  WithItem,
} from "./build-statement.ts";
export type { Keywords, Operand } from "./build-expression.ts";
export * from "./grammar.ts";
export * from "./identifier.ts";
export { literal, type Json } from "./literal.ts";
export { equal } from "./equal.ts";
export { fromJson, toJson } from "./json.ts";
export type * from "./nodes.ts";
export { boundNames, freeNames, localNames, scopeOf, type Scope, type ScopeKind } from "./scope.ts";
export { children, isKind, rewrite, substitute, visit, type Edit, type Tree } from "./walk.ts";
export { builtin, declared, external, ref } from "./symbol.ts";
export type { Access, Home, ModulePath, Ref, Symbol, Use } from "./symbol.ts";
export type * from "./program.ts";
export { unasync, type UnasyncOptions } from "./unasync.ts";
export { link, type LinkOptions } from "./link.ts";
export type { CutModule, CutPart } from "./cut.ts";
export type { FrozenProgram } from "./frozen.ts";
export { thaw } from "./thaw.ts";
export { shake, type ShakeOptions } from "./shake.ts";
export { inline, type InlineTarget } from "./inline.ts";
export { fold, type FoldOptions } from "./fold.ts";
export { withSingleHeirs } from "./single-heirs.ts";
export { retarget } from "./retarget.ts";
export { print, type Style } from "./print/index.ts";
export { compareListed, importStatements, type ImportedName } from "./link/import-order.ts";
export { hasNewerLetter, isNewerLetter } from "./newer-letters.ts";
