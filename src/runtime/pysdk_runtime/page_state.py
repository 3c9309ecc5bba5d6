"""One page of an operation: where it came from, what it holds, the way to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlsplit

import httpx2

from .errors import DecodeError, SDKError
from .models import UNSET
from .options import without, without_header
from .page_links import link_target, next_url
from .page_rules import PageRule, at_path, whole_number, with_member
from .readers import Check, Reader, parsed_json
from .requester import (
    AsyncRequester,
    AsyncRequestOptions,
    async_base_url,
    same_origin,
)
from .texts import is_members, plain_text, wire_value
from .wire import Codec, is_array, wire_body

MOST_EMPTY_PAGES = 100
"""After so many empty pages on end a server is taken to go round in circles."""


class PageAnswer(NamedTuple):
    """One page as it came."""

    raw: Any
    headers: Mapping[str, str]
    url: str


class PageReader(Reader[PageAnswer]):
    """JSON with what else tells the way to the next page."""

    accept = "application/json"

    def __init__(self, codec: Codec[Any]) -> None:
        self._codec = codec

    def read(self, response: httpx2.Response, check: Check | None) -> PageAnswer:
        """Return the page."""
        raw = parsed_json(response)
        if check is not None:
            check(self._codec, raw)
        return PageAnswer(raw, response.headers, str(response.url))


class AsyncPageState:
    """Where a page came from, what it holds, and the way to the next one."""

    def __init__(
        self,
        transport: AsyncRequester,
        rule: PageRule,
        codec: Codec[Any],
        method: str,
        path: str,
        request: AsyncRequestOptions,
        whole: Codec[Any] | None = None,
    ) -> None:
        self.transport = transport
        self.rule = rule
        self.codec = codec
        self.method = method
        self.path = path
        self.request = request
        self.whole = whole
        self.answer: PageAnswer | None = None
        self.position = 0
        self.before = 0
        self.empty = 0
        self.previous: list[Any] = []
        self.view: list[Any] | None = None
        # By what leads to a page, its position: no two pages may have the same way in.
        self.known: dict[str, int] = {}

    async def fetch(self, page: Codec[Any]) -> Any:
        """Return the page's JSON, asking for it once."""
        if self.answer is None:
            answer = await self.transport.send(
                self.method, self.path, PageReader(page), **self.request
            )
            self.answer = answer
            raw = self.raw_items()
            if raw and raw == self.previous and self.rule.style in {"page", "offset"}:
                self.answer = None
                raise SDKError(
                    "the server repeats a page: it ignores the page's number"
                )
            self.previous = []
        return self.answer.raw

    def raw_items(self) -> list[Any]:
        """Return this page's items in wire form."""
        if self.answer is None:
            return []
        found = at_path(self.answer.raw, self.rule.items)
        if found is None:
            return []
        if not is_array(found):
            where = self.rule.items or "the response"
            raise DecodeError(f"the items of a page ({where}) are not an array")
        return found

    def items(self) -> list[Any]:
        """Return this page's items, as a list that follows the wire."""
        if self.answer is None:
            raise SDKError("the page is not fetched yet: await it first")
        if self.view is None:
            items: list[Any] = self.codec.__decode__(self.raw_items())
            self.view = items
        return self.view

    def parameter(self, name: str) -> object:
        """Return what the request says for a parameter, None where it says nothing."""
        request = self.request
        if self.rule.place == "body":
            extra: object = at_path(request.get("extra_body"), name)
            return (
                at_path(wire_body(request.get("body")), name)
                if extra is None
                else extra
            )
        kind = "query" if self.rule.place == "query" else "headers"
        found: object = None
        for group in (kind, f"extra_{kind}"):
            members: object = request.get(group)
            if is_members(members) and members.get(name) not in (None, UNSET):
                found = members[name]
        return found

    def following(self) -> AsyncPageState | None:
        """Return the state of the next page, which is still to be fetched, or None.

        Raises `SDKError` where the server leads to a page that was there before.
        """
        rule = self.rule
        if self.answer is None:
            return None
        raw = self.answer.raw
        items = self.raw_items()
        more: object = at_path(raw, rule.more) if rule.more else None
        if more is False:
            return None
        if self.position == 0:
            self.known.setdefault(self.entrance(), 0)
        way: object
        if rule.style in {"page", "offset"}:
            way = self.next_number(items, more is True)
        elif rule.style == "link":
            way = link_target(self.answer.headers.get("link", ""), "next")
        elif rule.next_header:
            way = self.answer.headers.get(rule.next_header)
        else:
            way = at_path(raw, rule.next)
        if way is None or way is False or way == "":
            if more is True:
                raise SDKError("the server says there are more pages, but not where")
            return None
        made = self.towards(way)
        made.position = self.position + 1
        made.before = self.before + len(items)
        made.empty = 0 if items else self.empty + 1
        made.previous = items
        made.known = self.known
        if made.empty > MOST_EMPTY_PAGES:
            raise SDKError("the server sends empty pages without end")
        mark = made.path if rule.style in {"url", "link"} else plain_text(way)
        if self.known.setdefault(mark, made.position) != made.position:
            raise SDKError("the server leads back to a page that was there before")
        return made

    def entrance(self) -> str:
        """Return what led to the first page."""
        if self.rule.style in {"url", "link"}:
            return "" if self.answer is None else self.answer.url
        start = self.parameter(self.rule.parameter)
        return "" if start is None else plain_text(wire_value(start))

    def next_number(self, items: list[Any], more: bool) -> int | None:
        """Return the next page's number or offset, None where this is the last."""
        rule = self.rule
        if not items and not more:
            return None
        start = whole_number(self.parameter(rule.parameter))
        answer = None if self.answer is None else self.answer.raw
        total = whole_number(at_path(answer, rule.total)) if rule.total else None
        if rule.style == "offset":
            size = whole_number(self.parameter(rule.size)) if rule.size else None
            step = len(items) or size or 0
            if not step:
                raise SDKError(
                    "the server sends an empty page, and says there are more"
                )
            number = seen = (start or 0) + step
        else:
            current = rule.first if start is None else start
            number = current + 1
            if self.position == 0:
                # Pages that were skipped by a start in the middle count as this one.
                self.before = max(current - rule.first, 0) * len(items)
            seen = self.before + len(items)
        over = total is not None and 0 < total <= seen
        return None if over and not more else number

    def towards(self, way: object) -> AsyncPageState:
        """Return the state of the page behind a number, a cursor or a link."""
        rule = self.rule
        # A key that names the first request would get the first answer again.
        request = self.request.copy()
        request.pop("idempotency_key", None)
        path = self.path
        if rule.style in {"url", "link"}:
            path = self.follow(plain_text(way), request)
        elif rule.place == "body":
            request["body"] = with_member(
                wire_body(request.get("body")), rule.parameter, way
            )
            name = rule.parameter.partition("/")[0]
            request["extra_body"] = without(request.get("extra_body", {}), name)
        elif rule.place == "header":
            request["headers"] = {**request.get("headers", {}), rule.parameter: way}
            others = request.get("extra_headers", {})
            request["extra_headers"] = without_header(others, rule.parameter)
        else:
            request["query"] = {**request.get("query", {}), rule.parameter: way}
            others = request.get("extra_query", {})
            request["extra_query"] = without(others, rule.parameter)
        return AsyncPageState(
            self.transport,
            rule,
            self.codec,
            self.method,
            path,
            request,
            self.whole,
        )

    def follow(self, link: str, request: AsyncRequestOptions) -> str:
        """Return the URL behind a link, and take out of the request what it must not get.

        The URL has all parameters; another origin gets nothing of ours.
        """
        here = "" if self.answer is None else self.answer.url
        url = next_url(here, link)
        request.pop("query", None)
        pieces = urlsplit(url).query.split("&")
        named = {unquote_plus(piece.partition("=")[0]) for piece in pieces}
        extra = request.pop("extra_query", {})
        base = async_base_url(self.transport, request)
        if base and same_origin(url, base):
            rest = {name: value for name, value in extra.items() if name not in named}
            if rest:
                request["extra_query"] = rest
            return url
        if self.method not in {"GET", "HEAD"}:
            raise SDKError("the next page is on another server, which gets no body")
        request.pop("headers", None)
        request.pop("cookies", None)
        request.pop("extra_headers", None)
        return url
