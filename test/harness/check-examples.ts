import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { checkedRow, type CheckRow } from "../../src/verify/check-row.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import type { SourceExample } from "./source-examples.ts";
import type { VirtualEnv } from "./virtual-env.ts";

/** How many examples there were of each kind. */
export interface ExampleCounts {
  /** Decoded and encoded to what they were. */
  readonly equal: number;
  /** Fit their schema, and every attribute was read. */
  readonly read: number;
}

/** Decodes every example with the method of its operation, reads all attributes where it fits its schema, and encodes it again. */
export async function checkExamples(output: OutputFolder, examples: readonly SourceExample[], env: VirtualEnv): Promise<{ readonly row: CheckRow; readonly counts: ExampleCounts }> {
  const [manifest] = output.manifests;
  const none = { equal: 0, read: 0 };
  if (manifest?.client?.sync == null || examples.length === 0) return { row: { check: "examples", status: "skipped", count: 0, problems: [] }, counts: none };
  const script = fileURLToPath(new URL("decode_examples.py", import.meta.url));
  const request = { root: output.folder, importRoot: output.importRoot, manifest, examples };
  const outcome = await execa(env.python, [script], { input: exactJson(request), reject: false });
  if (outcome.exitCode !== 0) return { row: checkedRow("examples", examples.length, [`ended with ${outcome.exitCode ?? outcome.message}: ${outcome.stderr.slice(-600)}`]), counts: none };
  const { problems, ...counts }: ExampleCounts & { readonly problems: readonly string[] } = JSON.parse(outcome.stdout);
  return { row: checkedRow("examples", examples.length, problems), counts };
}

/** JSON with integers of any size. */
function exactJson(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map(exactJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${exactJson(member)}`).join(",")}}`;
}
