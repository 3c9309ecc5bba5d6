"""How fast typed events come out of a stream, beside the HTTP client's reader with `json.loads`, without a network."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2

EVENTS = 20_000
RUNS = 9
CHUNK = 65_536
URL = "http://localhost/streams/events"
TEXT = (b"data: " + json.dumps({"name": "Hello, world", "size": 5, "tags": ["a", "b"], "inner": {"deep": [1, 2]}}).encode() + b"\n\n") * EVENTS


class Chunks(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The events, in pieces as they come from a socket."""

    def __iter__(self) -> Iterator[bytes]:
        return (TEXT[start : start + CHUNK] for start in range(0, len(TEXT), CHUNK))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def answer(_: httpx2.Request) -> httpx2.Response:
    """Answer with the events."""
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=Chunks())


def measure(read: Callable[[], int]) -> float:
    """Return the least milliseconds that the events take."""
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        assert read() == EVENTS
        times.append(time.process_time() - begin)
    return min(times) * 1000


def main(name: str, folder: str) -> None:
    """Measure and print."""
    sys.path.insert(0, folder)
    sdk = importlib.import_module(name)
    transport = httpx2.MockTransport(answer)
    arguments = {"key": "a", "base_url": "http://localhost", "http_client": transport}
    root = next(each for each in sdk.__all__ if f"Async{each}" in sdk.__all__)
    client: Any = getattr(sdk, root)(**arguments)
    waiting: Any = getattr(sdk, f"Async{root}")(**arguments)
    bare = httpx2.Client(transport=transport)
    async_bare = httpx2.AsyncClient(transport=transport)

    def theirs() -> int:
        with bare.stream("POST", URL) as response:
            return sum(1 for event in httpx2.EventSource(response, max_event_size=None) if json.loads(event.data)["name"])

    def ours() -> int:
        with client.streams.ask_stream(prompt="a") as events:
            return sum(1 for event in events if event.name)

    async def async_theirs() -> int:
        async with async_bare.stream("POST", URL) as response:
            return sum([1 async for event in httpx2.EventSource(response, max_event_size=None) if json.loads(event.data)["name"]])

    async def async_ours() -> int:
        async with await waiting.streams.ask_stream(prompt="a") as events:
            return sum([1 async for event in events if event.name])

    rows = []
    for half, bare_time, typed_time in [
        ("sync", measure(theirs), measure(ours)),
        ("async", measure(lambda: asyncio.run(async_theirs())), measure(lambda: asyncio.run(async_ours()))),
    ]:
        baseline = f"httpx2 and json.loads, {half}, {EVENTS / bare_time:.0f} a ms"
        rows.append({"label": baseline, "milliseconds": bare_time, "baseline": baseline})
        typed = f"SDK, typed, {half}, {EVENTS / typed_time:.0f} a ms"
        rows.append({"label": typed, "milliseconds": typed_time, "baseline": baseline})
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
