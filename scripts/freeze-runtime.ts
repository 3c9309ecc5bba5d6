import { execa } from "execa";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freeze } from "../pyast/freeze.ts";
import { fromJson } from "../pyast/json.ts";
import { resolveAll } from "../pyast/resolve.ts";
import { asyncOnlyToSync } from "../pyast/unasync.ts";

/**
 * Turns src/runtime/pysdk_runtime/*.py into src/runtime/frozen.gen.json, so that compiling needs no Python: parsed by Python
 * itself, resolved to symbols, with the blocking halves made, cut into the parts that `shake` chooses from.
 * `--check` writes nothing and fails when the file is not what it would write.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const target = `${root}src/runtime/frozen.gen.json`;

/** The package that the runtime's source is written as. */
const sourceRoot = "pysdk_runtime";

interface ParsedFile {
  readonly path: string;
  readonly isPackage: boolean;
  readonly body: unknown;
}

async function parsed(): Promise<readonly ParsedFile[]> {
  const venv = `${root}.venv/bin/python`;
  const python = process.env["PYTHON"] ?? (existsSync(venv) ? venv : "python3");
  const { stdout } = await execa(python, ["scripts/freeze/freeze.py", `src/runtime/${sourceRoot}`], {
    cwd: root,
    env: { PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
    maxBuffer: 100_000_000,
    stderr: "inherit",
  });
  const { modules } = JSON.parse(stdout) as { readonly modules: readonly ParsedFile[] };
  return modules;
}

/** One line for each symbol and each part, so that a change of the runtime is a change of few lines. */
async function frozen(): Promise<string> {
  const modules = (await parsed()).map((each) => ({ ...each, body: fromJson(each.body) }));
  const program = freeze(asyncOnlyToSync(resolveAll(modules)), sourceRoot);
  const lines = (items: readonly unknown[]): string => items.map((each) => JSON.stringify(each)).join(",\n");
  const texts = program.modules.map(({ parts, ...header }) => `${JSON.stringify(header).slice(0, -1)},"parts":[\n${lines(parts)}\n]}`);
  return `{"symbols":[\n${lines(program.symbols)}\n],"modules":[\n${texts.join(",\n")}\n]}\n`;
}

const text = await frozen();
if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  process.stderr.write("src/runtime/frozen.gen.json is stale: run node --import tsx scripts/freeze-runtime.ts\n");
  process.exitCode = 1;
}
