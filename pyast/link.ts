import { assemble, isText } from "./link/assemble.ts";
import { importStatements, type ImportedName } from "./link/import-order.ts";
import { importOf, localNames, type LocalNames } from "./link/local-names.ts";
import { importTarget, packageOf } from "./link/module-path.ts";
import { addNeed, needsOf, reachOf, type Need, type Needs, type Reach } from "./link/needs.ts";
import { placedRewrite, topPlace } from "./link/places.ts";
import type { Expr, FunctionDef, If, Import, ImportFrom, Stmt } from "./nodes.ts";
import type { OpenModule, OpenProgram, Program, SourceModule } from "./program.ts";
import { scopeOf } from "./scope.ts";
import { external, type ModulePath, type Ref, type Symbol } from "./symbol.ts";
import type { Tree } from "./walk.ts";

/** What the caller may decide about linking. */
export interface LinkOptions {
  /** Whether a module starts with `from __future__ import annotations`; all do when left out. */
  readonly future?: (module: OpenModule) => boolean;
  /** Top-level names that count as our own besides those of the program's modules. */
  readonly firstParty?: readonly string[];
  /** Modules that exist and may be imported from, although they are not part of the program. */
  readonly outside?: ReadonlySet<ModulePath>;
}

/** What linking one module takes from the program around it. */
interface Around {
  readonly options: LinkOptions;
  readonly symbols: ReadonlySet<string>;
  readonly modules: ReadonlySet<ModulePath>;
  readonly firstParty: ReadonlySet<string>;
}

/** Decides names and imports, and so turns an open program into Python. Throws on a symbol that nobody declares. */
export function link(program: OpenProgram, options: LinkOptions = {}): Program {
  const modules = new Set(program.modules.map((each) => each.path));
  const symbols = new Set(program.modules.flatMap((each) => each.declares.map((symbol) => symbol.key)));
  const firstParty = new Set([...modules].map((each) => each.split(".", 1)[0] ?? each));
  for (const each of options.firstParty ?? []) firstParty.add(each);
  const around = { options, symbols, modules, firstParty };
  return { modules: program.modules.map((each) => linkModule(each, around)) };
}

function linkModule(module: OpenModule, around: Around): SourceModule {
  const scope = scopeOf(module.body);
  const own = ownSymbols(module, scope.binds, scope.globals);
  const reaches = new Map<Symbol, Reach>();
  const reachFor = (symbol: Symbol): Reach => {
    let reach = reaches.get(symbol);
    if (reach === undefined) {
      checkKnown(symbol, module, around);
      reaches.set(symbol, (reach = reachOf(symbol, module, own)));
    }
    return reach;
  };

  const needs = needsOf(module, scope, reachFor);
  const guard = guardOf(needs, scope.binds.has("TYPE_CHECKING"), reachFor);
  if (guard !== null) addNeed(needs, guard, { use: "value", place: topPlace(scope) });
  const names = localNames(needs, scope);

  const express = (symbol: Symbol, place: Parameters<LocalNames["expression"]>[1]): Expr => {
    const { key, need } = reachFor(symbol);
    const found = needs.get(key);
    if (found === undefined) throw new Error(`${module.path}: ${symbol.key} was not counted`);
    return names.expression(found, place, need.kind === "module" && symbol.name !== "" ? symbol.name : null);
  };
  const statementsFor = importer(module, names, around);
  const lazy = lazyImports(needs, statementsFor);

  const { statement } = placedRewrite(scope, {
    enter: (node, place): Tree<unknown> | undefined => {
      const tree = node as Tree<Ref>;
      if (tree.kind === "Ref") {
        const spelt = express(tree.symbol, place);
        return tree.use === "quoted" ? { kind: "Constant", value: dottedText(spelt) } : spelt;
      }
      return tree.kind === "Constant" || tree.kind === "Name" ? node : undefined;
    },
    leave: (edited, original) => withLazy(edited, lazy.get(original)),
  });
  const body = module.body.body.map((each) => statement(each) as Stmt);
  const typing = statementsFor([...needs.values()].filter(isForCheckers));
  const test: Expr = guard === null ? { kind: "Name", id: "TYPE_CHECKING" } : express(typeChecking, topPlace(scope));
  const guarded: If = { kind: "If", test, body: typing, orelse: [] };
  const running = [...needs.values()].filter((each) => each.value);
  return {
    ...module,
    body: {
      kind: "Module",
      body: assemble(body, {
        future: around.options.future?.(module) ?? true,
        imports: running.flatMap((each) => importedName(each, module, names)),
        guarded: typing.length === 0 ? null : guarded,
        guardIsOwn: guard === null,
        aliases: names.aliases,
        exports: module.exports?.map((each) => each.name) ?? null,
        firstParty: around.firstParty,
      }),
    },
  };
}

const typeChecking = external("typing", "TYPE_CHECKING");

/** What `if TYPE_CHECKING:` needs; null where nothing stands under it, or where the module has a name of its own for it. */
function guardOf(needs: Needs, isOwn: boolean, reachFor: (symbol: Symbol) => Reach): Reach | null {
  return !isOwn && [...needs.values()].some(isForCheckers) ? reachFor(typeChecking) : null;
}

function isForCheckers(need: Need): boolean {
  return need.type && !need.value && need.kind !== "own" && need.kind !== "builtin";
}

function ownSymbols(
  module: OpenModule,
  binds: ReadonlySet<string>,
  globals: ReadonlySet<string>,
): ReadonlyMap<string, Symbol> {
  const own = new Map<string, Symbol>();
  const names = new Map<string, string>();
  for (const symbol of module.declares) {
    const { key, name } = symbol;
    if (!binds.has(name) && !globals.has(name)) {
      throw new Error(`${module.path} declares ${key}, but nothing binds ${name}`);
    }
    const other = names.get(name);
    if (other !== undefined && other !== key) throw new Error(`${module.path} binds ${name} for ${other} and for ${key}`);
    names.set(name, key);
    own.set(key, symbol);
  }
  return own;
}

function checkKnown(symbol: Symbol, module: OpenModule, around: Around): void {
  if (symbol.home.kind !== "module") return;
  const { module: home } = symbol.home;
  if (around.options.outside?.has(home) === true) return;
  const known = symbol.name === "" ? around.modules.has(home) : around.symbols.has(symbol.key);
  if (!known) throw new Error(`${module.path} refers to ${symbol.key}, which no module declares`);
}

function importedName(need: Need, module: OpenModule, names: LocalNames): readonly ImportedName[] {
  const found = names.imported.get(need);
  if (found === undefined) return [];
  const wanted = importOf(need);
  if (wanted.name === null || !need.ours) return [{ ...wanted, level: 0, asname: found.asname }];
  const target = importTarget(packageOf(module), wanted.module);
  return [{ ...target, name: wanted.name, asname: found.asname }];
}

type Importer = (needs: readonly Need[]) => readonly (Import | ImportFrom)[];

function importer(module: OpenModule, names: LocalNames, around: Around): Importer {
  return (needs) => importStatements(needs.flatMap((each) => importedName(each, module, names)), around.firstParty);
}

function lazyImports(
  needs: Needs,
  statementsFor: Importer,
): ReadonlyMap<FunctionDef<unknown>, readonly (Import | ImportFrom)[]> {
  const byFunction = new Map<FunctionDef<unknown>, Need[]>();
  for (const need of needs.values()) {
    if (need.value) continue;
    for (const each of need.lazyIn) byFunction.set(each, [...(byFunction.get(each) ?? []), need]);
  }
  return new Map([...byFunction].map(([node, wanted]) => [node, statementsFor(wanted)]));
}

function withLazy(
  node: FunctionDef<unknown>,
  imports: readonly (Import | ImportFrom)[] | undefined,
): FunctionDef<unknown> {
  if (imports === undefined || imports.length === 0) return node;
  const start = isText(node.body[0]) ? 1 : 0;
  return { ...node, body: [...node.body.slice(0, start), ...imports, ...node.body.slice(start)] };
}

/** A name or an attribute as it is written. */
function dottedText(expr: Expr): string {
  if (expr.kind === "Name") return expr.id;
  if (expr.kind === "Attribute") return `${dottedText(expr.value)}.${expr.attr}`;
  throw new Error(`${expr.kind} is no name`);
}
