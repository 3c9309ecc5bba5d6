import type { Json } from "../../src/ir/json.ts";
import type { ObjectSpec, Spec } from "./spec.ts";

/** Components by name, as a document has them. */
export type Components = Map<string, Json>;

/** Writes schemas of one component and those that it needs. */
export interface Writer {
  readonly components: Components;
  readonly name: string;
  /** The component that each object became, so that its values can name it. */
  readonly placed: Map<Spec, string>;
}

/** An object whose keys may be `__proto__`. */
export function record(entries: Iterable<readonly [string, Json]>): { readonly [key: string]: Json } {
  return Object.fromEntries(entries);
}

/** The schema that a spec is written as. */
export function schemaOf(writer: Writer, spec: Spec): Json {
  switch (spec.kind) {
    case "text":
      return spec.format === null ? { type: "string" } : { type: "string", format: spec.format };
    case "integer":
    case "number":
    case "boolean":
      return { type: spec.kind };
    case "any":
      return spec.written === "true" ? true : {};
    case "enum":
      return { enum: [...spec.values] };
    case "const":
      return { const: spec.value };
    case "array":
      return { type: "array", items: schemaOf(writer, spec.items) };
    case "tuple": {
      const prefixItems = spec.prefix.map((one) => schemaOf(writer, one));
      return spec.rest === "closed" ? { type: "array", prefixItems, minItems: prefixItems.length, items: false } : { type: "array", prefixItems, minItems: prefixItems.length };
    }
    case "map":
      return { type: "object", additionalProperties: schemaOf(writer, spec.values) };
    case "object":
      return objectOf(writer, spec);
    case "all":
      return { allOf: spec.members.map((member) => schemaOf(writer, member)) };
    case "union":
      return { [spec.keyword]: spec.variants.map((variant) => schemaOf(writer, variant)) };
    case "tagged":
      return taggedOf(writer, spec);
    case "nullable":
      return nullableOf(schemaOf(writer, spec.inner));
    default:
      return spec satisfies never;
  }
}

function objectOf(writer: Writer, spec: ObjectSpec, tag?: readonly [string, Json]): Json {
  const named = spec.component || spec.self !== "none";
  const name = `${writer.name}Part${writer.placed.size}`;
  writer.placed.set(spec, name);
  const reference = { $ref: `#/components/schemas/${name}` };
  const properties: [string, Json][] = spec.properties.map(({ wire, spec: inner, readOnly }) => {
    const schema = schemaOf(writer, inner);
    return [wire, readOnly && typeof schema === "object" && schema !== null && !Array.isArray(schema) ? { ...schema, readOnly: true } : schema];
  });
  if (spec.self === "one") properties.push([selfName, reference]);
  if (spec.self === "list") properties.push([selfName, { type: "array", items: reference }]);
  if (spec.self === "map") properties.push([selfName, { type: "object", additionalProperties: reference }]);
  const required = spec.properties.filter((property) => property.required).map(({ wire }) => wire);
  if (tag !== undefined) {
    properties.push([tag[0], tag[1]]);
    required.push(tag[0]);
  }
  const additional = spec.additional === "unsaid" ? {} : { additionalProperties: spec.additional === "forbidden" ? false : schemaOf(writer, spec.additional) };
  const schema: Json = { type: "object", properties: record(properties), ...(required.length === 0 ? {} : { required }), ...additional };
  if (!named) return schema;
  writer.components.set(name, schema);
  return reference;
}

/** The property that holds more of the same. */
export const selfName = "more of it";

function taggedOf(writer: Writer, spec: Extract<Spec, { kind: "tagged" }>): Json {
  const references = spec.variants.map((variant, index) => objectOf(writer, variant, [spec.property, spec.mapping === "constants" ? { const: tagOf(writer, spec, index) } : { type: "string" }]));
  if (spec.mapping === "constants") return { oneOf: references };
  if (spec.mapping === "names") return { oneOf: references, discriminator: { propertyName: spec.property } };
  const mapping = record(spec.variants.map((variant, index) => [tagOf(writer, spec, index), `#/components/schemas/${writer.placed.get(variant) ?? ""}`]));
  return { oneOf: references, discriminator: { propertyName: spec.property, mapping } };
}

/** The tag of a member of a tagged union; the schema has to be written first where tags are names. */
export function tagOf(writer: Writer, spec: Extract<Spec, { kind: "tagged" }>, index: number): string {
  const variant = spec.variants[index];
  if (variant === undefined) throw new Error("no such variant");
  return spec.mapping === "names" ? (writer.placed.get(variant) ?? "") : `tag ${index}`;
}

/** Null beside a schema, in the form that suits it. */
function nullableOf(schema: Json): Json {
  if (typeof schema === "object" && schema !== null && !Array.isArray(schema) && "type" in schema && typeof schema["type"] === "string" && !("enum" in schema)) {
    return { ...schema, type: [schema["type"], "null"] };
  }
  return { anyOf: [schema, { type: "null" }] };
}
