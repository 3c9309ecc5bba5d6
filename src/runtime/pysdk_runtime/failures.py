"""From a failed exchange to the exception that tells it."""

from __future__ import annotations

import json
from http import HTTPStatus
from ssl import SSLError

import httpx2

from .drafts import Draft
from .errors import (
    ApiException,
    ConnectionFailed,
    RequestTimeout,
    ResponseHeaders,
    SDKError,
    SentRequest,
    error_class,
)
from .redaction import is_secret, redact_body, redact_url, scrub
from .redirects import HARMLESS_HEADERS
from .texts import is_items, is_members

BROKEN = (httpx2.RequestError, SSLError)
"""What a connection that breaks raises: what TLS tells gets past the HTTP clients."""

REQUEST_ID_NAMES = (
    "x-request-id request-id x-correlation-id x-amzn-requestid x-amz-request-id"
    " x-trace-id cf-ray"
).split()


def response_headers(response: httpx2.Response) -> ResponseHeaders:
    """Return a response's headers as our own, picklable mapping."""
    return ResponseHeaders(response.headers.multi_items())


def request_id(response: httpx2.Response) -> str | None:
    """Return the server's name for a request, where it gave one."""
    for name in REQUEST_ID_NAMES:
        value: str | None = response.headers.get(name)
        if value is not None:
            return value
    return None


def shown_url(draft: Draft, url: str) -> str:
    """Return a URL for people to read."""
    return scrub(redact_url(url, draft.hidden), draft.secrets)


MESSAGE_NAMES = (
    "detail message error_description error errors title msg reason description"
).split()


def detail_text(detail: object) -> str:
    """Return one entry of a list of errors as text."""
    if is_members(detail):
        text = server_message(detail)
        place: object = detail.get("loc") or detail.get("field") or detail.get("path")
        if is_items(place):
            place = ".".join(str(step) for step in place)
        return f"{place}: {text}" if place and text else text
    return detail if isinstance(detail, str) else ""


def server_message(body: object) -> str:
    """Return the message in an error's body, the empty string where there is none.

    Understood are problem details (RFC 9457), OAuth errors, JSON:API, and the customs of
    common frameworks.
    """
    if is_items(body):
        texts = [detail_text(entry) for entry in body]
        return "; ".join([text for text in texts if text][:3])
    if not is_members(body):
        return ""
    for name in MESSAGE_NAMES:
        found: object = body.get(name)
        if isinstance(found, str) and found.strip():
            return found
        if is_members(found) or is_items(found):
            inner = server_message(found)
            if inner:
                return inner
    return ""


def message_of(response: httpx2.Response) -> str:
    """Return what the server says about its error, in one short line."""
    content = response.content[:100_000]
    text = ""
    try:
        text = server_message(json.loads(content))
    except (ValueError, RecursionError):
        if response.headers.get("content-type", "").startswith("text/plain"):
            text = content.decode("utf-8", "replace")
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:297]}..."


def sent_request(draft: Draft, request: httpx2.Request) -> SentRequest:
    """Return a request without its secrets."""
    shown: list[tuple[str, str]] = []
    for name, value in request.headers.multi_items():
        if name in {"host", "content-length", "connection", "accept-encoding"}:
            continue
        # Headers that the document does not name are the caller's: they may be secret.
        known = name in draft.fields and name not in draft.guarded
        if name in HARMLESS_HEADERS or (known and not is_secret(name)):
            shown.append((name, scrub(value, draft.secrets)))
        else:
            shown.append((name, "***"))
    body: str | None = None
    try:
        kind = request.headers.get("content-type", "")
        body = scrub(redact_body(request.content, kind), draft.secrets) or None
    except httpx2.RequestNotRead:
        body = "<stream>"
    url = shown_url(draft, str(request.url))
    return SentRequest(request.method, url, shown, body)


def answered_failure(
    draft: Draft, response: httpx2.Response, wait: float | None
) -> ApiException:
    """Return the exception of a response with an error status, its body being read."""
    status = response.status_code
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    request = response.request
    where = f"{request.method} {shown_url(draft, str(request.url))}: {phrase}"
    message = scrub(message_of(response), draft.secrets)
    error = error_class(status)(f"{where}: {message}" if message else where)
    error.status_code = status
    error.content = response.content
    error.headers = response_headers(response)
    error.request_id = request_id(response)
    error.retry_after = wait
    return error


def status_failure(
    draft: Draft, response: httpx2.Response, wait: float | None
) -> ApiException:
    """Return the same with the request that can be repeated."""
    error = answered_failure(draft, response, wait)
    error.request = sent_request(draft, response.request)
    return error


def nothing_was_sent(error: Exception) -> bool:
    """Return whether the server cannot have seen the request."""
    return isinstance(
        error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout
    )


def is_connection_error(error: Exception) -> bool:
    """Return whether there was no connection, or it broke: that may pass."""
    return isinstance(
        error,
        SSLError
        | httpx2.NetworkError
        | httpx2.RemoteProtocolError
        | httpx2.ConnectTimeout
        | httpx2.PoolTimeout
        | httpx2.ProxyError,
    )


def transport_failure(draft: Draft, error: Exception) -> SDKError:
    """Return the exception of a request that got no usable response."""
    where = f"{draft.method} {shown_url(draft, draft.url)}"
    text = scrub(str(error), draft.secrets)
    if not isinstance(error, httpx2.TimeoutException):
        return ConnectionFailed(f"{where}: {text or type(error).__name__}")
    kind = type(error).__name__.removesuffix("Timeout").lower()
    return RequestTimeout(f"{where}: timed out ({kind})")
