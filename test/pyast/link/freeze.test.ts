import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fromJson } from "../../../pyast/json.ts";
import { pythonPath } from "../../harness/python.ts";
import { repository } from "../../harness/virtual-env.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pyast-freeze-"));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function freeze(name: string, files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    await mkdir(join(folder, name, ...parts.slice(0, -1)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
  const script = join(repository, "scripts/freeze/freeze.py");
  return execa(pythonPath(), ["-B", script, join(folder, name)], { reject: false });
}

it("writes modules by path, packages first, with their comments", async () => {
  const { stdout } = await freeze("p", {
    "b.py": "# why\nx = 1\n",
    "__init__.py": '"""Docs."""\n',
    "a/__init__.py": "",
    "a/c.py": "async def f(): ...\n",
  });
  const { modules } = JSON.parse(stdout) as { readonly modules: readonly Record<string, unknown>[] };
  expect(modules.map((each) => [each["path"], each["isPackage"]])).toEqual([
    ["p", true],
    ["p.a", true],
    ["p.a.c", false],
    ["p.b", false],
  ]);
  expect(modules.map((each) => fromJson(each["body"]).body.map(({ kind }) => kind))).toEqual([["Expr"], [], ["FunctionDef"], ["Assign"]]);
  expect(modules[3]?.["body"]).toMatchObject({ body: [{ comments: ["why"] }] });
});

it("fails on a comment that would get lost, naming the file", async () => {
  const { exitCode, stderr } = await freeze("q", { "m.py": "x = 1\n# the end\n" });
  expect(exitCode).toBe(1);
  expect(stderr).toContain("m.py: line 2: this comment stands before no statement: the end");
});
