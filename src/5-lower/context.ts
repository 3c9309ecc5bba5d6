import type { Symbol } from "../../pyast/index.ts";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import type { Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import type { Symbols } from "./symbols.ts";

/** What lowering knows besides its subject. */
export interface LowerContext {
  readonly api: Api;
  readonly context: Context;
  readonly symbols: Symbols;
  /** The classes that others extend. */
  readonly extended: ReadonlySet<SchemaId>;
  /** The names of all classes and aliases. */
  readonly classNames: ReadonlySet<string>;
  /** The modules of all classes and aliases, below that of models. */
  readonly modelFiles: ReadonlySet<string>;
  /** The columns that printed lines may take. */
  readonly width: number;
}

/** A schema with a class or an alias. */
export type NamedSchema = Schema & { readonly name: string };

/** The schema with this id; its absence is a fault of ours. */
export function schemaOf(lower: LowerContext, id: SchemaId): Schema {
  const schema = Object.hasOwn(lower.api.schemas, id) ? lower.api.schemas[id] : undefined;
  if (schema === undefined) throw new Error(`no schema ${id}`);
  return schema;
}

/** The schema behind aliases, and whether null may stand in its place. */
export function resolveUse(lower: LowerContext, use: SchemaUse): { readonly schema: Schema; readonly nullable: boolean } {
  let nullable = use.nullable;
  let schema = schemaOf(lower, use.schema);
  const seen = new Set<SchemaId>();
  while (schema.kind === "alias" && !seen.has(schema.id)) {
    seen.add(schema.id);
    nullable ||= schema.target.nullable;
    schema = schemaOf(lower, schema.target.schema);
  }
  return { schema, nullable };
}

/** Whether the schema has a class or an alias of its own. */
export function isNamed(schema: Schema): schema is NamedSchema {
  return schema.name !== null;
}

/** What a module needs: an expression may refer to this. */
export type Known = Symbol;
