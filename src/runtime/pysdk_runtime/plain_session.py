"""The client behind the functions of a single module, in few lines: asyncio and one session."""

from __future__ import annotations

import asyncio
from time import monotonic

import httpx2

from .failures import BROKEN
from .requester import AsyncCall
from .session import SessionClient


class PlainClient(SessionClient):
    """Sends requests over one session."""

    async def _attempt(self, call: AsyncCall) -> httpx2.Response:
        """Send a request once, in the time that is left."""
        left = None if call.until is None else call.until - monotonic()
        try:
            return await asyncio.wait_for(self._answer(call), left)
        except asyncio.TimeoutError:
            raise httpx2.ReadTimeout("the deadline has passed") from None


def plain_limits(
    timeout: float | httpx2.Timeout | None, until: float | None
) -> dict[str, dict[str, float | None]]:
    """Return the limits of one request; the deadline is held from outside."""
    return {"timeout": httpx2.Timeout(timeout).as_dict()}


async def read_plainly(
    response: httpx2.Response, until: float | None
) -> httpx2.Response:
    """Read a response's body; an error whose body breaks off has none."""
    try:
        await response.aread()
    except BROKEN:
        if response.status_code // 100 == 2:
            raise
        headers = response.headers.copy()
        headers.pop("content-encoding", None)
        return httpx2.Response(
            response.status_code, headers=headers, request=response.request
        )
    finally:
        await response.aclose()
    return response
