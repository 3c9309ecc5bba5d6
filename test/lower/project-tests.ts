import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { sharedEnv } from "../harness/virtual-env.ts";

/** One run of the tests of a generated project, from its folder, as its user would start it. */
export interface ProjectRun {
  readonly folder: string;
  /** Where the package is; the project's folder where nothing is said. */
  readonly library?: string;
  /** Texts of the package's files for this run, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** More arguments for pytest. */
  readonly arguments?: readonly string[];
}

/** What a run of pytest came to. */
export interface ProjectTests {
  readonly passed: boolean;
  /** The last line. */
  readonly summary: string;
  readonly all: string;
}

/** Runs tests of generated projects one after the other, in one Python: most of what a run costs are the imports of pytest and the HTTP client. */
export async function runProjectTests(runs: readonly ProjectRun[]): Promise<readonly ProjectTests[]> {
  const program = fileURLToPath(new URL("project_tests.py", import.meta.url));
  const input = runs.map((run) => ({ library: run.folder, files: {}, arguments: [], ...run }));
  const { stdout } = await execa(sharedEnv.python, ["-B", program], { input: JSON.stringify(input) });
  const answers: readonly { readonly exitCode: number; readonly output: string }[] = JSON.parse(stdout);
  return answers.map(({ exitCode, output }) => ({ passed: exitCode === 0, summary: output.trim().split("\n").at(-1) ?? "", all: output }));
}
