import { readFileSync, writeFileSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/index.ts";
import { makeTemporaryFolder, removeFolder, writeFiles } from "../harness/output-folder.ts";
import { readExpectations, runMypy, runPyright, type CheckerFindings } from "../harness/revealed-types.ts";
import { callerModule, packageOf, readScenario, recordedTypes, type Block, type Scenario } from "../harness/scenario.ts";

/** A caller of a scenario, as a module beside the scenario's package. */
interface Caller {
  readonly block: Block;
  readonly file: string;
  readonly offset: number;
}

const here = fileURLToPath(new URL("./", import.meta.url));
const scenarios: { path: string; name: string; scenario: Scenario }[] = [];
for (const path of (await readdir(here, { recursive: true })).filter((one) => one.endsWith(".md")).sort()) {
  const scenario = readScenario(await readFile(join(here, path), "utf8"));
  if (scenario.callers.length > 0) scenarios.push({ path, name: packageOf(path), scenario });
}
const folder = await makeTemporaryFolder("callers");
const callers = new Map<string, readonly Caller[]>();
const checkers = new Map<string, Map<string, CheckerFindings>>();

describe("callers of scenarios, to mypy --strict and pyright strict", () => {
  beforeAll(async () => {
    for (const { path, name, scenario } of scenarios) {
      callers.set(path, await writeScenario(name, scenario));
    }
    const files = [...callers.values()].flat().map(({ file }) => file);
    checkers.set("mypy", await runMypy({ folder, files }));
    checkers.set("pyright", await runPyright({ folder, files }));
  });
  afterAll(async () => removeFolder(folder));

  it("have each a package of their own", () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    expect(scenarios.length).toBeGreaterThan(7);
  });

  it("leave nothing that is said of another file", () => {
    expect(besideCallers().filter(({ file }) => !scenarios.some(({ name }) => file.startsWith(`${name}/`)))).toEqual([]);
  });

  it.each(scenarios)("$path", ({ path, name }) => {
    for (const caller of callers.get(path) ?? []) {
      const seen = new Map([...checkers].map(([checker, findings]) => [checker, inBlock(findings.get(caller.file), caller.offset)]));
      if (process.env["RECORD"] === "1") {
        const [one, other] = [...seen.values()].map(({ revealed }) => [...revealed].sort(([a], [b]) => a - b));
        expect(one, "both checkers reveal the same").toEqual(other);
        // Read and written at once, since the scenario's Python is recorded in the same file meanwhile.
        writeFileSync(join(here, path), recordedTypes(readFileSync(join(here, path), "utf8"), caller.block.info, new Map(one)));
      } else {
        for (const [checker, { revealed }] of seen) expect.soft(revealed, `${checker}, ${caller.block.info}`).toEqual(readExpectations(caller.block.text).revealed);
      }
      for (const [checker, { errors }] of seen) {
        const { mistakes } = readExpectations(caller.block.text);
        expect.soft([...errors].filter(([line]) => !mistakes.includes(line)), `${checker}, ${caller.block.info}: errors`).toEqual([]);
        expect.soft(mistakes.filter((line) => !errors.has(line)), `${checker}, ${caller.block.info}: mistakes not found`).toEqual([]);
      }
    }
    expect(besideCallers().filter(({ file }) => file.startsWith(`${name}/`))).toEqual([]);
  });
});

/** Puts a scenario's package and its callers into the folder; what else belongs to a package would be in each other's way. */
async function writeScenario(name: string, scenario: Scenario): Promise<Caller[]> {
  const made = await compile({ kind: "text", text: scenario.document, name: "openapi.yaml" }, { ...scenario.options, name });
  await writeFiles(made.files.filter(({ path }) => path.startsWith(`${name}/`) || path === `${name}.py`), folder);
  const written: Caller[] = [];
  for (const block of scenario.callers) {
    const waits = block.info === "python async-caller";
    const client = made.manifest.client?.[waits ? "async" : "sync"];
    if (typeof client !== "string") throw new Error(`${name} has no client for \`${block.info}\``);
    const { text, offset } = callerModule(block, { package: name, client: client.replace(/^.*\./, "") });
    const file = `${waits ? "await" : "call"}_${name}.py`;
    await writeFiles([{ path: file, text }], folder);
    written.push({ block, file, offset });
  }
  return written;
}

/** What the checkers said of files other than the callers, relative to the folder where they are in it. */
function besideCallers(): { readonly checker: string; readonly file: string; readonly errors: readonly [number, string][] }[] {
  const files = new Set([...callers.values()].flat().map(({ file }) => file));
  const others = [...checkers].flatMap(([checker, findings]) => [...findings].map(([file, { errors }]) => ({ checker, file, errors: [...errors] })));
  return others.filter(({ file }) => !files.has(file)).map((one) => ({ ...one, file: one.file.split(`${basename(folder)}/`).at(-1) ?? one.file }));
}

/** What a checker said of a module, by the lines of its block: those before it have numbers under 1. */
function inBlock(findings: CheckerFindings | undefined, offset: number): CheckerFindings {
  const moved = (lines: ReadonlyMap<number, string> = new Map()): Map<number, string> => new Map([...lines].map(([line, text]) => [line - offset, text]));
  return { revealed: moved(findings?.revealed), errors: moved(findings?.errors) };
}
