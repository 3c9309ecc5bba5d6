import type { Api } from "../../ir/api.ts";
import type { Schema, SchemaId } from "../../ir/schema.ts";
import { usesOf } from "../../ir/uses.ts";
import { strongComponents } from "../strong-components.ts";

/**
 * The aliases that contain each other without a class between, each with the one of the circle whose module they share:
 * pyright cannot read an alias that leads out of its module and back.
 */
export function aliasCircles({ schemas }: Pick<Api, "schemas">, names: ReadonlyMap<SchemaId, string>): ReadonlyMap<SchemaId, SchemaId> {
  const isAlias = (schema: Schema | undefined): schema is Schema => schema !== undefined && schema.recursive && !(schema.kind === "object" && schema.named);
  const nodes = Object.values(schemas).filter(isAlias).map(({ id }) => id);
  const edges = (id: string): readonly string[] => {
    const schema = schemas[id];
    return schema === undefined ? [] : usesOf(schema).map((use) => use.schema).filter((each) => isAlias(schemas[each]));
  };
  const hosts = new Map<SchemaId, SchemaId>();
  for (const component of strongComponents(nodes, edges)) {
    const named = component.filter((id) => names.has(id)).sort((one, other) => ((names.get(one) ?? "") < (names.get(other) ?? "") ? -1 : 1));
    const [host] = named;
    if (host !== undefined && named.length > 1) for (const id of named) hosts.set(id, host);
  }
  return hosts;
}
