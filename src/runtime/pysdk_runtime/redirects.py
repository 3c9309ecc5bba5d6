"""Redirections: where to go next, and what may come along."""

from __future__ import annotations

import httpx2

MOST_REDIRECTS = 10

HARMLESS_HEADERS = frozenset(
    "accept accept-encoding accept-language if-match if-modified-since if-none-match"
    " if-range if-unmodified-since range user-agent".split()
)
"""What another origin may be told; anything else may be a secret."""

BODY_HEADERS = frozenset(
    {"content-encoding", "content-length", "content-type", "transfer-encoding"}
)


def origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    """Return scheme, host and port."""
    return (
        url.scheme,
        url.host,
        url.port or {"http": 80, "https": 443}.get(url.scheme),
    )


def redirect_target(response: httpx2.Response, replayable: bool) -> httpx2.URL | None:
    """Return where a redirection leads, None where it is not followed.

    Followed are GET and HEAD; 303 after anything, by GET; 307 and 308 of other methods
    only within the origin. Never followed is a step from https to http.
    """
    status = response.status_code
    location = response.headers.get("location")
    if status not in {301, 302, 303, 307, 308} or not location:
        return None
    request = response.request
    try:
        target = request.url.join(location)
    except httpx2.InvalidURL:
        return None
    if target.scheme not in {"http", "https"} or not target.host:
        return None
    if request.url.scheme == "https" and target.scheme == "http":
        return None
    if request.method in {"GET", "HEAD"} or status == 303:
        return target
    if status not in {307, 308} or not replayable:
        return None
    return target if origin(target) == origin(request.url) else None


def redirect_headers(
    request: httpx2.Request, target: httpx2.URL, body: bool
) -> list[tuple[str, str]]:
    """Return the headers that the next request has."""
    here = origin(request.url) == origin(target)
    return [
        (name, value)
        for name, value in request.headers.multi_items()
        if name != "host"
        and (here or name in HARMLESS_HEADERS)
        and (body or name not in BODY_HEADERS)
        and name not in {"content-length", "transfer-encoding"}
    ]
