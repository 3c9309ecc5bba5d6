"""Checks of Python code that need Python: every file compiles, every module imports first, every hint resolves.

Reads one JSON request on stdin and answers on stdout: `{check: {"count": n, "problems": [...], "missing": [...]}}`, where
`missing` are packages that the code needs and that are not installed.
"""

from __future__ import annotations

import importlib
import inspect
import io
import json
import os
import subprocess
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
    return {"count": len(files), "problems": problems, "missing": []}


def import_first(module: str, own: set[str]) -> tuple[str | None, str | None]:
    """Import one module in a process of its own, in which nothing of the SDK is loaded yet.

    Returns what went wrong, and the package that is not installed where that is why.
    """
    if not hasattr(os, "fork"):
        return import_in_subprocess(module, own)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        code = 0
        try:
            importlib.import_module(module)
        except BaseException as error:
            code = 1
            os.write(writer, json.dumps(failure(error, own)).encode()[:60000])
        os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        message = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return verdict(module, status, message)


def import_in_subprocess(module: str, own: set[str]) -> tuple[str | None, str | None]:
    """Import one module in a new interpreter, on systems that cannot fork."""
    outcome = subprocess.run(
        [sys.executable, __file__, "import", module, *own],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    return verdict(module, outcome.returncode, outcome.stdout)


def verdict(module: str, status: int, message: str) -> tuple[str | None, str | None]:
    """Read what an import in another process came to."""
    if status == 0:
        return None, None
    try:
        told = json.loads(message.splitlines()[-1])
    except (ValueError, IndexError):
        return f"{module}: ended with status {status}", None
    return f"{module}: {told['message']}", told["missing"]


def failure(error: BaseException, own: set[str]) -> dict[str, Any]:
    """Describe an exception: its words, and the package that is not installed, if that is what it says."""
    name = (
        error.name.split(".")[0]
        if isinstance(error, ModuleNotFoundError) and error.name
        else None
    )
    return {
        "message": last_lines(traceback.format_exc())[-4000:],
        "missing": None if name in own else name,
    }


def last_lines(text: str) -> str:
    """Return the end of a traceback on one line: where, and what."""
    return " | ".join(line.strip() for line in text.strip().splitlines()[-3:])


def check_imports(modules: list[str], shared: bool) -> Answer:
    """Import every module first, each in a process of its own.

    With `shared` the embedded runtime, which is the same in every output, is imported once
    before, and only the others are: ten times as quick.
    """
    if shared:
        runtime = [module for module in modules if "._runtime" in module]
        for module in runtime:
            importlib.import_module(module)
        modules = [module for module in modules if module not in set(runtime)]
    own = {module.split(".")[0] for module in modules}
    problems: list[str] = []
    missing: set[str] = set()
    for module in modules:
        problem, package = import_first(module, own)
        if package is not None:
            missing.add(package)
        elif problem is not None:
            problems.append(problem)
    return {"count": len(modules), "problems": problems, "missing": sorted(missing)}


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
                made = attempt(
                    f"{path}()", lambda found=found: found(base_url="http://localhost")
                )
                owners.append((path, made))
    for label, owner in owners:
        if owner is None:
            continue
        for operation in manifest.get("operations", []):
            for path in (operation["python"], operation.get("stream")):
                if path:
                    attempt(
                        f"{label}.{path}",
                        lambda owner=owner, path=path: walk(owner, path),
                    )
    return {"count": count, "problems": problems}


def walk(owner: Any, path: str) -> Any:
    """Follow an attribute path from a client object, or to a function of a package."""
    if inspect.ismodule(owner):
        return resolve(f"{owner.__name__}.{path}")
    for part in path.split("."):
        owner = getattr(owner, part)
    return owner


def main() -> None:
    """Answer the request on stdin."""
    request = json.load(sys.stdin)
    root = Path(request["root"])
    warnings.simplefilter("error")
    sys.path.insert(0, str(root / request["importRoot"]))
    answer = {"compile": check_compile(root, request["files"])}
    with tempfile.TemporaryDirectory() as bytecode:
        # The forks share what each of them would compile again, outside the checked folder.
        sys.dont_write_bytecode = False
        sys.pycache_prefix = bytecode
        check_loaded(request, answer)
    json.dump(answer, sys.stdout)


def check_loaded(request: dict[str, Any], answer: dict[str, Answer]) -> None:
    """Make the checks that import the SDK, and notice what it prints meanwhile."""
    missing = []
    for name in request["preload"]:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            missing.append(name)
    with redirect_stdout(io.StringIO()) as printed, redirect_stderr(printed):
        imports = answer["import"] = check_imports(
            request["modules"], request["sharedRuntime"]
        )
        imports["missing"] = missing = sorted({*missing, *imports["missing"]})
        if request["manifests"]:
            found = (
                []
                if missing
                else [check_hints(manifest) for manifest in request["manifests"]]
            )
            answer["hints"] = {
                "count": sum(one["count"] for one in found),
                "problems": [problem for one in found for problem in one["problems"]],
                "missing": missing,
            }
    if printed.getvalue():
        imports["problems"].append(
            f"printed while imported: {printed.getvalue()[:200]!r}"
        )


def import_alone(module: str, own: set[str]) -> None:
    """Import one module and say on stdout what went wrong."""
    warnings.simplefilter("error")
    try:
        importlib.import_module(module)
    except BaseException as error:
        print("\n" + json.dumps(failure(error, own)))
        sys.exit(1)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "import":
        import_alone(sys.argv[2], set(sys.argv[3:]))
    else:
        main()
