import type { Assign, If, Import, ImportFrom, Stmt } from "../nodes.ts";
import type { Tree } from "../walk.ts";
import { compareListed, importStatements, type ImportedName } from "./import-order.ts";
import { namesBoundBy } from "./name-uses.ts";

/** What goes around the statements of a linked module. */
export interface Surroundings {
  /** Whether `from __future__ import annotations` comes first. */
  readonly future: boolean;
  readonly imports: readonly ImportedName[];
  /** `if TYPE_CHECKING:` with the imports that only checkers need. */
  readonly guarded: If | null;
  /** Whether the module binds TYPE_CHECKING itself, so that the guard stands after that. */
  readonly guardIsOwn: boolean;
  /** Second names of declarations, by the first. */
  readonly aliases: ReadonlyMap<string, string>;
  /** What `__all__` lists. */
  readonly exports: readonly string[] | null;
  readonly firstParty: ReadonlySet<string>;
}

/** Puts a module together: docstring, imports, what only checkers import, the statements, `__all__`. */
export function assemble(body: readonly Stmt[], parts: Surroundings): readonly Stmt[] {
  const start = isText(body[0]) ? 1 : 0;
  let end = start;
  const written: ImportedName[] = [];
  for (let next = body[end]; next !== undefined && isBareImport(next); next = body[end]) {
    written.push(...namesOf(next));
    end += 1;
  }
  const names = [...parts.imports, ...written];
  const rest = withAliases(body.slice(end), parts.aliases);
  const all = parts.exports === null ? [] : [allStatement(parts.exports)];
  if (parts.future && rest.length + names.length + all.length > 0) {
    names.push({ level: 0, module: "__future__", name: "annotations", asname: null });
  }
  const guarded = parts.guarded === null ? [] : [parts.guarded];
  const own = parts.guardIsOwn ? rest.findIndex((each) => bindsName(each, "TYPE_CHECKING")) + 1 : 0;
  return [
    ...body.slice(0, start),
    ...importStatements(names, parts.firstParty),
    ...rest.slice(0, own),
    ...guarded,
    ...rest.slice(own),
    ...all,
  ];
}

/** An import that the tree itself brings at its start joins ours, unless a comment holds it in its place. */
function isBareImport(statement: Stmt): statement is Import | ImportFrom {
  return (statement.kind === "Import" || statement.kind === "ImportFrom") && statement.comments === undefined;
}

function namesOf(statement: Import | ImportFrom): readonly ImportedName[] {
  if (statement.kind === "Import") {
    return statement.names.map(({ name, asname }) => ({ level: 0, module: name, name: null, asname }));
  }
  const { level, module } = statement;
  return statement.names.map(({ name, asname }) => ({ level, module, name, asname }));
}

function withAliases(body: readonly Stmt[], aliases: ReadonlyMap<string, string>): readonly Stmt[] {
  if (aliases.size === 0) return body;
  const result = [...body];
  for (const [name, alias] of aliases) {
    let at = result.findLastIndex((each) => bindsName(each, name)) + 1;
    while (isText(result[at])) at += 1;
    const statement: Assign = { kind: "Assign", targets: [{ kind: "Name", id: alias }], value: { kind: "Name", id: name } };
    result.splice(at, 0, statement);
  }
  return result;
}

function bindsName(statement: Stmt, name: string): boolean {
  return [...namesBoundBy(statement)].includes(name);
}

function allStatement(names: readonly string[]): Stmt {
  const elts = [...new Set(names)].sort(compareListed).map((value) => ({ kind: "Constant", value }) as const);
  return { kind: "Assign", targets: [{ kind: "Name", id: "__all__" }], value: { kind: "List", elts } };
}

/** Whether the statement is text alone. */
export function isText(statement: Stmt<unknown> | undefined): boolean {
  if (statement?.kind !== "Expr") return false;
  const value = statement.value as Tree;
  return value.kind === "Constant" && typeof value.value === "string";
}
