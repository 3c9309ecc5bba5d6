import { grammar } from "./grammar.ts";
import type { Expr, Kind, Module, Node, Stmt } from "./nodes.ts";

/** Anything a tree may hold: a node, or what stands for an expression in an open tree. */
export type Tree<R = never> = Node<Kind, R> | R;

/** How one field holds its children. */
export interface Slot {
  readonly name: string;
  readonly holds: "node" | "nodes" | "records";
  /** The fields of a record; empty for the others. */
  readonly slots: readonly Slot[];
}

type Loose = Readonly<Record<string, unknown>>;

const scalars: ReadonlySet<string> = new Set([
  "identifier",
  "int",
  "bool",
  "constant",
  "operator",
  "boolop",
  "unaryop",
  "cmpop",
  "paramkind",
]);

function slotsOf(fields: Loose): readonly Slot[] {
  return Object.entries(fields).flatMap(([name, type]): readonly Slot[] => {
    if (typeof type !== "string") {
      const slots = Array.isArray(type) ? slotsOf(asLoose(type[0])) : [];
      return [{ name, holds: "records", slots }];
    }
    if (scalars.has(type.replace(/[?*]$/, ""))) return [];
    return [{ name, holds: type.endsWith("*") ? "nodes" : "node", slots: [] }];
  });
}

const slotTable: ReadonlyMap<string, readonly Slot[]> = new Map(
  Object.entries(grammar).map(([kind, { fields }]) => [kind, slotsOf(fields)]),
);

const none: readonly Slot[] = [];

/** How one field of a kind is held, also where it holds no nodes. */
export interface FieldLayout {
  readonly name: string;
  readonly holds: Slot["holds"] | "scalar";
  /** The fields of a record; empty for the others. */
  readonly fields: readonly FieldLayout[];
}

function layoutsOf(fields: Loose): readonly FieldLayout[] {
  return Object.entries(fields).map(([name, type]): FieldLayout => {
    if (typeof type !== "string") return { name, holds: "records", fields: Array.isArray(type) ? layoutsOf(asLoose(type[0])) : [] };
    if (scalars.has(type.replace(/[?*]$/, ""))) return { name, holds: "scalar", fields: [] };
    return { name, holds: type.endsWith("*") ? "nodes" : "node", fields: [] };
  });
}

const layoutTable: ReadonlyMap<string, readonly FieldLayout[]> = new Map(
  Object.entries(grammar).map(([kind, { fields }]) => [kind, layoutsOf(fields)]),
);

/** All fields of a kind, in the table's order. */
export function layoutOf(kind: string): readonly FieldLayout[] {
  const layout = layoutTable.get(kind);
  if (layout === undefined) throw new TypeError(`no such node: ${kind}`);
  return layout;
}

/** The fields of a kind that hold children, in the table's order; none for what is not in the table. */
export function slots(kind: string): readonly Slot[] {
  return slotTable.get(kind) ?? none;
}

/** The direct children, in the table's order. */
export function children<R = never>(node: Tree<R>): readonly Tree<R>[] {
  const found: Tree<R>[] = [];
  eachChild<R, Tree<R>[]>(node, pushTo, found);
  return found;
}

function pushTo<T>(item: T, list: T[]): void {
  list.push(item);
}

/** Calls `use` for each direct child, in the table's order; what it needs is handed through, so that no node costs a closure. */
export function eachChild<R, C>(node: Tree<R>, use: (child: Tree<R>, context: C) => void, context: C): void {
  eachIn(asLoose(node), slots(kindOf(node)), { use: use as Use<C>, context });
}

interface Using<C> {
  readonly use: Use<C>;
  readonly context: C;
}

type Use<C> = (child: unknown, context: C) => void;

function eachIn<C>(fields: Loose, under: readonly Slot[], using: Using<C>): void {
  for (const slot of under) {
    const value = fields[slot.name];
    if (slot.holds === "node") {
      if (value !== null && value !== undefined) using.use(value, using.context);
    } else if (slot.holds === "nodes") {
      for (const item of asList(value)) using.use(item, using.context);
    } else {
      for (const record of asList(value)) eachIn(asLoose(record), slot.slots, using);
    }
  }
}

/** Calls `enter` for the node and everything below it, parents first; returning false leaves out what is below. */
export function visit<R = never>(node: Tree<R>, enter: (node: Tree<R>) => boolean | void): void {
  const using: Using<null> = {
    use: (child) => {
      const tree = asTree<R>(child);
      if (enter(tree) !== false) eachIn(asLoose(child), slots(kindOf(child)), using);
    },
    context: null,
  };
  using.use(node, null);
}

/** What an edit does: gets a node whose children are edited already, returns it or another of the same sort. */
export type Edit<R = never> = (node: Tree<R>) => Tree<R>;

/** The tree with every node edited, children first; what did not change is the same object. */
export function rewrite<R = never>(node: Module<R>, edit: Edit<R>): Module<R>;
export function rewrite<R = never>(node: Stmt<R>, edit: Edit<R>): Stmt<R>;
export function rewrite<R = never>(node: Expr<R>, edit: Edit<R>): Expr<R>;
export function rewrite<R = never>(node: Tree<R>, edit: Edit<R>): Tree<R>;
export function rewrite<R>(node: Tree<R>, edit: Edit<R>): Tree<R> {
  const apply = (old: unknown): unknown => {
    const inside = rewriteChildren(old, apply);
    const edited: unknown = edit(asTree<R>(inside));
    if (edited !== inside && sortOf(edited) !== sortOf(old)) {
      throw new TypeError(`${kindOf(old)} cannot be replaced by ${kindOf(edited)}`);
    }
    return edited;
  };
  return asTree<R>(apply(node));
}

/** The tree with everything that is not Python replaced by expressions. */
export function substitute<R, S = never>(node: Module<R>, replace: (foreign: R) => Expr<S>): Module<S>;
export function substitute<R, S = never>(node: Stmt<R>, replace: (foreign: R) => Expr<S>): Stmt<S>;
export function substitute<R, S = never>(node: Expr<R>, replace: (foreign: R) => Expr<S>): Expr<S>;
export function substitute<R, S>(node: Tree<R>, replace: (foreign: R) => Expr<S>): Tree<S> {
  const apply = (old: unknown): unknown =>
    slotTable.has(kindOf(old)) ? rewriteChildren(old, apply) : replace(foreign<R>(old));
  return asTree<S>(apply(node));
}

type Apply = (node: unknown) => unknown;

function rewriteChildren(node: unknown, apply: Apply): unknown {
  return rewriteFields(asLoose(node), slots(kindOf(node)), apply);
}

function rewriteFields(fields: Loose, under: readonly Slot[], apply: Apply): Loose {
  let copy: Record<string, unknown> | undefined;
  for (const slot of under) {
    const value = fields[slot.name];
    if (value === null || value === undefined) continue;
    const next = rewriteSlot(value, slot, apply);
    if (next !== value) {
      copy ??= { ...fields };
      copy[slot.name] = next;
    }
  }
  return copy ?? fields;
}

function rewriteSlot(value: unknown, slot: Slot, apply: Apply): unknown {
  if (slot.holds === "node") return apply(value);
  if (slot.holds === "nodes") return rewriteList(asList(value), apply);
  return rewriteList(asList(value), (record) => rewriteFields(asLoose(record), slot.slots, apply));
}

function rewriteList(list: readonly unknown[], apply: Apply): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const next = apply(list[index]);
    if (next !== list[index]) {
      copy ??= [...list];
      copy[index] = next;
    }
  }
  return copy ?? list;
}

function kindOf(node: unknown): string {
  const { kind } = asLoose(node) as { readonly kind?: unknown };
  return typeof kind === "string" ? kind : String(kind);
}

/** What is not in the table stands where an expression stands. */
function sortOf(node: unknown): string {
  const kind = kindOf(node);
  return isKind(kind) ? grammar[kind].sort : "expr";
}

/** Whether the text is a kind of node. */
export function isKind(kind: string): kind is Kind {
  return slotTable.has(kind);
}

function asLoose(value: unknown): Loose {
  return typeof value === "object" && value !== null ? (value as Loose) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asTree<R>(value: unknown): Tree<R> {
  return value as Tree<R>;
}

function foreign<R>(value: unknown): R {
  return value as R;
}
