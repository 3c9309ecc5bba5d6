"""Answers that come in pieces, for the tests of streams."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from wire_support import Flavour


def chunked(
    parts: Iterable[bytes],
    content_type: str | None = "text/event-stream",
    *,
    cut: bool = False,
    pause: float = 0.0,
    status: int = 200,
) -> Callable[[socket.socket], None]:
    """Answer with a chunk for each part; `cut` breaks off before the last chunk."""

    def answer(connection: socket.socket) -> None:
        kind = "" if content_type is None else f"Content-Type: {content_type}\r\n"
        connection.sendall(f"HTTP/1.1 {status} Fine\r\n{kind}Transfer-Encoding: chunked\r\n\r\n".encode())
        for part in parts:
            connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
            if pause:
                time.sleep(pause)
        if cut:
            connection.shutdown(socket.SHUT_RDWR)
            return
        connection.sendall(b"0\r\n\r\n")

    return answer


class Endless:
    """Answers with the same part for ever, and notes when the other side has gone."""

    def __init__(self, part: bytes, content_type: str = "text/event-stream") -> None:
        self.part = part
        self.content_type = content_type
        self.gone = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 Fine\r\nContent-Type: {self.content_type}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        try:
            while True:
                connection.sendall(b"%x\r\n%s\r\n" % (len(self.part), self.part))
                time.sleep(0.005)
        except OSError:
            self.gone.set()
            raise


def everything(flavour: Flavour, stream: Any) -> tuple[list[Any], BaseException | None]:
    """Read a stream to its end; return its items and the error that ended it."""
    found: list[Any] = []

    if not flavour.is_async:
        try:
            for item in stream:
                found.append(item)
        except Exception as error:
            return found, error
        return found, None

    async def read() -> BaseException | None:
        try:
            async for item in stream:
                found.append(item)
        except Exception as error:
            return error
        return None

    return found, flavour.call(read)


def step(flavour: Flavour, iterator: Any) -> Any:
    """Return the next item."""
    return flavour.call(iterator.__anext__) if flavour.is_async else next(iterator)


def close(flavour: Flavour, stream: Any) -> None:
    """Close a stream."""
    flavour.call(stream.aclose if flavour.is_async else stream.close)
