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


def redirect_target(
    response: httpx2.Response, replayable: bool
) -> httpx2.Request | None:
    """Return what the HTTP client makes of a redirection, None where it is not followed.

    Followed are GET and HEAD; 303 after anything, by GET; 307 and 308 of other methods
    only within the origin. Never followed is a step from https to http.
    """
    request, following = response.request, response.next_request
    if following is None or following.url.scheme not in {"https", request.url.scheme}:
        return None
    if following.method != request.method:
        return following if response.status_code == 303 else None
    if request.method in {"GET", "HEAD"}:
        return following
    if not replayable or response.status_code not in {307, 308}:
        return None
    return following if origin(following.url) == origin(request.url) else None


def redirect_headers(
    request: httpx2.Request, following: httpx2.Request
) -> list[tuple[str, str]]:
    """Return the headers of a request that the one which follows it has, too."""
    here = origin(following.url) == origin(request.url)
    names = frozenset(request.headers) if here else HARMLESS_HEADERS
    if following.method != request.method:
        names -= BODY_HEADERS
    return [pair for pair in request.headers.multi_items() if pair[0] in names]
