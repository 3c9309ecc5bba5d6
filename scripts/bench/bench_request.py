"""What a call costs beside the HTTP client's own work, without a network."""

from __future__ import annotations

import asyncio
import importlib
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import httpx2

CALLS = 400
RUNS = 7
URL = "http://localhost/v1/status"


def answer(_: httpx2.Request) -> httpx2.Response:
    """Answer at once."""
    return httpx2.Response(200, json={"open": True, "visitors": {"hall": 3}})


def measure(call: Callable[[], object]) -> float:
    """Return the median milliseconds of a call; of the processor, since nothing is waited for."""
    call()
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        for _ in range(CALLS):
            call()
        times.append((time.process_time() - begin) / CALLS)
    return statistics.median(times) * 1000


def measure_async(make: Callable[[], Callable[[], Awaitable[object]]]) -> float:
    """Return the median milliseconds of an awaited call."""

    async def run() -> float:
        call = make()
        await call()
        times = []
        for _ in range(RUNS):
            begin = time.process_time()
            for _ in range(CALLS):
                await call()
            times.append((time.process_time() - begin) / CALLS)
        return statistics.median(times) * 1000

    return asyncio.run(run())


def main(name: str, folder: str) -> None:
    """Measure and print."""
    sys.path.insert(0, folder)
    sdk = importlib.import_module(name)
    transport = httpx2.MockTransport(answer)

    bare = httpx2.Client(transport=transport)
    client = sdk.Gallery(base_url="http://localhost/v1", http_client=httpx2.Client(transport=transport))

    def bare_async() -> Callable[[], Awaitable[object]]:
        own = httpx2.AsyncClient(transport=transport)

        async def call() -> object:
            return (await own.get(URL)).json()

        return call

    def sdk_async() -> Callable[[], Awaitable[object]]:
        own = sdk.AsyncGallery(base_url="http://localhost/v1", http_client=httpx2.AsyncClient(transport=transport))
        return lambda: own.status.get()

    rows = [
        ("httpx2, sync", measure(lambda: bare.get(URL).json()), "httpx2, sync"),
        ("SDK, sync", measure(lambda: client.status.get()), "httpx2, sync"),
        ("httpx2, async", measure_async(bare_async), "httpx2, async"),
        ("SDK, async", measure_async(sdk_async), "httpx2, async"),
    ]
    json.dump(
        [{"label": label, "milliseconds": time, "baseline": against} for label, time, against in rows], sys.stdout
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
