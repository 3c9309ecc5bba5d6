"""Connections: one HTTP client for each event loop, one for all threads."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import AsyncGenerator
from functools import lru_cache
from ssl import SSLContext
from weakref import WeakKeyDictionary

import httpx2
from anyio.lowlevel import RunVar


class LoopMark:
    """Stands for one event loop, and ends with it."""


current_loop_mark: RunVar[LoopMark] = RunVar("current_loop_mark")


@lru_cache(maxsize=4)
def shared_ssl_context(file: str | None, folder: str | None) -> SSLContext:
    """Return the context for these values of SSL_CERT_FILE and SSL_CERT_DIR.

    Loading certificates is what makes an HTTP client slow to create.
    """
    return httpx2.create_ssl_context()


def ssl_context() -> SSLContext:
    """Return the default context under the present environment."""
    environment = os.environ
    return shared_ssl_context(
        environment.get("SSL_CERT_FILE"), environment.get("SSL_CERT_DIR")
    )


class AsyncPool:
    """An HTTP client for each event loop, made when it is first needed."""

    def __init__(
        self, given: httpx2.AsyncClient | httpx2.AsyncBaseTransport | None
    ) -> None:
        self.own = not isinstance(given, httpx2.AsyncClient)
        self._given = given
        self._process = os.getpid()
        self._parked: WeakKeyDictionary[
            LoopMark,
            tuple[httpx2.AsyncClient, AsyncGenerator[httpx2.AsyncClient, None]],
        ] = WeakKeyDictionary()
        self._abandoned: list[object] = []

    async def get(self) -> httpx2.AsyncClient:
        """Return the running loop's client."""
        if isinstance(self._given, httpx2.AsyncClient):
            return self._given
        if self._process != os.getpid():
            self._abandoned.append(dict(self._parked))
            self._parked = WeakKeyDictionary()
            self._process = os.getpid()
        try:
            mark = current_loop_mark.get()
        except LookupError:
            mark = LoopMark()
            current_loop_mark.set(mark)
        parked = self._parked.get(mark)
        if parked is not None:
            return parked[0]
        if self._given is None:
            client = httpx2.AsyncClient(verify=ssl_context())
        else:
            client = httpx2.AsyncClient(transport=self._given)
        generator = self._hold(client, mark, weakref.ref(self))
        self._parked[mark] = (client, generator)
        await generator.__anext__()
        return client

    @staticmethod
    async def _hold(
        client: httpx2.AsyncClient, mark: LoopMark, pool: weakref.ref[AsyncPool]
    ) -> AsyncGenerator[httpx2.AsyncClient, None]:
        """Hold a client until the generator is closed.

        An event loop closes its open generators when it ends, and those that are garbage.
        """
        try:
            yield client
        finally:
            owner = pool()
            if owner is not None:
                owner.forget(mark)
            await client.aclose()

    def forget(self, mark: LoopMark) -> None:
        """Take a client out whose loop ends."""
        self._parked.pop(mark, None)

    async def aclose(self) -> None:
        """Close the running loop's connections; a client that was given stays open."""
        try:
            mark = current_loop_mark.get()
        except LookupError:
            return
        parked = self._parked.get(mark)
        if parked is not None:
            await parked[1].aclose()


def close_in_process(client: httpx2.Client, process: int) -> None:
    """Close a client, unless this is a fork of the process that opened it."""
    if os.getpid() == process:
        client.close()


class Pool:
    """An HTTP client, made when it is first needed."""

    def __init__(self, given: httpx2.Client | httpx2.BaseTransport | None) -> None:
        self.own = not isinstance(given, httpx2.Client)
        self._given = given
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._client: httpx2.Client | None = None
        self._abandoned: list[object] = []

    def get(self) -> httpx2.Client:
        """Return the client of this process."""
        if isinstance(self._given, httpx2.Client):
            return self._given
        if self._process != os.getpid():
            # A lock that another thread held at the fork is never released here.
            self._lock = threading.Lock()
            self._abandoned.append(self._client)
            self._client = None
            self._process = os.getpid()
        client = self._client
        if client is not None:
            return client
        with self._lock:
            if self._client is None:
                if self._given is None:
                    made = httpx2.Client(verify=ssl_context())
                else:
                    made = httpx2.Client(transport=self._given)
                weakref.finalize(self, close_in_process, made, self._process)
                self._client = made
            return self._client

    def close(self) -> None:
        """Close the connections; a client that was given stays open."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()
