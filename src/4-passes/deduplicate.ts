import type { Api } from "../ir/api.ts";
import type { NameHint, Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import { isLeaf, mapList, mapOperationUses, mapRelatives, mapUses, mapWebhookUses } from "../ir/uses.ts";
import { eachNeighbour } from "./find-cycles.ts";
import type { Pass } from "./pass.ts";
import { isComponent, pruned, rootUses } from "./reachable.ts";
import { asDraft, assignParts, redirection, type Parts } from "./rewrite.ts";

/** From how many members on an object is its own kind of thing wherever it stands: a session in a list is what `session` holds elsewhere. */
const tellingSize = 6;

/**
 * Lets schemas of the same shape share one class where they would get the same last word, or have so many members that chance is
 * no explanation; those the document names stay apart. Drops what nothing reaches.
 */
export const deduplicate: Pass = {
  name: "deduplicate",
  run(api, draft) {
    const first = new Map<string, SchemaId>();
    const target = new Map<SchemaId, SchemaUse>();
    const hints = new Map<SchemaId, NameHint>();
    for (const schema of Object.values(api.schemas)) {
      if (!schema.named || isComponent(schema)) continue;
      const telling = schema.kind === "object" && schema.properties.length >= tellingSize;
      const key = `${schema.kind} ${schema.shape} ${telling ? "" : tailOf(schema)}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, schema.id);
      else {
        target.set(schema.id, { schema: known, nullable: false });
        const before = hints.get(known) ?? api.schemas[known]?.hint ?? schema.hint;
        hints.set(known, shared(isBetter(schema.hint, before) ? [schema.hint, before] : [before, schema.hint]));
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

/** Last words that say where something stands, and not what it is. */
const placeWords: ReadonlySet<string> = new Set(["item", "value", "response", "request", "data", "result"]);

/** What several places share is called after one that says what it is, and of those the one with the shortest name. */
function isBetter(one: NameHint, other: NameHint): boolean {
  const [place, otherPlace] = [one, other].map(({ words }) => placeWords.has((words.at(-1) ?? "").toLowerCase()));
  return place === otherPlace ? lengthOf(one) < lengthOf(other) : otherPlace === true;
}

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

/** The better of two hints, without the status where errors of several statuses share a class. */
function shared([better, other]: readonly [NameHint, NameHint]): NameHint {
  return isErrorOfStatus(better) && better.words.at(-1) !== other.words.at(-1) ? { ...better, words: better.words.slice(0, -1) } : better;
}

/** Whether a hint ends with `error` and a status. */
function isErrorOfStatus({ words }: NameHint): boolean {
  return words.at(-2) === "error" && /^[1-5][0-9X]{2}$/.test(words.at(-1) ?? "");
}

/** The last word of what a schema would be called, without case; errors are told apart by what they hold and not by status. */
function tailOf({ hint }: Schema): string {
  return (hint.words.at(isErrorOfStatus(hint) ? -2 : -1) ?? "").toLowerCase();
}

/** A union whose variants have become the same one. */
function withoutRepeats(schema: Schema): Schema {
  if (schema.kind !== "union") return schema;
  const seen = new Set<SchemaId>();
  const variants = schema.variants.filter((use) => !seen.has(use.schema) && seen.add(use.schema));
  return variants.length === schema.variants.length ? schema : { ...schema, variants };
}
