import { ref, type Symbol } from "../../../pyast/index.ts";
import type { EnumSchema, ObjectSchema, PrimitiveSchema, Schema, SchemaUse, UnionSchema } from "../../ir/schema.ts";
import { isNamed, resolveUse, type LowerContext, type NamedSchema } from "../context.ts";
import { generatorMembers } from "../facade/generator-names.ts";
import { hasFacade } from "../facade/has-facade.ts";
import { isConst, literalValues } from "./literals.ts";
import { py, pydantic } from "../symbols.ts";
import { b, type OpenExpr } from "../open-builders.ts";

type E = OpenExpr;

/**
 * `output`: what callers get, `list` and `dict`; `input`: what they may give, `Sequence` and `Mapping`, and dicts for models; `upload`: the same
 * where binary text is a file; `wire`: the same inside of such a dict, where the text of a date will do too; `field`: what pydantic reads and
 * writes by, to checkers the same as `output`.
 */
export type Direction = "output" | "input" | "upload" | "wire" | "field";

function isOutput(direction: Direction): boolean {
  return direction === "output" || direction === "field";
}

/** The annotation of a use: its type, with `| None` where it may be null. */
export function annotation(lower: LowerContext, use: SchemaUse, direction: Direction): E {
  return b.union(members(lower, use, direction));
}

/** The annotation of something that may also be left out: `T | None`. */
export function optionalAnnotation(lower: LowerContext, use: SchemaUse, direction: Direction): E {
  return b.union(withNone(members(lower, use, direction)));
}

function withNone(parts: readonly E[]): readonly E[] {
  return parts.some((part) => isNone(part) || isAny(part)) ? parts : [...parts, b.none];
}

function isNone(expr: E): boolean {
  return expr.kind === "Constant" && expr.value === null;
}

/** Whether a type is `Any`, which takes in every other one of a union. */
export function isAny(expr: E): boolean {
  return expr.kind === "Ref" && expr.symbol.key === py.Any.key;
}

function members(lower: LowerContext, use: SchemaUse, direction: Direction): readonly E[] {
  const { schema, nullable } = resolveUse(lower, use);
  const parts = distinct(plain(lower, schema, direction));
  return nullable ? withNone(parts) : parts;
}

/** The members of a schema's type; a name stands for the whole of a named schema. */
function plain(lower: LowerContext, schema: Schema, direction: Direction): readonly E[] {
  if (!isNamed(schema)) return structure(lower, schema, direction);
  const whole = direction === "field" ? fieldClass(lower, schema) : ref(lower.symbols.model(schema));
  if (schema.kind === "enum" && isEnumClass(lower, schema)) {
    const isView = lower.context.options.models === "views";
    // Beside the class of another generator's, arguments are what they are without.
    return isView && !isOutput(direction) ? [whole, ...enumMembers(lower, schema, direction)] : [whole, unlisted(lower, schema, direction)];
  }
  if (isOutput(direction)) return [whole];
  const ofClasses = schema.kind === "union" && schema.unknownName !== null && lower.context.options.models === "pydantic";
  if (isClass(schema) || ofClasses || lower.symbols.dict(schema) !== null) return [whole, givenDict(lower, schema)];
  const isSimple = schema.kind === "primitive" ? direction !== "wire" : schema.kind === "union" || schema.kind === "enum";
  return isSimple || schema.recursive ? [whole] : structure(lower, schema, direction);
}

/** What may be given in place of a model, or of a union of models: their dict, or any where that cannot say all of its keys. */
function givenDict(lower: LowerContext, schema: Schema): E {
  const dict = lower.symbols.dict(schema);
  return dict === null ? anyMapping() : ref(dict);
}

/** `Mapping[str, object]` */
export function anyMapping(): E {
  return mapping(ref(py.object), "input");
}

/** What the dict of a union of classes is: theirs, and what else the union may be. */
export function unionOfDicts(lower: LowerContext, schema: UnionSchema): readonly E[] {
  return distinct(schema.variants.flatMap((variant) => {
    const { schema: target, nullable } = resolveUse(lower, variant);
    const parts = isClass(target) || lower.symbols.dict(target) !== null ? [givenDict(lower, target)] : plain(lower, target, "wire");
    return nullable ? withNone(parts) : parts;
  }));
}

/** The members of a schema's type, its own name aside: what an alias stands for. */
export function structure(lower: LowerContext, schema: Schema, direction: Direction): readonly E[] {
  switch (schema.kind) {
    case "primitive":
      if (direction === "upload" && isBinary(schema)) return [ref(lower.symbols.runtime("files", "File"))];
      if (schema.type === "null") return [b.none];
      if (direction === "field") return [fieldPrimitive(lower, schema)];
      return direction === "wire" ? wireScalar(lower, schema) : [ref(primitiveSymbol(lower, schema))];
    case "enum":
      return enumMembers(lower, schema, direction);
    case "array": {
      const item = annotation(lower, schema.items, direction);
      return [b.subscript(ref(isOutput(direction) ? py.list : py.Sequence), item)];
    }
    case "map":
      return [mapping(annotation(lower, schema.values, direction), direction)];
    case "tuple":
      return [tupleType(lower, schema, direction)];
    case "union":
      return unionMembers(lower, schema, direction);
    case "object":
      return [mapping(ref(py.Any), direction)];
    case "any":
      return [ref(py.Any)];
    case "never":
      return [b.none];
    case "alias":
      return members(lower, schema.target, direction);
    case "allOf":
      throw new Error(`allOf left over at ${schema.id}`);
    default:
      return schema satisfies never;
  }
}

/** A scalar where its text or number will do too. */
function wireScalar(lower: LowerContext, schema: PrimitiveSchema): readonly E[] {
  const typed = primitiveSymbol(lower, schema);
  const text = schema.type === "string" ? py.str : schema.type === "number" ? py.float : typed;
  // Only a model's own field knows how bytes are written, and a dict may come to where there is none.
  return typed.key === py.bytes.key || typed.key === text.key ? [ref(text)] : [ref(typed), ref(text)];
}

function mapping(values: E, direction: Direction): E {
  return b.subscript(ref(isOutput(direction) ? py.dict : py.Mapping), [ref(py.str), values]);
}

function tupleType(lower: LowerContext, schema: Extract<Schema, { kind: "tuple" }>, direction: Direction): E {
  const fixed = schema.prefix.map((use) => annotation(lower, use, direction));
  if (schema.rest === false && schema.least === fixed.length) return b.subscript(ref(py.tuple), fixed);
  const rest = schema.rest === null ? [ref(py.Any)] : schema.rest === false ? [] : [annotation(lower, schema.rest, direction)];
  const all = b.union(schema.rest === null ? rest : distinct([...fixed, ...rest]));
  return isOutput(direction) ? b.subscript(ref(py.tuple), [all, b.ellipsis]) : b.subscript(ref(py.Sequence), all);
}

function unionMembers(lower: LowerContext, schema: UnionSchema, direction: Direction): readonly E[] {
  const parts = schema.variants.flatMap((variant) => members(lower, variant, direction));
  if (isNamed(schema) && schema.unknownName !== null) {
    parts.push(ref(lower.symbols.companion(schema, schema.unknownName)));
  }
  const flat = distinct(parts);
  if (flat.some(isAny)) return [ref(py.Any)];
  const present = flat.filter((part) => !isNone(part));
  return present.length === flat.length ? flat : [...present, b.none];
}

function enumMembers(lower: LowerContext, schema: EnumSchema, direction: Direction): readonly E[] {
  const values = literalValues(schema);
  if (values === null) return [ref(py.Any)];
  const literal = b.subscript(ref(py.Literal), values.map((value) => b.literal(value)));
  if (isConst(schema)) return [literal];
  const open: E[] = [literal];
  if (values.some((value) => typeof value === "string")) open.push(unknownScalar(lower, "Str", direction));
  if (values.some((value) => typeof value === "number" || typeof value === "bigint")) open.push(unknownScalar(lower, "Int", direction));
  return open;
}

/** The type of a scalar that an enum does not list. */
function unknownScalar(lower: LowerContext, of: "Str" | "Int", direction: Direction): E {
  return ref(direction === "field" ? lower.symbols.runtime("pydantic_types", `Open${of}`) : lower.symbols.runtime("models", `Unknown${of}`));
}

/** The Python type of a scalar, by type, format and the configuration's `types`. */
function primitiveSymbol(lower: LowerContext, schema: PrimitiveSchema): Symbol {
  switch (schema.type) {
    case "string":
      return stringSymbols[stringKind(lower, schema)];
    case "integer":
      return py.int;
    case "number":
      return numberKind(lower, schema) === "decimal" ? py.Decimal : py.float;
    case "boolean":
      return py.bool;
    case "null":
      return py.object;
    default:
      return schema.type satisfies never;
  }
}

/** The scalar with how it travels, where pydantic does not know. */
function fieldPrimitive(lower: LowerContext, schema: PrimitiveSchema): E {
  const special = (name: string): E => ref(lower.symbols.runtime("pydantic_types", name));
  const kind = schema.type === "string" ? stringKind(lower, schema) : null;
  if (kind === "base64") return special("Base64");
  if (kind === "date_time") return special("DateTime");
  if (schema.type === "number" && numberKind(lower, schema) === "decimal") return special("DecimalNumber");
  return ref(primitiveSymbol(lower, schema));
}

/** A class as pydantic has to take it: any of those that a discriminator tells apart, or an heir as what it is. */
function fieldClass(lower: LowerContext, schema: NamedSchema): E {
  const plain = ref(lower.symbols.model(schema));
  if (schema.kind !== "object") return plain;
  if (schema.discriminator !== null) return ref(lower.symbols.anyOf(schema));
  return lower.extended.has(schema.id) ? b.subscript(ref(pydantic.SerializeAsAny), plain) : plain;
}

/** What stands beside a class of listed values for all others. */
function unlisted(lower: LowerContext, schema: EnumSchema, direction: Direction): E {
  return unknownScalar(lower, typeof schema.members[0]?.value === "string" ? "Str" : "Int", direction);
}

/**
 * Whether an enum is a class: where it has a name and several values, all of them texts or all integers, with pydantic; and with a
 * facade where the document names it, since that generator makes no classes of others.
 */
export function isEnumClass(lower: LowerContext, schema: Schema): boolean {
  if (schema.kind !== "enum" || !isNamed(schema) || isConst(schema)) return false;
  if (lower.context.options.models !== "pydantic" && !(hasFacade(lower) && schema.hint.from === "component")) return false;
  const types = new Set(literalValues(schema)?.map((value) => (typeof value === "bigint" ? "number" : typeof value)));
  return types.size === 1 && !types.has("boolean");
}

/** An enum that may be a class. */
export type NamedEnum = NamedSchema & { readonly kind: "enum" };

/** The names of an enum's members, in their order: those that were decided, or what the other generator calls them. */
export function memberNames(lower: LowerContext, { members }: NamedEnum): readonly string[] {
  return lower.context.options.models === "pydantic" ? members.map(({ python }) => python ?? "") : generatorMembers(members);
}

/** The member of an enum's class that stands for a value; null where the enum is no class. */
export function memberOf(lower: LowerContext, schema: Schema, value: unknown): { readonly of: Symbol; readonly name: string } | null {
  if (schema.kind !== "enum" || !isNamed(schema) || !isEnumClass(lower, schema)) return null;
  const name = memberNames(lower, schema)[schema.members.findIndex((each) => each.value === value)];
  return name === undefined ? null : { of: lower.symbols.model(schema), name };
}

/** What a string becomes. */
export type StringKind = "string" | "date" | "date_time" | "time" | "uuid" | "base64" | "decimal";

const stringSymbols = {
  string: py.str,
  date: py.date,
  date_time: py.datetime,
  time: py.time,
  uuid: py.UUID,
  base64: py.bytes,
  decimal: py.Decimal,
} satisfies Record<StringKind, Symbol>;

/** What texts become by their format, where nobody says otherwise. */
export const stringFormats: ReadonlyMap<string, StringKind> = new Map([
  ["date", "date"],
  ["date-time", "date_time"],
  ["time", "time"],
  ["uuid", "uuid"],
  ["byte", "base64"],
  ["decimal", "decimal"],
]);

/** What a string becomes, by its format. */
export function stringKind(lower: LowerContext, schema: PrimitiveSchema): StringKind {
  if (schema.contentEncoding === "base64") return "base64";
  const kind = schema.format === null ? undefined : stringFormats.get(schema.format);
  if (kind === undefined || schema.format === null) return "string";
  const chosen = Object.hasOwn(lower.context.options.types, schema.format) ? lower.context.options.types[schema.format] : undefined;
  if (chosen === "str") return "string";
  return kind === "decimal" && chosen !== "Decimal" ? "string" : kind;
}

/** A number stays a float unless the configuration asks for `Decimal`. */
export function numberKind(lower: LowerContext, schema: PrimitiveSchema): "number" | "decimal" {
  const { types } = lower.context.options;
  const format = schema.format ?? "";
  return Object.hasOwn(types, format) && types[format] === "Decimal" ? "decimal" : "number";
}

/** The expressions without those that mean the same as an earlier one. */
function distinct(parts: readonly E[]): readonly E[] {
  if (parts.length < 2) return parts;
  const seen = new Set<string>();
  return parts.filter((part) => {
    const key = keyOf(part);
    return !seen.has(key) && seen.add(key);
  });
}

/** A text that is equal for equal type expressions. */
function keyOf(expr: E): string {
  return JSON.stringify(expr, (_, value: unknown) => (isSymbol(value) ? value.key : value));
}

function isSymbol(value: unknown): value is Symbol {
  return typeof value === "object" && value !== null && "access" in value && "key" in value;
}

/** Whether a class stands for it, which `from_keywords` can build. */
export function isClass(schema: Schema): schema is ObjectSchema & { readonly name: string } {
  return schema.kind === "object" && schema.name !== null;
}

/** Whether text stands for raw bytes: `format: binary`, or since 3.1 a media type without an encoding. */
export function isBinary(schema: PrimitiveSchema): boolean {
  if (schema.type !== "string" || schema.contentEncoding !== null) return false;
  return schema.format === "binary" || (schema.contentMediaType !== null && !schema.contentMediaType.startsWith("text/") && !schema.contentMediaType.includes("json"));
}
