"""Pagination: pages that lead to their items and to one another.

A page is the response's own model with three methods more. The compiler emits a class for
each paginated response that is an object (in the models' package, so that it is loaded
lazily; the mixin comes first, since it iterates over items, a model over pairs):

    class AsyncEventListPage(AsyncPage[Event], EventList):
        '''A page of events.'''

An array needs no class: its pages are `AsyncArrayPage[Event]`, with `items`.

A method is not a coroutine. The async page it returns is fetched when it is awaited or
iterated, the sync one is fetched already:

    def list(self, *, after: str | None = None, **options: Unpack[CallOptions]) -> models.AsyncEventListPage:
        return async_first_page(
            models.AsyncEventListPage, LIST, codecs.array(models.Event),
            self._transport, "GET", "/events", query={"after": after}, **options
        )

    def tags(self, **options: Unpack[CallOptions]) -> AsyncArrayPage[str]:
        return async_first_array(TAGS, codecs.array(codecs.string), self._transport, "GET", "/tags", **options)

With pydantic, whose models already iterate over pairs, a page has the response beside it
(`AsyncModelPage[Event, EventList]`, with `response` and `items`), made by `async_first_model`.

where the rule is a constant of the module (paths are wire names joined by `/`, a number
takes an item of an array, -1 the last):

    page     PageRule("page", items="data", parameter="page", first=1, size="per_page", total="meta/total", more="has_more")
    offset   PageRule("offset", items="data", parameter="offset", size="limit", total="total")
    cursor   PageRule("cursor", items="data", parameter="after", next="paging/next", more="has_more")
             PageRule("cursor", items="data", parameter="starting_after", next="data/-1/id", more="has_more")
             PageRule("cursor", items="", parameter="cursor", next_header="X-Next-Cursor")
             with place="body" or "header" where the parameter is not in the query
    url      PageRule("url", items="results", next="next")
    link     PageRule("link")

All keywords but the style's own (`parameter`, `next`) are optional. A function that
returns a list: `return async_page_items(await first)`; one that iterates over pages:
`async for page in first.iter_pages(): yield page`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar
from urllib.parse import unquote_plus, urljoin, urlsplit

import httpx2

from .errors import DecodeError, SDKError
from .models import NOTHING_KEPT, UNSET, new_object, set_kept, set_wire
from .options import Self, Unpack
from .readers import Check, Reader, parsed_json
from .requester import AsyncRequestOptions, same_origin
from .texts import is_members, plain_text, wire_value
from .transport import AsyncTransport
from .wire import Codec, describe, is_array, is_object, wire_body

PagedT = TypeVar("PagedT")
FetchedT = TypeVar("FetchedT")

MOST_EMPTY_PAGES = 100
"""After so many empty pages on end a server is taken to go round in circles."""


class PageRule(NamedTuple):
    """How the pages of one operation follow one another."""

    style: Literal["page", "offset", "cursor", "url", "link"]
    items: str = ""
    """Where the items are; empty where the response itself is the array."""
    parameter: str = ""
    """The parameter that takes the page's number, the offset or the cursor."""
    place: Literal["query", "body", "header"] = "query"
    """Where this parameter goes; in a body it is a path."""
    size: str = ""
    """The parameter that says how many items a page has, in the same place."""
    first: int = 1
    """The number of the first page."""
    next: str = ""
    """Where the response has the next cursor or URL."""
    next_header: str = ""
    """The header that has it instead."""
    total: str = ""
    """Where the response says how many items there are on all pages."""
    more: str = ""
    """Where the response says whether there are more pages."""


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


def at_path(raw: Any, path: str) -> Any:
    """Return what a response has at a path, None where there is nothing."""
    if not path:
        return raw
    for name in path.split("/"):
        if is_object(raw):
            raw = raw.get(name.replace("~1", "/").replace("~0", "~"))
        elif is_array(raw) and name.removeprefix("-").isdigit():
            index = int(name)
            raw = raw[index] if -len(raw) <= index < len(raw) else None
        else:
            return None
    return raw


def with_member(raw: object, path: str, value: object) -> object:
    """Return a copy of a body that has a value at a path."""
    name, slash, rest = path.partition("/")
    name = name.replace("~1", "/").replace("~0", "~")
    members = dict(raw) if is_members(raw) else {}
    members[name] = with_member(members.get(name), rest, value) if slash else value
    return members


def whole_number(value: object) -> int | None:
    """Return a count or a page's number, None where the value is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if value is None or value is UNSET:
        return None
    text = plain_text(wire_value(value))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def link_target(header: str, relation: str) -> str | None:
    """Return the URL of a relation in a `Link` header (RFC 8288), None without one."""
    rest = header
    while "<" in rest:
        url, closing, rest = rest.partition("<")[2].partition(">")
        if not closing:
            return None
        parameters, rest = link_parameters(rest)
        if relation in parameters.get("rel", "").lower().split():
            return url.strip()
    return None


def link_parameters(text: str) -> tuple[dict[str, str], str]:
    """Return the parameters that follow a link's URL, and what follows them."""
    found: dict[str, str] = {}
    name = ""
    word: list[str] = []
    quoted = False
    escaped = False
    for index, letter in enumerate(text):
        if escaped:
            word.append(letter)
            escaped = False
        elif quoted and letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif quoted:
            word.append(letter)
        elif letter in ";,":
            found.setdefault(name, "".join(word).strip())
            name, word = "", []
            if letter == ",":
                return found, text[index + 1 :]
        elif letter == "=" and not name:
            name, word = "".join(word).strip().lower(), []
        else:
            word.append(letter)
    found.setdefault(name, "".join(word).strip())
    return found, ""


def next_url(base: str, link: str) -> str:
    """Return where a link leads. Raises `SDKError` where it is no web address.

    A server behind a proxy may not know that it is reached by https: such a link stays
    on https.
    """
    try:
        target = urljoin(base, link)
        here, there = urlsplit(base), urlsplit(target)
        port = there.port
    except ValueError:
        raise SDKError("the link to the next page is not a URL") from None
    if there.scheme not in {"http", "https"} or not there.hostname:
        raise SDKError("the link to the next page is not a URL")
    same_host = here.hostname == there.hostname and port in {None, 80}
    if here.scheme == "https" and there.scheme == "http" and same_host:
        target = there._replace(scheme="https", netloc=here.netloc).geturl()
    return target.partition("#")[0]


class AsyncPageState:
    """Where a page came from, what it holds, and the way to the next one."""

    def __init__(
        self,
        transport: AsyncTransport,
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
            extra = request.get("extra_body", {})
            name = rule.parameter.partition("/")[0]
            request["extra_body"] = {k: v for k, v in extra.items() if k != name}
        elif rule.place == "header":
            request["headers"] = {**request.get("headers", {}), rule.parameter: way}
            others = request.get("extra_headers", {}).items()
            lower = rule.parameter.lower()
            request["extra_headers"] = {k: v for k, v in others if k.lower() != lower}
        else:
            request["query"] = {**request.get("query", {}), rule.parameter: way}
            others = request.get("extra_query", {}).items()
            request["extra_query"] = {k: v for k, v in others if k != rule.parameter}
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
        base = self.transport.settings.base_url
        if not self.transport.settings.own_base_url:
            base = request.get("server", base)
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


class AsyncFetchable:
    """What is fetched when it is awaited."""

    async def __fetched__(self) -> Self:
        raise NotImplementedError

    def __opened__(self) -> Self:
        """Return this for a caller, who may await it or iterate over it."""
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        return self.__fetched__().__await__()


class Fetchable:
    """What is fetched when a caller gets it."""

    def __fetched__(self) -> Self:
        raise NotImplementedError

    def __opened__(self) -> Self:
        """Return this for a caller."""
        return self.__fetched__()


class AsyncPages(AsyncFetchable, Generic[PagedT]):
    """What all pages can do: iterate over the items of this page and all that follow."""

    if TYPE_CHECKING:
        __pages__: AsyncPageState
    else:

        def __getattr__(self, name):
            if name == "__pages__":
                raise SDKError("this page was made by hand, and leads nowhere")
            text = f"{type(self).__name__} has no attribute {name!r}"
            if not is_fetched(self):
                text = f"{text}: the page is not fetched yet, await it first"
            raise AttributeError(text)

    def __repr__(self) -> str:
        if not is_fetched(self):
            return f"<{type(self).__name__} that is not fetched yet: await it>"
        return super().__repr__()

    def __codec__(self, items: Codec[Any]) -> Codec[Any]:
        """Return what the whole response is checked against."""
        raise NotImplementedError

    def __fill__(self, raw: Any) -> None:
        """Take the response in."""

    async def __fetched__(self) -> Self:
        """Return this page with its content, asking for it once."""
        state = self.__pages__
        if state.answer is None:
            self.__fill__(await state.fetch(self.__codec__(state.codec)))
        return self

    def __aiter__(self) -> AsyncIterator[PagedT]:
        return (
            item async for page in self.iter_pages() for item in async_page_items(page)
        )

    async def iter_pages(self) -> AsyncIterator[Self]:
        """Iterate over this page and all that follow."""
        page: Self | None = await self.__fetched__()
        while page is not None:
            yield page
            page = await page.next_page()

    async def next_page(self) -> Self | None:
        """Return the next page, None where this is the last."""
        await self.__fetched__()
        following = self.__pages__.following()
        if following is None:
            return None
        return await async_made_page(type(self), following).__fetched__()


AsyncPagesT = TypeVar("AsyncPagesT", bound=AsyncPages[Any])


class AsyncPage(AsyncPages[PagedT]):
    """A page that is an object: mixed into the response's model, before it."""

    def __codec__(self, items: Codec[Any]) -> Codec[Any]:
        """Return the model."""
        model: Any = type(self)
        codec: Codec[Any] = model
        return codec

    def __fill__(self, raw: Any) -> None:
        """Take the response in."""
        if not is_object(raw):
            raise DecodeError(f"expected a page as an object, got {describe(raw)}")
        set_wire(self, raw)
        set_kept(self, NOTHING_KEPT)

    def keys(self) -> list[str]:
        """Return the wire names, so that `dict(page)` is the page's wire form."""
        model: Any = self
        return list(model.__wire__)


class AsyncModelPage(AsyncPages[PagedT], Generic[PagedT, FetchedT]):
    """A page beside the model that it came as."""

    @property
    def response(self) -> FetchedT:
        """The response. Raises `DecodeError` where it is not what the document says."""
        state = self.__pages__
        if state.answer is None:
            raise SDKError("the page is not fetched yet: await it first")
        kept = vars(self)
        if "response" not in kept:
            kept["response"] = self.__codec__(state.codec).__decode__(state.answer.raw)
        found: FetchedT = kept["response"]
        return found

    @property
    def items(self) -> list[PagedT]:
        """This page's items."""
        return self.__pages__.items()

    def to_dict(self) -> dict[str, Any]:
        """Return the response in wire form."""
        model: Any = self.response
        made: dict[str, Any] = model.to_dict()
        return made

    def __codec__(self, items: Codec[Any]) -> Codec[Any]:
        """Return the model."""
        whole = self.__pages__.whole
        return items if whole is None else whole

    def __repr__(self) -> str:
        if not is_fetched(self):
            return super().__repr__()
        return f"{type(self).__name__}(response={self.response!r})"


class AsyncArrayPage(AsyncPages[PagedT]):
    """A page that is an array."""

    @property
    def items(self) -> list[PagedT]:
        """This page's items."""
        return self.__pages__.items()

    def __codec__(self, items: Codec[Any]) -> Codec[Any]:
        """Return the codec of the array."""
        return items

    def __repr__(self) -> str:
        if not is_fetched(self):
            return super().__repr__()
        return f"{type(self).__name__}(items={self.items!r})"


def is_fetched(page: object) -> bool:
    """Return whether a page has its content; one that was made by hand has."""
    state = vars(page).get("__pages__")
    return state is None or state.answer is not None


def async_page_items(page: AsyncPages[PagedT]) -> list[PagedT]:
    """Return the items of a page that is fetched."""
    return page.__pages__.items()


def async_made_page(page: type[AsyncPagesT], state: AsyncPageState) -> AsyncPagesT:
    """Return a page that is still to be fetched."""
    made = new_object(page)
    vars(made)["__pages__"] = state
    return made


def async_first_page(
    page: type[AsyncPagesT],
    rule: PageRule,
    codec: Codec[Any],
    transport: AsyncTransport,
    method: str,
    path: str,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncPagesT:
    """Return the first page of a response that is an object; `codec` is the items'."""
    state = AsyncPageState(transport, rule, codec, method, path, request)
    return async_made_page(page, state).__opened__()


def async_first_model(
    rule: PageRule,
    codec: Codec[list[PagedT]],
    whole: Codec[FetchedT],
    transport: AsyncTransport,
    method: str,
    path: str,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncModelPage[PagedT, FetchedT]:
    """Return the first page of a response that is read as `whole`, its items apart."""
    state = AsyncPageState(transport, rule, codec, method, path, request, whole)
    made: AsyncModelPage[PagedT, FetchedT] = AsyncModelPage()
    vars(made)["__pages__"] = state
    return made.__opened__()


def async_first_array(
    rule: PageRule,
    codec: Codec[list[PagedT]],
    transport: AsyncTransport,
    method: str,
    path: str,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncArrayPage[PagedT]:
    """Return the first page of a response that is an array; `codec` is the items'."""
    state = AsyncPageState(transport, rule, codec, method, path, request)
    made: AsyncArrayPage[PagedT] = AsyncArrayPage()
    vars(made)["__pages__"] = state
    return made.__opened__()
