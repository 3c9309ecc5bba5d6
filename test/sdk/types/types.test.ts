import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileGallery } from "../../harness/compiled-sdk.ts";
import { makeTemporaryFolder, removeFolder } from "../../harness/output-folder.ts";
import { normalizeType, readExpectations, runMypy, runPyright, type CheckerFindings } from "../../harness/revealed-types.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const folder = await makeTemporaryFolder("types");
const files = ["use_sync.py", "use_async.py"];

describe("what the type checkers see", () => {
  beforeAll(async () => {
    await compileGallery(folder, {});
    for (const file of files) await copyFile(join(here, file), join(folder, file));
  });
  afterAll(async () => removeFolder(folder));

  it.each([
    ["mypy --strict", runMypy],
    ["pyright strict", runPyright],
  ])("%s reveals the types and finds the mistakes, and nothing else", async (_, run) => {
    const findings = await run({ folder, files });
    expect([...findings.keys()]).toEqual(files);
    for (const file of files) {
      const text = await readFile(join(here, file), "utf8");
      const expected = readExpectations(text);
      expect(expected.revealed.size).toBeGreaterThan(15);
      const found: CheckerFindings = findings.get(file) ?? { revealed: new Map(), errors: new Map() };
      const label = (line: number): string => `${file}:${line}: ${text.split("\n")[line - 1]?.trim().split("  #")[0]}`;
      const shown = [...expected.revealed.keys()].map((line) => `${label(line)} -> ${found.revealed.get(line)}`);
      expect.soft(shown).toEqual([...expected.revealed].map(([line, type]) => `${label(line)} -> ${type}`));
      const errors = [...found.errors].filter(([line]) => !expected.mistakes.includes(line)).map(([line, message]) => `${label(line)}: ${message}`);
      expect.soft(errors).toEqual([]);
      expect.soft(expected.mistakes.filter((line) => !found.errors.has(line)).map(label)).toEqual([]);
    }
  });
});

describe("normalizeType", () => {
  it("writes a type as both checkers would", () => {
    expect(normalizeType("builtins.list[gallery.models.work.Work]")).toBe("list[Work]");
    expect(normalizeType("Literal['a'] | Literal['b'] | gallery._runtime.models.UnknownStr")).toBe("Literal['a', 'b'] | UnknownStr");
    expect(normalizeType("UnknownStr | Literal['a', 'b'] | None")).toBe("Literal['a', 'b'] | None | UnknownStr");
    expect(normalizeType("dict[str, builtins.list[a.B | None]]")).toBe("dict[str, list[B | None]]");
    expect(normalizeType("datetime.date | None")).toBe("None | date");
  });
});
