"""Runs each test against the blocking and the awaiting client; what they send is recorded, and nothing leaves the process."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from typing import Any

import pytest

sys.path.insert(0, os.environ["COURIER_OUTPUT"])
http: Any = importlib.import_module(os.environ["COURIER_HTTP"])


class Chunks(http.SyncByteStream, http.AsyncByteStream):
    """A body in pieces; `cut` breaks off behind them."""

    def __init__(self, parts: Iterable[bytes], cut: bool = False) -> None:
        self.parts = parts
        self.cut = cut

    def __iter__(self) -> Iterator[bytes]:
        yield from self.parts
        if self.cut:
            raise http.RemoteProtocolError("peer closed connection without sending complete message body")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part


class Network(http.BaseTransport, http.AsyncBaseTransport):
    """Records requests and answers as prepared, else with 204."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.answers: deque[Callable[[], Any]] = deque()
        self.bodies: list[bytes] = []
        self.take: Callable[[bytes], object] = self.bodies.append

    @property
    def last(self) -> Any:
        """The latest request."""
        return self.requests[-1]

    @property
    def body(self) -> bytes:
        """All bytes that came."""
        return b"".join(self.bodies)

    def prepare(self, status: int, content: Any = None, **headers: str) -> None:
        """Answer the next request with this."""
        more = {"stream": content} if isinstance(content, Chunks) else {"content": content}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append(lambda: http.Response(status, headers=named, **more))

    def answer(self, request: Any) -> Any:
        """Note the request and return its answer."""
        self.requests.append(request)
        return self.answers.popleft()() if self.answers else http.Response(204)

    def handle_request(self, request: Any) -> Any:
        for chunk in request.stream:
            self.take(chunk)
        return self.answer(request)

    async def handle_async_request(self, request: Any) -> Any:
        async for chunk in request.stream:
            self.take(chunk)
        return self.answer(request)


class Driver:
    """One way to use the SDK: what is awaited in the async mode is returned as it is in the sync mode."""

    def __init__(self, mode: str) -> None:
        self.sdk: Any = importlib.import_module("courier")
        self.models: Any = self.sdk if os.environ["COURIER_LAYOUT"] == "module" else self.sdk.models
        self.network = Network()
        kind = self.sdk.Courier if mode == "sync" else self.sdk.AsyncCourier
        self.client = kind(http_client=self.network, max_retries=0)

    async def call(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a method, in either mode."""
        value = method(*args, **kwargs)
        return await value if inspect.isawaitable(value) else value


@pytest.fixture(params=["sync", "async"])
def sdk(request: pytest.FixtureRequest) -> Driver:
    """A client of one of the halves."""
    return Driver(request.param)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run coroutine tests."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
    test: Coroutine[Any, Any, None] = pyfuncitem.obj(**arguments)
    asyncio.run(test)
    return True
