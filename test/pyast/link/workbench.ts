import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll } from "vitest";
import { fromJson } from "../../../pyast/json.ts";
import type { Program, SourceModule } from "../../../pyast/program.ts";
import { resolveAll, type ParsedModule } from "../../../pyast/resolve.ts";
import type { OpenModule, OpenProgram } from "../../../pyast/program.ts";
import type { Ref } from "../../../pyast/symbol.ts";
import { visit } from "../../../pyast/walk.ts";
import { pythonPath, usePython } from "../../harness/python.ts";

/** Python sources by module path; a path that ends in `.__init__` is a package. */
export type Sources = Readonly<Record<string, string>>;

/** What tests of program transforms need of Python. */
export interface Workbench {
  readonly parse: (sources: Sources) => Promise<readonly ParsedModule[]>;
  readonly open: (sources: Sources) => Promise<OpenProgram>;
  /** The text of a linked module, as CPython's `ast.unparse` writes it. */
  readonly text: (module: SourceModule | undefined) => Promise<string>;
  /** Writes the program to a folder and runs a script beside it; gives what it printed. */
  readonly run: (program: Program, script: string) => Promise<string>;
}

/** One workbench for a test file. */
export function useWorkbench(): Workbench {
  const python = usePython();
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  const parse = async (sources: Sources): Promise<readonly ParsedModule[]> => {
    const modules: ParsedModule[] = [];
    for (const [name, source] of Object.entries(sources)) {
      const isPackage = name.endsWith(".__init__");
      const body = fromJson(await python.ask({ operation: "parse", source }));
      modules.push({ path: isPackage ? name.slice(0, -".__init__".length) : name, isPackage, body });
    }
    return modules;
  };
  const text = async (module: SourceModule | undefined): Promise<string> =>
    module === undefined ? "" : String(await python.ask({ operation: "unparse", module: module.body }));

  const run = async (program: Program, script: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), "pyast-link-"));
    folders.push(folder);
    for (const module of program.modules) {
      const path = module.path.split(".").join("/");
      const file = join(folder, module.isPackage ? `${path}/__init__.py` : `${path}.py`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${await text(module)}\n`);
    }
    const { stdout } = await execa(pythonPath(), ["-c", script], { cwd: folder, env: { PYTHONDONTWRITEBYTECODE: "1" } });
    return stdout;
  };
  return { parse, open: async (sources) => resolveAll(await parse(sources)), text, run };
}

/** The module at a path. */
export function at<M extends { readonly path: string }>(program: { readonly modules: readonly M[] }, path: string): M {
  const found = program.modules.find((each) => each.path === path);
  if (found === undefined) throw new Error(`no module ${path}`);
  return found;
}

/** Every ref of a module in order: key, and use and access where they are not the usual ones. */
export function refsIn(module: OpenModule): readonly string[] {
  const refs: string[] = [];
  visit<Ref>(module.body, (node) => {
    if (node.kind !== "Ref") return;
    const { key, access } = node.symbol;
    refs.push([key, ...(node.use === "value" ? [] : [node.use]), ...(access === "name" ? [] : [access])].join(" "));
  });
  return refs;
}
