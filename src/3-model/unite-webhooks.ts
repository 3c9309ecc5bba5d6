import type { Webhook } from "../ir/operation.ts";
import { formatOrigin, type Origin } from "../ir/origin.ts";
import type { SchemaUse, UnionSchema } from "../ir/schema.ts";
import { payloadOf } from "../ir/uses.ts";
import type { Builder } from "./builder.ts";
import { noConstraints, noDocs, noExtensions } from "./words.ts";

/**
 * The webhooks, each with the union of what all of them say: whoever receives a request need not know beforehand which one
 * it is. The union becomes a schema like any other, so the passes find what its members are told apart by.
 */
export function uniteWebhooks(builder: Builder, webhooks: readonly Webhook[]): readonly Webhook[] {
  const said = new Map<string, SchemaUse>();
  for (const webhook of webhooks) {
    const use = payloadOf(webhook);
    if (use !== null && !said.has(use.schema)) said.set(use.schema, use);
  }
  const [first] = webhooks;
  const [only] = said.values();
  if (first === undefined || only === undefined) return webhooks;
  if (said.size === 1) return webhooks.map((webhook) => ({ ...webhook, among: only }));
  const origin: Origin = { document: builder.canonical.entry, pointer: first.origin.pointer.startsWith("#/x-webhooks") ? "#/x-webhooks" : "#/webhooks" };
  const id = formatOrigin(origin, builder.canonical.entry);
  if (builder.ids.has(id)) return webhooks;
  builder.ids.add(id);
  builder.schemas.set(id, unionOf(id, origin, [...said.values()]));
  return webhooks.map((webhook) => ({ ...webhook, among: { schema: id, nullable: false } }));
}

function unionOf(id: string, origin: Origin, variants: readonly SchemaUse[]): UnionSchema {
  return {
    id,
    origin,
    hint: { words: ["webhook", "event"], from: "derived" },
    title: null,
    docs: { ...noDocs, description: "What a webhook says." },
    constraints: noConstraints,
    examples: [],
    extensions: noExtensions,
    shape: "",
    name: null,
    file: null,
    named: false,
    reach: { request: false, response: false },
    recursive: false,
    kind: "union",
    keyword: "anyOf",
    variants,
    discriminator: null,
    unknownName: null,
  };
}
