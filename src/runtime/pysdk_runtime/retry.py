"""When to try again, and after how long."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import anyio

REPEATABLE_STATUSES = frozenset({408, 409, 429, 500, 502, 503, 504})
"""The statuses after which a call is repeated."""

REPEATABLE_METHODS = frozenset(
    {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY", "TRACE"}
)
"""The methods that may be repeated although the server may have done the work."""

LONGEST_RETRY_AFTER = 60.0
"""A server that asks for a longer wait (seconds) gets none: the call fails."""


class RetryPolicy(NamedTuple):
    """The rules by which a failed call is repeated."""

    max_retries: int = 2
    """How often to try again after the first attempt."""
    first_wait: float = 0.5
    """The bound of the first random wait, in seconds; it doubles with each attempt."""
    longest_wait: float = 8.0
    """The bound that is not exceeded by doubling, in seconds."""
    every_method: bool = False
    """Whether all methods are repeated alike, after 429 and every server error."""


DEFAULT_RETRY = RetryPolicy()


def backoff(policy: RetryPolicy, attempt: int) -> float:
    """Return the wait after this attempt (0 is the first): full jitter."""
    bound = policy.first_wait * 2.0 ** min(attempt, 60)
    return min(bound, policy.longest_wait) * random.random()


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds the server asks to wait, or None.

    Read are `Retry-After-Ms`, and `Retry-After` as seconds, fractions or HTTP-date.
    """
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            number = float(headers.get(name, ""))
        except ValueError:
            continue
        if math.isfinite(number) and number >= 0:
            return number / unit
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
        return max(0.0, at.timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def wait_after_status(
    policy: RetryPolicy,
    status: int,
    headers: Mapping[str, str],
    attempt: int,
    repeatable: bool,
) -> tuple[float | None, float | None]:
    """Return what the server asks to wait, and the wait; None for no other attempt."""
    asked = retry_after(headers)
    advice = headers.get("x-should-retry", "").lower()
    if policy.every_method:
        listed = status == 429 or status >= 500
    else:
        listed = status in REPEATABLE_STATUSES
    safe = repeatable or (status in {429, 503} and asked is not None)
    if advice == "false" or (advice != "true" and not (listed and safe)):
        return asked, None
    if asked is None:
        return None, backoff(policy, attempt)
    return asked, asked if asked <= LONGEST_RETRY_AFTER else None


async def async_pause(seconds: float) -> None:
    """Wait between two attempts."""
    await anyio.sleep(seconds)
