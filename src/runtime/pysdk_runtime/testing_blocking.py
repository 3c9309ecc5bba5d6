"""An awaiting client that tests call as if it blocked."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio


class BlockingView:
    """Runs each method to its end; of a stream, all items are read."""

    def __init__(self, target: object) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        found: object = getattr(self._target, name)
        if not callable(found):
            return BlockingView(found)
        return partial(self._run, found)

    def _run(
        self, method: Callable[..., object], /, *args: object, **kwargs: object
    ) -> object:
        """Call a method in an event loop of its own."""

        async def main() -> object:
            result: Any = method(*args, **kwargs)
            if inspect.isawaitable(result):
                result = await result
            if hasattr(result, "__anext__"):
                return [item async for item in result]
            return result

        return anyio.run(main)
