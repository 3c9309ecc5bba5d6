import type { Doc } from "prettier";
import { builders } from "prettier/doc";
import type { Expr, KindOf, Node, Stmt } from "../nodes.ts";
import { annAssign, assign, augAssign } from "./assignment.ts";
import { bareTuple, argumentList, listed, elements, expression, parameters, targetList } from "./expression.ts";
import { concat, type Context, display, inside, outside, textOf, wrapped } from "./layout.ts";
import { mayOmitParentheses, wishOf } from "./optional-parens.ts";
import { levels } from "./parens.ts";
import { pattern } from "./pattern.ts";
import { firstLine, fits, flatText, type Line, linesFit, open, parenthesized, type Place, takesParentheses, value } from "./value.ts";

const { group, ifBreak, indent, join, line: lineBreak, softline } = builders;

/** Statements that hold other statements. */
export type CompoundKind =
  | "FunctionDef"
  | "ClassDef"
  | "For"
  | "While"
  | "If"
  | "With"
  | "Match"
  | "Try"
  | "TryStar";
/** Statements of one logical line. */
export type SimpleKind = Exclude<KindOf<"stmt">, CompoundKind>;

type Rules = { readonly [K in SimpleKind]: (node: Node<K>, line: Line) => Doc };

/** Whether the statement is one logical line. */
export function isSimple(node: Stmt): node is Node<SimpleKind> {
  return Object.hasOwn(rules, node.kind);
}

/** A statement of one logical line. */
export function simpleStatement(node: Node<SimpleKind>, line: Line): Doc {
  return apply(node.kind, node, line);
}

function apply<K extends SimpleKind>(kind: K, node: Node<K>, line: Line): Doc {
  return rules[kind](node, line);
}

const rules: Rules = {
  Pass: () => "pass",
  Break: () => "break",
  Continue: () => "continue",
  Global: ({ names }) => `global ${names.join(", ")}`,
  Nonlocal: ({ names }) => `nonlocal ${names.join(", ")}`,
  Import: ({ names }) => `import ${names.map(alias).join(", ")}`,
  ImportFrom: ({ module, names, level }, line) => {
    const start = `from ${".".repeat(level)}${module ?? ""} import `;
    const items = names.map(alias);
    if (line.layout === "flat") return start + items.join(", ");
    return concat(start, display({ open: "(", items, close: ")", comma: "always" }, outside("doc")));
  },
  Assign: assign,
  AugAssign: augAssign,
  AnnAssign: annAssign,
  Return: ({ value: result }, line) => {
    if (result === null) return "return";
    if (result.kind === "Tuple") return concat("return ", returnedTuple(result, line));
    return concat("return ", value(result, { before: "return " }, line));
  },
  Raise: ({ exc, cause }, line) => {
    if (exc === null) return "raise";
    const after = cause === null ? "" : ` from ${flatText(cause)}`;
    const raised = value(exc, { before: "raise ", after, manner: "loose" }, line);
    if (cause === null) return concat("raise ", raised);
    const before = `raise ${flatText(exc)} from `;
    return concat("raise ", raised, " from ", value(cause, { before, manner: "loose" }, line));
  },
  Delete: (node, line) => {
    const [only] = node.targets;
    // A formatter takes `del (a, b)` and `del a, b` for the same.
    const isPair = node.targets.length === 1 && only?.kind === "Tuple" && only.elts.length > 1;
    const targets = isPair ? only.elts : node.targets;
    if (targets.length === 1 && only !== undefined) return concat("del ", value(only, { before: "del " }, line));
    const items = elements(targets, outside(line.layout));
    if (line.layout === "flat") return `del ${items.map(textOf).join(", ")}`;
    return concat("del ", display({ open: "(", items, close: ")" }, outside("doc")));
  },
  Assert: ({ test, msg }, line) => assertion(test, msg, line),
  Expr: ({ value: node }, line) => {
    if (node.kind === "Yield" && node.value !== null && node.value.kind !== "Tuple") {
      return concat("yield ", value(node.value, { before: "yield ", manner: "loose" }, line));
    }
    if (isArithmetic(node)) return value(node, { before: "", manner: "loose", demand: levels.YIELD }, line);
    return expression(node, levels.YIELD, outside(line.layout));
  },
};

/** A pair may break in a bracket of its own, longer tuples take parentheses. */
function returnedTuple(node: Node<"Tuple">, line: Line): Doc {
  const { elts } = node;
  if (line.layout === "doc" && elts.length === 2) {
    const text = textOf(listed(elts, outside("explode")));
    if (linesFit(text, { before: "return " }, line)) return listed(elts, outside("doc"));
  }
  return bareTuple(node, levels.TEST, outside(line.layout));
}

function alias({ name, asname }: Node<"alias">): string {
  return asname === null ? name : `${name} as ${asname}`;
}

function isArithmetic({ kind }: Expr): boolean {
  return kind === "BinOp" || kind === "BoolOp" || kind === "Compare" || kind === "UnaryOp";
}

function assertion(test: Expr, msg: Expr | null, line: Line): Doc {
  const start = "assert ";
  if (msg === null) return concat(start, value(test, { before: start, manner: "condition" }, line));
  const before = `${start}${flatText(test)}, `;
  if (line.layout === "flat") return before + flatText(msg);
  if (fits(`${before}(`, line)) {
    return concat(before, value(msg, { before, manner: "message" }, line));
  }
  const head = value(test, { before: start, after: ", (", manner: "condition" }, line);
  return concat(start, head, ", ", value(msg, { before: "), ", manner: "message" }, line));
}

/** The line a block starts with; `end` is `:` or, before a stub's body, `: ...`. */
export interface Header<N> {
  readonly node: N;
  readonly end: string;
}

/** `def name(params) -> returns:` */
export function defHeader({ node, end }: Header<Node<"FunctionDef">>, line: Line): Doc {
  const { name, args, returns, is_async } = node;
  const start = `${is_async ? "async " : ""}def ${name}`;
  const items = parameters(args, inside(outside(line.layout)));
  const arrow = returns === null ? "" : " -> ";
  if (line.layout === "flat") {
    return `${start}(${items.map(textOf).join(", ")})${arrow}${returns === null ? "" : flatText(returns)}${end}`;
  }
  if (items.length === 0) {
    const before = `${start}()${arrow}`;
    return concat(before, returns === null ? "" : lonelyReturns(returns, { before, after: end }, line), end);
  }
  const list = [join([",", lineBreak], [...items]), ifBreak(",")];
  const params = items.length === 1 ? list : group(list);
  const tail = returns === null ? "" : returnAnnotation(returns);
  return group([start, "(", indent([softline, params]), softline, ")", arrow, tail, end]);
}

function returnAnnotation(node: Expr): Doc {
  if (wishOf(node) !== "multiline") return open(node, levels.TEST);
  const content = expression(node, levels.TEST, inside(outside("doc")));
  return group([ifBreak("("), indent([softline, content]), softline, ifBreak(")")]);
}

function lonelyReturns(
  node: Expr,
  place: { readonly before: string; readonly after: string },
  line: Line,
): Doc {
  const manner = node.kind === "Subscript" ? "condition" : "message";
  return value(node, { ...place, manner }, line);
}

/** `class name(bases):` */
export function classHeader({ node, end }: Header<Node<"ClassDef">>, line: Line): Doc {
  const { name, bases, keywords } = node;
  if (bases.length + keywords.length === 0) return `class ${name}${end}`;
  return concat(`class ${name}`, argumentList(bases, keywords, outside(line.layout)), end);
}

/** `@decorator` */
export function decorator(node: Expr, line: Line): Doc {
  return concat("@", value(node, { before: "@", demand: levels.NAMED, manner: "loose" }, line));
}

/** `word test:`, such as `if` and `while`. */
export function testHeader(word: string, test: Expr, line: Line): Doc {
  const before = `${word} `;
  return concat(before, value(test, { before, after: ":", demand: levels.NAMED, manner: "condition" }, line), ":");
}

/** `for target in iter:` */
export function forHeader({ target, iter, is_async }: Node<"For">, line: Line): Doc {
  const start = `${is_async ? "async " : ""}for `;
  const before = `${start}${textOf(targetList(target, outside("flat")))} in `;
  const place = { before, after: ":", manner: "condition" } as const;
  if (line.layout === "flat" || fits(before + startOf(iter, place, line), line)) {
    return concat(before, value(iter, place, line), ":");
  }
  const isList = target.kind === "Tuple" && target.elts.length > 1;
  const tail = `) in ${startOf(iter, { ...place, before: ") in " }, line)}`;
  if (!isList && !fits(tail, line)) {
    return concat(before, value(iter, place, line), ":");
  }
  const left = isList ? brokenTargets(target, start, line) : parenthesized(target);
  return concat(start, left, " in ", value(iter, { ...place, before: ") in " }, line), ":");
}

function brokenTargets(node: Node<"Tuple">, start: string, line: Line): Doc {
  const mayHug = node.elts.length === 2 && node.elts.some(({ kind }) => kind === "Tuple");
  if (!mayHug) return open(node);
  const text = textOf(targetList(node, outside("explode")));
  const fitting = linesFit(text, { before: start, after: " in " }, line);
  return fitting ? targetList(node, outside("doc")) : open(node);
}

/** What of an expression comes on the line it starts on. */
function startOf(node: Expr, place: Place, line: Line): string {
  const { before, after = "" } = place;
  const flat = flatText(node) + after;
  if (fits(before + flat, line) || wishOf(node) === "fit") return flat;
  if (takesParentheses(node, place, line)) return "(";
  const first = firstLine(node);
  return first === flatText(node) ? first + after : first;
}

/** `with items:` */
export function withHeader({ items, is_async }: Node<"With">, line: Line): Doc {
  const start = is_async ? "async with " : "with ";
  const [only] = items;
  if (items.length === 1 && only !== undefined) {
    if (only.optional_vars === null) {
      if (only.context_expr.kind === "Tuple") return concat(start, lonelyItem(only, line));
      const place = { before: start, after: ":", manner: "condition" } as const;
      return concat(start, value(only.context_expr, place, line), ":");
    }
    if (line.layout === "flat") return concat(start, withItem(only, outside("flat")), ":");
    const text = textOf(withItem(only, outside("explode")));
    const breaks = mayBreak(only) && linesFit(text, { before: start, after: ":" }, line);
    if (breaks) return concat(start, withItem(only, outside("doc")), ":");
    return concat(start, wrapped(withItem(only, inside(outside("doc")))), ":");
  }
  const context = inside(outside(line.layout));
  const docs = items.map((item) => withItem(item, context));
  if (line.layout === "flat") return `${start}${docs.map(textOf).join(", ")}:`;
  return concat(start, display({ open: "(", items: docs, close: ")", comma: "always" }, outside("doc")), ":");
}

/** A tuple alone in a `with` needs parentheses of its own, or it would read as several items. */
function lonelyItem(node: Node<"withitem">, line: Line): Doc {
  const text = concat("(", expression(node.context_expr, levels.TEST, inside(outside(line.layout))), ")");
  return concat(text, ":");
}

function withItem({ context_expr, optional_vars }: Node<"withitem">, context: Context): Doc {
  const item = expression(context_expr, levels.TEST, context);
  return optional_vars === null ? item : concat(item, " as ", expression(optional_vars, levels.BOR, context));
}

function mayBreak({ context_expr, optional_vars }: Node<"withitem">): boolean {
  return wishOf(context_expr) !== "multiline" || optional_vars === null || mayOmitParentheses(context_expr);
}

/** `except type as name:` */
export function exceptHeader(word: string, { type, name }: Node<"ExceptHandler">, line: Line): Doc {
  if (type === null) return `${word}:`;
  const after = `${name === null ? "" : ` as ${name}`}:`;
  return concat(`${word} `, value(type, { before: `${word} `, after, manner: "condition" }, line), after);
}

/** `match subject:` */
export function matchHeader({ subject }: Node<"Match">, line: Line): Doc {
  if (subject.kind === "NamedExpr") return testHeader("match", subject, line);
  return concat("match ", value(subject, { before: "match ", after: ":", manner: "condition" }, line), ":");
}

/** `case pattern if guard:` */
export function caseHeader({ pattern: node, guard }: Node<"match_case">, line: Line): Doc {
  const flat = textOf(pattern(node, "any", outside("flat")));
  const condition = guard === null ? "" : ` if ${flatText(guard, levels.NAMED)}`;
  if (line.layout === "flat" || fits(`case ${flat}${condition}:`, line)) return `case ${flat}${condition}:`;
  const doc = pattern(node, "any", outside("doc"));
  if (guard === null) {
    if (node.kind !== "MatchOr" && node.kind !== "MatchAs" && node.kind !== "MatchValue") return concat("case ", doc, ":");
    return concat("case ", wrappedPattern(node), ":");
  }
  const before = `case ${flat} if `;
  return concat("case ", doc, " if ", value(guard, { before, after: ":", demand: levels.NAMED, manner: "condition" }, line), ":");
}

function wrappedPattern(node: Node<"MatchOr" | "MatchAs" | "MatchValue">): Doc {
  const content = pattern(node, "any", inside(outside("doc")));
  return group(["(", indent([softline, content]), softline, ")"], { shouldBreak: true });
}

