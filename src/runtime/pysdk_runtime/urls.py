"""Text for URLs."""

from __future__ import annotations

from urllib.parse import quote, unquote

from .texts import plain_text


def escape(text: str) -> str:
    """Percent-encode everything but RFC 3986's unreserved characters."""
    if text.isascii() and text.isalnum():
        return text
    return quote(text, safe="")


def escape_reserved(text: str) -> str:
    """Percent-encode as `allowReserved` asks: reserved characters and triples stay.

    Those that would end a query value or are not allowed in a query (`#[]&+`) are encoded.
    """
    parts: list[str] = []
    rest = text
    while "%" in rest:
        before, _, rest = rest.partition("%")
        parts.append(quote(before, safe=":/?@!$'()*,;="))
        triple = rest[:2]
        if len(triple) == 2 and all(c in "0123456789abcdefABCDEF" for c in triple):
            parts.append(f"%{triple}")
            rest = rest[2:]
        else:
            parts.append("%25")
    parts.append(quote(rest, safe=":/?@!$'()*,;="))
    return "".join(parts)


def refuse_dots(text: str) -> str:
    """Return a path value. Raises ValueError where it would lead to another route."""
    if not text:
        raise ValueError("a path parameter is empty")
    plain = text
    while "%" in plain:
        plain, before = unquote(plain), plain
        if plain == before:
            break
    for part in plain.replace("\\", "/").split("/"):
        if part in {".", ".."}:
            raise ValueError(f"a path parameter contains a dot segment: {text!r}")
    return text


def segment(value: object) -> str:
    """Return a path parameter's value as one percent-encoded path segment.

    Raises ValueError for the empty string and for dot segments, also encoded ones.
    """
    if value is None:
        raise ValueError("a path parameter is None")
    text = plain_text(value)
    if text.isascii() and text.isalnum():
        return text
    return quote(refuse_dots(text), safe="")
