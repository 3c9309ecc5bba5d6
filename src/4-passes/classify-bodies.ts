import type { Api } from "../ir/api.ts";
import type { Operation, RequestBody } from "../ir/operation.ts";
import type { AnySchema, Schema, SchemaId } from "../ir/schema.ts";
import { isLeaf, mediaUses, requestUses, responseUses } from "../ir/uses.ts";
import { bodyShape } from "./body-shape.ts";
import type { Pass } from "./pass.ts";
import { reach } from "./reachable.ts";
import { classifyResult } from "./result.ts";
import { asDraft } from "./rewrite.ts";
import type { SchemaTable } from "./schema-table.ts";

/** Decides how callers give each body, what each call gives back, and which schemas requests and responses reach. */
export const classifyBodies: Pass = {
  name: "classify-bodies",
  run(api, draft) {
    const added: Record<SchemaId, Schema> = {};
    const operations = api.operations.map((operation): Operation => {
      const anything = (id: SchemaId, origin: Operation["origin"]): SchemaId => {
        added[id] = anySchema(id, origin);
        return id;
      };
      const { result, stream } = classifyResult({ table: api.schemas, entry: api.origin.document, anything }, operation);
      return { ...operation, body: shaped(api.schemas, operation.body), result, stream };
    });
    draft.operations = asDraft(operations);
    draft.webhooks = asDraft(api.webhooks.map((webhook) => ({ ...webhook, body: shaped(api.schemas, webhook.body) })));
    draft.schemas = asDraft(withReach({ ...api, operations }, { ...api.schemas, ...added }));
  },
};

/** Spread bodies keep only the media types that can carry an object. */
function shaped(table: SchemaTable, body: RequestBody | null): RequestBody | null {
  if (body === null) return null;
  const shape = bodyShape(table, body);
  const media = shape.kind === "keywords" ? body.media.filter((one) => one.codec !== "xml") : body.media;
  return { ...body, media: media.length === body.media.length ? body.media : media, shape };
}

function anySchema(id: SchemaId, origin: Operation["origin"]): AnySchema {
  return {
    id,
    origin,
    hint: { words: [], from: "derived" },
    title: null,
    docs: { summary: null, description: null, deprecated: false, externalDocs: null },
    constraints: {},
    examples: [],
    extensions: {},
    shape: "",
    name: null,
    file: null,
    named: false,
    reach: { request: false, response: true },
    recursive: false,
    kind: "any",
    reason: "free",
  };
}

const reaches = {
  request: { request: true, response: false },
  response: { request: false, response: true },
  both: { request: true, response: true },
} as const;

function withReach(api: Api, table: SchemaTable): Readonly<Record<SchemaId, Schema>> {
  const sent = api.operations.flatMap((operation) => requestUses(operation));
  const got = [
    ...api.operations.flatMap((operation) => [...operation.responses.flatMap(responseUses), ...operation.callbacks.flatMap((callback) => mediaUses(callback.body?.media ?? []))]),
    ...api.webhooks.flatMap((webhook) => mediaUses(webhook.body?.media ?? [])),
  ];
  const request = reach(table, sent.map((use) => use.schema));
  const response = reach(table, got.map((use) => use.schema));
  const marked: Record<SchemaId, Schema> = { ...table };
  for (const [id, schema] of Object.entries(table)) {
    if (isLeaf(schema) && !schema.named) continue;
    if (request.has(id)) marked[id] = { ...schema, reach: response.has(id) ? reaches.both : reaches.request };
    else if (response.has(id)) marked[id] = { ...schema, reach: reaches.response };
  }
  return marked;
}
