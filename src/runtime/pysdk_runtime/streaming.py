"""Responses whose body is read as it comes."""

from __future__ import annotations

import httpx2

from .options import Unpack
from .readers import Reader
from .requester import AsyncRequestOptions, AsyncWanted
from .transport import AsyncTransport


class StreamReader(Reader[None]):
    """Leaves the body to whoever opened the stream."""

    def __init__(self, accept: str) -> None:
        self.accept = accept


async def async_exchange_stream(
    transport: AsyncTransport,
    method: str,
    path: str,
    accept: str,
    request: AsyncRequestOptions,
) -> httpx2.Response:
    """Send a request, and return the response with its body unread."""
    reader = StreamReader(request.get("accept", accept))
    wanted = AsyncWanted(method, path, reader, request, stream=True)
    return await transport.exchange(wanted)


class AsyncOpened:
    """A response whose body is still to come; leaving it closes the connection."""

    def __init__(
        self,
        transport: AsyncTransport,
        method: str,
        path: str,
        request: AsyncRequestOptions,
    ) -> None:
        self._transport = transport
        self._method = method
        self._path = path
        self._request = request
        self._response: httpx2.Response | None = None

    async def __aenter__(self) -> httpx2.Response:
        self._response = await async_exchange_stream(
            self._transport, self._method, self._path, "*/*", self._request
        )
        return self._response

    async def __aexit__(self, *error: object) -> None:
        if self._response is not None:
            await self._response.aclose()


def async_open_stream(
    transport: AsyncTransport,
    method: str,
    path: str,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncOpened:
    """Send a request, credentials and retries included, up to the response's headers.

    Use it with `async with`. Error statuses raise as they do everywhere; a `deadline`
    counts until the headers are there, the read timeout for each piece of the body.
    """
    return AsyncOpened(transport, method, path, request)
