import { rename } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileGallery } from "../harness/compiled-sdk.ts";
import { makeTemporaryFolder, removeFolder } from "../harness/output-folder.ts";
import { sharedEnv } from "../harness/virtual-env.ts";
import { endure, expectedOutput, program, zipped } from "./packed.ts";

const folder = await makeTemporaryFolder("lifecycle");
beforeAll(async () => {
  await compileGallery(folder, {});
});
afterAll(async () => removeFolder(folder));

async function run(path: string): Promise<string> {
  const { stdout } = await execa(sharedEnv.python, ["-B", "-X", "dev", "-W", "error", program], { env: { PYTHONPATH: path } });
  return stdout;
}

describe("the gallery's package", () => {
  it("takes no more memory, descriptors or threads with calls and with clients", async () => {
    const growth = await endure(folder, { calls: 1000, cycles: 200 });
    expect(growth).toMatchObject({ descriptors: 0, threads: 0 });
    expect(growth.resident).toBeLessThan(4096);
  });

  it("works from a zip as from a folder", async () => {
    expect(await run(folder)).toBe(expectedOutput(false));
    const archive = await zipped(folder, "gallery");
    await rename(join(folder, "gallery"), join(folder, "elsewhere"));
    expect(await run(archive)).toBe(expectedOutput(false));
  });
});
