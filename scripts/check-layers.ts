import { readFile, readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** An import that the architecture forbids. */
export interface LayerViolation {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly imported: string;
  readonly reason: string;
}

/** Where a file stands: everything else follows from it. */
type Place =
  | { readonly kind: "stage"; readonly number: number; readonly name: string }
  /** `ir/`, `diagnostics/`, `lint-rules.ts` and the frozen runtime: what everybody may use; `aboutDocuments` is the part that knows nothing of what a compile decides. */
  | { readonly kind: "ground"; readonly aboutDocuments: boolean }
  /** `context.ts` and `options.ts`: what everybody may use, and which may name the types of all. */
  | { readonly kind: "context" }
  /** `mock/`: sees the document, and never what a compile makes of it. */
  | { readonly kind: "mock" }
  /** `verify/`: looks at Python on disk, whoever wrote it. */
  | { readonly kind: "verify" }
  /** `diff/`: sees two manifests, and nothing of how they were made. */
  | { readonly kind: "diff" }
  /** `studio/page/`: runs in a browser and knows the studio by what they say to each other. */
  | { readonly kind: "page" }
  /** `studio/protocol.ts`: what the studio and its page say to each other. */
  | { readonly kind: "protocol" }
  /** `compile.ts`, `index.ts`, `cli/`, `studio/`, and `browser/`, what stands in for files of ours where there is no Node: may import everything. */
  | { readonly kind: "top" }
  | { readonly kind: "pyast"; readonly door: boolean }
  | { readonly kind: "outside" }
  | { readonly kind: "unknown" };

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

const statements = [
  /^[ \t]*(?:import|export)\s+(type\s)?([^;"']*?)\bfrom\s*"([^"\n]+)"/gm,
  /^[ \t]*(import)()\s+"([^"\n]+)"/gm,
  /\b(import)()\s*\(\s*"([^"\n]+)"/g,
];

/** The imports of a TypeScript file; one whose every name is marked `type` counts as an import of types. */
function importsOf(text: string): Import[] {
  const found: Import[] = [];
  for (const pattern of statements) {
    for (const match of text.matchAll(pattern)) {
      const [, marker = "", names = "", specifier = ""] = match;
      const listed = names.replace(/[{}]/g, "").split(",").map((name) => name.trim()).filter((name) => name !== "");
      const typeOnly = marker.startsWith("type") || (listed.length > 0 && listed.every((name) => name.startsWith("type ")));
      found.push({ specifier, typeOnly, line: text.slice(0, match.index).split("\n").length });
    }
  }
  return found;
}

function placeOf(path: string): Place {
  const [root, first = "", ...rest] = path.split("/");
  if (root === "pyast") return { kind: "pyast", door: path === "pyast/index.ts" };
  if (root !== "src") return { kind: "outside" };
  const stage = /^(\d)-[a-z]+$/.exec(first);
  if (stage !== null && rest.length > 0) return { kind: "stage", number: Number(stage[1]), name: first };
  if (first === "ir" || first === "diagnostics" || first === "runtime" || first === "lint-rules.ts") {
    return { kind: "ground", aboutDocuments: first === "diagnostics" || path === "src/ir/json.ts" || path === "src/ir/origin.ts" };
  }
  if (first === "mock") return { kind: "mock" };
  if (first === "verify") return { kind: "verify" };
  if (first === "diff") return { kind: "diff" };
  if (first === "context.ts" || first === "options.ts") return { kind: "context" };
  if (path.startsWith("src/studio/page/")) return { kind: "page" };
  if (path === "src/studio/protocol.ts") return { kind: "protocol" };
  if (first === "compile.ts" || first === "index.ts" || first === "cli" || first === "studio" || first === "browser") return { kind: "top" };
  return { kind: "unknown" };
}

/** Why this file may not import that one, or null where it may. */
function forbidden(from: Place, to: Place, typeOnly: boolean): string | null {
  if (to.kind === "pyast" && !to.door && from.kind !== "pyast") return "only pyast/index.ts is open to others";
  if (to.kind === "outside") return "tests and scripts are not imported by what ships";
  switch (from.kind) {
    case "pyast":
      return to.kind === "pyast" ? null : "pyast imports nothing from src";
    case "top":
      return to.kind === "page" ? "the page runs in a browser; only the build brings it there" : null;
    case "ground":
      return to.kind === "ground" || to.kind === "context" || to.kind === "pyast" ? null : "ir and diagnostics know no stage";
    case "context":
      return to.kind === "ground" || to.kind === "context" || typeOnly ? null : "context and options import only types";
    case "mock":
      if (to.kind === "mock" || (to.kind === "ground" && to.aboutDocuments)) return null;
      return to.kind === "stage" && to.number <= 2 ? null : "the mock server judges by the document, not by what a compile makes of it";
    case "page":
      return to.kind === "page" || to.kind === "protocol" || typeOnly ? null : "a page brings nothing of the compiler into the browser";
    case "protocol":
      return typeOnly ? null : "what is said is types; the page runs none of the compiler";
    case "verify":
      return to.kind === "verify" || to.kind === "ground" || (to.kind === "stage" && to.name === "6-emit") ? null : "verifying looks at what was written, not at how it was made";
    case "diff":
      if (to.kind === "diff" || (to.kind === "ground" && to.aboutDocuments)) return null;
      return typeOnly && to.kind === "stage" && to.name === "6-emit" ? null : "a comparison sees manifests and nothing else";
    case "stage":
      if (to.kind === "ground" || to.kind === "context" || to.kind === "pyast") return null;
      if (to.kind !== "stage") return "a stage does not know who calls it";
      if (to.name === from.name) return null;
      if (to.number >= from.number) return `stage ${from.name} comes before ${to.name}`;
      return typeOnly ? null : "of an earlier stage only types may be imported";
    case "outside":
    case "unknown":
      return "this place is not in the architecture; scripts/check-layers.ts lists the places there are";
  }
}

/** Every forbidden import among the files, given as path to text; paths are relative to the repository. */
export function findViolations(files: ReadonlyMap<string, string>): LayerViolation[] {
  const violations: LayerViolation[] = [];
  for (const [file, text] of files) {
    for (const { specifier, typeOnly, line } of importsOf(text)) {
      if (!specifier.startsWith(".")) continue;
      const imported = posix.normalize(posix.join(posix.dirname(file), specifier));
      if (imported === "package.json") continue;
      const reason = forbidden(placeOf(file), placeOf(imported), typeOnly);
      if (reason !== null) violations.push({ file, line, imported, reason });
    }
  }
  return violations;
}

async function sourcesUnder(repository: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of ["src", "pyast"]) {
    for (const path of (await readdir(join(repository, folder), { recursive: true })).sort()) {
      if (!path.endsWith(".ts") || path.endsWith(".test.ts")) continue;
      files.set(`${folder}/${path.replaceAll("\\", "/")}`, await readFile(join(repository, folder, path), "utf8"));
    }
  }
  return files;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = await sourcesUnder(fileURLToPath(new URL("../", import.meta.url)));
  const violations = findViolations(files);
  for (const { file, line, imported, reason } of violations) console.log(`${file}:${line}: imports ${imported}: ${reason}`);
  console.log(`${files.size} files, ${violations.length} forbidden imports`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
