import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, member } from "../ir/origin.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { type At, type Builder, enqueue, enqueuePart, follow, followOnce, isDangling, isReference, type Place, step } from "./builder.ts";
import { discriminatorOf } from "./discriminator.ts";
import { keywords } from "./keywords.ts";
import { listOf, narrows, without, wordless } from "./narrowing.ts";
import { plainShape } from "./plain-shape.ts";
import { admitsNull, demands, limits, useOf } from "./schema-use.ts";
import { degraded, type Shape } from "./shape.ts";

/** What a `$ref` is, alone or with what stands beside it. */
export function referenceShape(builder: Builder, place: Place, node: JsonObject): Shape {
  const target = isDangling(node) ? undefined : followOnce(builder, node);
  if (target === undefined) return degraded;
  const use: SchemaUse = { schema: enqueue(builder, target).id, nullable: admitsNull(target.node) };
  const demanding = demands(builder, node, target);
  if (!demanding && !narrows(node, "$ref")) return limits(builder, node, target) ? { kind: "allOf", members: [use], own: null, discriminator: null } : { kind: "alias", target: use };
  const last = follow(builder, target)?.node;
  // A format says nothing without the type that it is one of.
  const typed = demanding && member(node, "format") !== undefined && member(node, "type") === undefined && last !== undefined && isObject(last) ? member(last, "type") : undefined;
  const rest = { ...without(node, ["$ref", "discriminator"]), ...(typed === undefined ? {} : { type: typed }) };
  const own = enqueuePart(builder, place, { name: "~own", node: wordless(rest) });
  return { kind: "allOf", members: [use], own: { schema: own.id, nullable: true }, discriminator: discriminatorOf(builder, place, node) };
}

/** What `allOf` and what stands beside it are together. */
export function allOfShape(builder: Builder, place: Place, { node, all }: { readonly node: JsonObject; readonly all: readonly Json[] }): Shape {
  const list = { document: place.document, pointer: `${place.pointer}/allOf`, node: all };
  const members = all.map((one, index) => useOf(builder, step(list, index, one)));
  const rest = without(node, ["allOf", "discriminator"]);
  const own = narrows(rest, "allOf") ? enqueuePart(builder, place, { name: "~own", node: wordless(rest) }) : null;
  return { kind: "allOf", members, own: own === null ? null : { schema: own.id, nullable: true }, discriminator: discriminatorOf(builder, place, node) };
}

/** A union, alone or merged with what stands beside it; null where the schema has none that changes its type. */
export function unionShape(builder: Builder, place: Place, node: JsonObject): Shape | null {
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
