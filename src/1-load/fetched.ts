import type { DocumentId } from "../ir/origin.ts";

/** What came of trying to read an address. */
export type Fetched =
  | { readonly kind: "read"; readonly id: DocumentId; readonly uri: string; readonly bytes: Uint8Array }
  | { readonly kind: "refused" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The largest file that is read when nobody says otherwise. */
export const defaultMaxBytes = 256 * 1024 * 1024;

/** How long one fetch may take when nobody says otherwise, in milliseconds. */
export const defaultTimeout = 30_000;

/** A path or URL as the document part of a reference: `#` would end it, `%` makes the escape of `#` unambiguous. */
export function documentId(text: string): DocumentId {
  return text.replaceAll("%", "%25").replaceAll("#", "%23");
}
