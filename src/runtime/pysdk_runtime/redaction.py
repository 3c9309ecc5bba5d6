"""Keeping secrets out of logs, errors and representations."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from urllib.parse import quote_plus, unquote_plus

import httpx2

from .texts import is_items, is_members

SECRET_WORDS = re.compile(
    r"auth|token|secret|passw|api.?key|access.?key|signature|credential|session|cookie|^(key|sig|code|pwd|pin|otp)$",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Return whether a header, parameter or member of this name may hold a secret."""
    return SECRET_WORDS.search(name) is not None


def redact_query(query: str, hidden: Collection[str] = ()) -> str:
    """Return a query whose secret values are `***`; `hidden` names more of them."""
    pieces: list[str] = []
    for piece in query.split("&"):
        name, equals, _ = piece.partition("=")
        plain = unquote_plus(name)
        secret = equals and (plain in hidden or is_secret(plain))
        pieces.append(f"{name}=***" if secret else piece)
    return "&".join(pieces)


def redact_url(url: str, hidden: Collection[str] = ()) -> str:
    """Return a URL without user information and with its secret values as `***`."""
    start, mark, query = url.partition("?")
    scheme, slashes, rest = start.partition("://")
    if slashes:
        authority, slash, path = rest.partition("/")
        start = f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"
    return f"{start}?{redact_query(query, hidden)}" if mark else start


def redact_json(value: object) -> object:
    """Return a JSON value whose secret members are `***`."""
    if is_members(value):
        return {
            key: "***" if is_secret(str(key)) else redact_json(member)
            for key, member in value.items()
        }
    if is_items(value):
        return [redact_json(item) for item in value]
    return value


def redact_body(body: bytes, content_type: str) -> str:
    """Return a request's body as text without the secrets that can be told by name."""
    if not body:
        return ""
    if len(body) > 20_000:
        return f"<{len(body)} bytes>"
    try:
        text = body.decode("utf-8")
        if "json" in content_type:
            return json.dumps(redact_json(json.loads(text)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return f"<{len(body)} bytes>"
    if "urlencoded" in content_type:
        return redact_query(text)
    if content_type.startswith("multipart/"):
        return f"<{len(body)} bytes>"
    return text


def scrub(text: str, secrets: Collection[str]) -> str:
    """Return a text in which these secrets are `***`."""
    for secret in secrets:
        if len(secret) > 3 or secret == text:
            text = text.replace(secret, "***").replace(quote_plus(secret), "***")
    return text


def secret_url(
    pieces: Sequence[str], hidden: Collection[str], url: str, here: bool
) -> httpx2.URL:
    """Return a URL that does not show these query parameters.

    `here` adds the secret pieces that it lacks: not for another origin.
    """
    _, mark, query = url.partition("?")
    if here:
        lacking = [
            piece for piece in pieces if f"{piece.partition('=')[0]}=" not in query
        ]
        url += ("&" if mark else "?") + "&".join(lacking) if lacking else ""
    made = RedactedURL(url)
    made.hidden = hidden
    return made


class RedactedURL(httpx2.URL):
    """A URL that shows its secret values as `***` wherever it becomes text.

    The HTTP client writes URLs into its own log; on the wire go the raw parts.
    """

    hidden: Collection[str] = ()

    def __str__(self) -> str:
        return redact_url(super().__str__(), self.hidden)

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"
