import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Builds the page of the studio into a folder: one script, one style sheet, one HTML file, and the licence of the highlighter inside. */
export async function buildPage(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["src/studio/page/page.ts", "src/studio/page/page.css"],
    outdir: folder,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    minify: true,
    logLevel: "warning",
  });
  cpSync(join(root, "src/studio/page/index.html"), join(folder, "index.html"));
  cpSync(join(root, "node_modules/highlight.js/LICENSE"), join(folder, "highlight.js.LICENSE.txt"));
}
