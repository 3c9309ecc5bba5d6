"""What becomes of a successful response's body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import httpx2

from .errors import DecodeError
from .texts import json_value
from .wire import Codec

ReadT = TypeVar("ReadT")
ReadT_co = TypeVar("ReadT_co", covariant=True)

Check = Callable[[Codec[Any], object], None]
"""What looks at a decoded response before the caller does: `strict`, `on_mismatch`."""


class Reader(Generic[ReadT_co]):
    """Turns a response into a value; one object serves any number of responses."""

    accept: str = "*/*"
    """What the request's `Accept` header says."""

    def takes(self, status: int) -> bool:
        """Return whether this status, though not 2xx, is a result and no error.

        Not asked for streams and downloads: what is not 2xx has no place in a file.
        """
        return False

    def read(self, response: httpx2.Response, check: Check | None) -> ReadT_co:
        """Return the value. Raises `DecodeError` where the response holds none."""
        raise NotImplementedError


def media_type(response: httpx2.Response) -> str:
    """Return the response's media type in lower case, without parameters."""
    kind: str = response.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower()


def undecodable(response: httpx2.Response, why: str) -> DecodeError:
    """Return the error of a response that is not what was expected."""
    error = DecodeError(f"the response {why} (status {response.status_code})")
    error.content = response.content
    error.status_code = response.status_code
    return error


def parsed_json(response: httpx2.Response) -> object:
    """Return the response's JSON. Raises `DecodeError` where it is none."""
    content = response.content
    try:
        return json_value(content)
    except (ValueError, RecursionError):
        pass
    if not content.strip():
        raise undecodable(response, "has no body")
    kind = media_type(response) or "without a content type"
    if "json" in kind:
        raise undecodable(response, "is not valid JSON")
    raise undecodable(response, f"is {kind}, not JSON")


class JsonReader(Reader[ReadT]):
    """JSON of any media type, through a codec."""

    accept = "application/json"

    def __init__(self, codec: Codec[ReadT]) -> None:
        self._codec = codec

    def read(self, response: httpx2.Response, check: Check | None) -> ReadT:
        """Return the decoded body."""
        raw = parsed_json(response)
        if check is not None:
            check(self._codec, raw)
        return self._codec.__decode__(raw)


def as_json(codec: Codec[ReadT]) -> Reader[ReadT]:
    """Read JSON through this codec."""
    return JsonReader(codec)


class NoneReader(Reader[None]):
    """Nothing, whatever the body is."""

    def read(self, response: httpx2.Response, check: Check | None) -> None:
        """Return None."""


as_none: Reader[None] = NoneReader()
"""Take no notice of the body."""


class TextReader(Reader[str]):
    """Text in the response's charset."""

    accept = "text/plain, */*;q=0.5"

    def read(self, response: httpx2.Response, check: Check | None) -> str:
        """Return the body as text; the empty string where there is none."""
        return response.text


as_text: Reader[str] = TextReader()
"""Read text in the response's charset, UTF-8 where it names none."""


class BinaryReader(Reader[bytes]):
    """The bytes as they are."""

    def read(self, response: httpx2.Response, check: Check | None) -> bytes:
        """Return the body."""
        return response.content


as_binary: Reader[bytes] = BinaryReader()
"""Read bytes as they are."""


class AbsentReader(Reader[ReadT | None]):
    """Something, or nothing where the status says that there is none."""

    def __init__(self, reader: Reader[ReadT], status: int) -> None:
        self._reader = reader
        self._status = status
        self.accept = reader.accept

    def takes(self, status: int) -> bool:
        """Return whether this status is a result and no error."""
        return status == self._status or self._reader.takes(status)

    def read(self, response: httpx2.Response, check: Check | None) -> ReadT | None:
        """Return the value, None with the status of what is absent."""
        if response.status_code == self._status:
            return None
        return self._reader.read(response, check)


def absent_at(reader: Reader[ReadT], status: int) -> Reader[ReadT | None]:
    """Read with `reader`; the status of what is absent (404) gives None."""
    return AbsentReader(reader, status)


def joined_accepts(readers: Mapping[str, Reader[object]]) -> str:
    """Return an `Accept` header for all of these."""
    found: list[str] = []
    for reader in readers.values():
        found += [part.strip() for part in reader.accept.split(",")]
    specific = [part for part in dict.fromkeys(found) if part != "*/*"]
    return ", ".join(specific) or "*/*"


class StatusReader(Reader[ReadT]):
    """A reader for each status."""

    def __init__(self, readers: Mapping[str, Reader[ReadT]]) -> None:
        self._readers = readers
        self.accept = joined_accepts(readers)

    def read(self, response: httpx2.Response, check: Check | None) -> ReadT:
        """Return what the status's reader makes of the body."""
        status = str(response.status_code)
        for key in (status, f"{status[0]}XX", "default"):
            reader = self._readers.get(key)
            if reader is not None:
                return reader.read(response, check)
        raise undecodable(response, "has a status that the document does not describe")


def by_status(readers: Mapping[str, Reader[ReadT]]) -> Reader[ReadT]:
    """Read by status: `"200"`, a range such as `"2XX"`, or `"default"`, in this order."""
    return StatusReader(readers)


class MediaReader(Reader[ReadT]):
    """A reader for each media type."""

    def __init__(self, readers: Mapping[str, Reader[ReadT]]) -> None:
        self._readers = {key.lower(): reader for key, reader in readers.items()}
        self.accept = ", ".join(readers)

    def read(self, response: httpx2.Response, check: Check | None) -> ReadT:
        """Return what the media type's reader makes of the body."""
        kind = media_type(response)
        main = kind.partition("/")[0]
        suffix = kind.rpartition("+")[2] if "+" in kind else ""
        for key in (kind, f"application/{suffix}", f"{main}/*", "*/*"):
            reader = self._readers.get(key)
            if reader is not None:
                return reader.read(response, check)
        for key, reader in self._readers.items():
            if kind == key.partition(";")[0].strip() or (
                kind.endswith("json") and key.endswith("json")
            ):
                return reader.read(response, check)
        if not kind:
            return next(iter(self._readers.values())).read(response, check)
        raise undecodable(response, f"is {kind}, which the document does not describe")


def by_media_type(readers: Mapping[str, Reader[ReadT]]) -> Reader[ReadT]:
    """Read by the response's actual content type, such as `"text/csv"` or `"image/*"`."""
    return MediaReader(readers)
