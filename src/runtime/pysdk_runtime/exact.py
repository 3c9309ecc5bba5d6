"""JSON whose numbers keep their digits, where decimals travel as numbers.

What is read are floats all the same, for whoever wants nothing but floats.
"""

from __future__ import annotations

import json
import os
from typing import Any

from .texts import is_items, is_members, wire_default


class ExactFloat(float):
    """A number that keeps the digits it is written with in JSON."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> ExactFloat:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (ExactFloat, (self.text,))


def exact_value(text: str | bytes | bytearray) -> Any:
    """Return what JSON says; numbers with a fraction keep their digits."""
    return json.loads(text, parse_float=ExactFloat)


def exact_bytes(value: object) -> bytes:
    """Return a value as JSON, each number with the digits that it has."""
    # Texts cannot pass for numbers, since nobody knows the mark.
    mark = os.urandom(8).hex()

    def default(odd: object) -> object:
        return marked(wire_default(odd), mark)

    text = json.dumps(
        marked(value, mark),
        default=default,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    first, *rest = text.split(f'"{mark}')
    whole = first + "".join([each.replace('"', "", 1) for each in rest])
    return whole.encode("utf-8", "surrogatepass")


def marked(value: object, mark: str) -> object:
    """Return a value with the digits of exact numbers as marked texts."""
    if isinstance(value, ExactFloat):
        return mark + value.text
    if is_members(value):
        return {key: marked(item, mark) for key, item in value.items()}
    if is_items(value):
        return [marked(item, mark) for item in value]
    return value
