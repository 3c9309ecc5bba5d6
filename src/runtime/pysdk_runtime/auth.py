"""Credentials: who asks, and how a request shows it."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Literal, TypeAlias

from .drafts import Draft
from .errors import MissingCredentials
from .pool import AsyncPool

Security: TypeAlias = tuple[tuple[str, ...], ...]
"""Alternatives, each the names of the schemes it needs together; `()` needs none."""

AsyncSecret: TypeAlias = str | Callable[[], str | Awaitable[str]]
"""A secret, or a function that returns it (awaited if need be) for each request."""

Secret: TypeAlias = str | Callable[[], str]
"""A secret, or a function that returns it for each request."""


async def async_resolve(secret: AsyncSecret) -> str:
    """Return the secret that a provider gives."""
    if isinstance(secret, str):
        return secret
    found = secret()
    return found if isinstance(found, str) else await found


def resolve(secret: Secret) -> str:
    """Return the secret that a provider gives."""
    return secret if isinstance(secret, str) else secret()


class AsyncSource:
    """Where a secret comes from: an argument, else an environment variable."""

    def __init__(
        self,
        value: AsyncSecret | None,
        argument: str,
        variable: str,
        empty: bool = False,
    ) -> None:
        self._value = value
        self._empty = empty
        self.argument = argument
        self.variable = variable

    def present(self) -> bool:
        """Return whether there is a secret."""
        if self._value is None:
            return bool(os.environ.get(self.variable))
        return self._value != "" or self._empty

    async def get(self) -> str:
        """Return the secret."""
        if self._value is None:
            return os.environ.get(self.variable, "")
        return await async_resolve(self._value)

    def describe(self) -> str:
        """Return how the secret can be given."""
        return f"`{self.argument}` or the environment variable {self.variable}"


class AsyncCredential:
    """What one security scheme of the document needs."""

    sources: tuple[AsyncSource, ...] = ()
    """What the caller has to give."""
    header: str = ""
    """The lower-case name of the header that it sets, if it sets one."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme

    def lacking(self) -> list[str]:
        """Return what is still to be given, each with argument and variable."""
        return [each.describe() for each in self.sources if not each.present()]

    async def authorize(self, draft: Draft) -> None:
        """Add the credential to a request."""
        raise NotImplementedError

    def bind(self, pool: AsyncPool, base_url: str) -> None:
        """Learn of the client that this credential belongs to."""
        return

    async def renew(self, draft: Draft) -> bool:
        """Replace what the server refused (401). Returns whether to try once more."""
        return False


class AsyncBasic(AsyncCredential):
    """HTTP Basic: a user name and a password."""

    header = "authorization"

    def __init__(
        self, scheme: str, username: AsyncSource, password: AsyncSource
    ) -> None:
        super().__init__(scheme)
        self.sources = (username, password)

    async def authorize(self, draft: Draft) -> None:
        """Set the Authorization header."""
        username, password = [await source.get() for source in self.sources]
        if ":" in username:
            raise ValueError("a user name for HTTP Basic cannot contain a colon")
        draft.secrets.add(password)
        pair = b64encode(f"{username}:{password}".encode()).decode()
        draft.secrets.add(pair)
        draft.add_secret_header("Authorization", f"Basic {pair}")


class AsyncBearer(AsyncCredential):
    """A token in the Authorization header; OpenID Connect tokens go the same way."""

    header = "authorization"

    def __init__(self, scheme: str, token: AsyncSource, prefix: str = "Bearer") -> None:
        super().__init__(scheme)
        self.sources = (token,)
        self._prefix = prefix

    async def authorize(self, draft: Draft) -> None:
        """Set the Authorization header."""
        token = await self.sources[0].get()
        draft.secrets.add(token)
        draft.add_secret_header("Authorization", f"{self._prefix} {token}")


class AsyncApiKey(AsyncCredential):
    """A key in a header, in the query or in a cookie."""

    def __init__(
        self,
        scheme: str,
        key: AsyncSource,
        place: Literal["header", "query", "cookie"],
        name: str,
    ) -> None:
        super().__init__(scheme)
        self.sources = (key,)
        self.header = name.lower() if place == "header" else ""
        self._place = place
        self._name = name

    async def authorize(self, draft: Draft) -> None:
        """Put the key in its place."""
        key = await self.sources[0].get()
        if self._place == "header":
            draft.add_secret_header(self._name, key)
        elif self._place == "query":
            draft.add_secret_query(self._name, key)
        else:
            draft.add_secret_cookie(self._name, key)


class AsyncAccess:
    """What lets the requests of one client in."""

    async def authorize(self, draft: Draft, security: Security | None) -> None:
        """Add credentials to a request; `security` is the operation's own, if any."""

    async def renew(self, draft: Draft, security: Security | None) -> bool:
        """Replace what the server refused (401). Returns whether to try once more."""
        return False


class AsyncSchemeAccess(AsyncAccess):
    """The document's security schemes, each with its credential."""

    def __init__(
        self, credentials: Mapping[str, AsyncCredential], security: Security
    ) -> None:
        self._credentials = credentials
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


def async_choose(
    security: Security,
    credentials: Mapping[str, AsyncCredential],
    present: Collection[str],
) -> tuple[AsyncCredential, ...]:
    """Return the credentials of the first alternative that can be satisfied.

    `present` are lower-case names of headers that the request has already; what a
    credential would put there is then the caller's own business.
    Raises `MissingCredentials` where there is none.
    """
    optional = not security
    lacking: list[str] = []
    for alternative in security:
        if not alternative:
            optional = True
            continue
        chosen: list[AsyncCredential] = []
        missing: list[str] = []
        for scheme in alternative:
            credential = credentials.get(scheme)
            if credential is None:
                missing.append(f"the security scheme {scheme}, which is not supported")
                continue
            if credential.header and credential.header in present:
                continue
            missing += credential.lacking()
            chosen.append(credential)
        if not missing:
            return tuple(chosen)
        lacking.append(" and ".join(missing))
    if optional:
        return ()
    raise MissingCredentials(
        f"this call needs credentials: pass {', or '.join(lacking)}"
    )
