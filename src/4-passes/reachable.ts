import type { Api } from "../ir/api.ts";
import type { Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import { operationUses, webhookUses } from "../ir/uses.ts";
import { eachNeighbour } from "./find-cycles.ts";

type Schemas = Readonly<Record<SchemaId, Schema>>;

/** The ids that can be reached from some, through uses, bases and discriminators. */
export function reach(schemas: Schemas, from: Iterable<SchemaId>): ReadonlySet<SchemaId> {
  const seen = new Set<SchemaId>();
  const open: SchemaId[] = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const schema = seen.has(id) ? undefined : schemas[id];
    if (schema === undefined) continue;
    seen.add(id);
    eachNeighbour(schema, (next) => {
      if (!seen.has(next)) open.push(next);
    });
  }
  return seen;
}

/** The schemas that operations and webhooks use directly. */
export function rootUses(api: Pick<Api, "operations" | "webhooks">): readonly SchemaUse[] {
  return [...api.operations.flatMap(operationUses), ...api.webhooks.flatMap(webhookUses)];
}

/** Whether the document itself gives the schema a name. */
export function isComponent(schema: Schema): boolean {
  return schema.hint.from === "component";
}

/** The schemas that operations, webhooks and components reach; the others are left over from what was merged. */
export function pruned(api: Pick<Api, "operations" | "webhooks">, schemas: Schemas, keepComponents = true): Schemas {
  const roots = rootUses(api).map((use) => use.schema);
  if (keepComponents) for (const schema of Object.values(schemas)) if (isComponent(schema)) roots.push(schema.id);
  const kept = reach(schemas, roots);
  if (kept.size === Object.keys(schemas).length) return schemas;
  const table: Record<SchemaId, Schema> = {};
  for (const [id, schema] of Object.entries(schemas)) if (kept.has(id)) table[id] = schema;
  return table;
}
