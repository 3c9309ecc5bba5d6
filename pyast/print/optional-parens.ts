import { binaryOperators } from "../grammar.ts";
import type { Expr } from "../nodes.ts";
import { type Operand, levels, mustParenthesize, mustParenthesizeBase, operandsOf } from "./parens.ts";

/**
 * What an expression wants that is too long for its line: `never` breaks in its own brackets, `fit` is an atom (or
 * ends in a bracket) that takes parentheses only where they make it fit, `multiline` takes them to break inside.
 */
export type Wish = "never" | "fit" | "multiline";

/** What the expression wants; what must have parentheses anyway is not asked. */
export function wishOf(node: Expr): Wish {
  switch (node.kind) {
    case "Name":
    case "Constant":
    case "JoinedStr":
      return "fit";
    case "Attribute":
      if (isFluent(node)) return "multiline";
      if (mustParenthesizeBase(node.value, "attribute")) return "never";
      return node.value.kind === "Name" ? "fit" : wishOf(node.value);
    case "Call": {
      if (isFluent(node)) return "multiline";
      if (mustParenthesizeBase(node.func, "call")) return "never";
      const wish = wishOf(node.func);
      return wish === "fit" ? "never" : wish;
    }
    case "Subscript":
      if (isFluent(node)) return "multiline";
      return mustParenthesizeBase(node.value, "subscript") ? "never" : wishOf(node.value);
    case "UnaryOp":
    case "Await": {
      const [operand] = operandsOf(node);
      if (operand === undefined || mustParenthesize(...operand)) return "never";
      return wishOf(operand[0]);
    }
    case "BoolOp":
    case "BinOp":
    case "Compare":
    case "IfExp":
    case "Lambda":
    case "NamedExpr":
    case "Slice":
      return "multiline";
    case "Yield":
    case "YieldFrom":
      return node.value !== null && wishOf(node.value) === "multiline" ? "multiline" : "never";
    default:
      return "never";
  }
}

/** Whether the call chain is laid out as `.one()` and `.two()` below each other: two attributes follow a bracket. */
export function isFluent(node: Expr): boolean {
  let count = 0;
  let at = node;
  for (;;) {
    if (at.kind === "Attribute") {
      const { value } = at;
      if (mustParenthesizeBase(value, "attribute")) return count + 1 >= 2;
      if (value.kind === "Call" || value.kind === "Subscript") count += 1;
      at = value;
    } else if (at.kind === "Call") {
      if (mustParenthesizeBase(at.func, "call")) return count >= 2;
      at = at.func;
    } else if (at.kind === "Subscript") {
      if (mustParenthesizeBase(at.value, "subscript")) return count >= 2;
      at = at.value;
    } else {
      return count >= 2;
    }
  }
}

/** Precedence as the question "where may it break" sees it: `and` and `or` are one level. */
const precedence = {
  none: 0,
  attribute: 1,
  power: 2,
  inversion: 3,
  term: 4,
  arith: 5,
  shift: 6,
  band: 7,
  bxor: 8,
  bor: 9,
  comparison: 10,
  boolean: 11,
  conditional: 12,
} as const;

const byLevel = {
  POWER: precedence.power,
  TERM: precedence.term,
  ARITH: precedence.arith,
  SHIFT: precedence.shift,
  BAND: precedence.band,
  BXOR: precedence.bxor,
  BOR: precedence.bor,
} as const;

interface Survey {
  highest: number;
  count: number;
  brackets: boolean;
  /** The leftmost piece; `token` when an operator or word comes first. */
  first: Operand | "token" | null;
  last: Operand | null;
}

/**
 * Whether a too long expression may break in a bracket at its end (or start) instead of taking parentheses: it has one,
 * and at most one operator of the loosest kind.
 */
export function mayOmitParentheses(node: Expr): boolean {
  const survey: Survey = { highest: 0, count: 0, brackets: false, first: null, last: null };
  inspect(node, survey);
  const { highest, count, brackets, first, last } = survey;
  if (!brackets || count > 1) return false;
  if (highest <= precedence.attribute) return true;
  return endsInBrackets(last) || (first !== "token" && endsInBrackets(first));
}

function endsInBrackets(piece: Operand | null): boolean {
  if (piece === null) return false;
  const [node, demand] = piece;
  return mustParenthesize(node, demand) || (node.kind !== "Subscript" && hasOwnBrackets(node));
}

/** Whether the expression comes with brackets that hold something. */
function hasOwnBrackets(node: Expr): boolean {
  switch (node.kind) {
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp":
    case "Subscript":
      return true;
    case "Tuple":
    case "List":
    case "Set":
      return node.elts.length > 0;
    case "Dict":
      return node.items.length > 0;
    case "Call":
      return node.args.length + node.keywords.length > 0;
    default:
      return false;
  }
}

/** Whether the expression comes with brackets, empty ones included. */
export function isBracketed(node: Expr): boolean {
  switch (node.kind) {
    case "Tuple":
    case "List":
    case "Set":
    case "Dict":
    case "Call":
      return true;
    default:
      return hasOwnBrackets(node);
  }
}

function note(survey: Survey, level: number, count = 1): void {
  if (level > survey.highest) {
    survey.highest = level;
    survey.count = count;
  } else if (level === survey.highest) {
    survey.count += count;
  }
}

function enter(operand: Operand, survey: Survey): void {
  survey.last = operand;
  if (mustParenthesize(...operand)) survey.brackets = true;
  else inspect(operand[0], survey);
  survey.first ??= operand;
}

function inspect(node: Expr, survey: Survey): void {
  switch (node.kind) {
    case "Dict":
    case "List":
    case "Tuple":
    case "Set":
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp":
      survey.brackets = true;
      return;
    case "Call":
      survey.brackets = true;
      enter([node.func, levels.ATOM], survey);
      survey.last = [node, levels.ANY];
      return;
    case "Subscript":
      survey.brackets = true;
      enter([node.value, levels.ATOM], survey);
      survey.last = [node, levels.ANY];
      return;
    case "Attribute":
      enter([node.value, levels.ATOM], survey);
      if (mustParenthesizeBase(node.value, "attribute") || isBracketed(node.value)) {
        note(survey, precedence.attribute);
      }
      survey.last = [node, levels.ANY];
      return;
    case "BoolOp":
      note(survey, precedence.boolean, node.values.length - 1);
      break;
    case "BinOp":
      note(survey, byLevel[binaryOperators[node.op].level]);
      break;
    case "IfExp":
      note(survey, precedence.conditional, 2);
      break;
    case "Compare":
      note(survey, precedence.comparison, node.rest.length);
      break;
    case "UnaryOp":
      if (node.op === "~") note(survey, precedence.inversion);
      survey.first ??= "token";
      break;
    case "Lambda":
    case "Await":
    case "Yield":
    case "YieldFrom":
    case "Starred":
      survey.first ??= "token";
      break;
    default:
  }
  for (const operand of operandsOf(node)) enter(operand, survey);
}
