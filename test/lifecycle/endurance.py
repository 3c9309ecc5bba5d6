"""Calls and clients by the thousand: prints how much memory, descriptors and threads grew after the first tenth."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
from pathlib import Path

from gallery import AsyncGallery, Gallery

URL = sys.argv[1]
CALLS = int(sys.argv[2])
CYCLES = int(sys.argv[3])


def figures() -> dict[str, int]:
    """What this process holds: KiB that are resident, open descriptors, threads."""
    gc.collect()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {"resident": int(status["VmRSS"].split()[0]), "descriptors": len(os.listdir("/proc/self/fd")), "threads": threading.active_count()}


def blocking(calls: int, cycles: int) -> None:
    """Half of the calls by one client, half of the cycles with a call in each tenth."""
    with Gallery(base_url=URL, api_key="a") as client:
        for _ in range(calls):
            assert client.status.get().open is True
    for number in range(cycles):
        with Gallery(base_url=URL, api_key="a") as client:
            if number % 10 == 0:
                client.status.get()


async def awaiting(calls: int, cycles: int) -> None:
    """The other half, ten at a time."""
    async with AsyncGallery(base_url=URL, api_key="a") as client:
        for _ in range(calls // 10):
            answers = await asyncio.gather(*[client.status.get() for _ in range(10)])
            assert all(each.open for each in answers)
    for number in range(cycles):
        async with AsyncGallery(base_url=URL, api_key="a") as client:
            if number % 10 == 0:
                await client.status.get()


def round_of(share: float) -> None:
    """A part of everything, the awaiting half in a loop of its own."""
    calls, cycles = int(CALLS * share / 2), int(CYCLES * share / 2)
    blocking(calls, cycles)
    asyncio.run(awaiting(calls, cycles))


round_of(0.1)
before = figures()
for _ in range(3):
    round_of(0.3)
after = figures()
json.dump({"before": before, "after": after, "calls": CALLS, "cycles": CYCLES}, sys.stdout)
