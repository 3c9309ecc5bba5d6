"""Runs tests of generated projects, each time with other texts of some files of the package.

One JSON request on stdin, what each run came to on stdout. A run is a fork of this process, which has
imported what all of them need; nothing of the project itself.
"""

from __future__ import annotations

import compileall
import contextlib
import json
import os
import py_compile
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

# What it imports when it is first used.
httpx2.Client().close()
ARGUMENTS = ["-q", "--tb=short", "-p", "no:cacheprovider", "--no-header"]


@contextlib.contextmanager
def changed(folder: Path, files: dict[str, str]) -> Iterator[None]:
    """Replaces the texts of some files, and puts back what was there."""
    before = {path: (folder / path).read_text(encoding="utf-8") for path in files}
    try:
        for path, text in files.items():
            (folder / path).write_text(text, encoding="utf-8")
        yield
    finally:
        for path, text in before.items():
            (folder / path).write_text(text, encoding="utf-8")


def run_tests(folder: Path, library: Path, arguments: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            code = 70
            try:
                os.dup2(output.fileno(), 1)
                os.dup2(output.fileno(), 2)
                os.chdir(folder)
                sys.path.insert(0, str(library))
                code = pytest.main([*ARGUMENTS, *arguments])
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        output.seek(0)
        return {"exitCode": os.waitstatus_to_exitcode(status), "output": output.read().decode("utf-8", "replace")}


def main() -> None:
    answers: list[dict[str, Any]] = []
    runs = json.load(sys.stdin)
    for folder in {run["library"] for run in runs}:
        # By the hash of the text: changes of one file have the same size, and the same time to a second.
        compileall.compile_dir(folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    for run in runs:
        folder, library = Path(run["folder"]), Path(run["library"])
        with changed(library, run["files"]):
            answers.append(run_tests(folder, library, run["arguments"]))
    json.dump(answers, sys.stdout)


main()
