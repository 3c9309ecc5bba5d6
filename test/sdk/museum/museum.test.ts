import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileGallery } from "../../harness/compiled-sdk.ts";
import { makeTemporaryFolder, removeFolder } from "../../harness/output-folder.ts";
import { findPyenvPython, prepareVirtualEnv, repository, sharedEnv } from "../../harness/virtual-env.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const requirements = join(repository, "test/harness/requirements-floor.txt");

/** The other versions we promise, where the machine has them; the shared environment is 3.11. */
const otherPythons = await Promise.all(["3.10", "3.12", "3.13"].map(async (version) => ({ version, python: await findPyenvPython(version) })));

/** Runs the suite of this folder against a compiled SDK, sync and async, and gives its output where it fails. */
async function runSuite(python: string, output: { folder: string; layout: string; http: string; models: string }): Promise<string> {
  const outcome = await execa(python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", here], {
    cwd: output.folder,
    env: { GALLERY_OUTPUT: output.folder, GALLERY_LAYOUT: output.layout, GALLERY_HTTP: output.http, GALLERY_MODELS: output.models, PYTHONDONTWRITEBYTECODE: "1" },
    reject: false,
    all: true,
  });
  return outcome.exitCode === 0 ? "" : outcome.all;
}

const parent = await makeTemporaryFolder("gallery");
afterAll(async () => removeFolder(parent));

describe.each([
  { layout: "package", http: "httpx2", models: "views" },
  { layout: "package", http: "httpx", models: "views" },
  { layout: "module", http: "httpx2", models: "views" },
  { layout: "module", http: "httpx", models: "views" },
  { layout: "package", http: "httpx", models: "pydantic" },
  { layout: "module", http: "httpx", models: "pydantic" },
] as const)("the gallery's SDK as $layout over $http with $models", ({ layout, http, models }) => {
  const folder = join(parent, `${layout}-${http}-${models}`);
  beforeAll(async () => {
    await compileGallery(folder, { layout, http, models });
  });

  it("does what sdk.md says, sync and async, against a real server", async () => {
    expect(await runSuite(sharedEnv.python, { folder, layout, http, models })).toBe("");
  });

  it.runIf(layout === "package")("passes the tests that it comes with", async () => {
    const outcome = await execa(sharedEnv.python, ["-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], {
      cwd: folder,
      env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
      all: true,
    });
    expect(outcome.exitCode, outcome.all).toBe(0);
  });

  for (const { version, python } of http === "httpx2" ? otherPythons : []) {
    it.skipIf(python === null)(`does so on Python ${version}`, async (context) => {
      const wish = { folder: join(repository, `.venv-${version}`), python: python ?? "", requirements };
      const env = await prepareVirtualEnv(wish).catch(() => null);
      if (env === null) return context.skip("its packages cannot be installed here");
      expect(await runSuite(env.python, { folder, layout, http, models })).toBe("");
    });
  }
});
