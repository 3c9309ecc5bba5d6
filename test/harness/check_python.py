"""Checks of a compiled SDK that need Python: every file compiles, every module imports first, every hint resolves.

Reads one JSON request on stdin and answers on stdout: `{check: {"count": n, "problems": [...]}}`.
"""

from __future__ import annotations

import importlib
import inspect
import io
import json
import os
import sys
import tempfile
import traceback
import typing
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

Answer = dict[str, Any]


def check_compile(root: Path, files: list[str]) -> Answer:
    """Compile every Python file with warnings as errors."""
    problems = []
    for name in files:
        try:
            compile((root / name).read_bytes(), name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, Warning) as error:
            problems.append(f"{name}: {type(error).__name__}: {error}")
    return {"count": len(files), "problems": problems}


def import_first(module: str) -> str | None:
    """Import one module in a process of its own, in which nothing of the SDK is loaded yet."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        code = 0
        try:
            importlib.import_module(module)
        except BaseException:
            code = 1
            os.write(writer, last_lines(traceback.format_exc()).encode()[:4000])
        os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        message = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return None if status == 0 else f"{module}: {message or f'ended with status {status}'}"


def last_lines(text: str) -> str:
    """Return the end of a traceback on one line: where, and what."""
    return " | ".join(line.strip() for line in text.strip().splitlines()[-3:])


def check_imports(modules: list[str]) -> Answer:
    """Import every module first, each in a fork."""
    problems = [problem for module in modules if (problem := import_first(module)) is not None]
    return {"count": len(modules), "problems": problems}


def resolve(path: str) -> Any:
    """Return the object at `package.module.Name.attribute`."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError as error:
            if error.name is None or not path.startswith(error.name):
                raise
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(path)


def hints(value: Any) -> None:
    """Resolve what frameworks resolve: the hints of a class or function, and a function's signature."""
    if inspect.isclass(value):
        typing.get_type_hints(value)
    elif callable(value) and hasattr(value, "__annotations__"):
        typing.get_type_hints(value)
        inspect.signature(value, eval_str=True)


def check_hints(manifest: dict[str, Any]) -> Answer:
    """Resolve the hints of every model and every method that the manifest names."""
    problems: list[str] = []
    count = 0

    def attempt(label: str, find: Any) -> Any:
        nonlocal count
        count += 1
        try:
            found = find()
            hints(found)
            return found
        except Exception:
            problems.append(f"{label}: {last_lines(traceback.format_exc())}")
            return None

    for entry in [*manifest.get("schemas", []), *manifest.get("webhooks", [])]:
        path = entry.get("python")
        if path:
            attempt(path, lambda path=path: resolve(path))
    client = manifest.get("client")
    owners: list[tuple[str, Any]] = []
    if client is None:
        package = manifest["package"]
        owners.append((package, importlib.import_module(package)))
    else:
        for path in sorted(set(client.values()) - {None}):
            found = attempt(path, lambda path=path: resolve(path))
            if found is not None:
                made = attempt(f"{path}()", lambda found=found: found(base_url="http://localhost"))
                owners.append((path, made))
    for label, owner in owners:
        if owner is None:
            continue
        for operation in manifest.get("operations", []):
            for path in (operation["python"], operation.get("stream")):
                if path:
                    attempt(f"{label}.{path}", lambda owner=owner, path=path: walk(owner, path))
    return {"count": count, "problems": problems}


def walk(owner: Any, path: str) -> Any:
    """Follow an attribute path from a client object."""
    for part in path.split("."):
        owner = getattr(owner, part)
    return owner


def main() -> None:
    """Answer the request on stdin."""
    request = json.load(sys.stdin)
    root = Path(request["root"])
    warnings.simplefilter("error")
    sys.path.insert(0, str(root))
    answer = {"compile": check_compile(root, request["files"])}
    with tempfile.TemporaryDirectory() as bytecode:
        # The forks share what each of them would compile again, outside the checked folder.
        sys.dont_write_bytecode = False
        sys.pycache_prefix = bytecode
        check_loaded(request, answer)
    json.dump(answer, sys.stdout)


def check_loaded(request: dict[str, Any], answer: dict[str, Answer]) -> None:
    """Make the checks that import the SDK, and notice what it prints meanwhile."""
    for name in request["preload"]:
        importlib.import_module(name)
    with redirect_stdout(io.StringIO()) as printed, redirect_stderr(printed):
        answer["import"] = check_imports(request["modules"])
        if request["manifest"] is not None:
            answer["hints"] = check_hints(request["manifest"])
    if printed.getvalue():
        answer["import"]["problems"].append(f"printed while imported: {printed.getvalue()[:200]!r}")


if __name__ == "__main__":
    main()
