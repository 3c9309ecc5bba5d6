import { resolveAll, type Module, type OpenModule } from "../../pyast/index.ts";
import frozen from "../runtime/frozen.gen.json" with { type: "json" };

/** The package that the runtime's source is written as. */
const sourceRoot = "pysdk_runtime";

interface FrozenModule {
  readonly path: string;
  readonly isPackage: boolean;
  readonly body: Module;
}

/** The runtime as modules of the package `root`: `museum._runtime.codecs` and so on. */
export function runtimeModules(root: string): readonly OpenModule[] {
  // The JSON is what scripts/freeze-runtime wrote from our own source: its shape is that of the nodes.
  const modules = frozen.modules as unknown as readonly FrozenModule[];
  const moved = modules.map((module) => ({ ...module, path: `${root}._runtime${module.path.slice(sourceRoot.length)}` }));
  return resolveAll(moved).modules;
}
