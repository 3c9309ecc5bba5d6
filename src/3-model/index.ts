import type { Canonical } from "../2-normalize/index.ts";
import type { Context } from "../context.ts";
import type { Api, Info, Tag } from "../ir/api.ts";
import type { JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import { authSchemesOf, securityOf } from "./auth-scheme.ts";
import { childAt, createBuilder, enqueue, originOf, step, type At, type Builder } from "./builder.ts";
import { operationsOf, webhooksOf } from "./operation.ts";
import { buildQueued } from "./schema.ts";
import { serversOf } from "./server.ts";
import { uniteWebhooks } from "./unite-webhooks.ts";
import { docsOf, textOf } from "./words.ts";

/** The model of a canonical document: what it says, with every decision still open. */
export function model(canonical: Canonical, context: Pick<Context, "reporter">): Api {
  const builder = createBuilder(canonical, context.reporter);
  const root: At = { document: canonical.entry, pointer: "#", node: canonical.files.get(canonical.entry)?.value ?? {} };
  const origin = originOf(builder, root);
  const components = childAt(root, "components");
  enqueueComponents(builder, components === undefined ? undefined : childAt(components, "schemas"));
  const auth = authSchemesOf(builder, components === undefined ? undefined : childAt(components, "securitySchemes"));
  const operations = operationsOf(builder, childAt(root, "paths"), auth);
  const webhooks = ["webhooks", "x-webhooks"].flatMap((key) => webhooksOf(builder, childAt(root, key)));
  const servers = serversOf(builder, childAt(root, "servers")) ?? [];
  if (servers.length === 0) context.reporter.report("server-missing", origin);
  buildQueued(builder);
  const united = uniteWebhooks(builder, webhooks);
  return {
    info: infoOf(root, canonical.version),
    origin,
    servers,
    security: securityOf(builder, childAt(root, "security"), auth) ?? [],
    auth,
    tags: tagsOf(childAt(root, "tags")),
    schemas: Object.fromEntries(builder.schemas),
    operations,
    webhooks: united,
    resources: [],
    names: { module: "", distribution: "", client: "", environment: "", version: "" },
  };
}

function enqueueComponents(builder: Builder, schemas: At | undefined): void {
  if (schemas === undefined || !isObject(schemas.node)) return;
  for (const [name, node] of Object.entries(schemas.node)) if (!name.startsWith("x-") || isObject(node)) enqueue(builder, step(schemas, name, node));
}

function infoOf(root: At, version: string): Info {
  const at = childAt(root, "info");
  const info = at !== undefined && isObject(at.node) ? at.node : {};
  const contact = objectOf(info, "contact");
  const license = objectOf(info, "license");
  return {
    title: textOf(info, "title") ?? "",
    version: textOf(info, "version") ?? "",
    openapi: version,
    summary: textOf(info, "summary"),
    description: textOf(info, "description"),
    contact: { name: textOf(contact, "name"), url: textOf(contact, "url"), email: textOf(contact, "email") },
    license: textOf(license, "name"),
  };
}

function objectOf(node: JsonObject, key: string): JsonObject {
  const value = member(node, key);
  return value !== undefined && isObject(value) ? value : {};
}

function tagsOf(tags: At | undefined): readonly Tag[] {
  if (tags === undefined || !isArray(tags.node)) return [];
  return tags.node.flatMap((node) => {
    const name = isObject(node) ? textOf(node, "name") : null;
    return name === null || !isObject(node) ? [] : [{ name, parent: textOf(node, "parent"), docs: docsOf(node) }];
  });
}
