"""The client behind module-level functions: the requests of one HTTP session."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import NamedTuple

import httpx2

from .auth import Security
from .bodies import AsyncContent
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
from .readers import Reader
from .redirects import MOST_REDIRECTS, redirect_headers, redirect_target
from .retry import (
    LONGEST_RETRY_AFTER,
    REPEATABLE_METHODS,
    REPEATABLE_STATUSES,
    retry_after,
)
from .transport import (
    AsyncRequestOptions,
    async_read_whole,
    async_request_content,
    draft_url,
    redacted_url,
    same_origin,
    timeout_parts,
)


class Access:
    """What lets the requests of one client in."""

    async def authorize(self, draft: Draft, security: Security | None) -> None:
        """Add credentials to a request; `security` is the operation's own, if any."""

    async def renew(self, draft: Draft, security: Security | None) -> bool:
        """Replace what the server refused (401). Returns whether to try once more."""
        return False


async def loop_pause(seconds: float) -> None:
    """Wait between two attempts."""
    await asyncio.sleep(seconds)


class Pacing(NamedTuple):
    """How long a client waits, and how often it tries again."""

    timeout: float = 60.0
    max_retries: int = 2
    base_backoff: float = 0.5
    max_backoff: float = 8.0
    every_method: bool = False


class SessionClient:
    """Sends requests over one session, and repeats what failed."""

    def __init__(
        self,
        base_url: str,
        session: httpx2.AsyncClient,
        access: Access | None = None,
        *,
        own_base_url: bool = False,
        pacing: Pacing | None = None,
        user_agent: str = "",
    ) -> None:
        self.base_url = base_url
        self.session = session
        self.own_base_url = own_base_url
        self.pacing = pacing or Pacing()
        self._access = access or Access()
        self._user_agent = user_agent

    async def exchange(
        self,
        method: str,
        path: str,
        reader: Reader[object],
        request: AsyncRequestOptions,
        stream: bool = False,
    ) -> httpx2.Response:
        """Send a request until there is an answer to return, or none to be had.

        With `stream`, the body is still to be read, and the response to be closed.
        """
        pacing = self.pacing
        draft = self._draft(method, path, reader.accept, request)
        content = async_request_content(draft, request)
        replayable = not isinstance(content, AsyncContent) or content.replayable
        retries = request.get("max_retries", pacing.max_retries)
        repeatable = request.get("idempotent")
        if pacing.every_method or "idempotency-key" in draft.fields:
            repeatable = True
        if repeatable is None:
            repeatable = method in REPEATABLE_METHODS
        deadline = request.get("deadline")
        until = None if deadline is None else time.monotonic() + deadline
        attempt = 0
        renewed = False
        wait: float | None
        while True:
            failure: SDKError
            began = time.perf_counter()
            if not draft.bare:
                draft.drop_credentials()
                await self._access.authorize(draft, request.get("security"))
            left = None if until is None else max(until - time.monotonic(), 0.001)
            limits = timeout_parts(request.get("timeout", pacing.timeout), left)
            try:
                response = await self._send(draft, content, limits, reader.takes)
                if not stream or response.status_code >= 400:
                    response = await async_read_whole(response, until)
            except httpx2.RequestError as error:
                unsent = nothing_was_sent(error)
                wait = None
                if unsent or (repeatable and is_connection_error(error)):
                    wait = self._backoff(attempt)
                failure = transport_failure(draft, error)
                failure.__cause__ = error.with_traceback(None)
                error.__context__ = None
                why = str(error) or type(error).__name__
            else:
                status = response.status_code
                log_response(draft, status, time.perf_counter() - began)
                if 200 <= status < 300 or reader.takes(status):
                    return response
                if status == 401 and replayable and not (renewed or draft.bare):
                    renewed = True
                    if await self._access.renew(draft, request.get("security")):
                        continue
                asked = retry_after(response.headers, time.time())
                wait = self._wait_after(status, asked, attempt, repeatable)
                failure = status_failure(draft, response, asked)
                why = str(status)
            if wait is None or attempt >= retries or not replayable:
                raise failure
            if until is not None and time.monotonic() + wait >= until:
                raise failure
            log_retry(draft, why, attempt, wait)
            await loop_pause(wait)
            attempt += 1

    def _backoff(self, attempt: int) -> float:
        """Return the wait after this attempt (0 is the first): full jitter."""
        bound = self.pacing.base_backoff * 2.0 ** min(attempt, 60)
        return min(bound, self.pacing.max_backoff) * random.random()

    def _wait_after(
        self, status: int, asked: float | None, attempt: int, repeatable: bool
    ) -> float | None:
        """Return how long to wait before repeating, None for not at all."""
        if self.pacing.every_method:
            listed = status == 429 or status >= 500
        else:
            listed = status in REPEATABLE_STATUSES
        if not listed or not (repeatable or (status in {429, 503} and asked)):
            return None
        if asked is None:
            return self._backoff(attempt)
        return asked if asked <= LONGEST_RETRY_AFTER else None

    def _draft(
        self, method: str, path: str, accept: str, request: AsyncRequestOptions
    ) -> Draft:
        """Return the request as the call describes it."""
        base = self.base_url
        if not self.own_base_url:
            base = request.get("server", base)
        whole = path.startswith(("http://", "https://"))
        text = query_string(request.get("query") or {}, request.get("extra_query"))
        fields: HeaderFields = {}
        draft = Draft(method, draft_url(base, path, text, whole), fields)
        draft.bare = whole and not same_origin(path, base)
        set_header(fields, "Accept", request.get("accept", accept))
        set_header(fields, "User-Agent", self._user_agent or None)
        for name, value in (request.get("headers") or {}).items():
            set_header(fields, name, value)
        draft.add_cookies(request.get("cookies") or {})
        set_header(fields, "Idempotency-Key", request.get("idempotency_key"))
        for name, value in (request.get("extra_headers") or {}).items():
            draft.guarded.add(name.lower())
            if value is None:
                fields.pop(name.lower(), None)
            set_header(fields, name, value)
        return draft

    async def _send(
        self,
        draft: Draft,
        content: bytes | AsyncContent | None,
        limits: dict[str, float | None],
        takes: Callable[[int], bool],
    ) -> httpx2.Response:
        """Send a request once, redirections followed; the body is still to be read."""
        url = draft.full_url()
        request = httpx2.Request(
            draft.method,
            url,
            headers=draft.full_fields(),
            cookies=None if draft.bare else self.session.cookies,
            content=content.open() if isinstance(content, AsyncContent) else content,
            extensions={"timeout": limits},
        )
        cookie = draft.cookie()
        if cookie:
            known = request.headers.get("cookie")
            request.headers["Cookie"] = f"{known}; {cookie}" if known else cookie
        if draft.secret_query:
            request.url = redacted_url(url, draft.hidden)
        for _ in range(MOST_REDIRECTS):
            response = await self.session.send(
                request, stream=True, auth=None, follow_redirects=False
            )
            replayable = not isinstance(content, AsyncContent) or content.replayable
            target = redirect_target(response, replayable)
            if target is None or takes(response.status_code):
                return response
            await response.aclose()
            method = request.method
            if response.status_code == 303 and method != "HEAD":
                method = "GET"
            keeps = method == request.method and content is not None
            body = content.open() if isinstance(content, AsyncContent) else content
            request = httpx2.Request(
                method,
                target,
                headers=redirect_headers(request, target, keeps),
                content=body if keeps else None,
                extensions={"timeout": limits},
            )
        raise httpx2.TooManyRedirects("too many redirections", request=request)
