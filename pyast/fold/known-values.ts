import type { Expr, FunctionDef, Stmt } from "../nodes.ts";
import type { OpenProgram } from "../program.ts";
import type { Ref } from "../symbol.ts";
import { rewrite, visit, type Tree } from "../walk.ts";
import { nameOf } from "./value-uses.ts";
import { isPure, truthOf } from "./simplify.ts";

type Value = Expr<Ref> | Ref;

/** A statement that does nothing and is left out. */
const nothing: Stmt<Ref> = { kind: "Expr", value: { kind: "Constant", value: null } };

/** The attributes, of those named, that are only ever given one constant, or are empty and stay so. */
export function attributeValues(program: OpenProgram, members: ReadonlySet<string>): ReadonlyMap<string, Value> {
  const given = new Map<string, Value[]>();
  const unknown = new Set<string>();
  const give = (name: string, value: Value | null): void => {
    if (!members.has(name)) return;
    if (value === null) unknown.add(name);
    else given.set(name, [...(given.get(name) ?? []), value]);
  };
  for (const { body } of program.modules) {
    visit<Ref>(body, (node) => {
      switch (node.kind) {
        case "Assign":
          for (const target of node.targets) if (target.kind === "Attribute") give(target.attr, node.value);
          return;
        case "AnnAssign":
          if (node.target.kind === "Attribute" && node.value !== null) give(node.target.attr, node.value);
          return;
        case "AugAssign":
          if (node.target.kind === "Attribute") give(node.target.attr, null);
          return;
        case "Attribute":
          // Whoever asks something of the value may change it.
          if (node.value.kind === "Attribute") give(node.value.attr, null);
          return;
        case "keyword":
          if (node.arg !== null && members.has(node.arg)) give(node.arg, node.value);
          return;
        case "ClassDef":
          for (const each of node.body) {
            if (each.kind === "FunctionDef") give(each.name, null);
            const target = each.kind === "Assign" ? each.targets[0] : each.kind === "AnnAssign" ? each.target : undefined;
            if (target?.kind === "Name" && (each.kind === "Assign" || each.kind === "AnnAssign") && each.value !== null) give(target.id, each.value);
          }
      }
    });
  }
  const known = new Map<string, Value>();
  for (const [name, [first, ...others]] of given) {
    if (first === undefined || unknown.has(name) || (first.kind !== "Constant" && truthOf(first) !== false)) continue;
    if (others.every((each) => JSON.stringify(each) === JSON.stringify(first))) known.set(name, first);
  }
  return known;
}

/** What the methods of these names return where that is one constant, or nothing. */
export function methodResults(program: OpenProgram, members: ReadonlySet<string>): ReadonlyMap<string, Expr<Ref>> {
  const results = new Map<string, Expr<Ref> | null>();
  for (const { body } of program.modules) {
    visit<Ref>(body, (node) => {
      if (node.kind !== "ClassDef") return;
      for (const each of node.body) {
        if (each.kind !== "FunctionDef" || !members.has(each.name)) continue;
        if (isNeutral(each)) continue;
        const result = constantResult(each);
        const before = results.get(each.name);
        results.set(each.name, before === undefined || JSON.stringify(before) === JSON.stringify(result) ? result : null);
      }
    });
  }
  return new Map([...results].flatMap(([name, result]) => (result === null ? [] : [[name, result] as const])));
}

/** Whether a method gives what others of its name do, or has to be written anew by whoever has it. */
function isNeutral({ name, body }: FunctionDef<Ref>): boolean {
  const [only, ...others] = body;
  if (only === undefined || others.length > 0) return false;
  if (only.kind === "Raise") return only.exc !== null && nameOf(only.exc) === "NotImplementedError";
  if (only.kind === "Expr") return only.value.kind === "Constant" && typeof only.value.value === "object" && only.value.value !== null;
  return only.kind === "Return" && only.value?.kind === "Call" && only.value.func.kind === "Attribute" && only.value.func.attr === name;
}

function constantResult({ body, is_async, decorator_list }: FunctionDef<Ref>): Expr<Ref> | null {
  if (is_async || decorator_list.some((each) => nameOf(each) !== "classmethod")) return null;
  const [first, ...others] = body.filter((each) => each.kind !== "Expr" || each.value.kind !== "Constant");
  if (first === undefined || (first.kind === "Pass" && others.length === 0)) return { kind: "Constant", value: null };
  return first.kind === "Return" && first.value?.kind === "Constant" ? first.value : null;
}

/** The statements without the writes of attributes whose value is known, or that nobody reads. */
export function withoutStores(statements: readonly Stmt<Ref>[], isSpare: (attribute: string) => boolean): readonly Stmt<Ref>[] {
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    if (node.kind === "Assign") {
      const [target] = node.targets;
      return target?.kind === "Attribute" && isSpare(target.attr) && isPure(node.value) ? nothing : node;
    }
    if (node.kind === "AugAssign") return node.target.kind === "Attribute" && isSpare(node.target.attr) && isPure(node.value) ? nothing : node;
    if (node.kind === "AnnAssign") return node.target.kind === "Attribute" && isSpare(node.target.attr) && (node.value === null || isPure(node.value)) ? nothing : node;
    // The fields of a tuple have places, whatever their values are.
    if (node.kind !== "ClassDef" || node.bases.some((each) => nameOf(each) === "NamedTuple")) return node;
    const body = node.body.filter((each) => {
      const target = each.kind === "Assign" ? each.targets[0] : each.kind === "AnnAssign" ? each.target : undefined;
      return target?.kind !== "Name" || !isSpare(target.id);
    });
    return body.length === 0 ? node : { ...node, body: body.map((each) => withoutSlots(each, isSpare)) };
  };
  return statements.map((each) => rewrite<Ref>(each, edit));
}

function withoutSlots(statement: Stmt<Ref>, isSpare: (attribute: string) => boolean): Stmt<Ref> {
  const { kind } = statement;
  if (kind !== "Assign" || statement.value.kind !== "Tuple" || nameOf(statement.targets[0] ?? statement.value) !== "__slots__") return statement;
  const elts = statement.value.elts.filter((each) => each.kind !== "Constant" || typeof each.value !== "string" || !isSpare(each.value));
  return { ...statement, value: { ...statement.value, elts } };
}

/** The attributes that are given something whose making may do more, so that the write stays, and needs the place. */
export function busyAttributes(program: OpenProgram): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { body } of program.modules) {
    visit<Ref>(body, (node) => {
      const target = node.kind === "Assign" ? node.targets[0] : node.kind === "AnnAssign" || node.kind === "AugAssign" ? node.target : undefined;
      if (target?.kind !== "Attribute" || (node.kind !== "Assign" && node.kind !== "AnnAssign" && node.kind !== "AugAssign")) return;
      if (node.value !== null && !isPure(node.value)) names.add(target.attr);
    });
  }
  return names;
}

/** The names behind dots that something reads. */
export function readAttributes(program: OpenProgram): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { body } of program.modules) {
    const written = new Set<Tree<Ref>>();
    visit<Ref>(body, (node) => {
      if (node.kind === "Assign") for (const each of node.targets) written.add(each);
      if (node.kind === "AnnAssign" || node.kind === "AugAssign") written.add(node.target);
      if (node.kind === "Attribute" && !written.has(node)) names.add(node.attr);
    });
  }
  return names;
}

/** The statements with the constants of local variables in their places. */
export function withLocalValues(statements: readonly Stmt<Ref>[]): readonly Stmt<Ref>[] {
  return statements.map((each) => rewrite<Ref>(each, (node) => (node.kind === "FunctionDef" ? withoutConstantLocals(node) : node)));
}

function withoutConstantLocals(node: FunctionDef<Ref>): FunctionDef<Ref> {
  const bound = new Map<string, number>();
  for (const each of node.body) for (const name of namesBoundIn(each)) bound.set(name, (bound.get(name) ?? 0) + 1);
  for (const { name } of node.args.params) bound.set(name, 2);
  const values = new Map<string, Value>();
  const body = node.body.filter((each) => {
    if (each.kind !== "Assign" || each.value.kind !== "Constant" || each.targets.length > 1 || each.comments !== undefined) return true;
    const [target] = each.targets;
    const { value } = each.value;
    if (target?.kind !== "Name" || bound.get(target.id) !== 1 || (typeof value !== "boolean" && value !== null)) return true;
    values.set(target.id, each.value);
    return false;
  });
  if (values.size === 0) return node;
  return { ...node, body: body.map((each) => rewrite<Ref>(each, (inner) => (inner.kind === "Name" ? (values.get(inner.id) ?? inner) : inner))) };
}

/** All names that a statement binds, inner functions included, as often as it does. */
export function namesBoundIn(statement: Stmt<Ref>): readonly string[] {
  const names: string[] = [];
  const target = (node: Tree<Ref>): void => {
    if (node.kind === "Name") names.push(node.id);
    else if (node.kind === "Starred") target(node.value);
    else if (node.kind === "Tuple" || node.kind === "List") node.elts.forEach(target);
  };
  visit<Ref>(statement, (node) => {
    switch (node.kind) {
      case "Assign":
        return node.targets.forEach(target);
      case "AnnAssign":
      case "AugAssign":
      case "For":
      case "NamedExpr":
      case "comprehension":
        return target(node.target);
      case "withitem":
        return node.optional_vars === null ? undefined : target(node.optional_vars);
      case "ExceptHandler":
      case "FunctionDef":
      case "ClassDef":
        if (node.name !== null) names.push(node.name);
        return;
      case "Global":
      case "Nonlocal":
        // Twice, since others bind them too.
        names.push(...node.names, ...node.names);
        return;
      case "arguments":
        names.push(...node.params.map(({ name }) => name));
    }
  });
  return names;
}
