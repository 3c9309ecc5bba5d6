import type { Operation } from "../ir/operation.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";
import { isSuccess } from "../ir/statuses.ts";

/** Writes down for each operation which statuses mean failure and what their bodies are. */
export const classifyErrors: Pass = {
  name: "classify-errors",
  run(api, draft) {
    draft.operations = asDraft(api.operations.map((operation) => ({ ...operation, errors: errorsOf(operation) })));
  },
};

function errorsOf(operation: Operation): Readonly<Record<string, SchemaUse | null>> {
  const errors: Record<string, SchemaUse | null> = {};
  for (const response of operation.responses) {
    if (isSuccess(response.status, operation) || !/^(?:[345](?:[0-9]{2}|XX)|default)$/.test(response.status)) continue;
    errors[response.status] = response.media.find((media) => media.codec === "json")?.use ?? null;
  }
  return errors;
}
