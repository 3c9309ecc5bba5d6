"""Credentials of module-level functions that come from environment variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import httpx2

from .auth import AsyncCredential, AsyncSource, Security, async_choose
from .drafts import Draft
from .errors import SDKError
from .lazy_client import ClientSource
from .pool import AsyncPool, ssl_context
from .session import Access, Pacing, SessionClient


class EnvironmentSecret(AsyncSource):
    """A secret that only an environment variable can give."""

    def __init__(self, variable: str, empty: bool = False) -> None:
        super().__init__(None, "", variable, empty)

    def describe(self) -> str:
        """Return how the secret can be given."""
        return f"the environment variable {self.variable}"


class SchemeAccess(Access):
    """The document's security schemes, each with its credential."""

    def __init__(
        self, credentials: Sequence[AsyncCredential], security: Security
    ) -> None:
        self._credentials = {each.scheme: each for each in credentials}
        self._security = security

    def _chosen(
        self, draft: Draft, security: Security | None
    ) -> tuple[AsyncCredential, ...]:
        """Return the credentials that a request takes."""
        wanted = self._security if security is None else security
        return async_choose(wanted, self._credentials, draft.fields) if wanted else ()

    async def authorize(self, draft: Draft, security: Security | None) -> None:
        """Add the credentials of the first alternative that can be satisfied."""
        for credential in self._chosen(draft, security):
            await credential.authorize(draft)

    async def renew(self, draft: Draft, security: Security | None) -> bool:
        """Replace what the server refused. Returns whether to try once more."""
        chosen = self._chosen(draft, security)
        return any([await each.renew(draft) for each in chosen])


class EnvironmentSource(ClientSource):
    """Makes the client of a module whose credentials are in the environment."""

    def __init__(
        self,
        credentials: Callable[[], Sequence[AsyncCredential]],
        *,
        security: Security = (),
        base_url: str = "",
        base_url_variable: str = "",
        pacing: Pacing,
        user_agent: str = "",
    ) -> None:
        self._credentials = credentials
        self._security = security
        self._base_url = base_url
        self._variable = base_url_variable
        self._pacing = pacing
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
            SchemeAccess(credentials, self._security),
            own_base_url=bool(own),
            pacing=self._pacing,
            user_agent=self._user_agent,
        )
