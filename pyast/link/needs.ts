import type { FunctionDef } from "../nodes.ts";
import type { OpenModule } from "../program.ts";
import type { Scope } from "../scope.ts";
import type { Ref, Symbol } from "../symbol.ts";
import { lookup, placeInside, topPlace, type Place } from "./places.ts";
import { lastPart } from "./module-path.ts";

/** One thing that a module reaches by one local name: its own declaration, a builtin, a name or a module elsewhere. */
export interface Need {
  readonly kind: "own" | "builtin" | "name" | "module";
  /** The module it comes from; empty for what is our own or built in. */
  readonly module: string;
  /** Whether that module belongs to the program. */
  readonly ours: boolean;
  /** The name at home; empty where the module itself is meant. */
  readonly name: string;
  /** Whether running the module, or any function at any time, needs it. */
  value: boolean;
  /** Whether a checker needs it. */
  type: boolean;
  /** The functions that import it when they run. */
  readonly lazyIn: Set<FunctionDef<unknown>>;
  /** Where it is used. */
  readonly places: Set<Place>;
}

/** What a module needs, by key, in order of appearance. */
export type Needs = Map<string, Need>;

/** How a ref is reached from a module: the need it stands for, and what of it. */
export interface Reach {
  readonly key: string;
  readonly need: Omit<Need, "value" | "type" | "lazyIn" | "places">;
}

/** The need that a symbol means inside a module. */
export function reachOf(symbol: Symbol, module: OpenModule, own: ReadonlyMap<string, Symbol>): Reach {
  const declared = own.get(symbol.key);
  if (declared !== undefined) return reach("own", { module: "", ours: true, name: declared.name });
  switch (symbol.home.kind) {
    case "builtins":
      return reach("builtin", { module: "", ours: false, name: symbol.name });
    case "external": {
      const found = { module: symbol.home.module, ours: false };
      if (symbol.access === "attribute") return reach("module", { ...found, name: "" });
      return reach("name", { ...found, name: symbol.name });
    }
    case "module": {
      const { module: home, via } = symbol.home;
      if (via !== undefined && via !== module.path) return reach("module", { module: via, ours: true, name: "" });
      if (symbol.access === "attribute") return reach("module", { module: home, ours: true, name: "" });
      return reach("name", { module: home, ours: true, name: symbol.name });
    }
  }
}

function reach(kind: Need["kind"], rest: { module: string; ours: boolean; name: string }): Reach {
  return { key: `${kind} ${rest.module} ${rest.name}`, need: { kind, ...rest } };
}

/** Adds a use of something. */
export function addNeed(needs: Needs, { key, need }: Reach, use: { readonly use: Ref["use"]; readonly place: Place }): void {
  let known = needs.get(key);
  if (known === undefined) {
    known = { ...need, value: false, type: false, lazyIn: new Set(), places: new Set() };
    needs.set(key, known);
  }
  known.places.add(use.place);
  if (use.use === "type") known.type = true;
  else if (use.use === "lazy" && use.place.def !== null) known.lazyIn.add(use.place.def);
  else known.value = true;
}

/** Everything that the refs of a module need. */
export function needsOf(module: OpenModule, scope: Scope, reachFor: (symbol: Symbol) => Reach): Needs {
  const needs: Needs = new Map();
  const collect = (place: Place): void => {
    for (const each of place.scope.foreign) {
      const { symbol, use } = each as Ref;
      addNeed(needs, reachFor(symbol), { use, place });
    }
    for (const inner of place.scope.inner) collect(placeInside(inner, place));
  };
  const top = topPlace(scope);
  collect(top);
  for (const each of module.exports ?? []) addNeed(needs, reachFor(each), { use: "value", place: top });
  return needs;
}

/** The name a need would like to have in the module; a dotted `import a.b` binds only `a`. */
export function wishedName({ kind, module, ours, name }: Need): string {
  if (kind !== "module") return name;
  return ours ? lastPart(module) : (module.split(".", 1)[0] ?? module);
}

/** What a name means at the nearest binding between a place and the module's top: bound in a function, in a class, or not at all. */
export function shadowAt(name: string, place: Place): "function" | "class" | null {
  const found = lookup(name, place);
  if (found === null || found.scope.kind === "module") return null;
  return found.scope.kind === "class" ? "class" : "function";
}
