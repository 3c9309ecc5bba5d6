import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import type { VirtualEnv } from "./virtual-env.ts";

/** How often the types of a package say `Any`, its runtime and tests left out. */
export async function countAny(output: OutputFolder, env: VirtualEnv): Promise<number> {
  const files = output.files.filter((path) => path.endsWith(".py") && !path.includes("/_runtime/") && !path.startsWith("tests/"));
  const script = fileURLToPath(new URL("count_any.py", import.meta.url));
  const outcome = await execa(env.python, [script], { input: JSON.stringify({ root: output.folder, files }) });
  const answer: { readonly count: number } = JSON.parse(outcome.stdout);
  return answer.count;
}
