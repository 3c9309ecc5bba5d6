"""Which operation of the document a request is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

BRACES = re.compile(r"\{([^{}]*)\}")


class ServerRoute(NamedTuple):
    """One operation: how it is asked for, and what answers it."""

    name: str
    method: str
    template: str
    status: int
    media: str
    """The answer's media type; empty where it has no body."""
    answer: str
    """The answer as JSON; of other media types a string, or the values of a stream."""


def server_route(name: str, line: str) -> ServerRoute:
    """Return the operation of one line: `GET /events/{id} 200 application/json ANSWER`."""
    method, template, status, media, answer = line.split(" ", 4)
    kind = "" if media == "-" else media
    return ServerRoute(name, method, template, int(status), kind, answer)


@cache
def template_pattern(template: str, open_ended: bool) -> re.Pattern[str]:
    """Return the pattern of a path; `open_ended` values may hold a slash."""
    value = "(.+)" if open_ended else "([^/]+)"
    pieces = BRACES.split(template)
    return re.compile(value.join([re.escape(piece) for piece in pieces[::2]]))


def template_names(template: str) -> list[str]:
    """Return the names of a path's parameters."""
    return [unquote(name) for name in BRACES.findall(template)]


def literal_length(route: ServerRoute) -> int:
    """Return how many characters of a path are its own."""
    return len(BRACES.sub("", route.template))


def wish_for(route: ServerRoute, accept: str) -> int:
    """Return how early a request names an answer's media type."""
    place = accept.find(route.media) if route.media else -1
    return place if place >= 0 else len(accept)


def possible_paths(path: str, bases: Iterable[str]) -> list[str]:
    """Return what a path may be below a server: the document's, the whole, any other."""
    found = [
        path[len(base) :]
        for base in sorted(bases, key=len, reverse=True)
        if path.startswith(f"{base}/") or path == base
    ]
    found.append(path)
    start = path.find("/", 1)
    while start >= 0:
        found.append(path[start:])
        start = path.find("/", start + 1)
    return found


def find_route(
    routes: Iterable[ServerRoute], path: str, accept: str
) -> tuple[ServerRoute, dict[str, str]] | None:
    """Return the operation with this path, and the values in it.

    Where several fit, the one with the longest fixed part does; where an operation
    answers in two ways, the one that was asked for.
    """
    known = [
        route for route in routes if path.startswith(route.template.partition("{")[0])
    ]
    known.sort(key=literal_length, reverse=True)
    for open_ended in (False, True):
        for route in known:
            match = template_pattern(route.template, open_ended).fullmatch(path)
            if match is None:
                continue
            same = [each for each in known if each.template == route.template]
            values = [unquote(text) for text in match.groups()]
            names = template_names(route.template)
            chosen = min(same, key=lambda each: wish_for(each, accept))
            return chosen, dict(zip(names, values, strict=True))
    return None


def routes_by_method(lines: Mapping[str, str]) -> dict[str, list[ServerRoute]]:
    """Return the operations of each method, in the document's order."""
    found: dict[str, list[ServerRoute]] = {}
    for name, line in lines.items():
        route = server_route(name, line)
        found.setdefault(route.method, []).append(route)
    return found
