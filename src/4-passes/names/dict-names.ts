import type { Api } from "../../ir/api.ts";
import type { Operation } from "../../ir/operation.ts";
import type { Schema, SchemaId, SchemaUse } from "../../ir/schema.ts";
import { usesOf } from "../../ir/uses.ts";
import { allProperties, schemaAt, type SchemaTable } from "../schema-table.ts";
import { shortHash } from "./identifier.ts";
import { type NamesLock, usableName } from "./lock.ts";
import { distinguish } from "./scope.ts";
import { foldClass } from "./words.ts";

/** What the names of dicts are made from. */
export interface DictNaming {
  readonly api: Api;
  readonly lock: NamesLock;
  /** The names of classes and aliases. */
  readonly classes: ReadonlyMap<SchemaId, string>;
  /** The folds of all other names that are given already. */
  readonly taken: ReadonlySet<string>;
}

/** Names for the dicts that callers may give where an argument, or a part of one, is a model or a union of models. */
export function dictNames({ api, lock, classes, taken }: DictNaming): ReadonlyMap<SchemaId, string> {
  const candidates = givenSchemas(api).flatMap((schema) => {
    const name = classes.get(schema.id);
    if (name === undefined) return [];
    return [{ item: schema.id, key: schema.id, wishes: [dictName(name)], locked: usableName(lock.schema(schema)?.dict) }];
  });
  return distinguish(candidates, { taken: new Set([...taken, ...[...classes.values()].map(foldClass)]), classes: true });
}

/** `SpecialEventDict`, no longer than classes are. */
function dictName(name: string): string {
  return `${name.length > 56 ? name.slice(0, 48) + shortHash(name) : name}Dict`;
}

/** The named classes and unions of classes that stand in an argument. */
function givenSchemas({ schemas, operations }: Api): readonly Schema[] {
  const found = new Map<SchemaId, Schema>();
  const seen = new Set<SchemaId>();
  const open = operations.flatMap((operation) => argumentUses(schemas, operation));
  for (let use = open.pop(); use !== undefined; use = open.pop()) {
    const schema = schemas[use.schema];
    if (schema === undefined || seen.has(schema.id)) continue;
    seen.add(schema.id);
    if (schema.kind === "object") {
      if (!hasDict(schema)) continue;
      if (schema.named) found.set(schema.id, schema);
      open.push(...allProperties(schemas, schema).filter((property) => !property.readOnly).map((property) => property.use));
    } else {
      if (schema.kind === "union" && schema.named && leadsToClass(schemas, schema)) found.set(schema.id, schema);
      open.push(...usesOf(schema));
    }
  }
  return [...found.values()];
}

/** What arguments are made of: parameters, the whole body or its properties. */
function argumentUses(table: SchemaTable, { parameters, body }: Operation): readonly SchemaUse[] {
  const uses = parameters.filter(({ supplied }) => supplied === null).map((parameter) => parameter.use);
  if (body === null || body.shape === null) return uses;
  if (body.shape.kind === "argument") return [...uses, ...body.media.flatMap(({ use }) => use ?? [])];
  const schema = table[body.shape.schema];
  const properties = schema?.kind === "object" ? allProperties(table, schema) : [];
  return [...uses, ...properties.filter((property) => !property.readOnly).map((property) => property.use)];
}

/** Whether a `TypedDict` can say what an object holds: its keys are known, and no subclass has others. */
function hasDict(schema: Schema & { readonly kind: "object" }): boolean {
  return schema.properties.length > 0 && schema.patterns.length === 0 && typeof schema.additional === "boolean" && schema.discriminator === null;
}

/** Whether a value, or a member of it, can be a model. */
function leadsToClass(table: SchemaTable, schema: Schema): boolean {
  const seen = new Set<SchemaId>();
  const open = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    if (next.kind === "object") {
      if (next.named) return true;
    } else open.push(...usesOf(next).map((use) => schemaAt(table, use.schema)));
  }
  return false;
}
