import type { Dialect } from "../1-load/loaded.ts";
import type { AuthScheme } from "../ir/auth.ts";
import { formatOrigin, isObject, member } from "../ir/origin.ts";
import type { Operation, Webhook } from "../ir/operation.ts";
import { payloadOf } from "../ir/uses.ts";
import { bodyOf, responsesOf } from "./body.ts";
import { childAt, follow, originOf, step, type At, type Builder } from "./builder.ts";
import { securityOf } from "./auth-scheme.ts";
import { parametersOf } from "./parameter.ts";
import { serversOf } from "./server.ts";
import { docsOf, extensionsOf, textOf, textsOf } from "./words.ts";

/** Methods, and the version that brought those that were not always there. */
const methods: ReadonlyMap<string, Dialect> = new Map([
  ...(["get", "put", "post", "delete", "options", "head", "patch"] as const).map((method) => [method, "2.0"] as const),
  ["trace", "3.0"],
  ["query", "3.2"],
]);

/** What else stands in a path item. */
const otherMembers: ReadonlySet<string> = new Set(["$ref", "summary", "description", "servers", "parameters", "additionalOperations"]);

/** One method of a path item, and the path item's parts: its own members, then those of what it refers to. */
interface Found {
  readonly method: string;
  readonly at: At;
  readonly item: readonly At[];
}

/** A path item and what it refers to: members beside `$ref` count first. */
function itemParts(builder: Builder, written: At): readonly At[] {
  const target = follow(builder, written);
  if (target === undefined) return [written];
  return target === written || target.node === written.node ? [written] : [written, target];
}

function firstOf(item: readonly At[], key: string): At | undefined {
  for (const part of item) {
    const found = childAt(part, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function operationsIn(builder: Builder, written: At): readonly Found[] {
  const item = itemParts(builder, written);
  const found: Found[] = [];
  const seen = new Set<string>();
  const add = (method: string, written: At): void => {
    const at = follow(builder, written);
    if (at === undefined || !isObject(at.node) || seen.has(method)) return;
    seen.add(method);
    found.push({ method, at, item });
  };
  for (const part of item) {
    if (!isObject(part.node)) continue;
    for (const [key, node] of Object.entries(part.node)) {
      if (otherMembers.has(key) || key.startsWith("x-") || !isObject(node)) continue;
      const since = methods.get(key);
      if (since !== undefined && since <= builder.canonical.dialect) add(key.toUpperCase(), step(part, key, node));
      else builder.reporter.report("method-unknown", originOf(builder, step(part, key, node)), { method: key });
    }
    const additional = builder.canonical.dialect >= "3.2" ? childAt(part, "additionalOperations") : undefined;
    if (additional === undefined || !isObject(additional.node)) continue;
    for (const [method, node] of Object.entries(additional.node)) add(method, step(additional, method, node));
  }
  return found;
}

/** The operations under `paths`, in the document's order. */
export function operationsOf(builder: Builder, paths: At | undefined, auth: readonly AuthScheme[]): readonly Operation[] {
  if (paths === undefined || !isObject(paths.node)) return [];
  const operations: Operation[] = [];
  const owners = new Map<string, string>();
  const routes = new Set<string>();
  const ids = new Set<string>();
  for (const [path, node] of Object.entries(paths.node)) {
    if (path.startsWith("x-")) continue;
    for (const found of operationsIn(builder, step(paths, path, node))) {
      const operation = operationOf(builder, { ...found, path, auth });
      const { operationId } = operation;
      if (operationId === null) builder.reporter.report("operation-id-missing", operation.origin);
      else if (owners.has(operationId)) builder.reporter.report("duplicate-operation-id", operation.origin, { id: operationId });
      else owners.set(operationId, operation.id);
      const route = `${operation.method} ${path.replace(/\{[^{}]*\}/g, "{}")}`;
      if (routes.has(route)) builder.reporter.report("duplicate-operation", operation.origin, { method: operation.method, path });
      routes.add(route);
      const id = ids.has(operation.id) ? `${operation.id}@${path}` : operation.id;
      ids.add(id);
      operations.push(id === operation.id ? operation : { ...operation, id });
    }
  }
  return operations;
}

function operationOf(builder: Builder, { method, at, item, path, auth }: Found & { readonly path: string; readonly auth: readonly AuthScheme[] }): Operation {
  const origin = originOf(builder, at);
  const node = isObject(at.node) ? at.node : {};
  return {
    id: formatOrigin(origin, builder.canonical.entry),
    origin,
    method,
    path,
    operationId: textOf(node, "operationId"),
    tags: textsOf(member(node, "tags")),
    docs: docsOf(node),
    parameters: parametersOf(builder, [firstOf(item, "parameters"), childAt(at, "parameters")]),
    body: bodyOf(builder, childAt(at, "requestBody")),
    responses: responsesOf(builder, childAt(at, "responses")),
    security: securityOf(builder, childAt(at, "security"), auth),
    servers: serversOf(builder, childAt(at, "servers")) ?? serversOf(builder, firstOf(item, "servers")),
    callbacks: callbacksOf(builder, childAt(at, "callbacks")),
    extensions: extensionsOf(node),
    result: { kind: "none" },
    answer: null,
    rpc: null,
    stream: null,
    errors: {},
    pagination: null,
    namespace: [],
    name: "",
    streamName: null,
    pagesName: null,
  };
}

/** The requests that an operation makes the service send: by name and expression. */
function callbacksOf(builder: Builder, callbacks: At | undefined): readonly Webhook[] {
  if (callbacks === undefined || !isObject(callbacks.node)) return [];
  return Object.entries(callbacks.node).flatMap(([name, node]) => {
    const callback = follow(builder, step(callbacks, name, node));
    if (callback === undefined || !isObject(callback.node)) return [];
    return Object.entries(callback.node).flatMap(([expression, item]) =>
      expression.startsWith("x-") ? [] : webhooksAt(builder, step(callback, expression, item), `${name} ${expression}`),
    );
  });
}

/** The entries of `webhooks`. */
export function webhooksOf(builder: Builder, webhooks: At | undefined): readonly Webhook[] {
  if (webhooks === undefined || !isObject(webhooks.node)) return [];
  return Object.entries(webhooks.node).flatMap(([key, node]) => (key.startsWith("x-") ? [] : webhooksAt(builder, step(webhooks, key, node), key)));
}

function webhooksAt(builder: Builder, written: At, key: string): readonly Webhook[] {
  return operationsIn(builder, written).map(({ method, at, item }) => {
    const node = isObject(at.node) ? at.node : {};
    const origin = originOf(builder, at);
    const body = bodyOf(builder, childAt(at, "requestBody"));
    if (body !== null && payloadOf({ body }) === null) {
      const types = body.media.map(({ type }) => type).join(", ");
      builder.reporter.report("webhook-without-parser", body.origin, { key: key.split(" ", 1)[0] ?? key, types: types === "" ? "no media type" : types });
    }
    return {
      origin,
      key,
      method,
      operationId: textOf(node, "operationId"),
      docs: docsOf(node),
      body,
      parameters: parametersOf(builder, [firstOf(item, "parameters"), childAt(at, "parameters")]),
      among: null,
      parser: "",
    };
  });
}
