import { posix } from "node:path";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { buildForBrowser } from "../../scripts/browser-build.ts";
import { sha256 as inBrowser } from "../../src/browser/sha256.ts";
import * as paths from "../../src/browser/paths.ts";
import { compile } from "../../src/index.ts";
import { sha256 } from "../../src/ir/sha256.ts";
import { galleryText } from "./gallery-text.ts";

/** Runs the library where nothing of Node is: no require, no process, no Buffer, no files. */
async function loadInBrowser(): Promise<(text: string, options: unknown) => Promise<string>> {
  const { outputFiles = [] } = await buildForBrowser("browser.js", { format: "iife", write: false });
  const script = outputFiles.find((file) => file.path.endsWith(".js"))?.text ?? "";
  const web = { TextEncoder, TextDecoder, URL, atob, btoa, setTimeout, performance, structuredClone };
  const context = createContext({ ...web });
  runInContext(`${script}; globalThis.compileText = (text, options) => pysdkCompile.compile({ kind: "text", text, name: "gallery.yaml" }, options).then(({ files, manifest }) => JSON.stringify({ files, manifest }));`, context);
  return runInContext("compileText", context);
}

describe("the library in a browser", () => {
  it("compiles a document to the same bytes, without anything of Node", async () => {
    const compileText = await loadInBrowser();
    for (const options of [{}, { layout: "module", http: "httpx" }] as const) {
      const { files, manifest } = await compile({ kind: "text", text: galleryText, name: "gallery.yaml" }, options);
      const found: unknown = JSON.parse(await compileText(galleryText, options));
      expect(found).toEqual(JSON.parse(JSON.stringify({ files, manifest })));
    }
    await expect(compileText("openapi: [", {})).rejects.toMatchObject({ name: "LoadError" });
  });

  it("hashes as Node does", () => {
    for (const text of ["", "abc", "é".repeat(31), "x".repeat(55), "x".repeat(56), "x".repeat(64), "\ud800lone", "🙂".repeat(5000)]) expect(inBrowser(text)).toBe(sha256(text));
  });

  it("reads paths as Node does", () => {
    for (const parts of [["/a/b", "../c"], ["/a", "/b", "."], ["/", "..", "x/"]]) expect(paths.resolve(...parts)).toBe(posix.resolve(...parts));
    for (const [from, to] of [["/a/b", "/a/c/d"], ["/a", "/a"], ["/a", "/a/b"], ["/a/b/c", "/"]] as const) expect(paths.relative(from, to)).toBe(posix.relative(from, to));
    for (const path of ["/a/b.yaml", "/a b/ü#?%.json"]) {
      expect([paths.basename(path), paths.dirname(path), paths.fileURLToPath(paths.pathToFileURL(path))]).toEqual([posix.basename(path), posix.dirname(path), path]);
    }
  });
});
