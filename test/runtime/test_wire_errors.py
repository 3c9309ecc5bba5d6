"""Error responses and failed connections."""

from __future__ import annotations

import gzip
import pickle
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from fault_server import FaultServer, Reply, closed_port, hang_up
from stream_support import everything
from wire_support import Flavour, http, load

pytest_plugins = ("wire_support",)

CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    402: "ApiException",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    418: "ApiException",
    422: "UnprocessableError",
    429: "RateLimitError",
    500: "ServerError",
    503: "ServerError",
    599: "ServerError",
}
BODIES: list[tuple[bytes, object]] = [
    (b'{"detail": "no such thing"}', {"detail": "no such thing"}),
    (b'{"unexpected": [1]}', {"unexpected": [1]}),
    (b"[1, 2]", [1, 2]),
    (b"<html><body>Bad gateway</body></html>", "<html><body>Bad gateway</body></html>"),
    (b"", None),
    (b"\xff\xfe\xfd", "\ufffd\ufffd\ufffd"),
    (b'{"a": ', '{"a": '),
    (b"[" * 100_000, "[" * 100_000),
]


@pytest.mark.parametrize("status", CLASSES)
@pytest.mark.parametrize(("content", "body"), BODIES)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", None])
def test_status_classes(
    server: FaultServer, status: int, content: bytes, body: object, kind: str | None
) -> None:
    flavour = Flavour("sync", None, server)
    server.script.append(Reply(status, content, [("X-Request-Id", "r7")], kind))
    client = flavour.client(max_retries=0)
    errors = load("errors")
    with pytest.raises(errors.SDKError) as caught:
        flavour.send(client, "GET", "/x")
    error = caught.value
    assert type(error).__name__ == CLASSES[status]
    assert (error.status, error.status_code, error.content, error.request_id) == (
        status,
        status,
        content,
        "r7",
    )
    assert error.body == body
    assert error.headers["x-request-id"] == "r7"
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (str(copy), copy.status, copy.content, copy.body) == (
        str(error),
        status,
        content,
        body,
    )
    assert copy.headers["X-Request-ID"] == "r7"
    assert copy.curl() == error.curl()
    client.close()


MESSAGES = [
    ({"detail": "gone"}, "gone"),
    ({"title": "Not found", "detail": "gone"}, "gone"),
    ({"title": "Not found"}, "Not found"),
    ({"message": "gone"}, "gone"),
    ({"error": {"message": "gone", "code": 3}}, "gone"),
    ({"error": "invalid_grant", "error_description": "expired"}, "expired"),
    ({"error": "gone"}, "gone"),
    ({"errors": [{"message": "a"}, {"detail": "b"}]}, "a; b"),
    ({"errors": ["a", "b"]}, "a; b"),
    (
        {"detail": [{"loc": ["body", "name"], "msg": "field required"}]},
        "body.name: field required",
    ),
    ({"message": "two\nlines  here"}, "two lines here"),
    ({"other": 1}, ""),
    ({"message": "x" * 400}, "x" * 297 + "..."),
]


@pytest.mark.parametrize(("body", "message"), MESSAGES)
def test_messages(flavour: Flavour, body: object, message: str) -> None:
    flavour.server.script.append(Reply(404, body))
    with pytest.raises(load("errors").NotFoundError) as caught:
        flavour.send(flavour.client(), "GET", "/x", query={"a": 1, "token": "t"})
    where = f"GET {flavour.server.url}/x?a=1&token=***: 404 Not Found"
    assert str(caught.value) == (f"{where}: {message}" if message else where)


def test_truncated_error_body(flavour: Flavour) -> None:
    for encoding in ([], [("Content-Encoding", "gzip")]):
        body = gzip.compress(b"x" * 1000) if encoding else b'{"detail": "long"}'
        flavour.server.script.append(Reply(404, body, encoding, cut=9))
        with pytest.raises(load("errors").NotFoundError) as caught:
            flavour.send(flavour.client(), "GET", "/x")
        assert caught.value.content == (b"" if encoding else body[:9])


def test_gzip_error_body(flavour: Flavour) -> None:
    flavour.server.script.append(
        Reply(404, gzip.compress(b'{"detail": "long"}'), [("Content-Encoding", "gzip")])
    )
    with pytest.raises(load("errors").NotFoundError, match="404 Not Found: long"):
        flavour.send(flavour.client(), "GET", "/x")


def test_truncated_success_body(flavour: Flavour) -> None:
    flavour.server.script.append(Reply(200, b'{"detail": "long"}', cut=9))
    with pytest.raises(load("errors").ConnectionFailed):
        flavour.send(flavour.client(), "POST", "/x")
    flavour.server.script.append(
        Reply(200, b"not gzip", [("Content-Encoding", "gzip")])
    )
    with pytest.raises(load("errors").ConnectionFailed):
        flavour.send(flavour.client(), "POST", "/x")


@pytest.mark.parametrize("lengths", [["-1"], ["3", "4"], ["many"], ["1e2"]])
def test_lengths_that_make_no_sense(flavour: Flavour, lengths: list[str]) -> None:
    lines = "".join(f"Content-Length: {each}\r\n" for each in lengths)

    def answer(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\n{lines}\r\n{{}}".encode())
        connection.shutdown(socket.SHUT_RDWR)

    flavour.server.script.append(answer)
    with pytest.raises(load("errors").ConnectionFailed):
        flavour.send(flavour.client(max_retries=0), "GET", "/x")


def test_a_length_that_is_too_short(flavour: Flavour, waits: list[float]) -> None:
    """What is there is no JSON, and what is left over does not spoil the next call."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            b'Content-Length: 4\r\n\r\n{"mine": false}'
        )

    flavour.server.script.append(answer)
    flavour.server.routes["/y"] = [Reply(200, {"mine": True})] * 2
    client = flavour.client()
    with pytest.raises(load("errors").DecodeError):
        flavour.send(client, "GET", "/x")
    assert flavour.send(client, "GET", "/y") == {"mine": True}


def test_parse(flavour: Flavour) -> None:
    codecs, errors = load("codecs"), load("errors")
    flavour.server.script += [Reply(404, ["2026-01-02"]), Reply(404, b"<p>")]
    client = flavour.client()
    with pytest.raises(errors.NotFoundError) as caught:
        flavour.send(client, "GET", "/x")
    assert caught.value.parse(codecs.array(codecs.date))[0].year == 2026
    assert caught.value.response_body == '["2026-01-02"]'
    with pytest.raises(errors.NotFoundError) as caught:
        flavour.send(client, "GET", "/x")
    with pytest.raises(errors.DecodeError):
        caught.value.parse(codecs.any)


def test_curl(flavour: Flavour) -> None:
    flavour.server.script.append(Reply(422))
    client = flavour.client(flavour.bearer("s3cr3t-token"), security=(("bearer",),))
    with pytest.raises(load("errors").UnprocessableError) as caught:
        flavour.send(
            client,
            "POST",
            "/x",
            body={"name": "it's", "password": "hush", "nested": [{"apiKey": "hush"}]},
            query={"a": "b c"},
        )
    assert caught.value.curl() == " ".join(
        [
            f"curl -X POST '{flavour.server.url}/x?a=b%20c'",
            "-H 'user-agent: wire/1.0'",
            "-H 'accept: application/json'",
            "-H 'content-type: application/json'",
            "-H 'authorization: ***'",
            """--data-binary '{"name": "it'"'"'s", "password": "***", "nested": [{"apiKey": "***"}]}'""",
        ]
    )


def test_retry_after_is_told(flavour: Flavour) -> None:
    flavour.server.script.append(Reply(429, headers=[("Retry-After", "61.5")]))
    with pytest.raises(load("errors").RateLimitError) as caught:
        flavour.send(flavour.client(), "GET", "/x")
    assert caught.value.retry_after == 61.5
    assert len(flavour.server.seen) == 1


def test_connection_failures(flavour: Flavour) -> None:
    errors = load("errors")
    port = closed_port()
    client = flavour.client(base_url=f"http://127.0.0.1:{port}", max_retries=0)
    with pytest.raises(
        errors.ConnectionFailed, match=f"GET http://127.0.0.1:{port}/x: "
    ) as caught:
        flavour.send(client, "GET", "/x")
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.__cause__ is not None
    assert caught.value.__cause__.__traceback__ is None
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    client = flavour.client(base_url="http://no-such-host.invalid", max_retries=0)
    with pytest.raises(errors.ConnectionFailed):
        flavour.send(client, "GET", "/x")
    flavour.server.script.append(hang_up)
    with pytest.raises(errors.ConnectionFailed, match="POST"):
        flavour.send(flavour.client(), "POST", "/x")
    for base in ("example.com", "ftp://example.com", "http://[bad"):
        with pytest.raises((errors.ConnectionFailed, ValueError)):
            flavour.send(flavour.client(base_url=base), "GET", "/x")


def test_not_modified(flavour: Flavour) -> None:
    """Told by an exception, not asked for again, whether or not the body would have been a stream."""
    open_lines = flavour.get("json_lines", "open_lines")

    def stream(client: Any) -> Any:
        return flavour.call(
            open_lines, client._transport, "GET", "/x", load("codecs").any
        )

    for ask in (lambda client: flavour.send(client, "GET", "/x"), stream):
        flavour.server.script.append(Reply(304, headers=[("ETag", '"7"')]))
        with pytest.raises(load("errors").NotModifiedError) as caught:
            ask(flavour.client())
        assert str(caught.value) == f"GET {flavour.server.url}/x: 304 Not Modified"
        assert caught.value.headers["etag"] == '"7"'
        assert caught.value.body is None
    assert len(flavour.server.seen) == 2


class Broken(http.SyncByteStream, http.AsyncByteStream):
    """A body after whose first part TLS breaks."""

    def __init__(self, part: bytes) -> None:
        self.part = part

    def __iter__(self) -> Iterator[bytes]:
        yield self.part
        raise ssl.SSLError(1, "wrong version number")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part


def test_tls_that_breaks_within_a_body(flavour: Flavour, tmp_path: Path) -> None:
    errors, codecs = load("errors"), load("codecs")

    def answer(kind: str, part: bytes, status: int = 200) -> Any:
        headers = {"content-type": kind, "content-length": "100"}
        made = http.Response(status, headers=headers, stream=Broken(part))
        transport = http.MockTransport(lambda request: made)
        options = {"http_client": transport, "max_retries": 0}
        return flavour.client(
            kind=flavour.get("downloads", "DownloadClient"), **options
        )

    client = answer("application/json", b"{")
    with pytest.raises(errors.ConnectionFailed, match="wrong version number"):
        flavour.send(client, "GET", "/x")
    client = answer("text/plain", b"no", 404)
    with pytest.raises(errors.NotFoundError) as caught:
        flavour.send(client, "GET", "/x")
    assert caught.value.content == b"no"
    streams = {
        ("streams", "open_events"): ("text/event-stream", b"data: 1\n\n"),
        ("json_lines", "open_lines"): ("application/jsonl", b"1\n"),
    }
    for (module, opener), (kind, part) in streams.items():
        client = answer(kind, part)
        found = flavour.get(module, opener)
        stream = flavour.call(found, client._transport, "GET", "/x", codecs.any)
        items, error = everything(flavour, stream)
        assert (items, type(error)) == ([1], errors.StreamInterrupted)
        assert "the stream broke" in str(error)
    client = answer("image/png", b"half")

    with pytest.raises(errors.StreamInterrupted, match="the download broke"):
        flavour.call(client.download_to, tmp_path / "x", client.request, "GET", "/x")
    assert list(tmp_path.iterdir()) == []


def test_what_tls_tells_late_is_a_failure_of_the_connection(flavour: Flavour) -> None:
    """A server that wants a certificate says so after the handshake of TLS 1.3."""

    def refuse(request: object) -> Any:
        raise ssl.SSLError(1, "certificate required")

    client = flavour.client(http_client=http.MockTransport(refuse), max_retries=0)
    with pytest.raises(load("errors").ConnectionFailed, match="certificate required"):
        flavour.send(client, "GET", "/x")


def test_timeouts(flavour: Flavour) -> None:
    errors = load("errors")
    client = flavour.client(timeout=0.15)
    for options in ({}, {"timeout": 0.1}, {"timeout": None, "deadline": 0.2}):
        flavour.server.script.append(Reply(delay=1.5))
        with pytest.raises(errors.RequestTimeout) as caught:
            flavour.send(client, "GET", "/x", **options)
        assert isinstance(caught.value, TimeoutError)


def test_deadline_covers_a_dripping_body(flavour: Flavour) -> None:
    flavour.server.script.append(Reply(200, b"1" * 1000, drip=0.05))
    began = time.monotonic()
    with pytest.raises(load("errors").RequestTimeout):
        flavour.send(flavour.client(), "GET", "/x", deadline=0.3)
    # Not when the body has ended, which is after fifty seconds.
    assert time.monotonic() - began < 25
    assert flavour.send(flavour.client(), "GET", "/x", deadline=5) == {}


def test_deadline_covers_retries(flavour: Flavour) -> None:
    flavour.server.default = Reply(503, headers=[("Retry-After", "0.2")])
    with pytest.raises(load("errors").ServerError):
        flavour.send(flavour.client(), "GET", "/x", deadline=1, max_retries=100)
    assert 2 <= len(flavour.server.seen) <= 6


def test_garbage_instead_of_http(flavour: Flavour) -> None:
    def garbage(connection: socket.socket) -> None:
        connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")

    flavour.server.script.append(garbage)
    with pytest.raises(load("errors").ConnectionFailed):
        flavour.send(flavour.client(), "POST", "/x")


def test_decode_error_pickles() -> None:
    errors: Any = load("errors")
    error = errors.DecodeError("wrong", "$.a")
    error.content = b"x"
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.path, copy.content) == ("wrong", "$.a", b"x")
