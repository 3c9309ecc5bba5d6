import { describe, expect, it } from "vitest";
import { link } from "../../../pyast/link.ts";
import { resolve } from "../../../pyast/resolve.ts";
import { at, refsIn, useWorkbench } from "./workbench.ts";

const { parse, open, text } = useWorkbench();
const lines = (...each: readonly string[]): string => each.join("\n");

describe("resolve", () => {
  it("turns imports, module-level names and builtins into refs", async () => {
    const program = await open({
      "p.__init__": "",
      "p.codecs": "def uuid(): ...\n",
      "p.m": lines(
        "import urllib.parse",
        "import httpx2 as http",
        "from datetime import date as day",
        "from . import codecs",
        "X = codecs.uuid(urllib.parse.quote, http.Response, day)",
        "def f(x): return len(x) + X",
      ),
    });
    expect(refsIn(at(program, "p.m"))).toEqual([
      "p.codecs.uuid attribute",
      "urllib.parse.quote attribute",
      "httpx2.Response attribute",
      "datetime.date",
      "builtins.len",
      "p.m.X",
    ]);
    expect(at(program, "p.m").declares.map((each) => each.key)).toEqual(["p.m.X", "p.m.f"]);
    expect(at(program, "p.m").body.body.map((each) => each.kind)).toEqual(["Assign", "FunctionDef"]);
  });

  it("leaves names of inner scopes alone", async () => {
    const program = await open({
      m: lines(
        "x = 1",
        "def f(x): return x",
        "def g(): return [x for x in x]",
        "class C:",
        "    x = 2",
        "    y = x",
        "    def h(self): return x",
        "def k():",
        "    global x",
        "    x = 3",
      ),
    });
    // The comprehension's first iterable, the method's body and what is declared global mean the module's name.
    expect(refsIn(at(program, "m"))).toEqual(["m.x", "m.x", "m.x"]);
  });

  it("keeps apart what only checkers need and what a function imports itself", async () => {
    const program = await open({
      "p.__init__": "",
      "p.a": "class A: ...\nclass B: ...\n",
      "p.m": lines(
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:",
        "    from .a import A",
        "def f(a: A) -> None:",
        "    'Doc.'",
        "    from inspect import Signature",
        "    from .a import B",
        "    print(B, Signature)",
      ),
    });
    const module = at(program, "p.m");
    expect(refsIn(module)).toEqual(["p.a.A type", "builtins.print", "p.a.B lazy", "inspect.Signature lazy"]);
    expect(module.body.body).toHaveLength(1);
    expect(await text(at(link(program), "p.m"))).toBe(
      lines(
        "from __future__ import annotations",
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:",
        "    from .a import A",
        "",
        "def f(a: A) -> None:",
        '    """Doc."""',
        "    from inspect import Signature",
        "    from .a import B",
        "    print(B, Signature)",
      ),
    );
  });

  it("keeps alternatives whole and the local TYPE_CHECKING where it stands", async () => {
    const source = lines(
      "from __future__ import annotations",
      "import sys",
      "TYPE_CHECKING = False",
      "if TYPE_CHECKING:",
      "    from typing_extensions import Unpack as Unpack",
      "elif sys.version_info >= (3, 11):",
      "    from typing import Unpack as Unpack",
      "else:",
      "",
      "    class Unpack:",
      "        pass",
      "__all__ = ['Unpack']",
    );
    const program = await open({ m: source });
    expect(at(program, "m").declares.map((each) => each.name)).toEqual(["TYPE_CHECKING", "Unpack"]);
    expect(at(program, "m").exports?.map((each) => each.key)).toEqual(["m.Unpack"]);
    expect(await text(at(link(program), "m"))).toBe(source);
  });

  it("follows a name through the modules that pass it on", async () => {
    const program = await open({
      "p.__init__": "from .b import A as A\n",
      "p.a": "class A: ...\n",
      "p.b": "from .a import A as A\n",
      "p.m": "from . import A\nX = A\n",
    });
    expect(refsIn(at(program, "p.m"))).toEqual(["p.a.A"]);
  });

  it("takes a module that is passed around, and only the first step of a longer path", async () => {
    const program = await open({
      "p.__init__": "",
      "p.codecs": "uuid = 1\n",
      "p.m": "import sys, httpx2\nfrom . import codecs\nX = (sys, codecs, httpx2.codes.OK)\n",
    });
    expect(refsIn(at(program, "p.m"))).toEqual(["sys. attribute", "p.codecs. attribute", "httpx2.codes attribute"]);
    expect(await text(at(link(program), "p.m"))).toBe(
      lines(
        "from __future__ import annotations",
        "import sys",
        "import httpx2",
        "from . import codecs",
        "X = (sys, codecs, httpx2.codes.OK)",
      ),
    );
  });

  it("knows a package that imports its own submodule", async () => {
    const program = await open({
      "p.__init__": "from . import codecs as codecs\n",
      "p.codecs": "uuid = 1\n",
      "p.m": "from . import codecs\nX = codecs.uuid\n",
    });
    expect(refsIn(at(program, "p.m"))).toEqual(["p.codecs.uuid attribute"]);
  });

  it("reaches a package and what is below it by one import", async () => {
    const program = await open({ m: "import collections.abc\nX = (collections.deque, collections.abc.Set)\n" });
    expect(refsIn(at(program, "m"))).toEqual(["collections.deque attribute", "collections.abc.Set attribute"]);
    expect(await text(at(link(program), "m"))).toBe(
      lines(
        "from __future__ import annotations",
        "import collections",
        "import collections.abc",
        "X = (collections.deque, collections.abc.Set)",
      ),
    );
  });

  it("leaves an `__all__` that is computed", async () => {
    const program = await open({ m: "__all__ = ['a']\n__all__ += ['b']\na = b = 1\n" });
    expect(at(program, "m").exports).toBeUndefined();
    expect(at(program, "m").body.body.map((each) => each.kind)).toEqual(["Assign", "AugAssign", "Assign"]);
  });

  it("refuses what it cannot take apart", async () => {
    const [missing] = await parse({ "p.m": "from .a import B\nB\n" });
    const known = await parse({ "p.a": "A = 1\n" });
    if (missing === undefined) throw new Error("not parsed");
    expect(() => resolve(missing, known)).toThrow("p.a has no B");
    await expect(open({ m: "import os\nos = 1\n" })).rejects.toThrow("m: os is imported and also bound otherwise");
    await expect(open({ m: "import os\nclass C:\n    os = os\n" })).rejects.toThrow(
      "m: C reads os from outside and binds it as well",
    );
    await expect(open({ "p.a": "from .b import X\nX", "p.b": "from .a import X\n" })).rejects.toThrow("p.b has no X");
    await expect(open({ "p.m": "try:\n    from .a import B\nexcept ImportError:\n    B = None\n" })).rejects.toThrow(
      "p.m: a relative import cannot stand inside a statement with alternatives",
    );
  });
});
