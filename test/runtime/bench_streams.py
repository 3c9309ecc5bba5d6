"""How fast events are read, beside the HTTP client's own reader.

    .venv/bin/python test/runtime/bench_streams.py
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2
from wire_support import load

EVENTS = 20_000


class Chunks(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    def __init__(self, chunks: list[bytes]) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.chunks)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            yield chunk


def chunks_of(kind: str) -> list[bytes]:
    event = b"data: " + json.dumps({"id": "chatcmpl-123", "object": "chunk", "choices": [{"index": 0, "delta": {"content": "Hello"}}]}).encode() + b"\n\n"
    if kind == "one event a chunk":
        return [event] * EVENTS
    text = event * EVENTS
    size = {"64 KiB chunks": 65_536, "100 byte chunks": 100}.get(kind, 65_536)
    if kind == "one event of 10 MB":
        text = b"data: " + json.dumps("x" * 10_000_000).encode() + b"\n\n"
    return [text[i : i + size] for i in range(0, len(text), size)]


def best(function: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(9):
        began = time.process_time()
        function()
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    streams, codecs, models, client = (load(name) for name in ("streams", "codecs", "models", "client"))

    class Chunk(models.Model):
        id: str = models.field("id")

    for kind in ("one event a chunk", "100 byte chunks", "64 KiB chunks", "one event of 10 MB"):
        chunks = chunks_of(kind)
        codec = codecs.any if "10 MB" in kind else Chunk

        def answer(request: Any, chunks: list[bytes] = chunks) -> Any:
            return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=Chunks(chunks))

        theirs = httpx2.Client(transport=httpx2.MockTransport(answer))
        ours = client.Client(client.Profile(base_url="http://x"), http_client=httpx2.MockTransport(answer))
        async_theirs = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
        async_ours = client.AsyncClient(client.Profile(base_url="http://x"), http_client=httpx2.MockTransport(answer))

        def read_theirs(theirs: Any = theirs) -> int:
            with theirs.stream("GET", "http://x/e") as response:
                return sum(1 for event in httpx2.EventSource(response, max_event_size=None) if json.loads(event.data) is not None)

        def read_ours(ours: Any = ours, codec: Any = codec) -> int:
            return sum(1 for _ in streams.open_events(ours._transport, "GET", "/e", codec))

        async def async_read_theirs(theirs: Any = async_theirs) -> int:
            count = 0
            async with theirs.stream("GET", "http://x/e") as response:
                async for event in httpx2.EventSource(response, max_event_size=None):
                    json.loads(event.data)
                    count += 1
            return count

        async def async_read_ours(ours: Any = async_ours, codec: Any = codec) -> int:
            count = 0
            async for _ in await streams.async_open_events(ours._transport, "GET", "/e", codec):
                count += 1
            return count

        assert read_theirs() == read_ours()
        sync = best(read_theirs), best(read_ours)
        both = best(lambda: asyncio.run(async_read_theirs())), best(lambda: asyncio.run(async_read_ours()))
        for half, (one, other) in (("sync", sync), ("async", both)):
            print(f"{kind:20} {half:5}  httpx2 + json.loads {one * 1000:7.1f} ms   ours, typed {other * 1000:7.1f} ms   {other / one:.2f}")


if __name__ == "__main__":
    main()
