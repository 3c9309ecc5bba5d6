import type { Api } from "../ir/api.ts";
import type { NameHint, Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import { isLeaf, mapList, mapOperationUses, mapRelatives, mapUses, mapWebhookUses } from "../ir/uses.ts";
import { eachNeighbour } from "./find-cycles.ts";
import type { Pass } from "./pass.ts";
import { isComponent, pruned, rootUses } from "./reachable.ts";
import { asDraft, assignParts, redirection, type Parts } from "./rewrite.ts";

/** Lets schemas of the same shape that would get the same last word share one class; those the document names stay apart. Drops what nothing reaches. */
export const deduplicate: Pass = {
  name: "deduplicate",
  run(api, draft) {
    const first = new Map<string, SchemaId>();
    const target = new Map<SchemaId, SchemaUse>();
    const hints = new Map<SchemaId, NameHint>();
    for (const schema of Object.values(api.schemas)) {
      if (!schema.named || isComponent(schema)) continue;
      const key = `${schema.kind} ${schema.shape} ${tailOf(schema)}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, schema.id);
      else {
        target.set(schema.id, { schema: known, nullable: false });
        const before = hints.get(known) ?? api.schemas[known]?.hint ?? schema.hint;
        hints.set(known, lengthOf(schema.hint) < lengthOf(before) ? schema.hint : before);
      }
    }
    if (target.size === 0) {
      draft.schemas = asDraft(pruned(api, api.schemas));
      return;
    }
    const parts = redirectReached(api, target);
    const schemas = { ...parts.schemas };
    for (const [id, hint] of hints) {
      const schema = schemas[id];
      if (schema !== undefined) schemas[id] = { ...schema, hint };
    }
    assignParts(draft, { ...parts, schemas });
  },
};

/** What several places share is called after the one with the shortest name. */
function lengthOf(hint: NameHint): number {
  return hint.words.reduce((length, word) => length + word.length, 0);
}

/** Redirects uses from the roots down, so that what falls away is not looked at. */
function redirectReached(api: Api, target: ReadonlyMap<SchemaId, SchemaUse>): Parts {
  const { map, mapId } = redirection(target);
  const operations = mapList(api.operations, (operation) => mapOperationUses(operation, map));
  const webhooks = mapList(api.webhooks, (webhook) => mapWebhookUses(webhook, map));
  const reached = new Map<SchemaId, Schema>();
  const open = rootUses({ operations, webhooks }).map((use) => use.schema);
  for (const schema of Object.values(api.schemas)) if (isComponent(schema)) open.push(schema.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const schema = reached.has(id) ? undefined : api.schemas[id];
    if (schema === undefined) continue;
    const mapped = isLeaf(schema) ? schema : withoutRepeats(mapRelatives(mapUses(schema, map), mapId));
    reached.set(id, mapped);
    eachNeighbour(mapped, (next) => {
      if (!reached.has(next)) open.push(next);
    });
  }
  const schemas: Record<SchemaId, Schema> = {};
  for (const id of Object.keys(api.schemas)) {
    const schema = reached.get(id);
    if (schema !== undefined) schemas[id] = schema;
  }
  return { schemas, operations, webhooks };
}

/** The last word of what a schema would be called, without case. */
function tailOf(schema: Schema): string {
  return (schema.hint.words.at(-1) ?? "").toLowerCase();
}

/** A union whose variants have become the same one. */
function withoutRepeats(schema: Schema): Schema {
  if (schema.kind !== "union") return schema;
  const seen = new Set<SchemaId>();
  const variants = schema.variants.filter((use) => !seen.has(use.schema) && seen.add(use.schema));
  return variants.length === schema.variants.length ? schema : { ...schema, variants };
}
