"""Server-sent events: the parser, and streams of them from a real server."""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer, Reply, hang_up
from stream_support import Endless, chunked, close, everything, step
from wire_support import HTTP_CLIENT, Flavour, folder, load

pytest_plugins = ("wire_support",)


def parse(*chunks: bytes) -> list[tuple[str, str, str, int | None]]:
    parser = load("sse").EventParser()
    return [tuple(event) for chunk in chunks for event in parser.feed(chunk)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"data: a\n\n", [("message", "a", "", None)]),
        (b"data:a\n\ndata:  b\n\n", [("message", "a", "", None), ("message", " b", "", None)]),
        (b"data: a\r\rdata: b\r\n\r\ndata: c\n\r\n", [("message", t, "", None) for t in "abc"]),
        (b"\xef\xbb\xbfdata: a\n\n\xef\xbb\xbfdata: b\n\n", [("message", "a", "", None)]),
        (b"data: a\ndata\ndata: c\n\n", [("message", "a\n\nc", "", None)]),
        (b"data\n\n", [("message", "", "", None)]),
        (b"data\ndata\n\n", [("message", "\n", "", None)]),
        (b": comment\n:\n\n\nevent: e\n\ndata: x\n\n", [("message", "x", "", None)]),
        (b"event: e\ndata: x\nunknown: y\n DATA: z\n\n", [("e", "x", "", None)]),
        (b"id: 1\ndata: x\n\ndata: y\n\nid\ndata: z\n\n", [("message", "x", "1", None), ("message", "y", "1", None), ("message", "z", "", None)]),
        (b"id: a\x00b\ndata: x\n\n", [("message", "x", "", None)]),
        (b"id: 7\n\ndata: x\n\n", [("message", "x", "7", None)]),
        (b"retry: 15\ndata: x\n\nretry: 1.5\ndata: y\n\nretry: -1\ndata: z\n\n", [("message", "x", "", 15), ("message", "y", "", None), ("message", "z", "", None)]),
        ("retry: ٣\ndata: é\n\n".encode(), [("message", "é", "", None)]),
        (b"data: \xff\xc3\n\n", [("message", "\ufffd\ufffd", "", None)]),
        (b"data: a\x0bb\x0cc\xc2\x85d\xe2\x80\xa8e\x1cf\n\n", [("message", "a\x0bb\x0cc\x85d\u2028e\x1cf", "", None)]),
        (b"data: unfinished\n", []),
        (b"data: unfinished", []),
    ],
)
def test_the_rules(text: bytes, expected: list[tuple[str, str, str, int | None]]) -> None:
    assert parse(text) == expected
    assert parse(*[text[i : i + 1] for i in range(len(text))]) == expected
    for cut in range(len(text)):
        assert parse(text[:cut], b"", text[cut:]) == expected


def test_a_carriage_return_ends_an_event_at_once() -> None:
    assert parse(b"data: a\r\r") == [("message", "a", "", None)]
    assert parse(b"data: a\r\n\r") == [("message", "a", "", None)]
    assert parse(b"data: a\r", b"\n", b"\r", b"\ndata: b\r\n\r\n") == [("message", "a", "", None), ("message", "b", "", None)]


def test_the_id_of_an_unfinished_event_does_not_count() -> None:
    parser = load("sse").EventParser()
    parser.feed(b"id: 1\ndata: a\n\nid: 2\ndata: b")
    assert parser.last_id == "1"
    parser.feed(b"\n\n")
    assert parser.last_id == "2"


def slow_parse(text: str) -> list[tuple[str, str]]:
    """An independent parser, line by line over the whole text."""
    found: list[tuple[str, str]] = []
    data, kind = "", ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n")[:-1]:
        if line == "":
            if data:
                found.append((kind or "message", data[:-1]))
            data, kind = "", ""
            continue
        name, colon, value = line.partition(":")
        value = value[1:] if value[:1] == " " else value
        if name == "data":
            data += value + "\n"
        if name == "event":
            kind = value
    return found


def test_any_text_in_any_chunks() -> None:
    chance = random.Random(5)
    words = ["data", "event", "id", ":", " ", "\n", "\r", "\r\n", "x", "é", "😀", "\n\n", "data: y\n", "event: z\r", "\ufeff"]
    for _ in range(3000):
        text = "a\n" + "".join(chance.choices(words, k=chance.randrange(40)))
        data = text.encode()
        cuts = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randrange(8)))
        chunks = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]
        assert [(kind, value) for kind, value, _, _ in parse(*chunks)] == slow_parse(text), data


def test_a_large_event_takes_linear_time() -> None:
    def seconds(lines: bytes) -> float:
        data = lines + b"\n\n\n"
        began = time.process_time()
        (event,) = parse(*[data[i : i + 1000] for i in range(0, len(data), 1000)])
        assert len(event[1]) > len(lines) * 0.5
        return time.process_time() - began

    # Ten times the text takes ten times as long; where it took the square, it would be a hundred.
    assert seconds(b"data: " + b"x" * 10_000_000) < 40 * max(seconds(b"data: " + b"x" * 1_000_000), 0.01)
    assert seconds(b"data: 0123456789\n" * 600_000) < 40 * max(seconds(b"data: 0123456789\n" * 60_000), 0.01)


def opened(flavour: Flavour, answer: Any, codec: Any = None, method: str = "GET", client: Any = None, **options: Any) -> Any:
    if answer is not None:
        flavour.server.script.append(answer)
    function = flavour.get("streams", "open_events")
    client = client or flavour.client(max_retries=2)
    return flavour.call(function, client._transport, method, "/events", codec or load("codecs").any, **options)


def test_typed_events(flavour: Flavour) -> None:
    parts = ['data: {"n": 1}\n\ndata: {"n":'.encode(), b" 2}\n\n: ping\n\ndata:\n\n", b"data: [DONE]\n\ndata: {}\n\n"]
    stream = opened(flavour, chunked(parts), method="POST", body={"stream": True}, sentinel="[DONE]")
    assert stream.response.status_code == 200
    assert everything(flavour, stream) == ([{"n": 1}, {"n": 2}], None)
    assert everything(flavour, stream) == ([], None)
    seen = flavour.server.last
    assert (seen.method, seen.body, seen.header("accept")) == ("POST", b'{"stream":true}', "text/event-stream")
    assert stream.response.is_closed


def test_models_and_discriminators(flavour: Flavour) -> None:
    models, codecs = load("models"), load("codecs")

    class Start(models.Model):
        kind: str = models.field("kind")

    class Delta(models.Model):
        text: str = models.field("text")

    codec = codecs.tagged("kind", {"start": lambda: Start, "delta": lambda: Delta})
    parts = [b'data: {"kind":"start"}\n\ndata: {"kind":"delta","text":"h\xc3', b'\xa9"}\n\n']
    found, error = everything(flavour, opened(flavour, chunked(parts), codec))
    assert error is None
    assert [type(each) for each in found] == [Start, Delta]
    assert found[1].text == "h\xe9"


def test_whole_events(flavour: Flavour) -> None:
    text = b'id: 5\nevent: add\nretry: 100\ndata: {"a":1}\n\ndata: [2]\n\n'
    whole = [
        {"event": "add", "data": '{"a":1}', "id": "5", "retry": 100},
        {"event": "message", "data": "[2]", "id": "5"},
    ]
    assert everything(flavour, opened(flavour, chunked([text]), shape="whole")) == (whole, None)
    parsed = [{**whole[0], "data": {"a": 1}}, {**whole[1], "data": [2]}]
    assert everything(flavour, opened(flavour, chunked([text]), shape="whole_json")) == (parsed, None)
    assert everything(flavour, opened(flavour, chunked([text]), shape="text")) == (['{"a":1}', "[2]"], None)


def test_raw_events_and_the_last_id(flavour: Flavour) -> None:
    stream = opened(flavour, chunked([b"id: 1\ndata: 1\n\nid: 2\nevent: e\ndata: 2\n\nid: 3\n\n"]))
    assert step(flavour, stream) == 1
    assert stream.last_event_id == "1"
    found, error = everything(flavour, stream.events())
    assert (found, error) == ([("e", "2", "2", None)], None)
    assert stream.last_event_id == "3"


def test_malformed_data(flavour: Flavour) -> None:
    stream = opened(flavour, chunked([b"data: 1\n\nevent: odd\ndata: {oops\n\ndata: 2\n\n"]))
    found, error = everything(flavour, stream)
    assert found == [1]
    assert isinstance(error, load("errors").DecodeError)
    assert str(error) == "the data of an event (odd) is not valid JSON"
    assert error.content == b"{oops"
    assert everything(flavour, stream) == ([], None)
    assert stream.response.is_closed


def test_what_the_codec_refuses(flavour: Flavour) -> None:
    class Thing(load("models").Model):
        pass

    stream = opened(flavour, chunked([b"data: {}\n\ndata: 7\n\n"]), Thing)
    found, error = everything(flavour, stream)
    assert len(found) == 1
    assert isinstance(error, load("errors").DecodeError)
    assert stream.response.is_closed
    client = flavour.client(strict=True)
    _, error = everything(flavour, opened(flavour, chunked([b'data: "x"\n\n']), load("codecs").integer, client=client))
    assert isinstance(error, load("errors").DecodeError)
    assert "as documented" in str(error)


def test_errors_that_the_server_reports(flavour: Flavour) -> None:
    text = b'data: 1\n\nevent: error\ndata: {"error": {"message": "overloaded"}}\n\ndata: 2\n\n'
    answer = chunked([text])
    stream = opened(flavour, answer, error_event="error")
    found, error = everything(flavour, stream)
    assert found == [1]
    assert isinstance(error, load("errors").ApiException)
    assert str(error) == "the server reports an error within the stream: overloaded"
    assert error.body == {"error": {"message": "overloaded"}}
    assert error.status_code == 200
    assert stream.response.is_closed


def test_a_broken_connection(flavour: Flavour) -> None:
    stream = opened(flavour, chunked([b"id: 9\ndata: 1\n\nid: 10\ndata: 2\n"], cut=True))
    found, error = everything(flavour, stream)
    assert found == [1]
    assert isinstance(error, load("errors").StreamInterrupted)
    assert error.last_event_id == "9"
    assert "the stream broke: peer closed connection" in str(error)
    assert stream.last_event_id == "9"
    assert everything(flavour, stream) == ([], None)
    stream = opened(flavour, Reply(200, b"data: 1\n\ndata: 2\n\n", content_type="text/event-stream", cut=9))
    found, error = everything(flavour, stream)
    assert found == [1]
    assert isinstance(error, load("errors").StreamInterrupted)


def test_a_silent_connection(flavour: Flavour) -> None:
    stream = opened(flavour, chunked([b"data: 1\n\n", b"data: 2\n\n"], pause=0.6), timeout=0.2)
    found, error = everything(flavour, stream)
    assert found == [1]
    assert isinstance(error, load("errors").StreamInterrupted)


def test_the_end_mark(flavour: Flavour) -> None:
    text = b"data: 1\n\n"
    assert everything(flavour, opened(flavour, chunked([text]), sentinel="[DONE]")) == ([1], None)
    found, error = everything(flavour, opened(flavour, chunked([text]), sentinel="[DONE]", sentinel_required=True))
    assert found == [1]
    assert isinstance(error, load("errors").StreamInterrupted)
    assert str(error) == "the stream has no end mark"
    done = chunked([text, b"data: [DONE]\n\n"])
    assert everything(flavour, opened(flavour, done, sentinel="[DONE]", sentinel_required=True)) == ([1], None)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    noted: list[float] = []

    async def async_pause(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(load("streams"), "async_pause", async_pause)
    monkeypatch.setattr(load("streams"), "pause", noted.append)
    return noted


def test_resuming(flavour: Flavour, pauses: list[float]) -> None:
    script = flavour.server.script
    script.append(chunked([b"retry: 1500\n\nid: 1\ndata: 1\n\nid: \xc3\xa9 2\ndata: 2\n\ndata: lost"], cut=True))
    script.append(chunked([b"id: 3\ndata: 3\n\n"], cut=True))
    script.append(hang_up)
    script.append(Reply(503))
    script.append(chunked([b"data: 4\n\n"]))
    stream = opened(flavour, None, resume=True, max_retries=3, headers={"X-Filter": "f"}, query={"q": 1})
    assert everything(flavour, stream) == ([1, 2, 3, 4], None)
    assert [seen.header("last-event-id") for seen in flavour.server.seen] == [None, "é 2", "3", "3", "3"]
    assert {(seen.target, seen.header("x-filter")) for seen in flavour.server.seen} == {("/events?q=1", "f")}
    assert pauses == [1.5] * 4
    assert stream.last_event_id == "3"


def test_resuming_has_an_end(flavour: Flavour, pauses: list[float]) -> None:
    errors = load("errors")
    answer = chunked([b"id: 1\ndata: 1\n\n"], cut=True)
    flavour.server.script += [answer] * 10
    found, error = everything(flavour, opened(flavour, None, resume=True))
    assert found == [1, 1, 1]
    assert isinstance(error, errors.StreamInterrupted)
    assert error.last_event_id == "1"
    flavour.server.script.clear()
    # Without an id there is nothing to go on from.
    found, error = everything(flavour, opened(flavour, chunked([b"data: 1\n\n"], cut=True), resume=True))
    assert (found, type(error)) == ([1], errors.StreamInterrupted)
    # 204 says that this was all.
    flavour.server.script += [answer, Reply(204)]
    assert everything(flavour, opened(flavour, None, resume=True)) == ([1], None)
    for refusal in (Reply(401), Reply(200, {"a": 1})):
        flavour.server.script += [answer, refusal]
        found, error = everything(flavour, opened(flavour, None, resume=True))
        assert (found, type(error)) == ([1], errors.StreamInterrupted)
        assert error.__cause__ is not None
    flavour.server.script += [chunked([b"retry: 99999999\nid: 1\ndata: 1\n\n"], cut=True)]
    found, error = everything(flavour, opened(flavour, None, resume=True))
    assert "asks to wait" in str(error)


@pytest.mark.parametrize("place", ["headers", "extra_headers"])
def test_resuming_from_the_id_that_the_caller_gave(flavour: Flavour, pauses: list[float], place: str) -> None:
    # The connection breaks before an event of its own came, then after one.
    flavour.server.script += [chunked([b": hello\n\n"], cut=True), chunked([b"id: 8\ndata: 8\n\n"], cut=True), chunked([b"data: 9\n\n"])]
    options = {place: {"last-event-id": "7"}}
    assert everything(flavour, opened(flavour, None, resume=True, **options)) == ([8, 9], None)
    assert [seen.header("last-event-id") for seen in flavour.server.seen] == ["7", "7", "8"]
    assert len(pauses) == 2


def test_answers_that_are_no_stream(flavour: Flavour) -> None:
    errors = load("errors")
    with pytest.raises(errors.DecodeError, match=r"is application/json, not an event stream \(status 200\)") as caught:
        opened(flavour, Reply(200, {"error": "x"}))
    assert caught.value.content == b'{"error": "x"}'
    with pytest.raises(errors.NotFoundError):
        opened(flavour, Reply(404, {"error": "x"}))
    with pytest.raises(errors.DecodeError) as caught:
        opened(flavour, Endless(b"x" * 10_000, "video/mp4"))
    assert len(caught.value.content) == 65_536
    # Retries until the headers are there are the transport's.
    flavour.server.script.append(Reply(503, headers=[("Retry-After", "0")]))
    assert everything(flavour, opened(flavour, chunked([b"data: 1\n\n"]))) == ([1], None)


def test_leaving_closes_the_connection(flavour: Flavour) -> None:
    for way in ("with", "close", "error in the block"):
        endless = Endless(b"data: 1\n\n")
        stream = opened(flavour, endless)
        if way == "close":
            assert step(flavour, stream) == 1
            close(flavour, stream)
        else:
            use(flavour, stream, way != "with")
        assert endless.gone.wait(5), way
        assert everything(flavour, stream) == ([], None)


def use(flavour: Flavour, stream: Any, fails: bool) -> None:
    if not flavour.is_async:
        try:
            with stream as same:
                assert same is stream
                assert next(stream) == 1
                if fails:
                    raise KeyError("mine")
        except KeyError:
            assert fails
        return

    async def run() -> None:
        try:
            async with stream as same:
                assert same is stream
                assert await stream.__anext__() == 1
                if fails:
                    raise KeyError("mine")
        except KeyError:
            assert fails

    flavour.call(run)


SCRIPT = '''
import asyncio, gc, sys
from wire_sdk import codecs, streams
from wire_sdk.client import AsyncClient, Client, Profile

profile = Profile(base_url=sys.argv[2])

def iterate(client, gone):
    for item in streams.open_events(client._transport, "GET", "/a", codecs.any):
        assert item == 1
        break
    stream = streams.open_events(client._transport, "GET", "/b", codecs.any)
    for event in stream.events():
        break
    del stream, event
    streams.open_events(client._transport, "GET", "/never-read", codecs.any)

async def async_iterate(client):
    async for item in await streams.async_open_events(client._transport, "GET", "/a", codecs.any):
        assert item == 1
        break
    stream = await streams.async_open_events(client._transport, "GET", "/b", codecs.any)
    async for event in stream.events():
        break
    del stream, event
    await streams.async_open_events(client._transport, "GET", "/never-read", codecs.any)

async def main():
    async with AsyncClient(profile) as client:
        gc.disable()
        await async_iterate(client)
        print("left", flush=True)
        for _ in range(100):
            await asyncio.sleep(0.01)
        pool = (await client._transport.pool.get())._transport._pool
        assert not pool.connections, pool.connections
    # And without closing the client.
    client = AsyncClient(profile)
    await async_iterate(client)

if sys.argv[1] == "sync":
    gc.disable()
    with Client(profile) as client:
        iterate(client, None)
        pool = client._transport.pool.get()._transport._pool
        assert not pool.connections, pool.connections
        print("left", flush=True)
    client = Client(profile)
    iterate(client, None)
    del client
else:
    asyncio.run(main())
gc.enable()
gc.collect()
print("done")
'''


@pytest.mark.parametrize("half", ["sync", "async"])
def test_a_bare_break_leaves_nothing_open(half: str, server: FaultServer) -> None:
    server.default = Endless(b"data: 1\n\n")
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", SCRIPT, half, server.url]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder()), os.environ.get("PYTHONPATH", "")])}, timeout=60)
    # In this mode asyncio says what is slow.
    said = [line for line in done.stderr.splitlines() if not line.startswith("Executing <Task")]
    assert (done.returncode, done.stdout, said) == (0, "left\ndone\n", [])
    assert [seen.target for seen in server.seen] == ["/a", "/b", "/never-read"] * 2


def test_memory_stays_flat(flavour: Flavour) -> None:
    def parts() -> Any:
        text = ("data: " + json.dumps({"text": "x" * 900}) + "\n\n").encode() * 10
        for _ in range(1500):
            yield text

    stream = opened(flavour, chunked(parts()))
    count = 0
    gc.collect()
    tracemalloc.start()
    try:
        if flavour.is_async:
            async def read() -> int:
                count = 0
                async for _ in stream:
                    count += 1
                return count

            count = flavour.call(read)
        else:
            count = sum(1 for _ in stream)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 15_000
    assert peak < 4_000_000


def test_with_the_other_http_client() -> None:
    if HTTP_CLIENT != "httpx2":
        pytest.skip("this is the other one")
    here = Path(__file__).parent
    files = [*here.glob("test_stream_*.py"), *here.glob("test_pages_*.py"), here / "test_form_bodies.py"]
    environment = {**os.environ, "WIRE_HTTP_CLIENT": "httpx"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *[str(path) for path in sorted(files)]]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout[-3000:]
