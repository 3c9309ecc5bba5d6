"""Forms on the wire, read by independent parsers."""

from __future__ import annotations

import email.parser
import email.policy
import io
import resource
import socket
import tempfile
import threading
import tracemalloc
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from fault_server import Reply
from wire_support import Flavour, load

pytest_plugins = ("wire_support",)


class Colour(Enum):
    RED = "red"


Part = tuple[str, "str | None", "str | None", bytes]


def strict_parts(body: bytes, content_type: str) -> list[Part]:
    """Read a multipart body by RFC 2046 and 7578, refusing whatever they do not allow."""
    kind, _, boundary = content_type.partition("; boundary=")
    assert kind == "multipart/form-data"
    assert 0 < len(boundary) <= 70 and boundary.isalnum()
    mark = b"--" + boundary.encode()
    found: list[Part] = []
    rest = body
    assert rest.startswith(mark)
    while True:
        rest = rest[len(mark) :]
        if rest == b"--\r\n":
            return found
        assert rest.startswith(b"\r\n")
        head, blank, rest = rest[2:].partition(b"\r\n\r\n")
        assert blank
        fields: dict[bytes, bytes] = {}
        for line in head.split(b"\r\n"):
            name, colon, value = line.partition(b": ")
            assert colon and name.lower() not in fields
            fields[name.lower()] = value
        assert set(fields) <= {b"content-disposition", b"content-type"}
        words = fields[b"content-disposition"].split(b'"')
        assert words[0] == b"form-data; name=" and words[-1] == b""
        filename = None
        if len(words) > 3:
            assert words[2] == b"; filename=" and len(words) == 5
            filename = words[3].decode("utf-8", "surrogateescape")
        media_type = fields.get(b"content-type")
        data, found_mark, _ = rest.partition(b"\r\n" + mark)
        assert found_mark
        rest = rest[len(data) + 2 :]
        found.append((words[1].decode(), filename, None if media_type is None else media_type.decode(), data))


def mail_parts(body: bytes, content_type: str) -> list[tuple[Any, Any, bytes]]:
    """Read the same by the standard library's mail parser."""
    head = f"MIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    assert not message.defects
    found: list[tuple[Any, Any, bytes]] = []
    for part in message.iter_parts():
        assert not part.defects
        found.append((part.get_param("name", header="content-disposition"), part.get_content_type(), part.get_payload(decode=True)))
    return found


def sent(flavour: Flavour, value: object, **encoding: Any) -> list[Part]:
    known = {name: load("forms").Encoding(**how) for name, how in encoding.items()}
    content = flavour.get("multipart", "form_data")(value, encoding=known)
    flavour.send(flavour.client(), "POST", "/x", content=content)
    seen = flavour.server.last
    kind = seen.header("content-type")
    assert kind is not None
    parts = strict_parts(seen.body, kind)
    # Mail has other rules for backslashes, other bytes than ASCII, and no empty bodies.
    if parts and all(name.isascii() and "\\" not in name for name, *_ in parts):
        assert [(name, data) for name, _, _, data in parts] == [(name, data) for name, _, data in mail_parts(seen.body, kind)]
    return parts


def form(flavour: Flavour, value: object, **encoding: Any) -> str:
    known = {name: load("forms").Encoding(**how) for name, how in encoding.items()}
    flavour.send(flavour.client(), "POST", "/x", content=flavour.get("forms", "urlencoded")(value, encoding=known))
    seen = flavour.server.last
    assert seen.header("content-type") == "application/x-www-form-urlencoded"
    return seen.body.decode("ascii")


def test_files_in_all_shapes(flavour: Flavour, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"png\r\n--data")
    with path.open("rb") as file, tempfile.NamedTemporaryFile(suffix=".csv") as wrapped, tempfile.SpooledTemporaryFile() as spooled:
        wrapped.write(b"a,b")
        wrapped.seek(0)
        spooled.write(b"spool")
        spooled.seek(2)
        file.read(2)
        parts = sent(flavour, {
            "bytes": b"\0\xff\r\n",
            "array": bytearray(b"ba"),
            "view": memoryview(b"mv"),
            "path": path,
            "file": file,
            "memory": io.BytesIO(b"io"),
            "wrapped": wrapped,
            "spooled": spooled,
            "named": ("a.txt", b"n"),
            "typed": ("a.txt", io.BytesIO(b"t"), "application/x-mine"),
            "untyped": ("a.pdf", path, None),
            "none": None,
            "unset": load("models").UNSET,
        })
        assert parts == [
            ("bytes", "bytes", "application/octet-stream", b"\0\xff\r\n"),
            ("array", "array", "application/octet-stream", b"ba"),
            ("view", "view", "application/octet-stream", b"mv"),
            ("path", "photo.png", "image/png", b"png\r\n--data"),
            ("file", "photo.png", "image/png", b"g\r\n--data"),
            ("memory", "memory", "application/octet-stream", b"io"),
            ("wrapped", Path(wrapped.name).name, "text/csv", b"a,b"),
            ("spooled", "spooled", "application/octet-stream", b"ool"),
            ("named", "a.txt", "text/plain", b"n"),
            ("typed", "a.txt", "application/x-mine", b"t"),
            ("untyped", "a.pdf", "application/pdf", b"png\r\n--data"),
        ]
        assert flavour.server.last.header("content-length") == str(len(flavour.server.last.body))


def test_lists_of_files(flavour: Flavour) -> None:
    files = [b"a", ("b.txt", b"b"), io.BytesIO(b"c")]
    expected = [("files[]", "files[]", "application/octet-stream", b"a"), ("files[]", "b.txt", "text/plain", b"b"), ("files[]", "files[]", "application/octet-stream", b"c")]
    assert sent(flavour, {"files[]": files}) == expected
    for again in (files[:2], tuple(files[:2]), (each for each in files[:2])):
        assert sent(flavour, {"files[]": again}) == expected[:2]
    same = io.BytesIO(b"twice")
    assert [part[3] for part in sent(flavour, {"a": same, "b": [same, same]})] == [b"twice"] * 3


def test_values_and_json_parts(flavour: Flavour) -> None:
    models, codecs = load("models"), load("codecs")

    class Place(models.Model):
        id: int = models.field("id", default=models.UNSET, read_only=True)
        when: date = models.field("when", codecs.date)

    place = Place.from_dict({"id": 1, "when": "2026-01-02", "more": "é"})
    value = {
        "text": "é",
        "empty": "",
        "int": 1,
        "float": 1.5,
        "yes": True,
        "enum": Colour.RED,
        "date": date(2026, 1, 2),
        "time": datetime(2026, 1, 2, tzinfo=timezone.utc),
        "uuid": UUID(int=1),
        "decimal": Decimal("1.10"),
        "tags": ["a", None, "b"],
        "none_of": [],
        "place": place,
        "places": [place],
        "nested": {"a": [place], "d": date(2026, 1, 2)},
        "told": "plain",
        "told_list": [1, 2],
    }
    place_json = '{"when":"2026-01-02","more":"é"}'.encode()
    assert sent(flavour, value, told={"content_type": "application/json"}, told_list={"content_type": "application/json"}) == [
        ("text", None, None, "é".encode()),
        ("empty", None, None, b""),
        ("int", None, None, b"1"),
        ("float", None, None, b"1.5"),
        ("yes", None, None, b"true"),
        ("enum", None, None, b"red"),
        ("date", None, None, b"2026-01-02"),
        ("time", None, None, b"2026-01-02T00:00:00Z"),
        ("uuid", None, None, b"00000000-0000-0000-0000-000000000001"),
        ("decimal", None, None, b"1.10"),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("place", None, "application/json", place_json),
        ("places", None, "application/json", place_json),
        ("nested", None, "application/json", b'{"a":[' + place_json + b'],"d":"2026-01-02"}'),
        ("told", None, "application/json", b'"plain"'),
        ("told_list", None, "application/json", b"[1,2]"),
    ]
    # A model as the whole form; its own `read` is no file's.
    class Mail(models.Model):
        read: bool = models.field("read")

    assert sent(flavour, place) == [("when", None, None, b"2026-01-02"), ("more", None, None, "é".encode())]
    assert sent(flavour, {"mail": Mail(read=True)}) == [("mail", None, "application/json", b'{"read":true}')]
    assert sent(flavour, {}) == []


def test_encoding_of_parts(flavour: Flavour) -> None:
    images = {"content_type": "image/png, image/jpeg"}
    assert sent(flavour, {"i": ("a.jpg", b"")}, i=images)[0][2] == "image/jpeg"
    assert sent(flavour, {"i": ("a.bin", b"")}, i=images)[0][2] == "image/png"
    assert sent(flavour, {"i": ("a.gif", b"")}, i={"content_type": "image/*"})[0][2] == "image/gif"
    assert sent(flavour, {"i": b""}, i={"content_type": "image/*"})[0][2] == "application/octet-stream"
    assert sent(flavour, {"i": ("a.jpg", b"", "image/webp")}, i=images)[0][2] == "image/webp"
    assert sent(flavour, {"i": "x"}, i={"content_type": "text/plain, text/html"})[0][2] == "text/plain"
    assert sent(flavour, {"i": [1, 2]}, i={"explode": False}) == [("i", None, None, b"1,2")]
    assert sent(flavour, {"i": [1, 2]}, i={"style": "pipeDelimited", "explode": False}) == [("i", None, None, b"1|2")]
    assert sent(flavour, {"i": {"a": 1, "b": [2]}}, i={"style": "deepObject", "explode": True}) == [("i[a]", None, None, b"1"), ("i[b][]", None, None, b"2")]
    assert sent(flavour, {"i": [1, 2]}, i={"style": "form", "explode": True}) == [("i", None, None, b"1"), ("i", None, None, b"2")]


def test_names_that_are_not_plain(flavour: Flavour) -> None:
    names = {'qu"ote\r\nX: y': ('fi"le\r\n.txt', b"1"), "naïve 名": ("naïve 名.txt", b"2"), "back\\slash": ("c:\\x", b"3"), "a%22": b"4"}
    assert [part[:2] for part in sent(flavour, names)] == [
        ("qu%22ote%0D%0AX: y", "fi%22le%0D%0A.txt"),
        ("naïve 名", "naïve 名.txt"),
        ("back\\slash", "c:\\x"),
        ("a%22", "a%22"),
    ]
    assert sent(flavour, {"f": ("\udcff.bin", b"5")})[0][1] == "\udcff.bin"
    form_data = flavour.get("multipart", "form_data")
    with pytest.raises(ValueError, match="line break"):
        form_data({"f": ("a", b"", "text/plain\r\nX: y")})


def test_what_is_refused(flavour: Flavour, tmp_path: Path) -> None:
    form_data = flavour.get("multipart", "form_data")
    path = tmp_path / "text.txt"
    path.write_text("é")
    with path.open() as file, tempfile.NamedTemporaryFile("w") as wrapped:
        for text in (file, io.StringIO("x"), wrapped, ("a.txt", io.StringIO("x"))):
            with pytest.raises(TypeError, match="binary mode"):
                form_data({"f": text})
    with pytest.raises(FileNotFoundError):
        form_data({"f": tmp_path / "absent"})
    for wrong in ([1], "text", 3):
        with pytest.raises(TypeError, match="a form needs an object"):
            form_data(wrong)
        with pytest.raises(TypeError, match="a form needs an object"):
            flavour.get("forms", "urlencoded")(wrong)


class Pipe:
    """A file that can be read once, and says nothing of itself."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self.inner.read(size)


def test_a_retry_sends_the_same_again(flavour: Flavour, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"from path")
    file = io.BytesIO(b"..from file")
    file.seek(2)
    form_data = flavour.get("multipart", "form_data")
    busy = Reply(503, headers=[("Retry-After", "0")])
    flavour.server.script += [busy, busy]
    flavour.send(flavour.client(), "POST", "/x", content=form_data({"a": path, "b": file, "c": b"bytes"}))
    bodies = [seen.body for seen in flavour.server.seen]
    assert len(bodies) == 3
    assert len(set(bodies)) == 1
    parts = strict_parts(bodies[0], flavour.server.last.header("content-type") or "")
    assert [part[3] for part in parts] == [b"from path", b"from file", b"bytes"]
    # What can be read once is sent once, in chunks of unknown length.
    flavour.server.script += [busy]
    with pytest.raises(load("errors").ServerError):
        flavour.send(flavour.client(), "POST", "/x", content=form_data({"a": Pipe(b"once")}))
    assert flavour.server.last.header("transfer-encoding") == "chunked"
    assert flavour.server.last.header("content-length") is None
    assert strict_parts(flavour.server.last.body, flavour.server.last.header("content-type") or "") == [("a", "a", "application/octet-stream", b"once")]


def test_a_large_file_stays_out_of_memory(flavour: Flavour, tmp_path: Path) -> None:
    size = 200_000_000
    path = tmp_path / "big.bin"
    with path.open("wb") as file:
        file.truncate(size)
    counted: list[int] = []

    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(1000)
        head, _, start = head.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        got = len(start)
        buffer = bytearray(1_000_000)
        while got < length:
            got += connection.recv_into(buffer)
        counted.append(got)
        connection.sendall(b"HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    client = flavour.client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    try:
        flavour.send(client, "POST", "/x", content=flavour.get("multipart", "form_data")({"f": path}))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    thread.join()
    listener.close()
    assert counted[0] > size
    assert peak < 8_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_urlencoded(flavour: Flavour) -> None:
    models, codecs = load("models"), load("codecs")
    value = {
        "a b": "c d&=é+%",
        "list": [1, None, True, Colour.RED],
        "empty": [],
        "none": None,
        "blank": "",
        "object": {"k": [1], "d": date(2026, 1, 2)},
        "objects": [{"k": 1}],
        "when": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
        "id": UUID(int=2),
    }
    body = form(flavour, value)
    assert body.startswith("a+b=c+d%26%3D%C3%A9%2B%25&list=1&list=true&list=red&blank=&object=%7B%22k%22%3A")
    assert parse_qsl(body, keep_blank_values=True, strict_parsing=True) == [
        ("a b", "c d&=é+%"),
        ("list", "1"),
        ("list", "true"),
        ("list", "red"),
        ("blank", ""),
        ("object", '{"k":[1],"d":"2026-01-02"}'),
        ("objects", '{"k":1}'),
        ("when", "2026-01-02T03:04:05Z"),
        ("id", "00000000-0000-0000-0000-000000000002"),
    ]

    class Thing(models.Model):
        id: int = models.field("id", default=models.UNSET, read_only=True)
        at: date = models.field("at", codecs.date)
        tags: list[str] = models.field("tags", codecs.array(codecs.string), default=models.UNSET)

    thing = Thing.from_dict({"id": 1, "at": "2026-01-02", "tags": ["x", "y"], "more": 1})
    assert form(flavour, thing) == "at=2026-01-02&tags=x&tags=y&more=1"
    assert parse_qsl(form(flavour, {"t": thing, "l": [thing]})) == [(key, '{"at":"2026-01-02","tags":["x","y"],"more":1}') for key in "tl"]
    assert form(flavour, {}) == ""


@pytest.mark.parametrize(
    ("how", "value", "expected"),
    [
        ({"style": "form"}, [1, 2], "p=1&p=2"),
        ({"style": "form", "explode": False}, [1, None, 2], "p=1%2C2"),
        ({"style": "form", "explode": False}, [], ""),
        ({"style": "form", "explode": False}, {"a": 1, "b": None, "c": 2}, "p=a%2C1%2Cc%2C2"),
        ({"style": "form", "explode": True}, {"a": 1, "c": 2}, "a=1&c=2"),
        ({"style": "spaceDelimited"}, [1, 2], "p=1+2"),
        ({"style": "pipeDelimited"}, [1, 2], "p=1%7C2"),
        ({"style": "pipeDelimited", "explode": True}, [1, 2], "p=1&p=2"),
        ({"style": "deepObject"}, {"a": {"b": [1, None, {"c": 2}]}}, "p%5Ba%5D%5Bb%5D%5B%5D=1&p%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=2"),
        ({"style": "deepObject"}, {"l": []}, ""),
        ({"allow_reserved": True}, "a/b?c&d=e f%41", "p=a/b?c%26d=e%20f%41"),
        ({"content_type": "application/json"}, [1, "x"], "p=%5B1%2C%22x%22%5D"),
        ({"content_type": "application/json"}, "x", "p=%22x%22"),
        ({"content_type": "text/plain"}, "x", "p=x"),
        ({"explode": False}, "x", "p=x"),
    ],
)
def test_encoding_of_forms(flavour: Flavour, how: dict[str, Any], value: Any, expected: str) -> None:
    assert form(flavour, {"p": value}, p=how) == expected


def test_choices(flavour: Flavour) -> None:
    choices, models = load("choices"), load("models")
    select = flavour.get("choices", "select")
    kinds = {"application/json": flavour.get("bodies", "json_body"), "application/x-www-form-urlencoded": flavour.get("forms", "urlencoded"), "multipart/form-data": flavour.get("multipart", "form_data")}
    client = flavour.client()
    for kind, body in (("application/json", b'{"a":1}'), ("application/x-www-form-urlencoded", b"a=1")):
        flavour.send(client, "POST", "/x", content=select(kind, {"a": 1}, kinds))
        assert (flavour.server.last.header("content-type"), flavour.server.last.body) == (kind, body)
    flavour.send(client, "POST", "/x", content=select("multipart/form-data", {"a": b"1"}, kinds))
    assert strict_parts(flavour.server.last.body, flavour.server.last.header("content-type") or "") == [("a", "a", "application/octet-stream", b"1")]
    assert select("application/json", None, kinds) is None
    assert select("application/json", models.UNSET, kinds) is None
    with pytest.raises(ValueError, match="content_type must be one of application/json, application/x-www-form-urlencoded, multipart/form-data, not 'text/csv'"):
        select("text/csv", {"a": 1}, kinds)
    assert choices.omit_empty({}) is models.UNSET
    assert choices.omit_empty(models.UnknownModel.from_dict({})) is models.UNSET
    assert choices.omit_empty(None) is models.UNSET
    assert choices.omit_empty([]) == []
    assert choices.omit_empty({"a": 0}) == {"a": 0}
    assert choices.given_members({"a": None, "b": models.UNSET, "c": 0, "d": b""}) == {"c": 0, "d": b""}
