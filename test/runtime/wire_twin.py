"""Makes the sync half of the runtime, as the compiler does, for the tests of the wire.

`build(target)` writes the package `wire_sdk` with both halves into a folder.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "runtime" / "pysdk_runtime"
EXACT = {
    "aclose": "close",
    "aread": "read",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "StopAsyncIteration": "StopIteration",
}
MARKED = re.compile(r"^(_?)(Async|async_)(.+)$")


def renamed(name: str) -> str:
    if name in EXACT:
        return EXACT[name]
    if name.startswith("aiter_"):
        return name[1:]
    match = MARKED.match(name)
    return f"{match[1]}{match[3]}" if match else name


class Unasync(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = renamed(node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        node.attr = renamed(node.attr)
        if isinstance(node.value, ast.Name) and node.value.id == "anyio":
            node.value.id = {"sleep": "time", "Lock": "threading"}[node.attr]
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        self.generic_visit(node)
        if name == "Awaitable":
            return node.slice
        if name == "Coroutine":
            assert isinstance(node.slice, ast.Tuple)
            return node.slice.elts[2]
        return node

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        return node.value

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self.visit_FunctionDef(ast.FunctionDef(**vars(node)))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.name = renamed(node.name)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        node.name = renamed(node.name)
        return node

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AST:
        self.generic_visit(node)
        return ast.With(**vars(node))

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        self.generic_visit(node)
        return ast.For(**vars(node))

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.is_async = 0
        return node


def defined(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return statement.name
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return None


def with_twins(text: str, client: str) -> str:
    tree = ast.parse(text)
    names = {defined(statement) for statement in tree.body}
    out: list[ast.stmt] = []
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.level:
            for alias in list(statement.names):
                twin = renamed(alias.name)
                if twin != alias.name:
                    statement.names.append(ast.alias(twin))
        if (
            isinstance(statement, ast.ImportFrom)
            and statement.module == "collections.abc"
        ):
            wanted = [renamed(alias.name) for alias in statement.names]
            known = {alias.name for alias in statement.names}
            statement.names += [
                ast.alias(n) for n in dict.fromkeys(wanted) if n not in known
            ]
        out.append(statement)
        if isinstance(statement, ast.Import) and statement.names[0].name == "anyio":
            lines = {ast.unparse(each) for each in tree.body}
            twins = [n for n in ("threading", "time") if f"import {n}" not in lines]
            out += [ast.Import([ast.alias(name)]) for name in twins]
        name = defined(statement)
        if name is not None and MARKED.match(name) and renamed(name) not in names:
            out.append(Unasync().visit(ast.parse(ast.unparse(statement)).body[0]))
    tree.body = out
    made = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    return made if client == "httpx2" else re.sub(r"\bhttpx2\b", client, made)


def build(target: Path, client: str = "httpx2") -> Path:
    """Write the package; `client` is the HTTP client that it is made for."""
    package = target / "wire_sdk"
    package.mkdir(parents=True, exist_ok=True)
    for path in SOURCE.glob("*.py"):
        (package / path.name).write_text(with_twins(path.read_text(), client))
    (package / "py.typed").write_text("")
    return package


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), *sys.argv[2:]))
