import type { ClassDef, Expr, Stmt } from "../nodes.ts";
import { boundNames } from "../scope.ts";
import { visit } from "../walk.ts";

/** The names that a class body reads before it binds them itself, as in `x = x`; annotations are not read. */
export function earlyReads({ body }: ClassDef): ReadonlySet<string> {
  const binds = boundNames(body);
  const bound = new Set<string>();
  const early = new Set<string>();
  for (const statement of body) {
    for (const expression of readBy(statement)) {
      visit(expression, (node) => {
        if (node.kind === "Name" && binds.has(node.id) && !bound.has(node.id)) early.add(node.id);
        return node.kind !== "Lambda";
      });
    }
    for (const name of namesBoundBy(statement)) bound.add(name);
  }
  return early;
}

/** The expressions that a simple statement or the head of a definition evaluates in the class. */
function readBy(statement: Stmt): readonly Expr[] {
  switch (statement.kind) {
    case "Assign":
    case "Expr":
      return [statement.value];
    case "AnnAssign":
      return statement.value === null ? [] : [statement.value];
    case "FunctionDef":
      return [...statement.decorator_list, ...statement.args.params.flatMap((each) => each.default ?? [])];
    case "ClassDef":
      return [...statement.decorator_list, ...statement.bases, ...statement.keywords.map((each) => each.value)];
    default:
      return [];
  }
}

/** The names a statement binds where it stands; for definitions, without looking into them. */
export function namesBoundBy(statement: Stmt<unknown>): Iterable<string> {
  const { kind } = statement;
  return kind === "FunctionDef" || kind === "ClassDef" ? [statement.name] : boundNames([statement]);
}

/** The targets of statements, inner scopes left out: there a name is bound, not read. */
export function targetsOf(body: readonly Stmt[]): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const target = (node: Expr): void => {
    if (node.kind === "Name") found.add(node);
    else if (node.kind === "Tuple" || node.kind === "List") node.elts.forEach(target);
    else if (node.kind === "Starred") target(node.value);
  };
  for (const statement of body) {
    visit(statement, (node) => {
      if (node.kind === "FunctionDef" || node.kind === "ClassDef" || node.kind === "Lambda") return false;
      if (node.kind === "Assign" || node.kind === "Delete") node.targets.forEach(target);
      else if (node.kind === "AnnAssign" || node.kind === "AugAssign" || node.kind === "For") target(node.target);
      else if (node.kind === "NamedExpr") target(node.target);
      else if (node.kind === "withitem" && node.optional_vars !== null) target(node.optional_vars);
      return true;
    });
  }
  return found;
}
