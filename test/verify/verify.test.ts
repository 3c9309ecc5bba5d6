import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashText } from "../../src/6-emit/output-file.ts";
import { withTrailer } from "../../src/6-emit/trailer.ts";
import { reportFaults } from "../harness/report-schema.ts";
import { runCli } from "../harness/run-cli.ts";
import { repository, sharedEnv } from "../harness/virtual-env.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "pysdk-verify-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

/** A project of ours, as far as the checks look at it. */
function project(text = '"""A client."""\n'): void {
  put("demo/demo/__init__.py", text);
  const manifest = { package: "demo", layout: "package", http: "httpx2", client: { sync: null, async: null }, operations: [], schemas: [], webhooks: [], diagnostics: [], files: { "demo/__init__.py": hashText('"""A client."""\n') } };
  put("demo/.pysdk/manifest.json", JSON.stringify(manifest));
}

/** Runs `verify`; programs are the tests' own unless an environment says otherwise. */
async function verify(argv: readonly string[], environment: Readonly<Record<string, string>> = { VIRTUAL_ENV: sharedEnv.folder, PATH: join(repository, "node_modules/.bin") + ":/usr/bin:/bin" }) {
  const { code, out, err } = await runCli(["verify", ...argv], { cwd, environment });
  if (argv.includes("--json")) expect(reportFaults(out, "verify")).toEqual([]);
  return { code, err, lines: out.trimEnd().split("\n") };
}

describe("verify", () => {
  it("runs every check on a project of ours", async () => {
    project();
    const { code, lines } = await verify(["demo"]);
    expect(lines).toEqual(["ok      edited           1", "ok      compile          1", "ok      import           1", "ok      hints            0", "ok      ruff format      1", "ok      ruff check       1", "ok      mypy             1", "ok      pyright          1"]);
    expect(code).toBe(0);
  });

  it("tells of edited and missing files, and exits with 1 unless edits are kept", async () => {
    project('"""A client, edited."""\n');
    const { code, lines } = await verify(["demo", "--no-types"]);
    expect({ code, first: lines.slice(0, 2) }).toEqual({ code: 1, first: ["failed  edited           1  1 problem", "          demo/__init__.py was edited by hand"] });
    expect(await verify(["demo", "--no-types", "--keep"])).toMatchObject({ code: 0 });
    rmSync(join(cwd, "demo/demo/__init__.py"));
    put("demo/demo/other.py", "");
    expect((await verify(["demo", "--no-types", "--keep"])).lines[1]).toBe("          demo/__init__.py is missing: compile again");
  });

  it("names what is not installed with the command that installs it", async () => {
    project();
    // A link to the interpreter of an environment is outside of it: nothing is installed there.
    mkdirSync(join(cwd, "bin"));
    symlinkSync(sharedEnv.python, join(cwd, "bin/python3"));
    const bare = { PATH: join(cwd, "bin") };
    const { code, lines } = await verify(["demo"], bare);
    expect(lines.map((line) => line.replace(/ +/g, " "))).toEqual([
      ...["ok edited 1", "ok compile 1", "missing import 0", " httpx2 is not installed: pip install httpx2", "missing hints 0", " httpx2 is not installed: pip install httpx2"],
      ...["missing ruff format 0", " ruff is not installed: pip install ruff", "missing ruff check 0", " ruff is not installed: pip install ruff"],
      ...["missing mypy 0", " mypy is not installed: pip install mypy", "missing pyright 0", " pyright is not installed: pip install pyright"],
    ]);
    expect(code).toBe(0);
    expect((await verify(["demo", "--strict"], bare)).code).toBe(1);
    expect((await verify(["demo", "--no-types"], { PATH: "" })).lines).toContain("          Python is not installed, or not on the path; --python names it");
  });

  it("finds the pyright of npm, also further up", async () => {
    put("node_modules/.bin/pyright", "#!/bin/sh\necho '{\"generalDiagnostics\": [], \"summary\": {\"filesAnalyzed\": 42}}'\n");
    chmodSync(join(cwd, "node_modules/.bin/pyright"), 0o755);
    put("sdks/own/one.py", "VALUE = 1\n");
    expect((await verify(["sdks/own/one.py"], { PATH: "/usr/bin:/bin", VIRTUAL_ENV: sharedEnv.folder })).lines.at(-1)).toBe("ok      pyright         42");
  });

  it("holds what is ours to the syntax that it is written in, whichever Python it is for", async () => {
    put("api.yaml", 'openapi: 3.1.0\ninfo: { title: Gallery, version: "1" }\nservers: [{ url: https://example.com }]\npaths: {}\n');
    for (const output of ["module.py", "project"]) {
      const { code, out } = await runCli(["api.yaml", "-o", output, "--name", output.replace(".py", ""), "--target-python", "3.13", "--quiet"], { cwd });
      expect({ code, out }).toEqual({ code: 0, out: "" });
      const { lines } = await verify([output === "project" ? "project/project" : output, "--no-types"]);
      expect(lines.filter((line) => line.includes("ruff"))).toEqual([expect.stringMatching(/^ok +ruff format/), expect.stringMatching(/^ok +ruff check/)]);
    }
  });

  it("checks a package or a module of anybody, in the folder or under src", async () => {
    put("theirs/src/pkg/__init__.py", "from pkg import inner\n\n__all__ = [\"inner\"]\n");
    put("theirs/src/pkg/inner.py", "VALUE = 1\n");
    put("theirs/tests/test_pkg.py", "import nothing_of_that_name\n");
    const whole = await verify(["theirs", "--json", "--no-types"]);
    expect(JSON.parse(whole.lines.join("\n"))).toMatchObject({ path: "theirs", checks: [{ check: "edited", status: "skipped" }, { check: "compile", count: 3 }, { check: "import", status: "ok", count: 2 }, { check: "ruff format" }, { check: "ruff check", problems: [expect.stringContaining("F401")] }] });
    put("one.py", "import one_more\n");
    put("one_more.py", "raise ValueError('no')\n");
    put("bad.py", "x = 1 is 1\n");
    expect((await verify(["one_more.py", "--no-types"])).lines.filter((line) => line.includes("ValueError"))).toEqual([expect.stringMatching(/^ {10}one_more: .*ValueError: no$/)]);
    expect((await verify(["bad.py", "--no-types"])).lines[2]).toMatch(/^ {10}bad.py: SyntaxError: "is" with /);
    expect((await verify(["theirs/src/pkg", "--no-types"])).lines[2]).toBe("ok      import           2");
  });

  it("sees that a single module was edited although its manifest is gone", async () => {
    put("halo.py", withTrailer('"""A module."""\n'));
    expect((await verify(["halo.py", "--no-types"])).lines[0]).toBe("ok      edited           1");
    put("halo.py", withTrailer('"""A module."""\n').replace("module", "Module"));
    expect((await verify(["halo.py", "--no-types"])).lines[1]).toBe("          halo.py was edited by hand");
  });

  it("says what a program said that cannot run", async () => {
    project();
    mkdirSync(join(cwd, "bin"));
    writeFileSync(join(cwd, "bin/ruff"), "#!/bin/sh\necho broken\nexit 3\n");
    chmodSync(join(cwd, "bin/ruff"), 0o755);
    const { lines } = await verify(["demo", "--no-types", "--python", sharedEnv.python], { PATH: join(cwd, "bin") });
    expect(lines.filter((line) => line.includes("broken"))).toEqual([]);
    const other = await verify(["demo", "--no-types"], { PATH: `${join(cwd, "bin")}:/usr/bin:/bin` });
    expect(other.lines.filter((line) => line.includes("broken"))).toHaveLength(2);
  });

  it.each([
    [["nowhere"], "nowhere does not exist"],
    [["empty"], "empty holds no Python file"],
    [["demo", "--python", "./no-python"], "--python: ./no-python does not exist"],
    [[], "missing required argument 'path'; see pysdk-compile verify --help"],
  ])("exits with 2 for %j", async (argv, message) => {
    project();
    mkdirSync(join(cwd, "empty"));
    expect(await verify(argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
