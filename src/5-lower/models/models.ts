import { ref, type OpenModule, type Ref, type Symbol } from "../../../pyast/index.ts";
import type { EnumSchema, ObjectSchema, Property, Schema, SchemaUse, UnionSchema } from "../../ir/schema.ts";
import { circularAliases, inText, quoteRefs, typeUnion } from "./circular-aliases.ts";
import { codec, codecOrNone, hasShape, isNative, structureCodec } from "./codecs.ts";
import { isNamed, resolveUse, schemaOf, type LowerContext, type NamedSchema } from "../context.ts";
import { cleanText, describe, docstringText, sentence, wrap } from "../docs.ts";
import { hasFacade } from "../facade/has-facade.ts";
import { literalValues } from "./literals.ts";
import { enumClass } from "./enum-class.ts";
import { lowerDict } from "./model-dicts.ts";
import { py } from "../symbols.ts";
import { annotation, isClass, isEnumClass, optionalAnnotation, structure, type Direction } from "./types.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";

/** Columns that four spaces of indentation and the quotes leave for text. */
const memberIndent = 4;

/** The module of one named schema: a class, or an alias with what belongs to it. */
export function lowerModel(lower: LowerContext, schema: NamedSchema): OpenModule {
  const symbol = lower.symbols.model(schema);
  const declares: Symbol[] = [];
  const body: OpenStmt[] = [];
  if (schema.kind === "object") {
    declares.push(symbol);
    body.push(modelClass(lower, schema));
  } else if (schema.kind === "enum" && isEnumClass(lower, schema)) {
    declares.push(symbol);
    body.push(enumClass(lower, schema));
  } else {
    const unknown = unknownClass(lower, schema);
    if (unknown !== null) {
      declares.push(unknown.symbol);
      body.push(unknown.statement);
    }
    declares.push(symbol);
    body.push(...aliasStatements(lower, schema, viewAliases));
  }
  if (hasShape(lower, schema)) {
    const shape = lower.symbols.shape(schema);
    declares.push(shape);
    const type = b.subscript(ref(lower.symbols.runtime("wire", "Codec")), ref(symbol));
    body.push(b.annAssign(shape.name, type, structureCodec(lower, schema)));
  }
  const dict = lowerDict(lower, schema);
  if (dict !== null) {
    declares.push(dict.symbol);
    body.push(dict.statement);
  }
  return { path: homeOf(symbol), isPackage: false, body: b.module(body), declares };
}

/** The module that declares a symbol of the program. */
export function homeOf(symbol: Symbol): string {
  if (symbol.home.kind !== "module") throw new Error(`${symbol.key} has no module`);
  return symbol.home.module;
}

function modelClass(lower: LowerContext, schema: ObjectSchema & { readonly name: string }): OpenStmt {
  const base = baseClass(lower, schema);
  return b.classDef(schema.name, {
    bases: [base],
    doc: classDoc(lower, schema),
    body: emptyOr([...tagStatements(lower, schema), ...schema.properties.flatMap((property) => fieldStatements(lower, property)), ...extras(lower, schema)], schema, lower),
  });
}

/** What a class says of itself. */
export function classDoc(lower: LowerContext, schema: ObjectSchema): string | null {
  return docstringText([wrapped(lower, describe(schema.docs, schema.title === null ? null : sentence(schema.title)), memberIndent)]);
}

/** A class with no members and no words still needs a body; its name in words is better than `...`. */
export function emptyOr(body: readonly OpenStmt[], schema: ObjectSchema, lower: LowerContext): readonly OpenStmt[] {
  const silent = describe(schema.docs) === null && schema.title === null;
  return body.length === 0 && silent ? [b.docstring(wrapped(lower, `An object of the API: ${schema.name}.`, memberIndent))] : body;
}

/** `__additional__ = codec`: what the keys hold that the document does not name. */
function extras(lower: LowerContext, schema: ObjectSchema): readonly OpenStmt[] {
  const uses = extraUses(lower, schema);
  const [only, second] = uses.map((use) => codec(lower, use, "deferred"));
  if (only === undefined) return [];
  const all = second === undefined ? only : b.call(ref(lower.symbols.runtime("codecs", "union")), uses.map((use) => codec(lower, use, "deferred")));
  return [b.assign("__additional__", all)];
}

/** What further keys may hold, by pattern or otherwise; nothing where that is anything. */
export function extraUses(lower: LowerContext, { additional, patterns }: ObjectSchema): readonly SchemaUse[] {
  if (additional === true) return [];
  const uses = [...patterns.map(({ use }) => use), ...(additional === false ? [] : [additional])];
  return uses.every((use) => codecWorth(lower, use)) ? uses : [];
}

/** Whether a class says what its further keys hold, so that users need the door to them. */
export function hasTypedExtras(lower: LowerContext): boolean {
  if (lower.context.options.models === "pydantic") return false;
  return Object.values(lower.api.schemas).some((schema) => isClass(schema) && extraUses(lower, schema).length > 0);
}

function codecWorth(lower: LowerContext, use: SchemaUse): boolean {
  return resolveUse(lower, use).schema.kind !== "any";
}

/** A discriminator's property that a class inherits, and the tag that stands for this class. */
export interface InheritedTag {
  readonly property: Property;
  readonly tag: string | number | boolean;
}

/** The discriminator that a subclass inherits, where one tag stands for it: constructing one needs no tag then. */
export function inheritedTag(lower: LowerContext, schema: ObjectSchema): InheritedTag | null {
  for (let base = schema.base; base !== null; ) {
    const parent = schemaOf(lower, base);
    if (parent.kind !== "object") return null;
    const tags = parent.discriminator?.mapping.filter((entry) => entry.schema === schema.id) ?? [];
    const property = allProperties(lower, parent).find((each) => each.wire === parent.discriminator?.property);
    const [tag] = tags;
    if (tag !== undefined && tags.length === 1 && property !== undefined && !property.readOnly) return { property, tag: tag.tag };
    base = parent.base;
  }
  return null;
}

/** The inherited discriminator again, with its tag. */
function tagStatements(lower: LowerContext, schema: ObjectSchema): readonly OpenStmt[] {
  const found = inheritedTag(lower, schema);
  if (found === null) return [];
  const { property, tag } = found;
  const conversion = codecOrNone(lower, property.use, "deferred");
  const args = conversion === null ? [b.str(property.wire)] : [b.str(property.wire), conversion];
  const call = b.call(ref(lower.symbols.runtime("models", "field")), args, [["default", b.literal(tag)]]);
  return [b.annAssign(property.name, fieldType(lower, property), call)];
}

function baseClass(lower: LowerContext, schema: ObjectSchema): Ref {
  if (schema.base !== null) {
    const base = schemaOf(lower, schema.base);
    if (isClass(base)) return ref(lower.symbols.model(base));
  }
  return ref(hasFacade(lower) ? lower.symbols.runtime("facade_models", "FacadeModel") : lower.symbols.runtime("models", "Model"));
}

/** `name: T = field("wire", …)` and its docstring. */
function fieldStatements(lower: LowerContext, property: Property): readonly OpenStmt[] {
  const text = propertyText(lower, property);
  const statement = b.annAssign(property.name, fieldType(lower, property), fieldCall(lower, property));
  return text === null ? [statement] : [statement, b.docstring(wrapped(lower, text, memberIndent))];
}

/** A value that may be absent reads as None; so does one that is only ever sent. */
function fieldType(lower: LowerContext, property: Property): OpenExpr {
  const present = property.required && !property.writeOnly;
  return present ? annotation(lower, property.use, "output") : optionalAnnotation(lower, property.use, "output");
}

function fieldCall(lower: LowerContext, property: Property): OpenExpr {
  const { schema } = resolveUse(lower, property.use);
  const args: OpenExpr[] = [b.str(property.wire)];
  const conversion = codecOrNone(lower, property.use, "deferred");
  if (conversion !== null) args.push(conversion);
  const keywords: [string, OpenExpr][] = [];
  const constant = constantValue(schema);
  if (property.required && !property.readOnly && constant !== undefined) keywords.push(["default", constant]);
  else if (!property.required || property.writeOnly) keywords.push(["default", ref(lower.symbols.runtime("models", "UNSET"))]);
  if (takesNull(lower, property.use)) keywords.push(["nullable", b.true]);
  if (property.readOnly) keywords.push(["read_only", b.true], ["init", b.false]);
  if (property.writeOnly) keywords.push(["write_only", b.true]);
  return b.call(ref(lower.symbols.runtime("models", "field")), args, keywords);
}

/** Whether null is a value of its own, also as one of a union's that holds anything. */
export function takesNull(lower: LowerContext, use: SchemaUse): boolean {
  const { schema, nullable } = resolveUse(lower, use);
  return nullable || holdsNull(lower, schema);
}

function holdsNull(lower: LowerContext, schema: Schema, depth = 0): boolean {
  if (schema.kind === "union" && depth < deepestUnion) return schema.variants.some((variant) => holdsNull(lower, resolveUse(lower, variant).schema, depth + 1));
  return schema.kind === "any" || (schema.kind === "primitive" && schema.type === "null");
}

/** Unions in unions that are looked into; one may contain itself. */
const deepestUnion = 8;

/** The only value that a schema allows, as an expression. */
export function constantValue(schema: Schema): OpenExpr | undefined {
  if (schema.kind !== "enum" || schema.members.length !== 1) return undefined;
  const value = literalValues(schema)?.[0];
  return value === undefined ? undefined : b.literal(value);
}

/** What a property's docstring says: its own words, else those of a schema that has no class to say them. */
export function propertyText(lower: LowerContext, property: Pick<Property, "docs" | "use">): string | null {
  const own = describe(property.docs);
  if (own !== null) return own;
  const target = schemaOf(lower, property.use.schema);
  if (isNamed(target)) return null;
  const { schema } = resolveUse(lower, property.use);
  return describe(target.docs) ?? (isNamed(schema) ? null : describe(schema.docs));
}

/** How aliases are written, by what models are. */
export interface AliasForm {
  readonly direction: Direction;
  /** The whole of an alias, made of the union of its members. */
  readonly whole: (union: OpenExpr) => OpenExpr;
  /** What an alias that contains itself is when it runs; `quote` writes the names that lead back as text. */
  readonly running: (quote: (write: (quoted: Ref) => OpenExpr) => OpenExpr) => OpenExpr;
}

/** Views know nothing of their aliases; who reads one at run time has to learn which module its names are of. */
const viewAliases: AliasForm = { direction: "output", whole: (union) => union, running: (quote) => quote(forwardRef) };

/** `Name: TypeAlias = …` and its docstring. */
export function aliasStatements(lower: LowerContext, schema: NamedSchema, form: AliasForm): readonly OpenStmt[] {
  const text = docstringText([
    wrapped(lower, describe(schema.docs, schema.title === null ? null : sentence(schema.title)), 0),
    schema.kind === "enum" ? memberList(schema) : "",
  ]);
  const described = (statement: OpenStmt): readonly OpenStmt[] => (text === null ? [statement] : [statement, b.docstring(text)]);
  const defined = (value: OpenExpr): OpenStmt => b.annAssign(schema.name, ref(py.TypeAlias), value);
  const members = structure(lower, schema, form.direction);
  const circular = new Set(circularAliases(lower, schema).map((each) => lower.symbols.model(each).key));
  if (circular.size === 0) return described(defined(form.whole(b.union(members))));
  const quote = (write: (quoted: Ref) => OpenExpr): OpenExpr => form.whole(typeUnion(members.map((member) => quoteRefs(member, circular, write))));
  // Checkers read a name in text where the alias stands.
  return [b.if(ref(py.TYPE_CHECKING), described(defined(quote(inText))), [b.assign(schema.name, form.running(quote))])];
}

/** `ForwardRef("Value", module=__name__)` */
function forwardRef(quoted: Ref): OpenExpr {
  return b.call(ref(py.ForwardRef), [quoted], [["module", b.name("__name__")]]);
}

/** The values that have names or descriptions, one a line. */
function memberList(schema: EnumSchema): string {
  const told = schema.members.filter((member) => member.name !== null || member.description !== null);
  if (told.length === 0) return "";
  const lines = told.map((member) => {
    const words = [member.name, member.description].filter((text) => text !== null).map((text) => cleanText(text).replace(/\s+/g, " "));
    return `- ${JSON.stringify(member.value, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}: ${words.join(": ")}`;
  });
  return lines.join("\n");
}

/** The class of what fits no member of a union of classes. */
function unknownClass(lower: LowerContext, schema: NamedSchema): { readonly symbol: Symbol; readonly statement: OpenStmt } | null {
  if (schema.kind !== "union" || schema.unknownName === null) return null;
  const statement = b.classDef(schema.unknownName, {
    bases: [ref(lower.symbols.runtime("models", "UnknownModel"))],
    doc: wrapped(lower, `Any \`${schema.name}\` that the document does not list.`, memberIndent),
    body: discriminatorField(lower, schema),
  });
  return { symbol: lower.symbols.companion(schema, schema.unknownName), statement };
}

function discriminatorField(lower: LowerContext, schema: UnionSchema): readonly OpenStmt[] {
  const found = discriminatorAttribute(lower, schema);
  if (found === null) return [];
  const value = b.call(ref(lower.symbols.runtime("models", "field")), [b.str(found.wire)], { default: ref(lower.symbols.runtime("models", "UNSET")) });
  return [b.annAssign(found.name, found.type, value)];
}

/** The discriminator as an attribute of what fits no member of a union; null where there is none. */
export function discriminatorAttribute(lower: LowerContext, schema: UnionSchema): { readonly name: string; readonly wire: string; readonly type: OpenExpr } | null {
  if (schema.discriminator === null) return null;
  const wire = schema.discriminator.property;
  const name = attributeOf(lower, schema, wire);
  if (name === null) return null;
  const tags = schema.discriminator.mapping.map(({ tag }) => typeof tag);
  const types = [...new Set(tags)].map((tag) => ref(tag === "string" ? py.str : tag === "boolean" ? py.bool : py.int));
  const type = b.union(types.length === 0 ? [ref(py.str)] : types);
  return { name, wire, type: b.union([type, b.none]) };
}

/** The attribute under which the members know the discriminator. */
function attributeOf(lower: LowerContext, schema: UnionSchema, wire: string): string | null {
  for (const variant of schema.variants) {
    for (const property of allProperties(lower, resolveUse(lower, variant).schema)) if (property.wire === wire) return property.name;
  }
  return null;
}

/** The properties of a class and of those it extends, the base's first. */
export function allProperties(lower: LowerContext, schema: Schema): readonly Property[] {
  if (schema.kind !== "object") return [];
  const inherited = schema.base === null ? [] : allProperties(lower, schemaOf(lower, schema.base));
  return [...inherited, ...schema.properties];
}

/** Text for a docstring that stands this far to the right; empty for null. */
export function wrapped(lower: LowerContext, text: string | null, indent: number): string {
  return text === null ? "" : wrap(text, lower.width - indent - 3);
}

export { isNative };
