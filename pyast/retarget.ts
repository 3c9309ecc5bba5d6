import type { OpenProgram } from "./program.ts";
import type { Ref, Symbol } from "./symbol.ts";
import { rewrite, type Tree } from "./walk.ts";

/** The program with another library in the place of one: `httpx` instead of `httpx2`, whose names are the same. */
export function retarget(program: OpenProgram, from: string, to: string): OpenProgram {
  if (from === to) return program;
  const moved = new Map<Symbol, Ref["symbol"]>();
  const move = (symbol: Symbol): Symbol => {
    if (symbol.home.kind !== "external") return symbol;
    const module = moduleName(symbol.home.module, from, to);
    if (module === symbol.home.module) return symbol;
    let result = moved.get(symbol);
    if (result === undefined) {
      result = { ...symbol, key: `${module}.${symbol.name}`, home: { kind: "external", module } };
      moved.set(symbol, result);
    }
    return result;
  };

  const edit = (node: Tree<Ref>): Tree<Ref> => {
    switch (node.kind) {
      case "Ref": {
        const symbol = move(node.symbol);
        return symbol === node.symbol ? node : { ...node, symbol };
      }
      case "Import":
        return {
          ...node,
          names: node.names.map((each) => {
            const name = moduleName(each.name, from, to);
            if (name === each.name) return each;
            // The statements around it know the old name.
            return { ...each, name, asname: each.asname ?? (each.name === from ? from : null) };
          }),
        };
      case "ImportFrom":
        if (node.level > 0 || node.module === null) return node;
        return { ...node, module: moduleName(node.module, from, to) };
      default:
        return node;
    }
  };
  return {
    modules: program.modules.map((module) => ({ ...module, body: rewrite<Ref>(module.body, edit) })),
  };
}

function moduleName(module: string, from: string, to: string): string {
  if (module === from) return to;
  return module.startsWith(`${from}.`) ? `${to}${module.slice(from.length)}` : module;
}
