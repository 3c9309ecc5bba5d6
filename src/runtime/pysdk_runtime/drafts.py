"""A request while it is put together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TypeAlias

import httpx2

from .encoded import named_pieces
from .models import UNSET
from .redaction import secret_url
from .texts import is_items, is_members, plain_text, wire_value
from .urls import escape

HeaderFields: TypeAlias = dict[str, tuple[bytes, bytes]]
"""Headers by lower-case name, as they are sent."""

FORBIDDEN_CONTROLS = {chr(code) for code in (*range(9), *range(10, 32), 127)}


def header_text(name: str, value: object) -> str:
    """Return a header's value as text, in style `simple`.

    Raises ValueError where name or value would end the header; the value is not named.
    """
    if not isinstance(value, str):
        plain = wire_value(value)
        if is_members(plain):
            texts = [plain_text(part) for pair in plain.items() for part in pair]
            value = ",".join(texts)
        elif is_items(plain):
            value = ",".join([plain_text(item) for item in plain])
        else:
            value = plain_text(plain)
    if not value.isprintable() and not FORBIDDEN_CONTROLS.isdisjoint(value):
        raise ValueError(f"the header {name} contains a control character")
    return value.strip()


def set_header(fields: HeaderFields, name: str, value: object) -> None:
    """Set a header, replacing one of the same name; None and UNSET do nothing."""
    if value is None or value is UNSET:
        return
    text = header_text(name, value)
    if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
        if not name or any(
            c in '()<>@,;:\\"/[]?={}' or not "!" <= c <= "~" for c in name
        ):
            raise ValueError(f"{name!r} is not the name of a header")
    fields[name.lower()] = (name.encode(), text.encode())


def cookie_text(name: str, value: str) -> str:
    """Return a cookie whose value is sent as it is. Raises ValueError where it cannot."""
    if not value.isascii() or any(
        c in ' ";,\\' or c < "!" or c == "\x7f" for c in value
    ):
        raise ValueError(f"the cookie {name} contains a character that cookies cannot")
    return f"{name}={value}"


class Draft:
    """One request: what the call said, then what the credentials add.

    It holds secrets; its representation does not.
    """

    def __init__(self, method: str, url: str, fields: HeaderFields) -> None:
        self.method = method
        self.url = url
        self.fields = fields
        self.own_cookies: list[str] = []
        self.bare = False
        self.guarded: set[str] = set()
        self.hidden: Collection[str] = ()
        self.secret_fields: HeaderFields = {}
        self.secret_query: list[str] = []
        self.dress: Callable[[str, bool], httpx2.URL] | None = None
        self.secret_cookies: list[str] = []
        self.secrets: set[str] = set()

    def __repr__(self) -> str:
        return f"<draft of {self.method}>"

    def drop_credentials(self) -> None:
        """Forget what credentials added, before they add it anew."""
        self.secret_fields = {}
        self.secret_query = []
        self.dress = None
        self.secret_cookies = []

    def add_secret_header(self, name: str, value: str) -> None:
        """Add a credential's header, unless the call has one of this name."""
        self.secrets.add(value)
        if name.lower() not in self.fields:
            set_header(self.secret_fields, name, value)

    def add_secret_query(self, name: str, value: str) -> None:
        """Add a credential's query parameter; the URL of the request does not show it."""
        self.secrets.add(value)
        self.hidden = (*self.hidden, name)
        self.secret_query.append(f"{escape(name)}={escape(value)}")
        self.dress = partial(secret_url, self.secret_query, self.hidden)

    def add_secret_cookie(self, name: str, value: str) -> None:
        """Add a credential's cookie."""
        self.secrets.add(value)
        self.secret_cookies.append(cookie_text(name, value))

    def add_cookie(self, name: str, value: object) -> None:
        """Add a cookie parameter in style `form`."""
        self.own_cookies += named_pieces(name, value)

    def full_fields(self) -> list[tuple[bytes, bytes]]:
        """Return all headers but the cookies."""
        return [*self.fields.values(), *self.secret_fields.values()]

    def put_cookies(self, request: httpx2.Request) -> None:
        """Add the cookies of parameters and credentials to a request's own."""
        if self.own_cookies or self.secret_cookies:
            known = request.headers.get("cookie", "").split("; ")
            texts = [*known, *self.own_cookies, *self.secret_cookies]
            request.headers["Cookie"] = "; ".join(filter(None, texts))
