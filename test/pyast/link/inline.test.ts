import { describe, expect, it } from "vitest";
import { inline } from "../../../pyast/inline.ts";
import { link } from "../../../pyast/link.ts";
import type { Ref } from "../../../pyast/symbol.ts";
import { rewrite } from "../../../pyast/walk.ts";
import { at, useWorkbench, type Sources } from "./workbench.ts";

const { open, text, run } = useWorkbench();
const lines = (...each: readonly string[]): string => each.join("\n");

async function single(sources: Sources, more: Partial<Parameters<typeof inline>[1]> = {}): Promise<string> {
  return text(at(link(inline(await open(sources), { path: "one", order: [], ...more })), "one"));
}

describe("inline", () => {
  it("merges modules in the order given; imports of each other vanish", async () => {
    const sources = {
      "p.a": "from typing import TYPE_CHECKING\nfrom . import b\nif TYPE_CHECKING:\n    from .c import C\ndef f(c: C): return b.g()\n",
      "p.b": "def g():\n    from .c import C\n    return C\n",
      "p.c": '"""Docs."""\nimport os\nclass C: x = os.sep\n',
      "p.__init__": "",
    };
    expect(await single(sources, { order: ["p.c", "p.a", "p.b"] })).toBe(
      lines(
        "from __future__ import annotations",
        "import os",
        "",
        "class C:",
        "    x = os.sep",
        "",
        "def f(c: C):",
        "    return g()",
        "",
        "def g():",
        "    return C",
      ),
    );
  });

  it("defines before it uses, also what a called function needs, and lets functions look forward", async () => {
    const sources = {
      "p.__init__": "",
      "p.a": lines(
        "from .b import Base, make",
        "class A(Base):",
        "    x = make()",
        "    def later(self): return Z",
        "def first(): return A",
        "class Z(A): ...",
      ),
      "p.b": "class Base: ...\ndef make(): return helper()\ndef helper(): return 1\n",
    };
    expect(await single(sources, { order: ["p.a", "p.b"] })).toBe(
      lines(
        "from __future__ import annotations",
        "",
        "class Base:",
        "    ...",
        "",
        "def make():",
        "    return helper()",
        "",
        "def helper():",
        "    return 1",
        "",
        "class A(Base):",
        "    x = make()",
        "",
        "    def later(self):",
        "        return Z",
        "",
        "def first():",
        "    return A",
        "",
        "class Z(A):",
        "    ...",
      ),
    );
  });

  it("gives way to names of the API, to imports, builtins and parameters", async () => {
    const sources = {
      "p.__init__": "",
      "p.codecs": lines(
        "from datetime import date as day",
        "from typing import TypeVar",
        "T = TypeVar('T')",
        "Pet = TypeVar('Pet')",
        "PetT = TypeVar('PetT', bound='wire')",
        "def date(x: str) -> day: return day.fromisoformat(x)",
        "def int_(x): return int(x)",
        "def list(x): return [x]",
        "def wire(x): return x",
      ),
      "p.api": lines(
        "from typing import TypeVar",
        "from . import codecs",
        "T = TypeVar('T')",
        "class Pet:",
        "    born = codecs.date('2026-01-02')",
        "    def f(self, wire: T, x: list[int] = []) -> T: return codecs.wire(codecs.list(wire))",
      ),
    };
    const program = inline(await open(sources), {
      path: "one",
      order: ["p.codecs", "p.api"],
      keepsName: (symbol) => symbol.key.startsWith("p.api."),
      nameFor: (symbol) => (symbol.name === "int_" ? "whole" : undefined),
    });
    const linked = link(program);
    expect(await text(at(linked, "one"))).toBe(
      lines(
        "from __future__ import annotations",
        "from datetime import date",
        "from typing import TypeVar",
        "T = TypeVar('T')",
        "_Pet = TypeVar('_Pet')",
        "PetT = TypeVar('PetT', bound='_wire')",
        "",
        "def _date(x: str) -> date:",
        "    return date.fromisoformat(x)",
        "",
        "def whole(x):",
        "    return int(x)",
        "",
        "def _list(x):",
        "    return [x]",
        "",
        "def _wire(x):",
        "    return x",
        "",
        "class Pet:",
        "    born = _date('2026-01-02')",
        "",
        "    def f(self, wire: T, x: list[int]=[]) -> T:",
        "        return _wire(_list(wire))",
      ),
    );
    const script = "import one; print(one.Pet.born, one.Pet().f(1), one.whole('2'))";
    expect(await run(linked, script)).toBe("2026-01-02 [1] 2");
  });

  it("renames in text too, where a name is quoted, and needs nothing before it", async () => {
    const program = await open({ m: "X = list[Y]\nY = int\n", n: "Y = 1\n" });
    const quoted = {
      modules: program.modules.map((each) => ({
        ...each,
        body: rewrite<Ref>(each.body, (node) =>
          node.kind === "Ref" && node.symbol.name === "Y" ? { ...node, use: "quoted" } : node,
        ),
      })),
    };
    const linked = link(inline(quoted, { path: "one", order: ["n", "m"] }));
    expect(await text(at(linked, "one"))).toBe(
      lines("from __future__ import annotations", "Y = 1", "X = list['_Y']", "_Y = int"),
    );
  });

  it("carries global statements, alternatives and the local TYPE_CHECKING over", async () => {
    const sources = {
      "p.__init__": "",
      "p.a": lines(
        "TYPE_CHECKING = False",
        "if TYPE_CHECKING:",
        "    from typing_extensions import Self as Self",
        "else:",
        "    Self = object",
        "state = 0",
        "def f() -> Self:",
        "    global state",
        "    state += 1",
        "    return state",
      ),
      "p.b": "state = 'b'\ndef g(): return state\nSelf = 1\n",
    };
    const linked = link(inline(await open(sources), { path: "one", order: ["p.b", "p.a"] }));
    expect(await text(at(linked, "one"))).toBe(
      lines(
        "from __future__ import annotations",
        "from typing import TYPE_CHECKING",
        "state = 'b'",
        "",
        "def g():",
        "    return state",
        "Self = 1",
        "if TYPE_CHECKING:",
        "    from typing_extensions import Self as _Self",
        "else:",
        "    _Self = object",
        "_state = 0",
        "",
        "def f() -> _Self:",
        "    global _state",
        "    _state += 1",
        "    return _state",
      ),
    );
    expect(await run(linked, "import one; one.f(); print(one.f(), one.g())")).toBe("2 b");
  });

  it("names definitions that need each other at once", async () => {
    const sources = {
      "p.__init__": "",
      "p.a": "from .b import B\nclass A(B): ...\n",
      "p.b": "from .a import A\nclass B(A): ...\n",
    };
    const program = await open(sources);
    expect(() => inline(program, { path: "one", order: [] })).toThrow(
      "these need each other when they are defined: A -> B -> A",
    );
  });
});
