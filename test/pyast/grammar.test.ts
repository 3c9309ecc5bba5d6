import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";
import * as table from "../../pyast/grammar.ts";
import { pythonPath } from "../harness/python.ts";

const script = fileURLToPath(new URL("../../scripts/check-grammar.py", import.meta.url));

async function check(input: unknown): Promise<string> {
  const { stdout } = await execa(pythonPath(), ["-I", script], { input: JSON.stringify(input), reject: false });
  return stdout;
}

test("the table is CPython's but for the stated deviations", async () => {
  expect(await check(table)).toBe("the grammar table is CPython's");
});

test("the check sees a missing node, a wrong field and a wrong sort", async () => {
  const { Pass: _, ...rest } = table.grammar;
  const wrong = { ...rest, Return: { sort: "expr", fields: { result: "expr?" } } };
  expect((await check({ ...table, grammar: wrong })).split("\n")).toEqual([
    "Pass is missing",
    "Return has the fields ['value'], not ['result']",
    "Return is a stmt, not a expr",
  ]);
});
