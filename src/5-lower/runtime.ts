import { thaw, type CutModule, type FrozenProgram } from "../../pyast/index.ts";
import frozen from "../runtime/frozen.gen.json" with { type: "json" };

/** The runtime as modules of the package `root`: `museum._runtime.codecs` and so on, with the blocking halves beside the awaiting ones. */
export function runtimeModules(root: string): readonly CutModule[] {
  // The JSON is what scripts/freeze-runtime wrote from our own source.
  return thaw(frozen as unknown as FrozenProgram, `${root}._runtime`);
}
