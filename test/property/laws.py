"""Holds generated models to their laws: one JSON request on stdin, the list of broken laws on stdout.

A case names a class with one attribute, `value`, whose schema is the one to be tried.
"""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import sys
import traceback
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

MISSING = object()


def text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


class Package:
    """What the laws need of one compiled package."""

    def __init__(self, name: str) -> None:
        self.models = importlib.import_module(f"{name}.models")
        self.base = importlib.import_module(f"{name}._runtime.models")
        self.wire = importlib.import_module(f"{name}._runtime.wire")
        self.error = importlib.import_module(f"{name}._runtime.errors").DecodeError


class Laws:
    """The laws, applied to one case; what is broken is collected."""

    def __init__(self, package: Package, case: dict[str, Any], broken: list[dict[str, Any]]) -> None:
        self.package = package
        self.case = case
        self.broken = broken
        self.cls = getattr(package.models, case["class"])
        self.raw: Any = None
        self.counts = {"reads": 0, "models": 0}

    def tell(self, law: str, detail: str) -> None:
        self.broken.append({"case": self.case["id"], "law": law, "value": text(self.raw)[:2000], "detail": detail[:1500]})

    def guarded(self, law: str, check: Any, *arguments: Any) -> Any:
        try:
            return check(*arguments)
        except Exception:
            self.tell(law, traceback.format_exc(limit=-4))
            return MISSING

    def valid(self, raw: Any) -> None:
        self.raw = raw
        before = text({"value": raw})
        holder = self.guarded("decodes", self.cls.from_dict, {"value": raw})
        if holder is MISSING:
            return
        self.guarded("reads", self.walk, holder)
        self.same("stays", before, holder.to_dict())
        found = self.guarded("checks", self.package.wire.violations, self.cls, {"value": raw})
        if found is not MISSING and found:
            self.tell("valid", "; ".join(map(str, found)))
        self.guarded("constructs", self.constructs, before, holder)
        self.guarded("copies", self.copies, holder)

    def mutated(self, raw: Any, path: list[Any] | None, what: str) -> None:
        self.raw = raw
        before = text({"value": raw})
        holder = self.guarded("decodes", self.cls.from_dict, {"value": raw})
        if holder is MISSING:
            return
        self.guarded("reads or tells", self.walk, holder, True)
        self.same("stays", before, holder.to_dict())
        self.guarded("copies", self.copies, holder)
        found = self.guarded("checks", self.package.wire.violations, self.cls, {"value": raw})
        if path is None or found is MISSING:
            return
        where = "$"
        for key in ["value", *path]:
            where = self.package.wire.step(where, key)
        if not any(each.path == where for each in found):
            self.tell("finds", f"{what} at {where}; found {[str(each) for each in found]}")

    def same(self, law: str, before: str, after: Any) -> None:
        if text(after) != before:
            self.tell(law, f"became {text(after)}")

    def constructs(self, before: str, holder: Any) -> None:
        self.same("takes the wire form", before, self.cls(value=json.loads(before)["value"]).to_dict())
        self.same("takes the typed form", before, self.cls(value=holder.value).to_dict())
        self.same("takes its keywords", before, self.cls.from_keywords(**holder.keywords()).to_dict())
        other = self.cls.from_dict({"value": None})
        other.value = holder.value
        self.same("is written", before, other.to_dict())
        other["value"] = holder.value
        self.same("is written by item", before, other.to_dict())

    def copies(self, holder: Any) -> None:
        for made in (copy.copy(holder), copy.deepcopy(holder), pickle.loads(pickle.dumps(holder))):
            if made != holder or type(made) is not type(holder):
                self.tell("copies", "a copy differs")
        repr(holder)

    def walk(self, value: Any, tolerant: bool = False) -> None:
        """Read everything that can be reached; what a type says has to be so."""
        self.counts["reads"] += 1
        if isinstance(value, self.package.base.Model):
            self.counts["models"] += 1
            self.walk_model(value, tolerant)
        elif isinstance(value, dict):
            for key in value:
                inner = self.read(lambda key=key: value[key], tolerant)
                if inner is not MISSING:
                    self.walk(inner, tolerant)
        elif isinstance(value, (list, tuple)):
            for index in range(len(value)):
                inner = self.read(lambda index=index: value[index], tolerant)
                if inner is not MISSING:
                    self.walk(inner, tolerant)

    def read(self, door: Any, tolerant: bool) -> Any:
        try:
            return door()
        except self.package.error:
            if not tolerant:
                raise
            return MISSING

    def walk_model(self, model: Any, tolerant: bool) -> None:
        cls = type(model)
        hints = get_type_hints(cls)
        shape = self.package.base.shape_of(cls)
        for name, item in shape.fields.items():
            value = self.read(lambda name=name: getattr(model, name), tolerant)
            if value is MISSING:
                continue
            if not tolerant and not self.fits(hints[name], value):
                self.tell("is what its type says", f"{cls.__name__}.{name}: {hints[name]} is {value!r}")
            if (item.wire in model) is not (item.wire in model.__wire__):
                self.tell("contains", f"{cls.__name__}.{name}")
            self.walk(value, tolerant)
        if shape.extra is not None:
            self.walk(dict(self.read(lambda: self.package.base.additional(model), tolerant)) if not tolerant else {}, tolerant)
        if not tolerant:
            self.rebuild(model, shape)

    def rebuild(self, model: Any, shape: Any) -> None:
        """Make the same model again, of typed values and of wire values."""
        known = {name: item for name, item in shape.fields.items() if item.init and item.wire in model}
        wanted = {item.wire: model[item.wire] for item in known.values()}
        for name, item in shape.fields.items():
            if item.init and item.wire not in model and item.default not in (..., self.package.base.UNSET):
                wanted[item.wire] = item.default
        typed = type(model)(**{name: getattr(model, name) for name in known})
        wire = type(model)(**{name: model[item.wire] for name, item in known.items()})
        for made in (typed, wire):
            if text(made.to_dict()) != text(wanted):
                self.tell("is built again", f"{type(model).__name__}: {text(made.to_dict())}, not {text(wanted)}")

    def fits(self, hint: Any, value: Any) -> bool:
        origin = get_origin(hint)
        arguments = get_args(hint)
        if hint is Any:
            return True
        if origin is Union or origin is UnionType:
            return any(self.fits(each, value) for each in arguments)
        if origin is Literal:
            return any(value == each and isinstance(value, bool) is isinstance(each, bool) for each in arguments)
        if origin is list:
            return isinstance(value, list) and all(self.fits(arguments[0], each) for each in value)
        if origin is dict:
            return isinstance(value, dict) and all(self.fits(arguments[1], value[key]) for key in value)
        if origin is tuple and arguments[-1] is ...:
            return isinstance(value, tuple) and all(self.fits(arguments[0], each) for each in value)
        if origin is tuple:
            return isinstance(value, tuple) and len(value) == len(arguments) and all(map(self.fits, arguments, value))
        if hint in (None, NoneType):
            return value is None
        if hint is float:
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        if hint is int:
            return isinstance(value, int) and not isinstance(value, bool) or isinstance(value, float) and value.is_integer()
        return isinstance(value, hint)


class PydanticLaws(Laws):
    """What holds of pydantic's models too: values that fit go through them unchanged, others are refused or go through as well.

    Unchanged to Python, for which 1, 1.0 and True are equal: pydantic chooses among listed values by that.
    """

    def valid(self, raw: Any) -> None:
        self.raw = raw
        wire = {"value": raw}
        holder = self.guarded("decodes", self.cls.from_dict, wire)
        if holder is MISSING:
            return
        self.counts["models"] += 1
        for law, made in (("stays", holder.to_dict), ("is encoded", lambda: self.cls.__encode__(wire)), ("takes its keywords", lambda: self.cls.from_keywords(**holder.keywords()).to_dict())):
            found = self.guarded(law, made)
            if found is not MISSING and found != wire:
                self.tell(law, f"became {text(found)}")
        found = self.guarded("checks", self.package.wire.violations, self.cls, wire)
        if found is not MISSING and found:
            self.tell("valid", "; ".join(map(str, found)))
        self.guarded("copies", self.copies, holder)

    def mutated(self, raw: Any, path: list[Any] | None, what: str) -> None:
        self.raw = raw
        try:
            holder = self.cls.from_dict({"value": raw})
        except self.package.error as error:
            if not error.path.startswith("$"):
                self.tell("says where", repr(error.path))
            return
        except Exception:
            self.tell("decodes or tells", traceback.format_exc(limit=-4))
            return
        self.guarded("writes", holder.to_dict)


def main() -> None:
    request = json.load(sys.stdin)
    sys.path.insert(0, request["folder"])
    packages: dict[str, Package] = {}
    broken: list[dict[str, Any]] = []
    counts = {"valid": 0, "mutated": 0, "reads": 0, "models": 0}
    for case in request["cases"]:
        try:
            name = case["package"]
            if name not in packages:
                packages[name] = Package(name)
            laws = (PydanticLaws if request["models"] == "pydantic" else Laws)(packages[name], case, broken)
        except Exception:
            broken.append({"case": case["id"], "law": "imports", "value": "", "detail": traceback.format_exc(limit=-6)})
            continue
        for raw in case["valid"]:
            laws.valid(raw)
            counts["valid"] += 1
        for each in case["mutated"]:
            laws.mutated(each["value"], each.get("path"), each.get("what", ""))
            counts["mutated"] += 1
        for key, number in laws.counts.items():
            counts[key] += number
    json.dump({"broken": broken, "counts": counts}, sys.stdout)


main()
