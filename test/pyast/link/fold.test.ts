import { describe, expect, it } from "vitest";
import { fold, type FoldOptions } from "../../../pyast/fold.ts";
import { inline } from "../../../pyast/inline.ts";
import { link } from "../../../pyast/link.ts";
import { withSingleHeirs } from "../../../pyast/single-heirs.ts";
import { at, useWorkbench } from "./workbench.ts";

const { open, text: whole } = useWorkbench();
/** The text below the line that every linked module starts with. */
const text = async (...module: Parameters<typeof whole>): Promise<string> => (await whole(...module)).replace(/^from __future__ import annotations\n+/, "");
const lines = (...each: readonly string[]): string => each.join("\n");

const nothing: FoldOptions = {
  folds: () => true,
  members: new Set(),
  attributes: new Map(),
  echoes: new Set(),
  results: new Map(),
  options: { name: "request", absent: new Set() },
};

async function folded(source: string, known: Partial<FoldOptions> = {}): Promise<string> {
  return text(at(link(fold(await open({ a: source }), { ...nothing, ...known })), "a"));
}

describe("fold", () => {
  it("drops attributes that hold one constant, and what they decided", async () => {
    const source = lines(
      "class A:",
      "    def __init__(self, size):",
      "        self.size = size",
      "        self.loud = False",
      "    def say(self):",
      "        if self.loud and self.size:",
      "            return 'HA'",
      "        return 'ha' if not self.loud else 'HO'",
    );
    expect(await folded(source, { members: new Set(["loud"]) })).toBe(
      lines("class A:", "", "    def __init__(self, size):", "        self.size = size", "", "    def say(self):", "        return 'ha'"),
    );
    expect(await folded(source)).toContain("self.loud");
    expect(await folded(`${source}\ndef shout(a): a.loud = True`, { members: new Set(["loud"]) })).toContain("if self.loud and self.size");
    expect(await folded(lines("class A:", "    def __init__(self): self.bag = []", "    def add(self, x): self.bag.append(x)", "    def full(self): return 1 if self.bag else 0"), { members: new Set(["bag"]) })).toContain("if self.bag");
  });

  it("drops parameters that every call gives the same truth, and those nobody reads", async () => {
    const source = lines("def f(a, b=None, *, c=True, d):", "    if b is None and c:", "        return a", "    return d", "x = f(1, d=[])", "y = f(2, None, c=True, d=[])");
    expect(await folded(source)).toBe(lines("def f(a):", "    return a", "x = f(1)", "y = f(2)"));
    expect(await folded(`${source}\nz = f`)).toContain("def f(a, b=None, *, c=True, d)");
    expect(await folded(lines("def f(a): return a", "x = f('name')"))).toContain("def f(a)");
  });

  it("knows what options nobody gives, and that nothing is what nobody makes", async () => {
    const source = lines(
      "class Never: ...",
      "def f(request):",
      "    extra = request.get('extra')",
      "    for name in (request.get('names') or {}).items():",
      "        print(name)",
      "    if extra is not None and (not isinstance(extra, Never)):",
      "        return request.get('size')",
      "    return 1",
    );
    const options = { name: "request", absent: new Set(["extra", "names"]) };
    expect(await folded(source, { options })).toBe(lines("class Never:", "    ...", "", "def f(request):", "    return 1"));
    expect(await folded(source, { options: { name: "request", absent: new Set(["names"]) } })).toContain("if extra is not None:");
  });

  it("asks only for classes that something may be, and does not go round where nothing is any", async () => {
    const source = lines("class Never: ...", "class Made: ...", "made = Made()", "def f(x):", "    while isinstance(x, (Never, Made)):", "        x = x.inner", "    return x");
    expect(await folded(source)).toContain("while isinstance(x, Made):");
    expect(await folded(source.replace("made = Made()\n", ""))).toContain(lines("def f(x):", "    return x"));
  });

  it("keeps the place of an attribute that nobody reads where making its value may do more", async () => {
    const source = lines("class A:", "    __slots__ = ('kept', 'size')", "    def __init__(self, make):", "        self.kept = make()", "        self.size = 1");
    const members = new Set(["kept", "size"]);
    expect(await folded(source, { members })).toBe(lines("class A:", "    __slots__ = ('kept',)", "", "    def __init__(self, make):", "        self.kept = make()"));
    expect(await folded(source.replace("make()", "make"), { members })).toContain("__slots__ = ()");
  });

  it("leaves a test for a class of the program in its function, whose callers' types it does not narrow", async () => {
    const source = lines("class Made: ...", "made = Made()", "def is_made(x: object) -> bool: return isinstance(x, Made)", "def f(x: int) -> bool:", "    for each in ():", "        pass", "    return not is_made(x)");
    expect(await folded(source)).toContain("return not is_made(x)");
    expect(await folded(source.replace("isinstance(x, Made)", "isinstance(x, int)"))).toContain("return not isinstance(x, int)");
  });

  it("puts a function that is one expression where its only call is", async () => {
    const source = lines("from typing import Any", "LIMIT = 3", "def few(n: int, least: int) -> bool: return least < n < LIMIT", "def f(size: int) -> bool:", "    for each in ():", "        pass", "    return few(size, LIMIT) or not few");
    const once = source.replace("few(size, LIMIT) or not few", "not few(size, size)");
    expect(await folded(once)).toContain("return not size < size < LIMIT");
    expect(await folded(source)).toContain("return few(size, LIMIT) or not few");
    for (const changed of [once.replace("least: int) -> bool", "least: Any) -> bool"), once.replace("least: int", "least: int = 1"), once.replace("few(size, size)", "few(size, size + 1)")]) {
      expect(await folded(changed)).toContain("return not few(size, size");
    }
  });

  it("leaves no names that are returned at once, and no conditions that always hold", async () => {
    const source = lines("def f(xs):", "    made = [x for x in xs if x or False if True]", "    return made", "def g(xs):", "    made = f(xs)", "    made.sort()", "    return made");
    expect(await folded(source)).toBe(lines("def f(xs):", "    return [x for x in xs if x]", "", "def g(xs):", "    made = f(xs)", "    made.sort()", "    return made"));
  });
});

describe("withSingleHeirs", () => {
  it("joins a base that nothing makes with the only class that extends it", async () => {
    const source = lines(
      "class Base:",
      "    slow: bool",
      "    def go(self): raise NotImplementedError",
      "    def stop(self): return 0",
      "class Heir(Base):",
      "    def __init__(self, slow): self.slow = slow",
      "    def go(self): return 1",
      "def use(it: Base): return it.go() + Heir(False).stop()",
    );
    const pair = await open({ a: source });
    expect(await text(at(link(withSingleHeirs(pair, () => true)), "a"))).toBe(
      lines(
        "class Heir:",
        "",
        "    def __init__(self, slow):",
        "        self.slow = slow",
        "",
        "    def go(self):",
        "        return 1",
        "",
        "    def stop(self):",
        "        return 0",
        "",
        "def use(it: Heir):",
        "    return it.go() + Heir(False).stop()",
      ),
    );
    for (const more of ["Base()", "class Other(Base): ..."]) {
      expect(await text(at(link(withSingleHeirs(await open({ a: `${source}\n${more}` }), () => true)), "a"))).toContain("class Heir(Base)");
    }
    expect(await text(at(link(withSingleHeirs(pair, ({ name }) => name !== "Base")), "a"))).toContain("class Heir(Base)");
  });
});

describe("inline with gathered values", () => {
  it("puts values together and makes one of type variables that never meet", async () => {
    const sources = {
      a: lines("from typing import TypeVar", "T = TypeVar('T')", "def f(x: T) -> T: return x", "LIMIT = 3", "made = f(1)"),
      b: lines("from typing import TypeVar", "U = TypeVar('U')", "V = TypeVar('V')", "def g(x: U, y: V) -> U: return x", "MORE = 4"),
    };
    const program = await open(sources);
    const one = await text(at(link(inline(program, { path: "one", order: ["a", "b"], gathers: () => true })), "one"));
    expect(one).toBe(
      lines(
        "from typing import TypeVar",
        "T = TypeVar('T')",
        "LIMIT = 3",
        "V = TypeVar('V')",
        "MORE = 4",
        "",
        "def f(x: T) -> T:",
        "    return x",
        "",
        "def g(x: T, y: V) -> T:",
        "    return x",
        "made = f(1)",
      ),
    );
  });
});
