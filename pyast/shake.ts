import { cutModule, type CutModule, type CutPart } from "./cut.ts";
import { isText } from "./link/parts.ts";
import type { OpenModule, OpenProgram } from "./program.ts";
import type { Symbol } from "./symbol.ts";
import { neededKeys } from "./cut.ts";

/** What may be dropped. */
export interface ShakeOptions {
  /** Whether a module may lose statements; all may when left out. The others stay whole and are roots themselves. */
  readonly shakeable?: (module: OpenModule) => boolean;
}

interface Entry {
  readonly part: CutPart;
  readonly module: CutModule;
}

/**
 * Keeps of the shakeable modules, and of those that come cut, only the top-level statements that the roots reach; modules
 * left empty vanish. A statement that binds nothing stays when something stays that it touches.
 */
export function shake(
  program: { readonly modules: readonly (OpenModule | CutModule)[] },
  roots: readonly Symbol[],
  options: ShakeOptions = {},
): OpenProgram {
  const isShakeable = options.shakeable ?? ((): boolean => true);
  const modules = program.modules.map((each) => ("parts" in each || !isShakeable(each) ? each : cutModule(each)));
  const declaring = new Map<string, Entry[]>();
  const touching = new Map<string, Entry[]>();
  const untied: Entry[] = [];
  const waiting: string[] = roots.map((each) => each.key);
  for (const module of modules) {
    if (!("parts" in module)) continue;
    for (const part of module.parts) {
      const entry = { part, module };
      for (const { key } of part.declares) add(declaring, key, entry);
      if (part.declares.length > 0) continue;
      const touched = part.touches();
      for (const key of touched) add(touching, key, entry);
      if (touched.size === 0) untied.push(entry);
    }
  }

  const kept = new Set<CutPart>();
  const reached = new Set<string>();
  const live = new Set<CutModule>();
  const keep = ({ part, module }: Entry): void => {
    if (kept.has(part)) return;
    kept.add(part);
    waiting.push(...part.needs(), ...part.declares.map((each) => each.key));
    if (live.has(module)) return;
    live.add(module);
    for (const entry of untied) if (entry.module === module) keep(entry);
  };
  for (const module of modules) {
    if ("parts" in module) continue;
    waiting.push(...neededKeys(module.body.body, module), ...(module.exports ?? []).map((each) => each.key));
  }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    for (const entry of declaring.get(key) ?? []) keep(entry);
    for (const entry of touching.get(key) ?? []) keep(entry);
  }

  const remaining = modules.flatMap((module): readonly OpenModule[] => {
    if (!("parts" in module)) return [module];
    const { docstring, parts, ...header } = module;
    const statements = parts.filter((part) => kept.has(part)).flatMap((part) => part.statements());
    if (statements.length === 0 && !module.isPackage) return [];
    const body = docstring === null ? statements : [docstring, ...statements];
    const declares = module.declares.filter((each) => reached.has(each.key));
    const exports = module.exports?.filter((each) => reached.has(each.key));
    const shaken: OpenModule = { ...header, body: { kind: "Module", body }, declares };
    return [exports === undefined ? shaken : { ...shaken, exports }];
  });
  return { modules: withoutEmptyPackages(remaining, new Set(modules.flatMap((each) => ("parts" in each ? [each.path] : [])))) };
}

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [entry]);
  else known.push(entry);
}

/** A package without statements of its own stays as long as a module stands in it. */
function withoutEmptyPackages(modules: readonly OpenModule[], shaken: ReadonlySet<string>): readonly OpenModule[] {
  return modules.filter((module) => {
    if (!module.isPackage || !shaken.has(module.path) || module.body.body.some((each) => !isText(each))) return true;
    return modules.some((each) => each.path.startsWith(`${module.path}.`));
  });
}
