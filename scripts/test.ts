import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { execa } from "execa";
import { findPython, prepareVirtualEnv, programOf, repository, type VirtualEnv } from "../test/harness/virtual-env.ts";

/** What one part of `npm test` came to. */
interface PartResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** Shown where something failed. */
  readonly output: string;
}

/** One part: a program, and how its tests are counted; a check counts as one. */
interface Part {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder?: string;
  readonly count?: (exitCode: number) => Promise<{ passed: number; failed: number; skipped: number }>;
  /** Prints while it runs, since it takes minutes. */
  readonly live?: boolean;
}

const reports = join(repository, ".tmp/reports");
const node = process.execPath;
const modules = join(repository, "node_modules");

async function run(part: Part): Promise<PartResult> {
  const begin = performance.now();
  const outcome = await execa(part.command, [...part.arguments], {
    cwd: part.folder ?? repository,
    reject: false,
    all: true,
    stdin: "ignore",
    ...(part.live === true ? { stdout: ["pipe", "inherit"], stderr: ["pipe", "inherit"] } : {}),
  });
  const exitCode = outcome.exitCode ?? 1;
  const counts = await (part.count?.(exitCode) ?? { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 });
  const output = part.live === true ? "" : outcome.all === "" ? String(outcome.message ?? "") : outcome.all;
  const result: PartResult = { name: part.name, ...counts, seconds: (performance.now() - begin) / 1000, output };
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : "";
  console.log(`${result.failed === 0 ? "ok  " : "FAIL"} ${part.name}: ${result.passed} passed, ${result.failed} failed${skipped} (${result.seconds.toFixed(1)} s)`);
  if (outcome.signal !== undefined) console.log(`     ended by ${outcome.signal}`);
  if (result.failed > 0 && result.output !== "") console.log(result.output.replace(/^/gm, "     "));
  return result;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[];
}

/** A file that cannot be loaded is one failure; so is a run that fails with no test to blame. */
async function countVitest(exitCode: number): Promise<{ passed: number; failed: number; skipped: number }> {
  const path = join(reports, "vitest.json");
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report: VitestReport = JSON.parse(await readFile(path, "utf8"));
  let failed = 0;
  for (const file of report.testResults) {
    const inside = file.assertionResults.filter((test) => test.status === "failed").length;
    failed += inside === 0 && file.status === "failed" ? 1 : inside;
    const skipped = file.assertionResults.filter((test) => test.status === "pending" || test.status === "skipped");
    const [first] = skipped;
    if (first !== undefined) console.log(`skipped in ${relative(repository, file.name)}: ${first.fullName}${skipped.length > 1 ? `, and ${skipped.length - 1} more` : ""}`);
  }
  if (failed === 0 && exitCode !== 0) failed = 1;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
}

async function countPytest(exitCode: number): Promise<{ passed: number; failed: number; skipped: number }> {
  const path = join(reports, "pytest.xml");
  const suite = existsSync(path) ? /<testsuite [^>]*>/.exec(await readFile(path, "utf8"))?.[0] : undefined;
  if (suite === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const number = (name: string): number => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? "0");
  const skipped = number("skipped");
  const failed = Math.max(number("failures") + number("errors"), exitCode === 0 ? 0 : 1);
  return { passed: number("tests") - number("failures") - number("errors") - skipped, failed, skipped };
}

function checks(env: VirtualEnv): Part[] {
  const runtime = join(repository, "src/runtime");
  return [
    { name: "tsc", command: node, arguments: [join(modules, "typescript/bin/tsc"), "--noEmit"] },
    { name: "tsc of the studio's page", command: node, arguments: [join(modules, "typescript/bin/tsc"), "-p", "src/studio/page"] },
    { name: "layers", command: node, arguments: ["--import", "tsx", "scripts/check-layers.ts"] },
    { name: "frozen runtime", command: node, arguments: ["--import", "tsx", "scripts/freeze-runtime.ts", "--check"] },
    { name: "ruff check", command: programOf(env, "ruff"), arguments: ["check", "--no-cache", "."], folder: runtime },
    { name: "ruff format", command: programOf(env, "ruff"), arguments: ["format", "--no-cache", "--check", "--exclude", "*.md", "."], folder: runtime },
    { name: "mypy", command: programOf(env, "mypy"), arguments: ["--strict", "."], folder: runtime },
    { name: "pyright", command: node, arguments: [join(modules, "pyright/index.js"), "--pythonpath", env.python, "-p", "."], folder: runtime },
  ];
}

/** Two at a time: the checks are single programs on a machine of two cores. */
async function runTwoAtATime(parts: readonly Part[]): Promise<PartResult[]> {
  const waiting = [...parts];
  const results: PartResult[] = [];
  const worker = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) results.push(await run(part));
  };
  await Promise.all([worker(), worker()]);
  return results;
}

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
const env = await prepareVirtualEnv({
  folder: join(repository, ".venv"),
  python: await findPython(),
  requirements: join(repository, "test/harness/requirements.txt"),
});
const results = await runTwoAtATime(checks(env));
results.push(
  await run({
    name: "vitest",
    command: node,
    arguments: [
      ...[join(modules, "vitest/vitest.mjs"), "run", "--config", "test/harness/vitest.config.ts"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${join(reports, "vitest.json")}`],
    ],
    count: countVitest,
    live: true,
  }),
);
results.push(
  await run({
    name: "pytest",
    command: env.python,
    arguments: ["-m", "pytest", "-q", "test/runtime", `--junitxml=${join(reports, "pytest.xml")}`],
    count: countPytest,
  }),
);
const sum = (key: "passed" | "failed"): number => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
