import type { Schema, SchemaId } from "../ir/schema.ts";
import { eachUse, isLeaf, relativesOf } from "../ir/uses.ts";
import type { Pass } from "./pass.ts";
import { strongComponents } from "./strong-components.ts";

type Schemas = Readonly<Record<SchemaId, Schema>>;

/** Calls a function for each schema that a schema leads to: what it uses, extends and tells apart. */
export function eachNeighbour(schema: Schema, visit: (id: SchemaId) => void): void {
  eachUse(schema, (use) => visit(use.schema));
  relativesOf(schema).forEach(visit);
}

/** The ids of schemas that can be reached from themselves, among those that `counts` lets through. */
export function cyclicIds(schemas: Schemas, counts: (schema: Schema) => boolean = () => true): ReadonlySet<SchemaId> {
  const inner = new Set<SchemaId>();
  for (const [id, schema] of Object.entries(schemas)) if (!isLeaf(schema) && counts(schema)) inner.add(id);
  const edges = (id: SchemaId): readonly SchemaId[] => {
    const found: SchemaId[] = [];
    const schema = schemas[id];
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
    for (const id of cyclicIds(api.schemas)) {
      const schema = draft.schemas[id];
      if (schema !== undefined) schema.recursive = true;
    }
  },
};
