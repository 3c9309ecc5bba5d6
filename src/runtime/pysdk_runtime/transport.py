"""What every method of a client calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import TypeAlias, TypeVar, cast

import httpx2

from .auth import AsyncCredential, AsyncSchemeAccess, Security
from .drafts import HeaderFields
from .errors import SDKError
from .options import CallOptions, Unpack
from .pool import AsyncPool
from .readers import Check, Reader
from .redaction import redact_url
from .requester import (
    AsyncCall,
    AsyncRequester,
    AsyncRequestOptions,
    AsyncWanted,
    request_limits,
)
from .responses import current_exchange
from .retry import DEFAULT_RETRY, RetryPolicy

AnswerT = TypeVar("AnswerT")

AsyncNext: TypeAlias = Callable[[httpx2.Request], Awaitable[httpx2.Response]]
"""Sends a request on its way: the next middleware, or the network."""

AsyncMiddleware: TypeAlias = Callable[
    [httpx2.Request, AsyncNext], Awaitable[httpx2.Response]
]
"""Sees each attempt: `async def (request, call_next) -> response`."""


@dataclass(frozen=True, repr=False)
class AsyncSettings:
    """How a client talks; immutable, shared by its resources."""

    base_url: str
    own_base_url: bool = False
    """Whether the user chose the base URL, which then holds for every operation."""
    fields: HeaderFields = field(default_factory=dict[str, tuple[bytes, bytes]])
    query: Mapping[str, object] | None = None
    timeout: float | httpx2.Timeout | None = 60.0
    own_timeout: bool = False
    """Whether the user chose the timeout, which then holds for a given HTTP client."""
    options: CallOptions = field(default_factory=CallOptions)
    retry: RetryPolicy = DEFAULT_RETRY
    credentials: Mapping[str, AsyncCredential] = field(
        default_factory=dict[str, AsyncCredential]
    )
    security: Security = ()
    check: Check | None = None
    middleware: tuple[AsyncMiddleware, ...] = ()
    user_agent: str = ""
    base_url_hint: str = "`base_url`"
    """How the base URL can be given, for the error where it is missing."""

    def __repr__(self) -> str:
        return f"<settings for {redact_url(self.base_url)}>"


class AsyncTransport(AsyncRequester):
    """Sends requests for the methods of one client."""

    def __init__(self, settings: AsyncSettings, pool: AsyncPool) -> None:
        fields = settings.fields
        agent = settings.user_agent
        if agent and pool.own and "user-agent" not in fields:
            fields = {"user-agent": (b"User-Agent", agent.encode()), **fields}
        self.base_url = settings.base_url
        self.access = AsyncSchemeAccess(settings.credentials, settings.security)
        self.retry = settings.retry
        self.fields = fields
        self.own_base_url = settings.own_base_url
        self.base_url_hint = settings.base_url_hint
        self.own_query = settings.query
        self.timeout = settings.timeout
        self.settings = settings
        self.pool = pool
        self.closed = False
        self.check = settings.check

    async def send(
        self,
        method: str,
        path: str,
        reader: Reader[AnswerT],
        **request: Unpack[AsyncRequestOptions],
    ) -> AnswerT:
        """Send a request and read the answer, or give it to the sink of the exchange."""
        exchange = current_exchange.get()
        if exchange is None or exchange.sink is None:
            return await super().send(method, path, reader, **request)
        wanted = AsyncWanted(method, path, reader, request, stream=True)
        response = await self.exchange(wanted)
        await exchange.sink(response)
        # Nobody sees this: whoever gave the sink has what was asked for.
        return cast(AnswerT, None)

    async def exchange(self, wanted: AsyncWanted) -> httpx2.Response:
        """Send a request until there is an answer to return, or none to be had."""
        settings = self.settings
        if self.closed:
            raise SDKError("the client is closed")
        request = wanted.request
        if settings.options:
            request = {**settings.options, **request}
        if not (self.pool.own or settings.own_timeout or "timeout" in request):
            request = {**request, "timeout": (await self.pool.get()).timeout}
        start = monotonic()
        response = await super().exchange(wanted._replace(request=request))
        exchange = current_exchange.get()
        if exchange is not None:
            exchange.response = response
            exchange.seconds = monotonic() - start
        return response

    async def connection(self) -> httpx2.AsyncClient:
        """Return the HTTP client of this event loop, or the one that was given."""
        return await self.pool.get()

    def _build(self, client: httpx2.AsyncClient, call: AsyncCall) -> httpx2.Request:
        """Return the request; a client that was given adds what it brings."""
        draft = call.draft
        if self.pool.own or draft.bare:
            return super()._build(client, call)
        request = client.build_request(
            draft.method, draft.url, headers=draft.full_fields(), content=call.body()
        )
        limits = request_limits(call.timeout, call.until)
        request.extensions = {**request.extensions, **limits}
        return request

    async def _deliver(
        self, client: httpx2.AsyncClient, call: AsyncCall, request: httpx2.Request
    ) -> httpx2.Response:
        """Send a request through the middleware."""
        call_next: AsyncNext = partial(super()._deliver, client, call)
        for each in reversed(self.settings.middleware):
            call_next = partial(_async_step, each, call_next)
        return await call_next(request)


async def _async_step(
    middleware: AsyncMiddleware, call_next: AsyncNext, request: httpx2.Request
) -> httpx2.Response:
    """Run one middleware."""
    return await middleware(request, call_next)
