import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

/** The repository's folder. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** What the tests run Python with. */
export interface VirtualEnv {
  readonly folder: string;
  /** The interpreter inside it. */
  readonly python: string;
}

/** A virtual environment as it is wished for. */
export interface VirtualEnvWish {
  readonly folder: string;
  /** The interpreter that makes it. */
  readonly python: string;
  /** The file of pinned packages. */
  readonly requirements: string;
}

/** The environment that all tests share; `npm test` makes it. */
export const sharedEnv: VirtualEnv = { folder: join(repository, ".venv"), python: join(repository, ".venv/bin/python") };

/** A program of the shared environment, for example `ruff`. */
export function programOf(env: VirtualEnv, name: string): string {
  return join(env.folder, "bin", name);
}

/** Like `makeVirtualEnv`, one after the other: test files that run at the same time may want the same environment. */
export async function prepareVirtualEnv(wish: VirtualEnvWish): Promise<VirtualEnv> {
  const lock = `${wish.folder}.lock`;
  while (!(await taken(lock))) await new Promise((done) => setTimeout(done, 200));
  try {
    return await makeVirtualEnv(wish);
  } finally {
    await rm(lock, { force: true });
  }
}

/** Whether the lock is ours now; one whose process has gone is nobody's. */
async function taken(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const owner = Number(await readFile(lock, "utf8").catch(() => ""));
    if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Makes the environment where it is missing and brings it up to date where its requirements changed.
 * A stamp holds the hash it was made from; an environment that already holds exactly the pins is only stamped.
 */
async function makeVirtualEnv(wish: VirtualEnvWish): Promise<VirtualEnv> {
  const env: VirtualEnv = { folder: wish.folder, python: join(wish.folder, "bin/python") };
  const wanted = await readFile(wish.requirements, "utf8");
  const hash = createHash("sha256").update(wanted).digest("hex");
  const stamp = join(wish.folder, "requirements.sha256");
  if (existsSync(env.python)) {
    if (existsSync(stamp) && (await readFile(stamp, "utf8")).trim() === hash) return env;
    const frozen = await execa(env.python, ["-m", "pip", "freeze"], { reject: false });
    if (frozen.exitCode === 0 && sameLines(frozen.stdout, wanted)) {
      await writeFile(stamp, `${hash}\n`);
      return env;
    }
  } else {
    await execa(wish.python, ["-m", "venv", wish.folder]);
    await writeFile(join(wish.folder, ".gitignore"), "*\n");
  }
  await execa(env.python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wish.requirements]);
  await writeFile(stamp, `${hash}\n`);
  return env;
}

/** The interpreter that makes the shared environment: `PYSDK_PYTHON`, or the first on the path that is 3.11 or later. */
export async function findPython(): Promise<string> {
  const candidates = [process.env["PYSDK_PYTHON"], "python3.11", "python3", "python"].filter((name) => name !== undefined);
  for (const candidate of candidates) {
    const probe = await execa(candidate, ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"], { reject: false });
    if (probe.exitCode === 0) return candidate;
  }
  throw new Error(`No Python 3.11 or later among ${candidates.join(", ")}; PYSDK_PYTHON names one.`);
}

/** The interpreter of a version such as `3.12` that pyenv keeps, or null. */
export async function findPyenvPython(version: string): Promise<string | null> {
  const versions = join(homedir(), ".pyenv/versions");
  if (!existsSync(versions)) return null;
  const found = (await readdir(versions)).filter((name) => name.startsWith(`${version}.`)).sort();
  const last = found.at(-1);
  return last === undefined ? null : join(versions, last, "bin/python");
}

function sameLines(one: string, other: string): boolean {
  const lines = (text: string): string => text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).sort().join("\n");
  return lines(one) === lines(other);
}
