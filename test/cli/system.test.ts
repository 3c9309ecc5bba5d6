import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "../harness/built-program.ts";

/** An ordinary user's number, for tests that run as root. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

let built: BuiltProgram;
let top = "";
let program = "";
let cwd = "";
beforeAll(async () => {
  built = await buildProgram("system");
  ({ top, program } = built);
  chmodSync(top, 0o755);
});
afterAll(() => built.remove());

beforeEach(() => {
  cwd = mkdtempSync(join(top, "work-"));
  writeFileSync(join(cwd, "gallery.yaml"), 'openapi: 3.1.0\ninfo: { title: Gallery, version: "1" }\nservers: [{ url: https://example.com }]\npaths:\n  /rooms: { get: { operationId: listRooms, responses: { "204": { description: none } } } }\n');
  own(cwd);
});

/** Gives a path to the user who runs the program. */
function own(path: string): void {
  if (isRoot) chownSync(path, nobody, nobody);
}

/** Runs the program as an ordinary user, whom permissions bind. */
async function cli(...argv: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...argv], { cwd, reject: false, env: { HOME: top }, ...(isRoot ? { uid: nobody, gid: nobody } : {}) });
  return { code: exitCode, out: stdout, err: stderr };
}

function change(): void {
  writeFileSync(join(cwd, "gallery.yaml"), readFileSync(join(cwd, "gallery.yaml"), "utf8").replace("/rooms", "/halls").replace("listRooms", "listHalls"));
}

function tree(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map((entry) => [join(entry.parentPath, entry.name).slice(root.length), readFileSync(join(entry.parentPath, entry.name), "latin1")]));
}

/** Takes or gives the right to write into every folder below one. */
function setWritable(root: string, writable: boolean): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), writable ? 0o755 : 0o555);
  chmodSync(root, writable ? 0o755 : 0o555);
}

describe("a system that refuses", () => {
  it("checks a clean tree without any right to write, and says clearly why it cannot write there", async () => {
    mkdirSync(join(cwd, "out"));
    own(join(cwd, "out"));
    expect((await cli("gallery.yaml", "-o", "out")).code).toBe(0);
    const before = tree(join(cwd, "out"));
    setWritable(join(cwd, "out"), false);
    try {
      expect(await cli("gallery.yaml", "-o", "out", "--check")).toEqual({ code: 0, out: "gallery: up to date", err: "" });
      change();
      expect((await cli("gallery.yaml", "-o", "out", "--check")).code).toBe(1);
      expect(await cli("gallery.yaml", "-o", "out")).toEqual({
        code: 2,
        out: "",
        err: "out/gallery: error: out/gallery cannot be written: its permissions do not allow it (EACCES); nothing has changed. [output-not-writable]\n  at #\n  Check the folder's permissions and the space on the disk.",
      });
    } finally {
      setWritable(join(cwd, "out"), true);
    }
    expect(tree(join(cwd, "out"))).toEqual(before);
  });

  it("says what stands in the way of the output folder, and follows no link out of it", async () => {
    writeFileSync(join(cwd, "file"), "");
    expect((await cli("gallery.yaml", "-o", "file")).err).toContain("file/gallery cannot be written: a file stands where a folder is needed (ENOTDIR)");
    mkdirSync(join(cwd, "out/gallery"), { recursive: true });
    mkdirSync(join(cwd, "elsewhere"));
    symlinkSync(join(cwd, "elsewhere"), join(cwd, "out/gallery/gallery"));
    for (const path of ["out", "out/gallery", "elsewhere"]) own(join(cwd, path));
    const { code, err } = await cli("gallery.yaml", "-o", "out", "--force");
    expect({ code, first: err.split("\n").filter((line) => line.includes("error:"))[0] }).toEqual({ code: 2, first: "out/gallery/gallery/__init__.py: error: gallery/__init__.py cannot be written: gallery is a symbolic link. [output-not-writable]" });
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual([]);
  });

  it("leaves the old output whole when the disk is full", async () => {
    const disk = join(cwd, "disk");
    mkdirSync(disk);
    // Only root may mount a small disk; where it may not, there is nothing to fill.
    const mounted = await execa("mount", ["-t", "tmpfs", "-o", "size=600k,mode=777", "tmpfs", disk], { reject: false });
    if (mounted.exitCode !== 0) return;
    try {
      expect(await cli("gallery.yaml", "-o", "disk")).toMatchObject({ code: 0 });
      writeFileSync(join(disk, "ballast"), "x".repeat(180_000));
      const before = tree(disk);
      change();
      const { code, err } = await cli("gallery.yaml", "-o", "disk", "--http", "httpx", "--line-length", "60");
      expect({ code, err: err.split("\n")[0] }).toEqual({ code: 2, err: "disk/gallery: error: disk/gallery cannot be written: the disk is full (ENOSPC); nothing has changed. [output-not-writable]" });
      expect(tree(disk)).toEqual(before);
      rmSync(join(disk, "ballast"));
      expect(await cli("gallery.yaml", "-o", "disk", "--no-manifest", "--force")).toMatchObject({ code: 0 });
    } finally {
      await execa("umount", [disk], { reject: false });
    }
  });

  it.each([
    [["--name", "con"], "what Windows calls a device"],
    [["-o", "out/nul.py"], "the name nul is what Windows calls a device"],
    [["-o", "out/my-api.py"], "the name my-api must be a Python identifier"],
    [["--manifest", "file/m.json"], "file/m.json cannot be written: a file stands where a folder is needed"],
  ])("refuses %j", async (argv, message) => {
    writeFileSync(join(cwd, "file"), "");
    const { code, err } = await cli("gallery.yaml", ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });
});
