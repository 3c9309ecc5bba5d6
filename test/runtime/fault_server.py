"""A server on 127.0.0.1 that answers as scripted and keeps every request as raw bytes."""

from __future__ import annotations

import json
import socket
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Seen:
    """One request, as it came."""

    line: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes
    when: float

    @property
    def method(self) -> str:
        return self.line.split(b" ")[0].decode()

    @property
    def target(self) -> str:
        return self.line.split(b" ")[1].decode()

    def header(self, name: str) -> str | None:
        values = self.all(name)
        return values[0] if values else None

    def all(self, name: str) -> list[str]:
        return [
            value.decode("utf-8")
            for key, value in self.headers
            if key.decode().lower() == name.lower()
        ]

    @property
    def raw(self) -> bytes:
        lines = [self.line, *[k + b": " + v for k, v in self.headers]]
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body


@dataclass
class Reply:
    """An answer; `cut` closes the connection after that many bytes of the body."""

    status: int = 200
    body: bytes | object = b"{}"
    headers: list[tuple[str, str]] = field(default_factory=list)
    content_type: str | None = "application/json"
    delay: float = 0.0
    cut: int | None = None
    drip: float = 0.0

    def send(self, connection: socket.socket, bodiless: bool) -> None:
        time.sleep(self.delay)
        body = (
            self.body
            if isinstance(self.body, bytes)
            else json.dumps(self.body).encode()
        )
        lines = [f"HTTP/1.1 {self.status} Whatever"]
        if self.content_type is not None:
            lines.append(f"Content-Type: {self.content_type}")
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.status not in {204, 304}:
            lines.append(f"Content-Length: {len(body)}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        if self.status in {204, 304} or bodiless:
            connection.sendall(head)
            return
        if self.cut is not None:
            connection.sendall(head + body[: self.cut])
            connection.shutdown(socket.SHUT_RDWR)
            return
        if not self.drip:
            connection.sendall(head + body)
            return
        connection.sendall(head)
        for index in range(len(body)):
            time.sleep(self.drip)
            connection.sendall(body[index : index + 1])


def hang_up(connection: socket.socket) -> None:
    """Close the connection without an answer."""
    connection.shutdown(socket.SHUT_RDWR)


Action = Reply | Callable[[socket.socket], None]


class Handler(socketserver.StreamRequestHandler):
    server: Listener

    def handle(self) -> None:
        self.server.owner.connections += 1
        try:
            while self.one():
                pass
        except OSError:
            pass

    def one(self) -> bool:
        line = self.rfile.readline().rstrip(b"\r\n")
        if not line:
            return False
        headers: list[tuple[bytes, bytes]] = []
        while raw := self.rfile.readline().rstrip(b"\r\n"):
            name, _, value = raw.partition(b":")
            headers.append((name, value.strip()))
        known = {name.lower(): value for name, value in headers}
        body = b""
        if b"content-length" in known:
            body = self.rfile.read(int(known[b"content-length"]))
        elif known.get(b"transfer-encoding") == b"chunked":
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        owner = self.server.owner
        seen = Seen(line, headers, body, time.monotonic())
        with owner.lock:
            owner.seen.append(seen)
            path = seen.target.partition("?")[0]
            script = owner.routes.get(path) or owner.script
            action = script.pop(0) if script else owner.default
        if isinstance(action, Reply):
            action.send(self.request, seen.method == "HEAD")
        else:
            action(self.request)
        return known.get(b"connection") != b"close"


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    owner: FaultServer

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class FaultServer:
    """Use as a context manager; `script` and `routes` hold the answers to come."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.script: list[Action] = []
        self.routes: dict[str, list[Action]] = {}
        self.default: Action = Reply()
        self.connections = 0
        self.lock = threading.Lock()
        self.listener = Listener(("127.0.0.1", 0), Handler)
        self.listener.owner = self
        self.port: int = self.listener.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> FaultServer:
        self.thread = threading.Thread(
            target=lambda: self.listener.serve_forever(0.02), daemon=True
        )
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.listener.shutdown()
        self.listener.server_close()

    @property
    def last(self) -> Seen:
        return self.seen[-1]


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
