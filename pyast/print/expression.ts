import type { Doc } from "prettier";
import type {
  Arguments,
  BinaryOperator,
  ConstantValue,
  DictItem,
  Expr,
  Keyword,
  KindOf,
  Node,
  Param,
} from "../nodes.ts";
import { binaryOperators } from "../grammar.ts";
import { callLike, chain, concat, hugging, optional, unbracketed, type Context, display, enclosed, inside, links, textOf } from "./layout.ts";
import { fstring } from "./fstring.ts";
import { isFluent, wishOf } from "./optional-parens.ts";
import { type Level, levels, mustParenthesize, mustParenthesizeBase, operandsOf } from "./parens.ts";
import { bytesLiteral, codesLiteral, floatLiteral, intLiteral, stringLiteral } from "./string.ts";

type ExprKind = KindOf<"expr">;
type Rules = { readonly [K in ExprKind]: (node: Node<K>, context: Context) => Doc };

/** The expression, with parentheses when the place demands a tighter one. */
export function expression(node: Expr, demand: Level, context: Context): Doc {
  if (!mustParenthesize(node, demand)) return apply(node.kind, node, context);
  const content = apply(node.kind, node, inside(context));
  return enclosed({ open: "(", content, close: ")" }, context);
}

function apply<K extends ExprKind>(kind: K, node: Node<K>, context: Context): Doc {
  return rules[kind](node, context);
}

const rules: Rules = {
  Name: ({ id }) => id,
  Constant: ({ value }, context) => constant(value, context),
  JoinedStr: ({ values }, context) => fstring(values, context),
  FormattedValue: (node, context) => fstring([node], context),
  Attribute: (node, context) => (isFluent(node) ? fluent(node, context) : attribute(node, context)),
  Call: (node, context) => (isFluent(node) ? fluent(node, context) : plainCall(node, context)),
  Subscript: (node, context) => (isFluent(node) ? fluent(node, context) : plainSubscript(node, context)),
  Tuple: ({ elts }, context) => tuple(elts, context),
  List: ({ elts }, context) =>
    display({ open: "[", items: elements(elts, inside(context)), close: "]" }, context),
  Set: ({ elts }, context) =>
    elts.length === 0
      ? "{*()}"
      : display({ open: "{", items: elements(elts, inside(context)), close: "}" }, context),
  Dict: ({ items }, context) =>
    display({ open: "{", items: items.map((item) => dictItem(item, inside(context))), close: "}" }, context),
  ListComp: ({ elt, generators }, context) =>
    comprehension({ open: "[", close: "]", generators }, [elt], context),
  SetComp: ({ elt, generators }, context) =>
    comprehension({ open: "{", close: "}", generators }, [elt], context),
  GeneratorExp: ({ elt, generators }, context) =>
    comprehension({ open: "(", close: ")", generators }, [elt], context),
  DictComp: ({ key, value, generators }, context) =>
    comprehension({ open: "{", close: "}", generators }, [key, value], context),
  NamedExpr: ({ target, value }, context) =>
    concat(
      expression(target, levels.ATOM, context),
      " := ",
      expression(value, levels.TEST, context),
    ),
  BinOp: (node, context) => operators(node, context),
  BoolOp: (node, context) => operators(node, context),
  Compare: (node, context) => operators(node, context),
  UnaryOp: (node, context) => {
    const word = node.op === "not" ? "not " : node.op;
    return concat(word, firstOperand(node, context));
  },
  Await: (node, context) => concat("await ", firstOperand(node, context)),
  Starred: (node, context) => concat("*", firstOperand(node, context)),
  Yield: ({ value }, context) =>
    value === null ? "yield" : concat("yield ", bareTuple(value, levels.TEST, context)),
  YieldFrom: (node, context) => concat("yield from ", firstOperand(node, context)),
  Lambda: ({ args, body }, context) => lambda(args, body, context),
  IfExp: (node, context) => chain(conditional(node, context), context),
  Slice: ({ lower, upper, step }, context) => slice([lower, upper, step], context),
};

function firstOperand(node: Expr, context: Context): Doc {
  const [operand] = operandsOf(node);
  return operand === undefined ? "" : expression(operand[0], operand[1], context);
}

function constant(value: ConstantValue, { forbidden }: Context): string {
  if (typeof value === "string") return stringLiteral(value, forbidden);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if ("int" in value) return intLiteral(value.int);
  if ("float" in value) return floatLiteral(value.float);
  if ("complex" in value) return `${floatLiteral(value.complex)}j`;
  if ("bytes" in value) return bytesLiteral(value.bytes, forbidden);
  if ("codes" in value) return codesLiteral(value.codes, forbidden);
  return "...";
}

/** Elements of a display or arguments of a call: `:=` needs no parentheses there. */
export function elements(elts: readonly Expr[], context: Context): readonly Doc[] {
  return elts.map((each) => expression(each, levels.NAMED + (each.kind === "NamedExpr" ? 0 : 2), context));
}

function tuple(elts: readonly Expr[], context: Context): Doc {
  const [first] = elts;
  const inner = inside(context);
  if (elts.length === 1 && first !== undefined) {
    const items = elements(elts, inner).map((item) => concat(item, ","));
    return display({ open: "(", items, close: ")" }, context);
  }
  return display({ open: "(", items: elements(elts, inner), close: ")" }, context);
}

/** A tuple without parentheses where Python allows it, such as in `a, b = c`; other expressions as demanded. */
export function bareTuple(node: Expr, demand: Level, context: Context): Doc {
  if (node.kind !== "Tuple" || node.elts.length < 2) return expression(node, demand, context);
  // Without parentheses of its own a tuple may not hold a bare `:=`.
  if (context.layout !== "flat" || node.elts.some(({ kind }) => kind === "NamedExpr")) return expression(node, demand, context);
  return listed(node.elts, context);
}

/** Elements with commas between them, on one line but for their own brackets. */
export function listed(elts: readonly Expr[], context: Context): Doc {
  return concat(...elements(elts, context).flatMap((item, i) => (i === 0 ? [item] : [", ", item])));
}

function dictItem({ key, value }: DictItem, context: Context): Doc {
  if (key === null) return concat("**", expression(value, levels.BOR, context));
  return concat(expression(key, levels.TEST, context), ": ", expression(value, levels.TEST, context));
}

interface Clauses {
  readonly open: string;
  readonly close: string;
  readonly generators: readonly Node<"comprehension">[];
}

function comprehension(clauses: Clauses, results: readonly Expr[], context: Context): Doc {
  const { open, close, generators } = clauses;
  const content = comprehensionBody(results, generators, inside(context));
  return enclosed({ open, content, close }, context);
}

function comprehensionBody(
  results: readonly Expr[],
  generators: readonly Node<"comprehension">[],
  context: Context,
): Doc {
  const isPair = results.length === 2;
  const [first, second] = results.map((each) => expression(each, isPair ? levels.TEST : demandOfElement(each), context));
  const result = second === undefined ? (first ?? "") : concat(first ?? "", ": ", second);
  return chain([result, ...generators.flatMap((each) => clause(each, context))], context);
}

function demandOfElement(node: Expr): Level {
  return node.kind === "NamedExpr" ? levels.NAMED : levels.TEST;
}

function clause({ target, iter, ifs, is_async }: Node<"comprehension">, context: Context): readonly Doc[] {
  const head = concat(
    is_async ? "async for " : "for ",
    targetList(target, context),
    " in ",
    expression(iter, levels.OR, context),
  );
  return [head, ...ifs.map((test) => concat("if ", expression(test, levels.OR, context)))];
}

/** What `for` assigns to: a tuple goes without parentheses, on one line. */
export function targetList(target: Expr, context: Context): Doc {
  if (target.kind !== "Tuple" || target.elts.length === 0) return expression(target, levels.BOR, context);
  const items = target.elts.map((each) => expression(each, levels.BOR, context));
  const [only] = items;
  if (items.length === 1 && only !== undefined) return concat(...(context.layout === "flat" ? ["(", only, ",)"] : [only, ","]));
  return concat(...items.flatMap((item, i) => (i === 0 ? [item] : [", ", item])));
}

function attribute({ value, attr }: Node<"Attribute">, context: Context): Doc {
  return concat(base(value, "attribute", context), ".", attr);
}

function plainCall({ func, args, keywords }: Node<"Call">, context: Context): Doc {
  return concat(base(func, "call", context), callArguments(args, keywords, context));
}

function plainSubscript({ value, slice }: Node<"Subscript">, context: Context): Doc {
  return concat(base(value, "subscript", context), subscript(slice, context));
}

function base(value: Expr, follows: "attribute" | "call" | "subscript", context: Context): Doc {
  if (!mustParenthesizeBase(value, follows)) return expression(value, levels.ANY, context);
  const content = expression(value, levels.ANY, inside(context));
  return enclosed({ open: "(", content, close: ")" }, context);
}

/** `(args, keywords)` of a call. */
function callArguments(args: readonly Expr[], keywords: readonly Keyword[], context: Context): Doc {
  const [only] = args;
  if (only?.kind === "GeneratorExp" && args.length === 1 && keywords.length === 0) {
    return expression(only, levels.NAMED, context);
  }
  return argumentList(args, keywords, context);
}

/** `(args, keywords)` of a call or class; in a class a lone generator keeps its parentheses. */
export function argumentList(args: readonly Expr[], keywords: readonly Keyword[], context: Context): Doc {
  const inner = inside(context);
  const items = [...elements(args, inner), ...keywords.map((each) => keyword(each, inner))];
  return callLike({ open: "(", items, close: ")" }, context);
}

function keyword({ arg, value }: Keyword, context: Context): Doc {
  return concat(arg === null ? "**" : `${arg}=`, expression(value, levels.TEST, context));
}

function subscript(index: Expr, context: Context): Doc {
  const inner = inside(context);
  if (index.kind === "Tuple" && mayBeBare(index)) {
    const items = elements(index.elts, inner);
    const whole = items.length === 1 ? items.map((item) => concat(item, ",")) : items;
    return callLike({ open: "[", items: whole, close: "]" }, context);
  }
  return enclosed({ open: "[", content: expression(index, levels.TEST, inner), close: "]" }, context);
}

/** Slices may only stand bare; `x[*a]` is for new Pythons only, `x[(*a,)]` for all. */
function mayBeBare({ elts }: Node<"Tuple">): boolean {
  if (elts.some(({ kind }) => kind === "Slice")) return true;
  return elts.length > 1 && !elts.some(({ kind }) => kind === "Starred");
}

/** A chain of calls, broken before every attribute that follows a bracket. */
function fluent(node: Expr, context: Context): Doc {
  const pieces: Doc[] = [];
  let piece: Doc[] = [];
  let at = node;
  for (;;) {
    if (at.kind === "Call" && !mustParenthesizeBase(at.func, "call")) {
      piece.unshift(callArguments(at.args, at.keywords, context));
      at = at.func;
    } else if (at.kind === "Subscript" && !mustParenthesizeBase(at.value, "subscript")) {
      piece.unshift(subscript(at.slice, context));
      at = at.value;
    } else if (at.kind === "Attribute") {
      piece.unshift(`.${at.attr}`);
      const isBase = mustParenthesizeBase(at.value, "attribute");
      if (isBase || at.value.kind === "Call" || at.value.kind === "Subscript") {
        pieces.unshift(concat(...piece));
        piece = [];
      }
      if (isBase) return links([base(at.value, "attribute", context), ...pieces], context);
      at = at.value;
    } else {
      return links([concat(unchained(at, context), ...piece), ...pieces], context);
    }
  }
}

/** What a chain starts from. */
function unchained(node: Expr, context: Context): Doc {
  if (node.kind === "Call") return plainCall(node, context);
  return node.kind === "Subscript" ? plainSubscript(node, context) : expression(node, levels.ATOM, context);
}

type Operators = Node<"BinOp" | "BoolOp" | "Compare">;

/** Operators of one level, with their operands, as one chain. */
function operators(node: Operators, context: Context): Doc {
  return chain(collect(node, context), context);
}

/** The first operand, then every operator with the operand that follows it. */
function collect(node: Operators, context: Context): Doc[] {
  const pieces: Doc[] = [];
  operandsOf(node).forEach(([operand, demand], index) => {
    const joins = !mustParenthesize(operand, demand) && continues(node, operand);
    const [first = "", ...rest] = joins ? collect(operand, context) : [expression(operand, demand, context)];
    if (index === 0) pieces.push(first);
    else if (isTight(node)) pieces.push(concat(pieces.pop() ?? "", "**", first));
    else pieces.push(concat(operatorBefore(node, index), " ", first));
    pieces.push(...rest);
  });
  return pieces;
}

function operatorBefore(node: Operators, index: number): string {
  return node.kind === "Compare" ? (node.rest[index - 1]?.op ?? "") : node.op;
}

/** A power of simple operands is written without blanks. */
function isTight(node: Operators): boolean {
  if (node.kind !== "BinOp" || node.op !== "**") return false;
  return isSimple(node.left) && !mustParenthesize(node.left, levels.AWAIT) && isSimple(node.right);
}

function isSimple(node: Expr): boolean {
  switch (node.kind) {
    case "Name":
      return true;
    case "Constant":
      return typeof node.value !== "string" && !isNoNumber(node.value);
    case "Attribute":
      return isSimple(node.value);
    case "UnaryOp":
      return node.op !== "not" && isSimple(node.operand);
    default:
      return false;
  }
}

function isNoNumber(value: ConstantValue): boolean {
  return typeof value === "object" && value !== null && !("int" in value || "float" in value || "complex" in value);
}

/** Whether an operand that needs no parentheses belongs to the same chain. */
function continues(node: Operators, operand: Expr): operand is Operators {
  if (node.kind === "BoolOp") return operand.kind === "BoolOp";
  return node.kind === "BinOp" && operand.kind === "BinOp" && sameLevel(node.op, operand.op);
}

function sameLevel(left: BinaryOperator, right: BinaryOperator): boolean {
  return binaryOperators[left].level === binaryOperators[right].level;
}

function conditional(node: Node<"IfExp">, context: Context): readonly Doc[] {
  const { test, body, orelse } = node;
  const head = [
    expression(body, levels.OR, context),
    concat("if ", expression(test, levels.OR, context)),
  ];
  if (orelse.kind !== "IfExp") return [...head, concat("else ", expression(orelse, levels.TEST, context))];
  const [first = "", ...rest] = conditional(orelse, context);
  return [...head, concat("else ", first), ...rest];
}

function lambda(args: Arguments, body: Expr, context: Context): Doc {
  const flat: Context = { ...context, layout: "flat" };
  const params = parameters(args, flat).map(textOf).join(", ");
  const head = params === "" ? "lambda: " : `lambda ${params}: `;
  if (context.layout === "flat") return concat(head, expression(body, levels.TEST, context));
  const inner = expression(body, levels.TEST, inside(context));
  if (wishOf(body) === "multiline") return concat(head, optional(inner, context));
  return concat(head, hugging(expression(body, levels.TEST, unbracketed(context)), inner, context));
}

/** The parameters of a function, with the `/` and `*` that tell their kinds apart. */
export function parameters({ params }: Arguments, context: Context): readonly Doc[] {
  const items: Doc[] = [];
  let before: Param | undefined;
  let starred = false;
  for (const param of params) {
    if (before?.kind === "posonly" && param.kind !== "posonly") items.push("/");
    if (param.kind === "kwonly" && !starred) items.push("*");
    if (param.kind === "kwonly" || param.kind === "vararg") starred = true;
    items.push(parameter(param, context));
    before = param;
  }
  if (before?.kind === "posonly") items.push("/");
  return items;
}

const stars = { posonly: "", pos: "", kwonly: "", vararg: "*", kwarg: "**" } as const;

function parameter({ name, annotation, default: value, kind }: Param, context: Context): Doc {
  const start = stars[kind] + name;
  if (annotation === null) {
    return value === null ? start : concat(start, "=", expression(value, levels.TEST, context));
  }
  const demand = kind === "vararg" && annotation.kind === "Starred" ? levels.NAMED : levels.TEST;
  const typed = concat(start, ": ", expression(annotation, demand, context));
  return value === null ? typed : concat(typed, " = ", expression(value, levels.TEST, context));
}

function slice(bounds: readonly (Expr | null)[], context: Context): Doc {
  const [lower, upper, step] = bounds.map((each) =>
    each === null ? null : expression(each, levels.TEST, context),
  );
  const blank = bounds.every((each) => each === null || isPlainBound(each)) ? "" : " ";
  const parts: Doc[] = [];
  if (lower !== null && lower !== undefined) parts.push(lower, blank);
  parts.push(":");
  if (upper !== null && upper !== undefined) parts.push(blank, upper);
  if (step !== null && step !== undefined) {
    parts.push(upper !== null && upper !== undefined ? blank : "", ":", blank, step);
  }
  return concat(...parts);
}

function isPlainBound(node: Expr): boolean {
  if (node.kind === "UnaryOp") return node.op !== "not" && isPlainBound(node.operand);
  return node.kind === "Name" || node.kind === "Constant";
}
