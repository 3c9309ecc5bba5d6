"""Bodies that are not held in memory: into a file, or in pieces.

Generated code:

    async def save(self, file_id: str, target: str | os.PathLike[str], ...) -> Path:
        return await async_save(self._transport, "GET", path, target, **options)
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from pathlib import Path
from secrets import token_hex

import httpx2

from .incoming import (
    AsyncIncoming,
    AsyncStream,
    async_exchange_stream,
    interruption,
)
from .options import Unpack
from .transport import AsyncRequestOptions, AsyncTransport


async def async_chunk_batches(
    incoming: AsyncIncoming,
) -> AsyncGenerator[list[bytes], None]:
    """Yield the body's bytes as they come.

    The first batch is empty: a generator that has begun is sure to be ended.
    """
    try:
        yield []
        try:
            async for chunk in incoming.response.aiter_bytes():
                yield [chunk]
        except httpx2.RequestError as error:
            raise interruption("the download broke", error) from None
    finally:
        await incoming.aclose()


class AsyncChunkStream(AsyncStream[bytes, bytes]):
    """The bytes of a body in pieces."""

    def _decoded(self, piece: bytes) -> bytes:
        """Return the piece."""
        return piece


async def async_open_bytes(
    transport: AsyncTransport,
    method: str,
    path: str,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncChunkStream:
    """Send a request, and return the pieces of the body that answers it.

    Credentials, retries and error statuses are as everywhere, up to the headers. Raises
    `StreamInterrupted` where the body is cut off.
    """
    response = await async_exchange_stream(transport, method, path, "*/*", request)
    incoming = AsyncIncoming(transport, method, path, request, response)
    return await AsyncChunkStream(incoming, async_chunk_batches(incoming)).__begun__()


async def async_save(
    transport: AsyncTransport,
    method: str,
    path: str,
    target: str | os.PathLike[str],
    **request: Unpack[AsyncRequestOptions],
) -> Path:
    """Send a request, and write the body that answers it to a file.

    The file is there when all of it is: what was there before stays until then, and a
    download that breaks leaves nothing behind. Returns the file's path.
    """
    place = Path(target)
    # A symbolic link keeps pointing where it points; the file behind it is replaced.
    final = Path(os.path.realpath(place))
    if final.is_dir():
        raise IsADirectoryError(f"the target is a folder: {place}")
    # A device or a pipe cannot be replaced.
    special = final.exists() and not final.is_file()
    part = final if special else final.with_name(f".{token_hex(8)}.part")
    chunks = await async_open_bytes(transport, method, path, **request)
    async with chunks:
        try:
            with part.open("wb" if special else "xb") as file:
                async for chunk in chunks:
                    file.write(chunk)
            if not special:
                part.replace(final)
        except BaseException:
            if not special:
                part.unlink(missing_ok=True)
            raise
    return place
