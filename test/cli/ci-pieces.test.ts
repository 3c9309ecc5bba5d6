import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type BuiltProgram, buildProgram } from "../harness/built-program.ts";
import { reportFaults } from "../harness/report-schema.ts";
import { repository } from "../harness/virtual-env.ts";

let built: BuiltProgram;
let top = "";
let cwd = "";
beforeAll(async () => {
  built = await buildProgram("ci");
  top = built.top;
  mkdirSync(join(top, "bin"));
  // What npm would install, and what npx would run.
  program("pysdk-compile", `exec "${process.execPath}" "${top}/dist/cli.js" "$@"`);
  program("npx", `[ "$1 $2" = "--yes pysdk-compile@1.2.3" ] || exit 9\nshift 2\nexec "${top}/bin/pysdk-compile" "$@"`);
});
afterAll(() => built.remove());
beforeEach(() => {
  cwd = mkdtempSync(join(top, "work-"));
  writeFileSync(join(cwd, "open api.yaml"), 'openapi: 3.1.0\ninfo: { title: Gallery, version: "1" }\nservers: [{ url: https://example.com }]\npaths: {}\n');
});

function program(name: string, text: string): void {
  writeFileSync(join(top, "bin", name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(top, "bin", name), 0o755);
}

const path = (): string => `${join(top, "bin")}:/usr/bin:/bin`;

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly { readonly shell: string; readonly env: Readonly<Record<string, string>>; readonly run: string }[] };
}

/** Runs the steps of the action as the service does: expressions become texts, each step is a script. */
async function runAction(given: Readonly<Record<string, string>>) {
  const action: Action = parse(readFileSync(join(repository, ".github/actions/compile/action.yml"), "utf8"));
  const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default ?? ""]));
  const output = join(cwd, "github-output");
  writeFileSync(output, "");
  let code: number | undefined = 0;
  for (const step of action.runs.steps) {
    expect(step.run).not.toContain("${{");
    const env = Object.fromEntries(Object.entries(step.env).map(([key, text]) => [key, text.replace(/\$\{\{ inputs\.([a-z]+) \}\}/g, (_, name: string) => inputs[name] ?? "")]));
    writeFileSync(join(cwd, "step.sh"), step.run);
    code = (await execa(step.shell, ["--noprofile", "--norc", "-eo", "pipefail", "step.sh"], { cwd, reject: false, extendEnv: false, env: { ...env, PATH: path(), HOME: top, GITHUB_OUTPUT: output } })).exitCode;
  }
  const [, report = ""] = /^report<<(?:report-\d+)\n([^]*)\nreport-\d+\n$/.exec(readFileSync(output, "utf8")) ?? [];
  return { code, report };
}

describe("the action", () => {
  it("compiles, checks, and hands the report on", async () => {
    const inputs = { document: "open api.yaml", output: "sdk $(touch injected)", version: "1.2.3" };
    const first = await runAction({ ...inputs, check: "false", arguments: "--layout=module\n--name=gallery" });
    expect(reportFaults(first.report)).toEqual([]);
    expect({ code: first.code, report: JSON.parse(first.report) }).toMatchObject({ code: 0, report: { ok: true, files: { created: ["gallery.py"] } } });
    expect(existsSync(join(cwd, "sdk $(touch injected)/gallery.py"))).toBe(true);
    const same = { ...inputs, arguments: "--layout=module\n--name=gallery" };
    expect((await runAction(same)).code).toBe(0);
    writeFileSync(join(cwd, "open api.yaml"), readFileSync(join(cwd, "open api.yaml"), "utf8").replace("example.com", "example.org"));
    const stale = await runAction(same);
    expect({ code: stale.code, report: JSON.parse(stale.report) }).toMatchObject({ code: 1, report: { ok: false, drift: [".pysdk/gallery.json", "gallery.py"] } });
    expect(existsSync(join(cwd, "injected"))).toBe(false);
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
}

describe("the hooks", () => {
  const hooks: readonly Hook[] = parse(readFileSync(join(repository, ".pre-commit-hooks.yaml"), "utf8"));
  const run = async (id: string) => {
    const hook = hooks.find((one) => one.id === id);
    const [command = "", ...words] = hook?.entry.split(" ") ?? [];
    return (await execa(command, [...words, "open api.yaml", "-o", "sdk"], { cwd, reject: false, extendEnv: false, env: { PATH: path(), HOME: top } })).exitCode;
  };

  it("compile and check what the repository holds", async () => {
    expect(await run("pysdk-check")).toBe(1);
    expect(await run("pysdk-compile")).toBe(0);
    expect(await run("pysdk-check")).toBe(0);
    writeFileSync(join(cwd, "sdk/gallery/gallery/__init__.py"), "edited\n");
    expect(await run("pysdk-check")).toBe(1);
    expect(await run("pysdk-compile")).toBe(2);
  });

  it("are made for Node, and look at documents", () => {
    const matched = hooks.map((hook) => ["openapi.yaml", "api/spec.json", "notes.txt"].filter((name) => new RegExp(hook.files).test(name)));
    expect(hooks.map(({ id, language }) => `${id} ${language}`)).toEqual(["pysdk-compile node", "pysdk-check node"]);
    expect(matched).toEqual([["openapi.yaml", "api/spec.json"], ["openapi.yaml", "api/spec.json"]]);
  });
});
