"""The client behind the functions of a single module, in few lines: asyncio and one session."""

from __future__ import annotations

import asyncio
from time import monotonic

import httpx2

from .redirects import HARMLESS_HEADERS, MOST_REDIRECTS, origin
from .requester import AsyncCall
from .session import SessionClient


class PlainClient(SessionClient):
    """Sends requests over one session."""

    async def _attempt(self, call: AsyncCall) -> httpx2.Response:
        """Send a request once, redirections followed, before the deadline."""
        left = None if call.until is None else call.until - monotonic()
        try:
            return await asyncio.wait_for(self._answer(call), left)
        except asyncio.TimeoutError:
            raise httpx2.ReadTimeout("the deadline has passed") from None

    async def _answer(self, call: AsyncCall) -> httpx2.Response:
        """Send a request with credentials, and what it leads to without elsewhere."""
        draft = call.draft
        draft.drop_credentials()
        await self.access.authorize(draft, call.security)
        try:
            request = httpx2.Request(
                draft.method,
                draft.url,
                headers=draft.full_fields(),
                cookies=self.session.cookies,
                content=call.body(),
                extensions={"timeout": httpx2.Timeout(call.timeout).as_dict()},
            )
        except httpx2.InvalidURL as error:
            text = str(error)
            raise ValueError(f"the base URL or a path is no URL: {text}") from None
        draft.put_cookies(request)
        if draft.dress is not None:
            request.url = draft.dress(draft.url, True)
        hops = 0
        while True:
            auth = None if hops else httpx2.USE_CLIENT_DEFAULT
            response = await self.session.send(
                request, stream=True, auth=auth, follow_redirects=False
            )
            following = next_request(call, response, hops)
            if following is None:
                if call.streamed and response.status_code < 400:
                    return response
                return await read_plainly(response)
            await response.aclose()
            hops += 1
            request = following


def next_request(
    call: AsyncCall, response: httpx2.Response, hops: int
) -> httpx2.Request | None:
    """Return the request that follows a redirection, None where it must not be followed."""
    request, following = response.request, response.next_request
    status = response.status_code
    if following is None or hops >= MOST_REDIRECTS or call.reader.takes(status):
        return None
    here = origin(following.url) == origin(request.url)
    same = following.method == request.method
    if following.url.scheme not in {"https", request.url.scheme}:
        return None
    if not same:
        allowed = status == 303
    elif request.method in {"GET", "HEAD"}:
        allowed = True
    else:
        allowed = call.replayable and here and status in {307, 308}
    if not allowed:
        return None
    headers = following.headers.copy()
    if not here:
        headers = httpx2.Headers(
            {name: headers[name] for name in HARMLESS_HEADERS if name in headers}
        )
    made = httpx2.Request(
        following.method,
        following.url,
        headers=headers,
        content=call.body() if same else None,
        extensions=request.extensions,
    )
    if here:
        call.draft.put_cookies(made)
    if call.draft.dress is not None:
        made.url = call.draft.dress(str(following.url), here)
    return made


async def read_plainly(response: httpx2.Response) -> httpx2.Response:
    """Read a response's body; an error whose body breaks off has none."""
    try:
        await response.aread()
    except httpx2.RequestError:
        if response.status_code < 400:
            raise
        headers = response.headers.copy()
        headers.pop("content-encoding", None)
        return httpx2.Response(
            response.status_code, headers=headers, request=response.request
        )
    finally:
        await response.aclose()
    return response
