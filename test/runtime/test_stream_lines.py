"""JSON Lines in both directions, and downloads, against a real server."""

from __future__ import annotations

import os
import resource
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from fault_server import Reply
from stream_support import Endless, chunked, close, everything, step
from wire_support import Flavour, load

pytest_plugins = ("wire_support",)

NDJSON = "application/x-ndjson"


def lines(*chunks: bytes, parser: str = "LineParser") -> list[bytes]:
    made = getattr(load("json_lines"), parser)()
    found = [line for chunk in chunks for line in made.feed(chunk)]
    return [*found, *made.finish()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'{"a":1}\n{"a":2}\n', [{"a": 1}, {"a": 2}]),
        (b'{"a":1}\r\n\r\n \n\n2\r\n"x"', [{"a": 1}, 2, "x"]),
        (b"\xef\xbb\xbf1\n2", [1, 2]),
        ('"é\\n😀"\nnull'.encode(), ["é\n😀", None]),
        (b"", []),
        (b"\n\n", []),
    ],
)
def test_lines(flavour: Flavour, text: bytes, expected: list[Any]) -> None:
    import json

    for cut in range(len(text) + 1):
        assert [json.loads(line) for line in lines(text[:cut], text[cut:])] == expected
    found = everything(flavour, opened(flavour, chunked([text[i : i + 1] for i in range(len(text))], NDJSON)))
    assert found == (expected, None)


def test_records(flavour: Flavour) -> None:
    text = b'\x1e{"a":\n 1}\n\x1e\x1e2\n\x1e"x"\n'
    expected = [{"a": 1}, 2, "x"]
    for chunks in ([text], [text[i : i + 1] for i in range(len(text))], [text[:5], text[5:]]):
        assert everything(flavour, opened(flavour, chunked(chunks, "application/json-seq"))) == (expected, None)
    # A record is there with its line feed, not only when the next one begins.
    parser = load("json_lines").RecordParser()
    assert [parser.feed(part) for part in (b'\x1e{"a":', b"1}\n", b"\x1e2\n")] == [[], [b'{"a":1}\n'], [b"2\n"]]


def opened(flavour: Flavour, answer: Any, codec: Any = None, **options: Any) -> Any:
    flavour.server.script.append(answer)
    function = flavour.get("json_lines", "open_lines")
    return flavour.call(function, flavour.client()._transport, "GET", "/rows", codec or load("codecs").any, **options)


def test_typed_lines(flavour: Flavour) -> None:
    class Row(load("models").Model):
        n: int = load("models").field("n")

    found, error = everything(flavour, opened(flavour, chunked([b'{"n":1}\n{"n"', b":2}"], "application/jsonl"), Row))
    assert error is None
    assert [(type(row), row.n) for row in found] == [(Row, 1), (Row, 2)]


def test_broken_lines(flavour: Flavour) -> None:
    errors = load("errors")
    found, error = everything(flavour, opened(flavour, chunked([b"1\n{oops\n2\n"], NDJSON)))
    assert (found, type(error)) == ([1], errors.DecodeError)
    assert error.content == b"{oops"
    found, error = everything(flavour, opened(flavour, chunked([b'1\n{"a":'], NDJSON)))
    assert (found, type(error)) == ([1], errors.StreamInterrupted)
    assert str(error) == "the stream ends in the middle of a line"
    found, error = everything(flavour, opened(flavour, chunked([b"1\n2\n"], NDJSON, cut=True)))
    assert (found, type(error)) == ([1, 2], errors.StreamInterrupted)


def test_answers_that_are_no_lines(flavour: Flavour) -> None:
    errors = load("errors")
    for reply in (Reply(200, {"error": "x"}), Reply(200, b"<p>", content_type="text/html"), Reply(200, {}, content_type="application/problem+json")):
        with pytest.raises(errors.DecodeError, match="not JSON Lines"):
            opened(flavour, reply)
    for kind in ("application/jsonl", "application/x-jsonlines", "application/stream+json", "text/plain; charset=utf-8", None):
        accept = {"accept": "application/stream+json"} if kind == "application/stream+json" else {}
        assert everything(flavour, opened(flavour, Reply(200, b"1\n", content_type=kind), **accept)) == ([1], None)


def test_leaving_lines(flavour: Flavour) -> None:
    endless = Endless(b"1\n", NDJSON)
    stream = opened(flavour, endless)
    assert step(flavour, stream) == 1
    close(flavour, stream)
    assert endless.gone.wait(5)


def test_sending_lines(flavour: Flavour) -> None:
    body = flavour.get("json_lines", "json_lines_body")
    models = load("models")

    class Row(models.Model):
        id: int = models.field("id", default=models.UNSET, read_only=True)
        n: int = models.field("n")

    rows = [Row.from_dict({"id": 1, "n": 2}), {"é": [1]}, None, "x"]
    want = '{"n":2}\n{"é":[1]}\nnull\n"x"\n'.encode()
    client = flavour.client()
    flavour.server.script.append(Reply(503, headers=[("Retry-After", "0")]))
    flavour.send(client, "POST", "/x", content=body(rows))
    assert [seen.body for seen in flavour.server.seen] == [want, want]
    assert flavour.server.last.header("content-type") == "application/x-ndjson"
    flavour.send(client, "POST", "/x", content=body((n for n in range(3)), "application/json-seq"))
    assert flavour.server.last.body == b"\x1e0\n\x1e1\n\x1e2\n"
    flavour.server.script.append(Reply(503, headers=[("Retry-After", "0")]))
    with pytest.raises(load("errors").ServerError):
        flavour.send(client, "POST", "/x", content=body(n for n in range(3)))
    for wrong in (3, "text", b"bytes", {"a": 1}, None):
        with pytest.raises(TypeError, match="iterable"):
            body(wrong)
    if flavour.is_async:
        async def feed() -> Any:
            yield {"n": 1}
            yield {"n": 2}

        flavour.send(client, "POST", "/x", content=body(feed()))
        assert flavour.server.last.body == b'{"n":1}\n{"n":2}\n'


def save(flavour: Flavour, answer: Any, target: Any) -> Any:
    flavour.server.script.append(answer)
    client = flavour.client(kind=flavour.get("downloads", "DownloadClient"))
    readers = load("readers")
    return flavour.call(client.download_to, target, client._transport.send, "GET", "/file", readers.as_binary)


def test_saving(flavour: Flavour, tmp_path: Path) -> None:
    data = os.urandom(300_000)
    target = tmp_path / "file.bin"
    assert save(flavour, Reply(200, data, content_type="image/png"), target) == target
    assert target.read_bytes() == data
    assert save(flavour, chunked([b"a", b"b"], None), str(target)) == target
    assert target.read_bytes() == b"ab"
    assert [each.name for each in tmp_path.iterdir()] == ["file.bin"]
    link = tmp_path / "link"
    link.symlink_to(target)
    save(flavour, chunked([b"through"]), link)
    assert (link.is_symlink(), target.read_bytes()) == (True, b"through")
    assert target.stat().st_mode & 0o777 == 0o666 & ~umask()
    save(flavour, chunked([b"x"]), "/dev/null")
    assert Path("/dev/null").is_char_device()


def umask() -> int:
    before = os.umask(0)
    os.umask(before)
    return before


def test_a_download_that_breaks(flavour: Flavour, tmp_path: Path) -> None:
    errors = load("errors")
    target = tmp_path / "file.bin"
    for answer in (Reply(200, b"x" * 1000, cut=500), chunked([b"x" * 500], cut=True)):
        with pytest.raises(errors.StreamInterrupted):
            save(flavour, answer, target)
        assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"before")
    with pytest.raises(errors.StreamInterrupted):
        save(flavour, Reply(200, b"x" * 1000, cut=500), target)
    assert target.read_bytes() == b"before"
    with pytest.raises(errors.NotFoundError):
        save(flavour, Reply(404), target)
    with pytest.raises(IsADirectoryError):
        save(flavour, Reply(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["file.bin"]


def test_saving_what_a_redirection_leads_to(flavour: Flavour, tmp_path: Path) -> None:
    target = tmp_path / "file.zip"
    flavour.server.script.append(Reply(302, b"<a>here</a>", headers=[("Location", "/archive")]))
    flavour.server.script.append(Reply(200, b"zip"))
    client = flavour.client(kind=flavour.get("downloads", "DownloadClient"))
    reader = load("readers").as_binary
    flavour.call(client.download_to, target, client._transport.send, "GET", "/file", reader)
    assert (flavour.server.last.target, target.read_bytes()) == ("/archive", b"zip")


def test_what_is_absent_is_no_file(flavour: Flavour, tmp_path: Path) -> None:
    client = flavour.client(kind=flavour.get("downloads", "DownloadClient"))
    readers = load("readers")
    reader = readers.absent_at(readers.as_binary, 404)
    target = tmp_path / "file.bin"
    flavour.server.script.append(Reply(404, {"detail": "gone"}))
    with pytest.raises(load("errors").NotFoundError) as caught:
        flavour.call(client.download_to, target, client._transport.send, "GET", "/file", reader)
    assert caught.value.body == {"detail": "gone"}
    assert list(tmp_path.iterdir()) == []
    flavour.server.script.append(Reply(404, {"detail": "gone"}))
    assert flavour.call(client._transport.send, "GET", "/file", reader) is None
    flavour.server.script.append(Reply(200, b"here"))
    flavour.call(client.download_to, target, client._transport.send, "GET", "/file", reader)
    assert target.read_bytes() == b"here"


def test_what_cannot_be_saved(flavour: Flavour, tmp_path: Path) -> None:
    client = flavour.client(kind=flavour.get("downloads", "DownloadClient"))

    async def wait() -> int:
        return 1

    with pytest.raises(RuntimeError, match="made no request"):
        flavour.call(client.download_to, tmp_path / "x", wait if flavour.is_async else lambda: 1)
    flavour.server.script.append(Reply(200, b"after"))
    assert flavour.call(client._transport.send, "GET", "/file", load("readers").as_text) == "after"
    assert list(tmp_path.iterdir()) == []


def test_a_large_download_stays_out_of_memory(flavour: Flavour, tmp_path: Path) -> None:
    size = 200_000_000
    block = b"\0" * 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    try:
        save(flavour, chunked((block for _ in range(size // len(block))), "application/zip"), tmp_path / "big")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "big").stat().st_size == size
    assert peak < 10_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    (tmp_path / "big").unlink()
