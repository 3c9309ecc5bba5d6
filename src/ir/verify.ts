import type { Api } from "./api.ts";
import { formatOrigin } from "./origin.ts";
import type { Operation } from "./operation.ts";
import type { Schema, SchemaId } from "./schema.ts";
import { operationUses, relativesOf, usesOf, webhookUses } from "./uses.ts";

/** Which passes have run, by name; what they promise is checked from then on. */
export type Done = ReadonlySet<string>;

/** Throws where an Api breaks what the passes that ran promise; the message says where. */
export function verify(api: Api, done: Done): void {
  for (const [id, schema] of Object.entries(api.schemas)) {
    if (schema.id !== id) throw fault(schema.id, `is filed under ${id}`);
    verifySchema(api, schema, done);
  }
  const ids = new Set<string>();
  for (const operation of api.operations) {
    if (ids.has(operation.id)) throw fault(operation.id, "two operations have this id");
    ids.add(operation.id);
    verifyOperation(api, operation, done);
  }
  for (const webhook of api.webhooks) for (const use of webhookUses(webhook)) known(api, use.schema, formatOrigin(webhook.origin, api.origin.document));
  if (done.has("assign-names")) verifyNames(api);
}

function fault(pointer: string, reason: string): Error {
  return new Error(`${pointer}: ${reason}`);
}

function known(api: Api, id: SchemaId, from: string): Schema {
  const schema = Object.hasOwn(api.schemas, id) ? api.schemas[id] : undefined;
  if (schema === undefined) throw fault(from, `there is no schema ${id}`);
  return schema;
}

function verifySchema(api: Api, schema: Schema, done: Done): void {
  for (const use of usesOf(schema)) {
    const target = known(api, use.schema, schema.id);
    if (done.has("simplify-unions") && target.kind === "alias") throw fault(schema.id, `uses the alias ${target.id}`);
  }
  for (const id of relativesOf(schema)) known(api, id, schema.id);
  if (done.has("merge-all-of") && schema.kind === "allOf") throw fault(schema.id, "allOf is left");
  if (schema.kind === "object") verifyObject(api, schema);
  if (schema.kind === "union" && done.has("simplify-unions") && schema.variants.length === 0) throw fault(schema.id, "the union is empty");
  if (schema.kind === "enum" && schema.members.length === 0) throw fault(schema.id, "the enum is empty");
  if (done.has("hoist-inline") && schema.named && schema.hint.words.length === 0) throw fault(schema.id, "it wants a name and has no words for one");
  if (done.has("assign-names") && schema.named !== (schema.name !== null)) throw fault(schema.id, schema.named ? "it has no name" : "it has a name it does not want");
}

function verifyObject(api: Api, schema: Extract<Schema, { readonly kind: "object" }>): void {
  const wires = new Set<string>();
  for (const { wire } of schema.properties) {
    if (wires.has(wire)) throw fault(schema.id, `two properties are called ${wire}`);
    wires.add(wire);
  }
  const seen = new Set<SchemaId>([schema.id]);
  for (let base = schema.base; base !== null; ) {
    if (seen.has(base)) throw fault(schema.id, "it extends itself");
    seen.add(base);
    const target = known(api, base, schema.id);
    if (target.kind !== "object") throw fault(schema.id, `it extends ${base}, which is no class`);
    for (const { wire } of target.properties) if (wires.has(wire)) throw fault(schema.id, `${wire} is declared by its base ${base} too`);
    base = target.base;
  }
}

function verifyOperation(api: Api, operation: Operation, done: Done): void {
  for (const use of operationUses(operation)) {
    const target = known(api, use.schema, operation.id);
    if (done.has("simplify-unions") && target.kind === "alias") throw fault(operation.id, `uses the alias ${target.id}`);
  }
  if (!done.has("classify-bodies")) return;
  const { body, result } = operation;
  if (body !== null && body.shape === null) throw fault(operation.id, "its body has no shape");
  if (body?.shape?.kind === "keywords") {
    const schema = known(api, body.shape.schema, operation.id);
    if (schema.kind !== "object" || !schema.named) throw fault(operation.id, "its body is spread and no class");
  }
  if (result.kind === "cases" && result.cases.length < 2) throw fault(operation.id, "one case is no choice");
}

/** Names are told apart even where case is not. */
function verifyNames(api: Api): void {
  const names = new Map<string, SchemaId>();
  const files = new Map<string, SchemaId>();
  for (const schema of Object.values(api.schemas)) {
    if (schema.name === null) continue;
    distinct(names, schema.name, schema.id);
    if (schema.file !== null) distinct(files, schema.file.toLowerCase(), schema.id);
    if (schema.kind === "object") {
      const attributes = new Map<string, SchemaId>();
      for (const property of schema.properties) {
        if (property.name === "") throw fault(schema.id, `the property ${property.wire} has no name`);
        distinct(attributes, property.name, schema.id);
      }
    }
  }
  const methods = new Map<string, string>();
  for (const operation of api.operations) {
    if (operation.name === "") throw fault(operation.id, "it has no name");
    distinct(methods, [...operation.namespace, operation.name].join("."), operation.id);
    const taken = new Map<string, string>();
    for (const parameter of operation.parameters) {
      if (parameter.name === "") throw fault(operation.id, `the parameter ${parameter.wire} has no name`);
      distinct(taken, parameter.name, operation.id);
    }
    for (const field of operation.body?.shape?.kind === "keywords" ? operation.body.shape.fields : []) distinct(taken, field.name, operation.id);
  }
}

function distinct(names: Map<string, string>, name: string, owner: string): void {
  const other = names.get(name);
  if (other !== undefined) throw fault(owner, `the name ${name} is that of ${other}`);
  names.set(name, owner);
}
