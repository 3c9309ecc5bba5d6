"""Enums as classes: values that the document lists, by name."""

from __future__ import annotations

from enum import Enum


class TextEnum(str, Enum):
    """Texts that the document lists. What it does not list is an `UnknownStr`."""

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, form: str) -> str:
        return str.__format__(self, form)


class WholeEnum(int, Enum):
    """Integers that the document lists. What it does not list is an `UnknownInt`."""

    def __str__(self) -> str:
        return int.__repr__(self)

    def __format__(self, form: str) -> str:
        return int.__format__(self, form)
