import type { Context } from "../../context.ts";
import type { Api } from "../../ir/api.ts";
import { formatOrigin, type Origin } from "../../ir/origin.ts";
import type { EnumSchema } from "../../ir/schema.ts";
import { lastPart, type ManifestSchema, type NamesLock } from "./lock.ts";
import type { Renames } from "./rename.ts";

/** Reports names that stood for something else in the compile before: callers of the old thing would not notice. What a person named so is their will. */
export function reportReused(api: Pick<Api, "operations" | "schemas" | "origin">, { lock, renames, context }: { readonly lock: NamesLock; readonly renames: Renames; readonly context: Context }): void {
  const { previous, reporter } = context;
  if (previous === null) return;
  const report = (origin: Origin, name: string, before: string): void => {
    if (renames.of(origin) === undefined) reporter.report("name-reused", origin, { name, before });
  };
  const methods = new Map(previous.operations.map((one) => [one.python, one]));
  for (const operation of api.operations) {
    const name = [...operation.namespace, operation.name].join(".");
    const before = methods.get(name);
    if (before !== undefined && lock.operation(operation)?.pointer !== before.pointer) report(operation.origin, name, `${before.method} ${before.path}`);
  }
  const now = new Set(Object.values(api.schemas).map((one) => formatOrigin(one.origin, api.origin.document)));
  const classes = new Map(previous.schemas.map((one) => [lastPart(one.python), one]));
  for (const schema of Object.values(api.schemas)) {
    const members = lock.schema(schema)?.members;
    if (members !== undefined && schema.kind === "enum") reportMembers(schema, members, report);
    const before = schema.name === null ? undefined : classes.get(schema.name);
    // A schema that only moved, or that looks as it did, is the same to a caller.
    if (before === undefined || before.pointer === formatOrigin(schema.origin, api.origin.document) || before.shape === schema.shape) continue;
    if (lock.schema(schema)?.python !== before.python && !now.has(before.pointer)) report(schema.origin, schema.name ?? "", before.pointer);
  }
}

/** Members whose name stood for another value. */
function reportMembers(schema: EnumSchema, before: NonNullable<ManifestSchema["members"]>, report: (origin: Origin, name: string, before: string) => void): void {
  const values = new Map(Object.entries(before).map(([value, name]) => [name, value]));
  for (const { python, value } of schema.members) {
    const stood = python === undefined ? undefined : values.get(python);
    if (stood !== undefined && stood !== String(value)) report(schema.origin, `${schema.name ?? ""}.${python ?? ""}`, stood);
  }
}
