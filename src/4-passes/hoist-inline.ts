import type { Api } from "../ir/api.ts";
import type { Schema, SchemaId } from "../ir/schema.ts";
import { cyclicIds } from "./find-cycles.ts";
import { hintsOf } from "./hints.ts";
import type { Pass } from "./pass.ts";
import { isComponent } from "./reachable.ts";
import { asDraft } from "./rewrite.ts";
import { isLeaf } from "../ir/uses.ts";
import { schemaAt, type SchemaTable } from "./schema-table.ts";
import { shapesOf } from "./shape.ts";
import { isSuccess } from "../ir/statuses.ts";

/** The most characters that the values of a list written in place may have together. */
const longestInPlace = 60;

/** Decides which schemas get a class or an alias of their own, and what it should be called. */
export const hoistInline: Pass = {
  name: "hoist-inline",
  run(api, draft) {
    const table = api.schemas;
    const all = Object.values(table);
    const shapes = shapesOf(table, all);
    const results = resultRoots(api);
    const aliases = all.filter((schema) => !isLeaf(schema) && schema.kind !== "object");
    const circular = cyclicIds(table, aliases);
    const named = new Set<SchemaId>();
    for (const schema of all) if (wantsName(table, schema, results)) named.add(schema.id);
    // A name anywhere on a cycle breaks it; where there is none, each of its schemas gets one.
    for (const id of cyclicIds(table, aliases.filter(({ id }) => circular.has(id) && !named.has(id)))) named.add(id);
    const hints = hintsOf(api, { named, shapes });
    const next: Record<SchemaId, Schema> = { ...table };
    for (const schema of all) {
      const { id } = schema;
      const wanted = named.has(id) && (hints.has(id) || isComponent(schema));
      if (wanted || isComponent(schema)) next[id] = { ...schema, hint: hints.get(id) ?? schema.hint, named: wanted, shape: shapes.get(id) ?? "", recursive: schema.recursive || circular.has(id) };
    }
    draft.schemas = asDraft(next);
  },
};

/** The schemas that successful JSON responses consist of. */
function resultRoots(api: Api): ReadonlySet<SchemaId> {
  const roots = new Set<SchemaId>();
  for (const operation of api.operations) {
    const success = operation.responses.filter((response) => isSuccess(response.status, operation));
    for (const { media } of success) for (const { use, item } of media) for (const one of [use, item]) if (one !== null) roots.add(one.schema);
  }
  return roots;
}

function wantsName(table: SchemaTable, schema: Schema, results: ReadonlySet<SchemaId>): boolean {
  switch (schema.kind) {
    case "object":
      return true;
    case "enum":
      return isComponent(schema) || textLength(schema) > longestInPlace;
    case "union":
      return isComponent(schema) || results.has(schema.id) || schema.variants.filter((use) => isClass(table, use.schema)).length >= 2 || schema.variants.some((use) => isLongEnum(table, use.schema));
    case "alias": {
      const target = schemaAt(table, schema.target.schema);
      return isComponent(schema) && target.kind !== "alias" && wantsName(table, target, results);
    }
    case "map":
    case "array":
    case "tuple":
    case "primitive":
    case "any":
    case "never":
    case "allOf":
      return false;
    default:
      return schema satisfies never;
  }
}

/** A class, or a list or map of one. */
function isClass(table: SchemaTable, id: SchemaId): boolean {
  const schema = schemaAt(table, id);
  if (schema.kind === "array") return schemaAt(table, schema.items.schema).kind === "object";
  if (schema.kind === "map") return schemaAt(table, schema.values.schema).kind === "object";
  return schema.kind === "object";
}

function isLongEnum(table: SchemaTable, id: SchemaId): boolean {
  const schema = schemaAt(table, id);
  return schema.kind === "enum" && !isComponent(schema) && textLength(schema) > longestInPlace;
}

function textLength(schema: Extract<Schema, { readonly kind: "enum" }>): number {
  return schema.members.reduce((length, { value }) => length + (typeof value === "string" ? value.length + 4 : String(value).length + 2), 0);
}
