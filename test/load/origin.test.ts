import { expect, test } from "vitest";
import { child, formatOrigin, join, lookup, parent, parse, parseReference, setMember } from "../../src/ir/origin.ts";
import type { Json } from "../../src/ir/json.ts";

test("pointers are joined and parsed with escapes", () => {
  expect(join("#/paths", "/pets/{id}", "get", 0, "a~b")).toBe("#/paths/~1pets~1{id}/get/0/a~0b");
  expect(parse("#/paths/~1pets~1{id}/a~0b/~01")).toEqual(["paths", "/pets/{id}", "a~b", "~1"]);
  expect([parse("#"), parse("#/")]).toEqual([[], [""]]);
  expect([parent("#/a/b"), parent("#/a"), parent("#")]).toEqual(["#/a", "#", "#"]);
});

test("origins are shown relative to the entry", () => {
  expect(formatOrigin({ document: "a.yaml", pointer: "#/x" }, "a.yaml")).toBe("#/x");
  expect(formatOrigin({ document: "b.yaml", pointer: "#/x" }, "a.yaml")).toBe("b.yaml#/x");
  expect(parseReference("b.yaml#/x/y")).toEqual({ document: "b.yaml", pointer: "#/x/y" });
});

test("names of the prototype are names like any other", () => {
  const value: Record<string, Json> = {};
  setMember(value, "__proto__", { x: 1 });
  expect(lookup(value, "#/__proto__/x")).toBe(1);
  expect([child({}, "constructor"), child({}, "__proto__"), child([1], "length"), child([1], "-0"), child([1], "0")]).toEqual([undefined, undefined, undefined, undefined, 1]);
  expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
});
