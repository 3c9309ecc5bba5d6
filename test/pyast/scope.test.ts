import { expect, test } from "vitest";
import { boundNames, freeNames, fromJson, localNames, type Module, scopeOf } from "../../pyast/index.ts";
import { usePython } from "../harness/python.ts";

const python = usePython();

async function parse(source: string): Promise<Module> {
  return fromJson(await python.ask({ operation: "parse", source }));
}

function sorted(names: ReadonlySet<string>): readonly string[] {
  return [...names].sort();
}

test("everything that binds a name binds it", async () => {
  const module = await parse(`
import a.b, c as d
from e import f, g as h, i
from j import *
k = l, [m, *n] = v
o += 1
p: int
for q in v: pass
with v as (r, s): pass
try: pass
except v as t: pass
match v:
    case {"x": u, **w}: pass
    case [*x] | (1 as y): pass
def z(): pass
class A: pass
del B
[C for D in v if (E := D)]
F.G = 1
H[I] = 1
`);
  expect(sorted(boundNames(module))).toEqual(
    [..."ABE", ..."adfhiklmnopqrstuwxyz"].sort(),
  );
  expect(sorted(freeNames(module))).toEqual(["C", "F", "H", "I", "int", "v"]);
});

test("parameters, defaults and annotations belong to different scopes", async () => {
  const module = await parse("def f(a: T = d, *b, c, **e) -> R:\n    return a, b, c, e, g\n");
  expect(sorted(freeNames(module))).toEqual(["R", "T", "d", "g"]);
  expect(sorted(localNames(module))).toEqual(["a", "b", "c", "e", "f"]);
});

test("what a class binds is not seen by its methods", async () => {
  const module = await parse("class A:\n    x = 1\n    y = x\n    def f(self):\n        return x\n");
  expect(sorted(freeNames(module))).toEqual(["x"]);
});

test("a class body may read a name before it binds it", async () => {
  expect(sorted(freeNames(await parse("class A:\n    x = x\n")))).toEqual(["x"]);
  expect(sorted(freeNames(await parse("def f():\n    x = x\n")))).toEqual([]);
});

test("global and nonlocal bind elsewhere", async () => {
  const module = await parse(`
def f():
    n = 1
    def g():
        global m
        nonlocal n
        m = n = 2
`);
  expect(sorted(boundNames(module))).toEqual(["f", "m"]);
  const [f] = scopeOf(module).inner;
  expect([sorted(f?.binds ?? new Set()), sorted(f?.free ?? new Set())]).toEqual([["g", "n"], []]);
  expect(sorted(f?.inner[0]?.free ?? new Set())).toEqual(["n"]);
});

test("only the first iterable of a comprehension is read outside", async () => {
  const module = await parse("class A:\n    xs = []\n    ys = [x for x in xs for x in zs]\n");
  const [a] = scopeOf(module).inner;
  expect(sorted(a?.free ?? new Set())).toEqual(["zs"]);
  expect(sorted(freeNames(await parse("[a for b in c if d]")))).toEqual(["a", "c", "d"]);
});

test("a lambda's parameters are its own", async () => {
  expect(sorted(freeNames(await parse("lambda a, b=c: a + b + d")))).toEqual(["c", "d"]);
});
