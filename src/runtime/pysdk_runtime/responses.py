"""A response beside its value."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Generic, TypeVar

import httpx2

from .errors import ResponseHeaders
from .failures import request_id, response_headers

ResponseT = TypeVar("ResponseT")


class Exchange:
    """A response and how long it took; with a sink, what takes its body."""

    __slots__ = ("response", "seconds", "sink")

    def __init__(self) -> None:
        self.response: httpx2.Response | None = None
        self.seconds = 0.0
        self.sink: Callable[[httpx2.Response], Any] | None = None


current_exchange: ContextVar[Exchange | None] = ContextVar(
    "current_exchange", default=None
)
"""Where the transport puts the response of a call whose caller wants more than its value."""


class Response(Generic[ResponseT]):
    """What a call returned, and the HTTP response it came in."""

    value: ResponseT
    """What the method returns."""
    status_code: int
    """The HTTP status."""
    headers: ResponseHeaders
    """The response's headers."""
    request_id: str | None
    """The server's name for this request."""
    elapsed: timedelta
    """The time from the first attempt to the last byte."""

    def __init__(
        self, value: ResponseT, response: httpx2.Response, seconds: float
    ) -> None:
        self.value = value
        self.status_code = response.status_code
        self.headers = response_headers(response)
        self.request_id = request_id(response)
        self.elapsed = timedelta(seconds=seconds)
        self._response = response

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.status_code

    @property
    def content(self) -> bytes:
        """The body's bytes."""
        return self._response.content

    def __repr__(self) -> str:
        return f"<Response {self.status_code}: {self.value!r}>"


def paired_response(value: ResponseT, exchange: Exchange) -> Response[ResponseT]:
    """Return a value with the response it came in. Raises RuntimeError without one."""
    if exchange.response is None:
        raise RuntimeError("the method made no request")
    return Response(value, exchange.response, exchange.seconds)
