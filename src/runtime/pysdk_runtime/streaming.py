"""Responses whose body is read as it comes."""

from __future__ import annotations

import httpx2

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
