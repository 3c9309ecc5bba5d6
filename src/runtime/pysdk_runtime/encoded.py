"""Values as they are written on the wire outside of bodies."""

from __future__ import annotations

from collections.abc import Mapping

from .models import UNSET
from .texts import is_items, is_members, plain_text, wire_value
from .urls import escape


class Encoded:
    """A parameter value that knows its own serialization; `styles` has the kinds."""

    def pieces(self, name: str) -> list[str]:
        """Return the parameter as encoded `name=value` pieces; none where it is absent."""
        raise NotImplementedError


def named_pieces(name: str, value: object) -> list[str]:
    """Return a query or cookie parameter in the default style: form, exploded."""
    if value is None or value is UNSET:
        return []
    if isinstance(value, str):
        return [f"{escape(name)}={escape(value)}"]
    if isinstance(value, Encoded):
        return value.pieces(name)
    value = wire_value(value)
    if is_members(value):
        return [
            f"{escape(str(key))}={escape(plain_text(item))}"
            for key, item in value.items()
            if item is not None and item is not UNSET
        ]
    if is_items(value):
        start = escape(name)
        return [
            f"{start}={escape(plain_text(item))}"
            for item in value
            if item is not None and item is not UNSET
        ]
    return [f"{escape(name)}={escape(plain_text(value))}"]


def query_string(
    query: Mapping[str, object], extra: Mapping[str, object] | None
) -> str:
    """Return the query of a URL; what `extra` names replaces what `query` has."""
    pieces: list[str] = []
    for name, value in query.items():
        if value is None or value is UNSET:
            continue
        if extra is None or name not in extra:
            pieces += named_pieces(name, value)
    if extra is not None:
        for name, value in extra.items():
            pieces += named_pieces(name, value)
    return "&".join(pieces)
