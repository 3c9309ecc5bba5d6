import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { compile } from "../src/index.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../test/harness/output-folder.ts";
import { repository, sharedEnv } from "../test/harness/virtual-env.ts";
import { chosenMutants } from "../test/lower/mutants.ts";
import { type ProjectRun, runProjectTests } from "../test/lower/project-tests.ts";

/** The tests that five projects of the corpus come with: they pass on the installed package, and fail when it is changed in one place. */
const documents = ["museum.yaml", "petstore-3.0.yaml", "spotify.yaml", "qdrant.json", "docker.yaml"];
const corpus = process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus");

let passed = 0;
let failed = 0;
for (const name of documents) {
  const path = join(corpus, name);
  if (!existsSync(path)) {
    console.log(`skipped: no ${name} in the corpus (PYSDK_CORPUS names another)`);
    continue;
  }
  const work = await makeTemporaryFolder("project");
  const problems = await tried(path, work).catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
  await removeFolder(work);
  if (problems === null) continue;
  if (problems.length === 0) passed++;
  else failed++;
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name}${problems.map((problem) => `\n     ${problem}`).join("")}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** What is wrong; null where nothing can be installed here. */
async function tried(path: string, work: string): Promise<readonly string[] | null> {
  const project = join(work, "project");
  const library = join(work, "library");
  const user = join(work, "user");
  const made = await compile({ kind: "file", path }, { name: "sdk" });
  await writeOutput(made, project);
  const installed = await execa(sharedEnv.python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", library, project], { reject: false, all: true });
  if (installed.exitCode !== 0) {
    console.log(`skipped: the project cannot be installed (${installed.all.trim().split("\n").at(-1) ?? ""})`);
    return null;
  }
  // The tests alone, away from the sources.
  await mkdir(user);
  await cp(join(project, "tests"), join(user, "tests"), { recursive: true });
  const changes = chosenMutants(made.files);
  const [whole, ...changed] = await runProjectTests([
    { folder: user, library },
    ...changes.map((change): ProjectRun => ({ folder: user, library, files: { [change.path]: change.text }, arguments: ["-x"] })),
  ]);
  if (whole?.passed !== true) return [whole?.all ?? "nothing was run"];
  const problems: string[] = [];
  for (const kind of ["path", "parameter", "body key"]) if (!changes.some((change) => change.kind === kind)) problems.push(`there is no ${kind} to change`);
  for (const [index, change] of changes.entries()) if (changed[index]?.passed !== false) problems.push(`the tests pass with another ${change.kind}: ${change.name} (${change.path})`);
  console.log(`     ${whole.summary}, ${changes.length} changes`);
  return problems;
}
