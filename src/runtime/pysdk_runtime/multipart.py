"""Bodies of media type `multipart/form-data` (RFC 7578; OpenAPI 3.x, `encoding`)."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from mimetypes import guess_type
from pathlib import Path
from secrets import token_hex
from typing import IO, NamedTuple, TypeGuard, cast

from .bodies import CHUNK, AsyncContent
from .files import File, FileContent
from .forms import (
    PLAIN,
    Encoding,
    form_members,
    sent_items,
    sent_json,
    sent_value,
    styled_pairs,
)
from .texts import is_items, is_members, plain_text
from .wire import has_wire


def is_seekable(file: IO[bytes]) -> bool:
    """Return whether a file can be read again; not every file-like object tells."""
    tells = getattr(file, "seekable", None)
    return hasattr(file, "seek") if tells is None else bool(tells())


class Part(NamedTuple):
    """One part: its head, and the bytes or the file behind it."""

    head: bytes
    data: bytes | Path | IO[bytes]

    def length(self) -> int | None:
        """Return the number of bytes of the part's data, None where it is unknown."""
        if isinstance(self.data, bytes):
            return len(self.data)
        if isinstance(self.data, Path):
            return self.data.stat().st_size
        if not is_seekable(self.data):
            return None
        start = self.data.tell()
        end = self.data.seek(0, os.SEEK_END)
        self.data.seek(start)
        return end - start


def quoted(text: str) -> str:
    """Return a name for a part's head, as browsers write it."""
    escaped = text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return f'"{escaped}"'


def part_head(name: str, filename: str | None, media_type: str | None) -> bytes:
    """Return the head lines of a part. Raises ValueError for a line break in a type."""
    lines = f"Content-Disposition: form-data; name={quoted(name)}"
    if filename is not None:
        lines += f"; filename={quoted(filename)}"
    if media_type is not None:
        if "\r" in media_type or "\n" in media_type:
            raise ValueError(f"a media type contains a line break: {media_type!r}")
        lines += f"\r\nContent-Type: {media_type}"
    # A file's name may have bytes that are no text; they are sent as they are.
    return f"{lines}\r\n\r\n".encode("utf-8", "surrogateescape")


def is_content(value: object) -> bool:
    """Return whether a value is what a file holds."""
    if isinstance(value, bytes | bytearray | memoryview | os.PathLike | io.IOBase):
        return True
    # A model may well have an attribute of that name.
    return not has_wire(value) and callable(getattr(value, "read", None))


def is_file(value: object) -> TypeGuard[File]:
    """Return whether a value is sent as a file."""
    if not isinstance(value, tuple):
        return is_content(value)
    items = cast(tuple[object, ...], value)
    named = len(items) in {2, 3} and isinstance(items[0], str)
    return named and is_content(items[1])


def is_text_file(file: IO[bytes]) -> bool:
    """Return whether a file gives text; wrappers of files show it by an encoding."""
    return isinstance(file, io.TextIOBase) or hasattr(file, "encoding")


def one_media_type(listed: str | None, filename: str = "") -> str | None:
    """Return the media type of a part; `encoding` may list several, with wildcards."""
    if listed is None or not ("," in listed or "*" in listed):
        return listed
    guessed = guess_type(filename)[0]
    options = [each.strip() for each in listed.split(",")]
    for option in options:
        main, _, rest = option.partition("/")
        if guessed and (
            guessed == option
            or (rest == "*" and main in ("*", guessed.partition("/")[0]))
        ):
            return guessed
    return next((each for each in options if each and "*" not in each), guessed)


def file_part(name: str, value: File, media_type: str | None) -> Part:
    """Return the part of a file: bytes, a path, an open file, or a tuple with its name.

    Raises `TypeError` for a file that was opened as text.
    """
    filename: str | None = None
    content: FileContent
    own: str | None = None
    if isinstance(value, tuple):
        filename, content, *rest = value
        own = next((each for each in rest if each is not None), None)
    else:
        content = value
    data: bytes | Path | IO[bytes]
    if isinstance(content, bytes | bytearray | memoryview):
        data = bytes(content)
    elif isinstance(content, os.PathLike):
        data = Path(content)
        filename = filename or data.name
    elif is_text_file(content):
        raise TypeError("a file to upload must be opened in binary mode")
    else:
        data = content
        filename = filename or file_name(content)
    filename = filename or name
    told = own or one_media_type(media_type, filename)
    known = told or guess_type(filename)[0] or "application/octet-stream"
    return Part(part_head(name, filename, known), data)


def file_name(file: IO[bytes]) -> str | None:
    """Return the last part of an open file's path, None where it has none."""
    path = getattr(file, "name", None)
    return Path(path).name if isinstance(path, str) else None


def value_part(name: str, value: object, media_type: str | None) -> Part:
    """Return the part of a value that is no file: text, or JSON for an object."""
    plain = sent_value(value)
    media_type = one_media_type(media_type)
    wants_json = media_type is not None and "json" in media_type
    if is_members(plain) or is_items(plain) or wants_json:
        head = part_head(name, None, media_type or "application/json")
        return Part(head, sent_json(plain))
    return Part(part_head(name, None, media_type), plain_text(plain).encode())


def property_parts(name: str, value: object, how: Encoding) -> list[Part]:
    """Return a property's parts: one for each item of a list."""
    if is_file(value):
        return [file_part(name, value, how.content_type)]
    plain = sent_value(value)
    as_json = how.content_type is not None and "json" in how.content_type
    if how.style not in {None, "form"} or how.explode is False:
        pairs = styled_pairs(name, plain, how)
        return [value_part(key, text, how.content_type) for key, text in pairs]
    if is_items(plain) and not as_json:
        return [
            file_part(name, item, how.content_type)
            if is_file(item)
            else value_part(name, item, how.content_type)
            for item in sent_items(plain)
        ]
    return [value_part(name, plain, how.content_type)]


class AsyncMultipartBody(AsyncContent):
    """Parts behind one another; files are read while they are sent."""

    def __init__(self, parts: list[Part], boundary: str) -> None:
        self._parts = parts
        self._boundary = boundary
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self.replayable = True
        self._starts: list[int] = []
        total: int | None = len(boundary) + 6
        for part in parts:
            seekable = isinstance(part.data, bytes | Path) or is_seekable(part.data)
            self.replayable = self.replayable and seekable
            start = 0
            if seekable and not isinstance(part.data, bytes | Path):
                start = part.data.tell()
            self._starts.append(start)
            length = part.length()
            if total is not None:
                around = len(boundary) + 6 + len(part.head)
                total = None if length is None else total + length + around
        self.length = total

    async def open_chunks(self) -> AsyncIterator[bytes]:
        """Yield the body in chunks, from the start."""
        for part, start in zip(self._parts, self._starts, strict=True):
            yield f"--{self._boundary}\r\n".encode() + part.head
            if isinstance(part.data, bytes):
                yield part.data
            elif isinstance(part.data, Path):
                with part.data.open("rb") as file:
                    while chunk := file.read(CHUNK):
                        yield chunk
            else:
                if is_seekable(part.data):
                    part.data.seek(start)
                while chunk := part.data.read(CHUNK):
                    yield chunk
            yield b"\r\n"
        yield f"--{self._boundary}--\r\n".encode()

    def open(self) -> bytes | AsyncIterable[bytes]:
        """Return the body in chunks."""
        return self.open_chunks()


def async_form_data(
    value: object, *, encoding: Mapping[str, Encoding] | None = None
) -> AsyncContent:
    """Send an object as parts: files as files, lists as one part an item, objects as JSON.

    `encoding` gives the media type of a property's part.
    """
    parts: list[Part] = []
    for name, member in form_members(value):
        parts += property_parts(name, member, (encoding or {}).get(name, PLAIN))
    return AsyncMultipartBody(parts, token_hex(16))
