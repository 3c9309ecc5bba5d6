import { execa } from "execa";
import { sharedEnv } from "../harness/virtual-env.ts";

/** What a run of pytest came to. */
export interface ProjectTests {
  readonly passed: boolean;
  /** The last line. */
  readonly summary: string;
  readonly all: string;
}

/** Runs the tests of a generated project as its user would, from its folder; `library` is where the package is, if not there. */
export async function runProjectTests(folder: string, { library = folder, stop = false }: { readonly library?: string; readonly stop?: boolean } = {}): Promise<ProjectTests> {
  const outcome = await execa(sharedEnv.python, ["-B", "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", ...(stop ? ["-x"] : [])], {
    cwd: folder,
    env: { PYTHONPATH: library },
    reject: false,
    all: true,
  });
  return { passed: outcome.exitCode === 0, summary: outcome.all.trim().split("\n").at(-1) ?? "", all: outcome.all };
}
