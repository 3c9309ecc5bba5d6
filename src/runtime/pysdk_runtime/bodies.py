"""Request bodies other than plain JSON."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeGuard

from .texts import is_members, json_bytes
from .wire import wire_body

CHUNK = 65_536


class AsyncContent:
    """A request's body and its media type."""

    content_type: str | None = None
    """The `Content-Type` header; None where the body has none."""
    length: int | None = None
    """The number of bytes of a streamed body, where it is known."""
    replayable: bool = True
    """Whether `open` can be called again, for another attempt."""

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the bytes, from the start."""
        raise NotImplementedError


class AsyncBytesBody(AsyncContent):
    """A body that is at hand."""

    def __init__(self, data: bytes, content_type: str | None) -> None:
        self._data = data
        self.content_type = content_type

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the bytes."""
        return self._data


def async_text_body(
    text: str, content_type: str = "text/plain; charset=utf-8"
) -> AsyncContent:
    """Send text, in UTF-8 or the charset that the media type names."""
    charset = content_type.lower().partition("charset=")[2].partition(";")[0]
    return AsyncBytesBody(text.encode(charset.strip(" \"'") or "utf-8"), content_type)


def async_json_body(
    value: object, content_type: str = "application/json"
) -> AsyncContent:
    """Send JSON under another media type, or JSON's `null`."""
    return AsyncBytesBody(json_bytes(wire_body(value)), content_type)


def is_open_file(data: object) -> TypeGuard[IO[bytes]]:
    """Return whether this is an open file; one that has to be awaited is not."""
    return hasattr(data, "read") and not hasattr(data, "__aiter__")


AsyncBinary: TypeAlias = (
    bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes] | AsyncIterable[bytes]
)
"""What can be sent as bytes: bytes, a path, an open binary file, or chunks."""


class AsyncPathBody(AsyncContent):
    """A file, opened for each attempt."""

    def __init__(self, path: Path, content_type: str) -> None:
        self._path = path
        self.content_type = content_type
        self.length = path.stat().st_size

    async def open_chunks(self) -> AsyncIterator[bytes]:
        """Read the file in chunks."""
        with self._path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the file's bytes in chunks."""
        return self.open_chunks()


class AsyncFileBody(AsyncContent):
    """An open binary file, from where it stands; the caller closes it."""

    def __init__(self, file: IO[bytes], content_type: str) -> None:
        self._file = file
        self.content_type = content_type
        self.replayable = hasattr(file, "seekable") and file.seekable()
        self._start = 0
        if self.replayable:
            self._start = file.tell()
            self.length = file.seek(0, os.SEEK_END) - self._start
            file.seek(self._start)

    async def open_chunks(self) -> AsyncIterator[bytes]:
        """Read the file in chunks."""
        if self.replayable:
            self._file.seek(self._start)
        while chunk := self._file.read(CHUNK):
            yield chunk

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the file's bytes in chunks."""
        return self.open_chunks()


class AsyncChunksBody(AsyncContent):
    """Chunks that can be sent once."""

    replayable = False

    def __init__(self, chunks: AsyncIterable[bytes], content_type: str) -> None:
        self._chunks = chunks
        self.content_type = content_type

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the chunks."""
        return self._chunks


def async_binary_body(
    data: AsyncBinary, content_type: str = "application/octet-stream"
) -> AsyncContent:
    """Send bytes; a path or a file is streamed and not held in memory."""
    if isinstance(data, bytes | bytearray | memoryview):
        return AsyncBytesBody(bytes(data), content_type)
    if isinstance(data, os.PathLike):
        return AsyncPathBody(Path(data), content_type)
    if is_open_file(data):
        return AsyncFileBody(data, content_type)
    chunks: Any = data
    return AsyncChunksBody(chunks, content_type)


def merged_body(body: object, extra: Mapping[str, object] | None) -> bytes:
    """Return a JSON body with the members that the caller adds."""
    wire: object = wire_body(body)
    if not extra:
        return json_bytes(wire)
    if wire is None:
        return json_bytes(extra)
    if not is_members(wire):
        raise TypeError("extra_body needs a request whose body is a JSON object")
    return json_bytes({**wire, **extra})
