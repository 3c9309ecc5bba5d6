import { fieldAt } from "../../../4-passes/page-fields.ts";
import { schemaAt } from "../../../4-passes/schema-table.ts";
import type { Api } from "../../../ir/api.ts";
import { formatOrigin } from "../../../ir/origin.ts";
import type { Operation } from "../../../ir/operation.ts";
import type { PageSettings, Settings } from "../../configuration/settings.ts";
import type { CarriedMethods } from "./carry-methods.ts";
import { mappingAt, type StainlessFile, textsAt } from "./stainless-file.ts";

/** Operations whose answer is an envelope of the file's: they give what is in it, unless they turn pages. */
export function carryResults(file: StainlessFile, { named }: CarriedMethods, { api, pages }: { readonly api: Api; readonly pages: Readonly<Record<string, PageSettings | null>> }): NonNullable<Settings["results"]> {
  const envelopes = textsAt(mappingAt(file.value, "settings"), "unwrap_response_fields");
  const results: Record<string, { readonly unwrap: string }> = {};
  for (const operation of api.operations) {
    const pointer = formatOrigin(operation.origin, api.origin.document);
    const isPaged = Object.hasOwn(pages, pointer) ? pages[pointer] !== null : operation.pagination !== null;
    const unwrap = isPaged || !named.has(operation.id) ? undefined : envelopes.find((name) => hasMember(operation, name, api));
    if (unwrap !== undefined) results[pointer] = { unwrap };
  }
  return results;
}

function hasMember({ result, stream }: Operation, name: string, { schemas }: Api): boolean {
  if (result.kind !== "json" || stream !== null || result.use.nullable) return false;
  const schema = schemaAt(schemas, result.use.schema);
  return schema.kind === "object" && schema.named && fieldAt(schemas, schema, name) !== undefined;
}
