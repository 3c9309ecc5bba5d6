import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

let cwd = "";
let [out, err] = ["", ""];
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "pysdk-watch-"));
  [out, err] = ["", ""];
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function start(...argv: readonly string[]): { readonly ended: Promise<number>; readonly end: () => void } {
  const abort = new AbortController();
  const io = { stdout: (text: string) => void (out += text), stderr: (text: string) => void (err += text), stdin: async () => new Uint8Array(), cwd, environment: {}, isTerminal: false, signal: abort.signal };
  return { ended: run([...argv, "--watch"], io), end: () => abort.abort() };
}

/** Waits for something to be said, and takes away what was said so far. */
async function said(what: () => string, pattern: RegExp): Promise<string> {
  for (let waited = 0; !pattern.test(what()); waited += 20) {
    if (waited > 120_000) throw new Error(`nothing like ${pattern.source} in ${out}\n${err}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  const text = what();
  [out, err] = ["", ""];
  return text;
}

const document = 'openapi: 3.1.0\ninfo: { title: Gallery, version: "1" }\npaths:\n  /rooms:\n    get: { operationId: listRooms, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "parts/room.yaml" } } } } } }\n';
const room = (text: string): string => `title: Room\ntype: object\ndescription: ${text}\nproperties: { name: { type: string } }\n`;

describe("--watch", () => {
  it("compiles again what changed, also in a file that is referred to, and writes only what differs", async () => {
    put("api/gallery.yaml", document);
    put("api/parts/room.yaml", room("A room."));
    const { ended, end } = start("api/gallery.yaml");
    expect(await said(() => out + err, /watching/)).toMatch(/^gallery\/ {2}1 operation, 1 model; files: \d+ new\n/);
    const before = statSync(join(cwd, "gallery/gallery/_client.py")).mtimeMs;

    put("api/parts/room.yaml", room("A large room."));
    expect(await said(() => out, /files/)).toBe("gallery/  1 operation, 1 model; files: 1 changed\n  changed  gallery/models/room.py\n");
    expect(readFileSync(join(cwd, "gallery/gallery/models/room.py"), "utf8")).toContain("A large room.");
    expect(statSync(join(cwd, "gallery/gallery/_client.py")).mtimeMs).toBe(before);

    // A file that is broken for a moment costs nothing,
    put("api/parts/room.yaml", "title: [\n");
    expect(await said(() => err, /stays as it is[^\n]*\n$/)).toContain("[reference-not-readable]");
    expect(readFileSync(join(cwd, "gallery/gallery/models/room.py"), "utf8")).toContain("A large room.");
    put("api/parts/room.yaml", room("A very large room."));
    expect(await said(() => out, /files/)).toContain("  changed  gallery/models/room.py\n");
    // nor does the document itself.
    put("api/gallery.yaml", `${document}  broken: [\n`);
    expect(await said(() => err, /document-not-yaml[^]*\n$/)).toContain("gallery.yaml:");
    expect(readFileSync(join(cwd, "gallery/gallery/models/room.py"), "utf8")).toContain("A very large room.");
    // Editors replace files; and here an operation has moved.
    put("api/next.yaml", document.replace("/rooms:", "/halls:"));
    renameSync(join(cwd, "api/next.yaml"), join(cwd, "api/gallery.yaml"));
    expect(await said(() => out, /files/)).toContain("  changed  gallery/");

    // A configuration that appears, that is wrong, and that goes away.
    put("api/pysdk.yaml", "clien: { timeout: 7 }\n");
    expect(await said(() => err, /\n {2}Correct it/)).toContain("did you mean client");
    put("api/pysdk.yaml", "client: { timeout: 7 }\n");
    expect(await said(() => out, /files/)).toBe("gallery/  1 operation, 1 model; files: 1 changed\n  changed  gallery/_client.py\n");
    end();
    expect(await ended).toBe(0);
  });

  it.each([
    [["-"], "--watch needs a file that may change"],
    [["https://example.com/a.json"], "--watch needs a file that may change"],
    [["a.yaml", "--check"], "--watch writes whenever something changes"],
  ])("is refused with %j", async (argv, message) => {
    expect(await start(...argv).ended).toBe(2);
    expect(err).toContain(message);
  });
});
