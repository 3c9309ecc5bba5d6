import type { JsonObject } from "../ir/json.ts";
import { isObject, member } from "../ir/origin.ts";
import type { Property, SchemaUse } from "../ir/schema.ts";
import { type At, type Builder, follow, isReference, keyOf, type Place, step } from "./builder.ts";
import { discriminatorOf } from "./discriminator.ts";
import { baseOf, rolesOf } from "./schema-base.ts";
import { anyUse, useOf } from "./schema-use.ts";
import type { Shape } from "./shape.ts";
import { docsOf, noDocs, textsOf } from "./words.ts";

/** An object with properties, or a map where none is known. */
export function objectShape(builder: Builder, place: Place, node: JsonObject): Shape {
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
