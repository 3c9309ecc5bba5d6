import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { makeTemporaryFolder, removeFolder } from "../test/harness/output-folder.ts";
import { repository } from "../test/harness/virtual-env.ts";

/** Versions of Node that what was built is started on, besides the one that runs the tests. */
const versions = ["22", "24"];
const document = join(repository, "test/sdk/documents/gallery.yaml");

/** A Node of a version: from PYSDK_NODES, or from npm; null where npm cannot give it. */
async function findNode(version: string): Promise<string | null> {
  const folder = join(process.env["PYSDK_NODES"] ?? join(repository, ".tmp/nodes"), version);
  const system = `node-${process.platform}-${process.arch}`;
  const program = join(folder, `node_modules/${system}/bin/node`);
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  const installed = await execa("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${system}@${version}`], { cwd: folder, reject: false });
  return installed.exitCode === 0 && existsSync(program) ? program : null;
}

/** What goes wrong on a Node; empty where nothing does. */
async function problemsOf(node: string): Promise<readonly string[]> {
  const cli = join(repository, "dist/cli.js");
  const folder = await makeTemporaryFolder("node");
  const problems: string[] = [];
  const run = async (...argv: readonly string[]): Promise<void> => {
    const { exitCode, all } = await execa(node, [cli, ...argv], { cwd: folder, reject: false, all: true });
    if (exitCode !== 0 || /warning|error/i.test(all)) problems.push(`${argv.join(" ")} ended with ${exitCode}: ${all}`);
  };
  try {
    await run("--version");
    await run(document, "--name", "one", "--quiet");
    await run(document, "--name", "one", "--check", "--quiet");
    // In threads.
    await writeFile(join(folder, "other.yaml"), 'openapi: 3.1.0\ninfo: { title: Other, version: "1" }\nservers: [{ url: https://example.com }]\npaths: {}\n');
    await run(document, "other.yaml", "-o", "several", "--jobs", "2", "--quiet");
  } finally {
    await removeFolder(folder);
  }
  return problems;
}

let [passed, failed] = [0, 0];
for (const version of versions) {
  const node = await findNode(version);
  if (node === null) {
    console.log(`skipped: npm has no Node ${version} for this system`);
    continue;
  }
  const problems = await problemsOf(node);
  for (const problem of problems) console.log(`Node ${version}: ${problem}`);
  if (problems.length === 0) passed += 1;
  else failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
