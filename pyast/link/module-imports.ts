import type { Expr, If, Import, ImportFrom, Module, Stmt } from "../nodes.ts";
import { boundNames, scopeOf, type Scope } from "../scope.ts";
import type { ModulePath, Use } from "../symbol.ts";
import { visit } from "../walk.ts";
import { importedModule, packageOf } from "./module-path.ts";
import { namesBoundBy } from "./name-uses.ts";

/** An ordinary parsed module of Python, with its place in a package. */
export interface ParsedModule {
  readonly path: ModulePath;
  /** Whether it is the `__init__.py` of a package. */
  readonly isPackage: boolean;
  readonly body: Module;
}

/** What an import statement binds a name to. */
export type Imported =
  /** `from module import name`: a name of a module, or a submodule. */
  | { readonly kind: "name"; readonly module: string; readonly name: string; readonly use: Use; readonly relative: boolean }
  /** `import module`, with or without `as`. */
  | { readonly kind: "module"; readonly module: string; readonly use: Use }
  /** `import a.b` binds `a`, and all of these may be reached through it. */
  | { readonly kind: "package"; readonly modules: readonly string[]; readonly use: Use };

/** What stands at the top level of a module, apart from its imports. */
export interface ModuleImports {
  readonly scope: Scope;
  /** The statements that stay, the docstring included. */
  readonly body: readonly Stmt[];
  /** By local name. */
  readonly imports: ReadonlyMap<string, Imported>;
  /** What `__all__` lists, or null without it. */
  readonly all: readonly string[] | null;
  /** The names that the remaining statements bind, in order. */
  readonly declares: readonly string[];
}

/** Takes the imports of a module out of its body. */
export function moduleImports(module: ParsedModule): ModuleImports {
  const { body } = module.body;
  const from = packageOf(module);
  const scope = scopeOf(module.body);
  const imports = new Map<string, Imported>();
  const kept: Stmt[] = [];
  let all: readonly string[] | null = null;
  const mentions = scope.binds.has("__all__") ? body.filter(mentionsAll) : [];
  for (const statement of body) {
    const names = mentions.length === 1 ? listedNames(statement) : null;
    if (names !== null) {
      all = names;
    } else if (isImport(statement)) {
      readImport(statement, { from, use: "value", into: imports });
    } else if (isTypeChecking(statement)) {
      const rest = readTypeChecking(statement, { from, into: imports });
      if (rest !== null) kept.push(rest);
    } else {
      kept.push(statement);
    }
  }
  const declares = [...new Set(kept.flatMap((each) => [...namesBoundBy(each)]))];
  for (const name of scope.globals) if (!imports.has(name) && !declares.includes(name)) declares.push(name);
  const twice = declares.find((name) => imports.has(name));
  if (twice !== undefined) throw new Error(`${module.path}: ${twice} is imported and also bound otherwise`);
  refuseRelative(kept, module.path);
  return { scope, body: kept, imports, all, declares };
}

/** Whether the statement is an import. */
export function isImport(statement: Stmt<unknown>): statement is Import | ImportFrom {
  return statement.kind === "Import" || statement.kind === "ImportFrom";
}

/** Adds what an import statement binds. */
export function readImport(
  statement: Import | ImportFrom,
  how: { readonly from: ModulePath; readonly use: Use; readonly into: Map<string, Imported> },
): void {
  const { from, use, into } = how;
  if (statement.kind === "ImportFrom") {
    if (statement.module === "__future__") return;
    const module = importedModule(from, statement);
    if (module === null) throw new Error(`${from}: a relative import leads outside`);
    const relative = statement.level > 0;
    for (const { name, asname } of statement.names) {
      if (name === "*") throw new Error(`${from}: \`import *\` hides names`);
      into.set(asname ?? name, { kind: "name", module, name, use, relative });
    }
    return;
  }
  for (const { name, asname } of statement.names) {
    if (asname !== null || !name.includes(".")) {
      const local = asname ?? name;
      const known = into.get(local);
      if (known?.kind === "package") into.set(local, { ...known, modules: [...known.modules, name] });
      else into.set(local, { kind: "module", module: name, use });
      continue;
    }
    const [first = name] = name.split(".");
    const known = into.get(first);
    const before = known?.kind === "package" ? known.modules : known?.kind === "module" ? [known.module] : [];
    into.set(first, { kind: "package", modules: [...before, name], use: known?.use === "value" ? "value" : use });
  }
}

/** Whether the statement is `if TYPE_CHECKING:`. */
function isTypeChecking(statement: Stmt<unknown>): statement is If {
  return statement.kind === "If" && isTypeCheckingTest(statement.test as Expr);
}

function isTypeCheckingTest(test: Expr): boolean {
  return (
    (test.kind === "Name" && test.id === "TYPE_CHECKING") ||
    (test.kind === "Attribute" && test.attr === "TYPE_CHECKING")
  );
}

/** Takes out the imports that only a checker needs; what has a counterpart in `else:` stays as it is. */
function readTypeChecking(
  statement: If,
  how: { readonly from: ModulePath; readonly into: Map<string, Imported> },
): If | null {
  const elsewhere = boundNames(statement.orelse);
  const rest = statement.body.filter((each) => {
    if (!isImport(each) || [...boundNames([each])].some((name) => elsewhere.has(name))) return true;
    readImport(each, { ...how, use: "type" });
    return false;
  });
  if (rest.length === statement.body.length) return statement;
  if (rest.length > 0) return { ...statement, body: rest };
  return statement.orelse.length === 0 ? null : { ...statement, body: [{ kind: "Pass" }] };
}

function mentionsAll(statement: Stmt): boolean {
  const { binds, free, globals } = scopeOf([statement]);
  return binds.has("__all__") || free.has("__all__") || globals.has("__all__");
}

function listedNames(statement: Stmt): readonly string[] | null {
  if (statement.kind !== "Assign") return null;
  const [target] = statement.targets;
  if (target?.kind !== "Name" || target.id !== "__all__") return null;
  if (statement.value.kind !== "List" && statement.value.kind !== "Tuple") return null;
  return statement.value.elts.flatMap((each) =>
    each.kind === "Constant" && typeof each.value === "string" ? [each.value] : [],
  );
}

function refuseRelative(statements: readonly Stmt[], path: ModulePath): void {
  for (const statement of statements) {
    visit(statement, (node) => {
      if (node.kind === "FunctionDef") return false;
      if (node.kind === "ImportFrom" && node.level > 0) {
        throw new Error(`${path}: a relative import cannot stand inside a statement with alternatives`);
      }
      return true;
    });
  }
}
