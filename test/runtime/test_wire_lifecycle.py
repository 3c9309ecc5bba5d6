"""Loops, threads, forks and garbage: each in a process of its own, with warnings as errors."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from typing import Any

import pytest

from fault_server import FaultServer, Reply
from wire_support import FLAVOURS, HTTP_CLIENT, Flavour, folder, http, load

pytest_plugins = ("wire_support",)

START = """
import asyncio, gc, os, sys, threading
from contextlib import aclosing, closing
import anyio
from wire_sdk.client import AsyncClient, Client, Profile
from wire_sdk import codecs
from wire_sdk.streaming import async_exchange_stream, exchange_stream
URL = sys.argv[1]
PROFILE = Profile(base_url=URL)
def get(client):
    return client._transport.json("GET", "/x", codecs.any)
def descriptors():
    return len(os.listdir("/proc/self/fd"))
"""


def run(server: FaultServer, body: str) -> str:
    script = START + textwrap.dedent(body)
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", script, server.url]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            "PYTHONPATH": os.pathsep.join(
                [str(folder()), os.environ.get("PYTHONPATH", "")]
            )
        },
    )
    # In development mode asyncio tells of steps that take over 0.1 s: a slow machine.
    lines = [
        line for line in done.stderr.splitlines() if not line.startswith("Executing <")
    ]
    assert lines == []
    assert done.returncode == 0
    return done.stdout


SCRIPTS = {
    "two loops": """
        client = AsyncClient(PROFILE)
        async def main():
            await get(client)
            await get(client)
        asyncio.run(main())
        asyncio.run(main())
        print(descriptors() <= 8, threading.active_count(), len(client._transport.pool._parked))
    """,
    "trio after asyncio": """
        import trio
        client = AsyncClient(PROFILE)
        async def main():
            await get(client)
        asyncio.run(main())
        trio.run(main)
        trio.run(main)
        asyncio.run(main())
        print(descriptors() <= 8, threading.active_count(), len(client._transport.pool._parked))
    """,
    "context managers": """
        async def main():
            async with AsyncClient(PROFILE) as client:
                await get(client)
        asyncio.run(main())
        with Client(PROFILE) as client:
            get(client)
        print(descriptors() <= 8, threading.active_count(), 0)
    """,
    "exception inside": """
        async def main():
            client = AsyncClient(PROFILE)
            await get(client)
            raise KeyError
        try:
            asyncio.run(main())
        except KeyError:
            pass
        def sync():
            client = Client(PROFILE)
            get(client)
            raise KeyError
        try:
            sync()
        except KeyError:
            pass
        gc.collect()
        print(descriptors() <= 8, threading.active_count(), 0)
    """,
    "cancelled": """
        client = AsyncClient(PROFILE)
        async def main():
            tasks = [asyncio.create_task(client._transport.json("GET", "/slow", codecs.any)) for _ in range(5)]
            await asyncio.sleep(0.1)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await get(client)
        asyncio.run(main())
        print(descriptors() <= 8, threading.active_count(), len(client._transport.pool._parked))
    """,
    "garbage": """
        async def main():
            await get(AsyncClient(PROFILE))
            gc.collect()
            await asyncio.sleep(0.05)
            print(descriptors() <= 8 + 4, end=" ")
        asyncio.run(main())
        get(Client(PROFILE))
        gc.collect()
        print(descriptors() <= 8, threading.active_count(), 0)
    """,
    "streams left and not read": """
        async def main():
            client = AsyncClient(PROFILE)
            async with aclosing(await async_exchange_stream(client._transport, "GET", "/x", "*/*", {})) as response:
                pass
            async with aclosing(await async_exchange_stream(client._transport, "GET", "/x", "*/*", {})) as response:
                assert await response.aread() == b"{}"
            async_exchange_stream(client._transport, "GET", "/x", "*/*", {}).close()
        asyncio.run(main())
        client = Client(PROFILE)
        with closing(exchange_stream(client._transport, "GET", "/x", "*/*", {})) as response:
            for chunk in response.iter_bytes():
                break
        with closing(exchange_stream(client._transport, "GET", "/x", "*/*", {})) as response:
            assert response.read() == b"{}"
        print(descriptors() <= 8 + 1, threading.active_count(), 0)
    """,
    "an old-fashioned loop": """
        client = AsyncClient(PROFILE)
        async def main():
            await get(client)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        asyncio.run(main())
        print(descriptors() <= 8, threading.active_count(), len(client._transport.pool._parked))
    """,
    "threads": """
        client = AsyncClient(PROFILE)
        blocking = Client(PROFILE)
        async def main():
            await asyncio.gather(*[get(client) for _ in range(5)])
        def work():
            for _ in range(3):
                asyncio.run(main())
                get(blocking)
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        blocking.close()
        print(descriptors() <= 8, threading.active_count(), len(client._transport.pool._parked))
    """,
    "fork": """
        client = Client(PROFILE)
        get(client)
        parent = client._transport.pool._client
        child = os.fork()
        if child == 0:
            get(client)
            other = client._transport.pool._client is not parent
            client.close()
            sys.stdout.write("" if other else "shared ")
            sys.stdout.flush()
            os._exit(0)
        os.waitpid(child, 0)
        get(client)
        client.close()
        print(descriptors() <= 8, threading.active_count(), 0)
    """,
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_clean(server: FaultServer, name: str) -> None:
    server.routes["/slow"] = [Reply(delay=0.5)] * 5
    output = run(server, SCRIPTS[name]).split()
    assert output[-3:] == ["True", "1", "0"]
    assert "False" not in output and "shared" not in output


def test_loops_reuse_their_connection(server: FaultServer) -> None:
    run(
        server,
        """
        client = AsyncClient(PROFILE)
        async def main():
            for _ in range(10):
                await get(client)
        asyncio.run(main())
        asyncio.run(main())
    """,
    )
    assert (len(server.seen), server.connections) == (20, 2)


def test_nothing_grows(server: FaultServer) -> None:
    output = run(
        server,
        f"""
        import tracemalloc, {HTTP_CLIENT} as http
        answer = http.MockTransport(lambda request: http.Response(200, json={{}}))
        client = Client(PROFILE, http_client=answer)
        def calls(count):
            for _ in range(count):
                get(client)
        def cycles(count):
            for _ in range(count):
                with Client(PROFILE, http_client=answer) as each:
                    get(each)
        async def async_cycles(count):
            for _ in range(count):
                async with AsyncClient(PROFILE, http_client=answer) as each:
                    await get(each)
        def all_of_it(count):
            calls(count); cycles(count); asyncio.run(async_cycles(count)); gc.collect()
        all_of_it(50)
        tracemalloc.start()
        all_of_it(50)
        before = tracemalloc.get_traced_memory()[0]
        files = descriptors()
        all_of_it(400)
        print(tracemalloc.get_traced_memory()[0] - before, descriptors() - files, threading.active_count())
    """,
    )
    grown, files, threads = map(int, output.split())
    assert grown < 100_000
    assert (files, threads) == (0, 1)


def test_clients_are_cheap_and_copy_nothing(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import copy

    def refuse(*args: object) -> None:
        raise AssertionError("deepcopy")

    monkeypatch.setattr(copy, "deepcopy", refuse)
    flavour = Flavour("sync", None, server)
    flavour.send(flavour.client(), "GET", "/x")
    began = time.process_time()
    for _ in range(100):
        flavour.client()
    assert (time.process_time() - began) / 100 < 0.005
    for client in flavour.made:
        client.close()


def test_exits_at_once(server: FaultServer) -> None:
    output = run(
        server,
        """
        import time
        get(Client(PROFILE))
        client = Client(PROFILE)
        get(client)
        print(time.time())
    """,
    )
    # Neither a thread nor an idle connection holds it up.
    assert time.time() - float(output) < 4.5


@pytest.mark.parametrize("kind", FLAVOURS)
def test_streams_keep_flowing_past_the_deadline(server: FaultServer, kind: str) -> None:
    if kind != "sync":
        pytest.skip("the same code, see test_clean")
    flavour = Flavour(kind, None, server)
    server.script += [
        Reply(503, headers=[("Retry-After", "0")]),
        Reply(200, b"12345", drip=0.1),
    ]
    client = flavour.client(flavour.bearer("t"), security=(("bearer",),))
    streaming: Any = load("streaming")
    opened = streaming.exchange_stream(
        client._transport, "GET", "/x", "*/*", {"deadline": 0.3}
    )
    with closing(opened) as response:
        assert b"".join(response.iter_bytes()) == b"12345"
    assert [seen.header("authorization") for seen in server.seen] == ["Bearer t"] * 2
    server.script.append(Reply(404, {"detail": "gone"}))
    with pytest.raises(load("errors").NotFoundError, match="gone"):
        streaming.exchange_stream(client._transport, "GET", "/x", "*/*", {})
    client.close()


def test_own_client_is_of_the_right_kind(server: FaultServer) -> None:
    flavour = Flavour("sync", None, server)
    client = flavour.client()
    flavour.send(client, "GET", "/x")
    assert type(client._transport.pool._client) is http.Client
    client.close()
