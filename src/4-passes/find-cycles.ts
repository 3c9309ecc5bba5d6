import type { Schema, SchemaId } from "../ir/schema.ts";
import { eachUse, isLeaf, relativesOf } from "../ir/uses.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";
import type { SchemaTable } from "./schema-table.ts";
import { strongComponents } from "./strong-components.ts";

/** Calls a function for each schema that a schema leads to: what it uses, extends and tells apart. */
export function eachNeighbour(schema: Schema, visit: (id: SchemaId) => void): void {
  eachUse(schema, (use) => visit(use.schema));
  relativesOf(schema).forEach(visit);
}

/** The ids of those among some schemas that can be reached from themselves without leaving them. */
export function cyclicIds(table: SchemaTable, among: readonly Schema[]): ReadonlySet<SchemaId> {
  const inner = new Set<SchemaId>();
  for (const schema of among) inner.add(schema.id);
  const edges = (id: SchemaId): readonly SchemaId[] => {
    const found: SchemaId[] = [];
    const schema = table[id];
    if (schema !== undefined) {
      eachNeighbour(schema, (next) => {
        if (inner.has(next)) found.push(next);
      });
    }
    return found;
  };
  const found = new Set<SchemaId>();
  for (const component of strongComponents(inner, edges)) {
    const [only] = component;
    if (component.length > 1 || (only !== undefined && edges(only).includes(only))) for (const id of component) found.add(id);
  }
  return found;
}

/** Marks the schemas that stand on a cycle of references. */
export const findCycles: Pass = {
  name: "find-cycles",
  run(api, draft) {
    const cyclic = cyclicIds(api.schemas, Object.values(api.schemas).filter((schema) => !isLeaf(schema)));
    if (cyclic.size === 0) return;
    const next: Record<SchemaId, Schema> = { ...api.schemas };
    for (const id of cyclic) {
      const schema = next[id];
      if (schema !== undefined) next[id] = { ...schema, recursive: true };
    }
    draft.schemas = asDraft(next);
  },
};
