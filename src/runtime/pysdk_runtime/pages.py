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

The rule (`LIST`, `TAGS`) is a constant of the module, a `PageRule`. Functions have lists in
the place of pages: see `lazy_pages`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import DecodeError, SDKError
from .models import NOTHING_KEPT, new_object, set_kept, set_wire
from .options import Self, Unpack
from .page_rules import PageRule
from .page_state import AsyncPageState
from .requester import AsyncRequestOptions
from .transport import AsyncTransport
from .wire import Codec, describe, is_object

PagedT = TypeVar("PagedT")
FetchedT = TypeVar("FetchedT")


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
