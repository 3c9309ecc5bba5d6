import type { Fetched } from "../1-load/fetched.ts";

/** What src/1-load/read-url.ts exports, where nothing is fetched. */
export async function readUrl(): Promise<Fetched> {
  return { kind: "unreadable", reason: "nothing is fetched here; hand the document over as text or value" };
}
