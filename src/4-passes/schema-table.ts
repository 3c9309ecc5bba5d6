import type { ObjectSchema, Property, Schema, SchemaId, SchemaUse } from "../ir/schema.ts";

/** The schemas of an Api while a pass works on them. */
export type SchemaTable = Readonly<Record<SchemaId, Schema>>;

/** The schema with this id; its absence is a fault of ours. */
export function schemaAt(table: SchemaTable, id: SchemaId): Schema {
  const schema = table[id];
  if (schema === undefined) throw new Error(`no schema ${id}`);
  return schema;
}

/** The schema that a use means, behind aliases, and whether null may stand in its place. */
export function resolved(table: SchemaTable, use: SchemaUse): { readonly schema: Schema; readonly nullable: boolean } {
  let { nullable } = use;
  let schema = schemaAt(table, use.schema);
  const seen = new Set<SchemaId>();
  while (schema.kind === "alias" && !seen.has(schema.id)) {
    seen.add(schema.id);
    nullable ||= schema.target.nullable;
    schema = schemaAt(table, schema.target.schema);
  }
  return { schema, nullable };
}

/** A class and those it extends, itself first; a cycle ends the list. */
export function lineage(table: SchemaTable, schema: ObjectSchema): readonly ObjectSchema[] {
  const classes: ObjectSchema[] = [];
  const seen = new Set<SchemaId>();
  let current: Schema | undefined = schema;
  while (current?.kind === "object" && !seen.has(current.id)) {
    seen.add(current.id);
    classes.push(current);
    current = current.base === null ? undefined : table[current.base];
  }
  return classes;
}

/** The properties of a class and of those it extends, the base's first. */
export function allProperties(table: SchemaTable, schema: ObjectSchema): readonly Property[] {
  if (schema.base === null) return schema.properties;
  return lineage(table, schema).toReversed().flatMap((each) => each.properties);
}

/** Whether two uses mean the same Python type, as far as can be seen without building anything. */
export function sameType(table: SchemaTable, one: SchemaUse, other: SchemaUse): boolean {
  const a = resolved(table, one);
  const b = resolved(table, other);
  return a.nullable === b.nullable && sameSchema(table, a.schema, b.schema);
}

function sameSchema(table: SchemaTable, a: Schema, b: Schema): boolean {
  if (a.id === b.id) return true;
  if (a.kind === "primitive") return b.kind === "primitive" && a.type === b.type && a.format === b.format && a.contentEncoding === b.contentEncoding;
  if (a.kind === "enum") return b.kind === "enum" && a.members.length === b.members.length && a.members.every((member, index) => member.value === b.members[index]?.value);
  if (a.kind === "array") return b.kind === "array" && sameType(table, a.items, b.items);
  if (a.kind === "map") return b.kind === "map" && sameType(table, a.values, b.values);
  return a.kind === "any" && b.kind === "any";
}
