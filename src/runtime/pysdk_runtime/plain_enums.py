"""Enums of text, which most are."""

from __future__ import annotations

from typing import Any

from .errors import DecodeError
from .models import UnknownStr
from .scalars import unwritable
from .wire import Kind, describe


class TextEnumKind(Kind[Any]):
    """Listed texts; others are of the same kind, but unknown."""

    def __init__(self, *texts: str, open: bool = False) -> None:
        self.texts = texts
        self.open = open

    def __decode__(self, raw: Any, at: Any = None, /) -> Any:
        if not isinstance(raw, str):
            raise DecodeError(f"expected one of {self.texts}, got {describe(raw)}")
        return raw if raw in self.texts else UnknownStr(raw)

    def __encode__(self, value: Any, /) -> Any:
        # It may be a member of an `enum.Enum` of the caller's.
        inner = getattr(value, "value", value)
        if not isinstance(inner, str):
            raise unwritable(value, f"one of {self.texts}")
        return str(inner)

    def __steady__(self) -> bool:
        return True
