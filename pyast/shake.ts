import { isText, partsOf, type Part } from "./link/parts.ts";
import type { Expr, Stmt } from "./nodes.ts";
import type { OpenModule, OpenProgram } from "./program.ts";
import type { Ref, Symbol } from "./symbol.ts";
import { visit, type Tree } from "./walk.ts";

/** What may be dropped. */
export interface ShakeOptions {
  /** Whether a module may lose statements; all may when left out. The others stay whole and are roots themselves. */
  readonly shakeable?: (module: OpenModule) => boolean;
}

interface Entry {
  readonly part: Part;
  readonly module: OpenModule;
}

/**
 * Keeps of the shakeable modules only the top-level statements that the roots reach; modules left empty vanish. A
 * statement that binds nothing stays when something stays that it touches.
 */
export function shake(program: OpenProgram, roots: readonly Symbol[], options: ShakeOptions = {}): OpenProgram {
  const isShakeable = options.shakeable ?? ((): boolean => true);
  const shakeable = program.modules.filter(isShakeable);
  const cut = new Map(shakeable.map((module) => [module, partsOf(module)]));
  const declaring = new Map<string, Entry[]>();
  const touching = new Map<string, Entry[]>();
  const untied: Entry[] = [];
  for (const [module, { parts }] of cut) {
    for (const part of parts) {
      const entry = { part, module };
      for (const { key } of part.declares) add(declaring, key, entry);
      if (part.declares.length > 0) continue;
      const touched = touchedKeys(part, module);
      for (const key of touched) add(touching, key, entry);
      if (touched.size === 0) untied.push(entry);
    }
  }

  const kept = new Set<Part>();
  const reached = new Set<string>();
  const live = new Set<OpenModule>();
  const waiting: string[] = roots.map((each) => each.key);
  const keep = ({ part, module }: Entry): void => {
    if (kept.has(part)) return;
    kept.add(part);
    waiting.push(...neededKeys(part.statements, module), ...part.declares.map((each) => each.key));
    if (live.has(module)) return;
    live.add(module);
    for (const entry of untied) if (entry.module === module) keep(entry);
  };
  for (const module of program.modules) {
    if (isShakeable(module)) continue;
    waiting.push(...neededKeys(module.body.body, module), ...(module.exports ?? []).map((each) => each.key));
  }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    for (const entry of declaring.get(key) ?? []) keep(entry);
    for (const entry of touching.get(key) ?? []) keep(entry);
  }

  const remaining = program.modules.flatMap((module) => {
    const parts = cut.get(module);
    if (parts === undefined) return [module];
    const statements = parts.parts.filter((part) => kept.has(part)).flatMap((part) => part.statements);
    if (statements.length === 0 && !module.isPackage) return [];
    const body = parts.docstring === null ? statements : [parts.docstring, ...statements];
    const declares = module.declares.filter((each) => reached.has(each.key));
    const exports = module.exports?.filter((each) => reached.has(each.key));
    const shaken: OpenModule = { ...module, body: { kind: "Module", body }, declares };
    return [exports === undefined ? shaken : { ...shaken, exports }];
  });
  return { modules: withoutEmptyPackages(remaining, new Set(shakeable.map((each) => each.path))) };
}

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [entry]);
  else known.push(entry);
}

/** A package without statements of its own stays as long as a module stands in it. */
function withoutEmptyPackages(modules: readonly OpenModule[], shaken: ReadonlySet<string>): readonly OpenModule[] {
  return modules.filter((module) => {
    if (!module.isPackage || !shaken.has(module.path) || module.body.body.some((each) => !isText(each))) return true;
    return modules.some((each) => each.path.startsWith(`${module.path}.`));
  });
}

/** The keys of every symbol that statements of a module mention. */
export function neededKeys(statements: readonly Stmt<Ref>[], module: OpenModule): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const statement of statements) {
    visit<Ref>(statement, (node) => {
      if (node.kind === "Ref") keys.add(node.symbol.key);
      else if (node.kind === "Global") addNames(node.names, module, keys);
      else if (node.kind === "keyword" && node.arg === "bound" && isString(node.value)) {
        addNames([node.value.value], module, keys);
      }
    });
  }
  return keys;
}

function isString(node: Tree<Ref>): node is { readonly kind: "Constant"; readonly value: string } {
  return node.kind === "Constant" && typeof node.value === "string";
}

/** `global x` and `TypeVar("T", bound="X")` mean declarations of the module by their bare names. */
function addNames(names: readonly string[], module: OpenModule, keys: Set<string>): void {
  for (const { name, key } of module.declares) if (names.includes(name)) keys.add(key);
}

/** What a statement without declarations acts on: what it assigns into, else everything of its module that it mentions. */
function touchedKeys(part: Part, module: OpenModule): ReadonlySet<string> {
  const own = new Set(module.declares.map((each) => each.key));
  const targets = part.statements.flatMap(targetsOf);
  const nodes: readonly Tree<Ref>[] = targets.length > 0 ? targets : part.statements;
  const touched = new Set<string>();
  for (const node of nodes) {
    visit<Ref>(node, (each) => {
      if (each.kind === "Ref" && own.has(each.symbol.key)) touched.add(each.symbol.key);
    });
  }
  return touched;
}

function targetsOf(statement: Stmt<Ref>): readonly Expr<Ref>[] {
  const targets =
    statement.kind === "Assign" || statement.kind === "Delete"
      ? statement.targets
      : statement.kind === "AugAssign" || statement.kind === "AnnAssign"
        ? [statement.target]
        : [];
  return targets.flatMap((each) => rootOf(each) ?? []);
}

/** The name before the dots and brackets of a target. */
function rootOf(target: Expr<Ref>): Expr<Ref> | undefined {
  if (target.kind === "Attribute" || target.kind === "Subscript") return rootOf(target.value);
  return target.kind === "Ref" ? target : undefined;
}
