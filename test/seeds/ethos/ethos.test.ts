import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type CompileOptions } from "../../../src/index.ts";
import { renderRows } from "../../../src/verify/check-row.ts";
import type { OutputFolder } from "../../../src/verify/output-folder.ts";
import { checkOutput } from "../../harness/check-output.ts";
import { freePort } from "../../harness/free-port.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../harness/output-folder.ts";
import { sharedEnv } from "../../harness/virtual-env.ts";
import { ethosDocument, type DocumentOptions } from "./documents.ts";
import { walkThrough } from "./walk-through.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const parent = await makeTemporaryFolder("ethos");
const packages = join(parent, "packages");
afterAll(async () => removeFolder(parent));

interface Wanted {
  readonly name: string;
  readonly document: Omit<DocumentOptions, "origin">;
  readonly options?: CompileOptions;
}

const wanted: readonly Wanted[] = [
  { name: "ethos_served", document: { kind: "as-served" } },
  { name: "ethos_shapes", document: { kind: "with-shapes" } },
  { name: "ethos_client", document: { kind: "with-events" } },
  { name: "ethos_rpc", document: { kind: "with-events" }, options: { wire: "orpc-rpc" } },
];
const made = new Map<string, OutputFolder>();

beforeAll(async () => {
  for (const { name, document, options } of wanted) {
    const path = join(parent, `${name}.json`);
    await mkdir(parent, { recursive: true });
    await writeFile(path, JSON.stringify(ethosDocument({ origin: "http://localhost:3000", ...document })));
    made.set(name, await writeOutput(await compile({ kind: "file", path }, { name, ...options }), join(packages, name)));
  }
});

function outputOf(name: string): OutputFolder {
  const found = made.get(name);
  if (found === undefined) throw new Error(`${name} was not compiled`);
  return found;
}

describe("the client of the Ethos server", () => {
  it("does what the documentation promises, against a server that holds sessions, memory and streams", async () => {
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:anyio", here], {
      cwd: parent,
      env: { ETHOS_OUTPUT: packages, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
      all: true,
    });
    expect(outcome.exitCode, outcome.all).toBe(0);
  });

  it.each(wanted.map(({ name }) => name))("%s passes the tests that it comes with", async (name) => {
    const { folder } = outputOf(name);
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], { cwd: folder, env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" }, reject: false, all: true });
    expect(outcome.exitCode, outcome.all).toBe(0);
  });

  it("runs the documentation's own program, written for openapi-generator, against a server whose list holds sessions", async () => {
    const folder = join(parent, "seed");
    const port = await freePort();
    const document = join(parent, "seed.json");
    await writeFile(document, JSON.stringify(ethosDocument({ kind: "with-events", origin: "http://localhost:3000", listKey: "sessions", mount: "" })));
    await writeOutput(await compile({ kind: "file", path: document }, { name: "ethos_client", facade: "openapi-generator" }), folder);
    const program = (await readFile(join(here, "seed_program.py"), "utf8")).replace("localhost:3000", `localhost:${port}`).replace("sk-ethos-...", "sk-ethos-owner");
    const server = execa(sharedEnv.python, [join(here, "server.py"), "--document", document, "--port", String(port), "--list-key", "sessions"], { reject: false, buffer: false });
    try {
      await new Promise((resolve) => server.stdout.once("data", resolve));
      const { all } = await execa(sharedEnv.python, ["-c", program], { cwd: folder, env: { PYTHONDONTWRITEBYTECODE: "1" }, reject: false, all: true });
      expect(all).toBe(["s1 Session 1", "s2 Session 2", "s3 Session 3", "s1", "t1", "t1", "401 Unauthorized UNAUTHORIZED", "403 Forbidden FORBIDDEN"].join("\n"));
    } finally {
      server.kill();
    }
  });

  it("can be had in five minutes by the commands of the walk-through, installed by pip", async (context) => {
    const folder = join(parent, "walk");
    await mkdir(folder);
    const printed = await walkThrough(folder, await freePort());
    if (printed === null) return context.skip("packages cannot be installed here");
    expect(printed.map(({ found }) => found)).toEqual(printed.map(({ promised }) => promised));
    expect(printed.length).toBe(5);
  });

  it("is clean for formatter, linter and type checkers", async () => {
    const rows = await checkOutput(outputOf("ethos_rpc"), { types: true, source: null });
    expect(renderRows(rows.filter(({ status }) => status === "failed"))).toBe("");
  });
});
