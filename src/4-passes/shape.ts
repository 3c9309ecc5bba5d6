import type { Discriminator, PrimitiveSchema, Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import { sha256 } from "../ir/sha256.ts";
import { eachUse, isLeaf } from "../ir/uses.ts";
import { isComponent } from "./reachable.ts";
import type { SchemaTable } from "./schema-table.ts";

/** Hex digits of a shape. */
const shapeLength = 16;

/**
 * The shape of every schema that can have a name: a hash of what it says without words, limits and defaults. Schemas that
 * stand in place count by their own shape, named ones by their id, so shapes end at names and at cycles.
 */
export function shapesOf(table: SchemaTable, all: readonly Schema[]): ReadonlyMap<SchemaId, string> {
  const shapes = new Map<SchemaId, string>();
  const hashes = new Map<string, string>();
  const hash = (id: SchemaId, schema: Schema): void => {
    const text = describe(schema, (use) => describeUse(table, shapes, use));
    let found = hashes.get(text);
    if (found === undefined) {
      found = sha256(text).slice(0, shapeLength);
      hashes.set(text, found);
    }
    shapes.set(id, found);
  };
  const open: Schema[] = [];
  const entered = new Set<SchemaId>();
  const enter = (schema: Schema): void => {
    if (entered.has(schema.id)) return;
    open.push(schema);
  };
  for (const start of all) {
    if (isLeaf(start)) {
      if (start.kind === "enum" || isComponent(start)) hash(start.id, start);
      continue;
    }
    enter(start);
    for (let schema = open.at(-1); schema !== undefined; schema = open.at(-1)) {
      if (entered.has(schema.id)) {
        open.pop();
        if (!shapes.has(schema.id)) hash(schema.id, schema);
        continue;
      }
      entered.add(schema.id);
      eachUse(schema, (use) => {
        const part = table[use.schema];
        if (part !== undefined && isInPlace(part)) enter(part);
      });
    }
  }
  return shapes;
}

function isInPlace(schema: Schema): boolean {
  return !isLeaf(schema) && !isComponent(schema);
}

function describeUse(table: SchemaTable, shapes: ReadonlyMap<SchemaId, string>, use: SchemaUse): string {
  const schema = table[use.schema];
  const named = schema === undefined || isComponent(schema);
  const name = named ? `@${use.schema}` : schema.kind === "primitive" ? primitiveText(schema) : (shapes.get(use.schema) ?? (isLeaf(schema) ? schema.kind : `@${use.schema}`));
  return use.nullable ? `${name}?` : name;
}

function primitiveText(schema: PrimitiveSchema): string {
  return `${schema.type} ${schema.format ?? ""} ${schema.contentEncoding ?? ""} ${schema.contentMediaType ?? ""}`;
}

/** All that a schema says about the type, as a text; members of an object count in any order. */
function describe(schema: Schema, useText: (use: SchemaUse) => string): string {
  switch (schema.kind) {
    case "object": {
      const properties = schema.properties
        .map(({ wire, use, required, readOnly, writeOnly }) => `${JSON.stringify(wire)}${required ? "!" : ""}${readOnly ? "<" : ""}${writeOnly ? ">" : ""}:${useText(use)}`)
        .toSorted();
      const additional = typeof schema.additional === "object" ? useText(schema.additional) : schema.additional ? "any" : "none";
      const patterns = schema.patterns.map(({ pattern, use }) => `${JSON.stringify(pattern)}:${useText(use)}`);
      return `object ${schema.base ?? ""}{${properties.join(",")}}[${patterns.join(",")}]+${additional}${tagText(schema.discriminator)}`;
    }
    case "map":
      return `map ${useText(schema.values)}`;
    case "array":
      return `array ${useText(schema.items)}`;
    case "tuple":
      return `tuple ${schema.prefix.map(useText).join(",")} ${schema.rest === null ? "any" : schema.rest === false ? "none" : useText(schema.rest)} ${schema.least}`;
    case "enum":
      return `enum${schema.open === true ? "+" : ""} ${schema.members.map(({ value }) => JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}n` : one))).join(",")}`;
    case "union":
      return `union ${schema.variants.map(useText).join("|")}${tagText(schema.discriminator)}`;
    case "allOf":
      return `allOf ${schema.members.map(useText).join("&")}&${schema.own === null ? "" : useText(schema.own)}`;
    case "primitive":
      return `primitive ${primitiveText(schema)}`;
    case "alias":
      return `alias ${useText(schema.target)}`;
    case "any":
      return "any";
    case "never":
      return "never";
    default:
      return schema satisfies never;
  }
}

function tagText(discriminator: Discriminator | null): string {
  if (discriminator === null) return "";
  return ` by ${JSON.stringify([discriminator.property, discriminator.mapping.map(({ tag }) => tag)])}`;
}
