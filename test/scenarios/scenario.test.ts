import { readFileSync, writeFileSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/index.ts";
import { usePython } from "../harness/python.ts";
import { actualPython, readScenario, recorded, renderDiagnostics } from "../harness/scenario.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".md")).sort();
const python = usePython();

describe("scenarios", () => {
  it.each(paths)("%s", async (path) => {
    const markdown = await readFile(join(folder, path), "utf8");
    const scenario = readScenario(markdown);
    const { files, diagnostics } = await compile({ kind: "text", text: scenario.document, name: "openapi.yaml" }, scenario.options);

    const broken: string[] = [];
    for (const file of files.filter((one) => one.path.endsWith(".py"))) {
      const problem = await python.ask({ operation: "compile", source: file.text, path: file.path });
      if (problem !== null) broken.push(`${file.path}: ${String(problem)}`);
    }
    expect(broken).toEqual([]);

    if (process.env["RECORD"] === "1") {
      // Read again and written at once, since the types of callers are recorded in the same file meanwhile.
      writeFileSync(join(folder, path), recorded(readFileSync(join(folder, path), "utf8"), files, diagnostics));
      return;
    }
    expect(renderDiagnostics(diagnostics)).toBe(scenario.diagnostics?.text ?? "");
    expect(scenario.python.length + scenario.callers.length + (scenario.diagnostics === null ? 0 : 1), "a scenario shows something").toBeGreaterThan(0);
    for (const block of scenario.python) expect(actualPython(block, files), block.info).toBe(block.text);
  });
});
