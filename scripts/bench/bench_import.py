"""How long `import PACKAGE` takes in a fresh interpreter, against an empty package; medians, warm bytecode."""

from __future__ import annotations

import compileall
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 21
TIMED = "import time; begin = time.perf_counter(); {code}; print(time.perf_counter() - begin)"


def measure(code: str, folder: str) -> float:
    """Return the median time of a piece of code in milliseconds."""
    times = []
    for _ in range(RUNS):
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {folder!r}); {TIMED.format(code=code)}"]
        times.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    return statistics.median(times) * 1000


def main(name: str, folder: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as empty:
        package = Path(empty, "nothing_in_it")
        package.mkdir()
        (package / "__init__.py").write_text("")
        compileall.compile_dir(package, quiet=1)
        baseline = measure("import nothing_in_it", empty)
    client = f"next(n for n in {name}.__all__ if n.startswith('Async'))[5:]"
    http = "httpx2"
    rows = [
        ("an empty package", baseline, "an empty package"),
        (f"import {name}", measure(f"import {name}", folder), "an empty package"),
        (f"import {http}", measure(f"import {http}", folder), f"import {http}"),
        (
            "the client, built",
            measure(f"import {name}; getattr({name}, {client})(base_url='http://localhost')", folder),
            f"import {http}",
        ),
        (
            "every model",
            measure(f"import {name}; [getattr({name}.models, n) for n in {name}.models.__all__]", folder),
            f"import {http}",
        ),
    ]
    json.dump(
        [{"label": label, "milliseconds": time, "baseline": against} for label, time, against in rows], sys.stdout
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
