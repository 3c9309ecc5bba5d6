import type { AllOfSchema, EnumSchema, PrimitiveSchema, Schema } from "../ir/schema.ts";
import { conflict, type Merge, type Part } from "./merge-all-of.ts";
import { isComponent } from "./reachable.ts";
import { baseFields, standIn } from "./rewrite.ts";

/** A text, a number, a truth value, or a list of values. */
export type Scalar = PrimitiveSchema | EnumSchema;

/** Merges texts, numbers, truth values and lists of values: what all allow. */
export function mergeScalars(merge: Merge, schema: AllOfSchema, parts: readonly Part[]): Schema {
  const scalars = parts.flatMap((part) => (part.schema.kind === "primitive" || part.schema.kind === "enum" ? [part.schema] : []));
  const [first, ...rest] = scalars;
  if (first === undefined) throw new Error(`nothing to merge at ${schema.id}`);
  let result: Scalar = first;
  for (const next of rest) {
    const joined = both(result, next);
    if (joined === null) conflict(merge, schema, `${nameOf(result)} and ${nameOf(next)} have no value in common`);
    else result = joined;
  }
  if (isComponent(result) && scalars.includes(result)) {
    return { ...baseFields(schema), kind: "alias", target: { schema: result.id, nullable: parts.every((part) => part.nullable) } };
  }
  const constraints = Object.assign({}, ...scalars.map((scalar) => scalar.constraints));
  return standIn(schema, { ...result, constraints });
}

function nameOf(scalar: Scalar): string {
  return scalar.kind === "enum" ? scalar.members.map(({ value }) => String(value)).slice(0, 3).join(", ") : scalar.type;
}

/** What two scalars have in common, the same object where one says all; null where that is nothing. */
export function both(a: Scalar, b: Scalar): Scalar | null {
  if (a.kind === "enum" && b.kind === "enum") return withMembers(a, (value) => b.members.some((member) => member.value === value));
  if (a.kind === "enum" && b.kind === "primitive") return withMembers(a, (value) => hasType(value, b));
  if (a.kind === "primitive" && b.kind === "enum") return withMembers(b, (value) => hasType(value, a));
  return a.kind === "primitive" && b.kind === "primitive" ? narrower(a, b) : null;
}

function withMembers(schema: EnumSchema, keep: (value: unknown) => boolean): EnumSchema | null {
  const members = schema.members.filter((member) => keep(member.value));
  if (members.length === schema.members.length) return schema;
  return members.length === 0 ? null : { ...schema, members };
}

function hasType(value: unknown, schema: PrimitiveSchema): boolean {
  switch (schema.type) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    case "number":
      return typeof value === "bigint" || typeof value === "number";
    case "null":
      return value === null;
    default:
      return schema.type satisfies never;
  }
}

function narrower(a: PrimitiveSchema, b: PrimitiveSchema): PrimitiveSchema | null {
  if (a.type === "number" && b.type === "integer") return b;
  if (a.type === "integer" && b.type === "number") return a;
  if (a.type !== b.type) return null;
  if (a.format === null && b.format !== null) return b;
  return a;
}
