import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** What the checks read of a manifest. */
export interface ManifestView {
  readonly package: string;
  readonly layout: "package" | "module";
  readonly http: string;
  readonly client: { readonly sync?: string | null; readonly async?: string | null } | null;
  readonly operations: readonly { readonly pointer: string; readonly method: string; readonly path: string; readonly python: string }[];
  readonly diagnostics: readonly { readonly code: string; readonly pointer: string }[];
  /** The hashes of what was generated; a manifest of a test may have none. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Python on disk that is checked: a project or module of ours, or any other. */
export interface OutputFolder {
  /** The folder that paths are relative to, and that the checks run in. */
  readonly folder: string;
  /** What programs are told to check, below the folder: `.`, one module, or one package. */
  readonly target: string;
  /** The folder that modules are imported from, below the folder: empty, or `src`. */
  readonly importRoot: string;
  /** All files of the target, sorted, with `/`. */
  readonly files: readonly string[];
  /** The first manifest; null where there is none to read. */
  readonly manifest: ManifestView | null;
  /** Every manifest: a folder of modules has one for each. */
  readonly manifests: readonly ManifestView[];
  /** Manifests that cannot be read. */
  readonly damaged: readonly string[];
}

/** Reads what is at a path: a project, a package inside one, a folder of modules, or one module. */
export function readOutput(path: string): OutputFolder {
  const whole = resolve(path);
  if (statSync(whole).isFile()) return describe(dirname(whole), basename(whole), [basename(whole)]);
  if (!existsSync(join(whole, "__init__.py"))) return describe(whole, ".", listFiles(whole));
  const name = basename(whole);
  return describe(dirname(whole), name, listFiles(whole).map((file) => `${name}/${file}`));
}

function describe(folder: string, target: string, files: readonly string[]): OutputFolder {
  const manifests: ManifestView[] = [];
  const damaged: string[] = [];
  for (const name of recordsOf(folder)) {
    const path = `.pysdk/${name}`;
    const manifest = readManifest(join(folder, path));
    if (manifest === null) damaged.push(path);
    else if (target === "." || target === manifest.package || target === `${manifest.package}.py`) manifests.push(manifest);
  }
  const importRoot = manifests.length === 0 && !files.some(isTopLevel) && files.some((file) => file.startsWith("src/")) ? "src" : "";
  return { folder, target, importRoot, files, manifest: manifests[0] ?? null, manifests, damaged };
}

function recordsOf(folder: string): readonly string[] {
  const path = join(folder, ".pysdk");
  if (!existsSync(path)) return [];
  const names = readdirSync(path).filter((name) => name.endsWith(".json")).toSorted();
  return names.includes("manifest.json") ? ["manifest.json"] : names;
}

function readManifest(path: string): ManifestView | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isManifest(value) ? value : null;
  } catch {
    return null;
  }
}

function isManifest(value: unknown): value is ManifestView {
  if (typeof value !== "object" || value === null) return false;
  const { package: name, http, operations, diagnostics }: { readonly package?: unknown; readonly http?: unknown; readonly operations?: unknown; readonly diagnostics?: unknown } = value;
  return typeof name === "string" && typeof http === "string" && Array.isArray(operations) && Array.isArray(diagnostics);
}

/** Folders that hold no source: caches, environments, tools' own. */
const skipped = /(^|\/)(__pycache__|node_modules|venv|\.(?!pysdk(\/|$))[^/]*)(\/|$)/;

function listFiles(folder: string, below = ""): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (skipped.test(path)) continue;
    if (entry.isDirectory()) found.push(...listFiles(folder, path));
    else if (entry.isFile()) found.push(path);
  }
  return below === "" ? found.toSorted() : found;
}

/** Whether a file is imported from the folder itself: a module, or the package of that name. */
function isTopLevel(path: string): boolean {
  return /^(?!setup\.py$|conftest\.py$)[^/]+\.py$/.test(path) || /^(?!tests?\/|src\/)[^/]+\/__init__\.py$/.test(path);
}

/** The Python files that are checked. */
export function pythonFiles(output: OutputFolder): readonly string[] {
  return output.files.filter((path) => path.endsWith(".py"));
}

/** The import names of an output's own modules, tests and build files left out. */
export function modulesOf(output: OutputFolder): string[] {
  const root = output.importRoot === "" ? "" : `${output.importRoot}/`;
  const paths = pythonFiles(output).flatMap((path) => (path.startsWith(root) ? [path.slice(root.length)] : []));
  const tops = new Set(output.manifests.length > 0 ? output.manifests.map((one) => one.package) : paths.filter(isTopLevel).map(topOf));
  return paths.filter((path) => tops.has(topOf(path))).map((path) => path.replace(/(\/__init__)?\.py$/, "").replaceAll("/", "."));
}

function topOf(path: string): string {
  return (path.split("/")[0] ?? "").replace(/\.py$/, "");
}
