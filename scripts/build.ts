import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildForBrowser } from "./browser-build.ts";
import { buildForNode } from "./node-build.ts";
import { buildPage } from "./page-build.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

/** Builds `dist/`: the command line, the library for Node and for browsers, the page of the studio, types, and the JSON Schemas that ship. */
async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await buildForNode(dist);
  await buildForBrowser(join(dist, "browser.js"), { format: "esm", write: true });
  await buildPage(join(dist, "studio"));
  if (!process.argv.includes("--no-types")) declare();
}

/** Writes the declarations of the library, and of nothing that does not ship. */
function declare(): void {
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json"), "--emitDeclarationOnly", "--declaration", "--noEmit", "false", "--outDir", join(dist, "types")], { stdio: "inherit" });
}

await main();
