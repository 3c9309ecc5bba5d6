"""Requests and successful responses."""

from __future__ import annotations

import io
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fault_server import Reply
from wire_support import HTTP_CLIENT, Flavour, http, load

pytest_plugins = ("wire_support",)


def test_the_whole_request(flavour: Flavour) -> None:
    client = flavour.client(
        flavour.basic("me", "pässword"),
        security=(("basic",),),
        default_headers={"X-Default": "d"},
    )
    flavour.send(
        client,
        "POST",
        "/things",
        body={"at": date(2026, 1, 2), "id": UUID(int=1), "é": [1.0, None]},
        query={"q": 1},
    )
    assert flavour.server.last.raw.decode() == "\r\n".join(
        [
            "POST /things?q=1 HTTP/1.1",
            f"Host: 127.0.0.1:{flavour.server.port}",
            "User-Agent: wire/1.0",
            "X-Default: d",
            "Accept: application/json",
            "Content-Type: application/json",
            "Authorization: Basic bWU6cMOkc3N3b3Jk",
            "Content-Length: 79",
            "",
            '{"at":"2026-01-02","id":"00000000-0000-0000-0000-000000000001","é":[1.0,null]}',
        ]
    )


def test_body_none_and_null(flavour: Flavour) -> None:
    client = flavour.client()
    flavour.send(client, "POST", "/x", body=None)
    assert flavour.server.last.body == b""
    assert flavour.server.last.header("content-type") is None
    flavour.send(client, "POST", "/x", body=load("models").UNSET)
    assert flavour.server.last.body == b""
    null = flavour.get("bodies", "json_body")(None)
    flavour.send(client, "POST", "/x", content=null)
    assert flavour.server.last.body == b"null"
    for value, text in [
        (False, b"false"),
        (0, b"0"),
        ("", b'""'),
        ([], b"[]"),
        ({}, b"{}"),
    ]:
        flavour.send(client, "POST", "/x", body=value)
        assert flavour.server.last.body == text
    with pytest.raises(ValueError, match="JSON"):
        flavour.send(client, "POST", "/x", body=float("nan"))


def test_extra_body(flavour: Flavour) -> None:
    client = flavour.client()
    flavour.send(
        client, "POST", "/x", body={"a": 1, "b": 2}, extra_body={"b": 3, "c": None}
    )
    assert flavour.server.last.body == b'{"a":1,"b":3,"c":null}'
    flavour.send(client, "POST", "/x", extra_body={"c": 1})
    assert flavour.server.last.body == b'{"c":1}'
    with pytest.raises(TypeError, match="extra_body"):
        flavour.send(client, "POST", "/x", body=[1], extra_body={"c": 1})


def chunks_for(flavour: Flavour, parts: list[bytes]) -> Any:
    async def stream() -> Any:
        for part in parts:
            yield part

    return stream() if flavour.is_async else iter(parts)


def test_other_bodies(flavour: Flavour, tmp_path: Path) -> None:
    client = flavour.client()
    text = flavour.get("bodies", "text_body")
    binary = flavour.get("bodies", "binary_body")
    json_body = flavour.get("bodies", "json_body")
    flavour.send(client, "POST", "/x", content=text("é"))
    assert (flavour.server.last.body, flavour.server.last.header("content-type")) == (
        "é".encode(),
        "text/plain; charset=utf-8",
    )
    flavour.send(client, "POST", "/x", content=text("é", "text/csv; charset=latin-1"))
    assert flavour.server.last.body == b"\xe9"
    flavour.send(
        client,
        "PATCH",
        "/x",
        content=json_body({"a": 1}, "application/vnd.api+json; v=1"),
    )
    assert (flavour.server.last.body, flavour.server.last.header("content-type")) == (
        b'{"a":1}',
        "application/vnd.api+json; v=1",
    )
    path = tmp_path / "file"
    data = bytes(range(256)) * 1000
    path.write_bytes(data)
    for value in (data, bytearray(data), memoryview(data), path):
        flavour.send(client, "POST", "/x", content=binary(value, "image/png"))
        seen = flavour.server.last
        assert seen.body == data
        assert seen.header("content-length") == "256000"
        assert seen.header("transfer-encoding") is None
        assert seen.header("content-type") == "image/png"
    file = io.BytesIO(b"skip" + data)
    file.seek(4)
    flavour.send(client, "POST", "/x", content=binary(file))
    assert flavour.server.last.body == data
    flavour.send(
        client, "POST", "/x", content=binary(chunks_for(flavour, [b"ab", b"cd"]))
    )
    assert flavour.server.last.body == b"abcd"
    assert flavour.server.last.header("transfer-encoding") == "chunked"


def read(flavour: Flavour, reader: Any, reply: Reply, **options: Any) -> Any:
    flavour.server.script.append(reply)
    client = flavour.client()
    return flavour.call(client._transport.send, "GET", "/x", reader, **options)


def test_readers(flavour: Flavour) -> None:
    readers, codecs = load("readers"), load("codecs")
    json = readers.as_json(codecs.any)
    for kind in (
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "text/plain",
        None,
    ):
        assert read(flavour, json, Reply(body={"a": 1}, content_type=kind)) == {"a": 1}
    assert (
        read(flavour, readers.as_none, Reply(body=b"<html>", content_type="text/html"))
        is None
    )
    assert read(flavour, readers.as_none, Reply(204)) is None
    assert (
        read(
            flavour,
            readers.as_text,
            Reply(body="é".encode("latin-1"), content_type="text/csv; charset=latin-1"),
        )
        == "é"
    )
    assert (
        read(
            flavour, readers.as_text, Reply(body="é".encode(), content_type="text/csv")
        )
        == "é"
    )
    assert read(flavour, readers.as_text, Reply(204)) == ""
    assert (
        read(flavour, readers.as_binary, Reply(body=b"\xff\0", content_type="text/csv"))
        == b"\xff\0"
    )


@pytest.mark.parametrize("status", [200, 201, 202, 203, 204, 205])
@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"hello", b"<html>", b'{"a":', b"\xff\xfe\xff"]
)
@pytest.mark.parametrize("kind", ["application/json", "text/html", None])
def test_json_that_is_none(
    server: Any, status: int, body: bytes, kind: str | None
) -> None:
    flavour = Flavour("sync", None, server)
    error = load("errors").DecodeError
    with pytest.raises(error) as caught:
        read(
            flavour,
            load("readers").as_json(load("codecs").any),
            Reply(status, body, content_type=kind),
        )
    assert caught.value.status_code == status
    assert caught.value.content == (b"" if status == 204 else body)
    flavour.made[0].close()


def test_by_status(flavour: Flavour) -> None:
    readers, codecs = load("readers"), load("codecs")
    reader = readers.by_status(
        {
            "200": readers.as_json(codecs.any),
            "202": readers.as_none,
            "2XX": readers.as_text,
        }
    )
    assert read(flavour, reader, Reply(200, {"a": 1})) == {"a": 1}
    assert (
        flavour.server.last.header("accept")
        == "application/json, text/plain, */*;q=0.5"
    )
    assert read(flavour, reader, Reply(202, b"x")) is None
    assert (
        read(flavour, reader, Reply(206, b"text", content_type="text/plain")) == "text"
    )
    with pytest.raises(load("errors").DecodeError, match="status"):
        read(flavour, readers.by_status({"200": readers.as_none}), Reply(201))


def test_absent_at(flavour: Flavour) -> None:
    readers, codecs = load("readers"), load("codecs")
    reader = readers.absent_at(readers.as_json(codecs.any), 404)
    assert read(flavour, reader, Reply(200, {"a": 1})) == {"a": 1}
    assert flavour.server.last.header("accept") == "application/json"
    assert read(flavour, reader, Reply(404, {"detail": "gone"})) is None
    with pytest.raises(load("errors").ApiException) as caught:
        read(flavour, reader, Reply(403))
    assert caught.value.status == 403


def test_by_media_type(flavour: Flavour) -> None:
    readers, codecs = load("readers"), load("codecs")
    reader = readers.by_media_type(
        {
            "application/json": readers.as_json(codecs.any),
            "text/csv": readers.as_text,
            "image/*": readers.as_binary,
        }
    )
    assert read(
        flavour, reader, Reply(body={"a": 1}, content_type="application/vnd.x+json")
    ) == {"a": 1}
    assert flavour.server.last.header("accept") == "application/json, text/csv, image/*"
    assert (
        read(
            flavour, reader, Reply(body=b"a,b", content_type="TEXT/CSV; header=present")
        )
        == "a,b"
    )
    assert (
        read(flavour, reader, Reply(body=b"\x89", content_type="image/png")) == b"\x89"
    )
    with pytest.raises(load("errors").DecodeError, match="text/html"):
        read(flavour, reader, Reply(body=b"<p>", content_type="text/html"))


def test_with_response(flavour: Flavour) -> None:
    client = flavour.client()
    flavour.server.script.append(
        Reply(201, {"a": 1}, [("X-Request-Id", "r1"), ("X-Many", "1"), ("X-Many", "2")])
    )
    transport, codec = client._transport, load("codecs").any
    response = flavour.call(
        client.with_response, transport.json, "GET", "/x", codec, timeout=3
    )
    assert response.value == {"a": 1}
    assert (response.status, response.status_code, response.request_id) == (
        201,
        201,
        "r1",
    )
    assert response.content == b'{"a": 1}'
    assert response.headers["CONTENT-TYPE"] == "application/json"
    assert response.headers.get_list("x-many") == ["1", "2"]
    assert timedelta(0) < response.elapsed < timedelta(seconds=5)


def test_request(flavour: Flavour) -> None:
    client = flavour.client(flavour.bearer(None), security=(("bearer",),))
    flavour.server.script.append(Reply(200, b"plain", content_type="text/plain"))
    response = flavour.call(client.request, "get", "/undocumented", query={"a": [1, 2]})
    assert (response.status_code, response.text) == (200, "plain")
    assert flavour.server.last.target == "/undocumented?a=1&a=2"
    flavour.call(client.request, "POST", "/undocumented", body={"a": 1})
    assert flavour.server.last.body == b'{"a":1}'
    flavour.server.script.append(Reply(404))
    with pytest.raises(load("errors").NotFoundError):
        flavour.call(client.request, "GET", "/undocumented")


def test_options(flavour: Flavour) -> None:
    client = flavour.client(default_headers={"X-A": "1", "X-B": "2"})
    flavour.send(
        client,
        "GET",
        "/x",
        extra_headers={"x-a": None, "X-B": "3", "User-Agent": "mine"},
    )
    seen = flavour.server.last
    assert (seen.header("x-a"), seen.all("x-b"), seen.all("user-agent")) == (
        None,
        ["3"],
        ["mine"],
    )
    copy = client.with_options(
        extra_headers={"X-C": "4"}, extra_query={"v": 1}, max_retries=0
    )
    flavour.send(copy, "GET", "/x", extra_query={"w": 2})
    assert flavour.server.last.header("x-c") == "4"
    assert flavour.server.last.target == "/x?v=1&w=2"
    flavour.server.script.append(Reply(503))
    with pytest.raises(load("errors").ServerError):
        flavour.send(copy, "GET", "/x")
    flavour.send(client, "GET", "/x")
    assert flavour.server.last.header("x-c") is None
    assert flavour.server.last.target == "/x"


def test_copies_drop_cached_resources(flavour: Flavour) -> None:
    from functools import cached_property

    base = flavour.get("client", "Client")

    class Api(base):
        @cached_property
        def events(self) -> Any:
            return self._transport

    api = Api(load("client").Profile(base_url=flavour.server.url))
    assert api.events is api._transport
    copy = api.with_options(timeout=1)
    assert type(copy) is Api
    assert copy.events is copy._transport is not api.events


def test_base_url(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    other = f"{flavour.server.url}/other"
    client = flavour.client()
    flavour.send(client, "GET", "/x", server=other)
    assert flavour.server.last.target == "/other/x"
    flavour.send(
        flavour.client(base_url=f"{flavour.server.url}/mine/"),
        "GET",
        "/x",
        server=other,
    )
    assert flavour.server.last.target == "/mine/x"
    monkeypatch.setenv("WIRE_BASE_URL", f"{flavour.server.url}/env")
    flavour.send(flavour.client(), "GET", "/x", server=other)
    assert flavour.server.last.target == "/env/x"
    monkeypatch.delenv("WIRE_BASE_URL")
    with pytest.raises(
        load("errors").SDKError,
        match="`base_url` or the environment variable WIRE_BASE_URL",
    ):
        flavour.send(flavour.client(document_url=""), "GET", "/x")


def test_middleware(flavour: Flavour) -> None:
    order: list[str] = []

    def plain(name: str) -> Any:
        def middleware(request: Any, call_next: Any) -> Any:
            order.append(f"{name} {request.method}")
            request.headers["X-Seen"] = request.headers.get("X-Seen", "") + name
            response = call_next(request)
            order.append(f"{name} {response.json()}")
            return response

        async def async_middleware(request: Any, call_next: Any) -> Any:
            order.append(f"{name} {request.method}")
            request.headers["X-Seen"] = request.headers.get("X-Seen", "") + name
            response = await call_next(request)
            order.append(f"{name} {response.json()}")
            return response

        return async_middleware if flavour.is_async else middleware

    flavour.send(flavour.client(middleware=[plain("a"), plain("b")]), "GET", "/x")
    assert order == ["a GET", "b GET", "b {}", "a {}"]
    assert flavour.server.last.header("x-seen") == "ab"


def test_own_http_client(flavour: Flavour) -> None:
    kind = http.AsyncClient if flavour.is_async else http.Client
    own = kind(
        headers={"X-Own": "1", "User-Agent": "own"},
        cookies={"session": "s"},
        timeout=0.2,
    )
    client = flavour.client(http_client=own)
    flavour.send(client, "GET", "/x", cookies={"a": "b"})
    seen = flavour.server.last
    assert (seen.header("x-own"), seen.header("user-agent"), seen.header("cookie")) == (
        "1",
        "own",
        "session=s; a=b",
    )
    flavour.server.script.append(Reply(delay=0.5))
    with pytest.raises(load("errors").RequestTimeout):
        flavour.send(client, "GET", "/x")
    flavour.server.script.append(Reply(delay=0.5))
    flavour.send(client, "GET", "/x", timeout=3)
    flavour.call(client.close)
    assert not own.is_closed
    flavour.call(own.aclose if flavour.is_async else own.close)


def test_own_transport(flavour: Flavour) -> None:
    transport = http.MockTransport(
        lambda request: http.Response(200, json={"path": request.url.path})
    )
    assert flavour.send(flavour.client(http_client=transport), "GET", "/x") == {
        "path": "/x"
    }


def test_strict_and_on_mismatch(flavour: Flavour) -> None:
    codecs, errors = load("codecs"), load("errors")
    transport = flavour.client(strict=True)._transport
    flavour.server.default = Reply(body=[1, "x", None])
    with pytest.raises(errors.DecodeError, match=r"\$\[1\].*\$\[2\]"):
        flavour.call(transport.json, "GET", "/x", codecs.array(codecs.integer))
    noted: list[str] = []
    transport = flavour.client(
        on_mismatch=lambda error: noted.append(str(error))
    )._transport
    assert flavour.call(transport.json, "GET", "/x", codecs.array(codecs.integer)) == [
        1,
        "x",
        None,
    ]
    assert len(noted) == 1 and "$[1]" in noted[0]


def test_closed(flavour: Flavour) -> None:
    client = flavour.client()
    copy = client.with_options(timeout=3)
    flavour.send(client, "GET", "/x")
    flavour.call(client.close)
    with pytest.raises(load("errors").SDKError, match="closed"):
        flavour.send(client, "GET", "/x")
    flavour.send(copy, "GET", "/x")


def test_is_made_for_the_client_at_hand() -> None:
    load("transport")
    other = {"httpx": "httpx2", "httpx2": "httpx"}[HTTP_CLIENT]
    assert http.__name__ == HTTP_CLIENT
    assert not hasattr(sys.modules["wire_sdk.transport"], other)
