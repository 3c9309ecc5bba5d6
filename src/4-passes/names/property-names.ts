import type { Api } from "../../ir/api.ts";
import type { ObjectSchema, SchemaId } from "../../ir/schema.ts";
import { avoid, snakeCase, snakeName } from "./identifier.ts";
import { type NamesLock, usableName } from "./lock.ts";
import type { Renames } from "./rename.ts";
import { pageNames } from "./reserved.ts";
import { basesOf } from "./schema-names.ts";
import { distinguish } from "./scope.ts";
import { fold, foldClass, spellWords } from "./words.ts";

/** What names of properties are made from. */
export interface PropertyNaming {
  /** What is named. */
  readonly api: Api;
  /** The names of the compile before. */
  readonly lock: NamesLock;
  /** What a person asked for. */
  readonly renames: Renames;
  /** Public names of every model, which attributes leave alone. */
  readonly reserved: ReadonlySet<string>;
  /** Called where two overrides ask for one name. */
  readonly onConflict: (name: string, schema: ObjectSchema, wire: string) => void;
}

/** Attribute names by wire name, inherited ones included, for every object. */
export type PropertyNames = ReadonlyMap<SchemaId, ReadonlyMap<string, string>>;

/** Gives every property of every object an attribute name that is its own among those it inherits. */
export function propertyNames(naming: PropertyNaming): PropertyNames {
  const { api } = naming;
  const pages = pageSchemas(api);
  const names = new Map<SchemaId, ReadonlyMap<string, string>>();
  const model = scopeOf(naming.reserved);
  const page = scopeOf(new Set([...naming.reserved, ...pageNames]));
  const visit = (schema: ObjectSchema): ReadonlyMap<string, string> => {
    const known = names.get(schema.id);
    if (known !== undefined) return known;
    const base = basesOf(schema, api)[0];
    names.set(schema.id, new Map());
    const inherited = base === undefined ? new Map<string, string>() : visit(base);
    const own = namesOf(schema, { naming, inherited, ...(pages.has(schema.id) ? page : model) });
    const all = new Map([...inherited, ...own]);
    names.set(schema.id, all);
    return all;
  };
  for (const schema of Object.values(api.schemas)) if (schema.kind === "object") visit(schema);
  return names;
}

interface Surroundings extends Scope {
  readonly naming: PropertyNaming;
  readonly inherited: ReadonlyMap<string, string>;
}

/** What attributes of a kind of view would like to be called, and cannot be. */
interface Scope {
  readonly wishesOf: (wire: string) => Wishes;
  /** Folds of names that every view has. */
  readonly reserved: readonly string[];
}

function scopeOf(reserved: ReadonlySet<string>): Scope {
  return { wishesOf: remembered(reserved), reserved: [...reserved].map(fold) };
}

/** What an attribute would like to be called, and how far that is from its wire name. */
interface Wishes {
  readonly wishes: readonly string[];
  readonly rank: number;
}

/** Most wire names stand in many objects, and wish for the same in all of them. */
function remembered(reserved: ReadonlySet<string>): (wire: string) => Wishes {
  const known = new Map<string, Wishes>();
  return (wire) => {
    let found = known.get(wire);
    if (found === undefined) known.set(wire, (found = { wishes: attributeWishes(wire, reserved), rank: plainness(wire) }));
    return found;
  };
}

function namesOf(schema: ObjectSchema, { naming, inherited, wishesOf, reserved }: Surroundings): ReadonlyMap<string, string> {
  const { lock, renames } = naming;
  const before = lock.schema(schema)?.fields;
  const wires = new Set(schema.properties.map((property) => property.wire));
  const taken = [...reserved, ...[...inherited].filter(([wire]) => !wires.has(wire)).map(([, name]) => fold(name))];
  return distinguish(
    schema.properties.map((property) => ({
      item: property.wire,
      key: property.wire,
      ...wishesOf(property.wire),
      override: renames.of(property.origin),
      locked: inherited.get(property.wire) ?? (before !== undefined && Object.hasOwn(before, property.wire) ? usableName(before[property.wire]?.python) : undefined),
    })),
    { taken, onConflict: (name, wire) => naming.onConflict(name, schema, wire) },
  );
}

/** What an attribute or argument would like to be called: idiomatic, then with its symbols spelled out. */
export function attributeWishes(wire: string, reserved: ReadonlySet<string>): readonly string[] {
  const idiomatic = avoid(snakeCase(wire, "attribute"), reserved);
  const spelled = avoid(snakeName(spellWords(wire), "attribute"), reserved);
  return idiomatic === spelled ? [idiomatic] : [idiomatic, spelled];
}

/** How far a wire name is from its attribute: the one that equals it keeps it. */
export function plainness(wire: string): number {
  const name = snakeCase(wire, "attribute");
  if (wire === name) return 0;
  return foldClass(wire) === foldClass(name) ? 1 : 2 + spellWords(wire).length;
}

/** Objects that are pages: their views have methods of their own. */
function pageSchemas(api: Api): ReadonlySet<SchemaId> {
  const pages = new Set<SchemaId>();
  for (const { pagination, result } of api.operations) if (pagination !== null && result.kind === "json") pages.add(result.use.schema);
  return pages;
}
