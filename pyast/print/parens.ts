import { binaryOperators, booleanOperators, unaryOperators } from "../grammar.ts";
import type { Expr } from "../nodes.ts";

/** How tightly a construct binds, loosest first; CPython's order. */
export const levels = {
  /** Takes everything: the inside of parentheses. */
  ANY: -1,
  NAMED: 0,
  YIELD: 1,
  TEST: 2,
  OR: 3,
  AND: 4,
  NOT: 5,
  CMP: 6,
  BOR: 7,
  BXOR: 8,
  BAND: 9,
  SHIFT: 10,
  ARITH: 11,
  TERM: 12,
  FACTOR: 13,
  POWER: 14,
  AWAIT: 15,
  ATOM: 16,
} as const;

/** One of the levels, or between two of them when one more than a level is demanded. */
export type Level = number;

/** The level an expression prints at without parentheses. */
function levelOf(node: Expr): Level {
  switch (node.kind) {
    case "NamedExpr":
      return levels.NAMED;
    case "Yield":
    case "YieldFrom":
      return levels.YIELD;
    case "Lambda":
    case "IfExp":
      return levels.TEST;
    case "BoolOp":
      return levels[booleanOperators[node.op].level];
    case "UnaryOp":
      return levels[unaryOperators[node.op].level];
    case "Compare":
      return levels.CMP;
    case "BinOp":
      return levels[binaryOperators[node.op].level];
    case "Await":
      return levels.AWAIT;
    default:
      return levels.ATOM;
  }
}

/** Whether the expression needs parentheses where this level is demanded. */
export function mustParenthesize(node: Expr, demand: Level): boolean {
  // Where `yield` may stand bare `:=` may not, and the other way round.
  if (node.kind === "Yield" || node.kind === "YieldFrom") return demand !== levels.YIELD && demand !== levels.ANY;
  return levelOf(node) < demand;
}

/** An expression with the level its place demands. */
export type Operand = readonly [node: Expr, demand: Level];

/** The operands of everything that joins expressions by operators, from left to right. */
export function operandsOf(node: Expr): readonly Operand[] {
  switch (node.kind) {
    case "NamedExpr":
      return [
        [node.target, levels.ATOM],
        [node.value, levels.TEST],
      ];
    case "IfExp":
      return [
        [node.body, levels.OR],
        [node.test, levels.OR],
        [node.orelse, levels.TEST],
      ];
    case "BoolOp":
      // `and` inside `or` needs no parentheses; readers do, and linters ask for them.
      return node.values.map((value): Operand => [value, value.kind === "BoolOp" ? levels.ATOM : levelOf(node) + 1]);
    case "Compare":
      return [node.left, ...node.rest.map(({ right }) => right)].map((each): Operand => [each, levels.BOR]);
    case "BinOp":
      return node.op === "**"
        ? [
            [node.left, levels.AWAIT],
            [node.right, levels.FACTOR],
          ]
        : [
            [node.left, levelOf(node)],
            [node.right, levelOf(node) + 1],
          ];
    case "UnaryOp":
      return [[node.operand, unaryDemand(node.op, node.operand)]];
    case "Await":
      return [[node.value, levels.ATOM]];
    case "Lambda":
      return [[node.body, levels.TEST]];
    case "Yield":
      return node.value === null ? [] : [[node.value, levels.TEST]];
    case "YieldFrom":
      return [[node.value, levels.TEST]];
    case "Starred":
      return [[node.value, levels.BOR]];
    default:
      return [];
  }
}

/** A sign before a power is written `-(a**b)`, as formatters do. */
function unaryDemand(op: string, operand: Expr): Level {
  if (op === "not") return levels.NOT;
  return operand.kind === "BinOp" && operand.op === "**" ? levels.ATOM : levels.FACTOR;
}

/** What `value.attr`, `value[...]` and `value(...)` demand; a number takes parentheses before a dot. */
export function mustParenthesizeBase(value: Expr, follows: "attribute" | "call" | "subscript"): boolean {
  if (mustParenthesize(value, levels.ATOM)) return true;
  return (
    follows === "attribute" &&
    value.kind === "Constant" &&
    typeof value.value === "object" &&
    value.value !== null &&
    ("int" in value.value || "float" in value.value)
  );
}
