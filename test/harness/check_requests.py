"""Call every method of a compiled SDK once and compare what it would send with the document.

Reads the SDK's folder, its manifest and the source document on stdin. Every parameter is given a value; method, path and
the names on the wire are those that the document says, read by `count_operations`. Answers
`{"count": n, "problems": [...]}`.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

import count_operations
from decode_examples import Checker

PLACES = {"query": "query", "header": "headers", "cookie": "cookies"}
# The specification takes these out of the hands of parameters.
OWN_HEADERS = {"accept", "content-type", "authorization"}


def expected_path(template: str) -> re.Pattern[str]:
    """Return what a path looks like with something in place of its names."""
    parts = re.split(r"\{[^{}]*\}", template.split("?")[0].split("#")[0])
    return re.compile("[^/]+".join(re.escape(part) for part in parts))


def check(checker: Checker, entry: dict[str, Any], wanted: list[tuple[str, str]]) -> list[str]:
    """Call the method of one operation; return what differs."""
    given = {each["python"]: "x" for each in entry["parameters"] if each["in"] != "querystring"}
    method = checker.method(entry["python"])
    known = inspect.signature(method).parameters
    values = {name: value for name, value in given.items() if name in known}
    sent = checker.sent(method, values)
    problems = []
    if sent.method != entry["method"]:
        problems.append(f"is sent as {sent.method}")
    path = sent.path.split("?")[0]
    if expected_path(entry["path"]).fullmatch(path) is None and "%" not in path:
        problems.append(f"goes to {sent.path}")
    for place, name in wanted:
        # What has no name cannot be sent.
        if not name or place not in PLACES or (place == "header" and name.lower() in OWN_HEADERS):
            continue
        members = sent.request.get(PLACES[place]) or {}
        found = members.get(name)
        if found is None:
            found = next(
                (item for key, item in members.items() if key.lower() == name.lower() and place == "header"),
                None,
            )
        if found is None:
            problems.append(f"{place} parameter {name!r} is not sent")
    return problems


def main() -> None:
    """Answer the request on stdin."""
    request = json.load(sys.stdin)
    sys.path.insert(0, str(Path(request["root"]) / request["importRoot"]))
    sys.dont_write_bytecode = True
    manifest = request["manifest"]
    checker = Checker(manifest)
    source = request["source"]
    documents = count_operations.Documents(source["root"], source["files"])
    told = " ".join(each["message"] for each in manifest["diagnostics"])
    problems: list[str] = []
    count = 0
    for entry in manifest["operations"]:
        label = f"{entry['method']} {entry['path']}"
        try:
            wanted = count_operations.parameters_of(documents, entry["method"], entry["path"])
        except (KeyError, AttributeError, TypeError):
            continue
        count += 1
        try:
            found = check(checker, entry, [each for each in wanted if f" {each[1]} " not in f" {told} "])
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        problems += [f"{label}: {each}" for each in found]
    json.dump({"count": count, "problems": problems}, sys.stdout)


if __name__ == "__main__":
    main()
