"""The base of the generated clients."""

from __future__ import annotations

import copy
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, ParamSpec, TypeVar

import httpx2

from .auth import AsyncCredential, Security
from .bodies import AsyncContent
from .drafts import HeaderFields, set_header
from .mismatch import OnMismatch, response_check
from .options import CallOptions, Self, Unpack
from .pool import AsyncPool
from .readers import Check, Reader
from .responses import Exchange, Response, current_exchange, paired_response
from .retry import DEFAULT_RETRY, RetryPolicy
from .transport import (
    AsyncMiddleware,
    AsyncSettings,
    AsyncTransport,
)

CallP = ParamSpec("CallP")
CallT = TypeVar("CallT")

NOT_GIVEN = -1.0
"""The default of `timeout`: 60 seconds, or what a given HTTP client has."""


@dataclass(frozen=True)
class Profile:
    """What a document says about its API as a whole."""

    base_url: str = ""
    """The first server; empty where the document names none."""
    base_url_variable: str = ""
    """The environment variable that overrides it."""
    user_agent: str = ""
    """The package's name and version."""
    security: Security = ()
    """The security of operations that name none."""
    retry: RetryPolicy = DEFAULT_RETRY
    """When calls are repeated."""


def base_url_hint(profile: Profile) -> str:
    """Return how the base URL can be given."""
    if not profile.base_url_variable:
        return "`base_url`"
    return f"`base_url` or the environment variable {profile.base_url_variable}"


class RawReader(Reader[httpx2.Response]):
    """The HTTP client's response as it is."""

    def read(self, response: httpx2.Response, check: Check | None) -> httpx2.Response:
        """Return the response."""
        return response


class AsyncClient:
    """What every client can do beside the API's own operations."""

    _transport_class: ClassVar[type[AsyncTransport]] = AsyncTransport

    def __init__(
        self,
        profile: Profile,
        credentials: Sequence[AsyncCredential] = (),
        *,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout | None = NOT_GIVEN,
        deadline: float | None = None,
        max_retries: int | None = None,
        default_headers: Mapping[str, str] | None = None,
        strict: bool = False,
        on_mismatch: OnMismatch | None = None,
        middleware: Sequence[AsyncMiddleware] = (),
        http_client: httpx2.AsyncClient | httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        chosen = base_url or os.environ.get(profile.base_url_variable)
        fields: HeaderFields = {}
        for name, value in (default_headers or {}).items():
            set_header(fields, name, value)
        options = CallOptions()
        if deadline is not None:
            options["deadline"] = deadline
        if max_retries is not None:
            options["max_retries"] = max_retries
        settings = AsyncSettings(
            base_url=chosen or profile.base_url,
            own_base_url=bool(chosen),
            fields=fields,
            timeout=60.0 if timeout == NOT_GIVEN else timeout,
            own_timeout=timeout != NOT_GIVEN,
            options=options,
            retry=profile.retry,
            credentials={each.scheme: each for each in credentials},
            security=profile.security,
            check=response_check(strict, on_mismatch),
            middleware=tuple(middleware),
            user_agent=profile.user_agent,
            base_url_hint=base_url_hint(profile),
        )
        pool = AsyncPool(http_client)
        for credential in credentials:
            credential.bind(pool, settings.base_url)
        self._transport = self._transport_class(settings, pool)

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a copy whose every call has these options; connections are shared.

        Closing either one closes the connections of both, but only itself for calls.
        """
        before = self._transport.settings
        fields = before.fields.copy()
        for name, value in options.pop("extra_headers", {}).items():
            if value is None:
                fields.pop(name.lower(), None)
            set_header(fields, name, value)
        query = {**(before.query or {}), **options.pop("extra_query", {})}
        settings = replace(
            before,
            fields=fields,
            query=query or None,
            options={**before.options, **options},
        )
        made = copy.copy(self)
        # Resources hold the transport that they were made with.
        for name in list(vars(made)):
            if isinstance(getattr(type(self), name, None), cached_property):
                delattr(made, name)
        made._transport = self._transport_class(settings, self._transport.pool)
        return made

    async def with_response(
        self,
        method: Callable[CallP, Awaitable[CallT]],
        /,
        *args: CallP.args,
        **kwargs: CallP.kwargs,
    ) -> Response[CallT]:
        """Call a method of this client; return its value with the HTTP response."""
        exchange = Exchange()
        token = current_exchange.set(exchange)
        try:
            value = await method(*args, **kwargs)
        finally:
            current_exchange.reset(token)
        return paired_response(value, exchange)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        cookies: Mapping[str, object] | None = None,
        body: object = None,
        content: AsyncContent | None = None,
        **options: Unpack[CallOptions],
    ) -> httpx2.Response:
        """Send a request that the document does not describe.

        `path` is relative to the base URL; a whole URL on another origin gets no
        credentials. Raises `ApiException` for error statuses, as all calls do.
        """
        return await self._transport.send(
            method.upper(),
            path,
            RawReader(),
            query=query or {},
            headers=headers or {},
            cookies=cookies or {},
            body=body,
            content=content,
            security=(*self._transport.settings.security, ()),
            **options,
        )

    async def close(self) -> None:
        """Close the connections; the client makes no more calls."""
        self._transport.closed = True
        await self._transport.pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()
