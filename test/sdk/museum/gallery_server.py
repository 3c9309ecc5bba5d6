"""A real HTTP server that behaves as test/sdk/documents/gallery.yaml describes and records what it is asked."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

WORK_ID = "11111111-1111-4111-8111-111111111111"
ARTIST_ID = "22222222-2222-4222-8222-222222222222"
WORK = {
    "id": WORK_ID,
    "createdAt": "2024-03-01T09:30:00.123456789Z",
    "title": "Untitled (Blue)",
    "artistId": ARTIST_ID,
    "period": "modern",
    "acquiredOn": "2020-05-17",
    "price": None,
    "shownOn": ["2021-01-02", "2022-03-04"],
    "size": {"width": 40.5, "height": 60, "frame": "oak"},
    "translations": {"de": "Ohne Titel", "fr": "Sans titre"},
    "curatorNote": {"seen": 3},
}
ARTISTS = [
    {"kind": "person", "name": "Ada", "bornOn": "1901-02-03"},
    {"kind": "collective", "name": "Nine", "members": ["a", "b"]},
    {"kind": "machine", "name": "Loom", "model": 7},
]
LOAN = {
    "workId": WORK_ID,
    "startsOn": "2026-01-01",
    "endsOn": "2026-02-01",
    "state": "asked",
    "decidedAt": None,
}


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path without the query, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query as it was sent."""
        return self.target.partition("?")[2]

    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


@dataclass
class Canned:
    """An answer that a test has ready instead of the server's own."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0


class GalleryServer:
    """The server in a thread of its own; a context manager."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.canned: deque[Canned] = deque()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                headers = {name.lower(): value for name, value in self.headers.items()}
                seen = Seen(self.command, self.path, headers, body)
                owner.seen.append(seen)
                status, payload, extra = owner.respond(seen)
                try:
                    self.send_response(status)
                    for name, value in extra.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(payload)))
                    self.end_headers()
                    self.wfile.write(payload)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        """The address, with the base path of the document."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> GalleryServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def prepare(self, *answers: Canned) -> None:
        """Answer the next requests with these."""
        self.canned.extend(answers)

    def respond(self, seen: Seen) -> tuple[int, bytes, dict[str, str]]:
        """Choose the answer to a request."""
        if self.canned:
            canned = self.canned.popleft()
            time.sleep(canned.delay)
            return canned.status, canned.body, canned.headers
        status, value = self.route(seen)
        if value is None:
            return status, b"", {}
        kind = "application/problem+json" if status >= 400 else "application/json"
        headers = {"Content-Type": kind, "X-Request-Id": f"request-{len(self.seen)}"}
        return status, json.dumps(value).encode(), headers

    def route(self, seen: Seen) -> tuple[int, Any]:
        """Answer as the document says."""
        parts = [unquote(part) for part in urlsplit(seen.target).path.split("/")[1:]]
        query = parse_qs(urlsplit(seen.target).query)
        missing = {"title": "Not found", "detail": seen.path}
        match seen.method, parts:
            case _, ["v1", "status"]:
                return 200, {"open": True, "since": "2026-01-01T08:00:00Z", "visitors": {"hall": 3}}
            case "POST", ["v1", "loans"]:
                if seen.headers.get("authorization") != f"Basic {base64.b64encode(b'me:secret').decode()}":
                    return 401, {"title": "Who are you?"}
                asked = seen.json()
                if asked["endsOn"] < asked["startsOn"]:
                    return 422, {"title": "Ends before it starts", "field": "endsOn"}
                return 201, {**LOAN, **asked, "id": "loan-1"}
            case "GET", ["v1", "loans", loan]:
                known = seen.headers.get("authorization") == "Bearer token-1" or "x-gallery-key" in seen.headers
                return (200, {**LOAN, "id": loan}) if known else (401, {"title": "Who are you?"})
        if seen.headers.get("x-gallery-key") != "key-1":
            return 401, {"title": "Who are you?"}
        match seen.method, parts:
            case "GET", ["v1", "works"]:
                return 200, [WORK, {**WORK, "period": "future"}]
            case "POST", ["v1", "works"]:
                sent = seen.json()
                if not sent.get("title"):
                    return 422, {"title": "A work needs a title", "field": "title"}
                return 201, {**sent, "id": WORK_ID, "createdAt": WORK["createdAt"]}
            case "GET", ["v1", "works", work] if work == WORK_ID:
                return 200, WORK
            case "PATCH", ["v1", "works", work] if work == WORK_ID:
                return 200, {**WORK, **seen.json()}
            case "DELETE", ["v1", "works", work] if work == WORK_ID:
                return 204, None
            case "PUT", ["v1", "works", _, "labels"]:
                return 200, {label: len(label) for label in seen.json()}
            case "GET", ["v1", "artists"]:
                start = int(query.get("cursor", ["0"])[0])
                end = start + int(query.get("limit", ["2"])[0])
                following = str(end) if end < len(ARTISTS) else None
                return 200, {"artists": ARTISTS[start:end], "nextCursor": following}
            case "POST", ["v1", "artists"]:
                return 201, seen.json()
            case "GET", ["v1", "artists", name]:
                found = [artist for artist in ARTISTS if artist["name"] == name]
                return (200, found[0]) if found else (404, missing)
        return 404, missing
