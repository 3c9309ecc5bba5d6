import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFaults } from "../harness/report-schema.ts";
import { repository } from "../harness/virtual-env.ts";

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "pysdk-threads-"));
  const document = (title: string, path: string): string => `openapi: 3.1.0\ninfo: { title: ${title}, version: "1" }\npaths:\n  ${path}:\n    get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/no" } } } } } }\n`;
  for (const [name, title, path] of [["a", "Gallery", "/rooms"], ["b", "Workshop", "/tools"], ["c", "GALLERY", "/other"]] as const) writeFileSync(join(cwd, `${name}.yaml`), document(title, path));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function compile(output: string, jobs: number, ...more: readonly string[]) {
  const main = [join(repository, "src/cli/main.ts"), "a.yaml", "missing.yaml", "b.yaml", "c.yaml", "-o", output, "--jobs", String(jobs), ...more];
  const { stdout, stderr, exitCode } = await execa(process.execPath, ["--import", import.meta.resolve("tsx"), ...main], { cwd, reject: false });
  return { stdout: stdout.replaceAll(output, "out"), stderr: stderr.replaceAll(output, "out"), exitCode, files: filesBelow(join(cwd, output)) };
}

function filesBelow(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map((entry) => [join(entry.parentPath, entry.name).slice(folder.length), readFileSync(join(entry.parentPath, entry.name), "base64")]).toSorted());
}

describe("several documents", () => {
  it("give the same in threads as one by one: files, words, one report, and an error that names both where names clash", async () => {
    const [one, two, json] = await Promise.all([compile("first", 1), compile("second", 2), compile("json", 2, "--json")]);
    expect(two).toEqual(one);
    expect(one.exitCode).toBe(3);
    expect(one.stdout).toMatch(/^out\/gallery\/ {2}1 operation[^]*\nout\/workshop\/ {2}1 operation/);
    expect(one.stderr).toMatch(/^a\.yaml:5:[^]*\nmissing\.yaml: error: [^]*\nb\.yaml:5:[^]*\nc\.yaml:5:[^]*\nerror: a\.yaml and c\.yaml would both be written as out\/gallery; compile them one by one with --name$/);
    expect(Object.keys(one.files).filter((path) => path.endsWith("pyproject.toml"))).toEqual(["/gallery/pyproject.toml", "/workshop/pyproject.toml"]);
    expect(reportFaults(json.stdout)).toEqual([]);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { ok: true, document: "a.yaml", package: "gallery" },
      { ok: false, exitCode: 3, document: "missing.yaml", diagnostics: [{ code: "document-not-found" }] },
      { ok: true, document: "b.yaml", package: "workshop" },
      { ok: false, exitCode: 2, document: "c.yaml", message: "a.yaml and c.yaml would both be written as out/gallery; compile them one by one with --name" },
    ]);
    expect(json.stderr).toBe("");
  });
});
