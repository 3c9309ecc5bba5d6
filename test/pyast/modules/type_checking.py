"""The client."""
from __future__ import annotations
from typing import TYPE_CHECKING, Any
import httpx
from ._base import Base, Resource
from .models import CreateSpecialEventRequest, ListSpecialEventsResponse, SpecialEvent, Ticket, UpdateSpecialEvent
if TYPE_CHECKING:
    from .resources.events import AsyncEvents, Events
    from .resources.tickets import Tickets
__all__ = ["Client", "AsyncClient"]
class Client(Base):
    @cached_property
    def events(self) -> Events:
        from .resources.events import Events
        return Events(self)
def __getattr__(name: str) -> Any:
    """Load lazily."""
    if name in _lazy:
        import importlib
        return getattr(importlib.import_module(_lazy[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
