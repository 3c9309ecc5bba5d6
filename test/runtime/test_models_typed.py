"""mypy --strict and pyright strict agree on typed_surface.py."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LINES = (HERE / "typed_surface.py").read_text().splitlines()
REVEALED = {
    at: line.split("# ")[1]
    for at, line in enumerate(LINES, 1)
    if line.startswith("reveal_type")
}
MISTAKES = {at for at, line in enumerate(LINES, 1) if "# mistake" in line}


def short(text: str) -> str:
    """Take the module names off a type."""
    return re.sub(r"(?:\w+\.)+(\w+)", r"\1", text)


def test_mypy():
    pytest.importorskip("mypy")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--python-version",
            "3.10",
            "--no-error-summary",
            "--cache-dir=/dev/null",
            "typed_surface.py",
        ],
        cwd=HERE,
        env={"MYPYPATH": str(ROOT / "src" / "runtime"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^typed_surface\.py:(\d+): (\w+): (.*)$", done.stdout, re.M)
    revealed = {
        int(at): short(text.split('"')[1])
        for at, kind, text in found
        if kind == "note" and "Revealed" in text
    }
    assert revealed == REVEALED
    assert {int(at) for at, kind, _ in found if kind == "error"} == MISTAKES


def test_pyright(tmp_path):
    pyright = ROOT / "node_modules" / ".bin" / "pyright"
    if not pyright.exists():
        pytest.skip("pyright is not installed")
    (tmp_path / "typed_surface.py").write_text("\n".join(LINES))
    project = tmp_path / "pyrightconfig.json"
    project.write_text(
        json.dumps(
            {
                "include": ["typed_surface.py"],
                "extraPaths": [str(ROOT / "src" / "runtime"), str(HERE)],
                "typeCheckingMode": "strict",
                "pythonVersion": "3.10",
            }
        )
    )
    done = subprocess.run(
        [
            str(pyright),
            "--outputjson",
            "-p",
            str(project),
            "--pythonpath",
            sys.executable,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found = [
        (each["range"]["start"]["line"] + 1, each["severity"], each["message"])
        for each in json.loads(done.stdout)["generalDiagnostics"]
    ]
    revealed = {
        at: text.split('"')[-2]
        for at, severity, text in found
        if severity == "information"
    }
    assert revealed == REVEALED
    assert {at for at, severity, _ in found if severity == "error"} == MISTAKES
