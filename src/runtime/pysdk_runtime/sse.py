"""Server-sent events: from bytes to events, by the rules of the HTML standard."""

from __future__ import annotations

from typing import NamedTuple


class ServerSentEvent(NamedTuple):
    """One event as it came."""

    event: str = "message"
    """The event's type."""
    data: str = ""
    """The data; several lines are joined by line feeds."""
    id: str = ""
    """The last event id up to this event; servers may send it once for many."""
    retry: int | None = None
    """Milliseconds to wait before a reconnection, where this event says so."""


class EventParser:
    """Takes the bytes of a stream in pieces of any size; its time is linear in them."""

    __slots__ = (
        "_data",
        "_id",
        "_pending",
        "_retry",
        "_skips_feed",
        "_started",
        "_type",
        "last_id",
        "retry",
    )

    def __init__(self, last_id: str = "") -> None:
        self.last_id = last_id
        self.retry: int | None = None
        self.restart()

    def restart(self) -> None:
        """Forget an unfinished event, for a new connection; the last id stays."""
        self._data: list[str] = []
        self._id = self.last_id
        self._pending: list[bytes] = []
        self._retry: int | None = None
        self._skips_feed = False
        self._started = False
        self._type = ""

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """Return the events that are complete with these bytes."""
        if self._skips_feed and chunk:
            self._skips_feed = False
            if chunk[:1] == b"\n":
                chunk = chunk[1:]
        if b"\r" in chunk:
            # A line ends with the CR; an LF that follows it may be in the next chunk.
            self._skips_feed = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = chunk.rfind(b"\n")
        if end < 0:
            if chunk:
                self._pending.append(chunk)
            return []
        block = chunk[:end]
        if self._pending:
            block = b"".join([*self._pending, block])
            self._pending.clear()
        if end + 1 < len(chunk):
            self._pending.append(chunk[end + 1 :])
        if not self._started:
            self._started = True
            block = block.removeprefix(b"\xef\xbb\xbf")
        return self._events(block.decode("utf-8", "replace").split("\n"))

    def _events(self, lines: list[str]) -> list[ServerSentEvent]:
        """Return the events that these lines complete."""
        found: list[ServerSentEvent] = []
        data = self._data
        for line in lines:
            if line[:6] == "data: ":
                data.append(line[6:])
            elif line:
                self._field(line)
            else:
                self.last_id = self._id
                if data:
                    text = data[0] if len(data) == 1 else "\n".join(data)
                    kind = self._type or "message"
                    found.append(ServerSentEvent(kind, text, self._id, self._retry))
                    data.clear()
                self._type = ""
                self._retry = None
        return found

    def _field(self, line: str) -> None:
        """Take note of a line that is not empty."""
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._type = value
        elif name == "id":
            if "\0" not in value:
                self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self._retry = int(value[:15])
            self.retry = self._retry
