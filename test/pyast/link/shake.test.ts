import { describe, expect, it } from "vitest";
import { link } from "../../../pyast/link.ts";
import { retarget } from "../../../pyast/retarget.ts";
import { shake } from "../../../pyast/shake.ts";
import { declared } from "../../../pyast/symbol.ts";
import { at, useWorkbench } from "./workbench.ts";

const { open, text } = useWorkbench();
const lines = (...each: readonly string[]): string => each.join("\n");

describe("shake", () => {
  const sources = {
    "p.__init__": "'''Package.'''",
    "p.a": lines(
      '"""Docs."""',
      "import os",
      "from typing import TypeVar",
      "from .b import helper, TABLE",
      "T = TypeVar('T', bound='Bound')",
      "class Bound: ...",
      "def used(x: T) -> None: return helper(x)",
      "def unused(): return TABLE",
      "used.name = os.sep",
      "unused.name = os.path",
      "LIMIT: int = 3",
      "'The limit.'",
    ),
    "p.b": lines(
      "counter = 0",
      "TABLE = {}",
      "def helper(x):",
      "    global counter",
      "    counter += 1",
      "TABLE[int] = helper",
      "print('loaded')",
    ),
    "p.c": "from .b import TABLE\nX = TABLE\n",
  };
  const used = declared("p.a", "used");

  it("keeps what the roots reach, and what acts on it", async () => {
    const program = shake(await open(sources), [used]);
    expect(program.modules.map((each) => each.path)).toEqual(["p", "p.a", "p.b"]);
    expect(at(program, "p.a").declares.map((each) => each.name)).toEqual(["T", "Bound", "used"]);
    expect(await text(at(link(program), "p.a"))).toBe(
      lines(
        '"""Docs."""',
        "from __future__ import annotations",
        "import os",
        "from typing import TypeVar",
        "from .b import helper",
        "T = TypeVar('T', bound='Bound')",
        "",
        "class Bound:",
        "    ...",
        "",
        "def used(x: T) -> None:",
        "    return helper(x)",
        "used.name = os.sep",
      ),
    );
    expect(await text(at(link(program), "p.b"))).toBe(
      lines(
        "from __future__ import annotations",
        "counter = 0",
        "",
        "def helper(x):",
        "    global counter",
        "    counter += 1",
        "print('loaded')",
      ),
    );
  });

  it("keeps a description with its value", async () => {
    const program = shake(await open(sources), [declared("p.a", "LIMIT")]);
    expect(await text(at(link(program), "p.a"))).toBe(
      lines('"""Docs."""', "from __future__ import annotations", "LIMIT: int = 3", "'The limit.'"),
    );
  });

  it("takes other modules as they are, and as roots", async () => {
    const program = shake(await open(sources), [], { shakeable: (module) => module.path !== "p.c" });
    expect(program.modules.map((each) => each.path)).toEqual(["p", "p.b", "p.c"]);
    // What is put into the table brings its helper along.
    expect(at(program, "p.b").declares.map((each) => each.name)).toEqual(["counter", "TABLE", "helper"]);
  });

  it("drops a package that nothing stands in", async () => {
    expect(shake(await open(sources), []).modules).toEqual([]);
  });
});

describe("retarget", () => {
  it("moves every name of a library to another", async () => {
    const source = lines(
      "import httpx2",
      "from httpx2 import Response",
      "def f(r: Response) -> httpx2.Client:",
      "    try:",
      "        import httpx2",
      "        from httpx2.x import y",
      "    except ImportError:",
      "        return httpx2.z",
    );
    expect(await text(at(link(retarget(await open({ m: source }), "httpx2", "httpx")), "m"))).toBe(
      lines(
        "from __future__ import annotations",
        "import httpx",
        "from httpx import Response",
        "",
        "def f(r: Response) -> httpx.Client:",
        "    try:",
        "        import httpx as httpx2",
        "        from httpx.x import y",
        "    except ImportError:",
        "        return httpx2.z",
      ),
    );
  });
});
