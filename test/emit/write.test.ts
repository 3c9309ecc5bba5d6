import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packBase, unpackBase } from "../../src/6-emit/base.ts";
import { applyChanges, recover, WriteInProgress } from "../../src/6-emit/journal.ts";
import { formatManifest, ManifestError, parseManifest } from "../../src/6-emit/manifest-text.ts";
import { mergeTexts } from "../../src/6-emit/merge.ts";
import { hashText } from "../../src/6-emit/output-file.ts";
import { planWrite } from "../../src/6-emit/plan.ts";
import { hasIntactTrailer, withTrailer } from "../../src/6-emit/trailer.ts";
import { drift, type OnEdited, packagePlace, writeOutput } from "../../src/6-emit/write.ts";
import { manifestOf as manifest } from "./sample-output.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pysdk-write-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const staging = ".pysdk/write";

/** Writes as the command line does: the previous manifest is the one on disk. */
function write(texts: Readonly<Record<string, string>>, onEdited: OnEdited = "stop") {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const at = join(root, ".pysdk/manifest.json");
  const previous = existsSync(at) ? parseManifest(readFileSync(at, "utf8")) : null;
  return writeOutput({ place: packagePlace(root), files, manifest: manifest(files), previous, onEdited });
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Every file below the root but our records, with its text. */
function tree(): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1);
    if (entry.isFile() && !path.startsWith(".pysdk")) found[path] = readFileSync(join(root, path), "utf8");
  }
  return found;
}

describe("writing", () => {
  it("writes, changes only what differs, and removes what is stale with its folder", () => {
    expect(write({ "a.py": "1\n", "m/b.py": "2\n", "m/x/c.py": "3\n" })).toMatchObject({ created: ["a.py", "m/b.py", "m/x/c.py"], refused: [] });
    put("m/x/__pycache__/c.pyc", "");
    put("notes.txt", "mine");
    expect(write({ "a.py": "1\n", "m/b.py": "22\n" })).toMatchObject({ created: [], changed: ["m/b.py"], same: ["a.py"], removed: ["m/x/c.py"] });
    expect(tree()).toEqual({ "a.py": "1\n", "m/b.py": "22\n", "notes.txt": "mine" });
    expect(existsSync(join(root, "m/x"))).toBe(false);
    expect(existsSync(join(root, staging))).toBe(false);
  });

  it("writes nothing at all where an edited or foreign file is in the way", () => {
    write({ "a.py": "1\n", "b.py": "1\n" });
    put("a.py", "edited\n");
    put("c.py", "foreign\n");
    const report = write({ "a.py": "2\n", "b.py": "2\n", "c.py": "2\n" });
    expect(report.refused.map((one) => `${one.code} ${one.origin.document}`)).toEqual(["file-edited a.py", "file-in-the-way c.py"]);
    expect(tree()).toEqual({ "a.py": "edited\n", "b.py": "1\n", "c.py": "foreign\n" });
  });

  it.runIf(existsSync("/proc/self"))("ends where the system calls a folder missing that stands there", () => {
    expect(() => applyChanges("/proc/sdk/deep", staging, [{ path: "a.py", content: "1\n" }])).toThrow("ENOENT");
  });

  it("does not delete an edited file that is stale", () => {
    write({ "a.py": "1\n", "b.py": "1\n" });
    put("b.py", "edited\n");
    expect(write({ "a.py": "1\n" }).refused.map((one) => one.code)).toEqual(["file-edited"]);
    expect(write({ "a.py": "1\n" }, "keep")).toMatchObject({ kept: ["b.py"], removed: [] });
    expect(tree()["b.py"]).toBe("edited\n");
  });

  it("keeps an edited file again and again, and overwrites it when told", () => {
    write({ "a.py": "1\n" });
    put("a.py", "edited\n");
    expect(write({ "a.py": "2\n" }, "keep").kept).toEqual(["a.py"]);
    expect(write({ "a.py": "3\n" }).refused).toHaveLength(1);
    expect(write({ "a.py": "3\n" }, "force").changed).toEqual(["a.py"]);
    expect(tree()).toEqual({ "a.py": "3\n" });
  });

  it("merges three ways, marks what does not fit, and refuses without the base", () => {
    write({ "a.py": "1\n2\n3\n4\n5\n" });
    put("a.py", "1\nmine\n3\n4\n5\n");
    expect(write({ "a.py": "1\n2\n3\n4\nfive\n" }, "merge")).toMatchObject({ merged: ["a.py"], warnings: [] });
    expect(tree()["a.py"]).toBe("1\nmine\n3\n4\nfive\n");
    expect(write({ "a.py": "1\ntheirs\n3\n4\nfive\n" }, "merge").warnings.map((one) => one.code)).toEqual(["merge-conflict"]);
    expect(tree()["a.py"]).toBe("1\n<<<<<<< edited\nmine\n=======\ntheirs\n>>>>>>> generated\n3\n4\nfive\n");
    rmSync(join(root, ".pysdk/base.gz"));
    expect(write({ "a.py": "x\n" }, "merge").refused.map((one) => one.code)).toEqual(["file-edited"]);
  });

  it("takes other line ends for no edit", () => {
    write({ "a.py": "1\n2\n" });
    put("a.py", "1\r\n2\r\n");
    expect(write({ "a.py": "1\n2\n" }).same).toEqual(["a.py"]);
    expect(write({ "a.py": "3\n" }).changed).toEqual(["a.py"]);
  });

  it("follows no link", () => {
    const outside = mkdtempSync(join(tmpdir(), "pysdk-outside-"));
    writeFileSync(join(outside, "victim.py"), "x");
    symlinkSync(outside, join(root, "m"));
    const report = write({ "m/victim.py": "2\n" }, "force");
    expect(report.refused.map((one) => one.message)).toEqual(["m/victim.py cannot be written: m is a symbolic link."]);
    expect(readFileSync(join(outside, "victim.py"), "utf8")).toBe("x");
    symlinkSync(outside, join(root, ".pysdk"));
    expect(() => applyChanges(root, staging, [{ path: "a.py", content: "" }])).toThrow(".pysdk is a symbolic link");
    mkdirSync(join(outside, "write"));
    expect(() => recover(root, staging)).toThrow(".pysdk is a symbolic link");
    expect(existsSync(join(outside, "write"))).toBe(true);
    rmSync(outside, { recursive: true });
  });

  it("sees names that differ only in case", () => {
    put("Readme.md", "mine");
    expect(write({ "README.md": "ours\n" }).refused.map((one) => one.message)).toEqual(["README.md cannot be written: Readme.md differs from it only in case."]);
    const files = [{ path: "a/B.py", text: "" }, { path: "a/b.py", text: "" }];
    expect(() => planWrite({ root, files, previous: {} })).toThrow(/differ only in case/);
    expect(() => planWrite({ root, files: [{ path: "../x", text: "" }], previous: {} })).toThrow(/not usable/);
  });

  it("lists what differs", () => {
    const files = [{ path: "a.py", text: "1\n" }, { path: "b.py", text: "1\n" }];
    const parts = { place: packagePlace(root), files, manifest: manifest(files), previous: manifest([...files, { path: "old.py", text: "0\n" }]), onEdited: "stop" as const };
    put("a.py", "1\n");
    put("old.py", "0\n");
    expect(drift(parts)).toEqual([".pysdk/manifest.json", "b.py", "old.py"]);
    put("b.py", "1\n");
    rmSync(join(root, "old.py"));
    put(".pysdk/manifest.json", formatManifest(manifest(files)));
    expect(drift(parts)).toEqual([]);
    put("a.py", "edited\n");
    expect(drift(parts)).toEqual(["a.py"]);
    expect(drift({ ...parts, onEdited: "keep" })).toEqual([]);
  });

  it("lists no file that a merge leaves as it is", () => {
    write({ "a.py": "1\n2\n3\n" });
    put("a.py", "mine\n2\n3\n");
    const against = (text: string) => {
      const files = [{ path: "a.py", text }];
      return drift({ place: packagePlace(root), files, manifest: manifest(files), previous: manifest([{ path: "a.py", text: "1\n2\n3\n" }]), onEdited: "merge" });
    };
    expect(against("1\n2\n3\n")).toEqual([]);
    expect(against("1\n2\nthree\n")).toEqual([".pysdk/manifest.json", "a.py"]);
  });

  it("rolls back when the system refuses in the middle", () => {
    if (process.getuid?.() === 0) return;
    write({ "a.py": "1\n", "m/b.py": "1\n" });
    chmodSync(join(root, "m"), 0o555);
    try {
      expect(() => write({ "a.py": "2\n", "m/b.py": "2\n" })).toThrow(/EACCES|EPERM/);
    } finally {
      chmodSync(join(root, "m"), 0o755);
    }
    expect(tree()).toEqual({ "a.py": "1\n", "m/b.py": "1\n" });
    expect(existsSync(join(root, staging))).toBe(false);
  });

  it("rolls back when a folder takes a file's place in the middle", () => {
    put("a.py", "1\n");
    put("d", "1\n");
    mkdirSync(join(root, "z.py"));
    expect(() => applyChanges(root, staging, [{ path: "a.py", content: "2\n" }, { path: "new/b.py", content: "2\n" }, { path: "d/c.py", content: "2\n" }])).toThrow();
    expect(tree()).toEqual({ "a.py": "1\n", d: "1\n" });
    expect(existsSync(join(root, "new"))).toBe(false);
    expect(existsSync(join(root, staging))).toBe(false);
  });
});

describe("recovery", () => {
  it("is old or new, never mixed, wherever a write is killed", async () => {
    const script = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      const [root, count] = process.argv.slice(-2);
      let left = Number(count);
      for (const name of ["openSync", "renameSync", "mkdirSync", "rmSync", "writeSync", "fsyncSync"]) {
        const real = fs[name];
        fs[name] = (...args) => { if (left-- === 0) process.kill(process.pid, "SIGKILL"); return real(...args); };
      }
      syncBuiltinESMExports();
      const { applyChanges } = await import(${JSON.stringify(join(process.cwd(), "src/6-emit/journal.ts"))});
      applyChanges(root, ".pysdk/write", [{ path: "a.py", content: "new\\n" }, { path: "m/b.py", content: "new\\n" }, { path: "c.py", content: null }]);
    `;
    const before = { "a.py": "old\n", "c.py": "old\n" };
    const after = { "a.py": "new\n", "m/b.py": "new\n" };
    const seen = new Set<string>();
    // Each run dies one system call later than the one before, until one lives.
    const kill = (count: number): Promise<number | null> =>
      new Promise((resolve) => spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, root, String(count)], { stdio: "ignore" }).on("exit", resolve));
    const counts = Array.from({ length: 20 }, (_, index) => index * 3);
    for (const count of counts) {
      rmSync(root, { recursive: true, force: true });
      for (const [path, text] of Object.entries(before)) put(path, text);
      const code = await kill(count);
      if (code !== 0) {
        // A folder without an owner is given time; here nobody is left to claim it.
        const folder = join(root, staging);
        if (existsSync(folder)) execFileSync("touch", ["-d", "2000-01-01", folder]);
        recover(root, staging);
      }
      seen.add(JSON.stringify(tree()));
      expect([before, after]).toContainEqual(tree());
      expect(existsSync(join(root, staging))).toBe(false);
      if (code === 0) break;
    }
    expect([...seen].toSorted()).toEqual([JSON.stringify(before), JSON.stringify(after)].toSorted());
  });

  it("leaves alone what a person wrote after the crash", () => {
    put("a.py", "after the crash\n");
    put(`${staging}/new/0`, "new\n");
    mkdirSync(join(root, staging, "old"));
    put(`${staging}/journal.json`, JSON.stringify([{ path: "a.py", put: true, before: hashText("before\n") }]));
    expect(recover(root, staging)).toBe("completed");
    expect(tree()).toEqual({ "a.py": "after the crash\n" });
  });

  it("waits for a process that lives, and takes no path that leads out", () => {
    put(`${staging}/owner`, String(process.ppid));
    expect(() => recover(root, staging)).toThrow(WriteInProgress);
    expect(() => applyChanges(root, staging, [{ path: "a.py", content: "" }])).toThrow(WriteInProgress);
    put(`${staging}/owner`, String(process.pid));
    put(`${staging}/journal.json`, JSON.stringify([{ path: "../a.py", put: true, before: null }]));
    expect(() => recover(root, staging)).toThrow(/damaged/);
  });
});

describe("records", () => {
  it("reads a manifest back as it was, and says what is wrong with a broken one", () => {
    const one = manifest([{ path: "a.py", text: "1\n" }]);
    expect(parseManifest(formatManifest(one))).toEqual(one);
    expect(formatManifest(one).startsWith('{\n  "client": null,\n  "compiler": "0.1.0",')).toBe(true);
    expect(() => parseManifest("<<<<<<< HEAD\n{}")).toThrow("unresolved merge conflicts");
    expect(() => parseManifest('{"manifest": 2}')).toThrow("format 2");
    expect(() => parseManifest(formatManifest(one).replace('"files": {', '"files": [], "x": {'))).toThrow(new ManifestError("files is not an object"));
  });

  it("packs the same texts to the same bytes", () => {
    const files = [{ path: "b", text: "2" }, { path: "a", text: "é" }];
    expect(packBase(files).equals(packBase(files.toReversed()))).toBe(true);
    expect(unpackBase(packBase(files))).toEqual(new Map([["a", "é"], ["b", "2"]]));
    expect(unpackBase(Buffer.from("x"))).toBeNull();
  });

  it("sees an edit of a single module by its last line", () => {
    const text = withTrailer("x = 1\n");
    expect(hasIntactTrailer(text)).toBe(true);
    expect(hasIntactTrailer(text.replaceAll("\n", "\r\n"))).toBe(true);
    expect(hasIntactTrailer(text.replace("1", "2"))).toBe(false);
    expect(hasIntactTrailer("x = 1\n")).toBe(false);
  });

  it("merges insertions, deletions and missing line ends", () => {
    expect(mergeTexts({ base: "a\nb\nc\n", mine: "a\nnew\nb\nc\n", theirs: "a\nb\n" })).toEqual({ text: "a\nnew\nb\n", conflicts: 0 });
    expect(mergeTexts({ base: "a\n", mine: "a\nb", theirs: "a\n" })).toEqual({ text: "a\nb", conflicts: 0 });
    expect(mergeTexts({ base: "", mine: "x\n", theirs: "x\n" })).toEqual({ text: "x\n", conflicts: 0 });
    expect(mergeTexts({ base: "a\nb\n", mine: "a\nx\n", theirs: "a\ny\n" }).conflicts).toBe(1);
  });
});
