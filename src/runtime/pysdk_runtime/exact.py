"""JSON text whose decimal numbers are not rounded to binary floating point."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

from .wire import is_array, is_object


class ExactFloat(float):
    """A float that remembers the text it was read from."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> ExactFloat:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (ExactFloat, (self.text,))


def exact_loads(text: str | bytes) -> Any:
    """Parse JSON; its numbers are floats that keep their text."""
    return json.loads(text, parse_float=ExactFloat)


def exact_dumps(value: Any, **options: Any) -> str:
    """Write JSON; `Decimal` values and numbers of `exact_loads` keep all their digits.

    `options` are those of `json.dumps`.
    """
    # A mark that no string of the caller's can contain stands for each number.
    mark = uuid4().hex
    numbers: list[str] = []

    def marked(item: Any) -> Any:
        if isinstance(item, (ExactFloat, Decimal)):
            numbers.append(
                item.text if isinstance(item, ExactFloat) else number_text(item)
            )
            return f"{mark}{len(numbers) - 1}"
        if is_object(item):
            return {key: marked(each) for key, each in item.items()}
        if is_array(item):
            return [marked(each) for each in item]
        return item

    text = json.dumps(marked(value), **options)
    first, *rest = text.split(f'"{mark}')
    parts = [first]
    for part in rest:
        index, _, tail = part.partition('"')
        parts += [numbers[int(index)], tail]
    return "".join(parts)


def number_text(value: Decimal) -> str:
    """Write a decimal as a JSON number.

    Raises `ValueError` for what JSON has no number for.
    """
    if not value.is_finite():
        raise ValueError(f"JSON has no number for {value}")
    return str(value)
