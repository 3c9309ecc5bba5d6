import type { Expr, Stmt } from "../nodes.ts";
import type { Ref } from "../symbol.ts";

/** The statement with the names it binds in the scope it stands in replaced; what stands in inner scopes is left alone. */
export function renameBindings(statement: Stmt<Ref>, rename: (name: string) => string): Stmt<Ref> {
  const block = (body: readonly Stmt<Ref>[]): readonly Stmt<Ref>[] => body.map((each) => renameBindings(each, rename));
  const target = (node: Expr<Ref>): Expr<Ref> => renameTarget(node, rename);
  switch (statement.kind) {
    case "FunctionDef":
    case "ClassDef":
      return { ...statement, name: rename(statement.name) };
    case "Assign": {
      const targets = statement.targets.map(target);
      return { ...statement, targets, value: renameSaid(statement.value, rename) };
    }
    case "AnnAssign":
    case "AugAssign":
      return { ...statement, target: target(statement.target) };
    case "Delete":
      return { ...statement, targets: statement.targets.map(target) };
    case "For":
      return { ...statement, target: target(statement.target), body: block(statement.body), orelse: block(statement.orelse) };
    case "While":
    case "If":
      return { ...statement, body: block(statement.body), orelse: block(statement.orelse) };
    case "With": {
      const items = statement.items.map((each) =>
        each.optional_vars === null ? each : { ...each, optional_vars: target(each.optional_vars) },
      );
      return { ...statement, items, body: block(statement.body) };
    }
    case "Try":
    case "TryStar":
      return {
        ...statement,
        body: block(statement.body),
        handlers: statement.handlers.map((each) => ({
          ...each,
          name: each.name === null ? null : rename(each.name),
          body: block(each.body),
        })),
        orelse: block(statement.orelse),
        finalbody: block(statement.finalbody),
      };
    case "Import":
    case "ImportFrom": {
      const names = statement.names.map((each) => {
        const local = each.asname ?? each.name;
        const next = rename(local);
        return next === local ? each : { ...each, asname: next };
      });
      return { ...statement, names };
    }
    default:
      return statement;
  }
}

function renameTarget(node: Expr<Ref>, rename: (name: string) => string): Expr<Ref> {
  switch (node.kind) {
    case "Name":
      return { ...node, id: rename(node.id) };
    case "Tuple":
    case "List":
      return { ...node, elts: node.elts.map((each) => renameTarget(each, rename)) };
    case "Starred":
      return { ...node, value: renameTarget(node.value, rename) };
    default:
      return node;
  }
}

const sayTheirName: ReadonlySet<string> = new Set([
  "NamedTuple",
  "NewType",
  "ParamSpec",
  "TypeVar",
  "TypeVarTuple",
  "TypedDict",
  "namedtuple",
]);

/** `T = TypeVar("T", bound="X")` says names as text, and checkers want the first to be the one it is bound to. */
function renameSaid(value: Expr<Ref>, rename: (name: string) => string): Expr<Ref> {
  if (value.kind !== "Call" || value.func.kind !== "Ref" || !sayTheirName.has(value.func.symbol.name)) return value;
  const text = (node: Expr<Ref>): Expr<Ref> =>
    node.kind === "Constant" && typeof node.value === "string" ? { ...node, value: rename(node.value) } : node;
  const [first, ...rest] = value.args;
  return {
    ...value,
    args: first === undefined ? [] : [text(first), ...rest],
    keywords: value.keywords.map((each) => (each.arg === "bound" ? { ...each, value: text(each.value) } : each)),
  };
}
