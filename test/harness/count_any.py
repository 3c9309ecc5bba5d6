"""Count `Any` in the types of a compiled SDK: annotations and aliases of everything but its runtime.

Reads `{"root": folder, "files": [paths]}` on stdin and prints `{"count": n, "places": ["file:line"]}`.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path


def types(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield the annotations of a module, and what its aliases stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            yield node.annotation
            is_alias = "TypeAlias" in ast.dump(node.annotation)
            if is_alias and node.value is not None:
                yield node.value
        elif isinstance(node, ast.arg) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            yield node.returns


def is_any(node: ast.AST) -> bool:
    """Tell whether this is `Any` or `typing.Any`."""
    return (isinstance(node, ast.Name) and node.id == "Any") or (
        isinstance(node, ast.Attribute) and node.attr == "Any"
    )


def main() -> None:
    """Answer the request on stdin."""
    request = json.load(sys.stdin)
    places = []
    for name in request["files"]:
        tree = ast.parse((Path(request["root"]) / name).read_bytes())
        for annotation in types(tree):
            places += [f"{name}:{node.lineno}" for node in ast.walk(annotation) if is_any(node)]
    json.dump({"count": len(places), "places": sorted(places)}, sys.stdout)


if __name__ == "__main__":
    main()
