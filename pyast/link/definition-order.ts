import type { FunctionDef, Stmt } from "../nodes.ts";
import type { Ref, Symbol } from "../symbol.ts";
import { children, visit, type Tree } from "../walk.ts";
import type { Part } from "./parts.ts";

/** What running a part's statements needs at once. */
interface Eager {
  /** Keys that must be bound before. */
  readonly names: ReadonlySet<string>;
  /** Keys of what is called meanwhile, so that what it needs should be bound too. */
  readonly called: ReadonlySet<string>;
}

/**
 * The parts in an order in which each can be executed after the ones before it; as they came where that already holds.
 * What functions mention when they are called later may stand anywhere. Throws on definitions that need each other.
 */
export function definitionOrder(parts: readonly Part[]): readonly Part[] {
  const byKey = new Map<string, Part[]>();
  for (const part of parts) {
    for (const { key } of part.declares) byKey.set(key, [...(byKey.get(key) ?? []), part]);
  }
  const eager = new Map(parts.map((part) => [part, eagerNeeds(part)]));
  const ordered: Part[] = [];
  const done = new Set<Part>();
  const open: Part[] = [];
  const settled = new Set<string>();

  const needed = (part: Part): readonly Part[] => {
    const names = eager.get(part)?.names ?? new Set<string>();
    return [...names].flatMap((key) => byKey.get(key) ?? []).filter((each) => each !== part);
  };
  const reachesOpen = (part: Part, seen = new Set<Part>()): boolean => {
    if (open.includes(part)) return true;
    if (done.has(part) || seen.has(part)) return false;
    seen.add(part);
    return needed(part).some((each) => reachesOpen(each, seen));
  };
  const place = (part: Part): void => {
    if (done.has(part)) return;
    if (open.includes(part)) throw cycle([...open.slice(open.indexOf(part)), part]);
    open.push(part);
    needed(part).forEach(place);
    for (const key of eager.get(part)?.called ?? []) {
      const seen = new Set<string>();
      // What is complete once stays so, and need not be looked at for every class of the same base.
      if (placeCalled(key, seen)) for (const each of seen) settled.add(each);
    }
    open.pop();
    done.add(part);
    ordered.push(part);
  };
  /** Places what a call of `key` may need; false when something had to wait because it is being defined. */
  const placeCalled = (key: string, seen: Set<string>): boolean => {
    if (seen.has(key) || settled.has(key)) return true;
    seen.add(key);
    let complete = true;
    for (const part of byKey.get(key) ?? []) {
      if (!done.has(part) && reachesOpen(part)) complete = false;
      else place(part);
      for (const next of keysWhenCalled(part)) if (!placeCalled(next, seen)) complete = false;
    }
    return complete;
  };

  parts.forEach(place);
  return ordered;
}

function cycle(parts: readonly Part[]): Error {
  const names = parts.map((part) => part.declares.map((each: Symbol) => each.name).join(", ") || "a statement");
  return new Error(`these need each other when they are defined: ${names.join(" -> ")}`);
}

function eagerNeeds(part: Part): Eager {
  const names = new Set<string>();
  const called = new Set<string>();
  const read = (node: Tree<Ref>): void => {
    switch (node.kind) {
      case "Ref":
        if (node.symbol.home.kind === "module" && node.use !== "quoted") names.add(node.symbol.key);
        return;
      case "FunctionDef":
        for (const each of node.decorator_list) readCalled(each);
        for (const each of node.args.params) if (each.default !== null) read(each.default);
        return;
      case "Lambda":
        for (const each of node.args.params) if (each.default !== null) read(each.default);
        return;
      case "ClassDef":
        for (const each of [...node.decorator_list, ...node.bases]) readCalled(each);
        for (const each of node.keywords) readCalled(each.value);
        node.body.forEach(read);
        return;
      case "AnnAssign":
        if (node.value !== null) read(node.value);
        if (node.target.kind !== "Name") read(node.target);
        return;
      case "Call":
        readCalled(node.func);
        node.args.forEach(read);
        for (const each of node.keywords) read(each.value);
        return;
      default:
        children<Ref>(node).forEach(read);
    }
  };
  const readCalled = (node: Tree<Ref>): void => {
    const target = node.kind === "Subscript" ? node.value : node;
    if (target.kind === "Ref" && target.symbol.home.kind === "module") called.add(target.symbol.key);
    read(node);
  };
  part.statements.forEach(read);
  return { names, called };
}

/** The methods that run when a class is made, subclassed or called. */
const making: ReadonlySet<string> = new Set([
  "__call__",
  "__class_getitem__",
  "__init__",
  "__init_subclass__",
  "__new__",
  "__post_init__",
  "__prepare__",
  "__set_name__",
]);

function keysWhenCalled(part: Part): ReadonlySet<string> {
  const keys = new Set<string>();
  const readBody = (node: FunctionDef<Ref>): void => {
    for (const statement of node.body) {
      visit<Ref>(statement, (each) => {
        if (each.kind === "Ref" && each.symbol.home.kind === "module") keys.add(each.symbol.key);
      });
    }
  };
  const readStatement = (statement: Stmt<Ref>): void => {
    if (statement.kind === "FunctionDef") readBody(statement);
    if (statement.kind !== "ClassDef") return;
    for (const each of statement.body) {
      if (each.kind === "FunctionDef" && making.has(each.name)) readBody(each);
    }
  };
  part.statements.forEach(readStatement);
  return keys;
}
