import { external, ref } from "../../../pyast/index.ts";
import type { Json } from "../../ir/json.ts";
import { setMember } from "../../ir/origin.ts";
import type { Discriminator, EnumSchema, ObjectSchema, PrimitiveSchema, Property, Schema, SchemaId, SchemaUse, TupleSchema, UnionSchema } from "../../ir/schema.ts";
import { resolveUse, schemaOf, type LowerContext } from "../context.ts";
import { literalValues, type LiteralValue } from "../models/literals.ts";
import { allProperties } from "../models/models.ts";
import { formatTexts, madeScalar, textWithin } from "./sample-scalars.ts";
import { tagOf } from "./sample-values.ts";
import { py } from "../symbols.ts";
import { isBinary, isClass, memberOf, numberKind, stringKind, type Direction } from "../models/types.ts";
import { b, type OpenExpr } from "../open-builders.ts";

/** A value to give to a method, and what the document says that it is on the wire. */
export interface SampleArgument {
  readonly python: OpenExpr;
  readonly wire: Json;
}

/** Makes the arguments of one call; texts are what they are the argument for. */
export interface ArgumentSampler {
  /** Null where no finite value fits. */
  readonly sample: (use: SchemaUse, label: string, direction: Direction) => SampleArgument | null;
}

/** How far down the optional members of classes are given, too. */
const generousDepth = 1;
/** After so many values only required members are given. */
const mostValues = 120;

/** A list has no more items, whatever it should have. */
const mostItems = 20;

/** What is passed down from a value to its members. */
interface Place {
  readonly label: string;
  readonly direction: Direction;
  readonly depth: number;
}

/** A sampler for one call. */
export function argumentSampler(lower: LowerContext): ArgumentSampler {
  const active = new Set<SchemaId>();
  let values = 0;

  function ofUse(use: SchemaUse, place: Place): SampleArgument | null {
    const { schema, nullable } = resolveUse(lower, use);
    if (active.has(schema.id)) return nullable ? none : null;
    values += 1;
    active.add(schema.id);
    try {
      return ofSchema(schema, place) ?? (nullable ? none : null);
    } finally {
      active.delete(schema.id);
    }
  }

  function ofSchema(schema: Schema, place: Place): SampleArgument | null {
    switch (schema.kind) {
      case "primitive":
        return ofPrimitive(lower, schema, place);
      case "enum":
        return ofEnum(lower, schema);
      case "any":
        return { python: b.str(place.label), wire: place.label };
      case "array": {
        const item = schema.constraints.maxItems === 0 ? null : ofUse(schema.items, place);
        const items = item === null ? [] : Array.from({ length: Math.max(1, Math.min(schema.constraints.minItems ?? 0, mostItems)) }, () => item);
        return { python: b.list(items.map(({ python }) => python)), wire: items.map(({ wire }) => wire) };
      }
      case "map": {
        const item = ofUse(schema.values, place);
        return item === null ? { python: b.dict([]), wire: {} } : { python: b.dict([[b.str("key"), item.python]]), wire: { key: item.wire } };
      }
      case "tuple":
        return ofTuple(schema, place);
      case "union":
        return ofUnion(schema, place);
      case "object":
        return ofObject(schema, place);
      case "never":
      case "alias":
      case "allOf":
        return null;
      default:
        return schema satisfies never;
    }
  }

  function ofTuple(schema: TupleSchema, place: Place): SampleArgument | null {
    const items: SampleArgument[] = [];
    for (const use of schema.prefix) {
      const item = ofUse(use, place);
      if (item === null) return null;
      items.push(item);
    }
    const python = items.map((item) => item.python);
    return { python: schema.rest === false ? b.tuple(python) : b.list(python), wire: items.map((item) => item.wire) };
  }

  function ofUnion(schema: UnionSchema, place: Place): SampleArgument | null {
    if (schema.discriminator !== null && schema.unknownName !== null) return ofTagged(schema.discriminator, place, () => true);
    for (const variant of schema.variants) {
      const made = ofUse(variant, place);
      if (made !== null && made.wire !== null) return made;
    }
    return null;
  }

  function ofTagged({ mapping, property }: Discriminator, place: Place, takes: (schema: ObjectSchema) => boolean): SampleArgument | null {
    for (const { tag, schema: id } of mapping) {
      const { schema } = resolveUse(lower, { schema: id, nullable: false });
      if (!isClass(schema) || !takes(schema)) continue;
      const made = construct(schema, place, { wire: property, tag });
      if (made !== null) return made;
    }
    return null;
  }

  function ofObject(schema: ObjectSchema, place: Place): SampleArgument | null {
    if (!isClass(schema)) return ofBareObject(schema, place);
    const found = schema.discriminator === null ? null : ofTagged(schema.discriminator, place, (member) => extendsClass(lower, member, schema.id));
    return found ?? construct(schema, place, tagOf(lower, schema));
  }

  /** An object without a class is given as it is on the wire. */
  function ofBareObject(schema: ObjectSchema, place: Place): SampleArgument | null {
    const members = membersOf(allProperties(lower, schema), place, null);
    if (members === null) return null;
    const wire = wireObject(members);
    return { python: b.literal(wire), wire };
  }

  function construct(schema: ObjectSchema & { readonly name: string }, place: Place, tag: Tag | null): SampleArgument | null {
    const members = membersOf(allProperties(lower, schema), place, tag);
    if (members === null) return null;
    const keywords = members.map(({ property, value }): [string, OpenExpr] => [property.name, value.python]);
    return { python: b.call(ref(lower.symbols.model(schema)), [], keywords), wire: wireObject(members) };
  }

  function membersOf(properties: readonly Property[], place: Place, tag: Tag | null): readonly Member[] | null {
    const generous = place.depth < generousDepth;
    const members = new Map<string, Member>();
    for (const property of properties) {
      if (property.readOnly) continue;
      if (!property.required && (!generous || values > mostValues)) continue;
      const inner = { label: property.name, direction: "input", depth: place.depth + 1 } as const;
      const value = property.wire === tag?.wire ? { python: listedValue(lower, resolveUse(lower, property.use).schema, tag.tag), wire: tag.tag } : ofUse(property.use, inner);
      if (value !== null) members.set(property.wire, { property, value });
      else if (property.required) return null;
    }
    return [...members.values()];
  }

  return { sample: (use, label, direction) => ofUse(use, { label, direction, depth: 0 }) };
}

const none: SampleArgument = { python: b.none, wire: null };

/** What tells a class from the others of its union. */
interface Tag {
  readonly wire: string;
  readonly tag: string | number | boolean;
}

interface Member {
  readonly property: Property;
  readonly value: SampleArgument;
}

function wireObject(members: readonly Member[]): { readonly [key: string]: Json } {
  const made: Record<string, Json> = {};
  for (const { property, value } of members) setMember(made, property.wire, value.wire);
  return made;
}

function extendsClass(lower: LowerContext, schema: ObjectSchema, id: SchemaId): boolean {
  for (let current: ObjectSchema = schema; ; ) {
    if (current.id === id) return true;
    const base: Schema | null = current.base === null ? null : schemaOf(lower, current.base);
    if (base === null || base.kind !== "object") return false;
    current = base;
  }
}

function ofEnum(lower: LowerContext, schema: EnumSchema): SampleArgument | null {
  const values = literalValues(schema);
  if (values === null) {
    const value = schema.members[0]?.value;
    return value === undefined ? null : { python: b.literal(value), wire: value };
  }
  const value = values.find((each) => each !== "") ?? values[0];
  return value === undefined ? null : { python: listedValue(lower, schema, value), wire: value };
}

/** A value of an enum: its member where the enum is a class. */
function listedValue(lower: LowerContext, schema: Schema, value: LiteralValue): OpenExpr {
  const member = memberOf(lower, schema, value);
  return member === null ? b.literal(value) : b.attr(ref(member.of), member.name);
}

function ofPrimitive(lower: LowerContext, schema: PrimitiveSchema, { label, direction }: Place): SampleArgument | null {
  if (schema.type === "string") return direction === "upload" && isBinary(schema) ? dataBytes : ofText(lower, schema, label);
  const wire = madeScalar(lower, schema, label);
  if (wire === undefined) return null;
  if (schema.type === "number" && numberKind(lower, schema) === "decimal") return { python: b.call(ref(py.Decimal), [b.str(String(wire))]), wire };
  return { python: b.literal(wire), wire };
}

/** The bytes of a file. */
export const dataBytes: SampleArgument = { python: b.bytes(new TextEncoder().encode("data")), wire: "data" };

function ofText(lower: LowerContext, schema: PrimitiveSchema, label: string): SampleArgument {
  const kind = stringKind(lower, schema);
  switch (kind) {
    case "string": {
      const wire = textWithin(schema, label);
      return { python: b.str(wire), wire };
    }
    case "date":
      return { python: b.call(ref(py.date), [2024, 1, 31].map(b.int)), wire: formatTexts.date };
    case "date_time":
      return { python: b.call(ref(py.datetime), [2024, 1, 31, 12, 30].map(b.int), { tzinfo: b.attr(ref(external("datetime", "timezone")), "utc") }), wire: formatTexts.date_time };
    case "time":
      return { python: b.call(ref(py.time), [12, 30].map(b.int)), wire: formatTexts.time };
    case "uuid":
      return { python: b.call(ref(py.UUID), [b.str(formatTexts.uuid)]), wire: formatTexts.uuid };
    case "base64":
      return { python: dataBytes.python, wire: formatTexts.base64 };
    case "decimal":
      return { python: b.call(ref(py.Decimal), [b.str(formatTexts.decimal)]), wire: formatTexts.decimal };
    default:
      return kind satisfies never;
  }
}
