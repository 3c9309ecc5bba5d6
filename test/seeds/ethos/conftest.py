"""The packages under test, and a server for each test."""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

OUTPUT = Path(os.environ["ETHOS_OUTPUT"])
sys.path.insert(0, str(Path(__file__).parent))
for folder in OUTPUT.iterdir():
    sys.path.insert(0, str(folder))

from server import OWNER_KEY, EthosServer


class Local:
    """A running server."""

    def __init__(self, server: EthosServer) -> None:
        self.origin = server.origin
        self.service = server.service

    def cut(self, *after: int) -> None:
        """Break the next streams, each after so many events."""
        self.service.cuts += after

    @property
    def last(self) -> dict[str, Any]:
        """The last request."""
        return self.service.seen[-1]


@pytest.fixture
def list_key() -> str:
    return "items"


@pytest.fixture
def local(list_key: str) -> Iterator[Local]:
    server = EthosServer("{}", list_key)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield Local(server)
    server.ending = True
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(local: Local) -> Any:
    package = importlib.import_module("ethos_served")
    return package.EthosServed(base_url=f"{local.origin}/openapi", default_headers={"Cookie": "ethos_auth=1"})


@pytest.fixture
def shaped(local: Local) -> Any:
    package = importlib.import_module("ethos_shapes")
    return package.EthosShapes(base_url=f"{local.origin}/openapi", default_headers={"Cookie": "ethos_auth=1"})


@pytest.fixture(params=["ethos_client", "ethos_rpc"])
def package(request: pytest.FixtureRequest) -> Any:
    """The package with security, errors and events, over each wire."""
    return importlib.import_module(request.param)


@pytest.fixture
def make(package: Any, local: Local) -> Any:
    """Make a client of the package; keywords go to its constructor."""
    name = "EthosClient" if package.__name__ == "ethos_client" else "EthosRpc"

    def made(token: str = OWNER_KEY, **settings: Any) -> Any:
        return getattr(package, name)(token=token, base_url=local.origin, **settings)

    return made


@pytest.fixture
def api(make: Any) -> Any:
    return make()


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:
        return json.loads(answer.read())
