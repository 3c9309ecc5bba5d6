import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type CompileOptions } from "../../../src/index.ts";
import { profileOf } from "../../../src/cli/configuration/profiles.ts";
import { renderRows } from "../../../src/verify/check-row.ts";
import { readOutput } from "../../../src/verify/output-folder.ts";
import { checkOutput } from "../../harness/check-output.ts";
import { type CallResult, runCli } from "../../harness/run-cli.ts";
import { makeTemporaryFolder, removeFolder } from "../../harness/output-folder.ts";
import { findPyenvPython, prepareVirtualEnv, repository, sharedEnv } from "../../harness/virtual-env.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const parent = await makeTemporaryFolder("bifrost-sdk");
const folder = join(parent, "modules");
afterAll(async () => removeFolder(parent));

interface Wanted {
  readonly document: string;
  readonly name: string;
  readonly options?: CompileOptions;
}

/** One module for each kind of credentials, and for documents of special kinds. */
const wanted: readonly Wanted[] = [
  { document: "desk.yaml", name: "halopsa" },
  { document: "desk.yaml", name: "halopsa_api_key", options: { authType: "api_key" } },
  { document: "desk.yaml", name: "halopsa_basic", options: { authType: "basic" } },
  { document: "desk.yaml", name: "halopsa_bearer", options: { authType: "bearer" } },
  { document: "keyed.json", name: "keyed" },
  { document: "plain.json", name: "plain" },
  { document: "flowing.json", name: "flowing" },
  { document: "builtin-names.json", name: "builtin_names" },
  { document: "scalars.json", name: "scalars" },
  { document: "unions.json", name: "unions" },
  { document: "keyed.json", name: "from_environment", options: { auth: null } },
];

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const { document, name, options } of wanted) {
    const made = await compile({ kind: "file", path: join(here, document) }, { ...profileOf("bifrost:HaloPSA")?.options, name, ...options });
    for (const file of made.files) await writeFile(join(folder, file.path), file.text);
  }
});

async function runSuite(python: string): Promise<string> {
  const outcome = await execa(python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:anyio", here], {
    cwd: parent,
    env: { BIFROST_SDK_OUTPUT: folder, PYTHONDONTWRITEBYTECODE: "1" },
    reject: false,
    all: true,
  });
  return outcome.exitCode === 0 ? "" : outcome.all;
}

describe("the module for the Bifrost platform", () => {
  it("does what the documentation promises, against a server and a platform", async () => {
    expect(await runSuite(sharedEnv.python)).toBe("");
  });

  it("is clean for formatter, linter and type checkers, and its functions are typed for callers", async () => {
    const checked = join(parent, "checked");
    await mkdir(checked, { recursive: true });
    for (const { name } of wanted) if (name !== "halopsa_basic" && name !== "halopsa_bearer") await copyFile(join(folder, `${name}.py`), join(checked, `${name}.py`));
    await copyFile(join(here, "consumer.py"), join(checked, "consumer.py"));
    const rows = (await checkOutput(await readOutput(checked), { types: true, source: null })).filter(({ check }) => check !== "import" && check !== "hints");
    expect(renderRows(rows.filter(({ status }) => status === "failed"))).toBe("");
    expect(rows.map(({ check }) => check)).toEqual(expect.arrayContaining(["ruff format", "ruff check", "mypy", "pyright"]));
  });

  for (const version of ["3.10", "3.12", "3.13", "3.14"]) {
    it(`does so on Python ${version}`, async (context) => {
      const python = await findPyenvPython(version);
      if (python === null) return context.skip("it is not installed here");
      const wish = { folder: join(repository, `.venv-${version}`), python, requirements: join(repository, "test/harness/requirements-floor.txt") };
      const env = await prepareVirtualEnv(wish).catch(() => null);
      if (env === null) return context.skip("its packages cannot be installed here");
      expect(await runSuite(env.python)).toBe("");
    });
  }
});

describe("--profile bifrost:NAME", () => {
  const document = join(here, "desk.yaml");
  const call = (cwd: string, ...argv: readonly string[]): Promise<CallResult> => runCli(argv, { cwd });

  it("writes modules/halopsa.py and its manifest, replaces it, and does not lose an edit", async () => {
    const cwd = join(parent, "project");
    await mkdir(cwd);
    const first = await call(cwd, document, "--profile", "bifrost:HaloPSA");
    expect(first.code, first.err).toBe(0);
    expect(first.out).toContain("modules/halopsa.py  20 operations, 14 models; files: 1 new");
    expect(first.err).toContain("The type List<string> is not a type of JSON Schema; it is read as array.");
    const manifest: { readonly client: unknown; readonly http: string; readonly operations: readonly { readonly python: string }[] } = JSON.parse(await readFile(join(cwd, "modules/.pysdk/halopsa.json"), "utf8"));
    expect(manifest.client).toBeNull();
    expect(manifest.http).toBe("httpx");
    expect(manifest.operations.slice(0, 3).map(({ python }) => python)).toEqual(["list_tickets", "create_ticket", "get_ticket"]);
    expect((await call(cwd, document, "--profile", "bifrost:HaloPSA")).out).toContain("nothing to change");
    const path = join(cwd, "modules/halopsa.py");
    await writeFile(path, (await readFile(path, "utf8")).replace("List tickets", "List my tickets"));
    expect((await call(cwd, document, "--profile", "bifrost:HaloPSA", "--auth-type", "basic")).code).toBe(2);
    expect(await readFile(path, "utf8")).toContain("List my tickets");
    expect((await call(cwd, document, "--profile", "bifrost:HaloPSA", "--auth-type", "basic", "--force")).code).toBe(0);
    expect(await readFile(path, "utf8")).toContain("access=_BasicAccess");
  });

  it("gives way to what is said explicitly", async () => {
    const cwd = join(parent, "explicit");
    await mkdir(cwd);
    await writeFile(join(cwd, "pysdk.yaml"), "profile: bifrost:Example API\nhttp: httpx2\nclient:\n  max-retries: 5\n");
    expect((await call(cwd, document, "--auth", "bifrost:Other", "-o", "lib")).code).toBe(0);
    const text = await readFile(join(cwd, "lib/example_api.py"), "utf8");
    expect(text).toContain("import httpx2\n");
    expect(text).toContain('_IntegrationSource(\n        "Other",');
    expect(text).toContain("max_retries=5, first_wait=1, longest_wait=60, every_method=True\n        ),\n        timeout=30,");
  });

  it("refuses what does not go together", async () => {
    const cwd = join(parent, "refused");
    await mkdir(cwd);
    expect((await call(cwd, document, "--profile", "halopsa")).err).toContain("It must be written as bifrost:NAME");
    expect((await call(cwd, document, "--profile", "bifrost:X", "--layout", "package")).err).toContain("a credential provider is for one module");
    expect((await call(cwd, document, "--auth", "bifrost:X")).err).toContain("a credential provider is for the surface functions");
    expect((await call(cwd, document, "--auth-type", "basic")).err).toContain("it needs --auth or --profile");
  });
});
