"""Runs each test against the sync and the async client; `GALLERY_OUTPUT` is the folder of the compiled SDK."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, os.environ["GALLERY_OUTPUT"])

from gallery_server import WORK, GalleryServer


class Driver:
    """One way to use the SDK: what is awaited in the async mode is returned as it is in the sync mode."""

    def __init__(self, mode: str, url: str) -> None:
        self.mode = mode
        self.url = url
        self.sdk: ModuleType = importlib.import_module("gallery")
        self.models: Any = self.sdk if os.environ["GALLERY_LAYOUT"] == "module" else self.sdk.models
        self.views = os.environ["GALLERY_MODELS"] == "views"
        self.opened: list[Any] = []

    def client(self, **options: Any) -> Any:
        """Make a client that knows the key, unless told otherwise, and is closed after the test."""
        kind = self.sdk.Gallery if self.mode == "sync" else self.sdk.AsyncGallery
        made = kind(**{"base_url": self.url, "api_key": "key-1", **options})
        self.opened.append(made)
        return made

    async def get(self, value: Any) -> Any:
        """Return what a call returns, in either mode."""
        return await value if inspect.isawaitable(value) else value

    async def items(self, values: Any) -> list[Any]:
        """Collect what an iterator gives, in either mode."""
        if self.mode == "async" and hasattr(values, "__aiter__"):
            return [value async for value in values]
        return list(values)

    async def finish(self, test: Coroutine[Any, Any, None]) -> None:
        """Run a test and close what it opened."""
        try:
            await test
        finally:
            for client in self.opened:
                await self.get(client.close())


@pytest.fixture
def gallery() -> Driver:
    """The SDK for tests of models, which are the same for both clients."""
    return Driver("sync", "http://unused")


def work_of(gallery: Any, **changes: object) -> Any:
    """Make a work of what the server sends of one."""
    return gallery.models.Work.from_dict(json.loads(json.dumps({**WORK, **changes})))


@pytest.fixture(scope="session")
def running_server() -> Iterator[GalleryServer]:
    """One server for all tests."""
    with GalleryServer() as server:
        yield server


@pytest.fixture
def server(running_server: GalleryServer) -> GalleryServer:
    """The server, with nothing seen and nothing prepared."""
    running_server.seen.clear()
    running_server.canned.clear()
    return running_server


@pytest.fixture(params=["sync", "async"])
def sdk(request: pytest.FixtureRequest, server: GalleryServer) -> Driver:
    """The SDK in one of its two modes."""
    return Driver(request.param, server.url)


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away credentials that the machine may have."""
    for name in list(os.environ):
        if name.startswith("GALLERY_") and name not in ("GALLERY_OUTPUT", "GALLERY_LAYOUT", "GALLERY_HTTP", "GALLERY_MODELS"):
            monkeypatch.delenv(name)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a coroutine test: in a loop for the async client, in none for the sync one."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    driver: Driver = arguments["sdk"]
    running = driver.finish(pyfuncitem.obj(**arguments))
    if driver.mode == "async":
        asyncio.run(running)
        return True
    try:
        running.send(None)
    except StopIteration:
        return True
    raise AssertionError("the sync client waited for something")
