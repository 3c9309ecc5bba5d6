import type { Node, Stmt } from "../nodes.ts";

/** What kind of block statements stand in; blank lines depend on it. */
export type SuiteKind = "module" | "class" | "function" | "other";

/** How many blank lines stand between two statements of a block. */
export function blankLines(before: Stmt, after: Stmt, place: { readonly kind: SuiteKind; readonly isFirst: boolean }): number {
  const { kind, isFirst } = place;
  const apart = kind === "module" ? 2 : 1;
  if (before.kind === "FunctionDef" && after.kind === "FunctionDef" && isStub(before)) return 0;
  if (isDefinition(before) || isDefinition(after) || endsInDefinition(before)) return apart;
  if (isImport(before)) return isImport(after) && after.comments === undefined ? 0 : 1;
  if (isFirst && isDocstring(before)) return kind === "module" || kind === "class" ? 1 : 0;
  return 0;
}

/** How many blank lines stand before the first statement of a block. */
export function blankLinesAtStart(first: Stmt, kind: SuiteKind): number {
  return kind === "other" && isDefinition(first) && first.comments === undefined ? 1 : 0;
}

/** Whether a new paragraph of a module begins: around blocks, after a described value, before what it exports. */
export function isParagraph(before: Stmt, after: Stmt): boolean {
  return isBlock(before) || isBlock(after) || isDocstring(before) || assigns(after, "__all__");
}

function isBlock({ kind }: Stmt): boolean {
  return kind === "If" || kind === "For" || kind === "While" || kind === "With" || kind === "Try" || kind === "TryStar" || kind === "Match";
}

function assigns(node: Stmt, name: string): boolean {
  return node.kind === "Assign" && node.targets.some((target) => target.kind === "Name" && target.id === name);
}

/** Whether the body is `...` alone, which goes on the line of its `def` or `class`. */
export function isStub(node: Stmt): boolean {
  if (node.kind !== "FunctionDef" && node.kind !== "ClassDef") return false;
  const [only] = node.body;
  if (node.body.length !== 1 || only?.kind !== "Expr" || only.comments !== undefined) return false;
  const { value } = only;
  return value.kind === "Constant" && typeof value.value === "object" && value.value !== null && "ellipsis" in value.value;
}

/** Whether the statement is a string standing for itself. */
export function isDocstring(node: Stmt): boolean {
  return node.kind === "Expr" && node.value.kind === "Constant" && typeof node.value.value === "string";
}

/** Whether a string after this statement describes what it assigns to. */
export function isDescribable(node: Stmt | undefined): boolean {
  if (node?.kind === "AnnAssign") return node.target.kind === "Name";
  return node?.kind === "Assign" && node.targets.length === 1 && node.targets[0]?.kind === "Name";
}

function isDefinition({ kind }: Stmt): boolean {
  return kind === "FunctionDef" || kind === "ClassDef";
}

/** Whether the statement imports. */
export function isImport(node: Stmt): node is Node<"Import" | "ImportFrom"> {
  return node.kind === "Import" || node.kind === "ImportFrom";
}

function endsInDefinition(node: Stmt): boolean {
  const last = lastBlock(node).at(-1);
  return last !== undefined && (isDefinition(last) || endsInDefinition(last));
}

function lastBlock(node: Stmt): readonly Stmt[] {
  switch (node.kind) {
    case "If":
    case "For":
    case "While":
      return node.orelse.length > 0 ? node.orelse : node.body;
    case "With":
      return node.body;
    case "Try":
    case "TryStar": {
      if (node.finalbody.length > 0) return node.finalbody;
      if (node.orelse.length > 0) return node.orelse;
      return node.handlers.at(-1)?.body ?? node.body;
    }
    case "Match":
      return node.cases.at(-1)?.body ?? [];
    default:
      return [];
  }
}
