import type { Context } from "../context.ts";
import type { AllOfSchema, Discriminator, ObjectSchema, Schema, SchemaId, SchemaUse, UnionSchema } from "../ir/schema.ts";
import { nameDescendants } from "./descendants.ts";
import { mergeObjects } from "./merge-objects.ts";
import { both, mergeScalars, type Scalar } from "./merge-scalars.ts";
import type { Pass } from "./pass.ts";
import { isComponent } from "./reachable.ts";
import { assignParts, baseFields, redirectUses, standIn } from "./rewrite.ts";
import { lineage, resolved, sameType, schemaAt } from "./schema-table.ts";
import { strongComponents } from "./strong-components.ts";

/** What merging works with; lives as long as one run of the pass. */
export interface Merge {
  readonly table: Record<SchemaId, Schema>;
  readonly context: Pick<Context, "reporter">;
  /** Merges that are to be done, by the ids of what they merge: a merge of the same members is made once. */
  readonly known: Map<string, SchemaId>;
  /** `allOf` schemas that came up while merging others. */
  readonly open: SchemaId[];
  /** By schema: the named objects that its `allOf` lists. */
  readonly parents: Map<SchemaId, readonly SchemaId[]>;
  /** By schema: the constant that it gives to the discriminator of the class it extends. */
  readonly tags: Map<SchemaId, readonly (string | number | boolean)[]>;
  /** Schemas that null may replace wherever they are used. */
  readonly nullable: Set<SchemaId>;
}

/** A member of `allOf` behind aliases. */
export interface Part {
  readonly schema: Schema;
  readonly nullable: boolean;
}

/** Merges every `allOf` into one schema. */
export const mergeAllOf: Pass = {
  name: "merge-all-of",
  run(api, draft, context) {
    const start: AllOfSchema[] = [];
    let unfinished = false;
    for (const schema of Object.values(api.schemas)) {
      if (schema.kind === "allOf") start.push(schema);
      else if (schema.kind === "object") unfinished ||= needsFinish(schema);
    }
    if (start.length === 0 && !unfinished) return;
    const merge: Merge = { table: { ...api.schemas }, context, known: new Map(), open: start.map((schema) => schema.id), parents: new Map(), tags: new Map(), nullable: new Set() };
    for (const schema of start) merge.known.set(keyOf(usesOfAll(schema)), schema.id);
    while (merge.open.length > 0) mergeRound(merge);
    const objects = Object.values(merge.table).filter((schema) => schema.kind === "object");
    finishObjects(merge, objects);
    nameDescendants(merge, objects);
    const nullable = new Map([...merge.nullable].map((id) => [id, { schema: id, nullable: true }]));
    assignParts(draft, redirectUses(api, merge.table, nullable));
  },
};

function needsFinish(schema: ObjectSchema): boolean {
  return schema.discriminator !== null || (schema.properties.length === 0 && schema.undeclared !== undefined);
}

/** Merges what is open, each after those that it is made of. */
function mergeRound(merge: Merge): void {
  const ids = merge.open.splice(0);
  const edges = (id: SchemaId): readonly SchemaId[] => {
    const schema = merge.table[id];
    if (schema?.kind !== "allOf") return [];
    return usesOfAll(schema).map((use) => resolved(merge.table, use).schema).filter(({ kind }) => kind === "allOf").map((member) => member.id);
  };
  for (const component of strongComponents(ids, edges)) {
    for (const id of component.toReversed()) {
      const schema = merge.table[id];
      if (schema?.kind === "allOf") merge.table[id] = mergeOne(merge, schema);
    }
  }
}

function usesOfAll(schema: AllOfSchema): readonly SchemaUse[] {
  return schema.own === null ? schema.members : [...schema.members, schema.own];
}

function keyOf(uses: readonly SchemaUse[]): string {
  return uses.map((use) => use.schema).toSorted().join("\n");
}

function mergeOne(merge: Merge, schema: AllOfSchema): Schema {
  const parts: Part[] = [];
  for (const use of usesOfAll(schema)) {
    const part = resolved(merge.table, use);
    if (part.schema.kind === "allOf" || part.schema.kind === "alias") conflict(merge, schema, "it is made of itself");
    else if (!refersBack(merge, part.schema, schema.id) && !parts.some((known) => known.schema.id === part.schema.id)) parts.push(part);
  }
  if (parts.length > 0 && parts.every((part) => part.nullable)) merge.nullable.add(schema.id);
  noteParents(merge, schema.id, parts);
  return joinParts(merge, schema, parts);
}

/** A union of subclasses that is their base too: `Pet` is `oneOf: [Cat]` and `Cat` is `allOf: [Pet, …]`. */
function refersBack(merge: Merge, part: Schema, id: SchemaId): boolean {
  return part.kind === "union" && part.variants.some((variant) => resolved(merge.table, variant).schema.id === id);
}

function noteParents(merge: Merge, id: SchemaId, parts: readonly Part[]): void {
  const parents = parts.filter((part) => part.schema.kind === "object" && isComponent(part.schema)).map((part) => part.schema.id);
  if (parents.length > 0) merge.parents.set(id, parents);
}

/** Reports parts that do not fit together. */
export function conflict(merge: Merge, schema: Schema, reason: string): void {
  merge.context.reporter.report("all-of-conflict", schema.origin, { reason });
}

function joinParts(merge: Merge, schema: AllOfSchema, parts: readonly Part[]): Schema {
  const never = parts.find((part) => part.schema.kind === "never");
  if (never !== undefined) {
    merge.context.reporter.report("schema-never", schema.origin);
    return { ...baseFields(schema), kind: "never" };
  }
  const hasUnion = parts.some((part) => part.schema.kind === "union");
  const telling = parts.filter((part) => !saysNothing(merge, part.schema, hasUnion));
  const [first, second] = telling;
  if (first === undefined) {
    const some = parts.find((part) => part.schema.kind !== "any") ?? parts[0];
    return some === undefined ? { ...baseFields(schema), kind: "any", reason: "free" } : standIn(schema, some.schema);
  }
  if (second === undefined && !isSubclass(merge, schema, first)) return single(schema, first);
  return joinTelling(merge, schema, telling);
}

/** A part that leaves the type as it is: anything, or an object about which nothing is said. */
function saysNothing(merge: Merge, part: Schema, besideUnion: boolean): boolean {
  switch (part.kind) {
    case "any":
      return true;
    case "map":
      return resolved(merge.table, part.values).schema.kind === "any";
    case "object":
      return part.properties.length === 0 && part.base === null && part.discriminator === null && part.patterns.length === 0 && typeof part.additional !== "object" && (besideUnion || part.undeclared === undefined);
    default:
      return false;
  }
}

/** A named schema that is only an `allOf` of a class with a discriminator is a class of its own. */
function isSubclass(merge: Merge, schema: AllOfSchema, only: Part): boolean {
  return isComponent(schema) && only.schema.kind === "object" && isComponent(only.schema) && lineage(merge.table, only.schema).some((each) => each.discriminator !== null);
}

/** `allOf` with one part that counts: another name for it, or its content in this place. */
function single(schema: AllOfSchema, part: Part): Schema {
  if (isComponent(part.schema) && !isLimited(schema, part)) return { ...baseFields(schema), kind: "alias", target: { schema: part.schema.id, nullable: part.nullable } };
  const content = standIn(schema, part.schema);
  return content.kind === "object" && schema.discriminator !== null ? { ...content, discriminator: schema.discriminator } : content;
}

/** Whether limits of its own make it another text, number or list than the one it refers to; those are written where they are used anyway. */
function isLimited({ constraints }: AllOfSchema, { schema: { kind } }: Part): boolean {
  return (kind === "primitive" || kind === "array" || kind === "tuple") && Object.keys(constraints).length > 0;
}

function joinTelling(merge: Merge, schema: AllOfSchema, parts: readonly Part[]): Schema {
  const kinds = new Set(parts.map((part) => groupOf(part.schema)));
  if (kinds.has("union")) return distribute(merge, schema, parts);
  const [only] = kinds;
  if (kinds.size > 1) {
    const names = [...kinds].join(" and ");
    conflict(merge, schema, `${names} exclude each other`);
    const [first] = parts;
    return first === undefined ? { ...baseFields(schema), kind: "any", reason: "degraded" } : single(schema, first);
  }
  if (only === "object") return mergeObjects(merge, schema, parts);
  return only === "array" ? mergeArrays(merge, schema, parts) : mergeScalars(merge, schema, parts);
}

type Group = "object" | "array" | "scalar" | "union";

function groupOf(schema: Schema): Group {
  switch (schema.kind) {
    case "object":
    case "map":
      return "object";
    case "array":
    case "tuple":
      return "array";
    case "union":
      return "union";
    case "enum":
    case "primitive":
    case "any":
    case "never":
      return "scalar";
    case "alias":
    case "allOf":
      throw new Error(`${schema.id} is not resolved`);
    default:
      return schema satisfies never;
  }
}

function mergeArrays(merge: Merge, schema: AllOfSchema, parts: readonly Part[]): Schema {
  const tuple = parts.find((part) => part.schema.kind === "tuple");
  const arrays = parts.flatMap((part) => (part.schema.kind === "array" ? [part.schema] : []));
  if (tuple !== undefined) return standIn(schema, tuple.schema);
  const items = mergedUse(merge, schema, { uses: arrays.map((array) => array.items), name: "items" });
  return { ...baseFields(schema), kind: "array", items };
}

/** A use of what all the given schemas describe together; a new `allOf` is put on the list where it takes one. */
export function mergedUse(merge: Merge, owner: Schema, { uses, name }: { readonly uses: readonly SchemaUse[]; readonly name: string }): SchemaUse {
  const nullable = uses.every((use) => resolved(merge.table, use).nullable || resolved(merge.table, use).schema.kind === "any");
  const telling: SchemaUse[] = [];
  for (const use of uses) {
    const { schema } = resolved(merge.table, use);
    const plain = { schema: use.schema, nullable: false };
    if (schema.kind !== "any" && !telling.some((known) => sameType(merge.table, known, plain))) telling.push(plain);
  }
  const [first, second] = telling;
  if (first === undefined) return uses[0] ?? { schema: owner.id, nullable: false };
  if (second === undefined) return { schema: first.schema, nullable };
  const key = keyOf(telling);
  const known = merge.known.get(key);
  if (known !== undefined) return { schema: known, nullable };
  const id = freeId(merge, `${owner.id}/~merged/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  merge.table[id] = { ...baseFields(owner), id, hint: { words: [], from: "derived" }, title: null, examples: [], extensions: {}, constraints: {}, docs: wordless, kind: "allOf", members: telling, own: null, discriminator: null };
  merge.known.set(key, id);
  merge.open.push(id);
  return { schema: id, nullable };
}

const wordless = { summary: null, description: null, deprecated: false, externalDocs: null };

function freeId(merge: Merge, wish: string): SchemaId {
  let id = wish;
  for (let count = 2; merge.table[id] !== undefined; count += 1) id = `${wish}~${count}`;
  return id;
}

/** The most variants that a merge of unions may have. */
const mostVariants = 300;

/** A union merged with other parts is a union of its variants, each merged with them. */
function distribute(merge: Merge, schema: AllOfSchema, parts: readonly Part[]): Schema {
  const unions = parts.flatMap((part) => (part.schema.kind === "union" ? [part.schema] : []));
  const others = parts.filter((part) => part.schema.kind !== "union");
  const [union, ...rest] = unions;
  if (union === undefined) throw new Error(`no union at ${schema.id}`);
  const count = unions.reduce((product, each) => product * each.variants.length, 1);
  if (count > mostVariants) conflict(merge, schema, "they allow too many combinations");
  const beside = [...others, ...(count > mostVariants ? [] : rest.map((each) => ({ schema: each, nullable: false })))].map((part) => ({ schema: part.schema.id, nullable: true }));
  const group = others[0] === undefined ? null : groupOf(others[0].schema);
  const moved = new Map<SchemaId, SchemaId>();
  const variants = union.variants.flatMap((variant, index): readonly SchemaUse[] => {
    const target = resolved(merge.table, variant).schema;
    if (!mayJoin(target, group) || !others.every((other) => mayMeet(target, other.schema))) return [];
    const use = mergedUse(merge, schema, { uses: [variant, ...beside], name: `variant/${index}` });
    moved.set(target.id, use.schema);
    return [use];
  });
  if (variants.length === 0) {
    conflict(merge, schema, "no variant fits what stands beside the union");
    return single(schema, { schema: union, nullable: false });
  }
  return { ...baseFields(schema), kind: "union", keyword: union.keyword, variants, discriminator: movedDiscriminator(merge, union, moved), unknownName: null };
}

function mayJoin(variant: Schema, group: Group | null): boolean {
  if (group === null || variant.kind === "any" || variant.kind === "union" || variant.kind === "allOf" || variant.kind === "alias") return true;
  return variant.kind !== "never" && groupOf(variant) === group;
}

/** Whether two schemas have values in common, as far as scalars tell. */
function mayMeet(a: Schema, b: Schema): boolean {
  return !isScalar(a) || !isScalar(b) || both(a, b) !== null;
}

function isScalar(schema: Schema): schema is Scalar {
  return schema.kind === "enum" || schema.kind === "primitive";
}

function movedDiscriminator(merge: Merge, union: UnionSchema, moved: ReadonlyMap<SchemaId, SchemaId>): Discriminator | null {
  if (union.discriminator === null) return null;
  const implicit = [...moved].flatMap(([from, to]) => {
    const variant = schemaAt(merge.table, from);
    const tag = variant.hint.words.at(-1);
    return isComponent(variant) && tag !== undefined && !union.discriminator?.mapping.some((entry) => entry.schema === from) ? [{ tag, schema: to }] : [];
  });
  const explicit = union.discriminator.mapping.flatMap(({ tag, schema }) => {
    const to = moved.get(resolved(merge.table, { schema, nullable: false }).schema.id);
    return to === undefined ? [] : [{ tag, schema: to }];
  });
  const { property, origin } = union.discriminator;
  return { property, origin, mapping: [...explicit, ...implicit] };
}

/** An object that only demands members nobody declares is a map. */
function finishObjects(merge: Merge, objects: readonly ObjectSchema[]): void {
  for (const schema of objects) {
    if (schema.properties.length > 0 || schema.undeclared === undefined) continue;
    if (schema.base !== null || schema.discriminator !== null || schema.patterns.length > 0 || schema.additional === false) continue;
    const values = typeof schema.additional === "object" ? schema.additional : anyUse(merge, schema);
    merge.table[schema.id] = { ...baseFields(schema), kind: "map", values };
  }
}

function anyUse(merge: Merge, owner: Schema): SchemaUse {
  const id = freeId(merge, `${owner.id}/~values`);
  merge.table[id] = { ...baseFields(owner), id, hint: { words: [], from: "derived" }, title: null, docs: wordless, constraints: {}, examples: [], extensions: {}, kind: "any", reason: "free" };
  return { schema: id, nullable: false };
}
