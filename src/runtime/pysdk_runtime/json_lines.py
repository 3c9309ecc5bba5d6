"""JSON Lines, in both directions: one JSON value a line, or a record (RFC 7464).

Generated code:

    async def export(self, ...) -> AsyncLineStream[models.Row]:
        return await async_open_lines(self._transport, "GET", path, codec, **options)
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Mapping
from typing import Any, TypeGuard, TypeVar

from .bodies import CHUNK, AsyncContent
from .errors import DecodeError
from .failures import BROKEN
from .incoming import AsyncIncoming, AsyncStream, async_refuse, interruption
from .options import Unpack
from .readers import media_type
from .requester import AsyncRequestOptions
from .streaming import async_exchange_stream
from .texts import is_items, json_bytes, json_value
from .transport import AsyncTransport
from .wire import Codec, wire_body

LineT = TypeVar("LineT")

JSON_LINES = "application/x-ndjson"
JSON_LINES_ACCEPT = (
    "application/x-ndjson, application/jsonl, application/json-seq;q=0.9"
)


class LineParser:
    """Takes the bytes of a stream in pieces of any size and returns its lines.

    Blank lines are left out. A CR before the line feed stays: JSON ignores it.
    """

    def __init__(self) -> None:
        self._pending: list[bytes] = []
        self._started = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the lines that are complete with these bytes."""
        end = chunk.rfind(b"\n")
        if end < 0:
            self._pending.append(chunk)
            return []
        block = b"".join([*self._pending, chunk[:end]])
        self._pending = [chunk[end + 1 :]]
        return self._lines(block)

    def finish(self) -> list[bytes]:
        """Return the last line, where no line feed ends it."""
        block = b"".join(self._pending)
        self._pending = []
        return self._lines(block)

    def _lines(self, block: bytes) -> list[bytes]:
        """Return the lines of a block."""
        if not self._started:
            self._started = True
            block = block.removeprefix(b"\xef\xbb\xbf")
        return [line for line in block.split(b"\n") if line and not line.isspace()]


class RecordParser(LineParser):
    """The same for records that each begin with a record separator.

    A record may have several lines; it is complete with the next separator, or as soon
    as it is valid JSON and ends with a line feed.
    """

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the records that are complete with these bytes."""
        end = chunk.rfind(b"\x1e")
        found: list[bytes] = []
        if end >= 0:
            found = self._records(b"".join([*self._pending, chunk[:end]]))
            self._pending = [chunk[end + 1 :]]
        else:
            self._pending.append(chunk)
        if chunk.endswith(b"\n"):
            last = b"".join(self._pending)
            if is_json(last):
                self._pending = []
                found.append(last)
        return found

    def finish(self) -> list[bytes]:
        """Return the last record."""
        block = b"".join(self._pending)
        self._pending = []
        return self._records(block)

    def _records(self, block: bytes) -> list[bytes]:
        """Return the records of a block."""
        parts = block.split(b"\x1e")
        return [part for part in parts if part and not part.isspace()]


def is_json(text: bytes) -> bool:
    """Return whether this is one JSON value."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


async def async_line_batches(
    incoming: AsyncIncoming,
) -> AsyncGenerator[list[bytes], None]:
    """Yield lines as they come, those of one network packet together.

    The first batch is empty: a generator that has begun is sure to be ended.
    """
    records = media_type(incoming.response).endswith("json-seq")
    parser = RecordParser() if records else LineParser()
    try:
        yield []
        try:
            async for chunk in incoming.response.aiter_bytes():
                lines = parser.feed(chunk)
                if lines:
                    yield lines
        except BROKEN as error:
            raise interruption("the stream broke", error) from None
        rest = parser.finish()
        if rest and not is_json(rest[-1]):
            if rest[:-1]:
                yield rest[:-1]
            raise interruption("the stream ends in the middle of a line")
        yield rest
    finally:
        await incoming.aclose()


class AsyncLineStream(AsyncStream[bytes, LineT]):
    """Typed JSON Lines."""

    def __init__(
        self,
        incoming: AsyncIncoming,
        codec: Codec[LineT],
    ) -> None:
        super().__init__(incoming, async_line_batches(incoming))
        self._codec = codec
        self._check = incoming.transport.settings.check

    def _decoded(self, piece: bytes) -> LineT:
        """Return a line's typed value."""
        try:
            raw: Any = json_value(piece)
        except (ValueError, RecursionError):
            error = DecodeError("a line of the stream is not valid JSON")
            error.content = piece
            raise error from None
        if self._check is not None:
            self._check(self._codec, raw)
        return self._codec.__decode__(raw)


def is_line_type(kind: str, accept: str) -> bool:
    """Return whether a media type can be that of JSON Lines, or is what was asked for."""
    if kind in {"", "text/plain", "application/octet-stream"}:
        return True
    if kind in [part.partition(";")[0].strip() for part in accept.lower().split(",")]:
        return True
    return "json" in kind and kind != "application/json" and not kind.endswith("+json")


async def async_open_lines(
    transport: AsyncTransport,
    method: str,
    path: str,
    codec: Codec[LineT],
    **request: Unpack[AsyncRequestOptions],
) -> AsyncLineStream[LineT]:
    """Send a request, and return the lines that answer it.

    Credentials, retries and error statuses are as everywhere, up to the headers. Raises
    `DecodeError` where the answer is something else. `accept` is the documented type.
    """
    response = await async_exchange_stream(
        transport, method, path, JSON_LINES_ACCEPT, request
    )
    if not is_line_type(media_type(response), request.get("accept", "")):
        raise await async_refuse(response, "JSON Lines")
    incoming = AsyncIncoming(transport, method, path, request, response)
    return await AsyncLineStream(incoming, codec).__begun__()


def async_is_feed(value: object) -> TypeGuard[AsyncIterable[object]]:
    """Return whether values come one after the other."""
    closed = isinstance(value, str | bytes | Mapping)
    return isinstance(value, AsyncIterable) and not closed


class AsyncLinesBody(AsyncContent):
    """Values that are written while they are sent."""

    def __init__(self, values: object, content_type: str) -> None:
        self._values = values
        self.content_type = content_type
        once = hasattr(values, "__next__") or not is_items(values)
        self.replayable = not once
        self._start = b"\x1e" if "json-seq" in content_type else b""

    def line(self, value: object) -> bytes:
        """Return one value's line."""
        return b"%s%s\n" % (self._start, json_bytes(wire_body(value)))

    async def open_chunks(self) -> AsyncIterator[bytes]:
        """Yield the lines; those of values that are at hand, many at once."""
        values = self._values
        if is_items(values):
            chunk = bytearray()
            for value in values:
                chunk += self.line(value)
                if len(chunk) >= CHUNK:
                    yield bytes(chunk)
                    chunk.clear()
            if chunk:
                yield bytes(chunk)
        elif async_is_feed(values):
            async for value in values:
                yield self.line(value)

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the lines, from the start."""
        return self.open_chunks()


def async_json_lines_body(
    value: object, content_type: str = JSON_LINES
) -> AsyncContent:
    """Send the values of an iterable, one a line.

    A list is sent again by a retry; what can be iterated once is not. Raises `TypeError`
    where the value is no iterable of values.
    """
    if not is_items(value) and not async_is_feed(value):
        raise TypeError(f"JSON Lines need an iterable, not {type(value).__name__}")
    return AsyncLinesBody(value, content_type)
