import { expect, it } from "vitest";
import { freeze } from "../../../pyast/freeze.ts";
import type { FrozenProgram } from "../../../pyast/frozen.ts";
import { link } from "../../../pyast/link.ts";
import { shake } from "../../../pyast/shake.ts";
import { declared } from "../../../pyast/symbol.ts";
import { thaw } from "../../../pyast/thaw.ts";
import { asyncOnlyToSync } from "../../../pyast/unasync.ts";
import { at, useWorkbench } from "./workbench.ts";

const { open, text } = useWorkbench();

const sources = {
  "p.__init__": "'''Package.'''",
  "p.a": [
    "'''Docs.'''",
    "from __future__ import annotations",
    "from typing import TYPE_CHECKING, TypeVar",
    "import os.path",
    "from . import b",
    "if TYPE_CHECKING:",
    "    from .b import Other",
    "__all__ = ['used']",
    "T = TypeVar('T', bound='Bound')",
    "class Bound: ...",
    "# Why.",
    "async def async_load(x: T, /, *rest: Other, key: int = 0x10, **more) -> str:",
    "    from .b import late",
    "    return f'{os.path.sep!r:>{key}}' if b.TABLE else late(...)",
    "def used(x): return {1: b'x', **x, 'k': [1.5, 2j, None]}",
    "used.name = b.TABLE",
    "print('loaded')",
  ].join("\n"),
  "p.b": "class Other: ...\nTABLE = {}\ndef late(x): return x\ndef unused(): return TABLE\nTABLE['x'] = late\n",
};

/** The same after a trip through a file, under another name. */
function through(frozen: FrozenProgram): ReturnType<typeof thaw> {
  return thaw(JSON.parse(JSON.stringify(frozen)) as FrozenProgram, "q.r");
}

it("gives back what was frozen, below another package", async () => {
  const program = asyncOnlyToSync(await open(sources));
  const moved = JSON.parse(JSON.stringify(program.modules).replaceAll('"p.', '"q.r.').replaceAll('"p"', '"q.r"')) as typeof program.modules;
  const thawed = through(freeze(program, "p"));
  const bodies = thawed.map(({ docstring, parts }) => [...(docstring === null ? [] : [docstring]), ...parts.flatMap((part) => part.statements())]);
  expect(bodies).toEqual(moved.map((each) => each.body.body));
  expect(thawed.map(({ path, isPackage, declares, exports }) => ({ path, isPackage, declares, exports }))).toEqual(
    moved.map(({ path, isPackage, declares, exports }) => ({ path, isPackage, declares, exports })),
  );
});

it("knows of each part what keeping it keeps", async () => {
  const program = asyncOnlyToSync(await open(sources));
  const shaken = shake({ modules: through(freeze(program, "p")) }, [declared("q.r.a", "load")]);
  expect(shaken.modules.map((each) => [each.path, each.declares.map(({ name }) => name)])).toEqual([
    ["q.r", []],
    ["q.r.a", ["T", "Bound", "load"]],
    ["q.r.b", ["Other", "TABLE", "late"]],
  ]);
  expect(await text(at(link(shaken), "q.r.b"))).toContain("TABLE['x'] = late");
});

it("makes no node of what is not kept", async () => {
  const frozen = freeze(await open({ "p.a": "def used(): ...\ndef unused(): ...\n" }), "p");
  const broken = { ...frozen, modules: frozen.modules.map((each) => ({ ...each, parts: each.parts.map((part, index) => (index === 1 ? { ...part, statements: '[["NoSuchNode"]]' } : part)) })) };
  expect(shake({ modules: through(broken) }, [declared("q.r.a", "used")]).modules).toHaveLength(1);
  expect(() => shake({ modules: through(broken) }, [declared("q.r.a", "unused")])).toThrow("no such node: NoSuchNode");
});
