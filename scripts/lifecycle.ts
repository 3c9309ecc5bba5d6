import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { compileCourier, compileGallery } from "../test/harness/compiled-sdk.ts";
import { makeTemporaryFolder, removeFolder } from "../test/harness/output-folder.ts";
import { programOf, sharedEnv } from "../test/harness/virtual-env.ts";
import { moveLargeFiles } from "../test/lifecycle/large-files.ts";
import { endure, expectedOutput, program } from "../test/lifecycle/packed.ts";

/** What takes minutes: many calls and clients in one process, files larger than memory should be, and a program frozen by PyInstaller. */
const { values } = parseArgs({ options: { calls: { type: "string", default: "50000" }, cycles: { type: "string", default: "5000" }, megabytes: { type: "string", default: "1000" } } });

/** How many KiB the process may have grown by, for allocators that keep something back. */
const slack = 4096;

/** How many KiB a body may take at once, of however many it has. */
const largeSlack = 16_384;

const folder = await makeTemporaryFolder("lifecycle");
const checks: readonly (readonly [string, () => Promise<string | null>])[] = [
  [`${values.calls} calls and ${values.cycles} clients leave nothing behind`, endurance],
  [`${values.megabytes} MB are not held in memory, and a download that breaks leaves no file`, largeFiles],
  ["a program frozen by PyInstaller", frozen],
];

let passed = 0;
let failed = 0;
await compileGallery(folder, {});
await compileCourier(folder, {});
for (const [name, check] of checks) {
  const begin = performance.now();
  const problem = await check().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (problem !== null && problem.startsWith("skipped")) {
    console.log(`${name}: ${problem}`);
    continue;
  }
  if (problem === null) passed++;
  else failed++;
  console.log(`${problem === null ? "ok  " : "FAIL"} ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)${problem === null ? "" : `: ${problem}`}`);
}
await removeFolder(folder);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function endurance(): Promise<string | null> {
  const { resident, descriptors, threads } = await endure(folder, { calls: Number(values.calls), cycles: Number(values.cycles) });
  console.log(`     grown by ${resident} KiB, ${descriptors} descriptors, ${threads} threads`);
  return resident <= slack && descriptors === 0 && threads === 0 ? null : "something grew";
}

/** Both halves download that many megabytes to a file and send a fifth of them as a body, as a part of one, and from a generator. */
async function largeFiles(): Promise<string | null> {
  const moves = await moveLargeFiles(folder, Number(values.megabytes));
  for (const { half, what, seconds, peak } of moves) console.log(`     ${half} ${what}: ${seconds.toFixed(1)} s, ${peak} KiB at the peak`);
  const held = moves.filter(({ peak }) => peak > largeSlack);
  return held.length === 0 ? null : `held in memory: ${held.map(({ half, what }) => `${half} ${what}`).join(", ")}`;
}

/** A one-folder program whose analysis is told of no module: the lazy imports have to be visible to it. */
async function frozen(): Promise<string | null> {
  const installer = programOf(sharedEnv, "pyinstaller");
  if (!existsSync(installer)) return "skipped: PyInstaller is not installed";
  const made = join(folder, "frozen");
  await execa(installer, ["--onedir", "--noconfirm", "--log-level", "ERROR", "--distpath", join(made, "dist"), "--workpath", join(made, "build"), "--specpath", made, "--paths", folder, program]);
  const { stdout } = await execa(join(made, "dist/program/program"), [], { env: { PYTHONPATH: "" } });
  return stdout === expectedOutput(true) ? null : `it printed ${JSON.stringify(stdout)}`;
}
