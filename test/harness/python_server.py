"""A long-lived Python for the tests: one JSON request a line on stdin, one JSON answer a line on stdout."""

from __future__ import annotations

import ast
import gc
import json
import sys
import sysconfig
import tokenize
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "freeze"))
sys.set_int_max_str_digits(0)
sys.setrecursionlimit(20_000)
gc.disable()  # syntax trees have no cycles, and there are many of them

import ast_json  # noqa: E402


def parse(request: dict[str, Any]) -> Any:
    """Source text (or the file at `path`) to the JSON of pyast."""
    source = request.get("source")
    if source is None:
        source = _read(request["path"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast_json.to_json(ast_json.parse(source, comments=request.get("comments", "drop")))


def compile_(request: dict[str, Any]) -> Any:
    """Compile the text with every warning an error; null, or what is wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(request["source"], request.get("path", "<source>"), "exec", dont_inherit=True)
        except (SyntaxError, ValueError, Warning) as error:
            return f"{type(error).__name__}: {error}"
    return None


def unparse(request: dict[str, Any]) -> Any:
    """The JSON of pyast to text, by CPython's own printer."""
    return ast.unparse(ast.fix_missing_locations(ast_json.from_json(request["module"])))


def same(request: dict[str, Any]) -> Any:
    """Whether the text parses to the tree of `module` (pyast JSON), `path` or `other`; null, or the first difference.

    Docstrings may differ in what ruff changes: see `_docstring`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = ast.parse(request["source"])
        except (SyntaxError, ValueError) as error:
            return f"does not parse: {error}"
        if "module" in request:
            wanted = ast_json.from_json(request["module"])
        else:
            wanted = ast.parse(request["other"] if "other" in request else _read(request["path"]))
    if not request.get("exact_docstrings", False):
        _normalize(found)
        _normalize(wanted)
    return _difference(wanted, found, "$")


def _read(path: str) -> str:
    with tokenize.open(path) as file:
        return file.read()


def reparse(request: dict[str, Any]) -> Any:
    """Parse printed text and compare it with the file at `path` it was printed from.

    `difference` is as in `same`; `module` is the JSON of the text when anything at all differs, docstrings included,
    so that a second printing can be tried. It is null when the trees are identical.
    """
    source = request["source"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = ast.parse(_read(request["path"]))
        try:
            found = ast.parse(source)
        except (SyntaxError, ValueError) as error:
            return {"difference": f"does not parse: {error}", "module": None}
    if _difference(wanted, found, "$") is None:
        return {"difference": None, "module": None}
    module = ast_json.to_json(found)
    _normalize(found)
    _normalize(wanted)
    return {"difference": _difference(wanted, found, "$"), "module": module}


def stdlib(_request: dict[str, Any]) -> Any:
    """The paths of the standard library's files, those that are no Python on purpose included."""
    root = Path(sysconfig.get_path("stdlib"))
    return [str(path) for path in sorted(root.rglob("*.py")) if "site-packages" not in path.parts]


LEFT_OUT = frozenset({"type_comment", "type_ignores", "type_params", "kind", "ctx"})


def _difference(wanted: Any, found: Any, path: str) -> str | None:
    """The path and kind of the first difference, looked for only where `_equal` says there is one."""
    if _equal(wanted, found):
        return None
    if isinstance(wanted, ast.AST) and type(wanted) is type(found):
        pairs = [(f".{name}", wanted.__dict__.get(name), found.__dict__.get(name)) for name in wanted._fields]
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        pairs = [(f"[{i}]", one, other) for i, (one, other) in enumerate(zip(wanted, found, strict=True))]
    else:
        return f"{path}: {wanted!r:.200} became {found!r:.200}"
    differences = (_difference(one, other, path + name) for name, one, other in pairs)
    return next((each for each in differences if each is not None), f"{path}: differs")


def _equal(wanted: Any, found: Any) -> bool:
    kind = type(wanted)
    if kind is not type(found):
        return False
    if kind is list:
        return len(wanted) == len(found) and all(map(_equal, wanted, found))
    if isinstance(wanted, ast.AST):
        left, right = wanted.__dict__, found.__dict__
        for name in kind._fields:
            if name in LEFT_OUT:
                continue
            one, other = left.get(name), right.get(name)
            if one is not other and not _equal(one, other):
                return False
        return True
    return bool(wanted == found) or repr(wanted) == repr(found)


def _normalize(tree: ast.Module) -> None:
    """Take away what ruff may change: see `_docstring`; and `del (a, b)` is `del a, b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Delete) and len(node.targets) == 1:
            (only,) = node.targets
            if isinstance(only, ast.Tuple) and len(only.elts) > 1:
                node.targets = only.elts
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        describable = isinstance(node, (ast.Module, ast.ClassDef))
        for index, statement in enumerate(node.body):
            if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
                continue
            value = statement.value.value
            if isinstance(value, str) and (index == 0 or (describable and _assigns(node.body[index - 1]))):
                statement.value = ast.Constant(_docstring(value))


def _assigns(node: ast.stmt) -> bool:
    """Whether a string after this statement describes what it assigns to."""
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name)
    return isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)


def _docstring(text: str) -> str:
    """What is left of a docstring when everything ruff may change is taken away.

    Ruff expands tabs in the indentation, strips blanks at the ends of lines and at the start and end of the whole,
    and moves all lines but the first by the same number of columns.
    """
    lines = [line.rstrip(" \t\f") for line in text.split("\n")]
    first, *rest = lines
    expanded = [line if line == line.lstrip() else _expand(line) for line in rest]
    indents = [len(line) - len(line.lstrip(" ")) for line in expanded if line]
    margin = min(indents, default=0)
    return "\n".join([first.strip(" \t\f"), *(line[margin:] for line in expanded)]).rstrip(" \t\f\n")


def _expand(line: str) -> str:
    body = line.lstrip(" \t\f")
    return line[: len(line) - len(body)].replace("\f", "").expandtabs() + body


OPERATIONS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "parse": parse,
    "compile": compile_,
    "unparse": unparse,
    "same": same,
    "reparse": reparse,
    "stdlib": stdlib,
}


def serve() -> None:
    """Answer requests until stdin ends; requests are answered in their order."""
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            answer: dict[str, Any] = {"ok": OPERATIONS[request["operation"]](request)}
        except Exception as error:  # every failure is the caller's to see
            answer = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(answer) + "\n")
        out.flush()


if __name__ == "__main__":
    serve()
