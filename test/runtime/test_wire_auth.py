"""Credentials, redirections, and where secrets must not appear."""

from __future__ import annotations

import io
import logging
import threading
import traceback
from collections.abc import Iterator
from typing import Any

import pytest

from fault_server import FaultServer, Reply, closed_port, hang_up
from wire_support import HTTP_CLIENT, Flavour, http, load

pytest_plugins = ("wire_support",)


@pytest.fixture
def other() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def test_places(flavour: Flavour) -> None:
    key = (("key",),)
    flavour.send(
        flavour.client(flavour.key("k&1", "header"), security=key), "GET", "/x"
    )
    assert flavour.server.last.header("x-key") == "k&1"
    flavour.send(
        flavour.client(flavour.key("k&1", "query"), security=key),
        "GET",
        "/x",
        query={"a": 1},
    )
    assert flavour.server.last.target == "/x?a=1&X-Key=k%261"
    flavour.send(
        flavour.client(flavour.key("k%1=", "cookie"), security=key),
        "GET",
        "/x",
        cookies={"a": 1},
    )
    assert flavour.server.last.header("cookie") == "a=1; X-Key=k%1="
    flavour.send(
        flavour.client(flavour.bearer("t"), security=(("bearer",),)), "GET", "/x"
    )
    assert flavour.server.last.header("authorization") == "Bearer t"
    flavour.send(
        flavour.client(flavour.basic("me", ""), security=(("basic",),)), "GET", "/x"
    )
    assert flavour.server.last.header("authorization") == "Basic bWU6"
    with pytest.raises(ValueError, match="colon"):
        flavour.send(
            flavour.client(flavour.basic("m:e", ""), security=(("basic",),)),
            "GET",
            "/x",
        )
    with pytest.raises(ValueError, match="cookie"):
        flavour.send(
            flavour.client(flavour.key("a;b", "cookie"), security=key), "GET", "/x"
        )


def test_environment(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    client = flavour.client(flavour.bearer(None), security=(("bearer",),))
    monkeypatch.setenv("WIRE_TOKEN", "from-env")
    flavour.send(client, "GET", "/x")
    assert flavour.server.last.header("authorization") == "Bearer from-env"


def test_providers(flavour: Flavour) -> None:
    count = iter(range(10))
    client = flavour.client(
        flavour.bearer(lambda: f"t{next(count)}"), security=(("bearer",),)
    )
    flavour.server.script.append(Reply(503, headers=[("Retry-After", "0")]))
    flavour.send(client, "GET", "/x")
    assert [seen.header("authorization") for seen in flavour.server.seen] == [
        "Bearer t0",
        "Bearer t1",
    ]
    if flavour.is_async:

        async def provider() -> str:
            return "awaited"

        flavour.send(
            flavour.client(flavour.bearer(provider), security=(("bearer",),)),
            "GET",
            "/x",
        )
        assert flavour.server.last.header("authorization") == "Bearer awaited"


def test_missing(flavour: Flavour) -> None:
    missing = load("errors").MissingCredentials
    for credential, security, text in [
        (
            flavour.bearer(None),
            (("bearer",),),
            "`token` or the environment variable WIRE_TOKEN",
        ),
        (
            flavour.bearer(""),
            (("bearer",),),
            "`token` or the environment variable WIRE_TOKEN",
        ),
        (
            flavour.basic(None, None),
            (("basic",),),
            "`username` or the environment variable WIRE_USERNAME and `password` or the environment variable WIRE_PASSWORD",
        ),
    ]:
        with pytest.raises(missing) as caught:
            flavour.send(flavour.client(credential, security=security), "GET", "/x")
        assert str(caught.value) == f"this call needs credentials: pass {text}"
    assert flavour.server.seen == []


def test_alternatives(flavour: Flavour) -> None:
    either = (("bearer",), ("key",))
    flavour.send(
        flavour.client(
            flavour.bearer(None), flavour.key("k", "header"), security=either
        ),
        "GET",
        "/x",
    )
    assert (
        flavour.server.last.header("authorization"),
        flavour.server.last.header("x-key"),
    ) == (None, "k")
    both = (("bearer", "key"),)
    flavour.send(
        flavour.client(flavour.bearer("t"), flavour.key("k", "header"), security=both),
        "GET",
        "/x",
    )
    assert (
        flavour.server.last.header("authorization"),
        flavour.server.last.header("x-key"),
    ) == ("Bearer t", "k")
    with pytest.raises(load("errors").MissingCredentials):
        flavour.send(
            flavour.client(
                flavour.bearer("t"), flavour.key(None, "header"), security=both
            ),
            "GET",
            "/x",
        )
    optional = ((), ("bearer",))
    flavour.send(flavour.client(flavour.bearer(None), security=optional), "GET", "/x")
    assert flavour.server.last.header("authorization") is None
    flavour.send(flavour.client(flavour.bearer("t"), security=optional), "GET", "/x")
    assert flavour.server.last.header("authorization") == "Bearer t"
    client = flavour.client(flavour.bearer("t"), security=(("bearer",),))
    flavour.send(client, "GET", "/x", security=())
    assert flavour.server.last.header("authorization") is None


def test_the_callers_own_header_wins(flavour: Flavour) -> None:
    client = flavour.client(flavour.bearer(None), security=(("bearer",),))
    flavour.send(client, "GET", "/x", extra_headers={"Authorization": "Custom x"})
    assert flavour.server.last.all("authorization") == ["Custom x"]


def test_clients_do_not_mix(server: FaultServer) -> None:
    flavour = Flavour("sync", None, server)
    clients = [
        flavour.client(flavour.bearer(f"t{n}"), security=(("bearer",),))
        for n in range(4)
    ]

    def work(number: int) -> None:
        for _ in range(25):
            flavour.send(clients[number], "GET", f"/{number}")

    threads = [threading.Thread(target=work, args=(n % 4,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.seen) == 200
    for seen in server.seen:
        assert seen.header("authorization") == f"Bearer t{seen.target[1:]}"
    for client in clients:
        client.close()


def moved(location: str, status: int = 302) -> Reply:
    return Reply(status, b"", [("Location", location)])


SECRET = "canary-7f3"


def loaded(flavour: Flavour) -> Any:
    """A client with secrets everywhere."""
    header = flavour.get("auth", "ApiKey")(
        "h", flavour.source(f"{SECRET}-h"), "header", "X-Custom"
    )
    query = flavour.get("auth", "ApiKey")(
        "q", flavour.source(f"{SECRET}-q"), "query", "k"
    )
    cookie = flavour.get("auth", "ApiKey")(
        "c", flavour.source(f"{SECRET}-c"), "cookie", "sid"
    )
    return flavour.client(
        flavour.bearer(f"{SECRET}-b"),
        header,
        query,
        cookie,
        security=(("bearer", "h", "q", "c"),),
        default_headers={"X-Default-Thing": f"{SECRET}-d"},
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_elsewhere_takes_no_secret(
    flavour: Flavour, other: FaultServer, status: int
) -> None:
    flavour.server.script.append(moved(f"{other.url}/there", status))
    flavour.send(loaded(flavour), "GET", "/x", headers={"X-Param": f"{SECRET}-p"})
    assert other.last.target == "/there"
    assert other.last.header("accept") == "application/json"
    assert SECRET.encode() not in other.last.raw
    assert flavour.server.last.raw.count(SECRET.encode()) == 6


def test_redirect_and_back_has_no_secret(flavour: Flavour, other: FaultServer) -> None:
    flavour.server.script.append(moved(f"{other.url}/there"))
    other.script += [moved("/again"), moved(f"{flavour.server.url}/back")]
    flavour.send(loaded(flavour), "GET", "/x")
    assert [seen.target for seen in other.seen] == ["/there", "/again"]
    assert SECRET.encode() not in b"".join(seen.raw for seen in other.seen)
    assert b"Bearer" not in flavour.server.last.raw
    assert flavour.server.last.target == "/back"


def test_redirect_within_the_origin(flavour: Flavour) -> None:
    flavour.server.script += [moved("/there?a=1"), moved("again", 307)]
    flavour.send(loaded(flavour), "GET", "/x/")
    assert [seen.target for seen in flavour.server.seen] == [
        f"/x/?k={SECRET}-q",
        f"/there?a=1&k={SECRET}-q",
        f"/again?k={SECRET}-q",
    ]
    for seen in flavour.server.seen:
        assert seen.header("authorization") == f"Bearer {SECRET}-b"
        assert seen.header("cookie") == f"sid={SECRET}-c"


def test_redirects_of_other_methods(flavour: Flavour, other: FaultServer) -> None:
    client = flavour.client()
    flavour.server.script.append(moved("/there", 307))
    flavour.send(client, "POST", "/x", body={"a": 1})
    assert (flavour.server.last.line, flavour.server.last.body) == (
        b"POST /there HTTP/1.1",
        b'{"a":1}',
    )
    flavour.server.script.append(moved("/there", 303))
    flavour.send(client, "POST", "/x", body={"a": 1})
    assert (flavour.server.last.line, flavour.server.last.body) == (
        b"GET /there HTTP/1.1",
        b"",
    )
    assert flavour.server.last.header("content-type") is None
    for location, status in [
        ("/there", 301),
        ("/there", 302),
        (f"{other.url}/there", 307),
        (f"{other.url}/there", 308),
        ("http://[bad", 302),
        ("ftp://x/y", 302),
    ]:
        flavour.server.script.append(moved(location, status))
        with pytest.raises(load("errors").ApiException) as caught:
            flavour.send(client, "POST", "/x", body={"a": 1})
        assert caught.value.status == status
    assert other.seen == []


def test_never_from_https_to_http(flavour: Flavour) -> None:
    seen: list[str] = []

    def answer(request: Any) -> Any:
        seen.append(request.url.scheme)
        return http.Response(302, headers={"Location": "http://api.test/plain"})

    client = flavour.client(
        base_url="https://api.test", http_client=http.MockTransport(answer)
    )
    with pytest.raises(load("errors").ApiException) as caught:
        flavour.send(client, "GET", "/x")
    assert (caught.value.status, seen) == (302, ["https"])


def test_redirect_loop_ends(flavour: Flavour) -> None:
    flavour.server.default = moved("/x")
    with pytest.raises(load("errors").ApiException) as caught:
        flavour.send(flavour.client(), "GET", "/x")
    assert caught.value.status == 302
    assert len(flavour.server.seen) == 11


def test_whole_url_elsewhere_gets_no_secret(
    flavour: Flavour, other: FaultServer
) -> None:
    client = loaded(flavour)
    flavour.call(client.request, "GET", f"{other.url}/page?cursor=1")
    assert other.last.target == "/page?cursor=1"
    assert SECRET.encode() not in other.last.raw
    flavour.call(client.request, "GET", f"{flavour.server.url}/page?cursor=1")
    assert flavour.server.last.target == f"/page?cursor=1&k={SECRET}-q"
    assert flavour.server.last.raw.count(SECRET.encode()) == 5


def test_secrets_are_nowhere(flavour: Flavour, waits: list[float]) -> None:
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    noisy = [
        logging.getLogger(n)
        for n in ("wire_sdk", HTTP_CLIENT, HTTP_CLIENT.replace("httpx", "httpcore"))
    ]
    for logger in noisy:
        logger.setLevel(logging.DEBUG)
    try:
        client = loaded(flavour)
        dead = flavour.client(
            *client._transport.settings.credentials.values(),
            security=(("bearer", "h", "q", "c"),),
            base_url=f"http://127.0.0.1:{closed_port()}",
            retry=load("retry").RetryPolicy(),
        )
        flavour.server.script += [
            Reply(503),
            Reply(401, {"message": f"the key {SECRET}-q is wrong"}),
            Reply(200, b"<html>", content_type="text/html"),
            *[hang_up] * 3,
            moved("/y"),
            Reply(200),
        ]
        for each in [client, client, client, client, client, dead]:
            try:
                flavour.send(each, "GET", "/x")
            except load("errors").SDKError as error:
                output.write("".join(traceback.format_exception(error)))
                shown = traceback.TracebackException.from_exception(
                    error, capture_locals=True
                )
                output.write(
                    "".join(
                        line for line in shown.format() if "wire_support" not in line
                    )
                )
                output.write(repr(error) + str(getattr(error, "curl", str)()) + "\n")
        output.write(
            repr(client)
            + repr(vars(client))
            + repr(client._transport)
            + repr(client._transport.settings.credentials)
        )
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        for logger in noisy:
            logger.setLevel(logging.NOTSET)
    text = output.getvalue()
    assert f"GET {flavour.server.url}/x: 503 in" in text
    assert "ConnectError" in text
    assert "HTTP Request: GET" in text
    assert "the key *** is wrong" in text
    found = [line for line in text.splitlines() if SECRET in line]
    assert found == []
