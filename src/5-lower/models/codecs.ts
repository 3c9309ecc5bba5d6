import { ref, type Ref } from "../../../pyast/index.ts";
import type { EnumSchema, PrimitiveSchema, Schema, SchemaUse, UnionSchema } from "../../ir/schema.ts";
import { isNamed, resolveUse, schemaOf, type LowerContext } from "../context.ts";
import { isConst, isShort, literalValues } from "./literals.ts";
import { py } from "../symbols.ts";
import { annotation, isClass, isEnumClass, numberKind, stringKind } from "./types.ts";
import { b, type OpenExpr } from "../open-builders.ts";

type E = OpenExpr;

/** `deferred` inside a class body or another codec, where a class may not be loaded yet; `direct` inside a function. */
export type Timing = "deferred" | "direct";

/** The codec of a use, or null when the JSON value is its own Python value and needs none. */
export function codecOrNone(lower: LowerContext, use: SchemaUse, timing: Timing): E | null {
  const { schema } = resolveUse(lower, use);
  return isNative(lower, use, new Set()) ? null : schemaCodec(lower, schema, timing);
}

/** The codec of a use; `codecs.string` and its like where the value needs no conversion. */
export function codec(lower: LowerContext, use: SchemaUse, timing: Timing): E {
  const { schema, nullable } = resolveUse(lower, use);
  if (lower.context.options.models === "pydantic") return typedCodec(lower, use);
  const plain = schemaCodec(lower, schema, timing);
  return nullable && !admitsNull(schema) ? b.call(rt(lower, "nullable"), [plain]) : plain;
}

/** The codec of lists of a use. */
export function arrayCodec(lower: LowerContext, items: SchemaUse, timing: Timing): E {
  if (lower.context.options.models === "pydantic") return typed(lower, b.subscript(ref(py.list), annotation(lower, items, "field")));
  return b.call(rt(lower, "array"), [codec(lower, items, timing)]);
}

/** A class of pydantic is its own codec; any other type has one that is made from it. */
function typedCodec(lower: LowerContext, use: SchemaUse): E {
  const { schema, nullable } = resolveUse(lower, use);
  const plain = isClass(schema) && schema.discriminator === null && !nullable;
  return plain ? ref(lower.symbols.model(schema)) : typed(lower, annotation(lower, use, "field"));
}

function typed(lower: LowerContext, type: E): E {
  return b.call(ref(lower.symbols.runtime("pydantic_codecs", "Typed")), [type]);
}

function admitsNull(schema: Schema): boolean {
  return schema.kind === "any" || schema.kind === "never" || (schema.kind === "primitive" && schema.type === "null");
}

/** Whether every value is what JSON already gives: text, numbers, truth values, and lists and maps of them. */
export function isNative(lower: LowerContext, use: SchemaUse, seen: Set<string>): boolean {
  const { schema } = resolveUse(lower, use);
  if (seen.has(schema.id)) return true;
  seen.add(schema.id);
  switch (schema.kind) {
    case "primitive":
      return isNativePrimitive(lower, schema);
    case "any":
    case "never":
      return true;
    case "enum":
      return literalValues(schema) === null;
    case "array":
      return isNative(lower, schema.items, seen);
    case "map":
      return isNative(lower, schema.values, seen);
    case "tuple":
      return false;
    case "object":
      return !isClass(schema);
    case "union":
      return schema.variants.every((variant) => isNative(lower, variant, seen));
    case "alias":
    case "allOf":
      return false;
    default:
      return schema satisfies never;
  }
}

function isNativePrimitive(lower: LowerContext, schema: PrimitiveSchema): boolean {
  if (schema.type === "string") return stringKind(lower, schema) === "string";
  return schema.type !== "number" || numberKind(lower, schema) === "number";
}

function schemaCodec(lower: LowerContext, schema: Schema, timing: Timing): E {
  if (isClass(schema) && schema.discriminator === null) {
    const model = ref(lower.symbols.model(schema));
    return timing === "direct" ? model : b.call(rt(lower, "model"), [b.lambda([], model)]);
  }
  if (isNamed(schema) && hasShape(lower, schema)) {
    const shape = ref(lower.symbols.shape(schema));
    return timing === "direct" ? shape : b.call(rt(lower, "lazy"), [b.lambda([], shape)]);
  }
  return structureCodec(lower, schema, timing);
}

/** Whether a named schema has a codec constant beside its class or alias. */
export function hasShape(lower: LowerContext, schema: Schema): boolean {
  if (schema.name === null || lower.context.options.models === "pydantic") return false;
  switch (schema.kind) {
    case "object":
      return schema.discriminator !== null;
    case "enum": {
      const values = literalValues(schema);
      return values !== null && !isShort(values);
    }
    default:
      return true;
  }
}

/** The codec that a schema's own structure calls for, its name aside. */
export function structureCodec(lower: LowerContext, schema: Schema, timing: Timing = "deferred"): E {
  switch (schema.kind) {
    case "primitive":
      return primitiveCodec(lower, schema);
    case "enum":
      return enumCodec(lower, schema);
    case "array":
      return arrayCodec(lower, schema.items, timing);
    case "map":
      return b.call(rt(lower, "mapping"), [codec(lower, schema.values, timing)]);
    case "tuple": {
      const rest = schema.rest === null ? rt(lower, "any") : schema.rest === false ? null : codec(lower, schema.rest, timing);
      const prefix = schema.prefix.map((use) => codec(lower, use, timing));
      const keywords: [string, E][] = rest === null ? [] : [["rest", rest]];
      if (schema.least < prefix.length) keywords.push(["least", b.literal(schema.least)]);
      return b.call(rt(lower, "tuple_of"), prefix, keywords);
    }
    case "union":
      return unionCodec(lower, schema, timing);
    case "object":
      return schema.discriminator === null || !isClass(schema)
        ? b.call(rt(lower, "mapping"), [rt(lower, "any")])
        : taggedCodec(lower, { property: schema.discriminator.property, mapping: schema.discriminator.mapping }, ref(lower.symbols.model(schema)));
    case "any":
    case "never":
      return rt(lower, "any");
    case "alias":
      return codec(lower, schema.target, timing);
    case "allOf":
      throw new Error(`allOf left over at ${schema.id}`);
    default:
      return schema satisfies never;
  }
}

function primitiveCodec(lower: LowerContext, schema: PrimitiveSchema): E {
  switch (schema.type) {
    case "string":
      return rt(lower, stringKind(lower, schema));
    case "number":
      return rt(lower, numberKind(lower, schema) === "decimal" ? "decimal_number" : "number");
    case "integer":
      return rt(lower, "integer");
    case "boolean":
      return rt(lower, "boolean");
    case "null":
      return b.call(rt(lower, "const"), [b.none]);
    default:
      return schema.type satisfies never;
  }
}

function enumCodec(lower: LowerContext, schema: EnumSchema): E {
  const values = literalValues(schema);
  if (values === null) return rt(lower, "any");
  const keywords: [string, E][] = schema.open === true ? [["open", b.true]] : [];
  if (isNamed(schema) && isEnumClass(lower, schema)) {
    const kind = ref(lower.symbols.runtime("facade_enums", "MemberKind"));
    return b.call(kind, [b.lambda([], ref(lower.symbols.model(schema))), ...values.map((value) => b.literal(value))], keywords);
  }
  return b.call(rt(lower, isConst(schema) ? "const" : "enum"), values.map((value) => b.literal(value)), keywords);
}

function unionCodec(lower: LowerContext, schema: UnionSchema, timing: Timing): E {
  const unknown = isNamed(schema) && schema.unknownName !== null ? ref(lower.symbols.companion(schema, schema.unknownName)) : null;
  if (schema.discriminator !== null && unknown !== null) return taggedCodec(lower, schema.discriminator, unknown);
  const variants = schema.variants.map((variant) => codec(lower, variant, timing));
  return b.call(rt(lower, "union"), variants, unknown === null ? [] : [["unknown", b.lambda([], unknown)]]);
}

function taggedCodec(
  lower: LowerContext,
  discriminator: { readonly property: string; readonly mapping: readonly { readonly tag: string | number | boolean; readonly schema: string }[] },
  unknown: E,
): E {
  const entries = discriminator.mapping.flatMap(({ tag, schema }) => {
    const target = resolveUse(lower, { schema: schemaOf(lower, schema).id, nullable: false }).schema;
    return isClass(target) ? [[b.literal(tag), b.lambda([], ref(lower.symbols.model(target)))] as const] : [];
  });
  return b.call(rt(lower, "tagged"), [b.str(discriminator.property), b.dict(entries)], [["unknown", b.lambda([], unknown)]]);
}

function rt(lower: LowerContext, name: string): Ref {
  return ref(lower.symbols.runtime("codecs", name));
}
