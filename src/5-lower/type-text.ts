import { b, print, substitute, type Ref, type Symbol } from "../../pyast/index.ts";
import type { Schema, SchemaUse } from "../ir/schema.ts";
import type { LowerContext } from "./context.ts";
import { b as open, type OpenExpr } from "./open-builders.ts";
import { annotation, optionalAnnotation, structure, type Direction } from "./models/types.ts";

/** The type of a use as text, with bare class names: `list[SpecialEvent]`, as the manifest and the reference show it. */
export function typeText(lower: LowerContext, use: SchemaUse, how: { readonly direction?: Direction; readonly optional?: boolean } = {}): string {
  const direction = how.direction ?? "output";
  return expressionText(how.optional === true ? optionalAnnotation(lower, use, direction) : annotation(lower, use, direction));
}

/** What the alias of a schema stands for, as text: `Literal["a", "b"] | UnknownStr`. */
export function aliasText(lower: LowerContext, schema: Schema): string {
  return expressionText(open.union(structure(lower, schema, "output")));
}

/** An annotation as text, each symbol by its own name or by the one that is wished for. */
export function expressionText(expr: OpenExpr, nameOf: (symbol: Symbol) => string = ({ name }) => name): string {
  const named = substitute<Ref>(open.expr(expr), (reference) => b.name(nameOf(reference.symbol)));
  return print(b.module([named]), { lineLength: 1_000_000 }).trim();
}
