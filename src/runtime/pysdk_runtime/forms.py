"""Bodies of media type `application/x-www-form-urlencoded` (OpenAPI 3.x, `encoding`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple
from urllib.parse import quote_plus

from .bodies import AsyncBytesBody, AsyncContent
from .models import UNSET
from .texts import is_items, is_members, json_bytes, plain_text, wire_value
from .urls import escape_reserved
from .wire import has_wire, wire_body

FORM_TYPE = "application/x-www-form-urlencoded"


class Encoding(NamedTuple):
    """How one property of a form is written; what is None takes the default."""

    content_type: str | None = None
    """The media type of a part, or of an object's text in a form."""
    style: Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"] | None = (
        None
    )
    explode: bool | None = None
    allow_reserved: bool | None = None


PLAIN = Encoding()


def sent_value(value: object) -> object:
    """Return a model or a view of ours as what is sent of it, anything else as it is."""
    return wire_body(value) if has_wire(value) else wire_value(value)


def sent_items(values: Iterable[object]) -> list[object]:
    """Return the items of a list that are sent: None and UNSET are no values."""
    return [each for each in values if each is not None and each is not UNSET]


def sent_json(value: object) -> bytes:
    """Return a value as JSON, without what is never sent."""
    return json_bytes(wire_body(value))


def form_members(value: object) -> list[tuple[str, object]]:
    """Return what a form holds; members that are None or UNSET are left out.

    Raises `TypeError` where the value is no object: a form has names.
    """
    plain = sent_value(value)
    if not is_members(plain):
        raise TypeError(f"a form needs an object, not {type(value).__name__}")
    return [(str(k), v) for k, v in plain.items() if v is not None and v is not UNSET]


def form_text(value: object) -> str:
    """Return a value as a form's text: scalars as they are, objects and lists as JSON."""
    plain = sent_value(value)
    if is_members(plain) or is_items(plain):
        return sent_json(plain).decode()
    return plain_text(plain)


def deep_pairs(name: str, value: object) -> list[tuple[str, str]]:
    """Return `name[key]`, `name[]` and so on for each scalar inside."""
    plain = sent_value(value)
    found: list[tuple[str, str]] = []
    if is_members(plain):
        for key, member in form_members(plain):
            found += deep_pairs(f"{name}[{key}]", member)
    elif is_items(plain):
        for index, item in enumerate(sent_items(plain)):
            inner = sent_value(item)
            nested = is_members(inner) or is_items(inner)
            found += deep_pairs(f"{name}[{index}]" if nested else f"{name}[]", inner)
    else:
        found.append((name, plain_text(plain)))
    return found


def exploded_pairs(name: str, value: object) -> list[tuple[str, str]]:
    """Return a pair for each item of a list, or one of the whole."""
    plain = sent_value(value)
    if is_items(plain):
        return [(name, form_text(item)) for item in sent_items(plain)]
    return [(name, form_text(plain))]


def styled_pairs(name: str, value: object, how: Encoding) -> list[tuple[str, str]]:
    """Return a property's pairs as its `style` asks."""
    if how.style == "deepObject":
        return deep_pairs(name, value)
    plain = sent_value(value)
    explode = how.style in {None, "form"} if how.explode is None else how.explode
    if is_members(plain):
        members = [(key, form_text(member)) for key, member in form_members(plain)]
        if explode:
            return members
        return [(name, ",".join([text for pair in members for text in pair]))]
    if explode or not is_items(plain):
        return exploded_pairs(name, plain)
    separator = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(how.style or "", ",")
    texts = [form_text(item) for item in sent_items(plain)]
    return [(name, separator.join(texts))] if texts else []


def property_pairs(name: str, value: object, how: Encoding) -> list[tuple[str, str]]:
    """Return a property's pairs; without style words an object is JSON."""
    styled = how.style is not None or how.explode is not None
    if styled or how.allow_reserved is not None:
        return styled_pairs(name, value, how)
    if how.content_type is not None and "json" in how.content_type:
        return [(name, sent_json(value).decode())]
    return exploded_pairs(name, value)


def async_urlencoded(
    value: object, *, encoding: Mapping[str, Encoding] | None = None
) -> AsyncContent:
    """Send an object as a form: lists repeat their name, objects are JSON.

    `encoding` says by property what is different.
    """
    pieces: list[str] = []
    for name, member in form_members(value):
        how = (encoding or {}).get(name, PLAIN)
        write: Callable[[str], str] = quote_plus
        if how.allow_reserved:
            write = escape_reserved
        for key, text in property_pairs(name, member, how):
            pieces.append(f"{quote_plus(key)}={write(text)}")
    return AsyncBytesBody("&".join(pieces).encode(), FORM_TYPE)
