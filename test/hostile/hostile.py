"""Looks at outputs made from hostile documents: one JSON request on stdin, what is wrong on stdout.

A pair is an output with payloads and one of the same document with harmless text in their place.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import json
import os
import re
import sys
import tokenize
import tomllib
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2


def canonical(node: Any) -> str:
    """The kinds of nodes below one, without names, texts, docstrings, imports and order."""
    if isinstance(node, (ast.Name, ast.Attribute)) and dotted(node):
        return "N"
    if isinstance(node, ast.Constant):
        return type(node.value).__name__
    parts: list[str] = []
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            parts.append(f"{field}={canonical(value)}")
        elif isinstance(value, list) and value and isinstance(value[0], (ast.AST, type(None))):
            items = [canonical(each) for each in value if each is not None and not left_out(each)]
            parts.append(f"{field}=[{','.join(sorted(items))}]")
    return f"{type(node).__name__}({','.join(parts)})"


def dotted(node: ast.AST) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def left_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, (ast.Import, ast.ImportFrom))


def own_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "_runtime" not in path.parts)


class Output:
    """What is compared of one output."""

    def __init__(self, folder: Path, layout: str) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.statements: Counter[str] = Counter()
        self.comments: Counter[str] = Counter()
        self.imports: set[str] = set()
        self.cookies: set[str] = set()
        files = own_files(folder)
        self.files = len(files)
        for path in files:
            self.read(path)

    def read(self, path: Path) -> None:
        data = path.read_bytes()
        name = str(path.relative_to(self.folder))
        try:
            text = data.decode("utf-8")
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                tree = ast.parse(data, name)
                compile(data, name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, Warning) as error:
            self.problems.append(f"{name}: {type(error).__name__}: {error}")
            return
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if encoding != "utf-8":
            self.problems.append(f"{name}: its encoding is {encoding}")
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                # The module's trailer is the hash of the rest.
                self.comments[re.sub("sha256:[0-9a-f]{64}", "sha256:", token.string)] += 1
        for statement in tree.body:
            if not left_out(statement):
                self.statements[canonical(statement)] += 1
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                self.imports.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                self.imports.add(node.module or "")


ALLOWED = {"__future__", "builtins", "collections.abc", "datetime", "decimal", "functools", "httpx2", "typing", "uuid", "typing_extensions", "os", "sys", "pytest", "collections", "importlib", "re", "json", "contextlib", "types", "base64", "time", "random", "email", "math", "enum", "threading", "asyncio", "anyio", "inspect", "logging"}


def compare(hostile: Output, plain: Output, package: str) -> list[str]:
    problems = list(hostile.problems)
    problems += [f"with harmless text: {each}" for each in plain.problems]
    if hostile.files != plain.files:
        problems.append(f"{hostile.files} files, with harmless text {plain.files}")
    for extra, missing, what in ((hostile.statements, plain.statements, "statement"), (hostile.comments, plain.comments, "comment")):
        more = list((extra - missing).elements())
        less = list((missing - extra).elements())
        if more or less:
            problems.append(f"another {what}: {difference(more, less)}")
    stray = {name for name in hostile.imports - plain.imports if name.split(".")[0] not in (*ALLOWED, package) and name not in ALLOWED}
    if stray:
        problems.append(f"imports {sorted(stray)}")
    return problems


def difference(more: list[str], less: list[str]) -> str:
    """The first place where the first two differ."""
    if not more or not less:
        return f"{len(more)} more, {len(less)} fewer: {(more or less)[0][:300]}"
    one, other = more[0], less[0]
    at = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{len(more)} more, {len(less)} fewer: …{one[max(0, at - 80) : at + 120]}… for …{other[max(0, at - 80) : at + 120]}…"


def shape(value: Any) -> Any:
    """The shape of a parsed configuration: keys and types."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return type(value).__name__


def check_toml(hostile: Path, plain: Path) -> list[str]:
    paths = [folder / "pyproject.toml" for folder in (hostile, plain)]
    if not all(path.exists() for path in paths):
        return []
    try:
        one, other = (tomllib.loads(path.read_text(encoding="utf-8")) for path in paths)
    except tomllib.TOMLDecodeError as error:
        return [f"pyproject.toml: {error}"]
    for project in (one, other):
        project.get("tool", {}).get("ruff", {}).get("lint", {}).pop("per-file-ignores", None)
    return [] if shape(one) == shape(other) else [f"pyproject.toml: {json.dumps(shape(one))[:400]} for {json.dumps(shape(other))[:400]}"]


BODY = {"name": "a", "kind": "vip", "form": "?"}

CANDIDATES: tuple[Any, ...] = ("x", {}, [], 1, True, b"x")


class Caller:
    """Imports an output and calls everything it has on a transport that answers by itself."""

    def __init__(self, folder: Path, package: str) -> None:
        self.folder = folder
        self.package = package
        self.problems: list[str] = []
        self.requests = 0
        self.methods = 0
        self.downloads = 0
        self.download_to: Any = None

    def run(self) -> None:
        sys.path.insert(0, str(self.folder))
        try:
            for path in sorted(self.folder.rglob("*.py")):
                parts = path.relative_to(self.folder).with_suffix("").parts
                if parts[0] == self.package and not any(part.startswith("testing") or part == "integration" for part in parts):
                    self.guarded("import", importlib.import_module, ".".join(parts).removesuffix(".__init__"))
            self.guarded("call", self.call_all)
        finally:
            sys.path.remove(str(self.folder))
            for name in [each for each in sys.modules if each.split(".")[0] == self.package]:
                del sys.modules[name]

    def guarded(self, what: str, action: Any, *arguments: Any) -> Any:
        try:
            return action(*arguments)
        except Exception as error:
            self.problems.append(f"{what}: {type(error).__name__}: {str(error)[:300]}")
            return None

    def answer(self, request: Any) -> Any:
        self.requests += 1
        return httpx2.Response(200, json=BODY)

    def call_all(self) -> None:
        root = importlib.import_module(self.package)
        bases = importlib.import_module(f"{self.package}._runtime.client") if (self.folder / self.package / "_runtime").exists() else root
        names = [name for name in root.__all__ if not name.startswith("Async") or f"Async{name}" in root.__all__]
        for name in names:
            cls = getattr(root, name)
            if isinstance(cls, type) and issubclass(cls, bases.Client) and cls is not bases.Client:
                known = inspect.signature(bases.Client.__init__).parameters
                wanted = [each for each in inspect.signature(cls.__init__).parameters if each not in known]
                client = cls(**dict.fromkeys(wanted, "x"), base_url="https://example.com", http_client=httpx2.MockTransport(self.answer), max_retries=0)
                self.download_to = getattr(client, "download_to", None)
                self.call_members(client, bases)
                return
        self.problems.append(f"call: no client among {names}")

    def call_members(self, owner: Any, bases: Any, depth: int = 0) -> None:
        for name in dir(type(owner)):
            member = getattr(type(owner), name)
            # What the runtime's client can do is nothing of the document; downloads are tried with each method.
            if name.startswith("_") or hasattr(bases.Client, name) or getattr(member, "__qualname__", "") == "DownloadClient.download_to":
                continue
            if callable(member):
                self.call(getattr(owner, name))
            elif depth < 6:
                self.call_members(getattr(owner, name), bases, depth + 1)

    def call(self, method: Any) -> None:
        self.methods += 1
        parameters = inspect.signature(method).parameters.values()
        required = [each for each in parameters if each.default is inspect.Parameter.empty and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
        before = self.requests
        last: object = "no exception"
        for candidate in CANDIDATES:
            args = [candidate for each in required if each.kind is not each.KEYWORD_ONLY]
            keywords = {each.name: candidate for each in required if each.kind is each.KEYWORD_ONLY}
            try:
                given = method(*args, **keywords)
                repr(given)
                if hasattr(given, "__next__"):
                    next(given)
            except (SyntaxError, NameError, ImportError) as error:
                self.problems.append(f"call {method.__qualname__}: {type(error).__name__}: {error}")
                return
            except Exception as error:
                last = error
                if isinstance(error, ValueError) and self.requests == before:
                    return  # What cannot be sent, such as a header's name of two lines, is refused.
            if self.requests > before:
                # A stream of events is read as it comes, and never a file.
                if self.download_to is not None and "EventStream" not in str(method.__annotations__.get("return")):
                    self.guarded(f"download {method.__qualname__}", self.download, method, args, keywords)
                return
        self.problems.append(f"call {method.__qualname__}: sent nothing: {type(last).__name__}: {last}")

    def download(self, method: Any, args: list[Any], keywords: dict[str, Any]) -> None:
        """Has the client write what a call of the method gets to a file of the sandbox."""
        target = Path("download")
        self.download_to(target, method, *args, **keywords)
        if json.loads(target.read_bytes()) != BODY:
            self.problems.append(f"download {method.__qualname__}: the file holds {target.read_bytes()[:100]!r}")
        target.unlink()
        self.downloads += 1


def main() -> None:
    request = json.load(sys.stdin)
    os.chdir(request["folder"])
    for name in ("canary",):
        if os.path.exists(name):
            os.remove(name)
    answers: list[dict[str, Any]] = []
    for pair in request["pairs"]:
        hostile_folder, plain_folder = Path(pair["hostile"]), Path(pair["plain"])
        hostile, plain = Output(hostile_folder, pair["layout"]), Output(plain_folder, pair["layout"])
        problems = compare(hostile, plain, pair["package"]) + check_toml(hostile_folder, plain_folder)
        caller = Caller(hostile_folder, pair["package"])
        if not hostile.problems:
            caller.run()
        problems += caller.problems
        if os.path.exists("canary"):
            problems.append("the canary is there: text of the document was executed")
            os.remove("canary")
        answers.append({"id": pair["id"], "problems": problems, "files": hostile.files, "methods": caller.methods, "downloads": caller.downloads})
    json.dump(answers, sys.stdout)


main()
