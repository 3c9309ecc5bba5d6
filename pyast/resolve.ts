import { builtins } from "./identifier.ts";
import { lookup, placedRewrite, type Place } from "./link/places.ts";
import { packageOf } from "./link/module-path.ts";
import { moduleImports, type Imported, type ModuleImports, type ParsedModule } from "./link/module-imports.ts";
import { localImports } from "./link/local-imports.ts";
import { earlyReads, targetsOf } from "./link/name-uses.ts";
import type { ClassDef, Expr, Module, Stmt } from "./nodes.ts";
import type { OpenModule, OpenProgram } from "./program.ts";
import { builtin, declared, external, ref, type Access, type ModulePath, type Ref, type Symbol } from "./symbol.ts";
import type { Tree } from "./walk.ts";

export type { ParsedModule } from "./link/module-imports.ts";

/** The modules of a package by path, with their imports read. */
type Known = ReadonlyMap<ModulePath, ModuleImports>;

/** Turns an ordinary Python module into an open one: its imports become refs. `known` are the modules it may import from. */
export function resolve(module: ParsedModule, known: readonly ParsedModule[]): OpenModule {
  const all = new Map([...known, module].map((each) => [each.path, moduleImports(each)]));
  return resolveOne(module, all);
}

/** Resolves all modules of a package. */
export function resolveAll(modules: readonly ParsedModule[]): OpenProgram {
  const known = new Map(modules.map((each) => [each.path, moduleImports(each)]));
  return { modules: modules.map((each) => resolveOne(each, known)) };
}

function resolveOne(module: ParsedModule, known: Known): OpenModule {
  const analysis = known.get(module.path);
  if (analysis === undefined) throw new Error(`${module.path} is not among the known modules`);
  const { scope, imports, declares, all } = analysis;
  const own = new Set(declares);
  const stores = targetsOf(analysis.body);
  const locals = localImports(packageOf(module));

  const importedHere = (name: string, place: Place): Imported | undefined => {
    const found = lookup(name, place);
    if (found === null) return undefined;
    return found.scope.kind === "module" ? imports.get(name) : locals.find(name, found);
  };

  const enter = (node: Tree<unknown>, place: Place): Ref | undefined => {
    const tree = node as Tree;
    if (tree.kind === "Attribute") return attributeRef(tree, (name) => importedHere(name, place), known);
    if (tree.kind === "ClassDef") refuseEarly(tree, place, module.path);
    if (tree.kind !== "Name" || stores.has(tree)) return undefined;
    const found = lookup(tree.id, place);
    if (found === null) return isPlainBuiltin(tree.id) ? ref(builtin(tree.id)) : undefined;
    const imported = importedHere(tree.id, place);
    if (imported !== undefined) return nameRef(imported, known);
    if (found.scope.kind !== "module" || !own.has(tree.id)) return undefined;
    return ref(declared(module.path, tree.id));
  };

  const { statement } = placedRewrite(scope, { enter, body: locals.take });
  const body = analysis.body.map((each) => statement(each) as Stmt<Ref>);
  return {
    path: module.path,
    isPackage: module.isPackage,
    body: { kind: "Module", body } satisfies Module<Ref>,
    declares: declares.map((name) => declared(module.path, name)),
    ...(all === null ? {} : { exports: all.map((name) => exported(module.path, name, known)) }),
  };
}

function exported(path: ModulePath, name: string, known: Known): Symbol {
  return symbolOf({ module: path, name, access: "name" }, known);
}

/** In `class C: x = x` the second means another one, which would be lost with its import. */
function refuseEarly(node: ClassDef, place: Place, path: ModulePath): void {
  for (const name of earlyReads(node)) {
    if (lookup(name, place) === null) continue;
    throw new Error(`${path}: ${node.name} reads ${name} from outside and binds it as well`);
  }
}

/** A dunder name such as `__name__` means something else in every module. */
function isPlainBuiltin(name: string): boolean {
  return builtins.has(name) && !name.startsWith("__");
}

function nameRef(imported: Imported, known: Known): Ref {
  switch (imported.kind) {
    case "name": {
      const { module, name, use } = imported;
      if (isModuleOf(imported, known)) return ref(moduleSymbol(`${module}.${name}`, known), use);
      return ref(symbolOf({ module, name, access: "name" }, known), use);
    }
    case "module":
      return ref(moduleSymbol(imported.module, known), imported.use);
    case "package":
      return ref(moduleSymbol(moduleOf(imported), known), imported.use);
  }
}

/** The ref for `codecs.uuid` or `urllib.parse.quote`; undefined where the chain does not start at an imported module. */
function attributeRef(
  node: Extract<Expr, { kind: "Attribute" }>,
  find: (name: string) => Imported | undefined,
  known: Known,
): Ref | undefined {
  const names = [node.attr];
  let root: Expr = node.value;
  while (root.kind === "Attribute") {
    names.unshift(root.attr);
    root = root.value;
  }
  if (root.kind !== "Name") return undefined;
  const imported = find(root.id);
  if (imported === undefined) return undefined;
  const module = moduleBehind(imported, [root.id, ...names].join("."), known);
  if (module === null || module.rest !== names[names.length - 1]) return undefined;
  return ref(symbolOf({ module: module.path, name: module.rest, access: "attribute" }, known), imported.use);
}

function moduleBehind(imported: Imported, dotted: string, known: Known): { path: string; rest: string } | null {
  const rest = dotted.slice(dotted.indexOf(".") + 1);
  switch (imported.kind) {
    case "name":
      return isModuleOf(imported, known) ? { path: `${imported.module}.${imported.name}`, rest } : null;
    case "module":
      return { path: imported.module, rest };
    case "package": {
      const [root = ""] = dotted.split(".", 1);
      const fits = imported.modules.filter((each) => dotted.startsWith(`${each}.`));
      const path = fits.reduce((longest, each) => (each.length > longest.length ? each : longest), root);
      return { path, rest: dotted.slice(path.length + 1) };
    }
  }
}

function isModuleOf({ module, name }: { readonly module: string; readonly name: string }, known: Known): boolean {
  const analysis = known.get(module);
  if (analysis?.declares.includes(name) === true) return false;
  const passed = analysis?.imports.get(name);
  // A package that imports its own submodule binds just that.
  const isItself = passed?.kind === "name" && passed.module === module && passed.name === name;
  return (passed === undefined || isItself) && known.has(`${module}.${name}`);
}

/** The symbol behind a name of a module, followed through modules that only pass it on. */
function symbolOf(
  wanted: { readonly module: string; readonly name: string; readonly access: Access },
  known: Known,
): Symbol {
  let { module, name, access } = wanted;
  const seen = new Set<string>();
  for (;;) {
    const analysis = known.get(module);
    if (analysis === undefined) return external(module, name, access);
    if (analysis.declares.includes(name)) return declared(module, name, access);
    const passed = analysis.imports.get(name);
    if (passed === undefined || seen.has(`${module}.${name}`)) throw new Error(`${module} has no ${name}`);
    if (passed.kind !== "name" || isModuleOf(passed, known)) return moduleSymbol(moduleOf(passed), known);
    seen.add(`${module}.${name}`);
    ({ module, name } = passed);
    access = "name";
  }
}

function moduleOf(imported: Imported): string {
  if (imported.kind === "name") return `${imported.module}.${imported.name}`;
  return imported.kind === "module" ? imported.module : (imported.modules[0]?.split(".", 1)[0] ?? "");
}

/** A module used as a value: a symbol without a name of its own. */
function moduleSymbol(path: string, known: Known): Symbol {
  return known.has(path) ? declared(path, "", "attribute") : external(path, "", "attribute");
}
