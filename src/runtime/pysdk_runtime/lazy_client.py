"""The client that module-level functions share, made when the first of them is called."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from weakref import WeakKeyDictionary

import httpx2

from .requester import AsyncSender, AsyncWanted
from .session import SessionClient


class ClientSource:
    """Makes the clients of a module."""

    def scope(self) -> object:
        """Return what the present call's client must not be shared beyond."""
        return None

    async def connect(self) -> SessionClient:
        """Return a client for the present scope. Raises `SDKError` without one."""
        raise NotImplementedError


class LoopClients:
    """The clients of one event loop, by scope."""

    def __init__(self) -> None:
        self.by_scope: dict[object, SessionClient] = {}
        self.lock = asyncio.Lock()
        self.holder: AsyncGenerator[None, None] | None = None


class LazyClient(AsyncSender):
    """Makes a client for each event loop and scope when a call first needs it."""

    def __init__(self, source: ClientSource) -> None:
        self._source = source
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, LoopClients] = (
            WeakKeyDictionary()
        )

    async def exchange(self, wanted: AsyncWanted) -> httpx2.Response:
        """Send a request through the client of this loop and scope."""
        client = await self.client()
        return await client.exchange(wanted)

    async def client(self) -> SessionClient:
        """Return the client of this loop and scope."""
        loop = asyncio.get_running_loop()
        clients = self._loops.get(loop)
        if clients is None:
            clients = LoopClients()
            self._loops[loop] = clients
            clients.holder = self._hold(loop, clients)
            await clients.holder.__anext__()
        scope = self._source.scope()
        if scope not in clients.by_scope:
            async with clients.lock:
                if scope not in clients.by_scope:
                    clients.by_scope[scope] = await self._source.connect()
        return clients.by_scope[scope]

    async def _hold(
        self, loop: asyncio.AbstractEventLoop, clients: LoopClients
    ) -> AsyncGenerator[None, None]:
        """Keep sessions until the event loop ends, which closes its open generators."""
        try:
            yield
        finally:
            self._loops.pop(loop, None)
            for client in clients.by_scope.values():
                await client.session.aclose()
