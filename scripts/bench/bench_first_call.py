"""How long a fresh process takes to its first answer from a server on this machine; medians, warm bytecode."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RUNS = 15
TIMED = "import time; begin = time.perf_counter(); {code}; print(time.perf_counter() - begin)"


class Handler(BaseHTTPRequestHandler):
    """Answers anything with a status."""

    def do_GET(self) -> None:
        """Answer at once."""
        body = b'{"open": true, "visitors": {"hall": 3}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


def measure(codes: list[str], folder: str) -> list[float]:
    """Return the median milliseconds of each; they take turns, so that a busy moment hits all."""
    times: list[list[float]] = [[] for _ in codes]
    for _ in range(RUNS):
        for code, mine in zip(codes, times, strict=True):
            command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {folder!r}); {TIMED.format(code=code)}"]
            mine.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    return [statistics.median(each) * 1000 for each in times]


def main(name: str, folder: str) -> None:
    """Measure and print."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        labels = ["httpx2, sync", "SDK, sync", "httpx2, async", "SDK, async"]
        codes = [
            f"import httpx2; assert httpx2.Client().get('{url}/status').json()['open']",
            f"import {name}; assert {name}.Gallery(base_url='{url}').status.get().open",
            f"import asyncio, httpx2; assert asyncio.run(httpx2.AsyncClient().get('{url}/status')).json()['open']",
            f"import asyncio, {name}; assert asyncio.run({name}.AsyncGallery(base_url='{url}').status.get()).open",
        ]
        times = measure(codes, folder)
        server.shutdown()
    rows = [(label, time, labels[index & ~1]) for index, (label, time) in enumerate(zip(labels, times, strict=True))]
    json.dump([{"label": label, "milliseconds": time, "baseline": against} for label, time, against in rows], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
