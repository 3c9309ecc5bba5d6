"""Parameters, byte for byte, as the specification's tables have them; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS: list[Any] = json.loads((Path(__file__).parent / "styles.json").read_text())
VALUES: dict[str, Any] = {"list": [1, 2], "point": {"x": 1, "y": 2}, "text": "a /b?c,#%é"}


@pytest.mark.parametrize("row", range(len(ROWS)), ids=[" ".join(str(cell) for cell in row[:5]) for row in ROWS])
async def test_styles(sdk: Any, row: int) -> None:
    """Each style in each place."""
    place, _, _, _, kind, expected = ROWS[row]
    method = getattr(sdk.client.styles, f"send_{row}")
    value = VALUES[kind]
    await (sdk.call(method, value) if place == "path" else sdk.call(method, p=value))
    target = sdk.network.last.url.raw_path.decode()
    base = f"/v2/rows/{row}"
    if place == "path":
        assert target == f"{base}/{expected}"
    elif place == "query":
        assert target == f"{base}?{expected}"
    else:
        header = "p" if place == "header" else "cookie"
        assert (target, sdk.network.last.headers[header]) == (base, expected)


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\x00b", "a\x7f"])
async def test_headers_cannot_be_broken_out_of(sdk: Any, value: str) -> None:
    """A control character in a header or an odd one in a cookie is refused before anything is sent, without naming the value."""
    with pytest.raises(ValueError, match="X-Note contains a control character"):
        await sdk.call(sdk.client.parcels.get, "1", x_note=value)
    with pytest.raises(ValueError, match="control character"):
        await sdk.call(sdk.client.parcels.get, "1", extra_headers={"X-Other": value})
    with pytest.raises(ValueError, match="is not the name of a header"):
        await sdk.call(sdk.client.parcels.get, "1", extra_headers={value: "1"})
    assert sdk.network.requests == []
    await sdk.call(sdk.client.parcels.get, "1", session=value)
    [(_, sent)] = [pair for pair in sdk.network.last.headers.raw if pair[0].lower() == b"cookie"]
    assert sent.startswith(b"session=a%") and sent.isascii() and b"\r" not in sent and b"\n" not in sent


@pytest.mark.parametrize("value", ["", ".", "..", "%2e%2E", ".%2e", "a/../b", "../x", "a/..", "a\\..\\b"])
async def test_paths_cannot_be_left(sdk: Any, value: str) -> None:
    """What a server or a proxy could take for a step upwards is refused."""
    with pytest.raises(ValueError):
        await sdk.call(sdk.client.parcels.get, value)
    assert sdk.network.requests == []


async def test_paths_hold_anything_else(sdk: Any) -> None:
    """All other characters are data."""
    await sdk.call(sdk.client.parcels.get, "a/b?c#d;e=f ...%2F")
    assert sdk.network.last.url.raw_path == b"/v2/parcels/a%2Fb%3Fc%23d%3Be%3Df%20...%252F"
