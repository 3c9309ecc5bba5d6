import type { FunctionDef, Module, Node, Stmt } from "../nodes.ts";
import type { Scope } from "../scope.ts";
import { slots, type Slot, type Tree } from "../walk.ts";

/** A point in a tree, seen from inside: its scope and the places around it. */
export interface Place {
  readonly scope: Scope;
  readonly outer: Place | null;
  /** The innermost `def` whose body this is in. */
  readonly def: FunctionDef<unknown> | null;
}

/** The place whose binding a bare name means here; null when only the builtins are left. */
export function lookup(name: string, from: Place): Place | null {
  for (let at: Place | null = from; at !== null; at = at.outer) {
    const { kind, binds, globals } = at.scope;
    if (kind === "class" && at !== from) continue;
    if (binds.has(name)) return at;
    if (kind !== "module" && globals.has(name)) return modulePlace(at);
    if (kind === "module" && globals.has(name)) return at;
  }
  return null;
}

function modulePlace(from: Place): Place {
  return from.outer === null ? from : modulePlace(from.outer);
}

/** What a rewriting that knows its scopes does at each step. */
export interface PlacedEdit {
  /** Sees a node before what is below it; anything but undefined stands in its place and is not looked into. */
  readonly enter: (node: Tree<unknown>, place: Place) => Tree<unknown> | undefined;
  /** Sees the statements of a function before they are looked into. */
  readonly body?: (body: readonly Stmt<unknown>[], place: Place) => readonly Stmt<unknown>[];
  /** Sees a function when everything in it is done. */
  readonly leave?: (edited: FunctionDef<unknown>, original: FunctionDef<unknown>) => FunctionDef<unknown>;
}

type Loose = Readonly<Record<string, unknown>>;
type Comprehension = Node<"ListComp" | "SetComp" | "DictComp" | "GeneratorExp", unknown>;

/** Every scope below and including this one, by the node that makes it. */
function scopesByNode(root: Scope): ReadonlyMap<unknown, Scope> {
  const found = new Map<unknown, Scope>();
  const collect = (scope: Scope): void => {
    found.set(scope.node, scope);
    scope.inner.forEach(collect);
  };
  collect(root);
  return found;
}

/** The place of a module's top level. */
export function topPlace(root: Scope): Place {
  return { scope: root, outer: null, def: null };
}

/** The place inside a scope that stands directly in that of another place. */
export function placeInside(scope: Scope, outer: Place): Place {
  const node = scope.node as Tree;
  return { scope, outer, def: node.kind === "FunctionDef" ? node : outer.def };
}

/** Rewrites nodes with their places; what did not change is the same object. */
export function placedRewrite(root: Scope, edit: PlacedEdit): {
  readonly statement: (node: Stmt<unknown>) => Stmt<unknown>;
  readonly module: (node: Module<unknown>) => Module<unknown>;
} {
  const scopes = scopesByNode(root);
  const top = topPlace(root);

  const inside = (node: unknown, outer: Place): Place => {
    const scope = scopes.get(node);
    if (scope === undefined) throw new Error("a scope is missing from the analysis");
    return placeInside(scope, outer);
  };

  const go = (node: unknown, place: Place): unknown => {
    const tree = node as Node;
    const replaced = edit.enter(tree, place);
    if (replaced !== undefined) return replaced;
    switch (tree.kind) {
      case "FunctionDef":
        return goFunction(tree, place);
      case "ClassDef": {
        const within = inside(tree, place);
        return fields(tree, (value, slot) => rewriteSlot(value, slot, slot.name === "body" ? within : place));
      }
      case "Lambda": {
        const within = inside(tree, place);
        return fields(tree, (value, slot) => rewriteSlot(value, slot, slot.name === "body" ? within : place));
      }
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp":
        return goComprehension(tree, place);
      default:
        return goFields(node as Loose, slots(tree.kind), place);
    }
  };

  /** The usual case, without a closure for each node. */
  const goFields = (loose: Loose, under: readonly Slot[], place: Place): Loose => {
    let copy: Record<string, unknown> | undefined;
    for (const slot of under) {
      const value = loose[slot.name];
      if (value === null || value === undefined) continue;
      const next = rewriteSlot(value, slot, place);
      if (next !== value) {
        copy ??= { ...loose };
        copy[slot.name] = next;
      }
    }
    return copy ?? loose;
  };

  const goList = (items: readonly unknown[], place: Place): readonly unknown[] => {
    let copy: unknown[] | undefined;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index];
      const next = go(item, place);
      if (next === item) continue;
      copy ??= [...items];
      copy[index] = next;
    }
    return copy ?? items;
  };

  const goFunction = (node: FunctionDef<unknown>, place: Place): unknown => {
    const within = inside(node, place);
    const edited = fields(node, (value, slot) => {
      if (slot.name !== "body") return rewriteSlot(value, slot, place);
      const body = edit.body === undefined ? node.body : edit.body(node.body, within);
      return rewriteSlot(body, slot, within);
    }) as FunctionDef<unknown>;
    return edit.leave === undefined ? edited : edit.leave(edited, node);
  };

  const goComprehension = (node: Comprehension, place: Place): unknown => {
    const within = inside(node, place);
    const first = node.generators[0];
    return fields(node, (value, slot) => {
      if (slot.name !== "generators") return rewriteSlot(value, slot, within);
      return list(value as readonly unknown[], (clause) =>
        fields(clause, (part, under) =>
          rewriteSlot(part, under, clause === first && under.name === "iter" ? place : within),
        ),
      );
    });
  };

  const rewriteSlot = (value: unknown, slot: Slot, place: Place): unknown => {
    if (slot.holds === "node") return go(value, place);
    if (slot.holds === "nodes") return goList(value as readonly unknown[], place);
    return list(value as readonly unknown[], (record) => goFields(record as Loose, slot.slots, place));
  };

  return {
    statement: (node) => go(node, top) as Stmt<unknown>,
    module: (node) => go(node, top) as Module<unknown>,
  };
}

type EditField = (value: unknown, slot: Slot) => unknown;

function fields(node: unknown, edit: EditField): unknown {
  const loose = node as Loose;
  return fieldsOf(loose, slots(loose["kind"] as string), edit);
}

function fieldsOf(loose: Loose, under: readonly Slot[], edit: EditField): Loose {
  let copy: Record<string, unknown> | undefined;
  for (const slot of under) {
    const value = loose[slot.name];
    if (value === null || value === undefined) continue;
    const next = edit(value, slot);
    if (next !== value) {
      copy ??= { ...loose };
      copy[slot.name] = next;
    }
  }
  return copy ?? loose;
}

function list(items: readonly unknown[], edit: (item: unknown) => unknown): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const next = edit(items[index]);
    if (next === items[index]) continue;
    copy ??= [...items];
    copy[index] = next;
  }
  return copy ?? items;
}
