"""What can go wrong, as one tree of exceptions under `SDKError`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar

from .texts import json_value

ErrorT_co = TypeVar("ErrorT_co", covariant=True)


class SDKError(Exception):
    """Anything this package raises on its own account."""


class DecodeError(SDKError, ValueError):
    """A response, or a part of it, is not what the document describes."""

    path: str = ""
    """Where in the JSON the value is, such as `$.dates[0]`; empty when it is all of it."""
    content: bytes = b""
    """The response's bytes, where the whole response could not be decoded."""
    status_code: int | None = None
    """The response's status, where the whole response could not be decoded."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (str(self), self.path), self.__dict__)


class ConnectionFailed(SDKError, ConnectionError):
    """No usable response came: the connection could not be made, or broke."""


class RequestTimeout(SDKError, TimeoutError):
    """The time for connecting, sending, waiting or the whole call ran out."""


class StreamInterrupted(SDKError):
    """A stream ended before its end."""

    last_event_id: str = ""
    """The id of the last event that came, empty where it had none."""


class MissingCredentials(SDKError):
    """A call needs credentials that the client was not given; nothing was sent."""


class ResponseHeaders(Mapping[str, str]):
    """A response's headers; names are looked up without regard to case."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._joined: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            known = self._joined.get(key)
            self._joined[key] = value if known is None else f"{known}, {value}"

    def __getitem__(self, name: str) -> str:
        return self._joined[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined)

    def __len__(self) -> int:
        return len(self._joined)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._joined

    def __repr__(self) -> str:
        shown = dict(self._joined)
        for name in ("authorization", "proxy-authorization", "set-cookie"):
            if name in shown:
                shown[name] = "***"
        return f"ResponseHeaders({shown})"

    def get_list(self, name: str) -> list[str]:
        """Return every value that came under this name, in order."""
        return [value for key, value in self._pairs if key.lower() == name.lower()]


class ErrorModel(Protocol[ErrorT_co]):
    """What `ApiException.parse` takes: a model, or a codec."""

    def __decode__(self, raw: object, /) -> ErrorT_co: ...


class SentRequest:
    """The request behind an error; its secrets are already replaced by `***`."""

    def __init__(
        self, method: str, url: str, headers: list[tuple[str, str]], body: str | None
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"<{self.method} {self.url}>"

    def curl(self) -> str:
        """Return a shell command that sends this request."""
        words = ["curl", "-X", self.method, shlex.quote(self.url)]
        for name, value in self.headers:
            words += ["-H", shlex.quote(f"{name}: {value}")]
        if self.body is not None:
            words += ["--data-binary", shlex.quote(self.body)]
        return " ".join(words)


class ApiException(SDKError):
    """The server answered, and the answer is an error."""

    status_code: int = 0
    """The HTTP status."""
    content: bytes = b""
    """The response's bytes."""
    headers: ResponseHeaders = ResponseHeaders([])
    """The response's headers."""
    request_id: str | None = None
    """The server's name for this request, to be quoted to its support."""
    retry_after: float | None = None
    """Seconds the server asked to wait, where it did."""
    request: SentRequest | None = None
    """The request that led here, without its secrets."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.status_code

    @property
    def response_body(self) -> str:
        """The response's body as text."""
        return self.content.decode("utf-8", "replace")

    @property
    def body(self) -> object:
        """The body as JSON where it parses, otherwise as text; None where it is empty."""
        text = self.response_body
        if not text.strip():
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text

    def parse(self, model: ErrorModel[ErrorT_co]) -> ErrorT_co:
        """Return the body as this model. Raises `DecodeError` where it is not one."""
        try:
            raw: object = json_value(self.content)
        except (ValueError, RecursionError):
            raise DecodeError("the error's body is not JSON") from None
        return model.__decode__(raw)

    def curl(self) -> str:
        """Return a shell command that repeats the request; fill in the secrets."""
        return "" if self.request is None else self.request.curl()


class NotModifiedError(ApiException):
    """304: what the caller has is still current; `headers` tell its `ETag`."""


class BadRequestError(ApiException):
    """400: the request is malformed."""


class AuthenticationError(ApiException):
    """401: credentials are missing, wrong or expired."""


class PermissionDeniedError(ApiException):
    """403: the credentials do not allow this."""


class NotFoundError(ApiException):
    """404: there is no such thing."""


class ConflictError(ApiException):
    """409: the request conflicts with the present state."""


class UnprocessableError(ApiException):
    """422: the request is well-formed, but its values are not acceptable."""


class RateLimitError(ApiException):
    """429: too many requests."""


class ServerError(ApiException):
    """500 and above: the server failed."""


def error_class(status: int) -> type[ApiException]:
    """Return the exception class of an HTTP status."""
    return {
        304: NotModifiedError,
        400: BadRequestError,
        401: AuthenticationError,
        403: PermissionDeniedError,
        404: NotFoundError,
        409: ConflictError,
        422: UnprocessableError,
        429: RateLimitError,
    }.get(status, ServerError if status >= 500 else ApiException)
