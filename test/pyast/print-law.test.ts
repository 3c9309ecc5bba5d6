import fc from "fast-check";
import { expect, test } from "vitest";
import { equal, fromJson, print } from "../../pyast/index.ts";
import { usePython } from "../harness/python.ts";
import { modules } from "./arbitrary.ts";

const python = usePython();

for (const lineLength of [88, 30]) {
  test(`what is printed reads back as it was, ${lineLength} columns`, async () => {
    await fc.assert(
      fc.asyncProperty(modules(3), async (value) => {
        const module = fromJson(value);
        const source = print(module, { lineLength });
        expect(await python.ask({ operation: "same", source, module }), source).toBeNull();
        const again = fromJson(await python.ask({ operation: "parse", source }));
        expect(print(again, { lineLength })).toBe(source);
      }),
      { numRuns: 400 },
    );
  });
}

test("equal sees values, not spellings, and every difference", () => {
  const number = (int: string) => fromJson({ kind: "Module", body: [{ kind: "Expr", value: { kind: "Constant", value: { int } } }] });
  expect(equal(number("255"), number("0xFF"))).toBe(true);
  expect(equal(number("255"), number("254"))).toBe(false);
});
