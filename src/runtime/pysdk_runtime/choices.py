"""Bodies where the caller has a choice: of media type, or of sending none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .bodies import AsyncContent
from .models import UNSET
from .texts import is_members, wire_value


def async_select(
    content_type: str,
    value: object,
    kinds: Mapping[str, Callable[[Any], AsyncContent]],
) -> AsyncContent | None:
    """Send a value under the media type that the caller chose; None and UNSET send none.

    Raises `ValueError` for a media type that the operation does not take.
    """
    if value is None or value is UNSET:
        return None
    encode = kinds.get(content_type)
    if encode is None:
        listed = ", ".join(kinds)
        raise ValueError(f"content_type must be one of {listed}, not {content_type!r}")
    return encode(value)


def omit_empty(value: object) -> object:
    """Return an optional body, UNSET where the caller gave none of it."""
    plain = wire_value(value)
    absent = plain is None or (is_members(plain) and not plain)
    return UNSET if absent else value


def given_members(members: Mapping[str, object]) -> dict[str, object]:
    """Return the members that the caller gave."""
    return {k: v for k, v in members.items() if v is not None and v is not UNSET}


def async_when_given(
    value: object, encode: Callable[[Any], AsyncContent]
) -> AsyncContent | None:
    """Send an optional body; None and UNSET send none."""
    return None if value is None or value is UNSET else encode(value)
