import { expect, test } from "vitest";
import { fromJson, print } from "../../pyast/index.ts";
import { usePython } from "../harness/python.ts";
import { flatText, ruff } from "./ruff.ts";

const python = usePython();

interface Result {
  readonly path: string;
  readonly difference: string | null;
  readonly isStable: boolean;
  readonly isAsRuff: boolean;
}

async function roundTrip(path: string): Promise<Result | null> {
  const parsed = await python.ask({ operation: "parse", path }).catch(whyNot);
  if (parsed === null) return null;
  const module = fromJson(parsed);
  const source = print(module);
  const isAsRuff = ruff(88).format(flatText(module)) === source;
  const answer = await python.ask({ operation: "reparse", source, path });
  const { difference, module: again } = asAnswer(answer);
  return { path, difference, isStable: again === null || print(fromJson(again)) === source, isAsRuff };
}

/** Some files are no Python on purpose. */
function whyNot(error: unknown): null {
  if (/^(SyntaxError|UnicodeDecodeError|TabError|IndentationError|ValueError): /.test(String(error).replace("Error: ", ""))) {
    return null;
  }
  throw error;
}

function asAnswer(answer: unknown): { readonly difference: string | null; readonly module: unknown } {
  if (typeof answer !== "object" || answer === null) throw new TypeError("no answer");
  const difference = "difference" in answer && typeof answer.difference === "string" ? answer.difference : null;
  return { difference, module: "module" in answer ? answer.module : null };
}

function asPaths(answer: unknown): readonly string[] {
  return Array.isArray(answer) ? answer.map(String) : [];
}

/** Two files are under way at a time, so that Python and Node work side by side. */
async function all(paths: readonly string[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  const rest = paths.values();
  const worker = async (): Promise<void> => {
    for (const path of rest) {
      const result = await roundTrip(path);
      if (result !== null) results.push(result);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return results;
}

test("the whole standard library survives printing", async () => {
  const paths = asPaths(await python.ask({ operation: "stdlib" }));
  const results = await all(paths);
  expect(results.length).toBeGreaterThan(1_600);
  expect(results.filter(({ difference }) => difference !== null)).toEqual([]);
  expect(results.filter(({ isStable }) => !isStable).map(({ path }) => path)).toEqual([]);
  const equal = results.filter(({ isAsRuff }) => isAsRuff).length;
  expect(equal / results.length, "files laid out as ruff does").toBeGreaterThan(0.99);
});
