import { type DocumentId, formatOrigin } from "./origin.ts";
import type { Schema } from "./schema.ts";

/**
 * Which of the schemas that come of one place this is: what merging and splitting call it, "" for the one that is there itself.
 * With the pointer it stands for one schema alone.
 */
export function partOf({ id, origin }: Pick<Schema, "id" | "origin">, entry: DocumentId): string {
  const pointer = formatOrigin(origin, entry);
  if (id === pointer) return "";
  return id.startsWith(`${pointer}/`) ? id.slice(pointer.length + 1) : id;
}
