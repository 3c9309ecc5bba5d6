"""Each test drives a running server, with the blocking and with the awaiting client that were made from its own description."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import uuid
from collections.abc import Callable, Coroutine
from typing import Any

import pytest


class Driver:
    """One way to use an SDK: what is awaited in the async mode is returned as it is in the sync mode."""

    def __init__(self, mode: str) -> None:
        self.mode = mode
        self.sdk: Any = importlib.import_module("sdk")
        self.models: Any = self.sdk.models
        self.url = os.environ["SERVER_URL"]

    def client(self, **arguments: Any) -> Any:
        """Make a client."""
        kind = self.sdk.Sdk if self.mode == "sync" else self.sdk.AsyncSdk
        return kind(**{"base_url": self.url, "max_retries": 0, **arguments})

    async def call(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a method, in either mode."""
        value = method(*args, **kwargs)
        return await value if inspect.isawaitable(value) else value

    async def refused(
        self, method: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Return the error that a call ends with."""
        with pytest.raises(self.sdk.SDKError) as caught:
            await self.call(method, *args, **kwargs)
        return caught.value

    async def items(self, pages: Any) -> list[Any]:
        """Return what is on all pages."""
        return list(pages) if self.mode == "sync" else [each async for each in pages]


@pytest.fixture(params=["sync", "async"])
def sdk(request: pytest.FixtureRequest) -> Driver:
    """The SDK by one of its halves."""
    return Driver(request.param)


@pytest.fixture
def name() -> str:
    """A name that no other test uses."""
    return f"a{uuid.uuid4().hex[:12]}"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run coroutine tests."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {
        name: pyfuncitem.funcargs[name]
        for name in inspect.signature(pyfuncitem.obj).parameters
    }
    test: Coroutine[Any, Any, None] = pyfuncitem.obj(**arguments)
    asyncio.run(test)
    return True
