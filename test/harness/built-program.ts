import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildForNode } from "../../scripts/node-build.ts";

/** The command line as it ships, in a folder outside the repository. */
export interface BuiltProgram {
  /** The folder that holds it, with room for more. */
  readonly top: string;
  /** The script that Node runs. */
  readonly program: string;
  /** Removes everything. */
  remove(): void;
}

/** Builds the command line into a temporary folder. */
export async function buildProgram(name: string): Promise<BuiltProgram> {
  const top = mkdtempSync(join(tmpdir(), `pysdk-${name}-`));
  writeFileSync(join(top, "package.json"), '{ "type": "module" }');
  await buildForNode(join(top, "dist"));
  return { top, program: join(top, "dist/cli.js"), remove: () => rmSync(top, { recursive: true, force: true }) };
}
