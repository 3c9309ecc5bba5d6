import type { JsonObject } from "../ir/json.ts";
import { member } from "../ir/origin.ts";
import type { Primitive, SchemaUse } from "../ir/schema.ts";
import { type Builder, enqueuePart, type Place, step } from "./builder.ts";
import { enumMembers, listsOnlyNull, typeNames } from "./enum-members.ts";
import { impliedType } from "./implied-type.ts";
import { listOf, wordless } from "./narrowing.ts";
import { objectShape } from "./object-shape.ts";
import { anyUse, useOf } from "./schema-use.ts";
import { free, notUnderstood, type Shape } from "./shape.ts";
import { textOf } from "./words.ts";

/** What a schema is by its own type, where nothing is combined. */
export function plainShape(builder: Builder, place: Place, node: JsonObject): Shape {
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
