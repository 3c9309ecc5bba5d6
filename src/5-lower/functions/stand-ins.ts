import { rewrite, type OpenProgram, type Ref, type Symbol, type Tree } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { lazyClient } from "./functions.ts";

/** What stands in for parts of the runtime that only client classes need: [module, name] by [module, name]. */
const standInNames = [
  ["interop", "pydantic_schema", "unchecked", "unchecked_schema"],
] as const;

/** What stands in for quick parts and rich errors where all of it is one module: the same with more steps and fewer lines; in modules of their own, some would import each other. */
const plainNames = [
  ["retry", "async_pause", "session", "loop_pause"],
  ["failures", "status_failure", "failures", "answered_failure"],
  ["models", "native_attribute", "models", "Field"],
  ["scalars", "QuickKind", "scalars", "TextKind"],
  ["views", "QuickListView", "views", "ListView"],
] as const;

/** By the key of what only client classes need: what functions have in its place; with the plain parts where lines count. */
export function standInsOf(lower: LowerContext, parts: "quick" | "plain"): ReadonlyMap<string, Symbol> {
  const { symbols } = lower;
  const names = parts === "plain" ? [...standInNames, ...plainNames] : standInNames;
  return new Map([
    [symbols.runtime("transport", "AsyncTransport").key, lazyClient(lower)],
    ...names.map(([module, name, inModule, inName]) => [symbols.runtime(module, name).key, symbols.runtime(inModule, inName)] as const),
  ]);
}

/** The program with the stand-ins in their places. */
export function withStandIns(program: OpenProgram, standIns: ReadonlyMap<string, Symbol>): OpenProgram {
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    const symbol = node.kind === "Ref" ? standIns.get(node.symbol.key) : undefined;
    return symbol === undefined || node.kind !== "Ref" ? node : { ...node, symbol };
  };
  return { modules: program.modules.map((module) => ({ ...module, body: rewrite<Ref>(module.body, edit) })) };
}
