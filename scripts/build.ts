import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildForBrowser } from "./browser-build.ts";

/** Packages that stay outside: they are needed by few calls, or find files of their own beside them. */
const external = ["@readme/openapi-parser", "undici", "ajv", "execa", "tinypool", "chokidar"];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

/** Builds `dist/`: the command line, the library, their types, and the JSON Schemas that ship. */
async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts", "compile-worker": "src/cli/compile-worker.ts", index: "src/index.ts" },
    outdir: dist,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    // The form of it that is made of modules: what is loaded when needed must have its names as exports.
    alias: { yaml: join(root, "node_modules/yaml/browser/dist/index.js") },
    chunkNames: "chunks/[name]-[hash]",
    external,
    legalComments: "linked",
    minifySyntax: true,
    // Bundled CommonJS packages ask for Node's own modules through require.
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  await buildForBrowser(join(dist, "browser.js"), { format: "esm", write: true });
  addShebang(join(dist, "cli.js"));
  cpSync(join(root, "src/verify/check_python.py"), join(dist, "check_python.py"));
  mkdirSync(join(dist, "schemas"), { recursive: true });
  for (const path of ["6-emit/manifest.schema.json", "diff/difference.schema.json", "cli/pysdk.schema.json", "cli/report.schema.json"]) cpSync(join(root, "src", path), join(dist, "schemas", basename(path)));
  if (!process.argv.includes("--no-types")) declare();
}

/** Makes a file a program of its own. */
function addShebang(path: string): void {
  writeFileSync(path, `#!/usr/bin/env node\n${readFileSync(path, "utf8")}`);
  chmodSync(path, 0o755);
}

/** Writes the declarations of the library. */
function declare(): void {
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.json"), "--emitDeclarationOnly", "--declaration", "--noEmit", "false", "--outDir", join(dist, "types")], { stdio: "inherit" });
}

await main();
