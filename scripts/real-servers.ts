import { join } from "node:path";
import { execa } from "execa";
import { compile, type CompileOptions } from "../src/index.ts";
import { freePort } from "../test/harness/free-port.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../test/harness/output-folder.ts";
import { findPython, prepareVirtualEnv, programOf, repository, sharedEnv, type VirtualEnv } from "../test/harness/virtual-env.ts";

/** Where a server runs: a port of 127.0.0.1, and a folder of its own. */
interface RunningPlace {
  readonly port: number;
  readonly folder: string;
}

/** A server, and how an SDK for it is made. */
interface RealServer {
  readonly name: string;
  /** The program of the servers' environment that starts it. */
  readonly program: string;
  readonly arguments: (place: RunningPlace) => readonly string[];
  readonly variables: (place: RunningPlace) => Readonly<Record<string, string>>;
  /** Where it describes itself. */
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The path that all requests start with. */
  readonly base: string;
  readonly options: CompileOptions;
}

const tests = join(repository, "test/servers");

/** How Kinto's lists are paged: its description does not say it. */
const behindHeader = Object.fromEntries(
  ["/buckets", "/buckets/{bucket_id}/collections", "/buckets/{bucket_id}/collections/{collection_id}/records"].map((path) => [`#/paths/${path.replaceAll("/", "~1")}/get`, { style: "url" as const, items: "data", nextHeader: "Next-Page" }]),
);

const servers: readonly RealServer[] = [
  {
    name: "kinto",
    program: "kinto",
    arguments: ({ port }) => ["start", "--ini", join(tests, "kinto.ini"), "--port", String(port)],
    variables: () => ({}),
    description: "/v1/__api__",
    base: "/v1",
    options: { pagination: behindHeader },
  },
  {
    name: "jupyter",
    program: "jupyter-server",
    arguments: ({ port, folder }) => ["--no-browser", "--allow-root", `--ServerApp.port=${port}`, "--ServerApp.port_retries=0", `--ServerApp.root_dir=${folder}`, "--IdentityProvider.token=sesame"],
    variables: ({ folder }) => Object.fromEntries(["CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"].map((name) => [`JUPYTER_${name}`, join(folder, `.${name}`)])),
    description: "/api/spec.yaml",
    headers: { Authorization: "token sesame" },
    base: "",
    options: {},
  },
];

const env = await installed();
let passed = 0;
let failed = 0;
for (const server of env === null ? [] : servers) {
  const counts = await drive(env ?? sharedEnv, server);
  passed += counts.passed;
  failed += counts.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function installed(): Promise<VirtualEnv | null> {
  try {
    return await prepareVirtualEnv({ folder: join(repository, ".venv-servers"), python: await findPython(), requirements: join(tests, "requirements.txt") });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n").at(-1) : String(error);
    console.log(`skipped: the servers cannot be installed (${reason})`);
    return null;
  }
}

/** Starts a server, compiles what it says about itself, and runs the tests of that name. */
async function drive(env: VirtualEnv, server: RealServer): Promise<{ readonly passed: number; readonly failed: number }> {
  const sdk = await makeTemporaryFolder(`${server.name}-sdk`);
  const place = { port: await freePort(), folder: await makeTemporaryFolder(server.name) };
  const url = `http://127.0.0.1:${place.port}`;
  const running = execa(programOf(env, server.program), [...server.arguments(place)], { env: server.variables(place), reject: false, stdio: "ignore" });
  try {
    const text = await described(`${url}${server.description}`, { headers: server.headers ?? {}, isDown: () => running.exitCode !== null });
    const made = await compile({ kind: "text", text }, { name: "sdk", ...server.options });
    await writeOutput(made, sdk);
    const outcome = await execa(sharedEnv.python, ["-B", "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", join(tests, `test_${server.name}.py`)], { env: { PYTHONPATH: sdk, SERVER_URL: `${url}${server.base}` }, reject: false, all: true });
    const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(outcome.all.trim().split("\n").at(-1) ?? "")?.[1] ?? 0);
    const bad = count("failed") + count("errors?");
    if (outcome.exitCode !== 0) console.log(outcome.all);
    console.log(`${server.name}: ${made.manifest.operations.length} operations, ${count("passed")} passed, ${bad} failed`);
    return { passed: count("passed"), failed: outcome.exitCode === 0 ? 0 : Math.max(1, bad) };
  } finally {
    running.kill();
    await running;
    await removeFolder(sdk);
    await removeFolder(place.folder);
  }
}

/** The description, once the server answers. */
async function described(url: string, { headers, isDown }: { readonly headers: Readonly<Record<string, string>>; readonly isDown: () => boolean }): Promise<string> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const response = await fetch(url, { headers }).catch(() => null);
    if (response?.ok === true) return await response.text();
    if (isDown()) throw new Error(`the server has ended before it answered at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`nothing answers at ${url}`);
}
