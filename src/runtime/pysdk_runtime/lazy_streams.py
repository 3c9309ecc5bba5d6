"""The shared client of module-level functions where some of them answer with streams."""

from __future__ import annotations

from .lazy_client import ClientSource, LazyClient
from .transport import AsyncSettings


class StreamingClient(LazyClient):
    """A lazy client with the settings by which streams go on after an interruption."""

    def __init__(self, source: ClientSource) -> None:
        super().__init__(source)
        self.settings = AsyncSettings("")
