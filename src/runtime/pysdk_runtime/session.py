"""The client behind module-level functions: the requests of one HTTP session."""

from __future__ import annotations

import httpx2

from .auth import AsyncAccess
from .requester import AsyncRequester
from .retry import RetryPolicy


class SessionClient(AsyncRequester):
    """Sends requests over one session."""

    def __init__(
        self,
        base_url: str,
        session: httpx2.AsyncClient,
        access: AsyncAccess,
        *,
        own_base_url: bool = False,
        user_agent: str,
        retry: RetryPolicy,
        timeout: float = 60.0,
    ) -> None:
        self.base_url = base_url
        self.access = access
        self.retry = retry
        self.fields = {"user-agent": (b"User-Agent", user_agent.encode())}
        self.own_base_url = own_base_url
        self.timeout = timeout
        self.session = session

    async def connection(self) -> httpx2.AsyncClient:
        """Return the session."""
        return self.session
