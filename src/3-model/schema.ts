import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import type { Discriminator, Primitive, Property, Schema, SchemaBase, SchemaUse } from "../ir/schema.ts";
import { enqueue, enqueuePart, follow, followOnce, isDangling, isReference, keyOf, step, type At, type Builder, type Place } from "./builder.ts";
import { enumMembers, listsNull, listsOnlyNull, typeNames } from "./enum-members.ts";
import { impliedType } from "./implied-type.ts";
import { keywords } from "./keywords.ts";
import { listOf, narrows, without, wordless } from "./narrowing.ts";
import { constraintsOf, docsOf, examplesOf, extensionsOf, noConstraints, noDocs, noExtensions, textOf, textsOf } from "./words.ts";

type Plain<S> = S extends Schema ? Omit<S, keyof SchemaBase> : never;
/** What tells one kind of schema from another: a schema without what all have. */
type Shape = Plain<Schema>;

const free: Shape = { kind: "any", reason: "free" };
const degraded: Shape = { kind: "any", reason: "degraded" };

/** Builds the schemas on the list, and those they lead to, until none is left. */
export function buildQueued(builder: Builder): void {
  for (const place of builder.queue) {
    builder.schemas.set(place.id, buildSchema(builder, place));
  }
}

/** The use of a schema that stands at a place: what it refers to where it only refers, else itself. */
export function useOf(builder: Builder, at: At): SchemaUse {
  if (isReference(at.node) && !isDangling(at.node) && !narrows(at.node, "$ref")) {
    const target = followOnce(builder, at.node);
    if (target !== undefined) return { schema: enqueue(builder, target).id, nullable: admitsNull(target.node) };
  }
  return { schema: enqueue(builder, at).id, nullable: admitsNull(at.node) };
}

/** Whether a schema itself says that null is one value among others; unions and `allOf` are looked into by the passes. */
function admitsNull(node: Json): boolean {
  if (!isObject(node)) return false;
  const type = member(node, "type");
  if (type !== undefined && isArray(type) && type.length > 1 && type.includes("null")) return true;
  return listsNull(node) && !listsOnlyNull(node);
}

const unreached = { request: false, response: false };

function buildSchema(builder: Builder, place: Place): Schema {
  const node = isObject(place.node) ? place.node : {};
  const found = rolesOf(node);
  if (found.condition) noteConditions(builder, place, node);
  return Object.assign(baseOf(place, node, found), shapeOf(builder, place));
}

/** Which kinds of keywords a schema has, so that each is only looked for where there are some. */
interface Roles {
  constraint: boolean;
  condition: boolean;
  extension: boolean;
}

function rolesOf(node: JsonObject): Roles {
  const found: Roles = { constraint: false, condition: false, extension: false };
  for (const key of Object.keys(node)) {
    const role = keywords.get(key);
    if (role === undefined) found.extension ||= key.startsWith("x-");
    else if (role === "constraint") found.constraint = true;
    else if (role === "condition") found.condition = true;
  }
  return found;
}

/** What all schemas have. */
function baseOf(place: Place, node: JsonObject, found: Roles): SchemaBase {
  const fallback = member(node, "default");
  const fields: SchemaBase = {
    id: place.id,
    origin: place.origin,
    hint: place.hint,
    title: textOf(node, "title"),
    docs: docsOf(node),
    constraints: found.constraint ? constraintsOf(node) : noConstraints,
    examples: examplesOf(node),
    extensions: found.extension ? extensionsOf(node) : noExtensions,
    shape: "",
    name: null,
    file: null,
    named: false,
    reach: unreached,
    recursive: false,
  };
  return fallback === undefined ? fields : { ...fields, default: fallback };
}

function shapeOf(builder: Builder, place: Place): Shape {
  const { node } = place;
  if (node === true) return free;
  if (node === false) return { kind: "never" };
  if (!isObject(node)) return notUnderstood(builder, place, "it is neither an object nor a truth value");
  if (isReference(node)) return referenceShape(builder, place, node);
  const excluded = member(node, "not");
  if (excluded === true || (excluded !== undefined && isObject(excluded) && Object.keys(excluded).length === 0)) return { kind: "never" };
  const all = listOf(node, "allOf");
  if (all.length > 0) return allOfShape(builder, place, { node, all });
  return unionShape(builder, place, node) ?? plainShape(builder, place, node);
}

function notUnderstood(builder: Builder, place: Place, reason: string): Shape {
  builder.reporter.report("schema-not-understood", place.origin, { reason });
  return degraded;
}

/** Says once for each such keyword that the type does not show it. */
function noteConditions(builder: Builder, place: Place, node: JsonObject): void {
  for (const key of Object.keys(node)) {
    if (keywords.get(key) === "condition" && key !== "then" && key !== "else" && isCondition(node[key])) {
      builder.reporter.report("keyword-not-used", place.origin, { keyword: key });
    }
  }
}

/** Whether a condition says anything: `true` and `{}` do not, nor does `false`, since unknown keys are always kept. */
function isCondition(value: Json | undefined): boolean {
  return value !== undefined && typeof value !== "boolean" && (!isObject(value) || Object.keys(value).length > 0);
}

function referenceShape(builder: Builder, place: Place, node: JsonObject): Shape {
  const target = isDangling(node) ? undefined : followOnce(builder, node);
  if (target === undefined) return degraded;
  const use: SchemaUse = { schema: enqueue(builder, target).id, nullable: admitsNull(target.node) };
  if (!narrows(node, "$ref")) return { kind: "alias", target: use };
  const rest = without(node, ["$ref", "discriminator"]);
  const own = enqueuePart(builder, place, { name: "~own", node: wordless(rest) });
  return { kind: "allOf", members: [use], own: { schema: own.id, nullable: true }, discriminator: discriminatorOf(builder, place, node) };
}

function allOfShape(builder: Builder, place: Place, { node, all }: { readonly node: JsonObject; readonly all: readonly Json[] }): Shape {
  const list = { document: place.document, pointer: `${place.pointer}/allOf`, node: all };
  const members = all.map((one, index) => useOf(builder, step(list, index, one)));
  const rest = without(node, ["allOf", "discriminator"]);
  const own = narrows(rest, "allOf") ? enqueuePart(builder, place, { name: "~own", node: wordless(rest) }) : null;
  return { kind: "allOf", members, own: own === null ? null : { schema: own.id, nullable: true }, discriminator: discriminatorOf(builder, place, node) };
}

/** A union, alone or merged with what stands beside it; null where the schema has none that changes its type. */
function unionShape(builder: Builder, place: Place, node: JsonObject): Shape | null {
  const present = (["oneOf", "anyOf"] as const).filter((keyword) => listOf(node, keyword).some((variant) => hasShape(variant)));
  const [first, second] = present;
  if (first === undefined) return null;
  const discriminator = discriminatorOf(builder, place, node);
  const rest = without(node, ["oneOf", "anyOf", "discriminator"]);
  const narrowed = narrows(rest, first);
  if (second === undefined && !narrowed) return { kind: "union", keyword: first, variants: variantsOf(builder, place, { node, keyword: first }), discriminator, unknownName: null };
  if (narrowed && present.some((keyword) => listOf(node, keyword).some((variant) => extendsPlace(builder, place, variant)))) {
    return plainShape(builder, place, without(node, ["oneOf", "anyOf"]));
  }
  const parts = present.map((keyword): SchemaUse => {
    const part = enqueuePart(builder, place, { name: `~${keyword}`, node: { [keyword]: listOf(node, keyword), ...(keyword === first ? tagging(node) : {}) } });
    return { schema: part.id, nullable: false };
  });
  const own = narrowed ? enqueuePart(builder, place, { name: "~own", node: wordless(rest) }) : null;
  return { kind: "allOf", members: parts, own: own === null ? null : { schema: own.id, nullable: true }, discriminator: null };
}

function tagging(node: JsonObject): JsonObject {
  const discriminator = member(node, "discriminator");
  return discriminator === undefined ? {} : { discriminator };
}

function variantsOf(builder: Builder, place: At, { node, keyword }: { readonly node: JsonObject; readonly keyword: "oneOf" | "anyOf" }): readonly SchemaUse[] {
  const list = { document: place.document, pointer: `${place.pointer}/${keyword}`, node };
  return listOf(node, keyword).map((variant, index) => useOf(builder, step(list, index, variant)));
}

/** Whether a variant decides a type, and does not only demand members or exclude values. */
function hasShape(variant: Json): boolean {
  if (!isObject(variant)) return variant === false;
  if (Object.keys(variant).length === 0) return true;
  const excluded = member(variant, "not");
  if (excluded !== undefined && isObject(excluded) && Object.keys(excluded).length === 0) return true;
  return Object.keys(variant).some((key) => keywords.get(key) === "shape" && key !== "required");
}

/** Whether a variant is made from this very schema by `allOf`: then the schema is a base class, not a union. */
function extendsPlace(builder: Builder, place: Place, variant: Json): boolean {
  const target = follow(builder, { document: place.document, pointer: place.pointer, node: variant });
  if (target === undefined || !isObject(target.node)) return false;
  return listOf(target.node, "allOf").some((one) => {
    if (!isReference(one)) return false;
    const base = followOnce(builder, one);
    return base !== undefined && base.document === place.document && base.pointer === place.pointer;
  });
}

/** The discriminator that a schema declares, with the schemas its mapping names. */
function discriminatorOf(builder: Builder, place: Place, node: JsonObject): Discriminator | null {
  const declared = member(node, "discriminator");
  const property = declared !== undefined && isObject(declared) ? textOf(declared, "propertyName") : null;
  if (declared === undefined || !isObject(declared) || property === null) return null;
  const mapped = member(declared, "mapping");
  const mapping: { tag: string; schema: string }[] = [];
  for (const [tag, reference] of Object.entries(mapped !== undefined && isObject(mapped) ? mapped : {})) {
    const schema = referred(builder, reference);
    if (schema !== null) mapping.push({ tag, schema });
  }
  const fallback = referred(builder, member(declared, "defaultMapping"));
  return { property, origin: place.origin, mapping, ...(fallback === null ? {} : { fallback }) };
}

function referred(builder: Builder, reference: Json | undefined): string | null {
  if (typeof reference !== "string") return null;
  const target = followOnce(builder, { $ref: reference });
  return target === undefined ? null : enqueue(builder, target).id;
}

function plainShape(builder: Builder, place: Place, node: JsonObject): Shape {
  if (listsOnlyNull(node)) return { kind: "primitive", type: "null", ...noFormat };
  const members = enumMembers(builder, place, node);
  if (members !== null) return { kind: "enum", members };
  const types = typeNames(node).filter((type) => type !== "null");
  if (types.length > 1) return typesShape(builder, place, { node, types: [...new Set(types)] });
  return typeShape(builder, place, { node, type: types[0] ?? (typeNames(node).length > 0 ? "null" : impliedType(node)) });
}

const allTypes = 6;

/** Several types: a union of the same schema with one of them each. */
function typesShape(builder: Builder, place: Place, { node, types }: { readonly node: JsonObject; readonly types: readonly string[] }): Shape {
  const relevant = types.includes("number") ? types.filter((type) => type !== "integer") : types;
  if (relevant.length >= allTypes - 1 && impliedType(node) === null) return free;
  const variants = relevant.map((type): SchemaUse => {
    const part = enqueuePart(builder, place, { name: `~type/${type}`, node: { ...wordless(node), type } });
    return { schema: part.id, nullable: false };
  });
  return { kind: "union", keyword: "type", variants, discriminator: null, unknownName: null };
}

const noFormat = { format: null, contentEncoding: null, contentMediaType: null };

function typeShape(builder: Builder, place: Place, { node, type }: { readonly node: JsonObject; readonly type: string | null }): Shape {
  switch (type) {
    case null:
      return free;
    case "object":
      return objectShape(builder, place, node);
    case "array":
      return arrayShape(builder, place, node);
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "null":
      return primitiveShape(node, type);
    default:
      return notUnderstood(builder, place, `its type ${type} is unknown`);
  }
}

function primitiveShape(node: JsonObject, type: Primitive): Shape {
  const contentMediaType = textOf(node, "contentMediaType");
  return { kind: "primitive", type, format: textOf(node, "format"), contentEncoding: textOf(node, "contentEncoding"), contentMediaType };
}

/** A use of anything, for what the document leaves open. */
function anyUse(builder: Builder, place: Place, name: string): SchemaUse {
  return { schema: enqueuePart(builder, place, { name, node: {} }).id, nullable: false };
}

function arrayShape(builder: Builder, place: Place, node: JsonObject): Shape {
  const items = member(node, "items");
  const prefix = listOf(node, "prefixItems");
  if (prefix.length === 0) {
    const use = items === undefined || items === true || items === false ? anyUse(builder, place, "~items") : useOf(builder, step(place, "items", items));
    return { kind: "array", items: use };
  }
  const list = { document: place.document, pointer: `${place.pointer}/prefixItems`, node: prefix };
  const closed = items === false || member(node, "maxItems") === prefix.length;
  const least = member(node, "minItems");
  return {
    kind: "tuple",
    prefix: prefix.map((one, index) => useOf(builder, step(list, index, one))),
    rest: closed ? false : items === undefined || items === true ? null : useOf(builder, step(place, "items", items)),
    least: typeof least === "number" ? Math.min(least, prefix.length) : 0,
  };
}

function objectShape(builder: Builder, place: Place, node: JsonObject): Shape {
  const properties = propertiesOf(builder, place, node);
  const patterns = patternsOf(builder, place, node);
  const additional = additionalOf(builder, place, node);
  const discriminator = discriminatorOf(builder, place, node);
  const known = new Set(properties.map((property) => property.wire));
  const undeclared = textsOf(member(node, "required")).filter((name) => !known.has(name));
  const closed = additional === false && patterns.length === 0;
  if (properties.length > 0 || undeclared.length > 0 || closed || discriminator !== null) {
    return { kind: "object", properties, additional, patterns, base: null, discriminator, ...(undeclared.length === 0 ? {} : { undeclared }) };
  }
  const values = [...patterns, ...(typeof additional === "object" ? [{ use: additional }] : [])];
  const [only] = values;
  if (only === undefined) return { kind: "map", values: anyUse(builder, place, "~values") };
  return { kind: "map", values: values.length === 1 ? only.use : patternUnion(builder, place, values) };
}

/** What several patterns allow, and the keys that fit none, as one type. */
function patternUnion(builder: Builder, place: Place, patterns: readonly { readonly use: SchemaUse }[]): SchemaUse {
  const id = `${place.id}/~patterns`;
  const whole = baseOf({ ...place, id, hint: { words: [], from: "derived" } }, {}, rolesOf({}));
  builder.schemas.set(id, { ...whole, kind: "union", keyword: "anyOf", variants: patterns.map(({ use }) => use), discriminator: null, unknownName: null });
  return { schema: id, nullable: false };
}

function additionalOf(builder: Builder, place: Place, node: JsonObject): boolean | SchemaUse {
  const additional = member(node, "additionalProperties");
  if (additional === false) return false;
  if (additional === undefined || additional === true || !isObject(additional) || Object.keys(additional).length === 0) return true;
  return useOf(builder, step(place, "additionalProperties", additional));
}

function patternsOf(builder: Builder, place: Place, node: JsonObject): readonly { readonly pattern: string; readonly use: SchemaUse }[] {
  const value = member(node, "patternProperties");
  if (value === undefined || !isObject(value)) return [];
  const list = step(place, "patternProperties", value);
  return Object.entries(value).map(([pattern, schema]) => ({ pattern, use: useOf(builder, step(list, pattern, schema)) }));
}

function propertiesOf(builder: Builder, place: Place, node: JsonObject): readonly Property[] {
  const value = member(node, "properties");
  if (value === undefined || !isObject(value)) return [];
  const required = new Set(textsOf(member(node, "required")));
  const list = step(place, "properties", value);
  return Object.entries(value).map(([wire, schema]) => propertyOf(builder, step(list, wire, schema), { wire, required: required.has(wire) }));
}

function propertyOf(builder: Builder, at: At, { wire, required }: { readonly wire: string; readonly required: boolean }): Property {
  const use = useOf(builder, at);
  const place = builder.places.get(keyOf(builder, at));
  const own = isObject(at.node) ? at.node : {};
  const fallback = member(own, "default");
  return {
    wire,
    name: "",
    origin: place?.origin ?? builder.canonical.source(at.document, at.pointer),
    use,
    required,
    readOnly: marked(builder, at, "readOnly"),
    writeOnly: marked(builder, at, "writeOnly"),
    docs: isObject(at.node) ? docsOf(at.node) : noDocs,
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** Whether a property, or the component it refers to, is marked. */
function marked(builder: Builder, at: At, keyword: "readOnly" | "writeOnly"): boolean {
  if (!isObject(at.node)) return false;
  const own = member(at.node, keyword);
  if (own !== undefined || !isReference(at.node)) return own === true;
  const target = follow(builder, at);
  return target !== undefined && isObject(target.node) && member(target.node, keyword) === true;
}
