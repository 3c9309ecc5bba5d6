import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packBase } from "../../src/6-emit/base.ts";
import { formatManifest } from "../../src/6-emit/manifest-text.ts";
import { runCli } from "../harness/run-cli.ts";
import { versionOf } from "./sample-output.ts";

/** How many writes are killed; PYSDK_KILLS asks for more. */
const kills = Number(process.env["PYSDK_KILLS"] ?? "15");

let folder = "";
let program = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pysdk-kills-"));
  program = join(folder, "write.mjs");
  await build({ entryPoints: [join(import.meta.dirname, "write-in-a-loop.ts")], outfile: program, bundle: true, format: "esm", platform: "node", logLevel: "error" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything below a folder, by path. */
function tree(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map((entry) => [join(entry.parentPath, entry.name).slice(root.length + 1), readFileSync(join(entry.parentPath, entry.name), "latin1")]));
}

function whole(word: "old" | "new"): Readonly<Record<string, string>> {
  const { files, manifest } = versionOf(word);
  return { ...Object.fromEntries(files.map((file) => [file.path, file.text])), ".pysdk/manifest.json": formatManifest(manifest), ".pysdk/base.gz": packBase(files).toString("latin1") };
}

/** Lets the program write for a while, kills it, and waits until it is gone. */
async function killAfter(milliseconds: number, root: string): Promise<void> {
  const child = spawn(process.execPath, [program, root], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = new Promise((done) => child.on("exit", done));
  await new Promise((ready) => child.stdout.once("data", ready));
  await new Promise((done) => setTimeout(done, milliseconds));
  child.kill("SIGKILL");
  await gone;
}

function isSigned(owner: string): boolean {
  return existsSync(owner) && readFileSync(owner, "utf8") !== "";
}

describe("a write that is killed", () => {
  it("leaves the tree entirely old or entirely new after the next run, also when that fails", async () => {
    const [before, after] = [whole("old"), whole("new")];
    let unfinished = 0;
    for (let round = 0; round < kills; round += 1) {
      const root = join(folder, `out${round}`, "pkg");
      await killAfter(Math.random() * 40, root);
      const staging = join(root, ".pysdk/write");
      if (existsSync(staging)) unfinished += 1;
      // A folder whose owner had no time to sign is given two seconds; here nobody is left to sign it.
      if (existsSync(staging) && !isSigned(join(staging, "owner"))) utimesSync(staging, 0, 0);
      expect((await runCli(["missing.yaml", "-o", `out${round}`], { cwd: folder })).code).toBe(3);
      expect([before, after], `killed ${round}`).toContainEqual(tree(root));
    }
    // Some were hit while they wrote: otherwise this proves nothing.
    expect(unfinished).toBeGreaterThan(0);
  });
});
