import type { Part } from "./link/parts.ts";
import type { Stmt } from "./nodes.ts";
import type { Ref, Symbol } from "./symbol.ts";
import { visit } from "./walk.ts";

/**
 * For type variables that can be one, the variable that stands for them, by key: they are declared alike but for the name, and no
 * statement uses two of them.
 */
export function mergedVariables(parts: readonly Part[]): ReadonlyMap<string, Symbol> {
  const uses = usesOf(parts);
  const groups = new Map<string, { readonly symbol: Symbol; readonly used: Set<Part> }[]>();
  const merged = new Map<string, Symbol>();
  for (const part of parts) {
    const [symbol] = part.declares;
    const [statement] = part.statements;
    if (symbol === undefined || statement === undefined || part.declares.length > 1) continue;
    const declaration = variableDeclaration(statement);
    if (declaration === null) continue;
    const used = uses.get(symbol.key) ?? new Set();
    const group = groups.get(declaration) ?? [];
    groups.set(declaration, group);
    const fitting = group.find((each) => [...used].every((user) => !each.used.has(user)));
    if (fitting === undefined) {
      group.push({ symbol, used: new Set(used) });
      continue;
    }
    for (const user of used) fitting.used.add(user);
    merged.set(symbol.key, fitting.symbol);
  }
  return merged;
}

/** What a type variable is, its name aside; null for other statements, and for variables that name their bound as text. */
function variableDeclaration(statement: Stmt<Ref>): string | null {
  if (statement.kind !== "Assign" || statement.value.kind !== "Call") return null;
  const { func, args, keywords } = statement.value;
  if (func.kind !== "Ref" || func.symbol.name !== "TypeVar" || args.length !== 1) return null;
  return keywords.some(({ arg }) => arg === "bound") ? null : JSON.stringify(keywords);
}

function usesOf(parts: readonly Part[]): ReadonlyMap<string, ReadonlySet<Part>> {
  const uses = new Map<string, Set<Part>>();
  for (const part of parts) {
    for (const statement of part.statements) {
      visit<Ref>(statement, (node) => {
        if (node.kind !== "Ref") return;
        const known = uses.get(node.symbol.key);
        if (known === undefined) uses.set(node.symbol.key, new Set([part]));
        else known.add(part);
      });
    }
  }
  return uses;
}
