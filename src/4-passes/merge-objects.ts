import type { AllOfSchema, ObjectSchema, Property, Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import { mergedUse, type Merge, type Part } from "./merge-all-of.ts";
import { isComponent } from "./reachable.ts";
import { baseFields, firstDocs } from "./rewrite.ts";
import { allProperties, lineage, resolved, sameType } from "./schema-table.ts";

/** Merges objects and maps: into a subclass where exactly one named class is left as it is, else into one flat class. */
export function mergeObjects(merge: Merge, schema: AllOfSchema, parts: readonly Part[]): Schema {
  const members = parts.map((part) => part.schema);
  const base = baseOf(merge, schema, members);
  const others = base === null ? members : members.filter((member) => member !== base);
  const inherited = new Map(base === null ? [] : allProperties(merge.table, base).map((property) => [property.wire, property]));
  noteTags(merge, schema, members);
  const properties = new Map<string, Property>();
  for (const other of others) {
    if (other.kind !== "object") continue;
    for (const property of allProperties(merge.table, other)) {
      if (inherited.has(property.wire)) continue;
      const known = properties.get(property.wire);
      properties.set(property.wire, known === undefined ? property : mergeProperty(merge, schema, [known, property]));
    }
  }
  const demanded = new Set(members.flatMap((member) => undeclaredOf(merge, member)));
  const merged = [...properties.values()].map((property) => (demanded.has(property.wire) && !property.required ? { ...property, required: true } : property));
  const undeclared = [...demanded].filter((name) => !properties.has(name) && !inherited.has(name));
  const own = members.find((member) => member.kind === "object" && !isComponent(member) && member.discriminator !== null);
  return {
    ...baseFields(schema),
    kind: "object",
    properties: merged,
    additional: additionalOf(merge, others),
    patterns: others.flatMap((other) => (other.kind === "object" ? other.patterns : [])),
    base: base?.id ?? null,
    discriminator: schema.discriminator ?? (own?.kind === "object" ? own.discriminator : null),
    ...(undeclared.length === 0 ? {} : { undeclared }),
  };
}

function undeclaredOf(merge: Merge, member: Schema): readonly string[] {
  return member.kind === "object" ? lineage(merge.table, member).flatMap((each) => each.undeclared ?? []) : [];
}

/** The class to extend: the only named one, or the only one with a discriminator, if the other parts leave it as it is. */
function baseOf(merge: Merge, schema: Schema, members: readonly Schema[]): ObjectSchema | null {
  const named = members.flatMap((member) => (member.kind === "object" && isComponent(member) ? [member] : []));
  const chosen = named.length === 1 ? named : named.filter((member) => lineage(merge.table, member).some((each) => each.discriminator !== null));
  const [base, second] = chosen;
  if (base === undefined || second !== undefined || base.id === schema.id) return null;
  return members.every((member) => member === base || leavesAlone(merge, base, member)) ? base : null;
}

/** Whether a part says nothing about a class's members that is not true of them anyway; its tag may be narrowed. */
function leavesAlone(merge: Merge, base: ObjectSchema, member: Schema): boolean {
  if (member.kind !== "object") return true;
  const tags = new Set(lineage(merge.table, base).map((each) => each.discriminator?.property));
  const inherited = new Map(allProperties(merge.table, base).map((property) => [property.wire, property]));
  for (const name of undeclaredOf(merge, member)) if (!tags.has(name) && inherited.get(name)?.required === false) return false;
  for (const property of allProperties(merge.table, member)) {
    const known = inherited.get(property.wire);
    if (known === undefined || tags.has(property.wire)) continue;
    if (property.required && !known.required) return false;
    if (property.readOnly !== known.readOnly || property.writeOnly !== known.writeOnly) return false;
    const free = resolved(merge.table, property.use).schema.kind === "any";
    if (!free && !sameType(merge.table, property.use, known.use)) return false;
  }
  return true;
}

/** Keeps the constants that a subclass gives to the discriminator: the class itself has the property from its base. */
function noteTags(merge: Merge, schema: Schema, members: readonly Schema[]): void {
  const tags = new Set(members.flatMap((member) => (member.kind === "object" ? lineage(merge.table, member).map((each) => each.discriminator?.property) : [])));
  for (const member of members) {
    if (member.kind !== "object" || isComponent(member)) continue;
    for (const property of member.properties) {
      if (!tags.has(property.wire)) continue;
      const values = literals(merge, property.use);
      if (values.length > 0) merge.tags.set(schema.id, values);
    }
  }
}

function literals(merge: Merge, use: SchemaUse): readonly (string | number | boolean)[] {
  const { schema } = resolved(merge.table, use);
  if (schema.kind !== "enum") return [];
  return schema.members.flatMap(({ value }) => (typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [value] : []));
}

function mergeProperty(merge: Merge, owner: Schema, [first, second]: readonly [Property, Property]): Property {
  const use = mergedUse(merge, owner, { uses: [first.use, second.use], name: first.wire });
  const fallback = second.default ?? first.default;
  return {
    ...first,
    use,
    required: first.required || second.required,
    readOnly: first.readOnly || second.readOnly,
    writeOnly: first.writeOnly || second.writeOnly,
    docs: firstDocs(second.docs, first.docs),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** What further keys hold: a type where a part gives one; closed only if every part is, since parts close over each other. */
function additionalOf(merge: Merge, members: readonly Schema[]): boolean | SchemaUse {
  for (const member of members) {
    if (member.kind === "map" && resolved(merge.table, member.values).schema.kind !== "any") return member.values;
    if (member.kind === "object" && typeof member.additional === "object") return member.additional;
  }
  return members.length === 0 || members.some((member) => member.kind !== "object" || member.additional !== false);
}

/** The ids of a class and of all it was made from. */
export function ancestors(merge: Merge, id: SchemaId): ReadonlySet<SchemaId> {
  const seen = new Set<SchemaId>();
  const open = [...(merge.parents.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(merge.parents.get(next) ?? []));
  }
  return seen;
}
