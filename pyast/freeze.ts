import { cutModule } from "./cut.ts";
import { frozenUses, type FrozenModule, type FrozenNode, type FrozenProgram, type FrozenSymbol } from "./frozen.ts";
import { grammar } from "./grammar.ts";
import type { OpenProgram } from "./program.ts";
import type { ModulePath, Ref, Symbol } from "./symbol.ts";
import { isKind } from "./walk.ts";

type Loose = Readonly<Record<string, unknown>>;

/** The program as data. `root` is its top package, whose name is left open. */
export function freeze(program: OpenProgram, root: ModulePath): FrozenProgram {
  const symbols: FrozenSymbol[] = [];
  const places = new Map<string, number>();
  const relative = (path: ModulePath): string => path.slice(root.length);
  const place = (symbol: Symbol): number => {
    let known = places.get(`${symbol.access} ${symbol.key}`);
    if (known === undefined) {
      known = symbols.push([homeOf(symbol, relative), symbol.name, symbol.access]) - 1;
      places.set(`${symbol.access} ${symbol.key}`, known);
    }
    return known;
  };

  const node = (value: unknown): FrozenNode => {
    const tree = value as Ref | (Loose & { readonly kind: string });
    if (isRef(tree)) return place(tree.symbol) * frozenUses.length + frozenUses.indexOf(tree.use);
    if (!isKind(tree.kind)) throw new TypeError(`no such node: ${tree.kind}`);
    const comments = tree["comments"];
    return [tree.kind, ...fields(tree, grammar[tree.kind].fields), ...(comments === undefined ? [] : [comments])];
  };
  const fields = (value: Loose, types: Loose): readonly unknown[] =>
    Object.entries(types).map(([name, type]) => field(value[name], type));
  const field = (value: unknown, type: unknown): unknown => {
    if (typeof type !== "string") {
      const [types] = type as readonly Loose[];
      return (value as readonly Loose[]).map((each) => fields(each, types ?? {}));
    }
    if (value === null || !holdsNodes(type)) return value;
    return type.endsWith("*") ? (value as readonly unknown[]).map(node) : node(value);
  };

  const own = new Map(program.modules.flatMap((each) => each.declares.map((symbol) => [symbol.key, symbol])));
  const modules = program.modules.map((module): FrozenModule => {
    const cut = cutModule(module);
    const known = (keys: Iterable<string>): readonly number[] => [...keys].flatMap((key) => own.get(key) ?? []).map(place);
    return {
      path: relative(module.path),
      isPackage: module.isPackage,
      declares: module.declares.map(place),
      exports: module.exports?.map(place) ?? null,
      docstring: cut.docstring === null ? null : node(cut.docstring),
      parts: cut.parts.map((part) => ({
        declares: part.declares.map(place),
        needs: known(part.needs()),
        touches: part.declares.length > 0 ? [] : known(part.touches()),
        statements: JSON.stringify(part.statements().map(node)),
      })),
    };
  });
  return { symbols, modules };
}

function homeOf({ home }: Symbol, relative: (path: ModulePath) => string): string {
  switch (home.kind) {
    case "builtins":
      return "";
    case "external":
      return home.module;
    case "module":
      return relative(home.module) || ".";
  }
}

function isRef(node: { readonly kind: string }): node is Ref {
  return node.kind === "Ref";
}

const sorts: ReadonlySet<string> = new Set(Object.values(grammar).map(({ sort }) => sort));

/** Whether fields of the type hold nodes. */
function holdsNodes(type: string): boolean {
  return sorts.has(type.replace(/[?*]$/, ""));
}
