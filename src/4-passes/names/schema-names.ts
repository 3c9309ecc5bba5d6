import type { Api } from "../../ir/api.ts";
import { formatOrigin, parse } from "../../ir/origin.ts";
import type { NameHint, ObjectSchema, Schema, SchemaId, UnionSchema } from "../../ir/schema.ts";
import { isCut, pascalName, shortHash } from "./identifier.ts";
import { lastPart, type NamesLock, usableName } from "./lock.ts";
import type { Renames } from "./rename.ts";
import { type Candidate, distinguish } from "./scope.ts";
import { nameWords } from "./words.ts";

/** Who keeps a plain class name: what the document names, then what it titles, then what is named after its place. */
const ranks: Readonly<Record<NameHint["from"], number>> = { component: 0, title: 1, derived: 2 };

/** Names for the classes and aliases of `models`. */
export interface SchemaNames {
  /** Classes and aliases by schema. */
  readonly names: ReadonlyMap<SchemaId, string>;
  /** Names of the classes of what fits no member, by union. */
  readonly unknown: ReadonlyMap<SchemaId, string>;
}

/** What names of schemas are made from. */
export interface SchemaNaming {
  /** What is named. */
  readonly api: Api;
  /** The names of the compile before. */
  readonly lock: NamesLock;
  /** What a person asked for. */
  readonly renames: Renames;
  /** Folds of names that models must leave alone: those of the root in a single module. */
  readonly taken: ReadonlySet<string>;
  /** Called where two overrides ask for one name. */
  readonly onConflict: (name: string, schema: Schema) => void;
}

/** Gives every schema that needs one a class name, and unions of classes the name of their unknown member. */
export function schemaNames({ api, lock, renames, taken, onConflict }: SchemaNaming): SchemaNames {
  const entry = api.origin.document;
  const candidates: Candidate<string>[] = [];
  const byId = new Map<SchemaId, Schema>();
  const owners = ownersOf(api);
  for (const schema of Object.values(api.schemas)) {
    const unknown = schema.kind === "union" && joinsClasses(schema, api);
    if (!schema.named && !unknown) continue;
    const wishes = schemaWishes(schema);
    if (schema.named) {
      byId.set(schema.id, schema);
      candidates.push({
        item: schema.id,
        key: schema.id,
        wishes,
        rank: ranks[schema.hint.from],
        override: owners.get(formatOrigin(schema.origin, entry)) === schema.id ? renames.of(schema.origin) : undefined,
        locked: usableName(lastPart(lock.schema(schema)?.python ?? "")),
      });
    }
    if (unknown) {
      candidates.push({ item: unknownKey(schema.id), key: schema.id, wishes: wishes.map((name) => `Unknown${name}`.slice(0, 60)), rank: 3 });
    }
  }
  const given = distinguish(candidates, {
    taken,
    classes: true,
    onConflict: (name, key) => {
      const schema = byId.get(key);
      if (schema !== undefined) onConflict(name, schema);
    },
  });
  const names = new Map<SchemaId, string>();
  const unknown = new Map<SchemaId, string>();
  for (const [item, name] of given) {
    if (item.startsWith(unknownPrefix)) unknown.set(item.slice(unknownPrefix.length), name);
    else names.set(item, name);
  }
  return { names, unknown };
}

/** Of the schemas that come of one place, the one that a pointer to it means: what is written there, or the first that was made of it. */
function ownersOf(api: Api): ReadonlyMap<string, SchemaId> {
  const entry = api.origin.document;
  const owners = new Map<string, SchemaId>();
  for (const schema of Object.values(api.schemas)) {
    const pointer = formatOrigin(schema.origin, entry);
    if (schema.named && (schema.id === pointer || !owners.has(pointer))) owners.set(pointer, schema.id);
  }
  return owners;
}

const unknownPrefix = "unknown\0";
const unknownKey = (id: SchemaId): string => unknownPrefix + id;

/** What a schema would like to be called, best first. */
export function schemaWishes(schema: Schema): readonly string[] {
  const { words, from } = schema.hint;
  const source = words.join(" ");
  const whole = words.flatMap(nameWords);
  const shorter = from === "component" ? withoutPackage(words) : [];
  const own = shorter[0] ?? whole;
  const place = parse(schema.origin.pointer).filter((token) => !structural.has(token)).flatMap(nameWords);
  const wishes = [...shorter, whole].map(pascalName);
  if (isCut(own)) wishes.push(`${pascalName(own).slice(0, 52)}${shortHash(source)}`);
  if (from !== "component" && !isCut(place)) wishes.push(pascalName(place));
  return wishes.filter((name, index) => wishes.indexOf(name) === index);
}

/** Reference tokens that say how a document is built rather than what stands there. */
const structural = new Set(["components", "schemas", "definitions", "paths", "properties", "items", "content", "schema", "requestBody", "responses"]);

/** `io.k8s.api.core.v1.Pod` and `Acme.Billing.Api.Invoice` by their last parts, one, two and three of them: the rest is a package. */
function withoutPackage(words: readonly string[]): readonly (readonly string[])[] {
  const parts = (words[0] ?? "").split(".");
  if (words.length !== 1 || !parts.every((part) => /^[\p{L}][\p{L}\p{N}_-]*$/u.test(part)) || !/^\p{Lu}/u.test(parts.at(-1) ?? "")) return [];
  const isPackage = parts.length > 2 || (parts.length === 2 && /^\p{Ll}/u.test(parts[0] ?? ""));
  return isPackage ? [1, 2, 3].map((count) => parts.slice(-count).flatMap(nameWords)) : [];
}

/** Whether a member of a union is a class, so that what fits none needs one too. */
function joinsClasses(union: UnionSchema, api: Api): boolean {
  return union.variants.some((variant) => resolve(variant.schema, api)?.kind === "object");
}

/** The schema behind aliases. */
function resolve(id: SchemaId, api: Api): Schema | undefined {
  const seen = new Set<SchemaId>();
  let current = api.schemas[id];
  while (current?.kind === "alias" && !seen.has(current.id)) {
    seen.add(current.id);
    current = api.schemas[current.target.schema];
  }
  return current;
}

/** The classes an object extends, nearest first; a cycle ends the walk. */
export function basesOf(schema: ObjectSchema, api: Api): readonly ObjectSchema[] {
  const bases: ObjectSchema[] = [];
  const seen = new Set<SchemaId>([schema.id]);
  let next = schema.base;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const base = resolve(next, api);
    if (base?.kind !== "object") break;
    bases.push(base);
    next = base.base;
  }
  return bases;
}

