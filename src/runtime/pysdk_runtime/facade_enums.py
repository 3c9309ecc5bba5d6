"""Enums as openapi-generator has them: classes whose members are what is decoded."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from typing import Any

from .listed import TextEnum, WholeEnum
from .models import ConvertedField, UnknownInt, UnknownStr
from .options import Self
from .scalars import EnumKind


class FacadeTextEnum(TextEnum):
    """The base of enums of texts in a package with a facade."""

    @classmethod
    def from_json(cls, text: str | bytes, /) -> Self:
        """Return the member that a JSON text holds. Raises ValueError for any other."""
        return cls(json.loads(text))


class FacadeWholeEnum(WholeEnum):
    """The base of enums of integers in a package with a facade."""

    @classmethod
    def from_json(cls, text: str | bytes, /) -> Self:
        """Return the member that a JSON text holds. Raises ValueError for any other."""
        return cls(json.loads(text))


class MemberKind(EnumKind):
    """Listed values, which decode as members of a class; others stay what they are."""

    __field__ = ConvertedField

    def __init__(
        self, load: Callable[[], type[Enum]], *values: Any, open: bool = False
    ) -> None:
        super().__init__(values, open)
        self.load = load

    def __decode__(self, raw: Any, at: Any = None, /) -> Any:
        found = super().__decode__(raw, at)
        if isinstance(found, UnknownStr | UnknownInt):
            return found
        return self.load()(found)
