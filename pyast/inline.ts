import { gathered } from "./gather.ts";
import { definitionOrder } from "./link/definition-order.ts";
import { inlineNames } from "./link/inline-names.ts";
import { partsOf, type Part } from "./link/parts.ts";
import { renameBindings } from "./link/rename-bindings.ts";
import { mergedVariables } from "./merge-variables.ts";
import type { Stmt } from "./nodes.ts";
import type { OpenModule, OpenProgram } from "./program.ts";
import { external, type ModulePath, type Ref, type Symbol } from "./symbol.ts";
import { rewrite, type Tree } from "./walk.ts";

/** The single module that a program becomes. */
export interface InlineTarget {
  readonly path: ModulePath;
  /** The modules in the order in which they should be read; those left out follow as the program has them. */
  readonly order: readonly ModulePath[];
  /** The module's docstring; those of the merged modules are dropped. */
  readonly docstring?: Stmt<Ref>;
  /** Whether a symbol without an `inlineName` keeps its own name, as the names of the API do. */
  readonly keepsName?: (symbol: Symbol) => boolean;
  /** The name a symbol should take, before its `inlineName` is looked at. */
  readonly nameFor?: (symbol: Symbol) => string | undefined;
  /** What `__all__` lists; nothing writes one when left out. */
  readonly exports?: readonly Symbol[];
  /** Whether a module's values may stand with others, away from where it has them; none may when left out. */
  readonly gathers?: (module: OpenModule) => boolean;
}

/** Merges all modules of a program into one. Throws where definitions need each other at once. */
export function inline(program: OpenProgram, into: InlineTarget): OpenProgram {
  const owners = merge(inOrder(program.modules, into.order), into.gathers !== undefined);
  const parts = definitionOrder(into.gathers === undefined ? [...owners.keys()] : gathered(owners, into.gathers));
  const declares = [...new Map(parts.flatMap((part) => part.declares).map((each) => [each.key, each])).values()];
  const names = inlineNames(parts, declares, into);
  const symbols = new Map(
    declares.map(({ key, name }): readonly [string, Symbol] => {
      const home = { kind: "module", module: into.path } as const;
      return [key, { key, name: names.get(key) ?? name, home, access: "name" }];
    }),
  );
  const body = parts.flatMap((part) => {
    const renames = new Map<string, string>();
    for (const { key, name } of owners.get(part)?.declares ?? []) renames.set(name, symbols.get(key)?.name ?? name);
    return part.statements.map((each) => renamed(each, { renames, symbols, into }));
  });
  const single: OpenModule = {
    path: into.path,
    isPackage: false,
    body: { kind: "Module", body: into.docstring === undefined ? body : [into.docstring, ...body] },
    declares: [...symbols.values()],
  };
  if (into.exports === undefined) return { modules: [single] };
  return { modules: [{ ...single, exports: into.exports.map((each) => symbols.get(each.key) ?? each) }] };
}

function inOrder(modules: readonly OpenModule[], order: readonly ModulePath[]): readonly OpenModule[] {
  const places = new Map(order.map((path, index) => [path, index]));
  const placeOf = (module: OpenModule): number => places.get(module.path) ?? order.length;
  return [...modules].sort((a, b) => placeOf(a) - placeOf(b));
}

/** All parts with the modules they come from, without what several modules say alike. */
function merge(modules: readonly OpenModule[], fewVariables: boolean): ReadonlyMap<Part, OpenModule> {
  const owners = new Map<Part, OpenModule>();
  const cut = new Map(modules.map((module) => [module, partsOf(module).parts]));
  const moved = new Map(fewVariables ? mergedVariables([...cut.values()].flat()) : []);
  const variables = new Map<string, Symbol>();
  for (const module of modules) {
    for (const part of cut.get(module) ?? []) {
      const [symbol] = part.declares;
      if (symbol !== undefined && moved.has(symbol.key)) continue;
      if (symbol === undefined || part.declares.length > 1 || part.statements.length > 1) {
        owners.set(part, module);
      } else if (symbol.name === "TYPE_CHECKING") {
        // The local stand-in avoids importing typing, which a single module does anyway.
        moved.set(symbol.key, external("typing", "TYPE_CHECKING"));
      } else {
        const text = typeVariableText(part);
        const known = text === null ? undefined : variables.get(text);
        if (known !== undefined) {
          moved.set(symbol.key, known);
          continue;
        }
        if (text !== null) variables.set(text, symbol);
        owners.set(part, module);
      }
    }
  }
  if (moved.size === 0) return owners;
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    const symbol = node.kind === "Ref" ? moved.get(node.symbol.key) : undefined;
    return symbol === undefined || node.kind !== "Ref" ? node : { ...node, symbol };
  };
  return new Map(
    [...owners].map(([part, module]) => [
      { ...part, statements: part.statements.map((each) => rewrite<Ref>(each, edit)) },
      module,
    ]),
  );
}

/** What tells two type variables apart; null for other statements, and for those that name classes as text. */
function typeVariableText({ statements }: Part): string | null {
  const [statement] = statements;
  if (statement?.kind !== "Assign" || statement.value.kind !== "Call") return null;
  const { func, keywords } = statement.value;
  if (func.kind !== "Ref" || (func.symbol.name !== "TypeVar" && func.symbol.name !== "ParamSpec")) return null;
  return keywords.some((each) => each.arg === "bound") ? null : JSON.stringify(statement);
}

function renamed(
  statement: Stmt<Ref>,
  how: {
    readonly renames: ReadonlyMap<string, string>;
    readonly symbols: ReadonlyMap<string, Symbol>;
    readonly into: InlineTarget;
  },
): Stmt<Ref> {
  const rename = (name: string): string => how.renames.get(name) ?? name;
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    if (node.kind === "Global") return { ...node, names: node.names.map(rename) };
    if (node.kind !== "Ref" || node.symbol.home.kind !== "module") return node;
    const symbol = how.symbols.get(node.symbol.key);
    if (symbol === undefined) throw new Error(`${how.into.path}: ${node.symbol.key} is in none of the merged modules`);
    return { kind: "Ref", symbol, use: node.use === "quoted" ? "quoted" : "value" };
  };
  return rewrite<Ref>(renameBindings(statement, rename), edit);
}
