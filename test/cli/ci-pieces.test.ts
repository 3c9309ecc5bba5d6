import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type BuiltProgram, buildProgram } from "../harness/built-program.ts";
import { reportFaults } from "../harness/report-schema.ts";
import { blocksOf } from "../harness/scenario.ts";
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
  program("npx", `case "$1 $2" in\n"--yes pysdk-compile@1.2.3" | "--yes pysdk-compile@latest") shift 2 ;;\n"pysdk-compile "*) shift ;;\n*) exit 9 ;;\nesac\nexec "${top}/bin/pysdk-compile" "$@"`);
  program("gh", 'echo "$@" >> "$HOME/gh-calls"');
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

const action: Action = parse(readFileSync(join(repository, ".github/actions/compile/action.yml"), "utf8"));

/** What a step runs with. */
interface StepSettings {
  readonly shell: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a script as the service does. Returns its exit code. */
async function runStep(text: string, { shell, folder, env }: StepSettings): Promise<number | undefined> {
  expect(text).not.toContain("${{");
  writeFileSync(join(top, "step.sh"), text);
  return (await execa(shell, ["--noprofile", "--norc", "-eo", "pipefail", join(top, "step.sh")], { cwd: folder, reject: false, extendEnv: false, env: { ...env, PATH: path(), HOME: top } })).exitCode;
}

/** Runs the steps of the action: expressions become texts, each step is a script. */
async function runAction(given: Readonly<Record<string, string>>, folder = cwd) {
  const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default ?? ""]));
  const output = join(top, "github-output");
  writeFileSync(output, "");
  let code: number | undefined = 0;
  for (const { run, shell, env } of action.runs.steps) {
    const filled = Object.fromEntries(Object.entries(env).map(([key, text]) => [key, text.replace(/\$\{\{ inputs\.([a-z]+) \}\}/g, (_, name: string) => inputs[name] ?? "")]));
    code = await runStep(run, { shell, folder, env: { ...filled, GITHUB_OUTPUT: output } });
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

/** A step of a workflow, as far as the README has them. */
type WorkflowStep = { readonly uses: string; readonly with?: Readonly<Record<string, string>> } | { readonly run: string; readonly env?: Readonly<Record<string, string>> };

describe("the workflow of the README", () => {
  const url = "https://api.example.com/openapi.json";
  const blocks = blocksOf(readFileSync(join(repository, "README.md"), "utf8")).filter(({ info }) => info.startsWith("yaml"));
  const workflows: readonly { readonly permissions: object; readonly jobs: { readonly sdk: { readonly steps: readonly WorkflowStep[] } } }[] = blocks.map(({ text }) => parse(text)).filter((one) => Object.hasOwn(one, "jobs"));
  const git = async (...words: readonly string[]): Promise<string> => (await execa("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...words], { cwd, env: { HOME: top } })).stdout;

  /** Runs it once against the remote. Returns what was asked of `gh`. */
  const night = async (name: string): Promise<string> => {
    const folder = join(cwd, name);
    writeFileSync(join(top, "gh-calls"), "");
    for (const step of workflows[0]?.jobs.sdk.steps ?? []) {
      if ("run" in step) {
        const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, text]) => [key, text.replace("${{ github.token }}", "token")]));
        expect(await runStep(step.run.replaceAll(url, join(cwd, "api.json")), { shell: "bash", folder, env: { ...env, RUNNER_TEMP: cwd } })).toBe(0);
      } else if (step.uses.startsWith("actions/checkout@")) await git("clone", "-q", "remote.git", name);
      else {
        expect(step.uses).toMatch(/^OWNER\/pysdk-compile\/\.github\/actions\/compile@/);
        expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
        expect((await runAction({ ...step.with, document: (step.with?.["document"] ?? "").replace(url, join(cwd, "api.json")) }, folder)).code).toBe(0);
      }
    }
    return readFileSync(join(top, "gh-calls"), "utf8");
  };

  it("asks for a pull request that says what the change means, and for none where nothing has changed", async () => {
    expect(workflows.map(({ permissions }) => permissions)).toEqual([{ contents: "write", "pull-requests": "write" }]);
    const api = (path: string): string => JSON.stringify({ openapi: "3.1.0", info: { title: "Gallery", version: "1" }, servers: [{ url: "https://example.com" }], paths: { [path]: { get: { operationId: "getIt", responses: { 204: { description: "Done." } } } } } });
    writeFileSync(join(cwd, "api.json"), api("/works"));
    await git("init", "-q", "--bare", "-b", "main", "remote.git");
    await git("clone", "-q", "remote.git", "start");
    expect((await runAction({ document: join(cwd, "api.json"), check: "false" }, join(cwd, "start"))).code).toBe(0);
    await git("-C", "start", "add", "-A");
    await git("-C", "start", "commit", "-qm", "SDK");
    await git("-C", "start", "push", "-q", "origin", "HEAD:main");
    expect(await night("first")).toBe("");
    writeFileSync(join(cwd, "api.json"), api("/rooms").replace("getIt", "listRooms"));
    expect(await night("second")).toBe(`pr create --head api-changed --title The API changed --body-file ${join(cwd, "changes.md")}\n`);
    expect(readFileSync(join(cwd, "changes.md"), "utf8")).toContain("## Breaking");
    expect(await git("-C", "remote.git", "log", "--format=%s", "api-changed")).toBe("Compile the changed API\nSDK");
    expect(await git("-C", "remote.git", "show", "api-changed:gallery/api.md")).toContain("/rooms");
  });
});
