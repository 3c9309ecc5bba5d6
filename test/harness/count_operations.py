"""The operations of an OpenAPI document, found in the document itself and independently of the compiler.

Reads `{"root": name, "files": {name: document}}` on stdin, where the files are those that path items
refer to, and prints a JSON list of `[METHOD, path]`.
"""

from __future__ import annotations

import json
import posixpath
import sys
from typing import Any
from urllib.parse import unquote

METHODS_2 = ("get", "put", "post", "delete", "options", "head", "patch")
METHODS_3 = (*METHODS_2, "trace")


class Documents:
    """The files of one description, and how references between them are followed."""

    def __init__(self, root: str, files: dict[str, Any]) -> None:
        self.root = root
        self.files = files

    def follow(self, value: Any, file: str) -> list[tuple[dict[str, Any], str]]:
        """Return the objects that a value stands for, nearest first: itself, and what its `$ref`s lead to."""
        found: list[tuple[dict[str, Any], str]] = []
        seen: set[tuple[str, str]] = set()
        while isinstance(value, dict):
            found.append((value, file))
            reference = value.get("$ref")
            if not isinstance(reference, str):
                break
            target, _, fragment = reference.partition("#")
            if target:
                file = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(target)))
            if (file, fragment) in seen:
                break
            seen.add((file, fragment))
            value = self.at(file, fragment)
        return found

    def at(self, file: str, fragment: str) -> Any:
        """Return what stands at a JSON pointer of a file, or None."""
        value = self.files.get(file)
        for token in [part for part in fragment.split("/")[1:]]:
            key = unquote(token).replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            else:
                return None
        return value


def operations_of(documents: Documents) -> list[tuple[str, str]]:
    """List method and path of every operation under `paths`, in the document's order."""
    document = documents.files[documents.root]
    version = str(document.get("openapi") or document.get("swagger") or "")
    methods = METHODS_2 if version.startswith("2") else METHODS_3
    if version.startswith("3.2"):
        methods = (*methods, "query")
    found: dict[tuple[str, str], None] = {}
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if not path.startswith("/"):
            continue
        for part, file in documents.follow(item, documents.root):
            for method in methods:
                if any("$ref" not in end for end, _ in documents.follow(part.get(method), file)[-1:]):
                    found[(method.upper(), path)] = None
            more = part.get("additionalOperations") if version.startswith("3.2") else None
            for method, operation in more.items() if isinstance(more, dict) else ():
                if isinstance(operation, dict):
                    found[(method, path)] = None
    return list(found)


def parameters_of(documents: Documents, method: str, path: str) -> list[tuple[str, str]]:
    """List place and name of the parameters of one operation, those of its path included."""
    item = documents.files[documents.root]["paths"][path]
    shared: list[tuple[Any, str]] = []
    own: list[tuple[Any, str]] = []
    for part, file in documents.follow(item, documents.root):
        shared += [(each, file) for each in listed(part.get("parameters"))]
        operation = part.get(method.lower())
        if not isinstance(operation, dict):
            more = part.get("additionalOperations")
            operation = more.get(method) if isinstance(more, dict) else None
        for end, place in documents.follow(operation, file):
            own += [(each, place) for each in listed(end.get("parameters"))]
    found: dict[tuple[str, str], None] = {}
    for written, file in [*shared, *own]:
        for each, _ in documents.follow(written, file)[-1:]:
            if isinstance(each.get("in"), str) and isinstance(each.get("name"), str):
                found[(each["in"], each["name"])] = None
    return list(found)


def listed(value: Any) -> list[Any]:
    """Return a list as it is, anything else as none."""
    return value if isinstance(value, list) else []


def main() -> None:
    """Answer the request on stdin."""
    request = json.load(sys.stdin)
    json.dump(operations_of(Documents(request["root"], request["files"])), sys.stdout)


if __name__ == "__main__":
    main()
