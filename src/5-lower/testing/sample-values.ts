import type { Json } from "../../ir/json.ts";
import { setMember } from "../../ir/origin.ts";
import type { ArraySchema, Discriminator, ObjectSchema, Property, Schema, SchemaId, SchemaUse, TupleSchema, UnionSchema } from "../../ir/schema.ts";
import { resolveUse, schemaOf, type LowerContext } from "../context.ts";
import { fits } from "./fitting-values.ts";
import { allProperties } from "../models/models.ts";
import { sampleScalar } from "./sample-scalars.ts";
import { isClass } from "../models/types.ts";

/** The key of an object that stands for the value of a class: `{"$ref": "SpecialEvent"}`. */
const referenceKey = "$ref";

/** Makes values that fit the document's schemas; equal documents give equal values. */
export interface Sampler {
  /** A value that a server may send for this use, classes by reference; undefined where no finite value fits. */
  readonly value: (use: SchemaUse, label: string) => Json | undefined;
  /** What the references stand for, by class, filled as `value` meets them. */
  readonly classes: ReadonlyMap<string, Json>;
  /** The value with its references replaced. */
  readonly expand: (value: Json) => Json;
}

/** Objects with more properties get the required ones alone. */
const fewProperties = 12;
/** The most characters, as JSON, of what an array that may be empty holds. */
const largestItem = 6_000;
/** The most characters, as JSON, of an example that is taken over from the document. */
const largestExample = 400;

/** A sampler for one document. */
export function createSampler(lower: LowerContext): Sampler {
  const classes = new Map<string, Json>();
  const sizes = new Map<string, number>();
  const active = new Set<SchemaId>();
  const failed = new Set<SchemaId>();

  function value(use: SchemaUse, label: string): Json | undefined {
    const { schema, nullable } = resolveUse(lower, use);
    const found = ofSchema(schema, label);
    return found === undefined && nullable ? null : found;
  }

  function ofSchema(schema: Schema, label: string): Json | undefined {
    switch (schema.kind) {
      case "primitive":
      case "enum":
      case "any":
        return sampleScalar(lower, schema, label);
      case "never":
      case "alias":
      case "allOf":
        return undefined;
      case "object":
        return isClass(schema) ? byReference(schema) : guarded(schema, () => ofObject(schema, tagOf(lower, schema)));
      case "map":
      case "array":
      case "tuple":
      case "union":
        return guarded(schema, () => ofCompound(schema, label));
      default:
        return schema satisfies never;
    }
  }

  /** What is inside itself has no finite value by this way. */
  function guarded(schema: Schema, make: () => Json | undefined): Json | undefined {
    if (active.has(schema.id)) return undefined;
    active.add(schema.id);
    try {
      return make();
    } finally {
      active.delete(schema.id);
    }
  }

  function byReference(schema: ObjectSchema & { readonly name: string }): Json | undefined {
    const reference = { [referenceKey]: schema.name };
    if (classes.has(schema.name)) return reference;
    if (failed.has(schema.id)) return undefined;
    const made = guarded(schema, () => classValue(schema));
    if (made === undefined) {
      // On the way through itself it has no value; from outside it may still have one.
      if (active.size === 0) failed.add(schema.id);
      return undefined;
    }
    classes.set(schema.name, made);
    return reference;
  }

  function classValue(schema: ObjectSchema): Json | undefined {
    if (schema.discriminator === null) return example(schema) ?? ofObject(schema, tagOf(lower, schema));
    return tagged(schema.discriminator);
  }

  function example(schema: Schema): Json | undefined {
    return schema.examples.find((each) => isSmallExample(each) && fits(lower, { schema: schema.id, nullable: false }, each));
  }

  function tagged(discriminator: Discriminator): Json | undefined {
    for (const { tag, schema: id } of discriminator.mapping) {
      const { schema } = resolveUse(lower, { schema: id, nullable: false });
      if (schema.kind !== "object") continue;
      const own = active.has(schema.id);
      const made = own ? ofObject(schema, { wire: discriminator.property, tag }) : guarded(schema, () => ofObject(schema, { wire: discriminator.property, tag }));
      if (made !== undefined) return made;
    }
    return undefined;
  }

  function ofObject(schema: ObjectSchema, tag: Tag | null): Json | undefined {
    const properties = allProperties(lower, schema);
    const made: Record<string, Json> = {};
    const generous = properties.length <= fewProperties;
    for (const property of properties) {
      if (property.writeOnly) continue;
      if (tag?.wire === property.wire) {
        setMember(made, property.wire, tag.tag);
        continue;
      }
      if (!property.required && !(generous && isScalar(property))) continue;
      const member = propertyValue(property);
      if (member !== undefined) setMember(made, property.wire, member);
      else if (property.required) return undefined;
    }
    if (tag !== null && !Object.hasOwn(made, tag.wire)) setMember(made, tag.wire, tag.tag);
    return made;
  }

  function isScalar(property: Property): boolean {
    const { kind } = resolveUse(lower, property.use).schema;
    return kind === "primitive" || kind === "enum";
  }

  function propertyValue(property: Property): Json | undefined {
    const { default: fallback } = property;
    const told = fallback !== undefined && fallback !== null && isSmallExample(fallback) && fits(lower, property.use, fallback);
    return told ? fallback : value(property.use, property.wire);
  }

  function ofCompound(schema: Exclude<Schema, ObjectSchema> & { readonly kind: "map" | "array" | "tuple" | "union" }, label: string): Json | undefined {
    const told = example(schema);
    if (told !== undefined) return told;
    switch (schema.kind) {
      case "map": {
        const item = value(schema.values, "value");
        return item === undefined || sizeOf(item) > largestItem ? {} : { key: item };
      }
      case "array":
        return ofArray(schema, label);
      case "tuple":
        return ofTuple(schema, label);
      case "union":
        return ofUnion(schema, label);
      default:
        return schema satisfies never;
    }
  }

  function ofArray(schema: ArraySchema, label: string): Json | undefined {
    const least = Math.min(schema.constraints.minItems ?? 0, 20);
    const item = value(schema.items, label);
    if (item === undefined) return least === 0 ? [] : undefined;
    if (least === 0 && (sizeOf(item) > largestItem || schema.constraints.maxItems === 0)) return [];
    return Array.from({ length: Math.max(1, least) }, () => item);
  }

  function ofTuple(schema: TupleSchema, label: string): Json | undefined {
    const made = schema.prefix.map((use) => value(use, label));
    return made.every((each) => each !== undefined) ? made : undefined;
  }

  function ofUnion(schema: UnionSchema, label: string): Json | undefined {
    if (schema.discriminator !== null && schema.unknownName !== null) return tagged(schema.discriminator);
    for (const variant of schema.variants) {
      const made = value(variant, label);
      if (made !== undefined && made !== null) return made;
    }
    return undefined;
  }

  /** The characters of a value with its references replaced. */
  function sizeOf(json: Json): number {
    if (typeof json !== "object" || json === null) return String(json).length + 2;
    const name = referredClass(json);
    if (name !== null) {
      const known = sizes.get(name);
      if (known !== undefined) return known;
      const size = sizeOf(classes.get(name) ?? null);
      sizes.set(name, size);
      return size;
    }
    let total = 2;
    for (const [key, member] of Object.entries(json)) total += key.length + 4 + sizeOf(member);
    return total;
  }

  function expand(json: Json): Json {
    if (typeof json !== "object" || json === null) return json;
    if (isList(json)) return json.map(expand);
    const name = referredClass(json);
    if (name !== null) return expand(classes.get(name) ?? null);
    const made: Record<string, Json> = {};
    for (const [key, member] of Object.entries(json)) setMember(made, key, expand(member));
    return made;
  }

  return { value, classes, expand };
}

/** A discriminator's property and what it says. */
interface Tag {
  readonly wire: string;
  readonly tag: string | number | boolean;
}

/** What tells this subclass from the others of its base. */
export function tagOf(lower: LowerContext, schema: ObjectSchema): Tag | null {
  for (let base = schema.base; base !== null; ) {
    const parent = schemaOf(lower, base);
    if (parent.kind !== "object") return null;
    const entry = parent.discriminator?.mapping.find((each) => each.schema === schema.id);
    if (parent.discriminator !== null && entry !== undefined) return { wire: parent.discriminator.property, tag: entry.tag };
    base = parent.base;
  }
  return null;
}

function referredClass(json: Json): string | null {
  if (typeof json !== "object" || json === null || isList(json)) return null;
  const keys = Object.keys(json);
  const name = keys.length === 1 && keys[0] === referenceKey ? json[referenceKey] : undefined;
  return typeof name === "string" ? name : null;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** Whether an example is short, and cannot be taken for a reference to a class. */
export function isSmallExample(json: Json, largest: number = largestExample): boolean {
  const text = jsonText(json);
  return text.length <= largest && !text.includes(`"${referenceKey}"`);
}

/** The value as JSON on one line; integers that a double cannot hold keep their digits. */
export function jsonText(json: Json): string {
  if (typeof json === "bigint") return String(json);
  if (typeof json === "string") return JSON.stringify(json.toWellFormed());
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  if (isList(json)) return `[${json.map(jsonText).join(",")}]`;
  return `{${Object.entries(json).map(([key, member]) => `${JSON.stringify(key.toWellFormed())}:${jsonText(member)}`).join(",")}}`;
}
