"""Parameters on the wire: the tables of OpenAPI 3.1.1, byte for byte."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

from wire_support import Flavour, load

pytest_plugins = ("wire_support",)

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


class Colour(Enum):
    BLUE = "light blue"


QUERY = [
    ("form_style", {"explode": False}, "", "color="),
    ("form_style", {"explode": False}, "blue", "color=blue"),
    ("form_style", {"explode": False}, ARRAY, "color=blue,black,brown"),
    ("form_style", {"explode": False}, OBJECT, "color=R,100,G,200,B,150"),
    ("form_style", {"explode": True}, "", "color="),
    ("form_style", {"explode": True}, "blue", "color=blue"),
    ("form_style", {"explode": True}, ARRAY, "color=blue&color=black&color=brown"),
    ("form_style", {"explode": True}, OBJECT, "R=100&G=200&B=150"),
    ("space_delimited", {}, ARRAY, "color=blue%20black%20brown"),
    ("space_delimited", {}, OBJECT, "color=R%20100%20G%20200%20B%20150"),
    ("space_delimited", {"explode": True}, ARRAY, "color=blue&color=black&color=brown"),
    ("pipe_delimited", {}, ARRAY, "color=blue%7Cblack%7Cbrown"),
    ("pipe_delimited", {}, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("pipe_delimited", {"explode": True}, ARRAY, "color=blue&color=black&color=brown"),
    ("deep_object", {}, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    (
        "deep_object",
        {},
        {"a": {"b": 1}, "c": [1, 2]},
        "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D%5B%5D=1&color%5Bc%5D%5B%5D=2",
    ),
    ("deep_object", {}, {"a": [{"b": 1}]}, "color%5Ba%5D%5B0%5D%5Bb%5D=1"),
    ("deep_object", {}, ["x"], "color%5B%5D=x"),
    ("form_style", {"explode": False}, [], ""),
    ("form_style", {}, [], ""),
    ("form_style", {}, {}, ""),
    ("form_style", {}, None, ""),
    ("form_style", {"explode": False}, None, ""),
    ("deep_object", {}, None, ""),
    ("form_style", {"explode": False}, ["a,b", "c d&e"], "color=a%2Cb,c%20d%26e"),
    (
        "form_style",
        {"explode": False},
        [True, None, date(2026, 1, 2)],
        "color=true,2026-01-02",
    ),
    (
        "form_style",
        {"allow_reserved": True},
        "/a?b:c@d!$'()*,;=",
        "color=/a?b:c@d!$'()*,;=",
    ),
    (
        "form_style",
        {"allow_reserved": True},
        "a&b#c[d]+e%20f%zz é",
        "color=a%26b%23c%5Bd%5D%2Be%20f%25zz%20%C3%A9",
    ),
    ("form_style", {}, "/a?b", "color=%2Fa%3Fb"),
    ("whole_query", {}, {"a b": "c", "d": [1, 2]}, "a%20b=c&d=1&d=2"),
    ("whole_query", {}, '{"a":1}', "%7B%22a%22%3A1%7D"),
]


@pytest.mark.parametrize(("style", "options", "value", "expected"), QUERY)
def test_query_styles(
    flavour: Flavour, style: str, options: dict[str, Any], value: object, expected: str
) -> None:
    encoded = getattr(load("styles"), style)(value, **options)
    flavour.send(flavour.client(), "GET", "/x", query={"color": encoded})
    assert flavour.server.last.target == (f"/x?{expected}" if expected else "/x")


PLAIN_QUERY = [
    ("blue", "color=blue"),
    (True, "color=true"),
    (False, "color=false"),
    (0, "color=0"),
    (1.5, "color=1.5"),
    (None, ""),
    ("", "color="),
    (ARRAY, "color=blue&color=black&color=brown"),
    (tuple(ARRAY), "color=blue&color=black&color=brown"),
    (["b", "a", "b"], "color=b&color=a&color=b"),
    (OBJECT, "R=100&G=200&B=150"),
    (Colour.BLUE, "color=light%20blue"),
    (date(2026, 1, 2), "color=2026-01-02"),
    (
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
        "color=2026-01-02T03%3A04%3A05Z",
    ),
    (
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))),
        "color=2026-01-02T03%3A04%3A05%2B02%3A00",
    ),
    (UUID(int=1), "color=00000000-0000-0000-0000-000000000001"),
    ("é&=+ #", "color=%C3%A9%26%3D%2B%20%23"),
    ([{"a": 1}], "color=%7B%22a%22%3A1%7D"),
]


@pytest.mark.parametrize(("value", "expected"), PLAIN_QUERY)
def test_plain_query(flavour: Flavour, value: object, expected: str) -> None:
    flavour.send(flavour.client(), "GET", "/x", query={"color": value})
    assert flavour.server.last.target == (f"/x?{expected}" if expected else "/x")


def test_unset_and_odd_names(flavour: Flavour) -> None:
    unset = load("models").UNSET
    query = {"gone": unset, "filter[a b]": 1, "list": [unset, "x", None]}
    flavour.send(flavour.client(), "GET", "/x", query=query)
    assert flavour.server.last.target == "/x?filter%5Ba%20b%5D=1&list=x"


PATHS = [
    ("simple_path", {}, "blue", "blue"),
    ("simple_path", {}, ARRAY, "blue,black,brown"),
    ("simple_path", {}, OBJECT, "R,100,G,200,B,150"),
    ("simple_path", {"explode": True}, ARRAY, "blue,black,brown"),
    ("simple_path", {"explode": True}, OBJECT, "R=100,G=200,B=150"),
    ("label_path", {}, "blue", ".blue"),
    ("label_path", {}, ARRAY, ".blue,black,brown"),
    ("label_path", {}, OBJECT, ".R,100,G,200,B,150"),
    ("label_path", {"explode": True}, ARRAY, ".blue.black.brown"),
    ("label_path", {"explode": True}, OBJECT, ".R=100.G=200.B=150"),
    ("simple_path", {}, "a/b?c", "a%2Fb%3Fc"),
    ("simple_path", {"allow_reserved": True}, "a/b?c:d", "a/b%3Fc:d"),
]


@pytest.mark.parametrize(("style", "options", "value", "expected"), PATHS)
def test_path_styles(
    flavour: Flavour, style: str, options: dict[str, Any], value: object, expected: str
) -> None:
    encoded = getattr(load("styles"), style)(value, **options)
    flavour.send(flavour.client(), "GET", f"/x/{encoded}/y")
    assert flavour.server.last.target == f"/x/{expected}/y"


MATRIX = [
    (False, "", ";color"),
    (False, "blue", ";color=blue"),
    (False, ARRAY, ";color=blue,black,brown"),
    (False, OBJECT, ";color=R,100,G,200,B,150"),
    (True, "", ";color"),
    (True, "blue", ";color=blue"),
    (True, ARRAY, ";color=blue;color=black;color=brown"),
    (True, OBJECT, ";R=100;G=200;B=150"),
]


@pytest.mark.parametrize(("explode", "value", "expected"), MATRIX)
def test_matrix(flavour: Flavour, explode: bool, value: object, expected: str) -> None:
    encoded = load("styles").matrix_path("color", value, explode=explode)
    flavour.send(flavour.client(), "GET", f"/x/{encoded}/y")
    assert flavour.server.last.target == f"/x/{expected}/y"


SEGMENTS = [
    ("a/b", "a%2Fb"),
    ("a?b#c", "a%3Fb%23c"),
    ("a b", "a%20b"),
    ("é", "%C3%A9"),
    ("a;b", "a%3Bb"),
    ("...", "..."),
    ("a..b", "a..b"),
    ("100%", "100%25"),
    (7, "7"),
    (True, "true"),
    (Colour.BLUE, "light%20blue"),
    (date(2026, 1, 2), "2026-01-02"),
    (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
]


@pytest.mark.parametrize(("value", "expected"), SEGMENTS)
def test_segment(flavour: Flavour, value: object, expected: str) -> None:
    flavour.send(flavour.client(), "GET", f"/x/{load('urls').segment(value)}/y")
    assert flavour.server.last.target == f"/x/{expected}/y"


@pytest.mark.parametrize(
    "value",
    [
        "",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "%252e%252e",
        "../../admin/config",
        "a/../b",
        "..\\x",
        None,
    ],
)
def test_segment_refuses(value: object) -> None:
    with pytest.raises(ValueError, match="path parameter"):
        load("urls").segment(value)


@pytest.mark.parametrize("value", ["..", [], {}, None, "a/../b"])
def test_path_styles_refuse(value: object) -> None:
    for style in ("simple_path", "label_path"):
        if style == "label_path" and value == "..":
            continue
        with pytest.raises(ValueError, match="path parameter"):
            load("styles").__dict__[style](value)
    with pytest.raises(ValueError, match="path parameter"):
        load("styles").label_path(".")


HEADERS = [
    ("blue", "blue"),
    (5, "5"),
    (True, "true"),
    (1.5, "1.5"),
    (Colour.BLUE, "light blue"),
    (ARRAY, "blue,black,brown"),
    (OBJECT, "R,100,G,200,B,150"),
    (datetime(2026, 1, 2, tzinfo=timezone.utc), "2026-01-02T00:00:00Z"),
    ("é", "é"),
    (" blue ", "blue"),
]


@pytest.mark.parametrize(("value", "expected"), HEADERS)
def test_headers(flavour: Flavour, value: object, expected: str) -> None:
    flavour.send(
        flavour.client(), "GET", "/x", headers={"X-Color": value, "X-None": None}
    )
    assert flavour.server.last.all("x-color") == [expected]
    assert flavour.server.last.header("x-none") is None


def test_header_explode(flavour: Flavour) -> None:
    styles = load("styles")
    headers = {
        "X-A": styles.simple_header(OBJECT, explode=True),
        "X-B": styles.simple_header(ARRAY),
        "X-C": styles.simple_header(None),
        "X-D": styles.json_text({"a": [1, "é"]}),
    }
    flavour.send(flavour.client(), "GET", "/x", headers=headers)
    seen = flavour.server.last
    assert seen.header("x-a") == "R=100,G=200,B=150"
    assert seen.header("x-b") == "blue,black,brown"
    assert seen.header("x-c") is None
    assert seen.header("x-d") == '{"a":[1,"é"]}'


@pytest.mark.parametrize(
    "value", ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", ["a", "b\n"], "token\n"]
)
def test_header_injection(flavour: Flavour, value: object) -> None:
    client = flavour.client()
    for options in ({"headers": {"X-A": value}}, {"extra_headers": {"X-A": value}}):
        with pytest.raises(ValueError, match="X-A contains a control character"):
            flavour.send(client, "GET", "/x", **options)
    assert flavour.server.seen == []


def test_header_name_injection(flavour: Flavour) -> None:
    with pytest.raises(ValueError, match="not the name of a header"):
        flavour.send(flavour.client(), "GET", "/x", headers={"X-A: b\r\nX-C": "d"})


COOKIES = [
    ({"color": "blue"}, "color=blue"),
    ({"color": "blue", "size": 3, "gone": None}, "color=blue; size=3"),
    ({"color": "a;b=c d"}, "color=a%3Bb%3Dc%20d"),
]


@pytest.mark.parametrize(("cookies", "expected"), COOKIES)
def test_cookies(flavour: Flavour, cookies: dict[str, object], expected: str) -> None:
    flavour.send(flavour.client(), "GET", "/x", cookies=cookies)
    assert flavour.server.last.all("cookie") == [expected]


def test_cookie_style(flavour: Flavour) -> None:
    joined = load("styles").form_style(ARRAY, explode=False)
    flavour.send(flavour.client(), "GET", "/x", cookies={"color": joined})
    assert flavour.server.last.header("cookie") == "color=blue,black,brown"


def test_extra_query_and_base_query(flavour: Flavour) -> None:
    client = flavour.client(base_url=f"{flavour.server.url}/v1/?api-version=7")
    flavour.send(
        client, "GET", "/x", query={"a": 1, "b": 2}, extra_query={"b": 3, "c": None}
    )
    assert flavour.server.last.target == "/v1/x?api-version=7&a=1&b=3"
