import {
  args,
  ellipsis,
  identifier,
  keywordList,
  operand,
  optional,
  type Keywords,
  type Operand,
} from "./build-expression.ts";
import type {
  AnnAssign,
  Assign,
  BinaryOperator,
  ClassDef,
  ExprStmt,
  FunctionDef,
  If,
  Import,
  ImportFrom,
  Module,
  Node,
  Param,
  Pattern,
  Return,
  Stmt,
} from "./nodes.ts";

/** A file with these statements. */
export function module<R = never>(body: readonly Stmt<R>[]): Module<R> {
  return { kind: "Module", body };
}

/** What a `def` may have besides its name. */
export interface DefParts<R = never> {
  readonly params?: readonly (string | Param<R>)[];
  readonly returns?: Operand<R> | null;
  /** Empty and no `doc`: the body is `...`. */
  readonly body?: readonly Stmt<R>[];
  readonly doc?: string | null;
  readonly decorators?: readonly Operand<R>[];
  readonly is_async?: boolean;
  readonly comments?: readonly string[];
}

/** `def name(params) -> returns:` */
export function def<R = never>(name: string, parts: DefParts<R> = {}): FunctionDef<R> {
  return {
    kind: "FunctionDef",
    name: identifier(name),
    args: args(parts.params ?? []),
    body: block(parts),
    decorator_list: (parts.decorators ?? []).map(operand<R>),
    returns: optional(parts.returns),
    is_async: parts.is_async ?? false,
    ...comments(parts.comments),
  };
}

/** What a `class` may have besides its name. */
export interface ClassParts<R = never> {
  readonly bases?: readonly Operand<R>[];
  readonly keywords?: Keywords<R>;
  /** Empty and no `doc`: the body is `...`. */
  readonly body?: readonly Stmt<R>[];
  readonly doc?: string | null;
  readonly decorators?: readonly Operand<R>[];
  readonly comments?: readonly string[];
}

/** `class name(bases, keywords):` */
export function classDef<R = never>(name: string, parts: ClassParts<R> = {}): ClassDef<R> {
  return {
    kind: "ClassDef",
    name: identifier(name),
    bases: (parts.bases ?? []).map(operand<R>),
    keywords: keywordList(parts.keywords ?? []),
    body: block(parts),
    decorator_list: (parts.decorators ?? []).map(operand<R>),
    ...comments(parts.comments),
  };
}

function block<R>(parts: {
  readonly body?: readonly Stmt<R>[];
  readonly doc?: string | null;
}): readonly Stmt<R>[] {
  const body = parts.body ?? [];
  const doc = parts.doc ?? null;
  const whole = doc === null ? body : [docstring(doc), ...body];
  return whole.length > 0 ? whole : [expr<never>(ellipsis)];
}

function comments(lines: readonly string[] | undefined): { readonly comments?: readonly string[] } {
  return lines === undefined || lines.length === 0 ? {} : { comments: lines };
}

/** The statement with own-line comments before it. */
export function commented<S extends Stmt<unknown>>(lines: readonly string[], statement: S): S {
  return { ...statement, comments: lines };
}

/** A docstring, when it stands first in a body; after a field, the field's description. */
export function docstring(text: string): ExprStmt {
  return { kind: "Expr", value: { kind: "Constant", value: text } };
}

/** An expression as a statement. */
export function expr<R = never>(value: Operand<R>): ExprStmt<R> {
  return { kind: "Expr", value: operand(value) };
}

/** `return value` */
export function ret<R = never>(value?: Operand<R> | null): Return<R> {
  return { kind: "Return", value: optional(value) };
}

/** `target = value` */
export function assign<R = never>(target: Operand<R>, value: Operand<R>): Assign<R> {
  return { kind: "Assign", targets: [operand(target)], value: operand(value) };
}

/** `target: annotation = value` */
export function annAssign<R = never>(
  target: Operand<R>,
  annotation: Operand<R>,
  value?: Operand<R> | null,
): AnnAssign<R> {
  const simple = typeof target === "string" && !target.includes(".");
  return {
    kind: "AnnAssign",
    target: operand(target),
    annotation: operand(annotation),
    value: optional(value),
    simple: simple || isName(target),
  };
}

function isName(target: unknown): boolean {
  return typeof target === "object" && target !== null && "kind" in target && target.kind === "Name";
}

/** `target op= value` */
export function augAssign<R = never>(
  target: Operand<R>,
  op: BinaryOperator,
  value: Operand<R>,
): Node<"AugAssign", R> {
  return { kind: "AugAssign", target: operand(target), op, value: operand(value) };
}

/** `del targets` */
export function del<R = never>(targets: readonly Operand<R>[]): Node<"Delete", R> {
  return { kind: "Delete", targets: targets.map(operand<R>) };
}

/** `if test: body else: orelse`; an `orelse` of one `if` is an `elif`. */
export function if_<R = never>(
  test: Operand<R>,
  body: readonly Stmt<R>[],
  orelse: readonly Stmt<R>[] = [],
): If<R> {
  return { kind: "If", test: operand(test), body, orelse };
}

/** `for target in iter: body else: orelse` */
export function for_<R = never>(parts: {
  readonly target: Operand<R>;
  readonly iter: Operand<R>;
  readonly body: readonly Stmt<R>[];
  readonly orelse?: readonly Stmt<R>[];
  readonly is_async?: boolean;
}): Node<"For", R> {
  return {
    kind: "For",
    target: operand(parts.target),
    iter: operand(parts.iter),
    body: parts.body,
    orelse: parts.orelse ?? [],
    is_async: parts.is_async ?? false,
  };
}

/** `while test: body else: orelse` */
export function while_<R = never>(
  test: Operand<R>,
  body: readonly Stmt<R>[],
  orelse: readonly Stmt<R>[] = [],
): Node<"While", R> {
  return { kind: "While", test: operand(test), body, orelse };
}

/** One `context as target` of a `with`. */
export type WithItem<R = never> = Operand<R> | readonly [context: Operand<R>, target: Operand<R>];

/** `with items: body` */
export function with_<R = never>(
  items: readonly WithItem<R>[],
  body: readonly Stmt<R>[],
  more: { readonly is_async?: boolean } = {},
): Node<"With", R> {
  return { kind: "With", items: items.map(withItem<R>), body, is_async: more.is_async ?? false };
}

function withItem<R>(item: WithItem<R>): Node<"withitem", R> {
  if (isPair(item)) {
    return { kind: "withitem", context_expr: operand(item[0]), optional_vars: operand(item[1]) };
  }
  return { kind: "withitem", context_expr: operand(item), optional_vars: null };
}

function isPair<R>(item: WithItem<R>): item is readonly [context: Operand<R>, target: Operand<R>] {
  return Array.isArray(item);
}

/** `try: body`, its handlers, `else:` and `finally:`. */
export function try_<R = never>(parts: {
  readonly body: readonly Stmt<R>[];
  readonly handlers?: readonly Node<"ExceptHandler", R>[];
  readonly orelse?: readonly Stmt<R>[];
  readonly finalbody?: readonly Stmt<R>[];
}): Node<"Try", R> {
  const { body, handlers = [], orelse = [], finalbody = [] } = parts;
  return { kind: "Try", body, handlers, orelse, finalbody };
}

/** `except type as name: body`; several types make a tuple, none is a bare `except:`. */
export function except<R = never>(
  type: Operand<R> | readonly Operand<R>[] | null,
  body: readonly Stmt<R>[],
  name: string | null = null,
): Node<"ExceptHandler", R> {
  return {
    kind: "ExceptHandler",
    type: isTypes(type) ? { kind: "Tuple", elts: type.map(operand<R>) } : optional(type),
    name: name === null ? null : identifier(name),
    body,
  };
}

function isTypes<R>(
  type: Operand<R> | readonly Operand<R>[] | null,
): type is readonly Operand<R>[] {
  return Array.isArray(type);
}

/** `raise exc from cause` */
export function raise<R = never>(
  exc: Operand<R> | null = null,
  cause: Operand<R> | null = null,
): Node<"Raise", R> {
  return { kind: "Raise", exc: optional(exc), cause: optional(cause) };
}

/** `assert test, msg` */
export function assert<R = never>(test: Operand<R>, msg: Operand<R> | null = null): Node<"Assert", R> {
  return { kind: "Assert", test: operand(test), msg: optional(msg) };
}

/** A name to import, or `[name, alias]`. */
export type ImportName = string | readonly [name: string, asname: string | null];

/** `import a.b, c as d` */
export function import_(...names: readonly ImportName[]): Import {
  return { kind: "Import", names: names.map((each) => alias(each, dotted)) };
}

/** `from module import names`; leading dots of the module are the level, `*` is a legal name. */
export function importFrom(module: string, names: readonly ImportName[]): ImportFrom {
  const level = module.length - module.replace(/^\.+/, "").length;
  const path = module.slice(level);
  return {
    kind: "ImportFrom",
    module: path === "" ? null : dotted(path),
    names: names.map((each) => alias(each, importable)),
    level,
  };
}

function alias(given: ImportName, check: (text: string) => string): Node<"alias"> {
  const [name, asname] = typeof given === "string" ? [given, null] : given;
  return { kind: "alias", name: check(name), asname: asname === null ? null : identifier(asname) };
}

function dotted(path: string): string {
  path.split(".").forEach(identifier);
  return path;
}

function importable(name: string): string {
  return name === "*" ? name : identifier(name);
}

/** `match subject: cases` */
export function match<R = never>(
  subject: Operand<R>,
  cases: readonly Node<"match_case", R>[],
): Node<"Match", R> {
  return { kind: "Match", subject: operand(subject), cases };
}

/** `case pattern if guard: body` */
export function case_<R = never>(
  pattern: Pattern<R>,
  body: readonly Stmt<R>[],
  guard: Operand<R> | null = null,
): Node<"match_case", R> {
  return { kind: "match_case", pattern, guard: optional(guard), body };
}

/** `global names` */
export function global(...names: readonly string[]): Node<"Global"> {
  return { kind: "Global", names: names.map(identifier) };
}

/** `nonlocal names` */
export function nonlocal(...names: readonly string[]): Node<"Nonlocal"> {
  return { kind: "Nonlocal", names: names.map(identifier) };
}

/** `pass` */
export const pass: Node<"Pass"> = { kind: "Pass" };
/** `break` */
export const break_: Node<"Break"> = { kind: "Break" };
/** `continue` */
export const continue_: Node<"Continue"> = { kind: "Continue" };

export {
  break_ as break,
  case_ as case,
  continue_ as continue,
  for_ as for,
  if_ as if,
  import_ as import,
  try_ as try,
  while_ as while,
  with_ as with,
};
