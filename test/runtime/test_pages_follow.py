"""Pagination against a real server, and what checkers make of it."""

from __future__ import annotations

import copy
import json
import os
import pickle
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fault_server import FaultServer, Reply
from stream_support import everything
from wire_support import HTTP_CLIENT, Flavour, folder, load

pytest_plugins = ("wire_support",)


@lru_cache
def classes(kind: str) -> dict[str, Any]:
    models, codecs, pages = load("models"), load("codecs"), load("pages")

    class Event(models.Model):
        id: int = models.field("id")

    class EventList(models.Model):
        data: list[Event] = models.field("data", codecs.array(Event), default=models.UNSET)
        total: int | None = models.field("total", default=models.UNSET)

    base = pages.Page if kind == "sync" else pages.AsyncPage

    class EventListPage(base[Event], EventList):
        """A page."""

    globals().update(Event=Event)
    return {"Event": Event, "EventList": EventList, "Page": EventListPage}


def serve(server: FaultServer, answer: Callable[[dict[str, str], Any], Reply]) -> None:
    """Answer by the query and the JSON body of each request."""

    def action(connection: socket.socket) -> None:
        seen = server.seen[-1]
        query = {key: values[0] for key, values in parse_qs(urlsplit(seen.target).query).items()}
        answer(query, json.loads(seen.body) if seen.body else None).send(connection, False)

    server.default = action


def events(*ids: int) -> list[dict[str, int]]:
    return [{"id": each} for each in ids]


def first(flavour: Flavour, rule: tuple[Any, ...] | Any, client: Any = None, path: str = "/events", method: str = "GET", **request: Any) -> Any:
    """Call a method that has pages, as generated code does."""
    known = classes(flavour.kind if flavour.kind == "sync" else "async")
    function = flavour.get("pages", "first_page")
    client = client or flavour.client()

    def run() -> Any:
        return function(known["Page"], rule, load("codecs").array(known["Event"]), client._transport, method, path, **request)

    if flavour.kind == "sync":
        return run()
    return run()


def rule(*args: Any, **more: Any) -> Any:
    return load("page_rules").PageRule(*args, **more)


def ids(flavour: Flavour, page: Any) -> list[int]:
    found, error = everything(flavour, iterator(flavour, page))
    if error is not None:
        raise error
    return [each.id for each in found]


def iterator(flavour: Flavour, page: Any) -> Any:
    return page.__aiter__() if flavour.is_async else iter(page)


def ready(flavour: Flavour, page: Any) -> Any:
    if not flavour.is_async:
        return page

    async def wait() -> Any:
        return await page

    return flavour.call(wait)


CURSOR = {"next": "meta/next", "parameter": "after", "items": "data"}


def cursors(query: dict[str, str], body: Any) -> Reply:
    """Three pages, the middle one empty."""
    after = query.get("after")
    data, following = {None: (events(1, 2), "c/1 é"), "c/1 é": ([], "c2"), "c2": (events(3), None)}[after]
    return Reply(200, {"data": data, "meta": {"next": following}, "total": 3})


def test_a_page_is_the_response(flavour: Flavour) -> None:
    serve(flavour.server, cursors)
    page = first(flavour, rule("cursor", **CURSOR), query={"q": "x y", "after": None})
    if flavour.is_async:
        assert flavour.server.seen == []
        assert repr(page) == "<EventListPage that is not fetched yet: await it>"
        with pytest.raises(AttributeError, match="await it first"):
            _ = page.total
        with pytest.raises(AttributeError, match="await it first"):
            page["total"]
    same = ready(flavour, page)
    assert same is page
    assert ready(flavour, page) is page
    assert len(flavour.server.seen) == 1
    known = classes("sync" if flavour.kind == "sync" else "async")
    assert isinstance(page, known["EventList"])
    assert (page.total, page["total"], [each.id for each in page.data]) == (3, 3, [1, 2])
    wire = {"data": events(1, 2), "meta": {"next": "c/1 é"}, "total": 3}
    assert dict(page) == wire == page.to_dict()
    assert page.keys() == ["data", "meta", "total"]
    assert "meta" in page
    assert repr(page).startswith("EventListPage(data=[Event(id=1)")
    page.data[0].id = 7
    assert ids(flavour, page) == [7, 2, 3]
    assert copy.copy(page).total == 3
    assert copy.deepcopy(page) == page
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = page.nothing


def test_pickled_pages(flavour: Flavour) -> None:
    module = sys.modules[__name__]
    page = flavour.get("pages", "Page")
    model = load("models").Model
    made = type("Pickled", (page, model), {"__module__": __name__, "__qualname__": "Pickled"})
    vars(module)["Pickled"] = made
    serve(flavour.server, cursors)
    function = flavour.get("pages", "first_page")
    fetched = ready(flavour, function(made, rule("cursor", **CURSOR), load("codecs").array(load("codecs").any), flavour.client()._transport, "GET", "/events"))
    again = pickle.loads(pickle.dumps(fetched))
    assert dict(again) == dict(fetched)
    assert repr(again) == repr(fetched)
    with pytest.raises(load("errors").SDKError, match="leads nowhere"):
        flavour.call(again.next_page)


def test_cursors(flavour: Flavour) -> None:
    serve(flavour.server, cursors)
    request = {"query": {"q": "x y", "tags": ["a", "b"]}, "headers": {"X-Filter": "f"}, "extra_query": {"z": 1}}
    page = first(flavour, rule("cursor", **CURSOR), **request)
    assert ids(flavour, page) == [1, 2, 3]
    assert [seen.target for seen in flavour.server.seen] == [
        "/events?q=x%20y&tags=a&tags=b&z=1",
        "/events?q=x%20y&tags=a&tags=b&after=c%2F1%20%C3%A9&z=1",
        "/events?q=x%20y&tags=a&tags=b&after=c2&z=1",
    ]
    assert {seen.header("x-filter") for seen in flavour.server.seen} == {"f"}
    # Again from the first page, which is not asked for again.
    assert ids(flavour, page) == [1, 2, 3]
    assert len(flavour.server.seen) == 5
    # From a cursor that was kept.
    assert ids(flavour, first(flavour, rule("cursor", **CURSOR), query={"after": "c2"})) == [3]
    assert ids(flavour, first(flavour, rule("cursor", **CURSOR), extra_query={"after": "c/1 é"})) == [3]


def test_pages_of_their_own(flavour: Flavour) -> None:
    serve(flavour.server, cursors)
    page = first(flavour, rule("cursor", **CURSOR))
    found, error = everything(flavour, page.iter_pages())
    assert error is None
    assert found[0] is page
    assert [[each.id for each in one.data] for one in found] == [[1, 2], [], [3]]
    assert len(flavour.server.seen) == 3
    second = flavour.call(page.next_page)
    assert (type(second), second.data) == (type(page), [])
    twice = flavour.call(page.next_page)
    assert twice == second
    third = flavour.call(second.next_page)
    assert third.data[0].id == 3
    assert flavour.call(third.next_page) is None


def test_cursors_elsewhere(flavour: Flavour) -> None:
    def by_header(query: dict[str, str], body: Any) -> Reply:
        cursor = flavour.server.last.header("x-cursor")
        return Reply(200, {"data": events(2 if cursor else 1)}, headers=[] if cursor else [("X-Next", "n")])

    serve(flavour.server, by_header)
    made = rule("cursor", items="data", parameter="X-Cursor", place="header", next_header="X-Next")
    assert ids(flavour, first(flavour, made, headers={"X-Cursor": None}, extra_headers={"X-A": "1"})) == [1, 2]
    assert flavour.server.last.header("x-a") == "1"

    def by_body(query: dict[str, str], body: Any) -> Reply:
        cursor = (body.get("page") or {}).get("cursor")
        return Reply(200, {"data": events(2 if cursor else 1), "cursor": None if cursor else 5})

    serve(flavour.server, by_body)
    made = rule("cursor", items="data", parameter="page/cursor", place="body", next="cursor")
    page = first(flavour, made, method="POST", body={"q": 1, "page": {"size": 2}}, idempotency_key="k")
    assert ids(flavour, page) == [1, 2]
    assert [json.loads(seen.body) for seen in flavour.server.seen[-2:]] == [{"q": 1, "page": {"size": 2}}, {"q": 1, "page": {"size": 2, "cursor": 5}}]
    assert [seen.header("idempotency-key") for seen in flavour.server.seen[-2:]] == ["k", None]

    def by_last(query: dict[str, str], body: Any) -> Reply:
        after = int(query.get("starting_after", 0))
        return Reply(200, {"data": events(after + 1, after + 2), "has_more": after < 4})

    serve(flavour.server, by_last)
    made = rule("cursor", items="data", parameter="starting_after", next="data/-1/id", more="has_more")
    assert ids(flavour, first(flavour, made)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("extra", [{"total": "total"}, {"more": "more"}, {}])
@pytest.mark.parametrize("style", ["page", "offset"])
def test_numbers(flavour: Flavour, style: str, extra: dict[str, str]) -> None:
    everything_there = list(range(1, 8))
    key = {"page": "page", "offset": "offset"}[style]

    def answer(query: dict[str, str], body: Any) -> Reply:
        # Asked for more, the server gives three at most.
        size = min(int(query.get("size", 3)), 3)
        start = int(query.get(key, {"page": 1, "offset": 0}[style]))
        start = (start - 1) * size if style == "page" else start
        data = everything_there[start : start + size]
        return Reply(200, {"data": events(*data), "total": 7, "more": start + size < 7})

    serve(flavour.server, answer)
    made = rule(style, items="data", parameter=key, size="size", **extra)
    last_is_known = bool(extra)
    for query in ({}, {"size": 100}, {"size": "3", key: None}):
        flavour.server.seen.clear()
        assert ids(flavour, first(flavour, made, query=query)) == everything_there
        assert len(flavour.server.seen) == (3 if last_is_known else 4)
    start = {"page": 2, "offset": 3}[style]
    for query in ({key: start, "size": 100}, {key: str(start)}):
        flavour.server.seen.clear()
        assert ids(flavour, first(flavour, made, query=query)) == [4, 5, 6, 7]
        assert len(flavour.server.seen) == (2 if last_is_known else 3)
    assert ids(flavour, first(flavour, made, extra_query={key: start})) == [4, 5, 6, 7]


def test_the_first_page_may_be_zero(flavour: Flavour) -> None:
    serve(flavour.server, lambda query, body: Reply(200, {"data": events(int(query.get("page", 0))), "total": 3}))
    made = rule("page", items="data", parameter="page", first=0, total="total")
    assert ids(flavour, first(flavour, made)) == [0, 1, 2]


def test_an_empty_page_in_the_middle(flavour: Flavour) -> None:
    def answer(query: dict[str, str], body: Any) -> Reply:
        page = int(query.get("page", 1))
        return Reply(200, {"data": [] if page == 2 else events(page), "more": page < 3})

    serve(flavour.server, answer)
    made = rule("page", items="data", parameter="page", more="more")
    assert ids(flavour, first(flavour, made)) == [1, 3]


def test_going_round_in_circles(flavour: Flavour) -> None:
    error = load("errors").SDKError
    serve(flavour.server, lambda query, body: Reply(200, {"data": events(1), "next": {"a": "b", "b": "a"}.get(query.get("c", ""), "a")}))
    cursor = rule("cursor", items="data", parameter="c", next="next")
    with pytest.raises(error, match="back to a page"):
        ids(flavour, first(flavour, cursor))
    assert len(flavour.server.seen) == 3
    with pytest.raises(error, match="back to a page"):
        ids(flavour, first(flavour, cursor, query={"c": "b"}))
    serve(flavour.server, lambda query, body: Reply(200, {"data": events(1), "next": "/events?page=2"}))
    with pytest.raises(error, match="back to a page"):
        ids(flavour, first(flavour, rule("url", items="data", next="next")))
    serve(flavour.server, lambda query, body: Reply(200, {"data": events(1, 2)}))
    for style in ("page", "offset"):
        flavour.server.seen.clear()
        with pytest.raises(error, match="repeats a page"):
            ids(flavour, first(flavour, rule(style, items="data", parameter="p")))
        assert len(flavour.server.seen) == 2
    serve(flavour.server, lambda query, body: Reply(200, {"data": [], "more": True}))
    with pytest.raises(error, match="without end"):
        ids(flavour, first(flavour, rule("page", items="data", parameter="p", more="more")))
    with pytest.raises(error, match="empty page"):
        ids(flavour, first(flavour, rule("offset", items="data", parameter="p", more="more")))
    with pytest.raises(error, match="not where"):
        ids(flavour, first(flavour, rule("cursor", items="data", parameter="p", next="n", more="more")))


def test_urls(flavour: Flavour) -> None:
    links = {"": "/events?q=1&page=2", "2": f"{flavour.server.url}/events?q=1&page=3#top", "3": "?page=4", "4": None}
    serve(flavour.server, lambda query, body: Reply(200, {"data": events(int(query.get("page", 1))), "next": links[query.get("page", "")]}))
    client = flavour.client(flavour.bearer("secret"), security=(("bearer",),), default_headers={"X-Default": "d"})
    request = {"query": {"q": 1}, "headers": {"X-Filter": "f"}, "extra_query": {"q": 1, "z": 2}, "extra_headers": {"X-Extra": "e"}}
    assert ids(flavour, first(flavour, rule("url", items="data", next="next"), client, **request)) == [1, 2, 3, 4]
    assert [seen.target for seen in flavour.server.seen] == ["/events?q=1&z=2", "/events?q=1&page=2&z=2", "/events?q=1&page=3&z=2", "/events?page=4&z=2"]
    for name, value in (("authorization", "Bearer secret"), ("x-default", "d"), ("x-filter", "f"), ("x-extra", "e")):
        assert {seen.header(name) for seen in flavour.server.seen} == {value}


def test_another_server_gets_nothing_of_ours(flavour: Flavour) -> None:
    with FaultServer() as other:
        other.default = Reply(200, {"data": events(2), "next": None})
        following = f"{other.url}/more?cursor=1"
        serve(flavour.server, lambda query, body: Reply(200, {"data": events(1), "next": following}))
        client = flavour.client(flavour.bearer("secret"), security=(("bearer",),), default_headers={"X-Default": "secret"})
        request = {"headers": {"X-Filter": "secret"}, "cookies": {"c": "secret"}, "extra_headers": {"Authorization": "secret"}, "extra_query": {"key": "secret"}}
        made = rule("url", items="data", next="next")
        assert ids(flavour, first(flavour, made, client, **request)) == [1, 2]
        assert b"secret" in flavour.server.last.raw
        assert b"secret" not in other.last.raw
        assert other.last.target == "/more?cursor=1"
        with pytest.raises(load("errors").SDKError, match="another server"):
            ids(flavour, first(flavour, made, client, method="POST", body={"q": 1}))
        assert len(other.seen) == 1


def test_bad_links(flavour: Flavour) -> None:
    error = load("errors").SDKError
    for link in ("file:///etc/passwd", "javascript:alert(1)", "http://[", "https:///x"):
        serve(flavour.server, lambda query, body, link=link: Reply(200, {"data": events(1), "next": link}))
        with pytest.raises(error, match="not a URL"):
            ids(flavour, first(flavour, rule("url", items="data", next="next")))
    next_url = load("page_links").next_url
    assert next_url("https://a.example/x", "http://a.example/y?z=1") == "https://a.example/y?z=1"
    assert next_url("https://a.example/x", "http://a.example:8080/y") == "http://a.example:8080/y"
    assert next_url("https://a.example/x", "http://b.example/y") == "http://b.example/y"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://a/?page=2>; rel="next", <https://a/?page=9>; rel="last"', "https://a/?page=2"),
        ("<https://a/?x=1,2;3>; rel=prev, </b>;rel=next", "/b"),
        ('</c>; title="a, <b>; rel=\\"next\\""; rel="first NEXT"', "/c"),
        ('</d>; rel="last"; rel="next"', None),
        ("</e>; REL = next ,", "/e"),
        ('</f>; title="unfinished', None),
        ("</g", None),
        ("", None),
        ("rel=next", None),
        ("</h>; rel=nextish", None),
    ],
)
def test_link_headers(header: str, expected: str | None) -> None:
    assert load("page_links").link_target(header, "next") == expected


def test_arrays(flavour: Flavour) -> None:
    def answer(query: dict[str, str], body: Any) -> Reply:
        page = int(query.get("page", 1))
        link = f'<{flavour.server.url}/dates?page={page + 1}>; rel="next"'
        return Reply(200, [f"2026-01-0{page}"], headers=[("Link", link)] if page < 3 else [])

    from datetime import date

    serve(flavour.server, answer)
    function = flavour.get("pages", "first_array")
    page = function(rule("link"), load("codecs").array(load("codecs").date), flavour.client()._transport, "GET", "/dates")
    if flavour.is_async:
        assert repr(page) == "<AsyncArrayPage that is not fetched yet: await it>"
        with pytest.raises(load("errors").SDKError, match="await it first"):
            _ = page.items
    ready(flavour, page)
    assert page.items == [date(2026, 1, 1)]
    assert repr(page).endswith("ArrayPage(items=[datetime.date(2026, 1, 1)])")
    page.items.append(date(2027, 1, 1))
    assert page.items is page.items
    found, error = everything(flavour, iterator(flavour, page))
    assert (found, error) == ([date(2026, 1, 1), date(2027, 1, 1), date(2026, 1, 2), date(2026, 1, 3)], None)
    second = flavour.call(page.next_page)
    assert flavour.get("pages", "page_items")(second) == [date(2026, 1, 2)]
    with pytest.raises(load("errors").DecodeError, match="not an array"):
        serve(flavour.server, lambda query, body: Reply(200, {"a": 1}))
        ready(flavour, function(rule("link"), load("codecs").array(load("codecs").date), flavour.client()._transport, "GET", "/dates")).items


def test_errors_and_checks(flavour: Flavour) -> None:
    errors = load("errors")
    cursor = rule("cursor", **CURSOR)
    flavour.server.script.append(Reply(404))
    with pytest.raises(errors.NotFoundError):
        ids(flavour, first(flavour, cursor))
    flavour.server.script.append(Reply(200, [1]))
    with pytest.raises(errors.DecodeError, match="expected a page as an object, got an array"):
        ids(flavour, first(flavour, cursor))
    flavour.server.script.append(Reply(200, {"data": {"a": 1}}))
    with pytest.raises(errors.DecodeError, match="not an array"):
        ids(flavour, first(flavour, cursor))
    flavour.server.script.append(Reply(200, {"data": None}))
    assert ids(flavour, first(flavour, cursor)) == []
    noted: list[Any] = []
    client = flavour.client(on_mismatch=noted.append)
    flavour.server.script.append(Reply(200, {"data": [{"id": "x"}], "total": "many"}))
    ids(flavour, first(flavour, cursor, client))
    assert "$.data[0].id" in str(noted[0])
    assert "$.total" in str(noted[0])


def test_the_response_beside_the_page(flavour: Flavour) -> None:
    serve(flavour.server, cursors)
    client = flavour.client()

    def method(**options: Any) -> Any:
        return first(flavour, rule("cursor", **CURSOR), client, **options)

    response = flavour.call(client.with_response, method, timeout=3)
    assert (response.status, response.value.total) == (200, 3)


def test_concurrent_iterations(flavour: Flavour) -> None:
    serve(flavour.server, cursors)
    page = ready(flavour, first(flavour, rule("cursor", **CURSOR)))
    one, other = iterator(flavour, page), iterator(flavour, page)
    from stream_support import step

    found = [step(flavour, each).id for each in (one, other, one, other, one, other)]
    assert found == [1, 1, 2, 2, 3, 3]


CONSUMER = '''
from __future__ import annotations

from typing_extensions import assert_type
from wire_sdk import codecs
from wire_sdk.client import AsyncClient, Client
from wire_sdk.json_lines import open_lines, LineStream
from wire_sdk.models import Model, field, UNSET
from wire_sdk.options import CallOptions, Unpack
from wire_sdk.page_rules import PageRule
from wire_sdk.pages import AsyncArrayPage, ArrayPage, AsyncPage, Page, async_first_array, async_first_page, first_array, first_page
from wire_sdk.responses import Response
from wire_sdk.sse import ServerSentEvent
from wire_sdk.streams import AsyncEventStream, EventStream, async_open_events, open_events
from wire_sdk.transport import AsyncTransport, Transport


class Event(Model):
    id: int = field("id")


class EventList(Model):
    data: list[Event] = field("data", codecs.array(codecs.model(lambda: Event)))
    total: int | None = field("total", default=UNSET)


class EventListPage(Page[Event], EventList):
    """A page of events."""


class AsyncEventListPage(AsyncPage[Event], EventList):
    """A page of events."""


RULE = PageRule("cursor", items="data", parameter="after", next="next")


class Events:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, after: str | None = None, **options: Unpack[CallOptions]) -> EventListPage:
        return first_page(EventListPage, RULE, codecs.array(Event), self._transport, "GET", "/events", query={"after": after}, **options)

    def tags(self, **options: Unpack[CallOptions]) -> ArrayPage[str]:
        return first_array(RULE, codecs.array(codecs.string), self._transport, "GET", "/tags", **options)

    def watch(self, **options: Unpack[CallOptions]) -> EventStream[Event]:
        return open_events(self._transport, "GET", "/watch", codecs.model(lambda: Event), sentinel="[DONE]", **options)

    def rows(self, **options: Unpack[CallOptions]) -> LineStream[Event]:
        return open_lines(self._transport, "GET", "/rows", codecs.model(lambda: Event), **options)


class AsyncEvents:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, after: str | None = None, **options: Unpack[CallOptions]) -> AsyncEventListPage:
        return async_first_page(AsyncEventListPage, RULE, codecs.array(Event), self._transport, "GET", "/events", query={"after": after}, **options)

    def tags(self, **options: Unpack[CallOptions]) -> AsyncArrayPage[str]:
        return async_first_array(RULE, codecs.array(codecs.string), self._transport, "GET", "/tags", **options)

    async def watch(self, **options: Unpack[CallOptions]) -> AsyncEventStream[Event]:
        return await async_open_events(self._transport, "GET", "/watch", codecs.model(lambda: Event), **options)


def use(client: Client, events: Events) -> None:
    page = events.list(after="x", timeout=3)
    assert_type(page.total, int | None)
    for event in page:
        assert_type(event, Event)
    for each in page.iter_pages():
        assert_type(each, EventListPage)
    assert_type(page.next_page(), EventListPage | None)
    assert_type([event.id for event in events.list()], list[int])
    plain: dict[str, object] = dict(page)
    print(plain)
    takes_list(page)
    assert_type(client.with_response(events.list, after="x"), Response[EventListPage])
    assert_type(events.tags().items, list[str])
    assert_type(list(events.tags()), list[str])
    assert_type(events.tags().next_page(), ArrayPage[str] | None)
    with events.watch() as stream:
        assert_type(stream, EventStream[Event])
        for event in stream:
            assert_type(event, Event)
        for raw in stream.events():
            assert_type(raw, ServerSentEvent)
        assert_type(stream.last_event_id, str)
    for row in events.rows():
        assert_type(row, Event)
    events.list(afterr="x")  # mistake
    print(page.nothing)  # mistake


async def use_async(client: AsyncClient, events: AsyncEvents) -> None:
    page = await events.list(after="x")
    assert_type(page, AsyncEventListPage)
    assert_type(page.total, int | None)
    async for event in events.list():
        assert_type(event, Event)
    async for each in events.list().iter_pages():
        assert_type(each, AsyncEventListPage)
    assert_type(await page.next_page(), AsyncEventListPage | None)
    assert_type(await client.with_response(events.list, after="x"), Response[AsyncEventListPage])
    assert_type([tag async for tag in events.tags()], list[str])
    takes_list(page)
    async with await events.watch() as stream:
        async for event in stream:
            assert_type(event, Event)
        async for raw in stream.events():
            assert_type(raw, ServerSentEvent)
    await events.list().nothing  # mistake


def takes_list(value: EventList) -> None:
    print(value)
'''


def test_checkers(tmp_path: Path) -> None:
    if sys.version_info[:2] != (3, 11) or HTTP_CLIENT != "httpx2":
        pytest.skip("checked once")
    package = tmp_path / "built" / "wire_sdk"
    shutil.copytree(folder() / "wire_sdk", package, ignore=shutil.ignore_patterns("__pycache__"))
    # A page is iterated over for items, a model for pairs: only Any is both.
    models = package / "models.py"
    models.write_text(models.read_text().replace("def __iter__(self) -> Iterator[tuple[str, Any]]:", "def __iter__(self) -> Iterator[Any]:"))
    file = tmp_path / "consumer.py"
    file.write_text(CONSUMER)
    mistakes = {number for number, line in enumerate(CONSUMER.splitlines(), 1) if line.endswith("# mistake")}
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(tmp_path / "mypy"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "MYPYPATH": str(package.parent)})
    errors = [line for line in done.stdout.splitlines() if ": error: " in line and "consumer.py" in line]
    assert {int(line.split(":")[1]) for line in errors} == mistakes, done.stdout
    (tmp_path / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict", "pythonVersion": "3.10", "extraPaths": [str(package.parent)], "include": ["consumer.py"]}))
    root = Path(__file__).parents[2]
    command = [str(root / "node_modules/.bin/pyright"), "-p", str(tmp_path), "--pythonpath", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    errors = [line for line in done.stdout.splitlines() if " - error: " in line]
    assert {int(line.split(":")[1]) for line in errors} == mistakes, done.stdout


def test_annotations_resolve() -> None:
    import inspect
    import typing

    for name in ("sse", "incoming", "streams", "json_lines", "downloads", "page_links", "page_rules", "page_state", "pages", "webhooks"):
        module = load(name)
        for each in vars(module).values():
            if getattr(each, "__module__", "") != module.__name__:
                continue
            if inspect.isclass(each):
                typing.get_type_hints(each)
            functions = [each] if inspect.isfunction(each) else [item for item in vars(each).values() if inspect.isfunction(item)] if inspect.isclass(each) else []
            for function in functions:
                if function.__name__ != "<lambda>":
                    typing.get_type_hints(function)
