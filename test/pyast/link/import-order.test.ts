import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compareListed, importStatements, sectionOf, type ImportedName } from "../../../pyast/link/import-order.ts";
import type { Import, ImportFrom } from "../../../pyast/nodes.ts";

const ruff = new Workspace({ "target-version": "py310", lint: { select: ["I001", "RUF022"] } }, PositionEncoding.Utf16);
const firstParty: ReadonlySet<string> = new Set();

function textOf(statement: Import | ImportFrom): string {
  const names = statement.names.map(({ name, asname }) => (asname === null ? name : `${name} as ${asname}`));
  if (statement.kind === "Import") return `import ${names.join(", ")}`;
  const flat = `from ${".".repeat(statement.level)}${statement.module ?? ""} import ${names.join(", ")}`;
  if (flat.length <= 88) return flat;
  return `${flat.slice(0, flat.indexOf(" import "))} import (\n${names.map((each) => `    ${each},\n`).join("")})`;
}

function block(names: readonly ImportedName[]): string {
  const statements = importStatements(names, firstParty);
  const sections = new Map<string, string[]>();
  for (const each of statements) {
    const section = sectionOf(each, firstParty);
    sections.set(section, [...(sections.get(section) ?? []), textOf(each)]);
  }
  return `${[...sections.values()].map((each) => each.join("\n")).join("\n\n")}\n`;
}

const word = fc.constantFrom(
  ..."UNSET Model field A a1 a01 a10 a9 T x_y X1 Xy xY _Model _x models codecs typing os".split(" "),
);
const dotted = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const asname = fc.option(word.map((each) => `_${each}`));
const wanted: fc.Arbitrary<ImportedName> = fc.oneof(
  fc.record({ name: fc.constant(null), level: fc.constant(0), module: dotted, asname }),
  fc.record({ name: word, level: fc.constant(0), module: dotted, asname }),
  fc.record({ name: word, level: fc.integer({ min: 1, max: 3 }), module: fc.option(dotted), asname }),
);

it("orders imports as ruff does", () => {
  fc.assert(
    fc.property(fc.array(wanted, { minLength: 1, maxLength: 12 }), (names) => {
      const text = block(names);
      expect([text, ruff.check(text)]).toEqual([text, []]);
    }),
    { numRuns: 400 },
  );
});

it("orders `__all__` as ruff does", () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), (names) => {
      const text = `__all__ = [${[...names].sort(compareListed).map((each) => `"${each}"`).join(", ")}]\n`;
      expect([text, ruff.check(text)]).toEqual([text, []]);
    }),
    { numRuns: 200, seed: 7 },
  );
});
