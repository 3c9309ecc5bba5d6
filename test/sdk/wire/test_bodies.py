"""Bodies: forms, multipart, files in both directions, and answers without one."""

from __future__ import annotations

import io
import os
import re
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Chunks


def parts_of(network: Any) -> dict[str, tuple[str, bytes]]:
    """Return the parts of the multipart body that was sent: headers and content by name."""
    kind = network.last.headers["content-type"]
    boundary = re.fullmatch(r"multipart/form-data; boundary=(\S+)", kind)
    assert boundary is not None
    pieces = network.body.split(b"--" + boundary[1].encode())
    assert (pieces[0], pieces[-1]) == (b"", b"--\r\n")
    found: dict[str, tuple[str, bytes]] = {}
    for piece in pieces[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        assert name is not None
        text = name[1].decode()
        found[text + "'" * sum(each.rstrip("'") == text for each in found)] = (head.decode().strip(), content.removesuffix(b"\r\n"))
    return found


async def test_multipart(sdk: Any, tmp_path: Path) -> None:
    """Each property is a part of the type that it or the document says; an array is a part an item, an object is JSON."""
    path = tmp_path / "a b.txt"
    path.write_bytes(b"from a path")
    sdk.network.prepare(201, b'{"author": "me"}')
    about = await sdk.call(
        sdk.client.files.add,
        file=path,
        label="é\r\n--x",
        pages=[1, 2],
        about={"author": "me", "on": "2026-01-02"},
        scan=("s.bin", b"\x00\x01"),
    )
    assert about.author == "me"
    assert parts_of(sdk.network) == {
        "file": ('Content-Disposition: form-data; name="file"; filename="a b.txt"\r\nContent-Type: text/plain', b"from a path"),
        "label": ('Content-Disposition: form-data; name="label"', "é\r\n--x".encode()),
        "pages": ('Content-Disposition: form-data; name="pages"', b"1"),
        "pages'": ('Content-Disposition: form-data; name="pages"', b"2"),
        "about": ('Content-Disposition: form-data; name="about"\r\nContent-Type: application/json', b'{"author":"me","on":"2026-01-02"}'),
        "scan": ('Content-Disposition: form-data; name="scan"; filename="s.bin"\r\nContent-Type: image/png', b"\x00\x01"),
    }
    assert sdk.network.last.headers["content-length"] == str(len(sdk.network.body))


async def test_multipart_leaves_out_what_was_not_given(sdk: Any) -> None:
    """One part, from an open file."""
    sdk.network.prepare(201, b"{}")
    await sdk.call(sdk.client.files.add, file=io.BytesIO(b"open"))
    assert [(name, content) for name, (_, content) in parts_of(sdk.network).items()] == [("file", b"open")]


async def test_forms(sdk: Any) -> None:
    """An array repeats its name; `encoding` may say otherwise; an object is JSON unless a style says how."""
    sdk.network.prepare(200, b"12.5")
    price = await sdk.call(
        sdk.client.parcels.quote,
        to="a b&c=é",
        sizes=[1, 2],
        stops=["x", "y z"],
        address={"street": "1 Way", "zip": "0"},
        about=sdk.models.About(author="me", on=date(2026, 1, 2)),
        url="https://a.example/?b=c&d",
    )
    assert price == 12.5
    assert sdk.network.last.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sdk.network.body.decode().split("&") == [
        "to=a+b%26c%3D%C3%A9",
        "sizes=1",
        "sizes=2",
        "stops=x%2Cy+z",
        "address%5Bstreet%5D=1+Way",
        "address%5Bzip%5D=0",
        "about=%7B%22author%22%3A%22me%22%2C%22on%22%3A%222026-01-02%22%7D",
        "url=https://a.example/?b=c%26d",
    ]


async def test_answers_without_a_body(sdk: Any) -> None:
    """204 and 205 are None; a 304 is no result, documented or not, and an empty 200 none where something was to come."""
    for status in (204, 205):
        sdk.network.prepare(status)
        assert await sdk.call(sdk.client.parcels.drop, "1") is None
    sdk.network.prepare(204)
    assert await sdk.call(sdk.client.parcels.get, "1") is None
    sdk.network.prepare(304)
    with pytest.raises(sdk.sdk.ApiException, match="304 Not Modified") as caught:
        await sdk.call(sdk.client.parcels.get, "1", if_none_match='"1"')
    assert (caught.value.status_code, caught.value.body) == (304, None)
    assert sdk.network.last.headers["if-none-match"] == '"1"'
    sdk.network.prepare(200, b'{"city": "Bern"}', content_type="application/json")
    assert (await sdk.call(sdk.client.parcels.get, "1")).city == "Bern"
    for empty in (b"", b"  \n"):
        sdk.network.prepare(200, empty, content_type="application/json")
        with pytest.raises(sdk.sdk.DecodeError):
            await sdk.call(sdk.client.files.add, file=b"x")


async def test_a_download_goes_to_a_file(sdk: Any, tmp_path: Path) -> None:
    """The file appears when it is complete, in place of what was there."""
    target = tmp_path / "x.bin"
    target.write_bytes(b"before")
    sdk.network.prepare(200, Chunks([b"one", b"two"]))
    assert await sdk.call(sdk.client.download_to, target, sdk.client.files.get_content, "7", timeout=3) == target
    assert target.read_bytes() == b"onetwo"
    assert sdk.network.last.url.raw_path == b"/v2/files/7/content"
    sdk.network.prepare(200, b"again")
    assert await sdk.call(sdk.client.files.get_content, file_id="7") == b"again"
    assert [each.name for each in tmp_path.iterdir()] == ["x.bin"]


async def test_a_download_that_breaks_leaves_nothing(sdk: Any, tmp_path: Path) -> None:
    """A truncated body raises; so does an error status, with its body."""
    sdk.network.prepare(200, Chunks([b"half"], cut=True))
    with pytest.raises(sdk.sdk.StreamInterrupted, match="the download broke"):
        await sdk.call(sdk.client.download_to, tmp_path / "x", sdk.client.files.get_content, "7")
    sdk.network.prepare(404, b'{"detail": "no such file"}')
    with pytest.raises(sdk.sdk.NotFoundError, match="no such file"):
        await sdk.call(sdk.client.download_to, str(tmp_path / "x"), sdk.client.files.get_content, "7")
    assert list(tmp_path.iterdir()) == []


SIZE = 200_000_000


async def test_large_files_stay_out_of_memory(sdk: Any, tmp_path: Path) -> None:
    """200 MB down, up as they are, and up in a multipart body."""
    block = bytes(1_000_000)
    path = tmp_path / "large"
    received = 0

    def count(chunk: bytes) -> None:
        nonlocal received
        received += len(chunk)

    sdk.network.take = count
    await sdk.call(sdk.client.parcels.drop, "to have everything imported")
    tracemalloc.start()
    try:
        sdk.network.prepare(200, Chunks(block for _ in range(SIZE // len(block))))
        await sdk.call(sdk.client.download_to, path, sdk.client.files.get_content, "7")
        assert path.stat().st_size == SIZE
        await sdk.call(sdk.client.files.replace_content, "7", body=path)
        assert received == SIZE
        sdk.network.prepare(201, b"{}")
        await sdk.call(sdk.client.files.add, file=path)
        assert SIZE * 2 < received < SIZE * 2 + 1000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        os.truncate(path, 0)
    assert peak < 8_000_000
