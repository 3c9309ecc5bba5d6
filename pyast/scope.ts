import type { Arguments, Expr, Kind, Module, Node, Stmt } from "./nodes.ts";
import { eachChild, isKind, type Tree } from "./walk.ts";

/** What makes a scope of its own. */
export type ScopeKind = "module" | "class" | "function" | "comprehension";

/** One scope of a tree: what it binds and what it needs from outside. */
export interface Scope {
  readonly kind: ScopeKind;
  /** The node that makes the scope; for a fragment, the fragment. */
  readonly node: Tree<unknown>;
  /** Names bound here: targets, imports, definitions, parameters; not those declared global or nonlocal. */
  readonly binds: ReadonlySet<string>;
  /** Names read here or in a scope below that this scope does not provide. */
  readonly free: ReadonlySet<string>;
  /** In a class body: names read before they are bound there, which are looked up outside. */
  readonly early: ReadonlySet<string>;
  /** Names declared `global` here or below: they are looked up in the module, whatever lies between. */
  readonly globals: ReadonlySet<string>;
  /** What stands for expressions in an open tree, in this scope and none below, as it is read. */
  readonly foreign: readonly Tree<unknown>[];
  /** The scopes directly inside. */
  readonly inner: readonly Scope[];
}

interface Draft {
  readonly kind: ScopeKind;
  readonly node: Tree<unknown>;
  readonly binds: Set<string>;
  readonly reads: Set<string>;
  /** In a class body: read before it was bound there, so looked up outside. */
  readonly early: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
  readonly foreign: Tree<unknown>[];
  readonly inner: Scope[];
  /** Where `:=` inside a comprehension binds. */
  readonly owner: Draft | null;
}

/** The scopes of a module, or of statements or an expression looked at as if they were one. */
export function scopeOf(node: Tree<unknown> | readonly Stmt<unknown>[]): Scope {
  const list = isBody(node) ? node : null;
  const draft = open("module", list === null ? node : { kind: "Module", body: list }, null);
  if (list === null) read(node, draft);
  else list.forEach((each) => read(each, draft));
  return close(draft);
}

/** The names the fragment needs from outside; builtins are among them. Names of refs are not. */
export function freeNames(node: Tree<unknown> | readonly Stmt<unknown>[]): ReadonlySet<string> {
  const { binds, free, globals } = scopeOf(node);
  return new Set([...free, ...[...globals].filter((name) => !binds.has(name))]);
}

/** The names statements bind in the scope they stand in, and those functions below bind there by `global`. */
export function boundNames(body: Module<unknown> | readonly Stmt<unknown>[]): ReadonlySet<string> {
  const { binds, globals } = scopeOf(body);
  return new Set([...binds, ...globals]);
}

/** Every name bound anywhere in the fragment, inner scopes included. */
export function localNames(node: Tree<unknown> | readonly Stmt<unknown>[]): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (scope: Scope): void => {
    for (const name of scope.binds) names.add(name);
    scope.inner.forEach(collect);
  };
  collect(scopeOf(node));
  return names;
}

function isBody(node: Tree<unknown> | readonly Stmt<unknown>[]): node is readonly Stmt<unknown>[] {
  return Array.isArray(node);
}

function open(kind: ScopeKind, node: Tree<unknown>, owner: Draft | null): Draft {
  return {
    kind,
    node,
    binds: new Set(),
    reads: new Set(),
    early: new Set(),
    globals: new Set(),
    nonlocals: new Set(),
    foreign: [],
    inner: [],
    owner,
  };
}

function close(draft: Draft): Scope {
  const { kind, node, early, foreign, inner } = draft;
  const globals = new Set(draft.globals);
  const below = new Set<string>();
  for (const each of inner) {
    for (const name of each.globals) globals.add(name);
    for (const name of each.free) below.add(name);
  }
  const binds = new Set(draft.binds);
  for (const name of draft.globals) binds.delete(name);
  for (const name of draft.nonlocals) binds.delete(name);
  const free = new Set<string>(draft.nonlocals);
  for (const name of draft.reads) {
    if (draft.globals.has(name)) continue;
    if (!binds.has(name) || (kind === "class" && early.has(name))) free.add(name);
  }
  for (const name of below) {
    if (draft.globals.has(name)) continue;
    if (kind === "class" ? name !== "__class__" : !binds.has(name)) free.add(name);
  }
  return { kind, node, binds, free, early, globals, foreign, inner };
}

function nest(kind: ScopeKind, node: Tree<unknown>, outer: Draft): Draft {
  return open(kind, node, kind === "comprehension" ? (outer.owner ?? outer) : null);
}

function bind(name: string, scope: Draft): void {
  scope.binds.add(name);
}

function readName(name: string, scope: Draft): void {
  scope.reads.add(name);
  if (!scope.binds.has(name)) scope.early.add(name);
}

function isNode(node: Tree<unknown>): node is Node<Kind, unknown> {
  return typeof node === "object" && node !== null && "kind" in node && typeof node.kind === "string" && isKind(node.kind);
}

function readAll(nodes: readonly Tree<unknown>[], scope: Draft): void {
  for (const node of nodes) read(node, scope);
}

/** Visits a node for what it reads and binds. */
function read(node: Tree<unknown>, scope: Draft): void {
  if (!isNode(node)) {
    scope.foreign.push(node);
    return;
  }
  switch (node.kind) {
    case "Constant":
      return;
    case "Name":
      return readName(node.id, scope);
    case "FunctionDef":
      return readFunction(node, scope);
    case "ClassDef":
      return readClass(node, scope);
    case "Lambda": {
      readParams(node.args, scope, { annotations: false });
      const inner = nest("function", node, scope);
      bindParams(node.args, inner);
      read(node.body, inner);
      scope.inner.push(close(inner));
      return;
    }
    case "ListComp":
    case "SetComp":
    case "GeneratorExp":
      return readComprehension(node, [node.elt], scope);
    case "DictComp":
      return readComprehension(node, [node.key, node.value], scope);
    case "NamedExpr":
      read(node.value, scope);
      return target(node.target, scope.kind === "comprehension" ? (scope.owner ?? scope) : scope);
    case "Global":
      return node.names.forEach((name) => scope.globals.add(name));
    case "Nonlocal":
      return node.names.forEach((name) => scope.nonlocals.add(name));
    case "Import":
      return node.names.forEach(({ name, asname }) => bind(asname ?? firstPart(name), scope));
    case "ImportFrom":
      return node.names.forEach(({ name, asname }) => name !== "*" && bind(asname ?? name, scope));
    case "Assign":
      read(node.value, scope);
      return node.targets.forEach((each) => target(each, scope));
    case "AugAssign":
      read(node.target, scope);
      read(node.value, scope);
      return target(node.target, scope);
    case "AnnAssign":
      read(node.annotation, scope);
      if (node.value !== null) read(node.value, scope);
      return target(node.target, scope);
    case "Delete":
      readAll(node.targets, scope);
      return node.targets.forEach((each) => target(each, scope));
    case "For":
      read(node.iter, scope);
      target(node.target, scope);
      return readAll([...node.body, ...node.orelse], scope);
    case "withitem":
      read(node.context_expr, scope);
      return node.optional_vars === null ? undefined : target(node.optional_vars, scope);
    case "ExceptHandler":
      if (node.type !== null) read(node.type, scope);
      if (node.name !== null) bind(node.name, scope);
      return readAll(node.body, scope);
    case "MatchAs":
    case "MatchStar":
      if (node.name !== null) bind(node.name, scope);
      return eachChild(node, read, scope);
    case "MatchMapping":
      if (node.rest !== null) bind(node.rest, scope);
      return eachChild(node, read, scope);
    default:
      return eachChild(node, read, scope);
  }
}

function firstPart(dotted: string): string {
  return dotted.split(".", 1)[0] ?? dotted;
}

/** Visits an expression that is assigned to. */
function target(node: Expr<unknown>, scope: Draft): void {
  if (!isNode(node)) {
    scope.foreign.push(node);
    return;
  }
  switch (node.kind) {
    case "Name":
      return bind(node.id, scope);
    case "Tuple":
    case "List":
      return node.elts.forEach((each) => target(each, scope));
    case "Starred":
      return target(node.value, scope);
    default:
      return read(node, scope);
  }
}

function readFunction(node: Node<"FunctionDef", unknown>, scope: Draft): void {
  readAll(node.decorator_list, scope);
  readParams(node.args, scope, { annotations: true });
  if (node.returns !== null) read(node.returns, scope);
  bind(node.name, scope);
  const inner = nest("function", node, scope);
  bindParams(node.args, inner);
  readAll(node.body, inner);
  scope.inner.push(close(inner));
}

function readClass(node: Node<"ClassDef", unknown>, scope: Draft): void {
  readAll(node.decorator_list, scope);
  readAll(node.bases, scope);
  readAll(node.keywords, scope);
  const inner = nest("class", node, scope);
  readAll(node.body, inner);
  scope.inner.push(close(inner));
  bind(node.name, scope);
}

function readParams(
  { params }: Arguments<unknown>,
  scope: Draft,
  { annotations }: { readonly annotations: boolean },
): void {
  for (const param of params) {
    if (param.default !== null) read(param.default, scope);
    if (annotations && param.annotation !== null) read(param.annotation, scope);
  }
}

function bindParams({ params }: Arguments<unknown>, scope: Draft): void {
  for (const { name } of params) bind(name, scope);
}

function readComprehension(
  node: Node<"ListComp" | "SetComp" | "DictComp" | "GeneratorExp", unknown>,
  results: readonly Expr<unknown>[],
  scope: Draft,
): void {
  const inner = nest("comprehension", node, scope);
  node.generators.forEach((clause, index) => {
    read(clause.iter, index === 0 ? scope : inner);
    target(clause.target, inner);
    readAll(clause.ifs, inner);
  });
  readAll(results, inner);
  scope.inner.push(close(inner));
}
