import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromJson, print } from "../../pyast/index.ts";
import { usePython } from "../harness/python.ts";
import { flatText, ruff } from "./ruff.ts";

const python = usePython();
const folder = new URL("modules/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".py"));

test("there are modules to try", () => {
  expect(files.length).toBeGreaterThanOrEqual(25);
});

describe.each([60, 79, 88, 100, 120])("%i columns", (lineLength) => {
  test.each(files)("%s", async (file) => {
    const given = readFileSync(new URL(file, folder), "utf8");
    const module = fromJson(await python.ask({ operation: "parse", source: given, comments: "attach" }));
    const source = print(module, { lineLength });
    expect(source).toBe(ruff(lineLength).format(flatText(module)));
    expect(ruff(lineLength).format(source), "a fixpoint").toBe(source);
    expect(await python.ask({ operation: "same", source, module })).toBeNull();
  });
});
