"""Requests: what all clients do alike to get an answer, and to get it again."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from time import monotonic, perf_counter
from typing import NamedTuple, TypeVar

import httpx2

from .auth import AsyncAccess, Security
from .bodies import AsyncContent, merged_body
from .drafts import Draft, HeaderFields, set_header
from .encoded import query_string
from .errors import SDKError
from .failures import (
    BROKEN,
    is_connection_error,
    nothing_was_sent,
    status_failure,
    transport_failure,
)
from .logs import log_call
from .models import UNSET
from .options import CallOptions, Unpack
from .readers import Check, JsonReader, Reader, as_none
from .redirects import MOST_REDIRECTS, origin, redirect_headers, redirect_target
from .retry import (
    REPEATABLE_METHODS,
    RetryPolicy,
    async_pause,
    backoff,
    wait_after_status,
)
from .wire import Codec

ResultT = TypeVar("ResultT")


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


class AsyncWanted(NamedTuple):
    """What a method or function asks for."""

    method: str
    path: str
    reader: Reader[object]
    request: AsyncRequestOptions
    stream: bool = False
    """Whether the body is still to be read, and the response to be closed."""


class AsyncSender:
    """What methods and functions call: sends a request and reads the answer."""

    check: Check | None = None
    """What looks at a decoded response before the caller does."""

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
        response = await self.exchange(AsyncWanted(method, path, reader, request))
        return reader.read(response, self.check)

    async def exchange(self, wanted: AsyncWanted) -> httpx2.Response:
        """Send a request until there is an answer to return, or none to be had."""
        raise NotImplementedError


def draft_url(base_url: str, path: str, query: str, own_origin: bool) -> str:
    """Return the URL of a call; `own_origin` tells that the path is a whole URL."""
    start, _, rest = ("", "", "") if own_origin else base_url.partition("?")
    url = f"{start.rstrip('/')}{path}"
    text = f"{rest}&{query}" if rest and query else rest or query
    mark = "&" if "?" in url else "?"
    return f"{url}{mark}{text}" if text else url


def is_whole_url(path: str) -> bool:
    """Return whether a path is a URL of its own."""
    return path.startswith(("http://", "https://"))


def own_agent(fields: HeaderFields) -> HeaderFields:
    """Return the one header of all requests that any server may be told."""
    return {name: field for name, field in fields.items() if name == "user-agent"}


def same_origin(url: str, other: str) -> bool:
    """Return whether two URLs lead to the same scheme, host and port."""
    return origin(httpx2.URL(url)) == origin(httpx2.URL(other))


class AsyncCall:
    """One call on its way: what all its attempts share."""

    def __init__(
        self, wanted: AsyncWanted, draft: Draft, timeout: float | httpx2.Timeout | None
    ) -> None:
        content = async_request_content(draft, wanted.request)
        self.draft = draft
        self.content = content
        self.replayable = not isinstance(content, AsyncContent) or content.replayable
        self.streamed = wanted.stream
        self.reader = wanted.reader
        self.security = wanted.request.get("security")
        self.timeout = timeout
        self.until: float | None = None
        self.hops = 0
        self.away = False

    def body(self) -> bytes | AsyncIterable[bytes] | None:
        """Return the body from its start."""
        content = self.content
        return content.open() if isinstance(content, AsyncContent) else content

    def next_request(self, response: httpx2.Response) -> httpx2.Request | None:
        """Return the request that follows a redirection, None where none is sent."""
        if self.reader.takes(response.status_code):
            return None
        following = redirect_target(response, self.replayable)
        if following is None or self.hops >= MOST_REDIRECTS:
            return None
        self.hops += 1
        before = response.request
        # Who has once been sent away gets no credentials on the way back either.
        self.away = self.away or origin(following.url) != origin(before.url)
        made = httpx2.Request(
            following.method,
            following.url,
            headers=redirect_headers(before, following),
            content=self.body() if following.method == before.method else None,
            extensions=request_limits(self.timeout, self.until),
        )
        if self.draft.dress is not None:
            made.url = self.draft.dress(str(following.url), not self.away)
        return made


def request_limits(
    timeout: float | httpx2.Timeout | None, until: float | None
) -> dict[str, dict[str, float | None]]:
    """Return the limits of the next request, in seconds, for the HTTP client."""
    parts = httpx2.Timeout(timeout).as_dict()
    if until is not None:
        left = until - monotonic()
        if left <= 0:
            raise httpx2.ReadTimeout("the deadline has passed")
        for name, part in parts.items():
            parts[name] = left if part is None else min(part, left)
    return {"timeout": parts}


def whole_response(response: httpx2.Response, content: bytes) -> httpx2.Response:
    """Return a response with the bytes that were read; undecodable ones as they are."""
    headers = response.headers.copy()
    while True:
        try:
            return httpx2.Response(
                response.status_code,
                headers=headers,
                content=content,
                request=response.request,
                extensions=response.extensions,
            )
        except httpx2.DecodingError:
            if response.status_code < 400 or not headers.pop("content-encoding", ""):
                raise


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
    absent = body is None or body is UNSET
    if absent and not extra:
        return None
    fields.setdefault("content-type", (b"Content-Type", b"application/json"))
    return merged_body(None if absent else body, extra)


async def async_read_whole(
    response: httpx2.Response, until: float | None
) -> httpx2.Response:
    """Read a response's body; an error's body as far as it comes."""
    failed = response.status_code // 100 != 2
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
        except BROKEN:
            if not failed:
                raise
    except BaseException:
        await response.aclose()
        raise
    await response.aclose()
    return whole_response(response, b"".join(chunks))


def async_base_url(sender: AsyncRequester, request: AsyncRequestOptions) -> str:
    """Return the URL that the paths of a sender's request are below."""
    server = None if sender.own_base_url else request.get("server")
    return server or sender.base_url


class AsyncRequester(AsyncSender):
    """Sends requests over HTTP connections, and repeats what failed."""

    base_url: str
    access: AsyncAccess
    retry: RetryPolicy
    fields: HeaderFields
    """Headers of every request."""
    own_base_url: bool = False
    """Whether the user chose the base URL, which then holds for every operation."""
    base_url_hint: str = ""
    """How the base URL can be given, for the error where it is missing."""
    own_query: Mapping[str, object] | None = None
    """Query parameters of every request."""
    timeout: float | httpx2.Timeout | None = 60.0

    async def connection(self) -> httpx2.AsyncClient:
        """Return the HTTP client to send with."""
        raise NotImplementedError

    async def exchange(self, wanted: AsyncWanted) -> httpx2.Response:
        """Send a request until there is an answer to return, or none to be had."""
        request = wanted.request
        draft = self._draft(wanted)
        call = AsyncCall(wanted, draft, request.get("timeout", self.timeout))
        repeatable = self.is_repeatable(wanted, draft)
        retries = request.get("max_retries", self.retry.max_retries)
        deadline = request.get("deadline")
        if deadline is not None:
            call.until = monotonic() + deadline
        attempt = 0
        renewed = False
        while True:
            failure: SDKError
            wait: float | None = None
            began = perf_counter()
            try:
                response = await self._attempt(call)
            except BROKEN as error:
                if is_connection_error(error) and (
                    repeatable or nothing_was_sent(error)
                ):
                    wait = backoff(self.retry, attempt)
                failure = transport_failure(draft, error)
                failure.__cause__ = error.with_traceback(None)
                error.__context__ = None
                why = str(error) or type(error).__name__
            else:
                status = response.status_code
                log_call(draft, f"{status} in {perf_counter() - began:.3f} s")
                if status // 100 == 2 or (
                    not call.streamed and call.reader.takes(status)
                ):
                    return response
                if status == 401 and call.replayable and not (renewed or draft.bare):
                    renewed = True
                    if await self.access.renew(draft, call.security):
                        continue
                asked, wait = wait_after_status(
                    self.retry, status, response.headers, attempt, repeatable
                )
                failure = status_failure(draft, response, asked)
                why = str(status)
            if wait is None or attempt >= retries or not call.replayable:
                raise failure
            if call.until is not None and monotonic() + wait >= call.until:
                raise failure
            attempt += 1
            log_call(draft, f"{why}; attempt {attempt + 1} in {wait:.3f} s")
            await async_pause(wait)

    def is_repeatable(self, wanted: AsyncWanted, draft: Draft) -> bool:
        """Return whether sending the request twice does what sending it once does."""
        if self.retry.every_method or "idempotency-key" in draft.fields:
            return True
        known = wanted.request.get("idempotent")
        return wanted.method in REPEATABLE_METHODS if known is None else known

    def _draft(self, wanted: AsyncWanted) -> Draft:
        """Return the request as the call describes it."""
        _, path, reader, request, _ = wanted
        base = async_base_url(self, request)
        whole = is_whole_url(path)
        if self.base_url_hint and not base and not whole:
            raise SDKError(f"the document names no server: pass {self.base_url_hint}")
        bare = whole and not (base and same_origin(path, base))
        query = request.get("query")
        extra = request.get("extra_query")
        if self.own_query and not bare:
            extra = {**self.own_query, **(extra or {})}
        text = query_string(query or {}, extra) if query or extra else ""
        fields = own_agent(self.fields) if bare else {**self.fields}
        draft = Draft(wanted.method, draft_url(base, path, text, whole), fields)
        draft.guarded |= fields.keys()
        draft.bare = bare
        if "accept" not in fields:
            fields["accept"] = (
                b"Accept",
                request.get("accept", reader.accept).encode(),
            )
        for name, value in (request.get("headers") or {}).items():
            set_header(fields, name, value)
        for name, value in (request.get("cookies") or {}).items():
            draft.add_cookie(name, value)
        set_header(fields, "Idempotency-Key", request.get("idempotency_key"))
        for name, value in (request.get("extra_headers") or {}).items():
            draft.guarded |= {name.lower()}
            if value is None:
                fields.pop(name.lower(), None)
            set_header(fields, name, value)
        return draft

    async def _attempt(self, call: AsyncCall) -> httpx2.Response:
        """Send a request once, in the time that is left."""
        return await self._answer(call)

    async def _answer(self, call: AsyncCall) -> httpx2.Response:
        """Send a request with credentials, redirections followed."""
        draft = call.draft
        call.hops = 0
        call.away = draft.bare
        if not draft.bare:
            draft.drop_credentials()
            await self.access.authorize(draft, call.security)
        client = await self.connection()
        try:
            request = self._build(client, call)
        except httpx2.InvalidURL as error:
            text = str(error)
            raise ValueError(f"the base URL or a path is no URL: {text}") from None
        draft.put_cookies(request)
        if draft.dress is not None:
            request.url = draft.dress(draft.url, True)
        return await self._deliver(client, call, request)

    def _build(self, client: httpx2.AsyncClient, call: AsyncCall) -> httpx2.Request:
        """Return the request for the HTTP client."""
        draft = call.draft
        return httpx2.Request(
            draft.method,
            draft.url,
            headers=draft.full_fields(),
            cookies=None if draft.bare else client.cookies,
            content=call.body(),
            extensions=request_limits(call.timeout, call.until),
        )

    async def _deliver(
        self, client: httpx2.AsyncClient, call: AsyncCall, request: httpx2.Request
    ) -> httpx2.Response:
        """Send a request and follow redirections, without credentials elsewhere."""
        while True:
            response = await client.send(
                request,
                stream=True,
                auth=None if call.away else httpx2.USE_CLIENT_DEFAULT,
                follow_redirects=False,
            )
            following = call.next_request(response)
            if following is None:
                if call.streamed and response.status_code // 100 == 2:
                    return response
                return await async_read_whole(response, call.until)
            await response.aclose()
            request = following
