import type { Import, ImportFrom, Stmt } from "../nodes.ts";
import type { ModulePath } from "../symbol.ts";
import { isImport, readImport, type Imported } from "./module-imports.ts";
import type { Place } from "./places.ts";

/** The imports that stand inside functions and become lazy refs. */
export interface LocalImports {
  /** Takes them out of a function's statements. */
  readonly take: (body: readonly Stmt<unknown>[], place: Place) => readonly Stmt<unknown>[];
  /** What a name bound at that place was imported as. */
  readonly find: (name: string, place: Place) => Imported | undefined;
}

/**
 * Imports of our own modules become lazy wherever they stand; those of other modules when they open the function,
 * since only there does moving them change nothing.
 */
export function localImports(from: ModulePath): LocalImports {
  const tables = new Map<unknown, Map<string, Imported>>();

  const strip = (body: readonly Stmt<unknown>[], into: Map<string, Imported>): readonly Stmt<unknown>[] => {
    const rest = body.flatMap((each): readonly Stmt<unknown>[] => {
      if (isOurs(each)) {
        readImport(each, { from, use: "lazy", into });
        return [];
      }
      return [stripInside(each, (statements) => strip(statements, into))];
    });
    return rest.length === 0 && body.length > 0 ? [{ kind: "Pass" }] : rest;
  };

  const take = (body: readonly Stmt<unknown>[], place: Place): readonly Stmt<unknown>[] => {
    const table = new Map<string, Imported>();
    tables.set(place.scope.node, table);
    const start = isDocstring(body[0]) ? 1 : 0;
    let end = start;
    for (let next = body[end]; next !== undefined && isImport(next); next = body[end]) {
      readImport(next, { from, use: "lazy", into: table });
      end += 1;
    }
    return strip([...body.slice(0, start), ...body.slice(end)], table);
  };

  return { take, find: (name, place) => tables.get(place.scope.node)?.get(name) };
}

function isOurs(statement: Stmt<unknown>): statement is Import | ImportFrom {
  return statement.kind === "ImportFrom" && statement.level > 0;
}

function isDocstring(statement: Stmt<unknown> | undefined): boolean {
  if (statement?.kind !== "Expr") return false;
  const value = statement.value as { readonly kind?: unknown; readonly value?: unknown };
  return value.kind === "Constant" && typeof value.value === "string";
}

type Strip = (body: readonly Stmt<unknown>[]) => readonly Stmt<unknown>[];

function stripInside(statement: Stmt<unknown>, strip: Strip): Stmt<unknown> {
  switch (statement.kind) {
    case "If":
    case "For":
    case "While":
      return { ...statement, body: strip(statement.body), orelse: strip(statement.orelse) };
    case "With":
      return { ...statement, body: strip(statement.body) };
    case "Try":
      return {
        ...statement,
        body: strip(statement.body),
        orelse: strip(statement.orelse),
        finalbody: strip(statement.finalbody),
        handlers: statement.handlers.map((each) => ({ ...each, body: strip(each.body) })),
      };
    default:
      return statement;
  }
}
