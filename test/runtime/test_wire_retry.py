"""When a call is repeated, and how."""

from __future__ import annotations

import email.utils
import random
import time
from types import SimpleNamespace
from typing import Any

import pytest

from fault_server import Reply, closed_port, hang_up
from wire_support import Flavour, load

pytest_plugins = ("wire_support",)


@pytest.fixture(autouse=True)
def certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take chance and the time of day out of the waits."""
    monkeypatch.setattr(load("retry"), "random", SimpleNamespace(random=lambda: 1.0))
    monkeypatch.setattr(load("retry"), "time", SimpleNamespace(time=lambda: 1_000_000.0, sleep=time.sleep))


def policy(**options: Any) -> Any:
    return load("retry").RetryPolicy(**options)


def attempts(
    flavour: Flavour, method: str, *replies: Any, retry: Any = None, **options: Any
) -> int:
    """Make a call that the server answers so; return how many requests it saw."""
    before = len(flavour.server.seen)
    flavour.server.script[:] = list(replies)
    client = flavour.client(retry=retry or policy())
    try:
        flavour.send(client, method, "/x", **options)
    except load("errors").SDKError:
        pass
    return len(flavour.server.seen) - before


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_statuses_that_are_repeated(
    flavour: Flavour, waits: list[float], status: int
) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY"):
        assert attempts(flavour, method, Reply(status)) == 2
    assert attempts(flavour, "POST", Reply(status)) == 1
    assert attempts(flavour, "PATCH", Reply(status)) == 1
    assert attempts(flavour, "POST", Reply(status), idempotency_key="k") == 2
    assert attempts(flavour, "POST", Reply(status), idempotent=True) == 2
    assert attempts(flavour, "GET", Reply(status), idempotent=False) == 1
    retried = 2 if status in {429, 503} else 1
    assert (
        attempts(flavour, "POST", Reply(status, headers=[("Retry-After", "1")]))
        == retried
    )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 422, 501, 505, 599])
def test_statuses_that_are_not(
    flavour: Flavour, waits: list[float], status: int
) -> None:
    assert attempts(flavour, "GET", Reply(status)) == 1


def test_counts(flavour: Flavour, waits: list[float]) -> None:
    failing = [Reply(500)] * 20
    assert attempts(flavour, "GET", *failing) == 3
    assert waits == [0.5, 1.0]
    assert attempts(flavour, "GET", *failing, max_retries=0) == 1
    waits.clear()
    assert attempts(flavour, "GET", *failing, max_retries=7) == 8
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_full_jitter_and_no_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    retry = load("retry")
    assert retry.backoff(policy(), 10**6) == 8.0
    monkeypatch.setattr(retry, "random", SimpleNamespace(random=lambda: 0.25))
    assert retry.backoff(policy(), 1) == 0.25
    monkeypatch.setattr(retry, "random", random)
    waits = {retry.backoff(retry.RetryPolicy(), 2) for _ in range(200)}
    assert len(waits) > 190
    assert 0 <= min(waits) < 0.3 and 1.7 < max(waits) <= 2.0


RETRY_AFTER = [
    ([("Retry-After", "3")], 3.0),
    ([("Retry-After", "0.25")], 0.25),
    ([("Retry-After", "0")], 0.0),
    ([("Retry-After-Ms", "1500"), ("Retry-After", "9")], 1.5),
    ([("Retry-After", email.utils.formatdate(1_000_030, usegmt=True))], 30.0),
    ([("Retry-After", email.utils.formatdate(999_000, usegmt=True))], 0.0),
    ([("Retry-After", "60")], 60.0),
    ([("Retry-After", "60.1")], None),
    ([("Retry-After", "1e999")], 0.5),
    ([("Retry-After", "-5")], 0.5),
    ([("Retry-After", "nan")], 0.5),
    ([("Retry-After", "soon")], 0.5),
    ([("Retry-After", "Wed, 99 Foo 2026")], 0.5),
]


@pytest.mark.parametrize(("headers", "wait"), RETRY_AFTER)
def test_retry_after(
    flavour: Flavour,
    waits: list[float],
    headers: list[tuple[str, str]],
    wait: float | None,
) -> None:
    count = attempts(flavour, "GET", Reply(429, headers=headers))
    assert count == (1 if wait is None else 2)
    assert waits == ([] if wait is None else [wait])


def test_should_retry_header(flavour: Flavour, waits: list[float]) -> None:
    assert (
        attempts(flavour, "GET", Reply(500, headers=[("x-should-retry", "false")])) == 1
    )
    assert (
        attempts(flavour, "POST", Reply(400, headers=[("x-should-retry", "true")])) == 2
    )
    assert (
        attempts(
            flavour, "POST", *[Reply(400, headers=[("x-should-retry", "true")])] * 9
        )
        == 3
    )


def test_idempotency_key_stays(flavour: Flavour, waits: list[float]) -> None:
    attempts(
        flavour, "POST", Reply(500), Reply(502), body={"a": 1}, idempotency_key="k-1"
    )
    assert [seen.header("idempotency-key") for seen in flavour.server.seen] == [
        "k-1"
    ] * 3
    assert [seen.body for seen in flavour.server.seen] == [b'{"a":1}'] * 3
    assert (
        attempts(flavour, "POST", Reply(500), headers={"Idempotency-Key": "mine"}) == 2
    )


def test_broken_connections(flavour: Flavour, waits: list[float]) -> None:
    assert attempts(flavour, "GET", hang_up, hang_up) == 3
    assert attempts(flavour, "GET", *[hang_up] * 9) == 3
    assert attempts(flavour, "POST", hang_up) == 1
    assert attempts(flavour, "POST", hang_up, idempotency_key="k") == 2


def test_nothing_was_sent(flavour: Flavour, waits: list[float]) -> None:
    client = flavour.client(
        base_url=f"http://127.0.0.1:{closed_port()}", retry=policy()
    )
    with pytest.raises(load("errors").ConnectionFailed):
        flavour.send(client, "POST", "/x", body={})
    assert waits == [0.5, 1.0]


def test_bodies_that_cannot_be_replayed(
    flavour: Flavour, waits: list[float], tmp_path: Any
) -> None:
    binary = flavour.get("bodies", "binary_body")

    async def stream() -> Any:
        yield b"abc"

    once = binary(stream() if flavour.is_async else iter([b"abc"]))
    assert attempts(flavour, "PUT", Reply(503), content=once) == 1
    path = tmp_path / "f"
    path.write_bytes(b"abc")
    assert attempts(flavour, "PUT", Reply(503), hang_up, content=binary(path)) == 3
    with path.open("rb") as file:
        file.read(1)
        assert attempts(flavour, "PUT", Reply(503), content=binary(file)) == 2
    assert [seen.body for seen in flavour.server.seen] == [b"abc"] * 4 + [b"bc"] * 2


def test_another_policy(flavour: Flavour, waits: list[float]) -> None:
    bold = policy(
        max_retries=3,
        first_wait=1.0,
        longest_wait=60.0,
        every_method=True,
    )
    assert attempts(flavour, "POST", *[Reply(599)] * 9, retry=bold) == 4
    assert waits == [1.0, 2.0, 4.0]
    assert attempts(flavour, "PATCH", Reply(429), retry=bold) == 2
    assert attempts(flavour, "GET", Reply(408), retry=bold) == 1


def test_retries_are_not_shared_between_calls(
    flavour: Flavour, waits: list[float]
) -> None:
    client = flavour.client(retry=policy())
    for _ in range(3):
        flavour.server.script[:] = [Reply(500)]
        flavour.send(client, "GET", "/x")
    assert waits == [0.5, 0.5, 0.5]


def test_real_pauses(flavour: Flavour) -> None:
    assert attempts(flavour, "GET", Reply(429, headers=[("Retry-After", "0.2")])) == 2
    first, second = flavour.server.seen
    assert 0.19 <= second.when - first.when < 1.0
