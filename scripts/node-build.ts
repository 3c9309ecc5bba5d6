import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Packages that stay outside: they are needed by few calls, or find files of their own beside them. */
const external = ["@readme/openapi-parser", "undici", "ajv", "execa", "tinypool", "chokidar"];

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Builds the command line and the library for Node into a folder, with the files that ship as they are. */
export async function buildForNode(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts", "compile-worker": "src/cli/compile/compile-worker.ts", index: "src/index.ts" },
    outdir: folder,
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
  addShebang(join(folder, "cli.js"));
  cpSync(join(root, "src/verify/check_python.py"), join(folder, "check_python.py"));
  mkdirSync(join(folder, "schemas"), { recursive: true });
  for (const path of ["6-emit/manifest.schema.json", "diff/difference.schema.json", "cli/pysdk.schema.json", "cli/report.schema.json"]) cpSync(join(root, "src", path), join(folder, "schemas", basename(path)));
}

/** Makes a file a program of its own. */
function addShebang(path: string): void {
  writeFileSync(path, `#!/usr/bin/env node\n${readFileSync(path, "utf8")}`);
  chmodSync(path, 0o755);
}
