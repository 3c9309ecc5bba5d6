"""The parameter styles of OpenAPI 3.x, one function each.

The defaults need none of these: a plain value in a query is `form`, exploded.
"""

from __future__ import annotations

from collections.abc import Callable

from .encoded import Encoded
from .models import UNSET
from .texts import is_items, is_members, json_bytes, plain_text, wire_value
from .urls import escape, escape_reserved, refuse_dots


def absent(value: object) -> bool:
    """Return whether this value stands for no value."""
    return value is None or value is UNSET


def object_texts(value: object) -> list[tuple[str, str]] | None:
    """Return an object's members as text, or None where this is no object."""
    value = wire_value(value)
    if not is_members(value):
        return None
    return [(str(k), plain_text(v)) for k, v in value.items() if not absent(v)]


def array_texts(value: object) -> list[str] | None:
    """Return an array's items as text, or None where this is no array."""
    if not is_items(value):
        return None
    return [plain_text(item) for item in value if not absent(item)]


def joined_texts(
    value: object,
    write: Callable[[str], str],
    separator: str,
    member: str,
) -> str | None:
    """Return a value as one text, None where it has no items."""
    members = object_texts(value)
    if members is not None:
        pairs = [f"{write(key)}{member}{write(text)}" for key, text in members]
        return separator.join(pairs) if pairs else None
    items = array_texts(value)
    if items is not None:
        return separator.join([write(item) for item in items]) if items else None
    return write(plain_text(value))


class DelimitedParameter(Encoded):
    """One `name=value` whose items stand behind each other."""

    def __init__(
        self, value: object, separator: str, write: Callable[[str], str]
    ) -> None:
        self._value = value
        self._separator = separator
        self._write = write

    def pieces(self, name: str) -> list[str]:
        """Return at most one piece."""
        if absent(self._value):
            return []
        text = joined_texts(self._value, self._write, self._separator, self._separator)
        return [] if text is None else [f"{escape(name)}={text}"]


class ExplodedParameter(Encoded):
    """One `name=value` for each item, or `key=value` for each member."""

    def __init__(self, value: object, write: Callable[[str], str]) -> None:
        self._value = value
        self._write = write

    def pieces(self, name: str) -> list[str]:
        """Return a piece for each item or member."""
        if absent(self._value):
            return []
        write = self._write
        members = object_texts(self._value)
        if members is not None:
            return [f"{escape(key)}={write(text)}" for key, text in members]
        items = array_texts(self._value)
        if items is None:
            items = [plain_text(self._value)]
        return [f"{escape(name)}={write(item)}" for item in items]


def form_style(
    value: object, *, explode: bool = True, allow_reserved: bool = False
) -> Encoded:
    """Encode a query or cookie parameter of style `form`."""
    write = escape_reserved if allow_reserved else escape
    if explode:
        return ExplodedParameter(value, write)
    return DelimitedParameter(value, ",", write)


def space_delimited(
    value: object, *, explode: bool = False, allow_reserved: bool = False
) -> Encoded:
    """Encode a query parameter of style `spaceDelimited`."""
    write = escape_reserved if allow_reserved else escape
    if explode:
        return ExplodedParameter(value, write)
    return DelimitedParameter(value, "%20", write)


def pipe_delimited(
    value: object, *, explode: bool = False, allow_reserved: bool = False
) -> Encoded:
    """Encode a query parameter of style `pipeDelimited`."""
    write = escape_reserved if allow_reserved else escape
    if explode:
        return ExplodedParameter(value, write)
    return DelimitedParameter(value, "%7C", write)


class DeepParameter(Encoded):
    """`name[key]=value` for each member."""

    def __init__(self, value: object, write: Callable[[str], str]) -> None:
        self._value = value
        self._write = write

    def pieces(self, name: str) -> list[str]:
        """Return a piece for each scalar inside."""
        return self._inside(escape(name), self._value)

    def _inside(self, name: str, value: object) -> list[str]:
        if absent(value):
            return []
        value = wire_value(value)
        found: list[str] = []
        if is_members(value):
            for key, member in value.items():
                found += self._inside(f"{name}%5B{escape(str(key))}%5D", member)
        elif is_items(value):
            for index, item in enumerate(value):
                plain = wire_value(item)
                nested = is_members(plain) or is_items(plain)
                place = str(index) if nested else ""
                found += self._inside(f"{name}%5B{place}%5D", item)
        else:
            found.append(f"{name}={self._write(plain_text(value))}")
        return found


def deep_object(value: object, *, allow_reserved: bool = False) -> Encoded:
    """Encode a query parameter of style `deepObject`.

    The specification stops at scalar members; deeper objects become `a[b][c]`, arrays
    `a[b][]`, arrays of objects `a[b][0][c]`.
    """
    return DeepParameter(value, escape_reserved if allow_reserved else escape)


def json_text(value: object) -> str | None:
    """Return a parameter with JSON `content` as text; None where it is absent."""
    return None if absent(value) else json_bytes(value).decode()


class WholeQuery(Encoded):
    """Everything behind the question mark."""

    def __init__(self, value: object) -> None:
        self._value = value

    def pieces(self, name: str) -> list[str]:
        """Return the query; the parameter's name is not part of it."""
        if absent(self._value):
            return []
        members = object_texts(self._value)
        if members is None:
            return [escape(plain_text(self._value))]
        found: list[str] = []
        value = wire_value(self._value)
        if is_members(value):
            for key, member in value.items():
                found += ExplodedParameter(member, escape).pieces(str(key))
        return found


def whole_query(value: object) -> Encoded:
    """Encode a parameter that is `in: querystring`: a form object, or text as it is."""
    return WholeQuery(value)


def simple_header(value: object, *, explode: bool = False) -> str | None:
    """Encode a header parameter of style `simple`; None where it is absent."""
    if absent(value):
        return None
    return joined_texts(value, str, ",", "=" if explode else ",") or ""


def escape_path_reserved(text: str) -> str:
    """Percent-encode a path value of which reserved characters stay, the `?` not."""
    return escape_reserved(text).replace("?", "%3F")


def checked_path(text: str | None) -> str:
    """Return a path parameter's text. Raises ValueError where it would be dropped."""
    if text is None:
        raise ValueError("a path parameter is empty")
    return refuse_dots(text)


def simple_path(
    value: object, *, explode: bool = False, allow_reserved: bool = False
) -> str:
    """Encode a path parameter of style `simple`."""
    if absent(value):
        raise ValueError("a path parameter is None")
    write = escape_path_reserved if allow_reserved else escape
    member = "=" if explode else ","
    return checked_path(joined_texts(value, write, ",", member))


def label_path(value: object, *, explode: bool = False) -> str:
    """Encode a path parameter of style `label`."""
    if absent(value):
        raise ValueError("a path parameter is None")
    separator = "." if explode else ","
    member = "=" if explode else ","
    text = joined_texts(value, escape, separator, member)
    return checked_path(f".{text or ''}")


def matrix_path(name: str, value: object, *, explode: bool = False) -> str:
    """Encode a path parameter of style `matrix`."""
    if absent(value):
        raise ValueError("a path parameter is None")
    start = escape(name)
    if explode:
        members = object_texts(value)
        if members is not None:
            pairs = [f";{escape(key)}={escape(text)}" for key, text in members]
            return checked_path("".join(pairs))
        items = array_texts(value)
        if items is not None:
            named = [
                f";{start}={escape(item)}" if item else f";{start}" for item in items
            ]
            return checked_path("".join(named))
    text = joined_texts(value, escape, ",", ",")
    return checked_path(f";{start}={text}" if text else f";{start}")
