"""Waiting on an event loop of asyncio, which is all that module-level functions run on."""

from __future__ import annotations

import asyncio


async def loop_pause(seconds: float) -> None:
    """Wait between two attempts."""
    await asyncio.sleep(seconds)
