import { rewrite, type Ref, type Symbol } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { b, type OpenExpr } from "../open-builders.ts";

/** The symbol, imported from the module that declares it: what runs when a class is made must not go through the package of all models. */
export function direct(symbol: Symbol): Symbol {
  return symbol.home.kind === "module" ? { ...symbol, home: { kind: "module", module: symbol.home.module }, access: "name" } : symbol;
}

/** The annotation with models imported for checkers only: pydantic finds them by itself once it builds the class. */
export function forCheckers(lower: LowerContext, annotation: OpenExpr): OpenExpr {
  const models = `${lower.symbols.root}.models`;
  const made = rewrite<Ref>(b.expr(annotation), (node) => {
    const isModel = node.kind === "Ref" && node.symbol.home.kind === "module" && node.symbol.home.via === models;
    return isModel ? { ...node, use: "type" as const } : node;
  });
  return made.kind === "Expr" ? made.value : annotation;
}
