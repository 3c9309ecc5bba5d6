"""A server in memory: what a package's `testing` is made of."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar, cast

import httpx2

from .models import UNSET
from .testing_calls import ServerCall
from .testing_routes import ServerRoute, find_route, possible_paths, routes_by_method
from .texts import is_items, json_bytes
from .wire import is_array, is_object

OperationT = TypeVar("OperationT", bound=str)


class ServerAnswer(NamedTuple):
    """What a server in memory says to one operation."""

    body: object = UNSET
    """UNSET is the document's own answer, or an empty object for an error."""
    status: int | None = None
    headers: Mapping[str, str] | None = None


PLAIN_ANSWER = ServerAnswer()


def is_line_kind(media: str) -> bool:
    """Return whether a media type holds one JSON value a line."""
    return "json" in media and media != "application/json" and "+json" not in media


def answer_content(body: object, media: str) -> bytes:
    """Return a body as bytes: text as it is where the media type is not JSON's."""
    if isinstance(body, bytes):
        return body
    kind = media.partition(";")[0].lower()
    if kind == "text/event-stream" and is_items(body):
        return b"".join([b"data: %s\n\n" % json_bytes(each) for each in body])
    if is_line_kind(kind) and is_items(body):
        return b"".join([b"%s\n" % json_bytes(each) for each in body])
    if isinstance(body, str) and "json" not in kind:
        return body.encode()
    return json_bytes(body)


class MemoryServer(Generic[OperationT]):
    """Answers the document's operations without a network, and records the calls."""

    calls: list[ServerCall]
    """The requests so far, the last one at the end; attempts that are repeated too."""

    def __init__(
        self,
        operations: Mapping[str, str],
        answers: Mapping[str, str],
        bases: tuple[str, ...] = (),
    ) -> None:
        self.calls = []
        self._lines = operations
        self._answers = answers
        self._bases = bases
        self._routes: dict[str, list[ServerRoute]] | None = None
        self._standing: dict[str, ServerAnswer] = {}
        self._next: dict[str, deque[ServerAnswer]] = {}

    def transport(self) -> httpx2.MockTransport:
        """Return what a client takes as `http_client`, a blocking or an awaiting one."""
        return httpx2.MockTransport(self.handle)

    def reply(
        self,
        operation: OperationT,
        body: object = UNSET,
        *,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        once: bool = False,
    ) -> None:
        """Say what an operation answers from now on, or only the next time (`once`).

        `body` is a model, JSON, text or bytes; a list is what a stream consists of. An
        exception is raised in place of an answer, and a function is called with the
        `ServerCall` to return any of these. Answers for the next time come in the order
        in which they were given, before the one from now on.

        Raises `ValueError` for an operation that the document does not have.
        """
        if operation not in self._lines:
            raise ValueError(f"the document has no operation {operation!r}")
        answer = ServerAnswer(body, status, headers)
        if once:
            self._next.setdefault(operation, deque()).append(answer)
        else:
            self._standing[operation] = answer

    def example(self, operation: OperationT) -> Any:
        """Return what the operation answers by itself, as JSON to be changed at will."""
        line = self._lines[operation]
        return self._filled(json.loads(line.split(" ", 4)[4]))

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request. Raises `LookupError` where it is for no operation."""
        route, values = self._route(request)
        call = ServerCall(route.name, values, request)
        self.calls.append(call)
        following = self._next.get(route.name)
        if following:
            answer = following.popleft()
        else:
            answer = self._standing.get(route.name, PLAIN_ANSWER)
        body = answer.body
        if callable(body) and not isinstance(body, type):
            make = cast(Callable[[ServerCall], object], body)
            body = make(call)
        if isinstance(body, BaseException):
            raise body
        return self._response(route, answer, body)

    def _route(self, request: httpx2.Request) -> tuple[ServerRoute, dict[str, str]]:
        """Return the operation that a request is for, and the values in its path."""
        if self._routes is None:
            self._routes = routes_by_method(self._lines)
        path = request.url.raw_path.decode().partition("?")[0]
        accept = request.headers.get("accept", "")
        routes = self._routes.get(request.method, [])
        for possible in possible_paths(path, self._bases):
            found = find_route(routes, possible, accept)
            if found is not None:
                return found
        raise LookupError(f"the document has no operation for {request.method} {path}")

    def _response(
        self, route: ServerRoute, answer: ServerAnswer, body: object
    ) -> httpx2.Response:
        """Return the response that an answer stands for."""
        status = route.status if answer.status is None else answer.status
        failed = status >= 400
        media = route.media
        if body is UNSET:
            body = {} if failed else self._filled(json.loads(route.answer))
            empty = not media and not failed
        else:
            empty = body is None and not media
        if failed or not media:
            media = "text/plain" if isinstance(body, str) else "application/json"
        fields = {"content-type": media, **(answer.headers or {})}
        if empty or status in {204, 205, 304} or route.method == "HEAD":
            return httpx2.Response(status, headers=answer.headers)
        content = answer_content(body, fields["content-type"])
        return httpx2.Response(status, headers=fields, content=content)

    def _filled(self, value: Any) -> Any:
        """Return a value with the answers in place that it refers to by name."""
        if is_array(value):
            return [self._filled(item) for item in value]
        if not is_object(value):
            return value
        name = value.get("$ref")
        if isinstance(name, str) and len(value) == 1 and name in self._answers:
            return self._filled(json.loads(self._answers[name]))
        return {key: self._filled(item) for key, item in value.items()}
