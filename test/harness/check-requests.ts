import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { checkedRow, type CheckRow } from "../../src/verify/check-row.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import type { SourceDocuments } from "./source-documents.ts";
import type { VirtualEnv } from "./virtual-env.ts";

/** Calls every method of an SDK once, stopped where it would send, and compares method, path and names with the source document. */
export async function checkRequests(output: OutputFolder, source: SourceDocuments | null, env: VirtualEnv): Promise<CheckRow> {
  const [manifest] = output.manifests;
  if (source === null || manifest?.client?.sync == null) return { check: "requests", status: "skipped", count: 0, problems: [] };
  const script = fileURLToPath(new URL("check_requests.py", import.meta.url));
  const outcome = await execa(env.python, [script], { input: JSON.stringify({ root: output.folder, importRoot: output.importRoot, manifest, source }), reject: false });
  if (outcome.exitCode !== 0) return checkedRow("requests", 0, [`ended with ${outcome.exitCode ?? outcome.message}: ${outcome.stderr.slice(-600)}`]);
  const { count, problems }: { readonly count: number; readonly problems: readonly string[] } = JSON.parse(outcome.stdout);
  return checkedRow("requests", count, problems);
}
