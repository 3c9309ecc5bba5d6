import type { Context } from "../context.ts";
import type { Discriminator, EnumMember, EnumSchema, Schema, SchemaId, SchemaUse, UnionSchema } from "../ir/schema.ts";
import { mapList } from "../ir/uses.ts";
import type { Pass } from "./pass.ts";
import { isComponent } from "./reachable.ts";
import { assignParts, baseFields, redirectUses, standIn } from "./rewrite.ts";
import { resolved, sameType, schemaAt } from "./schema-table.ts";
import { strongComponents } from "./strong-components.ts";

/** What simplifying works with; lives as long as one run of the pass. */
interface Simplify {
  readonly table: Record<SchemaId, Schema>;
  readonly context: Pick<Context, "reporter">;
  /** Schemas from which null was taken away: each use of them gets it. */
  readonly lifted: Set<SchemaId>;
}

/** Takes null out of unions, unwraps what has one member, folds lists of values; afterwards no use goes through an alias. */
export const simplifyUnions: Pass = {
  name: "simplify-unions",
  run(api, draft, context) {
    const simplify: Simplify = { table: { ...api.schemas }, context, lifted: new Set() };
    const unions: SchemaId[] = [];
    const named: SchemaId[] = [];
    for (const schema of Object.values(api.schemas)) {
      if (schema.kind === "union") unions.push(schema.id);
      else if (schema.kind === "alias") named.push(schema.id);
    }
    const edges = (id: SchemaId): readonly SchemaId[] => {
      const schema = simplify.table[id];
      return schema?.kind === "union" ? schema.variants.map((variant) => resolved(simplify.table, variant).schema).filter(({ kind }) => kind === "union").map((variant) => variant.id) : [];
    };
    for (const component of strongComponents(unions, edges)) {
      for (const id of component) {
        const union = simplify.table[id];
        if (union?.kind === "union") simplify.table[id] = simplifyOne(simplify, union);
      }
    }
    const targets = new Map<SchemaId, SchemaUse>();
    for (const id of [...named, ...unions]) cutAliasCycle(simplify, id);
    for (const id of [...named, ...unions]) {
      const schema = schemaAt(simplify.table, id);
      if (schema.kind === "alias" || simplify.lifted.has(id)) targets.set(id, finalUse(simplify, schema));
    }
    const parts = redirectUses(api, simplify.table, targets);
    for (const id of unions) {
      const schema = simplify.table[id];
      if (schema?.kind === "union") simplify.table[id] = { ...schema, variants: mapList(schema.variants, (use) => (use.nullable ? { schema: use.schema, nullable: false } : use)) };
    }
    assignParts(draft, parts);
  },
};

/** Where the use of an alias goes, and whether null came along on the way. */
function finalUse(simplify: Simplify, schema: Schema): SchemaUse {
  let nullable = simplify.lifted.has(schema.id);
  let current = schema;
  while (current.kind === "alias") {
    nullable ||= current.target.nullable;
    const next = simplify.table[current.target.schema];
    if (next === undefined) break;
    current = next;
    nullable ||= simplify.lifted.has(current.id);
  }
  return { schema: current.id, nullable };
}

/** An alias that leads to itself says nothing. */
function cutAliasCycle(simplify: Simplify, id: SchemaId): void {
  const schema = schemaAt(simplify.table, id);
  if (schema.kind !== "alias" || resolved(simplify.table, { schema: id, nullable: false }).schema.kind !== "alias") return;
  simplify.context.reporter.report("schema-not-understood", schema.origin, { reason: "it only refers to itself" });
  simplify.table[id] = { ...baseFields(schema), kind: "any", reason: "degraded" };
}

interface Variants {
  readonly uses: SchemaUse[];
  nullable: boolean;
  discriminator: Discriminator | null;
}

function simplifyOne(simplify: Simplify, union: UnionSchema): Schema {
  const variants: Variants = { uses: [], nullable: false, discriminator: union.discriminator };
  for (const use of union.variants) addVariant(simplify, { union, variants, use });
  const uses = withoutOpenText(simplify, foldEnums(simplify, union, variants.uses));
  if (variants.nullable) simplify.lifted.add(union.id);
  const [only, second] = uses;
  if (only === undefined) return emptyUnion(simplify, union, variants.nullable);
  if (second === undefined) return unwrapped(simplify, union, only);
  return { ...union, variants: uses, discriminator: variants.discriminator };
}

function addVariant(simplify: Simplify, { union, variants, use }: { readonly union: UnionSchema; readonly variants: Variants; readonly use: SchemaUse }): void {
  const { schema, nullable } = resolved(simplify.table, use);
  if (nullable || simplify.lifted.has(use.schema) || simplify.lifted.has(schema.id)) variants.nullable = true;
  if (schema.kind === "primitive" && schema.type === "null") {
    variants.nullable = true;
    return;
  }
  if (schema.kind === "never" || schema.id === union.id) return;
  if (schema.kind === "union" && !isComponent(schema) && mayFlatten(schema, variants.discriminator)) {
    if (schema.discriminator !== null && variants.discriminator !== null) {
      variants.discriminator = { ...variants.discriminator, mapping: [...variants.discriminator.mapping, ...schema.discriminator.mapping] };
    }
    for (const inner of schema.variants) addVariant(simplify, { union, variants, use: inner });
    return;
  }
  const plain = { schema: schema.id, nullable: false };
  if (!variants.uses.some((known) => sameType(simplify.table, known, plain))) variants.uses.push(plain);
}

function mayFlatten(inner: UnionSchema, outer: Discriminator | null): boolean {
  return inner.discriminator === null || inner.discriminator.property === outer?.property;
}

function emptyUnion(simplify: Simplify, union: UnionSchema, nullable: boolean): Schema {
  simplify.lifted.delete(union.id);
  if (nullable) return { ...baseFields(union), kind: "primitive", type: "null", format: null, contentEncoding: null, contentMediaType: null };
  return { ...baseFields(union), kind: "never" };
}

/** A union with one member is that member: another name for a component, else its content in the union's place. */
function unwrapped(simplify: Simplify, union: UnionSchema, only: SchemaUse): Schema {
  const { schema } = resolved(simplify.table, only);
  if (isComponent(schema)) return { ...baseFields(union), kind: "alias", target: { schema: schema.id, nullable: false } };
  return standIn(union, schema);
}

/** Lists of values that stand beside one another in place are one list; each `const` brings its words along. */
function foldEnums(simplify: Simplify, union: UnionSchema, uses: readonly SchemaUse[]): readonly SchemaUse[] {
  const enums = uses.flatMap((use) => {
    const { schema } = resolved(simplify.table, use);
    return schema.kind === "enum" && !isComponent(schema) ? [schema] : [];
  });
  const [first, second] = enums;
  if (first === undefined || second === undefined) return uses;
  const folded = new Set(enums.map((schema) => schema.id));
  const members = new Map<unknown, EnumMember>();
  for (const schema of enums) for (const member of schema.members) if (!members.has(member.value)) members.set(member.value, told(schema, member));
  const id = `${union.id}/~values`;
  const docs = { summary: null, description: null, deprecated: false, externalDocs: null };
  simplify.table[id] = { ...first, id, title: null, docs, members: [...members.values()] };
  return uses.flatMap((use) => (use.schema === first.id ? [{ schema: id, nullable: false }] : folded.has(use.schema) ? [] : [use]));
}

function told(schema: EnumSchema, member: EnumMember): EnumMember {
  if (schema.members.length > 1) return member;
  return { value: member.value, name: member.name ?? schema.title, description: member.description ?? schema.docs.description };
}

/**
 * Enums are open: a text that may be anything adds nothing to a list of texts, which remembers that the document allows others.
 * A single constant is closed and stays beside it, and so does the list of a component, which others use without the text.
 */
function withoutOpenText(simplify: Simplify, uses: readonly SchemaUse[]): readonly SchemaUse[] {
  const types: readonly (string | null)[] = uses.map((use) => listedType(resolved(simplify.table, use).schema));
  const covered = new Set<string>();
  for (const use of uses) {
    const { schema } = resolved(simplify.table, use);
    const plain = schema.kind === "primitive" && schema.format === null && schema.contentEncoding === null && schema.contentMediaType === null;
    if (plain && types.includes(schema.type)) covered.add(schema.type);
  }
  if (covered.size === 0) return uses;
  for (const [index, use] of uses.entries()) {
    const { schema } = resolved(simplify.table, use);
    const type = types[index] ?? null;
    if (type === null || !covered.has(type) || schema.kind !== "enum" || schema.open === true) continue;
    if (isComponent(schema)) covered.delete(type);
    else simplify.table[schema.id] = { ...schema, open: true };
  }
  return uses.filter((use) => {
    const { schema } = resolved(simplify.table, use);
    return schema.kind !== "primitive" || !covered.has(schema.type) || schema.format !== null || schema.contentEncoding !== null || schema.contentMediaType !== null;
  });
}

/** The type of all values of a list of several, where it is one that may be open. */
function listedType(schema: Schema): "string" | "integer" | null {
  if (schema.kind !== "enum" || schema.members.length < 2) return null;
  if (schema.members.every(({ value }) => typeof value === "string")) return "string";
  return schema.members.every(({ value }) => typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) ? "integer" : null;
}
