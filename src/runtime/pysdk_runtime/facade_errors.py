"""The exceptions of openapi-generator's clients; each is one of ours as well."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Protocol

from .errors import (
    ApiException,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseHeaders,
    SDKError,
    ServerError,
    UnprocessableError,
)


class ApiTypeError(SDKError, TypeError):
    """A call was given an argument that it does not take."""


class ApiValueError(SDKError, ValueError):
    """A call was given a value that it does not take."""


class ApiAttributeError(SDKError, AttributeError):
    """An attribute does not exist."""


class ApiKeyError(SDKError, KeyError):
    """A key does not exist."""


class HasStatus(Protocol):
    """A response that an exception can be made of."""

    @property
    def status(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def headers(self) -> ResponseHeaders: ...


def phrase_of(status: int) -> str:
    """Return the words that HTTP has for a status; empty for an unknown one."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


class FacadeException(ApiException):
    """The server answered with an error: `exceptions.ApiException`."""

    reason: str | None
    """The words for the status."""

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        http_resp: HasStatus | None = None,
        *,
        body: str | None = None,
        data: object = None,
    ) -> None:
        if http_resp is not None:
            status = http_resp.status if status is None else status
            reason = http_resp.reason if reason is None else reason
            self.content = http_resp.data
            self.headers = http_resp.headers
        if body is not None:
            self.content = body.encode()
        self.status_code = status or 0
        self.reason = phrase_of(self.status_code) if reason is None else reason
        self._data = data
        super().__init__(f"({self.status_code}) {self.reason}".rstrip())

    def __reduce__(self) -> tuple[object, ...]:
        return (facade_error, (type(self), self.args, self.__dict__))

    @property
    def body(self) -> str | None:
        """The response's body as text; None where it is empty."""
        return self.response_body or None

    @property
    def data(self) -> Any:
        """The response's body as JSON where it parses, otherwise None."""
        if self._data is not None:
            return self._data
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return None


class BadRequestException(FacadeException, BadRequestError):
    """400: the request is malformed."""


class UnauthorizedException(FacadeException, AuthenticationError):
    """401: credentials are missing, wrong or expired."""


class ForbiddenException(FacadeException, PermissionDeniedError):
    """403: the credentials do not allow this."""


class NotFoundException(FacadeException, NotFoundError):
    """404: there is no such thing."""


class ConflictException(FacadeException, ConflictError):
    """409: the request conflicts with the present state."""


class UnprocessableEntityException(FacadeException, UnprocessableError):
    """422: the request is well-formed, but its values are not acceptable."""


class TooManyRequestsException(FacadeException, RateLimitError):
    """429: too many requests."""


class ServiceException(FacadeException, ServerError):
    """500 and above: the server failed."""


FACADE_CLASSES: tuple[type[FacadeException], ...] = (
    BadRequestException,
    UnauthorizedException,
    ForbiddenException,
    NotFoundException,
    ConflictException,
    UnprocessableEntityException,
    TooManyRequestsException,
    ServiceException,
)


def facade_error(
    kind: type[FacadeException], args: tuple[object, ...], members: dict[str, Any]
) -> FacadeException:
    """Return an exception with these words and members."""
    made = kind(members.get("status_code"), members.get("reason"))
    made.__dict__.update(members)
    made.args = args
    return made


def translated(error: ApiException) -> FacadeException:
    """Return one of our exceptions as the other generator's of the same status."""
    if isinstance(error, FacadeException):
        return error
    kind = FacadeException
    for each in FACADE_CLASSES:
        if type(error) in each.__bases__:
            kind = each
    return facade_error(kind, error.args, dict(error.__dict__))
