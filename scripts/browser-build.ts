import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildResult, type Format, type Plugin } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What stands in a browser for files of ours that need a system. */
const sources: Readonly<Record<string, string>> = {
  "src/ir/sha256.ts": "src/browser/sha256.ts",
  "src/1-load/read-file.ts": "src/browser/read-file.ts",
  "src/1-load/read-url.ts": "src/browser/read-url.ts",
  "src/1-load/validate.ts": "src/browser/validate.ts",
};
/** What stands there for modules of Node. */
const modules: Readonly<Record<string, string>> = { "node:path": "src/browser/paths.ts", "node:url": "src/browser/paths.ts", "node:process": "src/browser/paths.ts" };

const standIns: Plugin = {
  name: "stand-ins",
  setup(builder) {
    builder.onResolve({ filter: /^node:/ }, ({ path }) => (modules[path] === undefined ? undefined : { path: join(root, modules[path]) }));
    builder.onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
      const standIn = sources[relative(root, join(resolveDir, path)).replaceAll("\\", "/")];
      return standIn === undefined ? undefined : { path: join(root, standIn) };
    });
  },
};

/** Builds the library for browsers: no files, no network, no Node, in one file. Fails where something of Node is left. */
export async function buildForBrowser(outfile: string, { format, write }: { readonly format: Format; readonly write: boolean }): Promise<BuildResult> {
  return build({
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    outfile,
    write,
    bundle: true,
    format,
    globalName: "pysdkCompile",
    platform: "browser",
    target: "es2023",
    plugins: [standIns],
    legalComments: "linked",
    minifySyntax: true,
    logLevel: "warning",
  });
}
