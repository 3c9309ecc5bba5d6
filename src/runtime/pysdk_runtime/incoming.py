"""Responses that are read while they arrive: what all kinds of streams share."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator
from typing import Generic, TypeVar

import httpx2

from .errors import DecodeError, StreamInterrupted
from .failures import BROKEN
from .options import Self
from .readers import media_type
from .requester import AsyncRequestOptions
from .transport import AsyncTransport

PieceT = TypeVar("PieceT")
ItemT_co = TypeVar("ItemT_co", covariant=True)

MOST_SHOWN = 65_536
"""How many bytes of an answer that is no stream an error keeps."""


def interruption(
    why: str, lost: Exception | None = None, last_event_id: str = ""
) -> StreamInterrupted:
    """Return the error of a stream that ended before its end."""
    detail = "" if lost is None else str(lost) or type(lost).__name__
    failure = StreamInterrupted(f"{why}: {detail}" if detail else why)
    failure.last_event_id = last_event_id
    if lost is not None:
        # The HTTP client's frames hold requests with their credentials.
        failure.__cause__ = lost.with_traceback(None)
        lost.__context__ = None
    return failure


class AsyncIncoming:
    """A response whose body is still to come, and how to ask for it again."""

    def __init__(
        self,
        transport: AsyncTransport,
        method: str,
        path: str,
        request: AsyncRequestOptions,
        response: httpx2.Response,
    ) -> None:
        self.transport = transport
        self.method = method
        self.path = path
        self.request = request
        self.response = response
        self.last_event_id = ""

    async def aclose(self) -> None:
        """Close the connection, unless the body was read to its end."""
        await self.response.aclose()


async def async_refuse(response: httpx2.Response, wanted: str) -> DecodeError:
    """Return the error of an answer that is no stream, with the start of its body."""
    content = b""
    try:
        async for chunk in response.aiter_bytes():
            content += chunk
            if len(content) >= MOST_SHOWN:
                break
    except BROKEN:
        pass
    finally:
        await response.aclose()
    kind = media_type(response) or "without a content type"
    status = response.status_code
    error = DecodeError(f"the response is {kind}, not {wanted} (status {status})")
    error.content = content[:MOST_SHOWN]
    error.status_code = status
    return error


class AsyncStream(Generic[PieceT, ItemT_co]):
    """An iterator over what a response holds, and a context manager that closes it.

    Its end, an error and `aclose` close the connection, too. One that is dropped is
    closed when it is garbage. It belongs to one task or thread at a time.
    """

    def __init__(
        self,
        incoming: AsyncIncoming,
        batches: AsyncGenerator[list[PieceT], None],
    ) -> None:
        # The generator owns the connection; it does not refer to this object, so that
        # dropping this object ends it.
        self._incoming = incoming
        self._batches = batches
        self._ready: deque[PieceT] = deque()

    @property
    def response(self) -> httpx2.Response:
        """The response that is being read; after a reconnection, the latest."""
        return self._incoming.response

    async def __begun__(self) -> Self:
        """Return this; a generator that has begun is sure to be ended."""
        await self._batches.__anext__()
        return self

    async def _pull(self) -> PieceT | None:
        """Return the next piece of the stream, None at its end."""
        while not self._ready:
            try:
                batch = await self._batches.__anext__()
            except StopAsyncIteration:
                return None
            self._ready.extend(batch)
        return self._ready.popleft()

    def _decoded(self, piece: PieceT) -> ItemT_co:
        """Return what a piece of the stream says."""
        raise NotImplementedError

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ItemT_co:
        piece = self._ready.popleft() if self._ready else await self._pull()
        if piece is None:
            raise StopAsyncIteration
        try:
            return self._decoded(piece)
        except BaseException:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        """Close the connection; what was not read is lost."""
        self._ready.clear()
        await self._batches.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()
