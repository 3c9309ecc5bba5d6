import type { Context } from "../context.ts";
import type { Json } from "../ir/json.ts";
import type { Parameter } from "../ir/operation.ts";
import type { Origin } from "../ir/origin.ts";
import type { Property, Schema, SchemaId, SchemaUse } from "../ir/schema.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";
import { schemaAt, type SchemaTable } from "./schema-table.ts";
import { type ValueFault, valueFault } from "./value-fault.ts";

/** Reports defaults that are no values of what they are defaults of, and forgets those that do not even have its type. */
export const checkDefaults: Pass = {
  name: "check-defaults",
  run(api, draft, context) {
    const checks: Checks = { table: api.schemas, context };
    const schemas: Record<SchemaId, Schema> = { ...api.schemas };
    for (const schema of Object.values(api.schemas)) {
      const own = keepsDefault(checks, { value: schema.default, use: { schema: schema.id, nullable: false }, origin: schema.origin }) ? schema : withoutDefault(schema);
      schemas[schema.id] = own.kind === "object" ? { ...own, properties: own.properties.map((property) => checked(checks, property)) } : own;
    }
    draft.schemas = asDraft(schemas);
    draft.operations = asDraft(api.operations.map((operation) => ({ ...operation, parameters: operation.parameters.map((parameter) => checked(checks, parameter)) })));
  },
};

interface Checks {
  readonly table: SchemaTable;
  readonly context: Context;
}

function checked<T extends Parameter | Property>(checks: Checks, subject: T): T {
  const { use, origin } = subject;
  return keepsDefault(checks, { value: subject.default, use, origin }) ? subject : withoutDefault(subject);
}

function withoutDefault<T extends { readonly default?: unknown }>(one: T): T {
  const copy: T & { default?: unknown } = { ...one };
  delete copy.default;
  return copy;
}

/** Whether a default may stay; null stands for none in many documents. */
function keepsDefault({ table, context }: Checks, { value, use, origin }: { readonly value: Schema["default"]; readonly use: SchemaUse; readonly origin: Origin }): boolean {
  if (value === undefined || value === null) return true;
  const fault = valueFault(table, use, value);
  if (fault === null) return true;
  const target = schemaAt(table, use.schema);
  // What the schema itself says is reported there.
  if (target.origin === origin || target.default !== value) report(context, { value, fault, origin });
  return fault.kind !== "type";
}

function report({ reporter }: Context, { value, fault, origin }: { readonly value: Json; readonly fault: ValueFault; readonly origin: Origin }): void {
  reporter.report("default-does-not-fit", origin, { value: shown(value), reason: fault.reason, consequence: fault.kind === "type" ? "it is left out" : "it is kept" });
}

/** As much of a value as a message can hold. */
function shown(value: Json): string {
  const text = JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
