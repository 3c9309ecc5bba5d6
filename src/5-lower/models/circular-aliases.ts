import { ref, type Ref } from "../../../pyast/index.ts";
import { usesOf } from "../../ir/uses.ts";
import type { Schema } from "../../ir/schema.ts";
import { isNamed, resolveUse, type LowerContext, type NamedSchema } from "../context.ts";
import { b, type OpenExpr } from "../open-builders.ts";
import { py } from "../symbols.ts";
import { isClass } from "./types.ts";

/** The aliases on a way from this one back to it that no class interrupts. */
export function circularAliases(lower: LowerContext, schema: NamedSchema): readonly NamedSchema[] {
  if (!schema.recursive) return [];
  return aliasesInside(lower, schema).filter((each) => each.id === schema.id || aliasesInside(lower, each).some((next) => next.id === schema.id));
}

/** The aliases that are evaluated with this one, its own structure and theirs. */
function aliasesInside(lower: LowerContext, schema: Schema): readonly NamedSchema[] {
  const found = new Map<string, NamedSchema>();
  const open: Schema[] = [schema];
  const seen = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const use of usesOf(next)) {
      const target = resolveUse(lower, use).schema;
      if (isClass(target)) continue;
      if (isNamed(target)) found.set(target.id, target);
      if (!seen.has(target.id)) {
        seen.add(target.id);
        open.push(target);
      }
    }
  }
  return [...found.values()];
}

/** The type with some names in it written as text, for they cannot be evaluated where it stands. */
export function quoteRefs(expr: OpenExpr, keys: ReadonlySet<string>, write: (quoted: Ref) => OpenExpr): OpenExpr {
  const inside = (each: OpenExpr): OpenExpr => quoteRefs(each, keys, write);
  switch (expr.kind) {
    case "Ref":
      return keys.has(expr.symbol.key) ? write({ ...expr, use: "quoted" }) : expr;
    case "Subscript":
      return { ...expr, slice: inside(expr.slice) };
    case "BinOp":
      return typeUnion(operands(expr).map(inside));
    case "Tuple":
      return { ...expr, elts: expr.elts.map(inside) };
    default:
      return expr;
  }
}

/** As text alone, which checkers read where it stands. */
export function inText(quoted: Ref): OpenExpr {
  return quoted;
}

/** `A | "B"` fails when it runs; `Union[A, "B"]` does not. */
export function typeUnion(members: readonly OpenExpr[]): OpenExpr {
  const bare = members.some((member) => (member.kind === "Ref" && member.use === "quoted") || member.kind === "Call");
  return bare && members.length > 1 ? b.subscript(ref(py.Union), members) : b.union(members);
}

/** The members of `A | B | C`. */
function operands(expr: OpenExpr): readonly OpenExpr[] {
  return expr.kind === "BinOp" && expr.op === "|" ? [...operands(expr.left), ...operands(expr.right)] : [expr];
}
