import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { load } from "../../src/1-load/index.ts";
import { packageNames } from "../../src/4-passes/names/package-names.ts";
import { hashText } from "../../src/6-emit/output-file.ts";
import type { Manifest } from "../../src/6-emit/manifest.ts";
import type { LoadCompiler } from "../../src/cli/compile/run-compile.ts";
import type { Compilation, CompileOptions } from "../../src/compile.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import { defaultOptions } from "../../src/options.ts";
import { reportFaults } from "../harness/report-schema.ts";
import { runCli } from "../harness/run-cli.ts";
import { api } from "../names/sample-api.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "pysdk-cli-"));
  put("museum.yaml", "openapi: 3.1.0\ninfo: { title: Museum API, version: 1.0.0 }\npaths: {}\n");
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function get(path: string): string {
  return readFileSync(join(cwd, path), "utf8");
}

/** Every compile that was asked for. */
let calls: (Omit<CompileOptions, "previous"> & { readonly previous: Manifest | null })[] = [];
/** What the stand-in for the compiler reports and writes. */
let body = "x = 1\n";
let warn = false;

/** A compiler that loads for real and makes two files. */
const fake: LoadCompiler = async () => ({
  async compile(input, { previous = null, headers = {}, allowExternal = [], onStage = () => undefined, signal: _signal, validate: _validate, ...chosen }): Promise<Compilation> {
    const options = { ...defaultOptions, ...chosen };
    const reporter = createReporter();
    const loaded = await load(input, { headers, allowExternal }, { reporter });
    const info = { title: "Museum API", version: "1.0.0" };
    const modelled = api({ title: info.title });
    onStage("model", { ...modelled, big: 9007199254740993n });
    calls.push({ ...chosen, previous: typeof previous === "function" ? previous(modelled.info) : previous, headers, allowExternal });
    const names = packageNames(info, options);
    if (warn) reporter.report("schema-never", { document: loaded.entry, pointer: "#/info" });
    const files = options.layout === "module" ? [{ path: `${names.module}.py`, text: body }] : [{ path: "pyproject.toml", text: "[project]\n" }, { path: `${names.module}/__init__.py`, text: body }];
    const manifest: Manifest = {
      manifest: 1, compiler: "0", document: { ...info, openapi: "3.1.0", sha256: null }, package: names.module, layout: options.layout, http: options.http, client: { sync: `${names.module}.${names.client}`, async: null }, security: [],
      operations: [{ pointer: "#/x", method: "GET", path: "/x", operationId: null, python: "events.list", stream: null, parameters: [], body: null, result: { kind: "none", python: null, type: "None" }, errors: {}, diagnostics: [] }],
      webhooks: [], schemas: [], diagnostics: [], files: Object.fromEntries(files.map((file) => [file.path, hashText(file.text)])),
    };
    return { files, manifest, diagnostics: reporter.diagnostics, api: { ...api({ title: info.title }), names }, sources: loaded };
  },
});

async function cli(...argv: readonly string[]) {
  const result = await runCli(argv, { cwd, stdin: "openapi: 3.1.0\ninfo: { title: Museum API, version: 1.0.0 }\npaths: {}\n", loadCompiler: fake });
  if (argv.includes("--json")) expect(reportFaults(result.out)).toEqual([]);
  return result;
}

beforeEach(() => {
  [calls, body, warn] = [[], "x = 1\n", false];
});

describe("the command line", () => {
  it("writes a project into the current folder and says what to try", async () => {
    const { code, out, err } = await cli("museum.yaml");
    expect({ code, out, err }).toEqual({ code: 0, out: "museum/  1 operation, 0 models; files: 2 new\n\n    from museum import Museum\n    client = Museum()\n    print(client.events.list())\n", err: "" });
    expect(get("museum/museum/__init__.py")).toBe("x = 1\n");
    expect(JSON.parse(get("museum/.pysdk/manifest.json"))).toMatchObject({ package: "museum" });
    expect(existsSync(join(cwd, "museum/.pysdk/base.gz"))).toBe(true);
  });

  it("hands the previous manifest to the compile, also when the name comes from the document", async () => {
    await cli("museum.yaml");
    await cli("museum.yaml");
    await cli("museum.yaml", "--name", "museum");
    expect(calls.map((call) => call.previous?.package)).toEqual([undefined, "museum", "museum"]);
  });

  it("writes a module beside its records", async () => {
    expect((await cli("museum.yaml", "-o", "modules/halo.py")).code).toBe(0);
    expect(get("modules/halo.py")).toBe("x = 1\n");
    expect(existsSync(join(cwd, "modules/.pysdk/halo.json"))).toBe(true);
    expect((await cli("museum.yaml", "-o", "modules", "--layout", "module", "--name", "halo-two")).out).toContain("modules/halo_two.py  1 operation");
  });

  it("checks without writing", async () => {
    expect(await cli("museum.yaml", "--check")).toMatchObject({ code: 1, out: "" });
    expect(existsSync(join(cwd, "museum"))).toBe(false);
    await cli("museum.yaml");
    expect(await cli("museum.yaml", "--check")).toMatchObject({ code: 0, out: "museum: up to date\n", err: "" });
    body = "x = 2\n";
    const { code, err } = await cli("museum.yaml", "--check");
    expect(code).toBe(1);
    expect(err).toContain("museum/museum/__init__.py differs from what would be written. [output-differs]".slice(7));
    expect(get("museum/museum/__init__.py")).toBe("x = 1\n");
  });

  it("refuses to overwrite an edited file, and names the choices", async () => {
    await cli("museum.yaml");
    put("museum/museum/__init__.py", "mine\n");
    body = "x = 2\n";
    const { code, err } = await cli("museum.yaml");
    expect(code).toBe(2);
    expect(err).toContain("museum/__init__.py was edited by hand and would be overwritten. [file-edited]");
    expect(err).toContain("--force overwrites these files, --keep leaves them as they are, --merge brings both together");
    expect(get("museum/museum/__init__.py")).toBe("mine\n");
    expect((await cli("museum.yaml", "--keep")).code).toBe(0);
    expect(get("museum/museum/__init__.py")).toBe("mine\n");
    expect((await cli("museum.yaml", "--force")).code).toBe(0);
    expect(get("museum/museum/__init__.py")).toBe("x = 2\n");
  });

  it("exits with 1 where a merge leaves a conflict, and names the file from here", async () => {
    await cli("museum.yaml");
    put("museum/museum/__init__.py", "mine\n");
    expect((await cli("museum.yaml", "--merge")).code).toBe(0);
    expect((await cli("museum.yaml", "--merge", "--check")).code).toBe(0);
    body = "x = 2\n";
    const { code, err } = await cli("museum.yaml", "--merge");
    expect(code).toBe(1);
    expect(err).toMatch(/^museum\/museum\/__init__\.py: error: .* \[merge-conflict\]/);
    expect(get("museum/museum/__init__.py")).toBe("<<<<<<< edited\nmine\n=======\nx = 2\n>>>>>>> generated\n");
  });

  it("restores an interrupted write first, even when the run then fails", async () => {
    await cli("museum.yaml");
    put("museum/.pysdk/write/owner", "999999999");
    put("museum/.pysdk/write/new/0", "from the journal\n");
    mkdirSync(join(cwd, "museum/.pysdk/write/old"));
    put("museum/.pysdk/write/journal.json", JSON.stringify([{ path: "museum/__init__.py", put: true, before: hashText("x = 1\n") }]));
    const { code, err } = await cli("missing.yaml");
    expect(code).toBe(3);
    expect(err).toContain("was interrupted; it is completed now.");
    expect(get("museum/museum/__init__.py")).toBe("from the journal\n");
    expect(existsSync(join(cwd, "museum/.pysdk/write"))).toBe(false);
  });

  it("exits with 3 where the document cannot be read, with its place", async () => {
    put("broken.yaml", "openapi: 3.1.0\ninfo: [\n");
    const { code, err, out } = await cli("broken.yaml");
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^broken\.yaml:\d+:\d+: error: /);
    expect(JSON.parse((await cli("broken.yaml", "--json")).out)).toMatchObject({ ok: false, exitCode: 3, diagnostics: [{ severity: "error", file: "broken.yaml" }] });
    expect((await cli(".")).code).toBe(3);
  });

  it.each([
    [[], "no document was given"], [["museum.yaml", "--wat"], "unknown option '--wat'"], [["museum.yaml", "--layout", "zip"], "Allowed choices are package, module"], [["museum.yaml", "--name", "class"], "Python identifier"],
    [["museum.yaml", "--line-length", "7"], "from 40 to 320"], [["museum.yaml", "--target-python", "2.7"], "3.10 or later"], [["museum.yaml", "--force", "--keep"], "--force and --keep exclude each other"], [["museum.yaml", "--header", "nope"], "'Name: value'"],
    [["studio", "--port", "x"], "from 0 to 65535"], [["museum.yaml", "--facade=x"], "Allowed choices are openapi-generator"], [["museum.yaml", "--profile=x"], "It must be written as bifrost:NAME; see"],
    [["explain", "schema-nevr"], "did you mean schema-never"], [["museum.yaml", "-o", "/"], "is no folder to write an SDK into"], [["museum.yaml", "--jobs", "0"], "from 1 to 256"], [["museum.yaml", "museum.yaml"], "several documents need -o DIR"], [["museum.yaml", "--dump", "nothing"], "there are model"],
    [["museum.yaml", "--config", "none.yaml"], "none.yaml cannot be read: there is no such file"], [["verfy", "sdk"], "there is no command and no document verfy; did you mean verify"], [["explain", "x"], "a message has its code in brackets"],
  ])("exits with 2 for %j", async (argv, message) => {
    const { code, err, out } = await cli(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
  });

  it("prints help, the version, and explanations on stdout", async () => {
    const help = await cli("--help");
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("--allow-external");
    expect((await cli("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await cli("explain", "schema-never")).out).toMatch(/^warning: schema-never\n/);
  });

  it("fails on a warning when strict, and shows it otherwise", async () => {
    warn = true;
    expect(await cli("museum.yaml", "--strict")).toMatchObject({ code: 1, out: "" });
    expect(existsSync(join(cwd, "museum"))).toBe(false);
    const { code, err } = await cli("museum.yaml");
    expect(code).toBe(0);
    expect(err).toContain("museum.yaml:2:1: warning: No value matches this schema. [schema-never]");
    expect((await cli("museum.yaml", "--quiet")).err).toBe("");
    expect((await cli("museum.yaml", "--color", "always")).err).toContain("\u001b[");
  });

  it("puts the manifest elsewhere, on stdout, or nowhere", async () => {
    await cli("museum.yaml", "--manifest", "records/m.json");
    expect(JSON.parse(get("records/m.json"))).toMatchObject({ package: "museum" });
    expect(existsSync(join(cwd, "museum/.pysdk/manifest.json"))).toBe(false);
    await cli("museum.yaml", "--manifest", "records/m.json");
    expect(calls.at(-1)?.previous?.package).toBe("museum");
    expect(JSON.parse((await cli("museum.yaml", "--manifest", "-")).out)).toMatchObject({ manifest: 1 });
    rmSync(join(cwd, "museum"), { recursive: true });
    await cli("museum.yaml", "--no-manifest");
    expect(existsSync(join(cwd, "museum/.pysdk"))).toBe(false);
  });

  it("reports as JSON, and dumps a stage without writing", async () => {
    expect(JSON.parse((await cli("museum.yaml", "--json")).out)).toMatchObject({ ok: true, package: "museum", files: { created: ["pyproject.toml", "museum/__init__.py"] } });
    rmSync(join(cwd, "museum"), { recursive: true });
    const { out } = await cli("museum.yaml", "--dump", "model");
    expect(out).toContain('"big": 9007199254740993');
    expect(existsSync(join(cwd, "museum"))).toBe(false);
  });

  it("reports what was refused, what drifted, and a call that is wrong as JSON too", async () => {
    const json = async (...argv: readonly string[]) => JSON.parse((await cli("museum.yaml", "--json", ...argv)).out);
    await json();
    put("museum/museum/__init__.py", "mine\n");
    body = "x = 2\n";
    expect(await json()).toMatchObject({ ok: false, exitCode: 2, files: { created: [], refused: [{ code: "file-edited", path: "museum/__init__.py" }] } });
    expect(await json("--check")).toMatchObject({ ok: false, exitCode: 1, drift: [".pysdk/manifest.json", "museum/__init__.py"] });
    expect(await json("--config", "none.yaml")).toMatchObject({ ok: false, exitCode: 2, message: expect.stringContaining("none.yaml cannot be read") });
  });

  it("reads stdin, and refuses two documents of one name", async () => {
    expect((await cli("-", "--name", "from_stdin")).code).toBe(0);
    expect(existsSync(join(cwd, "from_stdin/pyproject.toml"))).toBe(true);
    put("other.yaml", get("museum.yaml"));
    const { code, err } = await cli("museum.yaml", "other.yaml", "-o", "out");
    expect(code).toBe(2);
    expect(err).toContain("would both be written as out/museum");
  });

  it("compiles the readable ones of several documents", async () => {
    expect((await cli("missing.yaml", "museum.yaml", "-o", "out")).code).toBe(3);
    expect(existsSync(join(cwd, "out/museum/pyproject.toml"))).toBe(true);
  });

  it("does not go on over a damaged names lock", async () => {
    await cli("museum.yaml");
    put("museum/.pysdk/manifest.json", "<<<<<<< HEAD\n");
    const { code, err } = await cli("museum.yaml");
    expect(code).toBe(2);
    expect(err).toContain("museum/.pysdk/manifest.json cannot be used: it has unresolved merge conflicts");
    expect((await cli("museum.yaml", "--force")).code).toBe(0);
  });
});

describe("the configuration", () => {
  it("is found beside the document, and gives way to options", async () => {
    put("docs/museum.yaml", get("museum.yaml"));
    put("docs/pysdk.yaml", 'name: gallery\nhttp: httpx\npython: "3.11"\nline-length: 100\nclient: { max-retries: 5, env-prefix: GAL }\nresources: { events: { operations: ["op:a"] } }\npagination: { "#/x": { style: page, page: p, size: s, items: "" }, "#/y": null }\nbase: false\n');
    await cli("docs/museum.yaml", "--http", "httpx2", "--line-length", "90");
    expect(calls[0]).toMatchObject({
      name: "gallery", http: "httpx2", python: "3.11", lineLength: 90, client: { timeout: 60, maxRetries: 5, backoff: [0.5, 8], envPrefix: "GAL" }, resources: { events: { operations: ["op:a"], positional: [] } },
      pagination: { "#/x": { style: "page", parameter: "p", size: "s", items: "", total: null, more: null }, "#/y": null },
    });
    expect(existsSync(join(cwd, "gallery/.pysdk/base.gz"))).toBe(false);
  });

  it.each([
    ["layuot: module\n", "pysdk.yaml:1:1: error: layuot: the key is not known; did you mean layout. [configuration-not-valid]"],
    ["client:\n  timeuot: 3\n", "pysdk.yaml:2:3: error: client.timeuot: the key is not known; did you mean timeout."],
    ["name: museum\nlayout: packages\n", "pysdk.yaml:2:9: error: layout: it must be package or module; did you mean package."],
    ["python: 3.10\n", "pysdk.yaml:1:9: error: python: a text is expected; put it in quotes."],
    ["twins:\n  - sync\n  - asink\n", "pysdk.yaml:3:5: error: twins.1: it must be sync or async"],
    ["name: [\n", "pysdk.yaml:2:1: error: syntax: "],
    ["models: pydantik\n", "pysdk.yaml:1:9: error: models: it must be views or pydantic; did you mean pydantic."],
    ["- 1\n", "pysdk.yaml:1:1: error: the configuration: a mapping is expected."],
  ])("says what is wrong with %j and where", async (text, message) => {
    put("pysdk.yaml", text);
    const { code, err } = await cli("museum.yaml");
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("reads extra files as modules, and shapes calls", async () => {
    put("docs/museum.yaml", get("museum.yaml"));
    put("docs/own/scopes.py", "x = 1\n");
    put("docs/pysdk.yaml", `extra-files: [own/scopes.py]
exports: { current: scopes }
signatures: { options: false, keywords: { "#/x": updates }, supplied: { header X-Scope: scopes.current } }
results: { "#/x": { unwrap: value, absent: 404 } }
`);
    expect((await cli("docs/museum.yaml")).err).toBe("");
    expect(calls[0]).toMatchObject({
      extraFiles: [{ module: "scopes", text: "x = 1\n" }],
      exports: { current: "scopes" },
      signatures: { defaults: "server", options: false, keywords: { "#/x": "updates" }, supplied: { "header X-Scope": "scopes.current" } },
      results: { "#/x": { unwrap: "value", absent: 404, otherwise: null } },
    });
    expect((await cli("docs/museum.yaml", "--layout", "module")).err).toContain("extra-files become modules of a package: they need layout package, not module");
  });

  it.each([
    ["extra-files:\n  - own/gone.py\n", "pysdk.yaml:2:5: error: extra-files.0: it cannot be read: "],
    ["extra-files: [own/class.py]\n", "pysdk.yaml:1:15: error: extra-files.0: it must be a file NAME.py whose name is a Python identifier."],
    ["extra-files: [own/_client.py]\n", "pysdk.yaml:1:15: error: extra-files.0: the package has a module of that name itself."],
    ["extra-files: [a.py, own/a.py]\n", "pysdk.yaml:1:21: error: extra-files.1: another file has that name."],
  ])("refuses the extra files of %j", async (text, message) => {
    put("pysdk.yaml", text);
    for (const path of ["a.py", "own/a.py", "own/class.py", "own/_client.py"]) put(path, "");
    const { code, err } = await cli("museum.yaml");
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("reads JSON and the empty file", async () => {
    put("pysdk.yaml", "");
    expect((await cli("museum.yaml")).code).toBe(0);
    put("c.json", '{"name": "j", "layout": "module"}');
    expect((await cli("museum.yaml", "--config", "c.json")).code).toBe(0);
    expect(existsSync(join(cwd, "j.py"))).toBe(true);
    put("c.json", '{\n  "nmae": "j"\n}');
    expect((await cli("museum.yaml", "--config", "c.json")).err).toContain("c.json:2:3: error: nmae: the key is not known; did you mean name.");
  });
});
