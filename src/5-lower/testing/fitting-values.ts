import type { Json, JsonObject } from "../../ir/json.ts";
import { isArray, isObject, member } from "../../ir/origin.ts";
import { isOfPrimitive } from "../../ir/primitive-value.ts";
import type { Discriminator, ObjectSchema, PrimitiveSchema, Schema, SchemaUse } from "../../ir/schema.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { allProperties } from "../models/models.ts";
import { stringKind, type StringKind } from "../models/types.ts";

/** Deeper values are taken not to fit: examples of documents are shallow. */
const deepest = 40;

/** Whether a received value is what the document says, as far as a strict client looks: types, formats, required members. */
export function fits(lower: LowerContext, use: SchemaUse, value: Json, depth = 0): boolean {
  const { schema, nullable } = resolveUse(lower, use);
  if (value === null && nullable) return true;
  return depth < deepest && schemaFits(lower, schema, { value, depth: depth + 1 });
}

interface Subject {
  readonly value: Json;
  readonly depth: number;
}

function schemaFits(lower: LowerContext, schema: Schema, { value, depth }: Subject): boolean {
  switch (schema.kind) {
    case "primitive":
      return primitiveFits(lower, schema, value);
    case "enum":
      return schema.members.some((each) => each.value === value);
    case "any":
      return true;
    case "array":
      return isArray(value) && value.every((item) => fits(lower, schema.items, item, depth));
    case "map":
      return isObject(value) && Object.values(value).every((item) => fits(lower, schema.values, item, depth));
    case "tuple":
      return isArray(value) && value.length === schema.prefix.length && schema.prefix.every((use, index) => fits(lower, use, value[index] ?? null, depth));
    case "union":
      if (schema.discriminator !== null && schema.unknownName !== null) return taggedFits(lower, schema.discriminator, { value, depth });
      return schema.variants.some((variant) => fits(lower, variant, value, depth));
    case "object":
      return schema.discriminator === null ? objectFits(lower, schema, { value, depth }) : taggedFits(lower, schema.discriminator, { value, depth });
    case "never":
    case "alias":
    case "allOf":
      return false;
    default:
      return schema satisfies never;
  }
}

function taggedFits(lower: LowerContext, discriminator: Discriminator, subject: Subject): boolean {
  const { value } = subject;
  if (!isObject(value)) return false;
  const tag = member(value, discriminator.property);
  const entry = discriminator.mapping.find((each) => each.tag === tag);
  if (entry === undefined) return false;
  const { schema } = resolveUse(lower, { schema: entry.schema, nullable: false });
  return schema.kind === "object" && objectFits(lower, schema, subject);
}

function objectFits(lower: LowerContext, schema: ObjectSchema, { value, depth }: Subject): boolean {
  if (!isObject(value)) return false;
  const properties = allProperties(lower, schema);
  const present = properties.every((property) => {
    const found = member(value, property.wire);
    if (found === undefined) return !property.required || property.writeOnly;
    return fits(lower, property.use, found, depth);
  });
  return present && extrasFit(lower, schema, { value, depth, known: new Set(properties.map(({ wire }) => wire)) });
}

function extrasFit(
  lower: LowerContext,
  { additional }: ObjectSchema,
  { value, depth, known }: { readonly value: JsonObject; readonly depth: number; readonly known: ReadonlySet<string> },
): boolean {
  if (typeof additional !== "object") return true;
  return Object.entries(value).every(([key, extra]) => known.has(key) || fits(lower, additional, extra, depth));
}

function primitiveFits(lower: LowerContext, schema: PrimitiveSchema, value: Json): boolean {
  return isOfPrimitive(schema.type, value) && (typeof value !== "string" || textPatterns[stringKind(lower, schema)].test(value));
}

/** Narrower than what the runtime reads, so that an example which passes is read everywhere. */
const textPatterns = {
  string: /^/,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/,
  date_time: /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-2]):[0-5]\d)$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  uuid: /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  decimal: /^-?\d{1,30}(?:\.\d{1,30})?$/,
} as const satisfies Record<StringKind, RegExp>;
