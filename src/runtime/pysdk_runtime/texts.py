"""Python values as the text and the JSON that go on the wire."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeGuard

json_value = json.loads
"""Reads JSON."""


def is_members(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Return whether this is an object in JSON's sense."""
    return isinstance(value, Mapping)


def is_items(value: object) -> TypeGuard[Iterable[object]]:
    """Return whether this is an array in JSON's sense, or any other series of values."""
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)


def wire_value(value: object) -> object:
    """Return a model as the dict it stands for, anything else as it is."""
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None or isinstance(value, type) else to_dict()


def wire_default(value: object) -> object:
    """Return what `json.dumps` cannot write by itself in a form it can."""
    plain = wire_value(value)
    if plain is not value:
        return plain
    if is_members(value):
        return dict(value)
    if is_items(value):
        return list(value)
    return plain_text(value)


def json_bytes(value: object) -> bytes:
    """Return a value as JSON. Raises ValueError for NaN and infinities."""
    text = json.dumps(
        value,
        default=wire_default,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return text.encode("utf-8", "surrogatepass")


def plain_text(value: object) -> str:
    """Return a scalar as it is written in paths, queries, headers and cookies.

    What is no scalar is written as JSON: the specification leaves it open.
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, dt.datetime):
        text = value.isoformat()
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8")
    plain = wire_value(value)
    if is_members(plain) or is_items(plain):
        return json_bytes(plain).decode()
    return str(plain)
