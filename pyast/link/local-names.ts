import type { Attribute, Expr, Name } from "../nodes.ts";
import type { Scope } from "../scope.ts";
import { parentOf, lastPart } from "./module-path.ts";
import { addNeed, shadowAt, wishedName, type Need, type Needs } from "./needs.ts";
import type { Place } from "./places.ts";

/** The local names of a module, decided. */
export interface LocalNames {
  /** The name under which a need is imported; null where it is reached another way. */
  readonly imported: ReadonlyMap<Need, { readonly local: string; readonly asname: string | null }>;
  /** `_X = X`, for declarations that something hides at one of their uses: the name of the second one. */
  readonly aliases: ReadonlyMap<string, string>;
  /** The expression that means the need at this place. */
  readonly expression: (need: Need, place: Place, attribute: string | null) => Expr;
}

const builtinsKey = "module builtins ";
/** Module names that nearly everybody shortens the same way. */
const customary: ReadonlyMap<string, string> = new Map([["datetime", "dt"]]);

/** Decides the local name of everything that a module needs; adds the modules that qualified names need. */
export function localNames(needs: Needs, scope: Scope): LocalNames {
  const reserved = new Set([...scope.binds, ...scope.free, ...scope.globals]);
  const taken = new Map<string, string>();
  const imported = new Map<Need, { local: string; asname: string | null }>();
  const aliases = new Map<string, string>();
  const through = new Map<Need, Need>();

  qualifyBuiltins(needs, scope, taken);
  qualifyFields(needs, { reserved, through });

  const isFree = (name: string, need: Need, owner: string): boolean => {
    if (reserved.has(name) || (taken.get(name) ?? owner) !== owner) return false;
    for (const place of need.places) if (shadowAt(name, place) !== null) return false;
    return true;
  };
  const allocate = (need: Need, wishes: readonly string[]): string => {
    for (const name of wishes) if (isFree(name, need, "")) return name;
    const stem = wishes.at(-1) ?? "_";
    for (let count = 2; ; count += 1) {
      const name = `${stem}${count}`;
      if (isFree(name, need, "")) return name;
    }
  };

  for (const need of needs.values()) {
    if (need.kind === "own") {
      const { name } = need;
      if (![...need.places].some((place) => shadowAt(name, place) !== null)) continue;
      const alias = allocate(need, [aliasFor(name)]);
      aliases.set(name, alias);
      taken.set(alias, `alias ${name}`);
      continue;
    }
    if (need.kind === "builtin" || through.has(need)) continue;
    const wish = wishedName(need);
    const owner = ownerOf(need, wish);
    if (isFree(wish, need, owner) && !prefersShort(need, needs)) {
      imported.set(need, { local: wish, asname: null });
      taken.set(wish, owner);
      continue;
    }
    const short = customary.get(need.module);
    const other = need.kind === "module" ? lastPart(need.module) : need.name;
    const local = allocate(need, [...(need.kind === "module" && short !== undefined ? [short] : []), aliasFor(other)]);
    imported.set(need, { local, asname: local });
    taken.set(local, `alias ${need.module} ${need.name}`);
  }

  return { imported, aliases, expression: expressions({ needs, imported, aliases, through, scope }) };
}

/** Two underscores would be mangled inside a class. */
function aliasFor(name: string): string {
  return name.startsWith("_") ? `${name}2` : `_${name}`;
}

/** `import a.b` and `import a.c` bind the same `a`. */
function ownerOf(need: Need, wish: string): string {
  return need.kind === "module" && !need.ours ? `package ${wish}` : `${need.module} ${need.name} ${need.kind}`;
}

/** A module that is imported only because a field hides one of its names takes its customary short name. */
function prefersShort(need: Need, needs: Needs): boolean {
  return need.kind === "module" && customary.has(need.module) && needs.get(shortKey(need.module)) === need;
}

function shortKey(module: string): string {
  return `short ${module}`;
}

/** Reaches hidden builtins through `import builtins`; the others keep their names to themselves. */
function qualifyBuiltins(needs: Needs, scope: Scope, taken: Map<string, string>): void {
  for (const need of [...needs.values()]) {
    if (need.kind !== "builtin") continue;
    const covered = scope.binds.has(need.name);
    let bare = false;
    for (const place of need.places) {
      if (!covered && shadowAt(need.name, place) === null) {
        bare = true;
        continue;
      }
      const reach = { key: builtinsKey, need: { kind: "module", module: "builtins", ours: false, name: "" } } as const;
      addNeed(needs, reach, { use: "value", place });
    }
    if (bare) taken.set(need.name, `builtins ${need.name}`);
  }
}

/** Reaches names of other libraries through their module where only a field of a class hides them. */
function qualifyFields(
  needs: Needs,
  how: { readonly reserved: ReadonlySet<string>; readonly through: Map<Need, Need> },
): void {
  for (const need of [...needs.values()]) {
    if (need.kind !== "name" || need.ours || how.reserved.has(need.name)) continue;
    const shadows = new Set([...need.places].map((place) => shadowAt(need.name, place)));
    if (!shadows.has("class") || shadows.has("function")) continue;
    const key = `module ${need.module} `;
    const known = needs.get(key) ?? needs.get(shortKey(need.module));
    const module: Need = known ?? { ...need, kind: "module", name: "", value: false, type: false, lazyIn: new Set(), places: new Set() };
    if (known === undefined) needs.set(shortKey(need.module), module);
    module.value ||= need.value;
    module.type ||= need.type;
    for (const each of need.lazyIn) module.lazyIn.add(each);
    for (const each of need.places) module.places.add(each);
    how.through.set(need, module);
  }
}

function expressions(how: {
  readonly needs: Needs;
  readonly imported: LocalNames["imported"];
  readonly aliases: LocalNames["aliases"];
  readonly through: ReadonlyMap<Need, Need>;
  readonly scope: Scope;
}): LocalNames["expression"] {
  const { needs, imported, aliases, through, scope } = how;
  const builtinsModule = needs.get(builtinsKey);
  const cache = new Map<string, Expr>();

  const base = (need: Need): Expr => {
    const found = imported.get(need);
    if (found === undefined) throw new Error(`no local name for ${need.module}.${need.name}`);
    if (found.asname !== null || need.kind !== "module" || need.ours) return nameExpr(found.local);
    const [first = need.module, ...rest] = need.module.split(".");
    return rest.reduce<Expr>((value, attr) => attrExpr(value, attr), nameExpr(first));
  };

  const make = (need: Need, attribute: string | null): Expr => {
    const module = through.get(need);
    if (module !== undefined) return attrExpr(base(module), need.name);
    const value = base(need);
    return attribute === null ? value : attrExpr(value, attribute);
  };

  const cached = (key: string, create: () => Expr): Expr => {
    let known = cache.get(key);
    if (known === undefined) cache.set(key, (known = create()));
    return known;
  };

  return (need, place, attribute) => {
    const { name } = need;
    if (need.kind === "own") {
      const alias = aliases.get(name);
      const hidden = alias !== undefined && shadowAt(name, place) !== null;
      return cached(`= ${hidden ? alias : name}`, () => nameExpr(hidden ? alias : name));
    }
    if (need.kind === "builtin") {
      const hidden = scope.binds.has(name) || shadowAt(name, place) !== null;
      if (!hidden || builtinsModule === undefined) return cached(`= ${name}`, () => nameExpr(name));
      return cached(`builtins ${name}`, () => attrExpr(base(builtinsModule), name));
    }
    return cached(`${need.kind} ${need.module} ${name} ${attribute ?? ""}`, () => make(need, attribute));
  };
}

function nameExpr(id: string): Name {
  return { kind: "Name", id };
}

function attrExpr(value: Expr, attr: string): Attribute {
  return { kind: "Attribute", value, attr };
}

/** The import that a need asks for, before it is made relative. */
export function importOf(need: Need): { readonly module: string; readonly name: string | null } {
  if (need.kind === "name") return { module: need.module, name: need.name };
  if (!need.ours) return { module: need.module, name: null };
  const parent = parentOf(need.module);
  return parent === "" ? { module: need.module, name: null } : { module: parent, name: lastPart(need.module) };
}
