"""Requests as a server in memory got them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import httpx2


class SentPart(NamedTuple):
    """One part of a form that holds files."""

    name: str
    filename: str | None
    content_type: str | None
    content: bytes


def quoted_word(line: str, key: str) -> str | None:
    """Return what a header says for `key`, without its quotes."""
    start = line.find(f' {key}="')
    if start < 0:
        return None
    return line[start + len(key) + 3 :].partition('"')[0]


def sent_part(text: bytes) -> SentPart:
    """Return one part of a multipart body, read from its head on."""
    head, _, content = text.partition(b"\r\n\r\n")
    name = ""
    filename: str | None = None
    content_type: str | None = None
    for line in head.decode("utf-8", "replace").split("\r\n"):
        field, _, value = line.partition(":")
        if field.lower() == "content-disposition":
            name = quoted_word(value, "name") or ""
            filename = quoted_word(value, "filename")
        elif field.lower() == "content-type":
            content_type = value.strip()
    return SentPart(name, filename, content_type, content)


def sent_parts(content: bytes, content_type: str) -> list[SentPart]:
    """Return the parts of a multipart body, in order."""
    boundary = content_type.partition("boundary=")[2].partition(";")[0].strip('" ')
    pieces = (b"\r\n" + content).split(b"\r\n--" + boundary.encode())
    return [sent_part(piece.removeprefix(b"\r\n")) for piece in pieces[1:-1]]


def sent_lines(content: bytes) -> list[Any]:
    """Return the values of JSON Lines, or of a JSON text sequence."""
    lines = content.replace(b"\x1e", b"").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


class ServerCall:
    """One request, and the operation of the document that it is for."""

    operation: str
    """Where the operation's method is, from the client on: `events.get`."""
    path_params: Mapping[str, str]
    """The text of each path parameter, by its name in the document."""
    request: httpx2.Request
    """The request as the HTTP client sent it."""

    def __init__(
        self, operation: str, path_params: Mapping[str, str], request: httpx2.Request
    ) -> None:
        self.operation = operation
        self.path_params = path_params
        self.request = request

    def __repr__(self) -> str:
        return f"<{self.operation}: {self.method} {self.path}>"

    @property
    def method(self) -> str:
        """The HTTP method, in upper case."""
        return self.request.method

    @property
    def url(self) -> str:
        """The whole URL as it went out, credentials in the query included."""
        url = self.request.url
        return f"{url.scheme}://{url.netloc.decode()}{url.raw_path.decode()}"

    @property
    def path(self) -> str:
        """The URL's path, encoded as it went out."""
        return self.request.url.raw_path.decode().partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The pairs of the query in their order, decoded."""
        text = self.request.url.query.decode()
        return parse_qsl(text, keep_blank_values=True)

    @property
    def headers(self) -> httpx2.Headers:
        """The headers; names without regard to case."""
        return self.request.headers

    @property
    def content(self) -> bytes:
        """The body's bytes."""
        return self.request.content

    @cached_property
    def parts(self) -> list[SentPart]:
        """The parts of a multipart body; of any other there are none."""
        kind = self.headers.get("content-type", "")
        return sent_parts(self.content, kind) if kind.startswith("multipart/") else []

    @cached_property
    def body(self) -> Any:
        """What the body says by its media type, None where there is no body.

        JSON is decoded, JSON Lines are a list; a form is a list of pairs, with the text
        of files; text is text, and anything else bytes.
        """
        content = self.content
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not content:
            return None
        if kind == "application/json" or kind.endswith("+json"):
            return json.loads(content)
        if "json" in kind:
            return sent_lines(content)
        if kind == "application/x-www-form-urlencoded":
            return parse_qsl(content.decode(), keep_blank_values=True)
        if kind.startswith("multipart/"):
            return [
                (part.name, part.content.decode("utf-8", "replace"))
                for part in self.parts
            ]
        if kind.startswith("text/") or kind.endswith("xml"):
            return content.decode("utf-8", "replace")
        return content
