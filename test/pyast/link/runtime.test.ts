import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inline } from "../../../pyast/inline.ts";
import { link } from "../../../pyast/link.ts";
import { print } from "../../../pyast/print/index.ts";
import type { OpenProgram, Program } from "../../../pyast/program.ts";
import { resolveAll, type ParsedModule } from "../../../pyast/resolve.ts";
import { retarget } from "../../../pyast/retarget.ts";
import { asyncOnlyToSync } from "../../../pyast/unasync.ts";
import { lintRules } from "../../../src/lint-rules.ts";
import { lintArguments } from "../../../src/verify/ruff-checks.ts";
import { programOf, repository, sharedEnv } from "../../harness/virtual-env.ts";

/** The real runtime, as it is written, with both halves, retargeted, and folded into one module. */
const layouts: Readonly<Record<string, (open: OpenProgram) => OpenProgram>> = {
  "async only": (open) => open,
  "both halves": (open) => asyncOnlyToSync(open),
  "for httpx": (open) => retarget(asyncOnlyToSync(open), "httpx2", "httpx"),
  "one module": (open) => inline(asyncOnlyToSync(open), { path: "single", order: [] }),
};

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function write(program: Program): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pyast-runtime-"));
  folders.push(folder);
  for (const module of program.modules) {
    const path = module.path.split(".").join("/");
    const file = join(folder, module.isPackage ? `${path}/__init__.py` : `${path}.py`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, print(module.body));
  }
  return folder;
}

describe.each(Object.keys(layouts))("the runtime, %s", (layout) => {
  let program: Program;
  let folder: string;
  const say = async (command: string, args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await execa(command, args, { cwd: folder, reject: false });
    return `${stdout}${stderr}`;
  };

  beforeAll(async () => {
    const script = join(repository, "scripts/freeze/freeze.py");
    const { stdout } = await execa(sharedEnv.python, ["-B", script, join(repository, "src/runtime/pysdk_runtime")], { maxBuffer: 100_000_000 });
    const { modules } = JSON.parse(stdout) as { readonly modules: readonly ParsedModule[] };
    const transform = layouts[layout] ?? ((open: OpenProgram) => open);
    program = link(transform(resolveAll(modules)));
    folder = await write(program);
  });

  it("is formatted and free of lint", async () => {
    const ruff = programOf(sharedEnv, "ruff");
    expect(await say(ruff, ["check", "--isolated", "--no-cache", "--output-format=concise", ...lintArguments(lintRules.python), "."])).toBe("All checks passed!");
    expect(await say(ruff, ["format", "--isolated", "--no-cache", "--diff", "."])).toMatch(/^\d+ files? already formatted$/);
  });

  it("imports module by module", async () => {
    const paths = program.modules.map((each) => each.path);
    const script = `import importlib, sys\nfor each in ${JSON.stringify(paths)}: importlib.import_module(each)\nprint("fine")`;
    expect(await say(sharedEnv.python, ["-B", "-c", script])).toBe("fine");
  });

  it("passes mypy --strict", async () => {
    const args = ["--strict", "--no-incremental", "--python-version=3.10", "--no-error-summary", "."];
    expect(await say(programOf(sharedEnv, "mypy"), args)).toBe("");
  });
});
