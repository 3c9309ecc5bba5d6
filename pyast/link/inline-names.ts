import { scopeOf } from "../scope.ts";
import type { Ref, Symbol } from "../symbol.ts";
import type { Part } from "./parts.ts";
import { placedRewrite, type Place } from "./places.ts";
import { shadowAt } from "./needs.ts";

/** How names are chosen where many modules meet. */
export interface InlineNaming {
  readonly keepsName?: (symbol: Symbol) => boolean;
  readonly nameFor?: (symbol: Symbol) => string | undefined;
}

/**
 * A name for each declaration, by key. Names that are kept come first, and only give way to each other, with a number;
 * the others give way, with an underscore, to them, to builtins and imports that are used, and to names that would hide
 * them.
 */
export function inlineNames(
  parts: readonly Part[],
  declares: readonly Symbol[],
  naming: InlineNaming,
): ReadonlyMap<string, string> {
  const { places, taken } = usage(parts, new Set(declares.map((each) => each.key)));
  const names = new Map<string, string>();
  const used = new Set<string>();
  const choose = (symbol: Symbol, candidates: Iterable<string>, isFree: (name: string) => boolean): void => {
    for (const name of candidates) {
      if (used.has(name) || !isFree(name)) continue;
      used.add(name);
      names.set(symbol.key, name);
      return;
    }
  };
  const isKept = (symbol: Symbol): boolean => symbol.inlineName === undefined && naming.keepsName?.(symbol) === true;
  for (const symbol of declares) if (isKept(symbol)) choose(symbol, numbered(symbol.name), () => true);
  for (const symbol of declares) {
    if (isKept(symbol)) continue;
    const wish = naming.nameFor?.(symbol) ?? symbol.inlineName ?? symbol.name;
    const isFree = (name: string): boolean =>
      !taken.has(name) && (places.get(symbol.key) ?? []).every((each) => shadowAt(name, each) === null);
    choose(symbol, wish.startsWith("_") ? numbered(wish) : underscored(wish), isFree);
  }
  return names;
}

/** `x`, `x2`, `x3` and so on. */
function* numbered(name: string): Generator<string> {
  yield name;
  for (let count = 2; ; count += 1) yield `${name}${count}`;
}

/** `x`, `_x`, `_x2` and so on. */
function* underscored(name: string): Generator<string> {
  yield name;
  yield* numbered(`_${name}`);
}

/** Where each declaration is used, and the names that the parts use otherwise. */
function usage(
  parts: readonly Part[],
  declared: ReadonlySet<string>,
): { readonly places: ReadonlyMap<string, readonly Place[]>; readonly taken: ReadonlySet<string> } {
  const places = new Map<string, Place[]>();
  const taken = new Set<string>();
  for (const { statements } of parts) {
    const scope = scopeOf(statements);
    for (const name of scope.free) taken.add(name);
    const { statement } = placedRewrite(scope, {
      enter: (node, place) => {
        if ((node as { readonly kind: string }).kind !== "Ref") return undefined;
        const { symbol } = node as Ref;
        if (declared.has(symbol.key)) {
          const known = places.get(symbol.key);
          if (known === undefined) places.set(symbol.key, [place]);
          else if (known.at(-1) !== place) known.push(place);
        } else if (symbol.home.kind === "external" && symbol.access === "attribute") {
          taken.add(symbol.home.module.split(".", 1)[0] ?? symbol.home.module);
        } else {
          taken.add(symbol.name);
        }
        return node;
      },
    });
    statements.forEach(statement);
  }
  return { places, taken };
}
