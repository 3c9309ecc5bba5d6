import { ref, type OpenModule, type Ref, type Symbol } from "../../../pyast/index.ts";
import type { Discriminator, ObjectSchema, UnionSchema } from "../../ir/schema.ts";
import { resolveUse, schemaOf, type LowerContext, type NamedSchema } from "../context.ts";
import { cleanText } from "../docs.ts";
import { enumClass } from "../models/enum-class.ts";
import { aliasStatements, classDoc, discriminatorAttribute, emptyOr, homeOf, wrapped } from "../models/models.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { py, pydantic } from "../symbols.ts";
import { isAny, isClass, isEnumClass } from "../models/types.ts";
import { fieldStatements } from "./pydantic-fields.ts";
import { direct } from "./reach.ts";

const memberIndent = 4;

/** The modules of one named schema as pydantic has it: a class, an enum or an alias, and the type of all heirs that a discriminator tells apart. */
export function lowerPydanticModel(lower: LowerContext, schema: NamedSchema): readonly OpenModule[] {
  const symbol = lower.symbols.model(schema);
  const module = (body: readonly OpenStmt[], declares: readonly Symbol[]): OpenModule => ({ path: homeOf(symbol), isPackage: false, body: b.module(body), declares });
  if (isClass(schema)) {
    const own = module([modelClass(lower, schema)], [symbol]);
    return schema.discriminator === null ? [own] : [own, anyOfModule(lower, schema, schema.discriminator)];
  }
  if (schema.kind === "enum" && isEnumClass(lower, schema)) return [module([enumClass(lower, schema)], [symbol])];
  if (schema.kind !== "union" || schema.unknownName === null) return [module(alias(lower, schema), [symbol])];
  const unknown = lower.symbols.companion(schema, schema.unknownName);
  return [module([unknownClass(lower, schema, schema.unknownName), ...alias(lower, schema)], [unknown, symbol])];
}

function modelClass(lower: LowerContext, schema: ObjectSchema & { readonly name: string }): OpenStmt {
  return b.classDef(schema.name, { bases: [baseClass(lower, schema)], doc: classDoc(lower, schema), body: emptyOr(fieldStatements(lower, schema), schema, lower) });
}

function baseClass(lower: LowerContext, schema: ObjectSchema): Ref {
  const base = schema.base === null ? null : schemaOf(lower, schema.base);
  if (base !== null && isClass(base)) return ref(direct(lower.symbols.model(base)));
  return ref(lower.symbols.runtime("pydantic_models", "PydanticModel"));
}

/** An alias; what contains itself needs a name of its own when it runs. */
function alias(lower: LowerContext, schema: NamedSchema): readonly OpenStmt[] {
  return aliasStatements(lower, schema, {
    direction: "field",
    whole: (union) => chosen(lower, schema, union),
    running: (quote) => b.call(ref(py.TypeAliasType), [b.str(schema.name), quote((quoted) => quoted)]),
  });
}

/** The union with the word on how its member is found. */
function chosen(lower: LowerContext, schema: NamedSchema, value: OpenExpr): OpenExpr {
  if (schema.kind !== "union" || schema.unknownName === null || isAny(value)) return value;
  return oneOf(lower, { of: value, unknown: ref(lower.symbols.companion(schema, schema.unknownName)), discriminator: schema.discriminator });
}

/** `Annotated[A | B, OneOf(Unknown, "kind", {"a": A, "b": B})]` */
function oneOf(lower: LowerContext, { of, unknown, discriminator }: { readonly of: OpenExpr; readonly unknown: OpenExpr; readonly discriminator: Discriminator | null }): OpenExpr {
  const tags = (discriminator?.mapping ?? []).flatMap(({ tag, schema: id }) => {
    const target = resolveUse(lower, { schema: id, nullable: false }).schema;
    return isClass(target) ? [[b.literal(tag), ref(lower.symbols.model(target))] as const] : [];
  });
  const told = discriminator === null ? [] : [b.str(discriminator.property), b.dict(tags)];
  return b.subscript(ref(py.Annotated), [of, b.call(ref(lower.symbols.runtime("pydantic_types", "OneOf")), [unknown, ...told])]);
}

/** `AnyPet: TypeAlias = Annotated[Pet, OneOf(Pet, "kind", {…})]`: to checkers the base, to pydantic whichever heir the tag names. */
function anyOfModule(lower: LowerContext, schema: ObjectSchema & { readonly name: string }, discriminator: Discriminator): OpenModule {
  const symbol = lower.symbols.anyOf(schema);
  const base = ref(lower.symbols.model(schema));
  const body = [
    b.annAssign(symbol.name, ref(py.TypeAlias), oneOf(lower, { of: base, unknown: base, discriminator })),
    b.docstring(wrapped(lower, `A \`${schema.name}\`, or the class of those that extend it which \`${cleanText(discriminator.property)}\` names.`, 0)),
  ];
  return { path: homeOf(symbol), isPackage: false, body: b.module(body), declares: [symbol] };
}

/** The class of what fits no member of a union of classes. */
function unknownClass(lower: LowerContext, schema: UnionSchema & { readonly name: string }, name: string): OpenStmt {
  return b.classDef(name, {
    bases: [ref(lower.symbols.runtime("pydantic_models", "UnknownObject"))],
    doc: wrapped(lower, `Any \`${schema.name}\` that the document does not list.`, memberIndent),
    body: discriminatorField(lower, schema),
  });
}

/** Its tag is of whatever type the server sends. */
function discriminatorField(lower: LowerContext, schema: UnionSchema): readonly OpenStmt[] {
  const found = discriminatorAttribute(lower, schema);
  if (found === null) return [];
  const type = b.subscript(ref(pydantic.SkipValidation), found.type);
  const note = found.wire === found.name ? type : b.subscript(ref(py.Annotated), [type, b.call(ref(pydantic.Field), [], { alias: b.str(found.wire) })]);
  return [b.annAssign(found.name, note, b.none)];
}
