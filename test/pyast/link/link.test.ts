import { describe, expect, it } from "vitest";
import { builders } from "../../../pyast/build.ts";
import { link } from "../../../pyast/link.ts";
import type { Stmt } from "../../../pyast/nodes.ts";
import type { OpenModule, OpenProgram } from "../../../pyast/program.ts";
import { builtin, declared, external, ref, type Ref, type Symbol } from "../../../pyast/symbol.ts";
import { at, useWorkbench } from "./workbench.ts";

const { text, run } = useWorkbench();
const b = builders<Ref>();
const lines = (...each: readonly string[]): string => each.join("\n");

function module(path: string, body: readonly Stmt<Ref>[], declares: readonly Symbol[] = []): OpenModule {
  return { path, isPackage: false, body: { kind: "Module", body }, declares };
}

function pack(path: string, body: readonly Stmt<Ref>[] = []): OpenModule {
  return { ...module(path, body), isPackage: true };
}

const date = external("datetime", "date");
const list = ref(builtin("list"));
const model = declared("museum._runtime.models", "Model");
const uuid = declared("museum._runtime.codecs", "uuid", "attribute");
const event: Symbol = {
  key: "schema:Event",
  name: "Event",
  home: { kind: "module", module: "museum.models.event", via: "museum.models" },
  access: "attribute",
};
const field = b.annAssign("x", ref(date));

const runtime: readonly OpenModule[] = [
  pack("museum"),
  pack("museum._runtime"),
  module("museum._runtime.models", [b.classDef("Model")], [model]),
  module("museum._runtime.codecs", [b.def("uuid")], [uuid]),
  pack("museum.models", [b.importFrom(".event", ["Event"])]),
  module("museum.models.event", [b.classDef("Event", { bases: [ref(model)] })], [event]),
];

const linked = (subject: OpenModule, more: readonly OpenModule[] = runtime): Promise<string> =>
  text(at(link({ modules: [...more, subject] }), subject.path));

describe("link", () => {
  it("imports by access, package and distance, sorted", async () => {
    const use = b.expr(
      b.tuple([ref(date), ref(event), ref(uuid), ref(model), ref(external("httpx2", "Response", "attribute")), list]),
    );
    const expected = [
      "from __future__ import annotations",
      "from datetime import date",
      "import httpx2",
    ];
    const tail = "(date, models.Event, codecs.uuid, Model, httpx2.Response, list)";
    expect(await linked(module("museum.resources.events", [use]))).toBe(
      lines(
        ...expected,
        "from .. import models",
        "from .._runtime import codecs",
        "from .._runtime.models import Model",
        tail,
      ),
    );
    expect(await linked(module("museum._client", [use]))).toBe(
      lines(...expected, "from . import models", "from ._runtime import codecs", "from ._runtime.models import Model", tail),
    );
    expect(await linked(module("test_museum", [use]))).toBe(
      lines(
        ...expected,
        "from museum import models",
        "from museum._runtime import codecs",
        "from museum._runtime.models import Model",
        tail,
      ),
    );
  });

  it("uses the bare name where a symbol is declared", async () => {
    expect(await text(at(link({ modules: runtime }), "museum.models.event"))).toBe(
      lines(
        "from __future__ import annotations",
        "from .._runtime.models import Model",
        "",
        "class Event(Model):",
        "    ...",
      ),
    );
  });

  it("takes an underscore where a name of the module or of a function is in the way", async () => {
    const own = module("museum.a", [
      b.assign("models", b.num(1)),
      b.def("f", { params: ["codecs"], body: [b.ret(b.tuple([ref(uuid), ref(event)]))] }),
      b.def("g", { body: [b.assign("Model", ref(model))] }),
      b.def("_Model"),
    ]);
    expect(await linked(own)).toBe(
      lines(
        "from __future__ import annotations",
        "from . import models as _models",
        "from ._runtime import codecs as _codecs",
        "from ._runtime.models import Model as _Model2",
        "models = 1",
        "",
        "def f(codecs):",
        "    return (_codecs.uuid, _models.Event)",
        "",
        "def g():",
        "    Model = _Model2",
        "",
        "def _Model():",
        "    ...",
      ),
    );
  });

  it("leaves a builtin its name when an import has the same", async () => {
    const both = b.tuple([ref(external("httpx2", "ConnectionError")), ref(builtin("ConnectionError"))]);
    expect(await linked(module("m", [b.expr(both)]))).toBe(
      lines(
        "from __future__ import annotations",
        "from httpx2 import ConnectionError as _ConnectionError",
        "(_ConnectionError, ConnectionError)",
      ),
    );
  });

  it("reaches what a field hides through its module", async () => {
    const fields = module("museum.b", [
      b.classDef("B", {
        body: [
          b.annAssign("date", ref(date)),
          b.annAssign("UUID", ref(external("uuid", "UUID"))),
          b.def("list", { params: ["self"], returns: b.subscript(list, ref(date)) }),
          b.annAssign("models", ref(event)),
        ],
      }),
      b.annAssign("everything", list),
    ]);
    expect(await linked(fields)).toBe(
      lines(
        "from __future__ import annotations",
        "import builtins",
        "import datetime as dt",
        "import uuid",
        "from . import models as _models",
        "",
        "class B:",
        "    date: dt.date",
        "    UUID: uuid.UUID",
        "",
        "    def list(self) -> builtins.list[dt.date]:",
        "        ...",
        "    models: _models.Event",
        "everything: list",
      ),
    );
  });

  it("gives a declaration a second name where something hides the first", async () => {
    const pet = declared("m", "Pet");
    const program: OpenProgram = {
      modules: [module("m", [b.classDef("Pet", { body: [b.annAssign("Pet", b.union([ref(pet), "None"]), "None")] }), b.docstring("Text.")], [pet])],
    };
    const result = link(program);
    expect(await text(at(result, "m"))).toBe(
      lines(
        "from __future__ import annotations",
        "",
        "class Pet:",
        "    Pet: _Pet | None = None",
        "'Text.'",
        "_Pet = Pet",
      ),
    );
    expect(await run(result, "import m, typing; print(typing.get_type_hints(m.Pet))")).toBe(
      "{'Pet': m.Pet | None}",
    );
  });

  it("means the same at run time whatever is in the way", async () => {
    const value = external("decimal", "Decimal");
    const int = ref(builtin("int"));
    const hint = b.subscript(ref(builtin("dict")), [ref(value), int]);
    const obstacles: Readonly<Record<string, readonly Stmt<Ref>[]>> = {
      nothing: [b.def("use", { params: [b.param("x", { annotation: hint })] })],
      module: [b.assign("Decimal", b.num(1)), b.assign("dict", b.num(2)), b.def("use", { params: [b.param("x", { annotation: hint })] })],
      parameter: [b.def("use", { params: [b.param("x", { annotation: hint }), b.param("Decimal", { default: "None" })], body: [b.ret(ref(value))] })],
      loop: [b.def("use", { params: [b.param("x", { annotation: hint })], body: [b.for({ target: "dict", iter: b.list([]), body: [b.expr(ref(builtin("dict")))] })] })],
      class: [b.classDef("K", { body: [b.assign("Decimal", b.num(1)), b.def("int"), b.annAssign("x", hint)] }), b.assign("use", "K")],
    };
    for (const [name, body] of Object.entries(obstacles)) {
      const result = link({ modules: [module("m", body)] });
      expect([name, await run(result, "import m, typing; print(typing.get_type_hints(m.use)['x'])")]).toEqual([
        name,
        "dict[decimal.Decimal, int]",
      ]);
    }
  });

  it("imports for checkers only, unless something runs it", async () => {
    const a = external("a", "A");
    const typed = b.def("f", { params: [b.param("a", { annotation: ref(a, "type") })] });
    expect(await linked(module("m", [typed]))).toBe(
      lines(
        "from __future__ import annotations",
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:",
        "    from a import A",
        "",
        "def f(a: A):",
        "    ...",
      ),
    );
    expect(await linked(module("m", [typed, b.expr(ref(a))]))).toBe(
      lines("from __future__ import annotations", "from a import A", "", "def f(a: A):", "    ...", "A"),
    );
  });

  it("imports lazily in the function that asks, and still for checkers", async () => {
    const events = declared("museum.resources.events", "Events");
    const resource = module("museum.resources.events", [b.classDef("Events")], [events]);
    const client = module("museum._client", [
      b.classDef("Museum", {
        body: [
          b.def("events", {
            params: ["self"],
            returns: ref(events, "type"),
            doc: "Events.",
            body: [b.ret(b.call(ref(events, "lazy"), ["self"]))],
          }),
        ],
      }),
    ]);
    expect(await linked(client, [...runtime, resource])).toBe(
      lines(
        "from __future__ import annotations",
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:",
        "    from .resources.events import Events",
        "",
        "class Museum:",
        "",
        "    def events(self) -> Events:",
        '        """Events."""',
        "        from .resources.events import Events",
        "        return Events(self)",
      ),
    );
  });

  it("writes a quoted name as text and still imports it", async () => {
    const alias = b.annAssign("Tree", "object", b.subscript(list, ref(event, "quoted")));
    expect(await linked(module("museum.b", [alias]))).toBe(
      lines("from __future__ import annotations", "from . import models", "Tree: object = list['models.Event']"),
    );
  });

  it("joins imports that a tree brings itself, and writes `__all__` in order", async () => {
    const names = ["b", "UNSET", "Zoo", "a10", "a9"].map((name) => declared("m", name));
    const body = [b.import("sys"), ...names.map(({ name }) => b.assign(name, ref(external("os", "path"))))];
    expect(await linked({ ...module("m", body, names), exports: names })).toBe(
      lines(
        "from __future__ import annotations",
        "import sys",
        "from os import path",
        ...names.map(({ name }) => `${name} = path`),
        "__all__ = ['UNSET', 'Zoo', 'a9', 'a10', 'b']",
      ),
    );
  });

  it("leaves out the future import on demand and from a module that only has a docstring", async () => {
    expect(await linked(module("m", [b.docstring("Only text.")]))).toBe('"""Only text."""');
    const result = link({ modules: [module("m", [field])] }, { future: () => false });
    expect(await text(at(result, "m"))).toBe("from datetime import date\nx: date");
  });

  it("refuses a symbol that nobody declares, by name", () => {
    const unknown = declared("museum.models.pet", "Pet");
    expect(() => link({ modules: [module("museum.a", [b.expr(ref(unknown))])] })).toThrow(
      "museum.a refers to museum.models.pet.Pet, which no module declares",
    );
    expect(() => link({ modules: [module("m", [], [declared("m", "x")])] })).toThrow(
      "m declares m.x, but nothing binds x",
    );
  });
});
