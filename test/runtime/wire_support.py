"""What the tests of the wire share: the package with both halves, and ways to call it."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import anyio.from_thread
import pytest

from fault_server import FaultServer
from wire_twin import build

HTTP_CLIENT = os.environ.get("WIRE_HTTP_CLIENT", "httpx2")
FLAVOURS = ("sync", "asyncio", "trio")


@lru_cache(maxsize=1)
def folder() -> Path:
    """Build the package once and make it importable."""
    target = Path(tempfile.mkdtemp(prefix="wire"))
    build(target, HTTP_CLIENT)
    sys.path.insert(0, str(target))
    return target


def load(name: str) -> Any:
    """Import a module of the package with both halves."""
    folder()
    return importlib.import_module(f"wire_sdk.{name}")


http: Any = importlib.import_module(HTTP_CLIENT)


class Flavour:
    """Runs the same test on the sync half, on asyncio and on trio."""

    def __init__(self, kind: str, portal: Any, server: FaultServer) -> None:
        self.kind = kind
        self.portal = portal
        self.server = server
        self.made: list[Any] = []

    @property
    def is_async(self) -> bool:
        return self.kind != "sync"

    def name(self, plain: str) -> str:
        if not self.is_async:
            return plain
        return f"Async{plain}" if plain[0].isupper() else f"async_{plain}"

    def get(self, module: str, plain: str) -> Any:
        """Return this half's version of a name."""
        return getattr(load(module), self.name(plain))

    def client(self, *credentials: Any, **options: Any) -> Any:
        profile = load("client").Profile(
            base_url=options.pop("document_url", self.server.url),
            base_url_variable="WIRE_BASE_URL",
            user_agent="wire/1.0",
            security=options.pop("security", ()),
            retry=options.pop("retry", load("retry").RetryPolicy()),
        )
        kind = options.pop("kind", None) or self.get("client", "Client")
        made = kind(profile, credentials, **options)
        self.made.append(made)
        return made

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a method; awaited where it has to be."""
        if self.portal is None:
            return function(*args, **kwargs)
        return self.portal.call(partial(function, *args, **kwargs))

    def send(self, client: Any, method: str, path: str, **options: Any) -> Any:
        """Send a request and return its JSON."""
        codecs = load("codecs")
        return self.call(client._transport.json, method, path, codecs.any, **options)

    def source(
        self,
        value: Any,
        argument: str = "token",
        variable: str = "WIRE_TOKEN",
        **more: Any,
    ) -> Any:
        return self.get("auth", "Source")(value, argument, variable, **more)

    def bearer(self, value: Any = None, scheme: str = "bearer") -> Any:
        return self.get("auth", "Bearer")(scheme, self.source(value))

    def key(self, value: Any, place: str, name: str = "X-Key") -> Any:
        source = self.source(value, "api_key", "WIRE_KEY")
        return self.get("auth", "ApiKey")("key", source, place, name)

    def basic(self, username: Any, password: Any) -> Any:
        sources = (
            self.source(username, "username", "WIRE_USERNAME"),
            self.source(password, "password", "WIRE_PASSWORD", empty=True),
        )
        return self.get("auth", "Basic")("basic", *sources)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture(params=FLAVOURS)
def flavour(request: pytest.FixtureRequest, server: FaultServer) -> Iterator[Flavour]:
    kind: str = request.param
    if kind == "sync":
        made = Flavour(kind, None, server)
        yield made
        for client in made.made:
            client.close()
        return
    with anyio.from_thread.start_blocking_portal(kind) as portal:
        made = Flavour(kind, portal, server)
        yield made
        for client in made.made:
            portal.call(client.close)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Replace the pauses between attempts by notes of them."""
    noted: list[float] = []
    requester = load("requester")

    async def async_pause(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(requester, "async_pause", async_pause)
    monkeypatch.setattr(requester, "pause", noted.append)
    return noted
