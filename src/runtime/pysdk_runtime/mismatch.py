"""Responses that are not what the document says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .errors import DecodeError
from .readers import Check
from .wire import Codec, violations

OnMismatch: TypeAlias = Callable[[DecodeError], object]
"""What is told of a response that is not as documented; the call goes on."""


def response_check(strict: bool, on_mismatch: OnMismatch | None) -> Check | None:
    """Return what looks at each response, None where nothing shall."""
    if not strict and on_mismatch is None:
        return None

    def check(codec: Codec[Any], raw: object) -> None:
        found = violations(codec, raw)
        if not found:
            return
        lines = [str(each) for each in found]
        error = DecodeError(f"the response is not as documented: {'; '.join(lines)}")
        if on_mismatch is not None:
            on_mismatch(error)
        if strict:
            raise error

    return check
