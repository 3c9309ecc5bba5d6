"""Options that every call takes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict

import httpx2

if TYPE_CHECKING:
    from typing_extensions import Self as Self
elif sys.version_info >= (3, 11):
    from typing import Self as Self
else:
    Self = object

if TYPE_CHECKING:
    from typing_extensions import Unpack as Unpack
elif sys.version_info >= (3, 11):
    from typing import Unpack as Unpack
else:

    class Unpack:
        """Stands in for `typing.Unpack` on Python 3.10."""

        def __class_getitem__(cls, item):
            return item


class CallOptions(TypedDict, total=False):
    """What any call may be told beside the document's own parameters."""

    timeout: float | httpx2.Timeout | None
    """Seconds for each of connecting, sending and waiting; None waits forever."""
    deadline: float | None
    """Seconds for the whole call, retries included."""
    max_retries: int
    """How often to try again."""
    idempotency_key: str | None
    """Sent on every attempt, so that the server does the work once."""
    extra_headers: Mapping[str, object]
    """Headers to add or replace; None takes a default header away."""
    extra_query: Mapping[str, object]
    """Query parameters to add or replace."""
    extra_body: Mapping[str, object]
    """Members to add to a JSON object body."""


def without(members: Mapping[str, object], name: str) -> dict[str, object]:
    """Return a copy of a query or body that lacks one name."""
    return {key: value for key, value in members.items() if key != name}


def without_header(headers: Mapping[str, object], name: str) -> dict[str, object]:
    """Return a copy of headers that lacks one, however it is spelled."""
    lower = name.lower()
    return {key: value for key, value in headers.items() if key.lower() != lower}
