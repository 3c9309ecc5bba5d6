"""Large bodies down to the disk and up from it: prints how long each took and how much memory at the most."""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from courier import AsyncCourier, Courier, StreamInterrupted

URL = sys.argv[1]
SIZE = int(sys.argv[2]) * 1_000_000
UP = SIZE // 5
FOLDER = Path(sys.argv[3])
BLOCK = bytes(1_000_000)


def status(name: str) -> int:
    """A figure of this process, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(dict(line.split(":", 1) for line in lines)[name].split()[0])


async def value_of(value: Any) -> Any:
    """What a call of either half gives."""
    return await value if inspect.isawaitable(value) else value


class Measured:
    """Notes what each step takes."""

    def __init__(self, half: str) -> None:
        self.half = half
        self.moves: list[dict[str, object]] = []

    async def step(self, what: str, move: Callable[[], Awaitable[None]]) -> None:
        """Run a step; the highest memory is counted from here."""
        Path("/proc/self/clear_refs").write_text("5")
        before, began = status("VmRSS"), time.monotonic()
        await move()
        seconds, peak = time.monotonic() - began, status("VmHWM") - before
        self.moves.append({"half": self.half, "what": what, "seconds": seconds, "peak": peak})


async def moves_of(half: str, client: Any) -> list[dict[str, object]]:
    """Everything by one client."""
    measured, target = Measured(half), FOLDER / half
    target.parent.mkdir(exist_ok=True)

    def blocks() -> Iterator[bytes]:
        for _ in range(UP // len(BLOCK)):
            yield BLOCK

    async def awaited_blocks() -> AsyncIterator[bytes]:
        for block in blocks():
            yield block

    async def down() -> None:
        assert await value_of(client.download_to(target, client.files.get_content, "7")) == target
        assert target.stat().st_size == SIZE

    async def broken() -> None:
        try:
            await value_of(client.download_to(target, client.files.get_content, "cut"))
        except StreamInterrupted:
            assert list(target.parent.iterdir()) == []
            return
        raise AssertionError("a truncated download is taken for a whole one")

    async def put(body: Any) -> None:
        response = await value_of(client.with_response(client.files.replace_content, "7", body=body))
        assert int(response.headers["x-received"]) == UP

    async def post() -> None:
        response = await value_of(client.with_response(client.files.add, file=target))
        assert UP < int(response.headers["x-received"]) < UP + 1000

    await value_of(client.parcels.drop("to have everything imported"))
    await measured.step("down to a file", down)
    with target.open("r+b") as file:
        file.truncate(UP)
    await measured.step("up from a file", lambda: put(target))
    await measured.step("up as a part", post)
    await measured.step("up from a generator", lambda: put(blocks() if half == "sync" else awaited_blocks()))
    target.unlink()
    await measured.step("down to where it breaks", broken)
    return measured.moves


async def main() -> None:
    """Both halves, one after the other."""
    with Courier(base_url=URL) as client:
        moves = await moves_of("sync", client)
    async with AsyncCourier(base_url=URL) as awaiting:
        moves += await moves_of("async", awaiting)
    json.dump(moves, sys.stdout)


asyncio.run(main())
