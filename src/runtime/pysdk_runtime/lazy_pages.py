"""Pages for module-level functions: each is a list."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar

from .lazy_client import LazyClient
from .options import Unpack
from .page_rules import PageRule
from .page_state import AsyncPageState
from .requester import AsyncRequestOptions
from .wire import Codec

EachT = TypeVar("EachT")


async def each_page(
    client: LazyClient,
    rule: PageRule,
    codec: Codec[list[EachT]],
    method: str,
    path: str,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncIterator[list[EachT]]:
    """Iterate over pages, which one client asks for; `codec` is the items'."""
    state: AsyncPageState | None = AsyncPageState(
        await client.client(), rule, codec, method, path, request
    )
    while state is not None:
        await state.fetch(codec)
        yield state.items()
        state = state.following()
