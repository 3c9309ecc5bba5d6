"""When to try again, and after how long."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import anyio

REPEATABLE_STATUSES = frozenset({408, 409, 429, 500, 502, 503, 504})
"""The statuses after which a call is repeated."""

REPEATABLE_METHODS = frozenset(
    {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY", "TRACE"}
)
"""The methods that may be repeated although the server may have done the work."""

LONGEST_RETRY_AFTER = 60.0
"""A server that asks for a longer wait (seconds) gets none: the call fails."""


@dataclass(frozen=True)
class RetryPolicy:
    """The rules by which a failed call is repeated."""

    max_retries: int = 2
    """How often to try again after the first attempt."""
    first_wait: float = 0.5
    """The bound of the first random wait, in seconds; it doubles with each attempt."""
    longest_wait: float = 8.0
    """The bound that is not exceeded by doubling, in seconds."""
    longest_retry_after: float = LONGEST_RETRY_AFTER
    """A server that asks for a longer wait (seconds) gets none: the call fails."""
    statuses: frozenset[int] = REPEATABLE_STATUSES
    """The statuses after which a call is repeated."""
    every_server_error: bool = False
    """Whether every status of 500 and above counts too."""
    methods: frozenset[str] = REPEATABLE_METHODS
    """The methods that may be repeated although the server may have done the work."""
    every_method: bool = False
    """Whether all methods are repeated alike."""
    chance: Callable[[], float] = random.random
    """A number from 0 to 1, for the jitter."""
    clock: Callable[[], float] = time.time
    """The time of day, for `Retry-After` dates."""


def backoff(policy: RetryPolicy, attempt: int) -> float:
    """Return the wait after this attempt (0 is the first): full jitter."""
    bound = policy.first_wait * 2.0 ** min(attempt, 60)
    return min(bound, policy.longest_wait) * policy.chance()


def finite(text: str) -> float | None:
    """Return a number of seconds or milliseconds that makes sense, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return how many seconds the server asks to wait, or None.

    Read are `Retry-After-Ms`, and `Retry-After` as seconds, fractions or HTTP-date.
    """
    milliseconds = headers.get("retry-after-ms")
    if milliseconds is not None:
        number = finite(milliseconds)
        if number is not None:
            return number / 1000
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = finite(text)
    if seconds is not None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def wait_after_status(
    policy: RetryPolicy,
    status: int,
    headers: Mapping[str, str],
    attempt: int,
    repeatable: bool,
) -> float | None:
    """Return how long to wait before repeating an answered call, None for not at all."""
    asked = retry_after(headers, policy.clock())
    advice = headers.get("x-should-retry", "").lower()
    if advice == "false":
        return None
    if advice != "true":
        listed = status in policy.statuses
        if not listed and not (policy.every_server_error and status >= 500):
            return None
        if not repeatable and (status not in {429, 503} or asked is None):
            return None
    if asked is None:
        return backoff(policy, attempt)
    return asked if asked <= policy.longest_retry_after else None


async def async_pause(seconds: float) -> None:
    """Wait between two attempts."""
    await anyio.sleep(seconds)
