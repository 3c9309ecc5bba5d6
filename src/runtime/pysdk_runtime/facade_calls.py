"""The calls of openapi-generator's clients, made by ours."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, ParamSpec, TypedDict, TypeVar

import httpx2

from .client import AsyncClient
from .errors import ApiException, DecodeError, ResponseHeaders
from .facade_errors import ApiTypeError, phrase_of, translated
from .facade_settings import Configuration
from .models import UNSET, Model
from .options import CallOptions, Self
from .pages import AsyncArrayPage
from .texts import json_bytes

FacadeP = ParamSpec("FacadeP")
FacadeT = TypeVar("FacadeT")
ListedT = TypeVar("ListedT")


class CallSettings(TypedDict, total=False):
    """What any call may be told beside the document's own parameters."""

    _request_timeout: float | tuple[float, float] | None
    """Seconds for the whole of an attempt, or for connecting and for reading."""
    _request_auth: Mapping[str, Any] | None
    """A key for this call alone: `{"in": "header", "key": "X-Key", "value": "..."}`."""
    _content_type: str | None
    """The media type of the body."""
    _headers: Mapping[str, Any] | None
    """Headers to add or replace."""


def call_options(settings: CallSettings) -> CallOptions:
    """Return the settings of a call as our own. Raises `ApiTypeError` for others."""
    options = CallOptions()
    headers: dict[str, object] = {}
    for name in settings:
        if name not in CallSettings.__annotations__:
            raise ApiTypeError(f"Got an unexpected keyword argument '{name}'")
    timeout = settings.get("_request_timeout")
    if isinstance(timeout, tuple):
        connect, read = timeout
        options["timeout"] = httpx2.Timeout(read, connect=connect)
    elif timeout is not None:
        options["timeout"] = timeout
    content_type = settings.get("_content_type")
    if content_type is not None:
        headers["Content-Type"] = content_type
    auth = settings.get("_request_auth")
    if auth is not None:
        name, value = str(auth["key"]), auth["value"]
        if auth.get("in") == "query":
            options["extra_query"] = {name: value}
        elif auth.get("in") == "cookie":
            headers["Cookie"] = f"{name}={value}"
        else:
            headers[name] = value
    headers.update(settings.get("_headers") or {})
    if headers:
        options["extra_headers"] = headers
    return options


@dataclass(frozen=True)
class ApiResponse(Generic[FacadeT]):
    """What a call returned, and the HTTP response it came in."""

    status_code: int
    """The HTTP status."""
    headers: ResponseHeaders
    """The response's headers."""
    data: FacadeT
    """What the method without `_with_http_info` returns."""
    raw_data: bytes
    """The body's bytes."""


@dataclass(frozen=True)
class RESTResponse:
    """A response as it came, also one with an error status."""

    status: int
    """The HTTP status."""
    reason: str
    """The words for the status."""
    data: bytes
    """The body's bytes."""
    headers: ResponseHeaders
    """The response's headers."""

    def read(self) -> bytes:
        """Return the body's bytes."""
        return self.data

    def json(self) -> Any:
        """Return the body as JSON. Raises ValueError where it is none."""
        return json.loads(self.data)

    def getheaders(self) -> ResponseHeaders:
        """Return the headers."""
        return self.headers

    def getheader(self, name: str, default: str | None = None) -> str | None:
        """Return a header's value."""
        return self.headers.get(name, default)


async def async_http_info(
    client: AsyncClient,
    method: Callable[FacadeP, Awaitable[FacadeT]],
    /,
    *args: FacadeP.args,
    **kwargs: FacadeP.kwargs,
) -> ApiResponse[FacadeT]:
    """Call a method of the client; return its value with the HTTP response."""
    try:
        found = await client.with_response(method, *args, **kwargs)
    except ApiException as error:
        raise translated(error) from None
    return ApiResponse(found.status_code, found.headers, found.value, found.content)


def async_listed(
    response: ApiResponse[AsyncArrayPage[ListedT]],
) -> ApiResponse[list[ListedT]]:
    """Return the response with the items of its page alone."""
    items = response.data.items
    return ApiResponse(response.status_code, response.headers, items, response.raw_data)


async def async_raw_response(
    call: Callable[[], Awaitable[ApiResponse[Any]]],
) -> RESTResponse:
    """Make a call and return the response as it came, whatever its status."""
    try:
        found = await call()
    except ApiException as error:
        status = error.status_code
        return RESTResponse(status, phrase_of(status), error.content, error.headers)
    except DecodeError as error:
        if error.status_code is None:
            raise
        phrase = phrase_of(error.status_code)
        bare = ResponseHeaders([])
        return RESTResponse(error.status_code, phrase, error.content, bare)
    status = found.status_code
    return RESTResponse(status, phrase_of(status), found.raw_data, found.headers)


def body_keywords(
    model: type[Model],
    body: Model | Mapping[str, Any] | None,
    names: Mapping[str, str | None] | None = None,
    /,
    **given: Any,
) -> dict[str, Any]:
    """Return a body as the keywords of one of our methods.

    `names` maps members to the arguments of another name, or to None where the method
    sets them itself; what is `given` beside the body comes before it.
    """
    found: dict[str, Any] = {}
    if body is not None:
        whole = body if isinstance(body, Model) else model.from_dict(dict(body))
        for name, value in whole.keywords().items():
            argument = (names or {}).get(name, name)
            if argument is not None:
                found[argument] = value
    found.update({name: value for name, value in given.items() if value is not UNSET})
    return found


class AsyncFacadeClient:
    """What openapi-generator's `ApiClient` can do beside holding the settings."""

    def __init__(
        self,
        configuration: Configuration | None = None,
        header_name: str | None = None,
        header_value: str | None = None,
        cookie: str | None = None,
    ) -> None:
        self.configuration = configuration or Configuration.get_default()
        self.default_headers: dict[str, str] = {}
        if header_name is not None and header_value is not None:
            self.default_headers[header_name] = header_value
        self.cookie = cookie

    @cached_property
    def client(self) -> AsyncClient:
        """The client that makes the calls; made with the settings of its first use."""
        raise NotImplementedError

    def fixed_headers(self, schemes: tuple[str, ...]) -> dict[str, str]:
        """Return what every request carries; `schemes` are those of the document."""
        cookie = {} if self.cookie is None else {"Cookie": self.cookie}
        beside = self.configuration.headers_beside(schemes)
        return {**beside, **cookie, **self.default_headers}

    @property
    def user_agent(self) -> str | None:
        """The `User-Agent` header; None is the package's own."""
        return self.default_headers.get("User-Agent")

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.default_headers["User-Agent"] = value

    def set_default_header(self, header_name: str, header_value: str) -> None:
        """Set a header of every request, before the first one."""
        self.default_headers[header_name] = header_value

    def sanitize_for_serialization(self, obj: object) -> Any:
        """Return a value as JSON would hold it."""
        return json.loads(json_bytes(obj))

    async def close(self) -> None:
        """Close the connections."""
        if "client" in vars(self):
            await self.client.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()
