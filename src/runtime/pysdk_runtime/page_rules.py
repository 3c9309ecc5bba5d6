"""How the pages of one operation follow one another.

Paths are wire names joined by `/`; a number takes an item of an array, -1 the last:

    page     PageRule("page", items="data", parameter="page", first=1, size="per_page", total="meta/total", more="has_more")
    offset   PageRule("offset", items="data", parameter="offset", size="limit", total="total")
    cursor   PageRule("cursor", items="data", parameter="after", next="paging/next", more="has_more")
             PageRule("cursor", items="data", parameter="starting_after", next="data/-1/id", more="has_more")
             PageRule("cursor", items="", parameter="cursor", next_header="X-Next-Cursor")
             with place="body" or "header" where the parameter is not in the query
    url      PageRule("url", items="results", next="next")
    link     PageRule("link")

All keywords but the style's own (`parameter`, `next`) are optional.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from .models import UNSET
from .texts import is_members, plain_text, wire_value
from .wire import is_array, is_object


class PageRule(NamedTuple):
    """How the pages of one operation follow one another."""

    style: Literal["page", "offset", "cursor", "url", "link"]
    items: str = ""
    """Where the items are; empty where the response itself is the array."""
    parameter: str = ""
    """The parameter that takes the page's number, the offset or the cursor."""
    place: Literal["query", "body", "header"] = "query"
    """Where this parameter goes; in a body it is a path."""
    size: str = ""
    """The parameter that says how many items a page has, in the same place."""
    first: int = 1
    """The number of the first page."""
    next: str = ""
    """Where the response has the next cursor or URL."""
    next_header: str = ""
    """The header that has it instead."""
    total: str = ""
    """Where the response says how many items there are on all pages."""
    more: str = ""
    """Where the response says whether there are more pages."""


def at_path(raw: Any, path: str) -> Any:
    """Return what a response has at a path, None where there is nothing."""
    if not path:
        return raw
    for name in path.split("/"):
        if is_object(raw):
            raw = raw.get(name.replace("~1", "/").replace("~0", "~"))
        elif is_array(raw) and name.removeprefix("-").isdigit():
            index = int(name)
            raw = raw[index] if -len(raw) <= index < len(raw) else None
        else:
            return None
    return raw


def with_member(raw: object, path: str, value: object) -> object:
    """Return a copy of a body that has a value at a path."""
    name, slash, rest = path.partition("/")
    name = name.replace("~1", "/").replace("~0", "~")
    members = dict(raw) if is_members(raw) else {}
    members[name] = with_member(members.get(name), rest, value) if slash else value
    return members


def whole_number(value: object) -> int | None:
    """Return a count or a page's number, None where the value is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if value is None or value is UNSET:
        return None
    text = plain_text(wire_value(value))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
