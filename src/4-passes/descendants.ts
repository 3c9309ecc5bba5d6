import type { Discriminator, ObjectSchema, SchemaId } from "../ir/schema.ts";
import type { Merge } from "./merge-all-of.ts";
import { ancestors } from "./merge-objects.ts";
import { isComponent } from "./reachable.ts";
import { lineage } from "./schema-table.ts";

type Tag = Discriminator["mapping"][number];

/** Gives each class with a discriminator, and each that inherits one and is extended itself, a tag for every class made from it. */
export function nameDescendants(merge: Merge, objects: readonly ObjectSchema[]): void {
  const descendants = new Map<SchemaId, SchemaId[]>();
  for (const id of merge.parents.keys()) {
    if (merge.table[id]?.kind !== "object") continue;
    for (const ancestor of ancestors(merge, id)) {
      if (ancestor !== id) descendants.set(ancestor, [...(descendants.get(ancestor) ?? []), id]);
    }
  }
  const named: ObjectSchema[] = [];
  for (const schema of objects) {
    if (merge.table[schema.id] !== schema || (schema.discriminator === null && !descendants.has(schema.id))) continue;
    const declared = lineage(merge.table, schema).find((each) => each.discriminator !== null)?.discriminator ?? null;
    if (declared === null) continue;
    const mapping = mappingOf(merge, declared, { root: schema, below: descendants.get(schema.id) ?? [], inherited: schema.discriminator === null });
    const useful = mapping.some((entry) => entry.schema !== schema.id);
    named.push({ ...schema, discriminator: useful ? { ...declared, mapping } : null });
  }
  for (const schema of named) merge.table[schema.id] = schema;
}

interface Family {
  readonly root: ObjectSchema;
  readonly below: readonly SchemaId[];
  readonly inherited: boolean;
}

/** The explicit tags, then the constants that subclasses give, then the names of those without either. */
function mappingOf(merge: Merge, declared: Discriminator, { root, below, inherited }: Family): readonly Tag[] {
  const family = new Set([root.id, ...below]);
  const mapping: Tag[] = declared.mapping.filter((entry) => !inherited || family.has(entry.schema));
  const mapped = new Set(mapping.map((entry) => entry.schema));
  const taken = new Set(mapping.map((entry) => entry.tag));
  for (const id of below) {
    const schema = merge.table[id];
    if (schema === undefined || mapped.has(id)) continue;
    const name = schema.hint.words.at(-1);
    const tags = merge.tags.get(id) ?? (isComponent(schema) && name !== undefined ? [name] : []);
    for (const tag of tags) {
      if (taken.has(tag)) continue;
      taken.add(tag);
      mapping.push({ tag, schema: id });
    }
  }
  return mapping;
}
