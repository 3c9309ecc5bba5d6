import { partsOf, type Part } from "./link/parts.ts";
import type { Expr, Stmt } from "./nodes.ts";
import type { OpenModule } from "./program.ts";
import type { Ref, Symbol } from "./symbol.ts";
import { visit, type Tree } from "./walk.ts";

/** A module cut into parts that may stay or go. */
export interface CutModule extends Omit<OpenModule, "body"> {
  readonly docstring: Stmt<Ref> | null;
  readonly parts: readonly CutPart[];
}

/** Statements that stay or go together, and what keeps others because of them. */
export interface CutPart {
  /** The symbols of the module that these statements bind. */
  readonly declares: readonly Symbol[];
  /** The statements; only parts that stay are asked for them. */
  readonly statements: () => readonly Stmt<Ref>[];
  /** The keys of what the statements mention. */
  readonly needs: () => Iterable<string>;
  /** For a part that binds nothing: the keys of the module's own symbols that it acts on. */
  readonly touches: () => ReadonlySet<string>;
}

/** Cuts a module. */
export function cutModule(module: OpenModule): CutModule {
  const { body: _, ...header } = module;
  const { docstring, parts } = partsOf(module);
  return {
    ...header,
    docstring,
    parts: parts.map((part) => ({
      declares: part.declares,
      statements: () => part.statements,
      needs: () => neededKeys(part.statements, module),
      touches: () => touchedKeys(part, module),
    })),
  };
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
