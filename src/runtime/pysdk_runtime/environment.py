"""Credentials of module-level functions that come from environment variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import httpx2

from .auth import AsyncCredential, AsyncSchemeAccess, AsyncSource, Security
from .errors import SDKError
from .lazy_client import ClientSource
from .pool import AsyncPool, ssl_context
from .retry import RetryPolicy
from .session import SessionClient


class EnvironmentSecret(AsyncSource):
    """A secret that only an environment variable can give."""

    def __init__(self, variable: str, empty: bool = False) -> None:
        super().__init__(None, "", variable, empty)

    def describe(self) -> str:
        """Return how the secret can be given."""
        return f"the environment variable {self.variable}"


class EnvironmentSource(ClientSource):
    """Makes the client of a module whose credentials are in the environment."""

    def __init__(
        self,
        credentials: Callable[[], Sequence[AsyncCredential]],
        *,
        security: Security = (),
        base_url: str = "",
        base_url_variable: str = "",
        retry: RetryPolicy,
        timeout: float = 60.0,
        user_agent: str,
    ) -> None:
        self._credentials = credentials
        self._security = security
        self._base_url = base_url
        self._variable = base_url_variable
        self._retry = retry
        self._timeout = timeout
        self._user_agent = user_agent

    async def connect(self) -> SessionClient:
        """Return a client for the running event loop."""
        own = os.environ.get(self._variable, "")
        base_url = own or self._base_url
        if not base_url:
            raise SDKError(
                f"the document names no server: set the environment variable {self._variable}"
            )
        session = httpx2.AsyncClient(verify=ssl_context())
        credentials = self._credentials()
        for credential in credentials:
            credential.bind(AsyncPool(session), base_url)
        return SessionClient(
            base_url,
            session,
            AsyncSchemeAccess(
                {each.scheme: each for each in credentials}, self._security
            ),
            own_base_url=bool(own),
            user_agent=self._user_agent,
            retry=self._retry,
            timeout=self._timeout,
        )
