import type { CutModule } from "./cut.ts";
import { frozenUses, type FrozenNode, type FrozenProgram, type FrozenSymbol } from "./frozen.ts";
import type { Stmt } from "./nodes.ts";
import { builtin, declared, external, ref, type ModulePath, type Ref, type Symbol } from "./symbol.ts";
import { layoutOf, type FieldLayout } from "./walk.ts";

/** The modules of a frozen program, with `root` as their top package; statements are made when they are asked for. */
export function thaw(program: FrozenProgram, root: ModulePath): readonly CutModule[] {
  const symbols: Symbol[] = [];
  const symbol = (place: number): Symbol => (symbols[place] ??= symbolAt(program.symbols[place], root));
  const key = (place: number): string => symbol(place).key;

  const node = (frozen: FrozenNode): unknown => {
    if (typeof frozen === "number") {
      const use = frozen % frozenUses.length;
      return ref(symbol((frozen - use) / frozenUses.length), frozenUses[use]);
    }
    const fields = layoutOf(frozen[0]);
    const made: Record<string, unknown> = { kind: frozen[0] };
    fill(made, frozen, fields, 1);
    if (frozen.length > fields.length + 1) made["comments"] = frozen[fields.length + 1];
    return made;
  };
  const fill = (made: Record<string, unknown>, from: readonly unknown[], fields: readonly FieldLayout[], start: number): void => {
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index];
      if (field !== undefined) made[field.name] = value(from[start + index], field);
    }
  };
  const value = (frozen: unknown, { holds, fields }: FieldLayout): unknown => {
    if (frozen === null || holds === "scalar") return frozen;
    if (holds === "node") return node(frozen as FrozenNode);
    if (holds === "nodes") return (frozen as readonly FrozenNode[]).map(node);
    return (frozen as readonly (readonly unknown[])[]).map((each) => {
      const made: Record<string, unknown> = {};
      fill(made, each, fields, 0);
      return made;
    });
  };
  const statement = (frozen: FrozenNode): Stmt<Ref> => node(frozen) as Stmt<Ref>;

  return program.modules.map(({ path, isPackage, declares, exports, docstring, parts }) => ({
    path: root + path,
    isPackage,
    declares: declares.map(symbol),
    ...(exports === null ? {} : { exports: exports.map(symbol) }),
    docstring: docstring === null ? null : statement(docstring),
    parts: parts.map((part) => ({
      declares: part.declares.map(symbol),
      statements: () => (JSON.parse(part.statements) as readonly FrozenNode[]).map(statement),
      needs: () => part.needs.map(key),
      touches: () => new Set(part.touches.map(key)),
    })),
  }));
}

function symbolAt(frozen: FrozenSymbol | undefined, root: ModulePath): Symbol {
  if (frozen === undefined) throw new Error("a frozen symbol is missing");
  const [home, name, access] = frozen;
  if (home === "") return builtin(name);
  return home.startsWith(".") ? declared(root + (home === "." ? "" : home), name, access) : external(home, name, access);
}
