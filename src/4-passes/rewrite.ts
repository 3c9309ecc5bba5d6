import { castDraft, type Draft } from "immer";
import type { Api } from "../ir/api.ts";
import type { Docs, Schema, SchemaBase, SchemaId, SchemaUse } from "../ir/schema.ts";
import { isLeaf, mapList, mapOperationUses, mapRelatives, mapUses, mapWebhookUses, type UseMap } from "../ir/uses.ts";

/** Says to Immer's types that a plain value may be assigned to a draft. */
export function asDraft<T>(value: T): Draft<T> {
  return castDraft(value);
}

/** What uses schemas, and the schemas. */
export type Parts = Pick<Api, "schemas" | "operations" | "webhooks">;

/** How uses and ids change when some schemas are replaced by uses of others. */
export function redirection(targets: ReadonlyMap<SchemaId, SchemaUse>): { readonly map: UseMap; readonly mapId: (id: SchemaId) => SchemaId } {
  const map = (use: SchemaUse): SchemaUse => {
    const target = targets.get(use.schema);
    if (target === undefined) return use;
    const nullable = use.nullable || target.nullable;
    return target.schema === use.schema && nullable === use.nullable ? use : { schema: target.schema, nullable };
  };
  return { map, mapId: (id) => targets.get(id)?.schema ?? id };
}

/** Redirects every use, base and discriminator. The schemas are those of a pass at work and are changed in place. */
export function redirectUses(api: Pick<Api, "operations" | "webhooks">, table: Record<SchemaId, Schema>, targets: ReadonlyMap<SchemaId, SchemaUse>): Parts {
  const { operations, webhooks } = api;
  if (targets.size === 0) return { schemas: table, operations, webhooks };
  const { map, mapId } = redirection(targets);
  for (const schema of Object.values(table)) {
    if (isLeaf(schema)) continue;
    const mapped = mapRelatives(mapUses(schema, map), mapId);
    if (mapped !== schema) table[schema.id] = mapped;
  }
  return {
    schemas: table,
    operations: mapList(operations, (operation) => mapOperationUses(operation, map)),
    webhooks: mapList(webhooks, (webhook) => mapWebhookUses(webhook, map)),
  };
}

/** Writes the parts of an Api that a redirection gave. */
export function assignParts(draft: Draft<Api>, parts: Parts): void {
  draft.schemas = asDraft(parts.schemas);
  draft.operations = asDraft(parts.operations);
  draft.webhooks = asDraft(parts.webhooks);
}

/** What a schema has whatever its kind is. */
export function baseFields(schema: Schema): SchemaBase {
  const { id, origin, hint, title, docs, constraints, examples, extensions, shape, name, file, named, reach, recursive } = schema;
  const fields = { id, origin, hint, title, docs, constraints, examples, extensions, shape, name, file, named, reach, recursive };
  return schema.default === undefined ? fields : { ...fields, default: schema.default };
}

/** What a schema says under the id of another one, whose words come first: it takes that one's place. */
export function standIn(place: Schema, content: Schema): Schema {
  const own = baseFields(place);
  const fallback = place.default ?? content.default;
  return {
    ...content,
    ...own,
    title: place.title ?? content.title,
    docs: firstDocs(place.docs, content.docs),
    constraints: { ...content.constraints, ...place.constraints },
    examples: place.examples.length > 0 ? place.examples : content.examples,
    extensions: { ...content.extensions, ...place.extensions },
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** The words of one entity, filled up with those of another. */
export function firstDocs(first: Docs, second: Docs): Docs {
  return {
    summary: first.summary ?? second.summary,
    description: first.description ?? second.description,
    deprecated: first.deprecated || second.deprecated,
    externalDocs: first.externalDocs ?? second.externalDocs,
  };
}
