import type { Context } from "../context.ts";
import type { Discriminator, ObjectSchema, Schema, SchemaId, UnionSchema } from "../ir/schema.ts";
import type { Pass } from "./pass.ts";
import { isComponent } from "./reachable.ts";
import { asDraft } from "./rewrite.ts";
import { allProperties, lineage, resolved, type SchemaTable } from "./schema-table.ts";

type Tag = string | number | boolean;

/** Decides for each union by which property its members are told apart, and which value means which. */
export const chooseDiscriminators: Pass = {
  name: "choose-discriminators",
  run(api, draft, context) {
    const changed: UnionSchema[] = [];
    for (const schema of Object.values(api.schemas)) {
      if (schema.kind !== "union") continue;
      const discriminator = chooseFor(api.schemas, schema, context);
      if (discriminator !== schema.discriminator) changed.push({ ...schema, discriminator });
    }
    if (changed.length === 0) return;
    const next: Record<SchemaId, Schema> = { ...api.schemas };
    for (const schema of changed) next[schema.id] = schema;
    draft.schemas = asDraft(next);
  },
};

/** The members of a union, those of unions in it included. */
export function leavesOf(table: SchemaTable, union: UnionSchema): readonly Schema[] {
  const leaves = new Map<SchemaId, Schema>();
  const seen = new Set<SchemaId>();
  const open: Schema[] = [union];
  for (let schema = open.shift(); schema !== undefined; schema = open.shift()) {
    if (seen.has(schema.id)) continue;
    seen.add(schema.id);
    if (schema.kind === "union") open.push(...schema.variants.map((variant) => resolved(table, variant).schema));
    else leaves.set(schema.id, schema);
  }
  return [...leaves.values()];
}

function chooseFor(table: SchemaTable, union: UnionSchema, context: Pick<Context, "reporter">): Discriminator | null {
  const leaves = leavesOf(table, union);
  const objects = leaves.filter((leaf) => leaf.kind === "object");
  if (objects.length < leaves.length || objects.length < 2) {
    if (union.discriminator !== null) complain(union, context, "not all members are objects");
    return null;
  }
  if (union.discriminator !== null) {
    const declared = complete(table, union.discriminator, objects);
    if (typeof declared !== "string") return declared;
    complain(union, context, declared);
  }
  const found = find(table, union, objects);
  if (found === null && isAmbiguous(table, objects)) context.reporter.report("union-ambiguous", union.origin);
  return found;
}

function complain(union: UnionSchema, context: Pick<Context, "reporter">, reason: string): void {
  const property = union.discriminator?.property ?? "";
  context.reporter.report("discriminator-not-usable", union.discriminator?.origin ?? union.origin, { property, reason });
}

/** The declared discriminator with a tag for each member, or the reason why it does not work. */
function complete(table: SchemaTable, declared: Discriminator, leaves: readonly ObjectSchema[]): Discriminator | string {
  // Names of schemas as values are a guess where the document shows neither values nor a property that could hold them.
  if (declared.mapping.length === 0 && !leaves.some((leaf) => hasProperty(table, leaf, declared.property))) return "no member has this property";
  const mapping = new Map<Tag, SchemaId>();
  for (const { tag, schema } of declared.mapping) {
    if (!mapping.has(tag)) mapping.set(typed(table, declared.property, { tag, schema }), schema);
  }
  const mapped = new Set(mapping.values());
  for (const leaf of leaves) {
    if (mapped.has(leaf.id) || leaf.id === declared.fallback) continue;
    const name = leaf.hint.words.at(-1);
    const own = tagsOf(table, leaf, { property: declared.property, required: false });
    const tags = own.length > 0 ? own : isComponent(leaf) && name !== undefined ? [name] : [];
    const open = tags.filter((tag) => !mapping.has(tag));
    if (open.length === 0) return tags.length === 0 ? "a member has no value of its own" : "two members have the same value";
    for (const tag of open) mapping.set(tag, leaf.id);
  }
  return { ...declared, mapping: [...mapping].map(([tag, schema]) => ({ tag, schema })) };
}

function hasProperty(table: SchemaTable, leaf: ObjectSchema, property: string): boolean {
  return tagsOf(table, leaf, { property, required: false }).length > 0 || allProperties(table, leaf).some((one) => one.wire === property);
}

/** The keys of a mapping are text in the document; where the member has a number or a truth value, that is the tag. */
function typed(table: SchemaTable, property: string, { tag, schema }: { readonly tag: Tag; readonly schema: SchemaId }): Tag {
  const leaf = table[schema];
  if (leaf?.kind !== "object") return tag;
  const same = tagsOf(table, leaf, { property, required: false }).find((value) => String(value) === String(tag));
  if (same !== undefined) return same;
  const use = allProperties(table, leaf).find((one) => one.wire === property)?.use;
  const type = use === undefined ? undefined : resolved(table, use).schema;
  if (type?.kind !== "primitive" || typeof tag !== "string") return tag;
  if ((type.type === "integer" || type.type === "number") && /^-?[0-9]{1,15}$/.test(tag)) return Number(tag);
  return type.type === "boolean" && (tag === "true" || tag === "false") ? tag === "true" : tag;
}

/** The values that a property can have in a class: a constant or a short list, or the tags its base knows it by. */
function tagsOf(table: SchemaTable, leaf: ObjectSchema, { property, required }: { readonly property: string; readonly required: boolean }): readonly Tag[] {
  const inherited = lineage(table, leaf).flatMap((each) => (each.discriminator?.property === property ? each.discriminator.mapping : []));
  const known = inherited.filter((entry) => entry.schema === leaf.id).map((entry) => entry.tag);
  if (known.length > 0) return known;
  const found = allProperties(table, leaf).find((one) => one.wire === property);
  if (found === undefined || (required && !found.required)) return [];
  const { schema, nullable } = resolved(table, found.use);
  if (schema.kind !== "enum" || nullable) return [];
  const values = schema.members.map((member) => member.value);
  const tags = values.filter((value): value is Tag => typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isInteger(value)));
  return tags.length === values.length ? [...new Set(tags)] : [];
}

/** A property that every member must have, with values that no other member has; single values are better than lists. */
function find(table: SchemaTable, union: UnionSchema, leaves: readonly ObjectSchema[]): Discriminator | null {
  const [first] = leaves;
  if (first === undefined) return null;
  let best: Discriminator | null = null;
  let bestCount = Number.POSITIVE_INFINITY;
  const names = new Set(lineage(table, first).flatMap((each) => [...(each.discriminator === null ? [] : [each.discriminator.property]), ...each.properties.map((property) => property.wire)]));
  for (const property of names) {
    const mapping = mappingBy(table, property, leaves);
    if (mapping === null || mapping.length >= bestCount) continue;
    best = { property, origin: union.origin, mapping };
    bestCount = mapping.length;
  }
  return best;
}

function mappingBy(table: SchemaTable, property: string, leaves: readonly ObjectSchema[]): Discriminator["mapping"] | null {
  const mapping = new Map<Tag, SchemaId>();
  for (const leaf of leaves) {
    const tags = tagsOf(table, leaf, { property, required: true });
    if (tags.length === 0 || tags.some((tag) => mapping.has(tag))) return null;
    for (const tag of tags) mapping.set(tag, leaf.id);
  }
  return [...mapping].map(([tag, schema]) => ({ tag, schema }));
}

/** The most members that are compared with one another. */
const mostCompared = 30;

/** Whether two members accept each other's values as far as the names of their properties say. */
function isAmbiguous(table: SchemaTable, leaves: readonly ObjectSchema[]): boolean {
  const forms = leaves.slice(0, mostCompared).map((leaf) => {
    const properties = allProperties(table, leaf);
    return { all: new Set(properties.map((one) => one.wire)), required: properties.filter((one) => one.required).map((one) => one.wire) };
  });
  return forms.some((a, index) => forms.slice(index + 1).some((b) => a.required.every((name) => b.all.has(name)) && b.required.every((name) => a.all.has(name))));
}
