"""Decode the examples of a document with a compiled SDK, and encode them again.

Reads one JSON request on stdin: the SDK's folder, its manifest, and the examples. Each example is what
the method of its operation would be answered; the method is called with next to nothing, and stopped
where it would send. Answers `{"equal": n, "read": n, "problems": [...]}`.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any


class Sent(BaseException):
    """Carries a request out of the method that would send it."""

    def __init__(self, wanted: Any) -> None:
        self.wanted = wanted


class Checker:
    """One SDK and what its parts are."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        package = manifest["package"]
        single = manifest["layout"] == "module"

        def part(name: str) -> Any:
            return importlib.import_module(
                package if single else f"{package}._runtime.{name}"
            )

        self.httpx = importlib.import_module(manifest["http"])
        self.models = part("models")
        self.wire = part("wire")
        self.transport = part("transport").Transport
        client: Any = importlib.import_module(package)
        client = getattr(client, manifest["client"]["sync"].split(".")[-1])
        self.client = client(base_url="http://localhost")
        self.methods = {
            (each["method"], each["path"]): (each["python"], each.get("stream"))
            for each in manifest["operations"]
        }

    def method(self, path: str) -> Any:
        """Return the method at a path of attributes."""
        found: Any = self.client
        for name in path.split("."):
            found = getattr(found, name)
        return found

    def sent(self, method: Any, values: dict[str, Any]) -> Any:
        """Return what a method would send with these arguments, and with nothing for the others that it needs."""

        def stop(_: Any, wanted: Any) -> Any:
            raise Sent(wanted)

        self.transport.exchange = stop
        problem: Exception = TypeError("nothing is sent")
        # What is sent as a form or as text cannot be left out.
        for filler in (None, {}, "x"):
            others = {
                name: "x" if each.kind is each.POSITIONAL_OR_KEYWORD else filler
                for name, each in inspect.signature(method).parameters.items()
                if each.default is each.empty and each.kind is not each.VAR_KEYWORD
            }
            try:
                made = method(**{**others, **values})
                fetch = getattr(made, "__fetched__", None)
                if fetch is not None:
                    fetch()
            except Sent as sent:
                return sent.wanted
            except (AttributeError, TypeError, ValueError) as error:
                problem = error
        raise problem

    def decoded(self, reader: Any, example: dict[str, Any]) -> tuple[Any, Any]:
        """Return the value of an example and its codec, None where the reader has several."""
        codec = getattr(reader, "_codec", None)
        if codec is not None:
            return codec.__decode__(copy.deepcopy(example["value"])), codec
        headers = {"Content-Type": example["type"]}
        response = self.httpx.Response(
            example["status"], content=body_of(example), headers=headers
        )
        return reader.read(response, None), None

    def encoded(self, value: Any, codec: Any) -> Any:
        """Return the wire form of a value."""
        if codec is not None:
            return codec.__encode__(value)
        return self.wire.plain(value)

    def read(self, value: Any) -> str | None:
        """Read every attribute and member; return what is no type of the document's."""
        if isinstance(value, getattr(self.models, "Model", ())):
            if isinstance(value, getattr(self.models, "UnknownModel", ())):
                return type(value).__name__
            for name in self.models.shape_of(type(value)).fields:
                found = self.read(getattr(value, name))
                if found is not None:
                    return found
            return None
        members = value.values() if isinstance(value, dict) else value
        if isinstance(members, (list, tuple)) or members is not value:
            for member in members:
                found = self.read(member)
                if found is not None:
                    return found
        return None


def body_of(example: dict[str, Any]) -> bytes:
    """Return an example as a server sends it."""
    return json.dumps(example["value"]).encode("utf-8", "surrogatepass")


def same(one: Any, other: Any) -> bool:
    """Tell whether two JSON values are equal, 1 and true told apart."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            same(one[key], other[key]) for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def main() -> None:
    """Answer the request on stdin."""
    sys.setrecursionlimit(10_000)
    request = json.load(sys.stdin)
    sys.path.insert(0, str(Path(request["root"]) / request["importRoot"]))
    sys.dont_write_bytecode = True
    checker = Checker(request["manifest"])
    readers: dict[tuple[str, str], Any] = {}
    problems: list[str] = []
    counts = {"equal": 0, "read": 0}
    for example in request["examples"]:
        key = (example["method"], example["path"])
        label = f"{key[0]} {key[1]}"
        if key not in checker.methods:
            continue
        try:
            if key not in readers:
                readers[key] = checker.sent(
                    checker.method(checker.methods[key][0]), {}
                ).reader
            value, codec = checker.decoded(readers[key], example)
        except Exception as error:
            if example["fits"]:
                problems.append(f"{label}: {type(error).__name__}: {error}")
            continue
        try:
            wire = checker.encoded(value, codec)
        except Exception as error:
            problems.append(f"{label}: encoding: {type(error).__name__}: {error}")
            continue
        # What is read as bytes is the body itself.
        if same(wire, example["value"]) or wire == body_of(example):
            counts["equal"] += 1
        else:
            problems.append(f"{label}: became {json.dumps(wire, default=str)[:200]}")
        if not example["fits"]:
            continue
        try:
            unknown = checker.read(value)
        except Exception as error:
            problems.append(f"{label}: reading: {type(error).__name__}: {error}")
            continue
        counts["read"] += 1
        if unknown is not None:
            problems.append(f"{label}: it fits, and became {unknown}")
    json.dump({**counts, "problems": problems}, sys.stdout)


if __name__ == "__main__":
    main()
