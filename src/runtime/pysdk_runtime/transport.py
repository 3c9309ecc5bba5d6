"""Requests: what every method of a client calls."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic, perf_counter
from typing import TypeAlias, TypeVar, cast

import httpx2

from .auth import AsyncCredential, Security, async_choose
from .bodies import AsyncContent, merged_body
from .drafts import Draft, HeaderFields, set_header
from .encoded import query_string
from .errors import SDKError
from .failures import (
    is_connection_error,
    nothing_was_sent,
    status_failure,
    transport_failure,
)
from .logs import log_response, log_retry
from .models import UNSET
from .options import CallOptions, Unpack
from .pool import AsyncPool
from .readers import Check, JsonReader, Reader, as_none
from .redaction import RedactedURL, redact_url
from .redirects import (
    MOST_REDIRECTS,
    origin,
    redirect_headers,
    redirect_target,
)
from .responses import current_exchange
from .retry import (
    RetryPolicy,
    async_pause,
    backoff,
    retry_after,
    wait_after_status,
)
from .wire import Codec

ResultT = TypeVar("ResultT")

AsyncNext: TypeAlias = Callable[[httpx2.Request], Awaitable[httpx2.Response]]
"""Sends a request on its way: the next middleware, or the network."""

AsyncMiddleware: TypeAlias = Callable[
    [httpx2.Request, AsyncNext], Awaitable[httpx2.Response]
]
"""Sees each attempt: `async def (request, call_next) -> response`."""


class SharedOptions(CallOptions, total=False):
    """What generated methods say about a request."""

    query: Mapping[str, object]
    """Query parameters; None and UNSET are left out."""
    headers: Mapping[str, object]
    """Header parameters; None and UNSET are left out."""
    cookies: Mapping[str, object]
    """Cookie parameters; None and UNSET are left out."""
    body: object
    """A JSON body; None and UNSET send none."""
    accept: str
    """The `Accept` header, where it is not the reader's."""
    security: Security
    """Alternatives of schemes; `()` needs none; by default the client's."""
    server: str
    """The operation's own server, unless the user has set `base_url`."""
    idempotent: bool | None
    """Whether repeating is safe, where the method does not tell."""


class AsyncRequestOptions(SharedOptions, total=False):
    """What generated methods say about a request."""

    content: AsyncContent | None
    """A body that is not plain JSON."""


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
    retry: RetryPolicy = field(default_factory=RetryPolicy)
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


def timeout_parts(
    timeout: float | httpx2.Timeout | None, left: float | None
) -> dict[str, float | None]:
    """Return the limits of one attempt, in seconds."""
    if isinstance(timeout, httpx2.Timeout):
        parts = [timeout.connect, timeout.read, timeout.write, timeout.pool]
    else:
        parts = [timeout] * 4
    if left is not None:
        parts = [left if part is None else min(part, left) for part in parts]
    return dict(zip(("connect", "read", "write", "pool"), parts, strict=True))


def draft_url(base_url: str, path: str, query: str, own_origin: bool) -> str:
    """Return the URL of a call; `own_origin` tells that the path is a whole URL."""
    url = path if own_origin else f"{base_url.rstrip('/')}{path}"
    if not own_origin and "?" in base_url:
        start, _, rest = base_url.partition("?")
        url = f"{start.rstrip('/')}{path}"
        query = f"{rest}&{query}" if query else rest
    if not query:
        return url
    return f"{url}&{query}" if "?" in url else f"{url}?{query}"


def same_origin(url: str, other: str) -> bool:
    """Return whether two URLs lead to the same scheme, host and port."""
    return origin(httpx2.URL(url)) == origin(httpx2.URL(other))


class AsyncCall:
    """One call on its way: what all its attempts share."""

    __slots__ = (
        "content",
        "credentials",
        "draft",
        "replayable",
        "stream",
        "takes",
        "timeout",
        "until",
    )

    def __init__(self, draft: Draft, content: bytes | AsyncContent | None) -> None:
        self.draft = draft
        self.content = content
        self.replayable = not isinstance(content, AsyncContent) or content.replayable
        self.credentials: tuple[AsyncCredential, ...] = ()
        self.takes: Callable[[int], bool] = as_none.takes
        self.stream = False
        self.timeout: float | httpx2.Timeout | None = None
        self.until: float | None = None

    def limits(self) -> dict[str, float | None]:
        """Return the limits of the next request, in seconds."""
        if self.until is None:
            return timeout_parts(self.timeout, None)
        left = self.until - monotonic()
        if left <= 0:
            raise httpx2.ReadTimeout("the deadline has passed")
        return timeout_parts(self.timeout, left)


def redacted_url(url: str, hidden: frozenset[str]) -> httpx2.URL:
    """Return a URL that does not show these query parameters."""
    made = RedactedURL(url)
    made.hidden = hidden
    return made


def whole_response(response: httpx2.Response, content: bytes) -> httpx2.Response:
    """Return a response with the bytes that were read; undecodable ones as they are."""
    headers = response.headers
    made: httpx2.Response | None = None
    while made is None:
        try:
            made = httpx2.Response(
                response.status_code,
                headers=headers,
                content=content,
                request=response.request,
                extensions=response.extensions,
            )
        except httpx2.DecodingError:
            if response.status_code < 400 or "content-encoding" not in headers:
                raise
            headers = headers.copy()
            del headers["content-encoding"]
    return made


def async_request_content(
    draft: Draft, request: AsyncRequestOptions
) -> bytes | AsyncContent | None:
    """Return the request's body, and set the headers that belong to it."""
    content = request.get("content")
    fields = draft.fields
    if content is not None:
        if content.content_type is not None:
            kind = content.content_type.encode()
            fields.setdefault("content-type", (b"Content-Type", kind))
        if content.length is not None:
            length = str(content.length).encode()
            fields["content-length"] = (b"Content-Length", length)
        return content
    body = request.get("body")
    extra = request.get("extra_body")
    if (body is None or body is UNSET) and not extra:
        return None
    fields.setdefault("content-type", (b"Content-Type", b"application/json"))
    return merged_body(None if body is UNSET else body, extra)


class AsyncTransport:
    """Sends requests for the methods of one client."""

    def __init__(self, settings: AsyncSettings, pool: AsyncPool) -> None:
        self.settings = settings
        self.pool = pool
        self.closed = False

    async def json(
        self,
        method: str,
        path: str,
        codec: Codec[ResultT],
        **request: Unpack[AsyncRequestOptions],
    ) -> ResultT:
        """Send a request and decode the JSON that comes back."""
        return await self.send(method, path, JsonReader(codec), **request)

    async def none(
        self, method: str, path: str, **request: Unpack[AsyncRequestOptions]
    ) -> None:
        """Send a request of which the answer has nothing to read."""
        await self.send(method, path, as_none, **request)

    async def send(
        self,
        method: str,
        path: str,
        reader: Reader[ResultT],
        **request: Unpack[AsyncRequestOptions],
    ) -> ResultT:
        """Send a request and read the answer."""
        exchange = current_exchange.get()
        if exchange is not None and exchange.sink is not None:
            response = await self.exchange(method, path, reader, request, stream=True)
            await exchange.sink(response)
            # Nobody sees this: whoever gave the sink has what was asked for.
            return cast(ResultT, None)
        response = await self.exchange(method, path, reader, request)
        return reader.read(response, self.settings.check)

    async def exchange(
        self,
        method: str,
        path: str,
        reader: Reader[ResultT],
        request: AsyncRequestOptions,
        stream: bool = False,
    ) -> httpx2.Response:
        """Send a request until there is an answer to return, or none to be had.

        With `stream`, the body is still to be read, and the response to be closed.
        """
        settings = self.settings
        if self.closed:
            raise SDKError("the client is closed")
        if settings.options:
            request = {**settings.options, **request}
        draft = self._draft(method, path, reader.accept, request)
        call = AsyncCall(draft, async_request_content(draft, request))
        call.takes = reader.takes
        call.stream = stream
        call.timeout = request.get("timeout", settings.timeout)
        if not (self.pool.own or settings.own_timeout or "timeout" in request):
            call.timeout = (await self.pool.get()).timeout
        security = request.get("security", settings.security)
        if security and not draft.bare:
            call.credentials = async_choose(
                security, settings.credentials, draft.fields
            )
        repeatable = request.get("idempotent")
        if "idempotency-key" in draft.fields or settings.retry.every_method:
            repeatable = True
        if repeatable is None:
            repeatable = method in settings.retry.methods
        retries = request.get("max_retries", settings.retry.max_retries)
        deadline = request.get("deadline")
        start = monotonic()
        if deadline is not None:
            call.until = start + deadline
        attempt = 0
        renewed = False
        wait: float | None
        while True:
            failure: SDKError
            began = perf_counter()
            try:
                response = await self._attempt(call)
            except httpx2.RequestError as error:
                unsent = nothing_was_sent(error)
                if unsent or (repeatable and is_connection_error(error)):
                    wait = backoff(settings.retry, attempt)
                else:
                    wait = None
                failure = transport_failure(draft, error)
                failure.__cause__ = error.with_traceback(None)
                error.__context__ = None
                why = str(error) or type(error).__name__
            else:
                status = response.status_code
                log_response(draft, status, perf_counter() - began)
                exchange = current_exchange.get()
                if exchange is not None:
                    exchange.response = response
                    exchange.seconds = monotonic() - start
                if 200 <= status < 300 or reader.takes(status):
                    return response
                if status == 401 and call.replayable and not renewed:
                    renewed = True
                    if any([await each.renew(draft) for each in call.credentials]):
                        continue
                headers = response.headers
                wait = wait_after_status(
                    settings.retry, status, headers, attempt, repeatable
                )
                asked = retry_after(headers, settings.retry.clock())
                failure = status_failure(draft, response, asked)
                why = str(status)
            if wait is None or attempt >= retries or not call.replayable:
                raise failure
            if call.until is not None and monotonic() + wait >= call.until:
                raise failure
            log_retry(draft, why, attempt, wait)
            await async_pause(wait)
            attempt += 1

    def _draft(
        self, method: str, path: str, accept: str, request: AsyncRequestOptions
    ) -> Draft:
        """Return the request as the call describes it."""
        settings = self.settings
        base = settings.base_url
        if not settings.own_base_url:
            base = request.get("server", base)
        whole = path.startswith(("http://", "https://"))
        if not base and not whole:
            raise SDKError(
                f"the document names no server: pass {settings.base_url_hint}"
            )
        bare = whole and not (base and same_origin(path, base))
        query = request.get("query")
        extra = request.get("extra_query")
        if settings.query is not None and not bare:
            extra = {**settings.query, **(extra or {})}
        text = query_string(query or {}, extra) if query or extra else ""
        url = draft_url(base, path, text, whole)
        fields: HeaderFields = {} if bare else settings.fields.copy()
        draft = Draft(method, url, fields)
        draft.guarded.update(fields)
        draft.bare = bare
        if "accept" not in fields:
            fields["accept"] = (b"Accept", request.get("accept", accept).encode())
        if settings.user_agent and self.pool.own and "user-agent" not in fields:
            fields["user-agent"] = (b"User-Agent", settings.user_agent.encode())
        headers = request.get("headers")
        if headers:
            for name, value in headers.items():
                set_header(fields, name, value)
        cookies = request.get("cookies")
        if cookies:
            draft.add_cookies(cookies)
        key = request.get("idempotency_key")
        if key is not None:
            set_header(fields, "Idempotency-Key", key)
        extra_headers = request.get("extra_headers")
        if extra_headers:
            for name, value in extra_headers.items():
                draft.guarded.add(name.lower())
                if value is None:
                    fields.pop(name.lower(), None)
                else:
                    set_header(fields, name, value)
        return draft

    async def _attempt(self, call: AsyncCall) -> httpx2.Response:
        """Send a request once, redirections followed."""
        draft = call.draft
        if call.credentials:
            draft.drop_credentials()
            for credential in call.credentials:
                await credential.authorize(draft)
        client = await self.pool.get()
        request = self._build(client, call)
        middleware = self.settings.middleware
        if not middleware:
            return await self._hops(client, call, request)
        call_next: AsyncNext = partial(self._hops, client, call)
        for each in reversed(middleware):
            call_next = partial(_async_step, each, call_next)
        return await call_next(request)

    def _build(self, client: httpx2.AsyncClient, call: AsyncCall) -> httpx2.Request:
        """Return the request for the HTTP client."""
        draft = call.draft
        content = call.content
        body = content.open() if isinstance(content, AsyncContent) else content
        url = draft.full_url()
        fields = draft.full_fields()
        try:
            if self.pool.own or draft.bare:
                request = httpx2.Request(
                    draft.method,
                    url,
                    headers=fields,
                    cookies=None if draft.bare else client.cookies,
                    content=body,
                    extensions={"timeout": call.limits()},
                )
            else:
                request = client.build_request(
                    draft.method, url, headers=fields, content=body
                )
                request.extensions = {**request.extensions, "timeout": call.limits()}
        except httpx2.InvalidURL as error:
            text = str(error)
            raise ValueError(f"the base URL or a path is no URL: {text}") from None
        cookie = draft.cookie()
        if cookie:
            known = request.headers.get("cookie")
            request.headers["Cookie"] = f"{known}; {cookie}" if known else cookie
        if draft.secret_query:
            request.url = redacted_url(url, draft.hidden)
        return request

    async def _hops(
        self, client: httpx2.AsyncClient, call: AsyncCall, request: httpx2.Request
    ) -> httpx2.Response:
        """Send a request and follow redirections, without credentials elsewhere."""
        foreign = call.draft.bare
        hop = 0
        while True:
            response = await client.send(
                request,
                stream=True,
                auth=None if foreign else httpx2.USE_CLIENT_DEFAULT,
                follow_redirects=False,
            )
            status = response.status_code
            target = None
            if 300 <= status < 400 and hop < MOST_REDIRECTS and not call.takes(status):
                target = redirect_target(response, call.replayable)
            if target is None:
                if call.stream and status < 400:
                    return response
                return await async_read_whole(response, call.until)
            await response.aclose()
            hop += 1
            foreign = foreign or origin(target) != origin(request.url)
            request = self._redirected(call, response, target)

    def _redirected(
        self, call: AsyncCall, response: httpx2.Response, target: httpx2.URL
    ) -> httpx2.Request:
        """Return the request that follows a redirection."""
        draft = call.draft
        before = response.request
        method = before.method
        content = call.content
        if response.status_code == 303 and method != "HEAD":
            method = "GET"
        keeps = method == before.method and content is not None
        body: bytes | AsyncIterable[bytes] | None = None
        if keeps and content is not None:
            body = content.open() if isinstance(content, AsyncContent) else content
        url = str(target)
        hidden = draft.hidden
        if hidden and origin(target) == origin(before.url):
            missing = [
                piece
                for piece in draft.secret_query
                if f"{piece.partition('=')[0]}=" not in target.query.decode()
            ]
            if missing:
                url = f"{url}{'&' if '?' in url else '?'}{'&'.join(missing)}"
        request = httpx2.Request(
            method,
            url,
            headers=redirect_headers(before, target, keeps),
            content=body,
            extensions={"timeout": call.limits()},
        )
        if hidden:
            request.url = redacted_url(url, hidden)
        return request


async def _async_step(
    middleware: AsyncMiddleware, call_next: AsyncNext, request: httpx2.Request
) -> httpx2.Response:
    """Run one middleware."""
    return await middleware(request, call_next)


async def async_read_whole(
    response: httpx2.Response, until: float | None
) -> httpx2.Response:
    """Read a response's body; an error's body as far as it comes."""
    failed = response.status_code >= 400
    try:
        if response.is_stream_consumed or not (failed or until is not None):
            await response.aread()
            return response
        chunks: list[bytes] = []
        try:
            async for chunk in response.aiter_raw():
                chunks.append(chunk)
                if until is not None and monotonic() > until:
                    raise httpx2.ReadTimeout("the deadline has passed")
        except httpx2.RequestError:
            if not failed:
                raise
    except BaseException:
        await response.aclose()
        raise
    await response.aclose()
    return whole_response(response, b"".join(chunks))
