"""Runs what a generated project's README shows, and compares its api.md with the methods there are."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import operator
import re
import sys
from pathlib import Path
from typing import Any

folder = Path(sys.argv[1])
names = json.loads(sys.argv[2])
sdk = importlib.import_module(names["package"])
calls = json.load(sys.stdin)
problems: list[str] = []


def signature(method: Any) -> list[tuple[str, Any, bool]]:
    """Name, kind and whether it may be left out, of each argument but the options."""
    given = inspect.signature(method).parameters.values()
    return [(each.name, each.kind, each.default is not each.empty) for each in given if each.kind is not each.VAR_KEYWORD]


def shown(text: str) -> tuple[str, list[tuple[str, Any, bool]]]:
    """The path of a call in api.md, and its arguments in the same form."""
    path, _, rest = text.partition("(")
    body = rest.partition(") -> ")[0].replace("…", "...")
    scope: dict[str, Any] = {}
    exec(f"def f({body}): ...", scope)
    return path, signature(scope["f"])


readme = (folder / "README.md").read_text()
snippets = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
for snippet in snippets:
    exec(compile(snippet, "README.md", "exec"), {"__name__": "__main__"})

clients = [getattr(sdk, names[half])() for half in ("sync", "async")]
listed: set[str] = set()
for line in (folder / "api.md").read_text().splitlines():
    found = re.match(r"- (`+) ?(client\..*? -> .*?) ?\1", line)
    if found is None:
        continue
    if found[2].startswith("client.download_to("):
        # The method stands there with the names of its arguments.
        call = ast.parse(found[2].partition(" -> ")[0], mode="eval").body
        assert isinstance(call, ast.Call)
        method = ast.unparse(call.args[1]).removeprefix("client.")
        step = next(each for each in calls if each["method"] == method)
        places = dict(zip(map(ast.unparse, call.args[2:]), step["positional"], strict=True))
        scope: dict[str, Any] = {"client": clients[0], **places}
        target = eval(found[2].partition(" -> ")[0], scope)
        assert target.stat().st_size > 0
        continue
    path, arguments = shown(found[2])
    listed.add(path.removeprefix("client."))
    for client in clients:
        real = signature(operator.attrgetter(path.removeprefix("client."))(client))
        if real != arguments:
            problems.append(f"{path}: {arguments} is really {real}")
missing = {each["method"] for each in calls} - listed
problems += [f"{each} is not in api.md" for each in sorted(missing)]
json.dump({"problems": problems, "snippets": len(snippets), "listed": len(listed)}, sys.__stdout__)
