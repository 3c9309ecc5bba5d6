import { rewrite, type OpenProgram, type Ref, type Symbol, type Tree } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { lazyClient } from "./functions.ts";

/** What stands in for parts of the runtime that only client classes need: [module, name] by [module, name]. */
const standInNames = [
  ["retry", "async_pause", "session", "loop_pause"],
  ["interop", "pydantic_schema", "unchecked", "unchecked_schema"],
] as const;

/** By the key of what only client classes need: what functions have in its place. */
export function standInsOf(lower: LowerContext): ReadonlyMap<string, Symbol> {
  const { symbols } = lower;
  return new Map([
    [symbols.runtime("transport", "AsyncTransport").key, lazyClient(lower)],
    ...standInNames.map(([module, name, inModule, inName]) => [symbols.runtime(module, name).key, symbols.runtime(inModule, inName)] as const),
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
