import { isIdentifier } from "./identifier.ts";
import type {
  Arguments,
  Attribute,
  BinaryOperator,
  BinOp,
  Call,
  ComparisonOperator,
  Constant,
  Dict,
  DictItem,
  Expr,
  Keyword,
  Name,
  Node,
  Param,
  ParameterKind,
  Subscript,
  UnaryOperator,
} from "./nodes.ts";

/** An expression, or a name for one: `"x"`, `"typing.Any"`, `"None"`. Text is never a string literal; that is `str`. */
export type Operand<R = never> = string | Expr<R>;
/** Keyword arguments: a record, or entries where a null name means `**value`. */
export type Keywords<R = never> =
  | Readonly<Record<string, Operand<R>>>
  | readonly (readonly [name: string | null, value: Operand<R>])[];

/** `None` */
export const none: Constant = { kind: "Constant", value: null };
/** `True` */
export const true_: Constant = { kind: "Constant", value: true };
/** `False` */
export const false_: Constant = { kind: "Constant", value: false };
/** `...` */
export const ellipsis: Constant = { kind: "Constant", value: { ellipsis: true } };

const words = new Map<string, Constant>([
  ["None", none],
  ["True", true_],
  ["False", false_],
]);

/** The text itself when it may stand as a name; throws otherwise, so that no foreign text becomes code. */
export function identifier(text: string): string {
  if (!isIdentifier(text)) throw new TypeError(`not a Python name: ${JSON.stringify(text)}`);
  return text;
}

/** `id` */
export function name(id: string): Name {
  return { kind: "Name", id: identifier(id) };
}

/** The expression meant: itself, or the dotted name given as text. */
export function operand<R = never>(value: Operand<R>): Expr<R> {
  if (typeof value !== "string") return value;
  const word = words.get(value);
  if (word !== undefined) return word;
  if (!value.includes(".")) return name(value);
  const [first = "", ...rest] = value.split(".");
  return attr(name(first), ...rest);
}

/** `value.name`, or `value.name.name` with several. */
export function attr<R = never>(value: Operand<R>, ...names: readonly string[]): Expr<R> {
  let result = operand(value);
  for (const part of names) {
    const next: Attribute<R> = { kind: "Attribute", value: result, attr: identifier(part) };
    result = next;
  }
  return result;
}

/** The keyword nodes for a record or entries. */
export function keywordList<R = never>(keywords: Keywords<R>): readonly Keyword<R>[] {
  const entries = isEntries(keywords) ? keywords : Object.entries(keywords);
  return entries.map(([arg, value]) => ({
    kind: "keyword",
    arg: arg === null ? null : identifier(arg),
    value: operand(value),
  }));
}

function isEntries<R>(
  keywords: Keywords<R>,
): keywords is readonly (readonly [name: string | null, value: Operand<R>])[] {
  return Array.isArray(keywords);
}

/** `func(args, keywords)` */
export function call<R = never>(
  func: Operand<R>,
  args: readonly Operand<R>[] = [],
  keywords: Keywords<R> = [],
): Call<R> {
  return { kind: "Call", func: operand(func), args: args.map(operand<R>), keywords: keywordList(keywords) };
}

/** `value[slice]`; a list of several is `value[a, b]`. */
export function subscript<R = never>(
  value: Operand<R>,
  slice: Operand<R> | readonly Operand<R>[],
): Subscript<R> {
  return { kind: "Subscript", value: operand(value), slice: oneOrTuple(slice) };
}

function oneOrTuple<R>(slice: Operand<R> | readonly Operand<R>[]): Expr<R> {
  if (!isOperands(slice)) return operand(slice);
  const [first] = slice;
  return slice.length === 1 && first !== undefined ? operand(first) : tuple(slice);
}

function isOperands<R>(value: Operand<R> | readonly Operand<R>[]): value is readonly Operand<R>[] {
  return Array.isArray(value);
}

/** `lower:upper:step` inside a subscript. */
export function slice<R = never>(bounds: {
  readonly lower?: Operand<R>;
  readonly upper?: Operand<R>;
  readonly step?: Operand<R>;
}): Node<"Slice", R> {
  return {
    kind: "Slice",
    lower: optional(bounds.lower),
    upper: optional(bounds.upper),
    step: optional(bounds.step),
  };
}

/** The expression, or null for what is missing. */
export function optional<R = never>(value: Operand<R> | null | undefined): Expr<R> | null {
  return value === undefined || value === null ? null : operand(value);
}

/** `(a, b)` */
export function tuple<R = never>(elts: readonly Operand<R>[]): Node<"Tuple", R> {
  return { kind: "Tuple", elts: elts.map(operand<R>) };
}

/** `[a, b]` */
export function list<R = never>(elts: readonly Operand<R>[]): Node<"List", R> {
  return { kind: "List", elts: elts.map(operand<R>) };
}

/** `{a, b}` */
export function set<R = never>(elts: readonly Operand<R>[]): Node<"Set", R> {
  return { kind: "Set", elts: elts.map(operand<R>) };
}

/** `{key: value}` from entries; a null key is `**value`. */
export function dict<R = never>(
  entries: readonly (readonly [key: Operand<R> | null, value: Operand<R>])[],
): Dict<R> {
  const items = entries.map(([key, value]): DictItem<R> => ({ key: optional(key), value: operand(value) }));
  return { kind: "Dict", items };
}

/** `left op right` */
export function binOp<R = never>(left: Operand<R>, op: BinaryOperator, right: Operand<R>): BinOp<R> {
  return { kind: "BinOp", left: operand(left), op, right: operand(right) };
}

/** What type checkers read of one chain of operators: pyright gives up at 256. */
const longestChain = 100;

/** `A | B | C`; one member stands alone, none is an error. Very many are groups in parentheses. */
export function union<R = never>(members: readonly Operand<R>[]): Expr<R> {
  if (members.length > longestChain) {
    const groups = Array.from({ length: Math.ceil(members.length / longestChain) }, (_, index) => members.slice(index * longestChain, (index + 1) * longestChain));
    return union(groups.map((group) => union(group)));
  }
  const [first, ...rest] = members;
  if (first === undefined) throw new TypeError("a union needs a member");
  return rest.reduce<Expr<R>>((left, right) => binOp(left, "|", right), operand(first));
}

/** `op value` */
export function unary<R = never>(op: UnaryOperator, value: Operand<R>): Node<"UnaryOp", R> {
  return { kind: "UnaryOp", op, operand: operand(value) };
}

/** `not value` */
export function not<R = never>(value: Operand<R>): Node<"UnaryOp", R> {
  return unary("not", value);
}

/** `a and b and c` */
export function and<R = never>(values: readonly Operand<R>[]): Expr<R> {
  return boolean("and", values);
}

/** `a or b or c` */
export function or<R = never>(values: readonly Operand<R>[]): Expr<R> {
  return boolean("or", values);
}

function boolean<R>(op: "and" | "or", values: readonly Operand<R>[]): Expr<R> {
  const [first] = values;
  if (first === undefined) throw new TypeError(`\`${op}\` needs an operand`);
  return values.length === 1 ? operand(first) : { kind: "BoolOp", op, values: values.map(operand<R>) };
}

/** `left op right` with a comparison operator. */
export function compare<R = never>(
  left: Operand<R>,
  op: ComparisonOperator,
  right: Operand<R>,
): Node<"Compare", R> {
  return { kind: "Compare", left: operand(left), rest: [{ op, right: operand(right) }] };
}

/** `body if test else orelse` */
export function ifExp<R = never>(branches: {
  readonly test: Operand<R>;
  readonly body: Operand<R>;
  readonly orelse: Operand<R>;
}): Node<"IfExp", R> {
  const { test, body, orelse } = branches;
  return { kind: "IfExp", test: operand(test), body: operand(body), orelse: operand(orelse) };
}

/** `target := value` */
export function named<R = never>(target: string, value: Operand<R>): Node<"NamedExpr", R> {
  return { kind: "NamedExpr", target: name(target), value: operand(value) };
}

/** `await value` */
export function await_<R = never>(value: Operand<R>): Node<"Await", R> {
  return { kind: "Await", value: operand(value) };
}

/** `yield value` */
export function yield_<R = never>(value?: Operand<R>): Node<"Yield", R> {
  return { kind: "Yield", value: optional(value) };
}

/** `yield from value` */
export function yieldFrom<R = never>(value: Operand<R>): Node<"YieldFrom", R> {
  return { kind: "YieldFrom", value: operand(value) };
}

/** `*value` */
export function starred<R = never>(value: Operand<R>): Node<"Starred", R> {
  return { kind: "Starred", value: operand(value) };
}

/** `f"..."`: text stands for itself here, everything else is a hole. */
export function fstring<R = never>(
  parts: readonly (string | Expr<R>)[],
): Node<"JoinedStr", R> {
  return { kind: "JoinedStr", values: parts.map((part) => (typeof part === "string" ? text(part) : hole(part))) };
}

function text(value: string): Constant {
  return { kind: "Constant", value };
}

function hole<R>(value: Expr<R>): Expr<R> {
  if (isFormatted(value)) return value;
  return { kind: "FormattedValue", value, conversion: -1, format_spec: null };
}

function isFormatted<R>(value: Expr<R>): value is Node<"FormattedValue", R> & Expr<R> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "FormattedValue";
}

/** A hole of an f-string with a conversion (`r`, `s`, `a`) or a format: `{value!r:>10}`. */
export function formatted<R = never>(
  value: Operand<R>,
  how: { readonly conversion?: "r" | "s" | "a"; readonly format?: string } = {},
): Node<"FormattedValue", R> {
  const format_spec: Expr | null = how.format === undefined ? null : fstring<never>([how.format]);
  const conversion = how.conversion === undefined ? -1 : how.conversion.charCodeAt(0);
  return { kind: "FormattedValue", value: operand(value), conversion, format_spec };
}

/** `for target in iter if test`, a clause of a comprehension. */
export function comprehension<R = never>(
  target: Operand<R>,
  iter: Operand<R>,
  more: { readonly ifs?: readonly Operand<R>[]; readonly is_async?: boolean } = {},
): Node<"comprehension", R> {
  return {
    kind: "comprehension",
    target: operand(target),
    iter: operand(iter),
    ifs: (more.ifs ?? []).map(operand<R>),
    is_async: more.is_async ?? false,
  };
}

/** `[elt for ...]` */
export function listComp<R = never>(
  elt: Operand<R>,
  generators: readonly Node<"comprehension", R>[],
): Node<"ListComp", R> {
  return { kind: "ListComp", elt: operand(elt), generators };
}

/** `{elt for ...}` */
export function setComp<R = never>(
  elt: Operand<R>,
  generators: readonly Node<"comprehension", R>[],
): Node<"SetComp", R> {
  return { kind: "SetComp", elt: operand(elt), generators };
}

/** `{key: value for ...}` */
export function dictComp<R = never>(
  key: Operand<R>,
  value: Operand<R>,
  generators: readonly Node<"comprehension", R>[],
): Node<"DictComp", R> {
  return { kind: "DictComp", key: operand(key), value: operand(value), generators };
}

/** `(elt for ...)` */
export function generator<R = never>(
  elt: Operand<R>,
  generators: readonly Node<"comprehension", R>[],
): Node<"GeneratorExp", R> {
  return { kind: "GeneratorExp", elt: operand(elt), generators };
}

/** One parameter: `name: annotation = default`. */
export function param<R = never>(
  name: string,
  more: {
    readonly annotation?: Operand<R> | null;
    readonly default?: Operand<R> | null;
    readonly kind?: ParameterKind;
  } = {},
): Param<R> {
  return {
    name: identifier(name),
    annotation: optional(more.annotation),
    default: optional(more.default),
    kind: more.kind ?? "pos",
  };
}

/** The parameter list; text is a plain parameter. */
export function args<R = never>(params: readonly (string | Param<R>)[]): Arguments<R> {
  return {
    kind: "arguments",
    params: params.map((each) => (typeof each === "string" ? param<R>(each) : each)),
  };
}

/** `lambda params: body` */
export function lambda<R = never>(
  params: readonly (string | Param<R>)[],
  body: Operand<R>,
): Node<"Lambda", R> {
  return { kind: "Lambda", args: args(params), body: operand(body) };
}

export { await_ as await, false_ as false, true_ as true, yield_ as yield };
