import fc from "fast-check";
import { parseTree, type Node } from "jsonc-parser";
import { expect, it } from "vitest";
import { createFinder } from "../../src/1-load/find-in-json.ts";

const text = '{ "a": [ 1, "x,]}", { "b\\"": {} } ],\n  "__proto__" : { "c" : [ ] , "d" : -1.5e3 }, "a/b": null, "a": [ [ true ], 2 ] }';

it.each([
  [[], "{"],
  [["a"], '"a": [ [ true'],
  [["a", "0"], "[ true"],
  [["a", "0", "0"], "true"],
  [["a", "1"], "2 ]"],
  [["a", "2"], '"a": [ [ true'],
  [["a", "length"], '"a": [ [ true'],
  [["__proto__"], '"__proto__"'],
  [["__proto__", "d"], '"d"'],
  [["__proto__", "d", "deeper"], '"d"'],
  [["constructor"], "{ "],
  [["a/b"], '"a/b"'],
])("finds %j", (tokens, found) => {
  expect(text.slice(createFinder(text)(tokens)).startsWith(found)).toBe(true);
});

it("finds what a parser with positions finds, wherever it is and however it is written", () => {
  const spaced = fc.tuple(fc.json(), fc.constantFrom(undefined, 1, "\t"));
  fc.assert(
    fc.property(spaced, ([json, indent]) => {
      const written = JSON.stringify(JSON.parse(json), null, indent);
      const find = createFinder(written);
      const check = (node: Node, tokens: readonly string[]): void => {
        if (node.type === "array") for (const [index, item] of (node.children ?? []).entries()) {
          expect(find([...tokens, String(index)])).toBe(item.offset);
          check(item, [...tokens, String(index)]);
        }
        if (node.type === "object") for (const property of node.children ?? []) {
          const [key, value] = property.children ?? [];
          if (key === undefined || value === undefined) continue;
          expect(find([...tokens, String(key.value)])).toBe(key.offset);
          check(value, [...tokens, String(key.value)]);
        }
      };
      const tree = parseTree(written);
      if (tree !== undefined) check(tree, []);
    }),
  );
});
