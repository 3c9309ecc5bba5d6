"""The modules under test, loaded by an importer of our own, a local server, and the platform's stand-in."""

from __future__ import annotations

import asyncio
import importlib.abc
import importlib.util
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(os.environ["BIFROST_SDK_OUTPUT"])
sys.path.insert(0, str(Path(__file__).parent / "platform"))


class TextLoader(importlib.abc.Loader):
    """Runs a module from its text, without a file of that name."""

    def __init__(self, text: str) -> None:
        self.text = text

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, "<store>", "exec"), vars(module))


def load(name: str, register: bool = True) -> Any:
    """Load one generated module, new each time."""
    full = f"modules.{name}"
    spec = importlib.util.spec_from_loader(full, TextLoader((FOLDER / f"{name}.py").read_text()))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    assert not hasattr(module, "__file__")
    sys.modules.pop(full, None)
    if register:
        sys.modules[full] = module
    spec.loader.exec_module(module)
    return module


@dataclass
class Answer:
    """What the server says to one request."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Seen:
    """One request that came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def authorization(self) -> str | None:
        return self.headers.get("authorization")


class Server:
    """Answers by a function of the request, else from a list, and remembers the requests."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.answers: list[Answer] = []
        self.decide: Callable[[Seen], Answer] | None = None
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                seen = Seen(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                owner.seen.append(seen)
                if owner.decide is not None:
                    answer = owner.decide(seen)
                else:
                    answer = owner.answers.pop(0) if owner.answers else Answer(body={})
                raw = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
                if answer.status == 204:
                    raw = b""
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, format: str, *args: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def platform() -> Iterator[Any]:
    import bifrost

    bifrost.reset()
    yield bifrost
    bifrost.reset()


@pytest.fixture
def desk(server: Server, platform: Any) -> Any:
    """The module with OAuth, its integration set up."""
    platform.integrations.keep("HaloPSA", config={"base_url": server.url}, oauth=platform.OAuth("first", "second"))
    return load("halopsa")


@pytest.fixture
def waits(desk: Any, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock of the retries: every wait is noted and takes no time; jitter is at its bound."""
    noted: list[float] = []
    sleep = asyncio.sleep

    async def pause(seconds: float) -> None:
        # What the HTTP client waits for is no time at all.
        if seconds == 0:
            return await sleep(0)
        noted.append(seconds)

    monkeypatch.setattr("asyncio.sleep", pause)
    monkeypatch.setattr("random.random", lambda: 1.0)
    return noted
