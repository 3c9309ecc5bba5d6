"""Dates and times as they occur on the wire, read with tolerance, written by RFC 3339."""

from __future__ import annotations

import datetime as dt
import re
import sys

from .errors import DecodeError

DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[Tt _](.+))?", re.ASCII)
CLOCK = re.compile(
    r"\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d*))?)?\s*"
    r"(Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?",
    re.ASCII | re.IGNORECASE,
)

# Python's own parser knows no Z before 3.11.
needs_offset: bool = sys.version_info < (3, 11)


def parse_clock(text: str) -> tuple[dt.time, dt.timedelta]:
    """Read a time of day, and what it is short of: `24:00` and leap seconds carry over.

    A zone is `Z`, `+01:00`, `+0100` or `+01`. Digits beyond microseconds are dropped.
    """
    match = CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(text)
    parts = match.groups("0")
    hour, minute, second = (int(part) for part in parts[:3])
    hours, minutes, seconds = (int(part) for part in parts[6:])
    zone = dt.timezone.utc if match[5] else None
    offset = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if offset:
        zone = dt.timezone(-offset if match[6] == "-" else offset)
    midnight = (hour, minute, second) == (24, 0, 0)
    leap = second == 60
    micro = int((match[4] or "")[:6].ljust(6, "0"))
    time = dt.time(0 if midnight else hour, minute, second - leap, micro, zone)
    return time, dt.timedelta(days=midnight, seconds=leap)


def quick_date_time(text: str) -> dt.datetime:
    """Read the common forms natively, many times as fast.

    Raises `LookupError`, `TypeError` or `ValueError` for all others.
    """
    # Python's own parser takes more than dates and times by RFC 3339.
    if text[4:17:3] != "--T::":
        raise ValueError(text)
    if needs_offset and text[-1] == "Z":
        text = f"{text[:-1]}+00:00"
    return dt.datetime.fromisoformat(text)


def parse_date_time(text: str) -> dt.datetime:
    """Read a date-time; a date alone is its midnight, and no zone gives a naive value.

    A leap second is the second after it. Raises `DecodeError` where `text` is no date-time.
    """
    try:
        return quick_date_time(text)
    except ValueError:
        pass
    match = DATE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        date = dt.date(int(match[1]), int(match[2]), int(match[3]))
        time, carried = parse_clock(match[4] or "00:00")
        made = dt.datetime.combine(date, time)
        latest = dt.datetime.max - carried
        return made + carried if latest >= made.replace(tzinfo=None) else made
    except ValueError:
        raise DecodeError(f"expected a date-time, got {text!r}") from None


def parse_date(text: str) -> dt.date:
    """Read a date; of a date-time, its date.

    Raises `DecodeError` where `text` is none.
    """
    try:
        if len(text) > 10:
            return parse_date_time(text).date()
        return dt.date.fromisoformat(text)
    except ValueError:
        raise DecodeError(f"expected a date, got {text!r}") from None


def parse_time(text: str) -> dt.time:
    """Read a time of day, with or without a zone.

    Raises `DecodeError` where `text` is none.
    """
    try:
        return parse_clock(text)[0]
    except ValueError:
        raise DecodeError(f"expected a time, got {text!r}") from None


def date_time_text(value: dt.datetime) -> str:
    """Write a date-time by RFC 3339; a naive one is taken as UTC, since a zone must be sent."""
    text = value.isoformat()
    if value.utcoffset() is None:
        return text + "Z"
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def time_text(value: dt.time) -> str:
    """Write a time of day by RFC 3339; a naive one is written without a zone."""
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text
