import { rewrite, thaw, type CutModule, type CutPart, type FrozenProgram, type Ref, type Symbol } from "../../pyast/index.ts";
import type { LowerContext } from "./context.ts";
import { numberKind } from "./models/types.ts";
import frozen from "../runtime/frozen.gen.json" with { type: "json" };

/** What reads and writes JSON where decimals travel as numbers, by what does elsewhere: both of `texts`, both of `exact`. */
const exactNames = new Map([
  ["json_value", "exact_value"],
  ["json_bytes", "exact_bytes"],
]);

/** The runtime as modules of the package: `museum._runtime.codecs` and so on, with the blocking halves beside the awaiting ones. */
export function runtimeModules(lower: LowerContext): readonly CutModule[] {
  const { symbols } = lower;
  // The JSON is what scripts/freeze-runtime wrote from our own source.
  const modules = thaw(frozen as unknown as FrozenProgram, `${symbols.root}._runtime`);
  if (!hasExactNumbers(lower)) return modules;
  const exact = new Map([...exactNames].map(([name, standIn]) => [symbols.runtime("texts", name).key, symbols.runtime("exact", standIn)] as const));
  // `exact` is made of `texts`, which goes on by itself.
  return modules.map((module) => ({ ...module, parts: module.path.endsWith(".texts") ? module.parts : module.parts.map((part) => replaced(part, exact)) }));
}

/** Whether a number of the document is a decimal. */
function hasExactNumbers(lower: LowerContext): boolean {
  return Object.values(lower.api.schemas).some((schema) => schema.kind === "primitive" && schema.type === "number" && numberKind(lower, schema) === "decimal");
}

/** A part of a module with other symbols in the places of some. */
function replaced(part: CutPart, standIns: ReadonlyMap<string, Symbol>): CutPart {
  return {
    ...part,
    statements: () => part.statements().map((each) => rewrite<Ref>(each, (node) => (node.kind === "Ref" ? { ...node, symbol: standIns.get(node.symbol.key) ?? node.symbol } : node))),
    needs: () => [...part.needs()].map((key) => standIns.get(key)?.key ?? key),
  };
}
