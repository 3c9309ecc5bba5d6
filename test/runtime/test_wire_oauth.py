"""OAuth 2.0 tokens."""

from __future__ import annotations

import inspect
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import pytest

from fault_server import FaultServer, Reply
from wire_support import Flavour, http, load

pytest_plugins = ("wire_support",)

OAUTH = (("oauth",),)


TOGETHER = 50


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def credential(
    flavour: Flavour, kind: str = "ClientCredentials", **options: Any
) -> Any:
    secret = flavour.source("s&cret", "client_secret", "WIRE_SECRET")
    return flavour.get("oauth", kind)(
        "oauth",
        "/token",
        flavour.source("id", "client_id", "WIRE_ID"),
        secret,
        **options,
    )


def token(value: str, **more: object) -> Reply:
    return Reply(200, {"access_token": value, "token_type": "bearer", **more})


def asked(flavour: Flavour) -> list[str]:
    return [
        seen.body.decode() for seen in flavour.server.seen if seen.target == "/token"
    ]


def shown(flavour: Flavour) -> list[str | None]:
    return [
        seen.header("authorization")
        for seen in flavour.server.seen
        if seen.target != "/token"
    ]


def test_client_credentials(flavour: Flavour) -> None:
    flavour.server.routes["/token"] = [token("t1")]
    client = flavour.client(credential(flavour, scopes=["a", "b"]), security=OAUTH)
    for _ in range(3):
        flavour.send(client, "GET", "/x")
    assert asked(flavour) == ["grant_type=client_credentials&scope=a+b"]
    assert flavour.server.seen[0].header("authorization") == "Basic aWQ6cyUyNmNyZXQ="
    assert (
        flavour.server.seen[0].header("content-type")
        == "application/x-www-form-urlencoded"
    )
    assert shown(flavour) == ["Bearer t1"] * 3


def test_client_in_the_body(flavour: Flavour) -> None:
    flavour.server.routes["/token"] = [token("t1")]
    flavour.send(
        flavour.client(credential(flavour, authentication="body"), security=OAUTH),
        "GET",
        "/x",
    )
    assert asked(flavour) == [
        "grant_type=client_credentials&client_id=id&client_secret=s%26cret"
    ]
    assert flavour.server.seen[0].header("authorization") is None


def test_renewed_early(flavour: Flavour) -> None:
    clock = Clock()
    flavour.server.routes["/token"] = [
        token("t1", expires_in=3600),
        token("t2", expires_in="100"),
    ]
    client = flavour.client(credential(flavour, clock=clock), security=OAUTH)
    for now in (1000.0, 4539.0, 4541.0, 4630.0):
        clock.now = now
        flavour.send(client, "GET", "/x")
    assert shown(flavour) == ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]


def test_once_more_on_401(flavour: Flavour) -> None:
    flavour.server.routes["/token"] = [token("t1"), token("t2"), token("t3")]
    flavour.server.routes["/x"] = [Reply(401), Reply(200), Reply(401), Reply(401)]
    client = flavour.client(credential(flavour), security=OAUTH)
    flavour.send(client, "POST", "/x", body={"a": 1})
    assert shown(flavour) == ["Bearer t1", "Bearer t2"]
    assert flavour.server.last.body == b'{"a":1}'
    with pytest.raises(load("errors").AuthenticationError):
        flavour.send(client, "POST", "/x")
    assert shown(flavour) == ["Bearer t1", "Bearer t2", "Bearer t2", "Bearer t3"]


def test_rotation_and_fallback(flavour: Flavour) -> None:
    clock = Clock()
    noted: list[str] = []
    flavour.server.routes["/token"] = [
        token("t1", expires_in=100, refresh_token="r1"),
        token("t2", expires_in=100, refresh_token="r2"),
        Reply(400, {"error": "invalid_grant"}),
        token("t3"),
    ]
    client = flavour.client(
        credential(flavour, clock=clock, on_rotation=noted.append), security=OAUTH
    )
    for _ in range(3):
        flavour.send(client, "GET", "/x")
        clock.now += 100
    assert [body.split("&client")[0] for body in asked(flavour)] == [
        "grant_type=client_credentials",
        "grant_type=refresh_token&refresh_token=r1",
        "grant_type=refresh_token&refresh_token=r2",
        "grant_type=client_credentials",
    ]
    assert shown(flavour) == ["Bearer t1", "Bearer t2", "Bearer t3"]
    assert noted == ["r1", "r2"]


def test_password_and_refresh(flavour: Flavour) -> None:
    owner = [
        flavour.source("me", "username", "WIRE_USERNAME"),
        flavour.source("p w", "password", "WIRE_PASSWORD"),
    ]
    flavour.server.routes["/token"] = [token("t1"), token("t2")]
    flavour.send(
        flavour.client(
            credential(flavour, "PasswordGrant", owner=owner), security=OAUTH
        ),
        "GET",
        "/x",
    )
    given = [flavour.source("r0", "refresh_token", "WIRE_REFRESH")]
    flavour.send(
        flavour.client(
            credential(flavour, "RefreshGrant", owner=given), security=OAUTH
        ),
        "GET",
        "/x",
    )
    assert asked(flavour) == [
        "grant_type=password&username=me&password=p+w",
        "grant_type=refresh_token&refresh_token=r0",
    ]
    assert shown(flavour) == ["Bearer t1", "Bearer t2"]


def test_single_flight(server: FaultServer) -> None:
    server.routes["/token"] = [
        Reply(200, {"access_token": f"t{n}"}, delay=0.1) for n in range(20)
    ]
    flavour = Flavour("sync", None, server)
    client = flavour.client(credential(flavour), security=OAUTH)
    threads = [
        threading.Thread(target=partial(flavour.send, client, "GET", "/x"))
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(asked(flavour)), set(shown(flavour)), len(shown(flavour))) == (
        1,
        {"Bearer t0"},
        10,
    )
    client.close()


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_single_flight_of_tasks(server: FaultServer, kind: str) -> None:
    server.routes["/token"] = [
        Reply(200, {"access_token": f"t{n}"}, delay=0.1) for n in range(20)
    ]
    flavour = Flavour(kind, None, server)
    client = flavour.client(credential(flavour), security=OAUTH)

    async def main() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(TOGETHER):
                group.start_soon(
                    partial(client._transport.json, "GET", "/x", load("codecs").any)
                )

    anyio.run(main, backend=kind)
    assert (len(asked(flavour)), set(shown(flavour)), len(shown(flavour))) == (
        1,
        {"Bearer t0"},
        TOGETHER,
    )


def answers_of_a_token_server(arrived: Callable[[], Any]) -> tuple[Any, list[str]]:
    """A server in memory that no longer takes its first token; `arrived` waits until all have come with it."""
    seen: list[str] = []

    def answer(request: Any) -> Any:
        if request.url.path == "/token":
            count = seen.count("/token")
            seen.append("/token")
            return http.Response(200, json={"access_token": f"t{count}"})
        shown = request.headers["authorization"]
        seen.append(shown)
        return http.Response(401 if shown == "Bearer t0" else 200, json={})

    def blocking(request: Any) -> Any:
        if request.headers.get("authorization") == "Bearer t0":
            arrived()
        return answer(request)

    async def waiting(request: Any) -> Any:
        if request.headers.get("authorization") == "Bearer t0":
            await arrived()
        return answer(request)

    return (waiting if inspect.iscoroutinefunction(arrived) else blocking), seen


@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
def test_a_revoked_token_is_renewed_once_for_all(
    server: FaultServer, kind: str
) -> None:
    flavour = Flavour(kind, None, server)
    barrier = threading.Barrier(TOGETHER)
    here = 0
    full = anyio.Event()

    async def all_here() -> None:
        nonlocal here
        here += 1
        if here == TOGETHER:
            full.set()
        await full.wait()

    answer, seen = answers_of_a_token_server(
        barrier.wait if kind == "sync" else all_here
    )
    client = flavour.client(
        credential(flavour), security=OAUTH, http_client=http.MockTransport(answer)
    )

    async def main() -> None:
        nonlocal full
        full = anyio.Event()
        async with anyio.create_task_group() as group:
            for _ in range(TOGETHER):
                group.start_soon(
                    partial(client._transport.json, "GET", "/x", load("codecs").any)
                )

    if kind == "sync":
        threads = [
            threading.Thread(target=partial(flavour.send, client, "GET", "/x"))
            for _ in range(TOGETHER)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        anyio.run(main, backend=kind)
    assert Counter(seen) == {
        "/token": 2,
        "Bearer t0": TOGETHER,
        "Bearer t1": TOGETHER,
    }


def test_failures_tell_no_secret(flavour: Flavour) -> None:
    errors = load("errors")
    client = flavour.client(credential(flavour), security=OAUTH)
    for reply in (
        Reply(400, {"error_description": "s&cret is wrong"}),
        Reply(200, b"<html>"),
        Reply(200, {"access_token": None}),
    ):
        flavour.server.routes["/token"] = [reply]
        with pytest.raises(errors.ApiException) as caught:
            flavour.send(client, "GET", "/x")
        assert f"POST {flavour.server.url}/token" in str(caught.value)
        assert "s&cret" not in str(caught.value) + caught.value.curl()
        assert "s%26cret" not in caught.value.curl()
    assert shown(flavour) == []


def test_missing(flavour: Flavour) -> None:
    made = flavour.get("oauth", "ClientCredentials")(
        "oauth", "/token", flavour.source(None, "client_id", "WIRE_ID")
    )
    with pytest.raises(
        load("errors").MissingCredentials,
        match="`client_id` or the environment variable WIRE_ID",
    ):
        flavour.send(flavour.client(made, security=OAUTH), "GET", "/x")
