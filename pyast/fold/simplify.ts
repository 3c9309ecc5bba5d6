import type { Call, Expr, Stmt } from "../nodes.ts";
import type { Ref } from "../symbol.ts";
import { rewrite, visit, type Tree } from "../walk.ts";
import { nameOf } from "./value-uses.ts";

type Value = Expr<Ref> | Ref;

/** What a tree is replaced by before what follows from it is worked out; null where nothing is known. */
export type Known = (node: Tree<Ref>) => Value | null;

/** The statements with what is known in its place, and without what can never run because of it. */
export function simplified(statements: readonly Stmt<Ref>[], known: Known): readonly Stmt<Ref>[] {
  return statements.flatMap((each) => spliced(rewrite<Ref>(each, (node) => edited(known(node) ?? node))));
}

/** Whether an expression is true or false whatever happens; null where that depends. */
export function truthOf(node: Tree<Ref>): boolean | null {
  switch (node.kind) {
    case "Constant":
      return typeof node.value === "object" && node.value !== null ? null : Boolean(node.value);
    case "List":
    case "Tuple":
    case "Set":
      return node.elts.length === 0 ? false : null;
    case "Dict":
      return node.items.length === 0 ? false : null;
    default:
      return null;
  }
}

/** Builtins that make something of what they are given, and do nothing else. */
const fresh: ReadonlySet<string> = new Set(["bool", "set"]);

/** Whether evaluating this does nothing else. */
export function isPure(node: Tree<Ref>): boolean {
  switch (node.kind) {
    case "Constant":
    case "Name":
    case "Ref":
      return true;
    case "Attribute":
      return isPure(node.value);
    case "Call":
      if (node.func.kind !== "Attribute") return fresh.has(nameOf(node.func) ?? "") && node.args.every(isPure) && node.keywords.length === 0;
      return node.func.kind === "Attribute" && (node.func.attr === "get" || node.func.attr === "keys" || node.func.attr === "lower") && isPure(node.func.value) && node.args.every(isPure) && node.keywords.length === 0;
    case "List":
    case "Tuple":
    case "Set":
      return node.elts.every(isPure);
    case "Dict":
      return node.items.length === 0;
    default:
      return false;
  }
}

function edited(node: Tree<Ref>): Tree<Ref> {
  switch (node.kind) {
    case "UnaryOp": {
      const truth = node.op === "not" ? truthOf(node.operand) : null;
      return truth === null ? node : constant(!truth);
    }
    case "Compare":
      return compared(node.left, node.rest) ?? node;
    case "BoolOp":
      return joined(node.op, node.values);
    case "IfExp": {
      const truth = truthOf(node.test);
      if (truth === null && isPure(node.test) && node.body.kind === "Constant" && JSON.stringify(node.body) === JSON.stringify(node.orelse)) return node.body;
      return truth === null ? { ...node, test: tested(node.test) } : truth ? node.body : node.orelse;
    }
    case "Call":
      return missing(node) ?? node;
    case "List":
      return { ...node, elts: node.elts.flatMap(starless) };
    case "For":
      return isEmpty(node.iter) ? { kind: "If", test: constant(true), body: node.orelse, orelse: [] } : { ...node, body: suite(node.body), orelse: node.orelse.flatMap(spliced) };
    case "If":
      return { ...node, test: tested(node.test), body: truthOf(node.test) === true ? node.body.flatMap(spliced) : suite(node.body), orelse: node.orelse.flatMap(spliced) };
    case "While":
      return { ...node, test: tested(node.test), body: suite(node.body) };
    case "comprehension":
      return { ...node, ifs: node.ifs.map(tested).filter((each) => truthOf(each) !== true) };
    case "FunctionDef":
      return { ...node, body: withoutLastName(suite(node.body)) };
    case "With":
    case "ClassDef":
    case "ExceptHandler":
      return { ...node, body: suite(node.body) };
    case "Try":
      return { ...node, body: suite(node.body), orelse: node.orelse.flatMap(spliced), finalbody: node.finalbody.flatMap(spliced) };
    default:
      return node;
  }
}

/** A body, which may not be empty, up to where it leaves. */
function suite(body: readonly Stmt<Ref>[]): readonly Stmt<Ref>[] {
  const all = body.flatMap(spliced);
  const end = all.findIndex(({ kind }) => kind === "Return" || kind === "Raise" || kind === "Continue" || kind === "Break");
  const reached = end === -1 ? all : all.slice(0, end + 1);
  return reached.length === 0 ? [{ kind: "Pass" }] : reached;
}

/** `made = f()` and `return made` are `return f()` where nothing else knows the name. */
function withoutLastName(body: readonly Stmt<Ref>[]): readonly Stmt<Ref>[] {
  const last = body.at(-1);
  const made = body.at(-2);
  if (last?.kind !== "Return" || last.value?.kind !== "Name" || made?.kind !== "Assign" || made.comments !== undefined) return body;
  const [target, ...others] = made.targets;
  if (target?.kind !== "Name" || target.id !== last.value.id || others.length > 0) return body;
  const { id } = target;
  let uses = 0;
  for (const each of body) {
    visit<Ref>(each, (node) => {
      if (node.kind === "Name" && node.id === id) uses += 1;
    });
  }
  return uses === 2 ? [...body.slice(0, -2), { ...last, value: made.value }] : body;
}

/** What stands in a statement's place: a branch that is always taken, and nothing for what does nothing. */
function spliced(statement: Stmt<Ref>): readonly Stmt<Ref>[] {
  if (statement.kind === "Expr" && statement.value.kind === "Constant" && statement.value.value === null) return [];
  if (statement.kind === "While" && truthOf(statement.test) === false) return statement.orelse.flatMap(spliced);
  if (statement.kind !== "If") return [statement];
  const truth = truthOf(statement.test);
  if (truth === null) return statement.orelse.length === 0 && statement.body.every(({ kind }) => kind === "Pass") && isPure(statement.test) ? [] : [statement];
  return truth ? statement.body : statement.orelse;
}

function compared(left: Value, rest: readonly { readonly op: string; readonly right: Value }[]): Tree<Ref> | null {
  const [one, ...more] = rest;
  if (one?.op === "in" && more.length === 0 && truthOf(one.right) === false && isPure(left)) return constant(false);
  if (one === undefined || more.length > 0 || left.kind !== "Constant" || one.right.kind !== "Constant" || one.right.value !== null) return null;
  if (one.op === "is") return constant(left.value === null);
  return one.op === "is not" ? constant(left.value !== null) : null;
}

function joined(op: "and" | "or", values: readonly Value[]): Tree<Ref> {
  const deciding = op === "or";
  const kept: Value[] = [];
  for (const [index, value] of values.entries()) {
    const truth = truthOf(value);
    if (truth !== null && truth !== deciding && index < values.length - 1) continue;
    kept.push(value);
    if (truth === deciding) break;
  }
  const [first, ...others] = kept;
  if (first === undefined) throw new Error("an operation without operands");
  return others.length === 0 ? first : { kind: "BoolOp", op, values: kept };
}

/** An expression of which only the truth matters: the last of several that decides nothing may go too. */
function tested(node: Value): Value {
  if (node.kind === "UnaryOp" && node.op === "not") return { ...node, operand: tested(node.operand) };
  if (node.kind !== "BoolOp") return node;
  const deciding = node.op === "or";
  if (node.values.some((value) => truthOf(value) === deciding) && node.values.every((value) => truthOf(value) !== null || isPure(value) || isTest(value))) return constant(deciding);
  const kept = node.values.filter((value) => truthOf(value) !== (node.op === "and")).map(tested);
  const [first, ...others] = kept;
  if (first === undefined) return constant(node.op === "and");
  return others.length === 0 ? first : { ...node, values: kept };
}

/** A comparison of what is there. */
function isTest(node: Value): boolean {
  return node.kind === "Compare" && isPure(node.left) && node.rest.every(({ right }) => isPure(right));
}

/** `{}.get(key, other)` is the other. */
function missing({ func, args }: Call<Ref>): Tree<Ref> | null {
  if (func.kind !== "Attribute" || func.attr !== "get" || func.value.kind !== "Dict" || func.value.items.length > 0) return null;
  const [key, other] = args;
  return key === undefined || !isPure(key) ? null : (other ?? { kind: "Constant", value: null });
}

/** `*[]` is nothing in a list. */
function starless(element: Value): readonly Value[] {
  return element.kind === "Starred" && truthOf(element.value) === false ? [] : [element];
}

/** `{}.items()`, or an empty display. */
function isEmpty(iter: Value): boolean {
  if (iter.kind !== "Call") return truthOf(iter) === false;
  return iter.func.kind === "Attribute" && iter.func.attr === "items" && truthOf(iter.func.value) === false;
}

function constant(value: boolean): Expr<Ref> {
  return { kind: "Constant", value };
}
