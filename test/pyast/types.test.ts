import { expect, test } from "vitest";
import { b, builders, type Call, type Expr, type FunctionDef, type Module } from "../../pyast/index.ts";

interface Ref {
  readonly kind: "Ref";
  readonly symbol: string;
}

const ref: Ref = { kind: "Ref", symbol: "Pet" };
const open = builders<Ref>();

test("an unlinked tree is not a linked one, the other way round it is", () => {
  const plain: Module = b.module([b.ret("x")]);
  const wider: Module<Ref> = plain;
  const unlinked: Module<Ref> = open.module([open.ret(ref)]);
  // @ts-expect-error A Ref may not stand in a tree that is to be printed.
  const narrower: Module = unlinked;
  expect([wider, narrower]).toEqual([plain, unlinked]);
});

test("builders take refs and names wherever an expression may stand", () => {
  const call: Call<Ref> = open.call("f", ["x", ref], { a: ref, b: "y.z" });
  const def: FunctionDef<Ref> = open.def("f", {
    params: ["a", open.param("b", { annotation: ref })],
    returns: open.union([ref, "None"]),
    body: [open.ret(call), b.ret("x")],
  });
  const text: Expr<Ref> = open.fstring(["a ", ref, b.formatted("x", { conversion: "r" })]);
  // @ts-expect-error The plain builders take no refs.
  const wrong = b.call("f", [ref]);
  expect(call.keywords[1]?.value).toEqual({
    kind: "Attribute",
    value: { kind: "Name", id: "y" },
    attr: "z",
  });
  expect([def.body.length, text, wrong.args]).toEqual([
    2,
    {
      kind: "JoinedStr",
      values: [
        { kind: "Constant", value: "a " },
        { kind: "FormattedValue", value: ref, conversion: -1, format_spec: null },
        { kind: "FormattedValue", value: { kind: "Name", id: "x" }, conversion: 114, format_spec: null },
      ],
    },
    [ref],
  ]);
});

test("fields and children are checked", () => {
  // @ts-expect-error A statement is no expression.
  const wrong: Expr = { kind: "Return", value: null };
  // @ts-expect-error `attr` is missing.
  const missing: Expr = { kind: "Attribute", value: b.name("x") };
  expect([wrong, missing]).toHaveLength(2);
});

test("foreign text cannot become a name", () => {
  expect(() => b.name("a b")).toThrow('not a Python name: "a b"');
  expect(() => b.name("class")).toThrow("not a Python name");
  expect(() => b.importFrom(".x", ["a; import os"])).toThrow("not a Python name");
  expect(b.importFrom("..models.pet", ["Pet", ["Tag", "T"]])).toEqual({
    kind: "ImportFrom",
    module: "models.pet",
    level: 2,
    names: [
      { kind: "alias", name: "Pet", asname: null },
      { kind: "alias", name: "Tag", asname: "T" },
    ],
  });
});

test("a union of very many members is read by checkers that stop at 256 operators", () => {
  const names = Array.from({ length: 450 }, (_, index) => `A${index}`);
  const depth = (expr: Expr): number => (expr.kind === "BinOp" ? 1 + Math.max(depth(expr.left), depth(expr.right)) : 0);
  const members = (expr: Expr): readonly string[] => (expr.kind === "BinOp" ? [...members(expr.left), ...members(expr.right)] : expr.kind === "Name" ? [expr.id] : []);
  const union = b.union(names);
  expect([members(union), depth(union)]).toEqual([names, 103]);
});
