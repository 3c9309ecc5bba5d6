import { execa } from "execa";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Turns src/runtime/pysdk_runtime/*.py into src/runtime/frozen.gen.json, so that compiling needs no Python.
 * `--check` writes nothing and fails when the file is not what it would write.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const target = `${root}src/runtime/frozen.gen.json`;

async function frozen(): Promise<string> {
  const venv = `${root}.venv/bin/python`;
  const python = process.env["PYTHON"] ?? (existsSync(venv) ? venv : "python3");
  const args = ["scripts/freeze/freeze.py", "src/runtime/pysdk_runtime"];
  const { stdout } = await execa(python, args, {
    cwd: root,
    env: { PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
    maxBuffer: 100_000_000,
    stderr: "inherit",
  });
  return `${stdout}\n`;
}

const text = await frozen();
if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  process.stderr.write("src/runtime/frozen.gen.json is stale: run node --import tsx scripts/freeze-runtime.ts\n");
  process.exitCode = 1;
}
