import { isAsyncName, syncName, syncSymbol, twinOf } from "./link/sync-names.ts";
import { partsOf } from "./link/parts.ts";
import type { Expr, Stmt } from "./nodes.ts";
import type { OpenModule, OpenProgram } from "./program.ts";
import { ref, type Ref, type Symbol } from "./symbol.ts";
import { rewrite, type Tree } from "./walk.ts";

export { isAsyncName, syncName, twinOf } from "./link/sync-names.ts";

/** Which halves the output has. */
export interface UnasyncOptions {
  /** Without `sync` nothing is added; halves that nobody needs are for `shake` to drop. */
  readonly twins?: readonly ("sync" | "async")[];
  /**
   * Which symbols have twins, where names are not ours to read: then no parameter, attribute or method is renamed,
   * whatever it is called. When left out, every async name of the module says so itself.
   */
  readonly hasTwin?: (symbol: Symbol) => boolean;
}

/** Adds the sync twin of every async definition of the program, right before it. */
export function asyncOnlyToSync(program: OpenProgram, options: UnasyncOptions = {}): OpenProgram {
  return { modules: program.modules.map((each) => unasync(each, options)) };
}

/**
 * Adds the sync twin of each top-level `AsyncX` or `async_x`, right before it, unless the module has a hand-written one.
 */
export function unasync(module: OpenModule, options: UnasyncOptions = {}): OpenModule {
  if (options.twins?.includes("sync") === false) return module;
  const { hasTwin = (): boolean => true } = options;
  const names = new Set(module.declares.map((each) => each.name));
  const isMissing = (symbol: Symbol): boolean => isAsyncName(symbol.name) && hasTwin(symbol) && !names.has(syncName(symbol.name));
  if (!module.declares.some(isMissing)) return module;

  const { docstring, parts } = partsOf(module);
  const twinned = parts.map((part) => {
    const missing = part.declares.length > 0 && part.declares.every(isMissing);
    return missing ? { twin: part.statements.map((each) => twinStatement(each, options)), part } : { twin: [], part };
  });
  const body = twinned.flatMap(({ twin, part }) => [...twin, ...part.statements]);
  return {
    ...module,
    body: { kind: "Module", body: docstring === null ? body : [docstring, ...body] },
    declares: withTwins(module.declares, isMissing),
    ...(module.exports === undefined ? {} : { exports: exportsWithTwins(module.exports) }),
  };
}

function withTwins(symbols: readonly Symbol[], isMissing: (symbol: Symbol) => boolean): readonly Symbol[] {
  return symbols.flatMap((each) => (isMissing(each) ? [twinOf(each), each] : [each]));
}

function exportsWithTwins(symbols: readonly Symbol[]): readonly Symbol[] {
  const keys = new Set(symbols.map((each) => each.key));
  const isMissing = (each: Symbol): boolean => isAsyncName(each.name) && !keys.has(twinOf(each).key);
  return withTwins(symbols, isMissing);
}

/** The sync twin of a top-level definition. */
function twinStatement(statement: Stmt<Ref>, { hasTwin }: UnasyncOptions): Stmt<Ref> {
  if (hasTwin === undefined) return syncStatement(statement);
  const twin = rewrite<Ref>(statement, (node) => foreignNode(node, hasTwin));
  return twin.kind === "ClassDef" || twin.kind === "FunctionDef" ? { ...twin, name: syncName(twin.name) } : twin;
}

/** As `syncNode`, where only symbols are ours to rename. */
function foreignNode(node: Tree<Ref>, hasTwin: (symbol: Symbol) => boolean): Tree<Ref> {
  switch (node.kind) {
    case "Ref":
      return node.symbol.home.kind === "module" && !hasTwin(node.symbol) ? node : syncNode(node);
    case "FunctionDef":
      return { ...node, is_async: false };
    case "For":
    case "With":
    case "comprehension":
    case "Await":
    case "Subscript":
    case "BinOp":
      return syncNode(node);
    default:
      return node;
  }
}

/** The sync reading of a statement. */
function syncStatement(statement: Stmt<Ref>): Stmt<Ref> {
  return rewrite<Ref>(statement, syncNode);
}

function syncNode(node: Tree<Ref>): Tree<Ref> {
  switch (node.kind) {
    case "Ref": {
      const symbol = syncSymbol(node.symbol);
      return symbol === node.symbol ? node : ref(symbol, node.use);
    }
    case "FunctionDef":
      return { ...node, name: syncName(node.name), is_async: false };
    case "For":
    case "With":
    case "comprehension":
      return node.is_async ? { ...node, is_async: false } : node;
    case "ClassDef":
      return { ...node, name: syncName(node.name) };
    case "Await":
      return node.value;
    case "Name":
      return renamed(node, "id", syncName(node.id));
    case "Attribute":
      return renamed(node, "attr", syncName(node.attr));
    case "keyword":
      return node.arg === null ? node : renamed(node, "arg", syncName(node.arg));
    case "alias":
      return node.asname === null ? node : renamed(node, "asname", syncName(node.asname));
    case "ExceptHandler":
      return node.name === null ? node : renamed(node, "name", syncName(node.name));
    case "arguments":
      return { ...node, params: node.params.map((each) => renamed(each, "name", syncName(each.name))) };
    case "Global":
    case "Nonlocal":
      return { ...node, names: node.names.map(syncName) };
    case "Subscript":
      return syncSubscript(node);
    case "BinOp":
      return node.op === "|" && hasMember(node.left, node.right) ? node.left : node;
    case "Assign":
      return { ...node, value: renamedDeclaration(node.value) };
    default:
      return node;
  }
}

function renamed<N, F extends keyof N>(node: N, field: F, value: N[F]): N {
  return node[field] === value ? node : { ...node, [field]: value };
}

/** Whether `A | B` already has the member; `str | Awaitable[str]` becomes `str | str`. */
function hasMember(union: Expr<Ref>, member: Expr<Ref>): boolean {
  const text = JSON.stringify(member);
  return unionMembers(union).some((each) => JSON.stringify(each) === text);
}

function unionMembers(node: Expr<Ref>): readonly Expr<Ref>[] {
  if (node.kind !== "BinOp" || node.op !== "|") return [node];
  return [...unionMembers(node.left), node.right];
}

/** `TypeVar("AsyncT")` says its own name once more. */
function renamedDeclaration(value: Expr<Ref>): Expr<Ref> {
  if (value.kind !== "Call" || value.func.kind !== "Ref") return value;
  const [first, ...rest] = value.args;
  if (first?.kind !== "Constant" || typeof first.value !== "string" || !isAsyncName(first.value)) return value;
  return { ...value, args: [{ ...first, value: syncName(first.value) }, ...rest] };
}

const generics: ReadonlySet<string> = new Set(["typing", "collections.abc"]);

/** `Awaitable[X]` and `Coroutine[A, B, X]` are X; a Generator has one more parameter than an AsyncGenerator. */
function syncSubscript(node: Extract<Tree<Ref>, { kind: "Subscript" }>): Expr<Ref> {
  const { value, slice } = node;
  if (value.kind !== "Ref" || value.symbol.home.kind !== "external") return node;
  if (!generics.has(value.symbol.home.module)) return node;
  const args = slice.kind === "Tuple" ? slice.elts : [slice];
  const last = args.at(-1);
  if (last === undefined) return node;
  const none: Expr<Ref> = { kind: "Constant", value: null };
  switch (value.symbol.name) {
    case "Awaitable":
    case "Coroutine":
      return last;
    case "Generator":
      if (args.length > 2) return node;
      return { ...node, slice: { kind: "Tuple", elts: args.length === 2 ? [...args, none] : [...args, none, none] } };
    default:
      return node;
  }
}

