"""Typed streams of server-sent events.

Generated code:

    async def watch(self, ...) -> AsyncEventStream[models.Change]:
        return await async_open_events(
            self._transport, "POST", path, codec, body=..., sentinel="[DONE]", **options
        )
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import httpx2

from .errors import (
    ApiException,
    ConnectionFailed,
    DecodeError,
    RateLimitError,
    RequestTimeout,
    SDKError,
    ServerError,
)
from .failures import BROKEN, request_id, response_headers, server_message
from .incoming import AsyncIncoming, AsyncStream, async_refuse, interruption
from .options import Unpack, without_header
from .readers import media_type
from .requester import AsyncRequestOptions, SharedOptions
from .retry import LONGEST_RETRY_AFTER, async_pause, backoff
from .sse import EventParser, ServerSentEvent
from .streaming import async_exchange_stream
from .texts import json_value
from .transport import AsyncTransport
from .wire import Codec

EventT = TypeVar("EventT")

EVENT_STREAM = "text/event-stream"

EventShape: TypeAlias = Literal["data", "text", "whole", "whole_json"]
"""What a codec describes: the data as JSON or as text, or the whole event as an object
of `event`, `data`, `id` and `retry`, its data as text or as JSON."""


class EventRules(NamedTuple):
    """What is particular about one operation's stream of events."""

    sentinel: str | None = None
    """The data that marks the end of the stream, such as `[DONE]`."""
    sentinel_required: bool = False
    """Whether a stream that ends without its sentinel was cut off."""
    resume: bool = False
    """Whether a stream that was cut off goes on by a new request, where it had an id."""
    shape: EventShape = "data"
    """What the codec describes."""
    error_event: str | None = None
    """The type of events that say that the server failed."""


async def async_reconnected(
    incoming: AsyncIncoming, parser: EventParser, attempt: int
) -> bool:
    """Ask for what comes after the last event. Returns whether there is more to come.

    Raises `SDKError` where the server does not go on, `ValueError` for an id that cannot
    be sent.
    """
    transport = incoming.transport
    wait = backoff(transport.settings.retry, attempt)
    if parser.retry is not None:
        wait = parser.retry / 1000
        if wait > LONGEST_RETRY_AFTER:
            raise SDKError(f"the server asks to wait {wait:.0f} s")
    await async_pause(wait)
    request = incoming.request.copy()
    request["headers"] = {
        **request.get("headers", {}),
        "Last-Event-ID": parser.last_id,
    }
    if "extra_headers" in request:
        # The caller's own id was for the first request.
        others = request["extra_headers"]
        request["extra_headers"] = without_header(others, "Last-Event-ID")
    request["max_retries"] = 0
    response = await async_exchange_stream(
        transport, incoming.method, incoming.path, EVENT_STREAM, request
    )
    await incoming.aclose()
    incoming.response = response
    if response.status_code == 204:
        return False
    if media_type(response) not in {EVENT_STREAM, ""}:
        raise await async_refuse(response, "an event stream")
    parser.restart()
    return True


def async_reconnections(incoming: AsyncIncoming) -> int:
    """Return how often in a row a stream may be asked for again."""
    settings = incoming.transport.settings
    inherited = settings.options.get("max_retries", settings.retry.max_retries)
    return incoming.request.get("max_retries", inherited)


def asked_after(request: SharedOptions) -> str:
    """Return the event id after which a caller asks to go on; empty for none."""
    for headers in (request.get("extra_headers", {}), request.get("headers", {})):
        for name, value in headers.items():
            if name.lower() == "last-event-id" and isinstance(value, str | int):
                return str(value)
    return ""


def until_sentinel(events: list[ServerSentEvent], sentinel: str | None) -> bool:
    """Cut events at the sentinel. Returns whether it was among them."""
    for index, event in enumerate(events):
        if event.data == sentinel:
            del events[index:]
            return True
    return False


async def async_event_batches(
    incoming: AsyncIncoming, rules: EventRules
) -> AsyncGenerator[list[ServerSentEvent], None]:
    """Yield events as they come, those of one network packet together.

    The first batch is empty: a generator that has begun is sure to be ended.
    """
    parser = EventParser(incoming.last_event_id)
    attempt = 0
    try:
        yield []
        while True:
            known = parser.last_id
            lost: Exception | None = None
            try:
                async for chunk in incoming.response.aiter_bytes():
                    events = parser.feed(chunk)
                    incoming.last_event_id = parser.last_id
                    over = events and until_sentinel(events, rules.sentinel)
                    if events:
                        yield events
                    if over:
                        return
            except BROKEN as error:
                lost = error
            if lost is None and not rules.sentinel_required:
                return
            if parser.last_id != known:
                attempt = 0
            more: bool | None = None
            while more is None:
                why = "the stream broke" if lost else "the stream has no end mark"
                broken = interruption(why, lost, parser.last_id)
                if not (rules.resume and parser.last_id):
                    raise broken
                if attempt >= async_reconnections(incoming):
                    raise broken
                try:
                    more = await async_reconnected(incoming, parser, attempt)
                except (
                    ConnectionFailed,
                    RequestTimeout,
                    ServerError,
                    RateLimitError,
                ) as error:
                    lost = error
                except (SDKError, ValueError) as error:
                    why = "the stream broke and could not be resumed"
                    raise interruption(why, error, parser.last_id) from error
                attempt += 1
            if not more:
                return
    finally:
        await incoming.aclose()


def event_members(event: ServerSentEvent) -> dict[str, object]:
    """Return an event as the object that OpenAPI 3.2 makes of it."""
    members: dict[str, object] = {"event": event.event, "data": event.data}
    if event.id:
        members["id"] = event.id
    if event.retry is not None:
        members["retry"] = event.retry
    return members


def event_json(event: ServerSentEvent) -> Any:
    """Return an event's data as JSON. Raises `DecodeError` where it is none."""
    try:
        return json_value(event.data)
    except (ValueError, RecursionError):
        pass
    error = DecodeError(f"the data of an event ({event.event}) is not valid JSON")
    error.content = event.data.encode()
    raise error


def event_failure(event: ServerSentEvent, response: httpx2.Response) -> ApiException:
    """Return the error that the server reports within a stream."""
    error = ApiException("the server reports an error within the stream")
    error.content = event.data.encode()
    text = server_message(error.body)
    if text:
        error.args = (f"{error}: {text}",)
    error.status_code = response.status_code
    error.headers = response_headers(response)
    error.request_id = request_id(response)
    return error


class AsyncEventStream(AsyncStream[ServerSentEvent, EventT]):
    """Typed server-sent events."""

    def __init__(
        self,
        incoming: AsyncIncoming,
        codec: Codec[EventT],
        rules: EventRules,
    ) -> None:
        super().__init__(incoming, async_event_batches(incoming, rules))
        self._codec = codec
        self._rules = rules
        self._seen = ""
        self._decode = codec.__decode__
        self._check = incoming.transport.settings.check
        self._skips_blank = rules.shape == "data"
        special = rules.error_event is not None or self._check is not None
        self._plain = rules.shape == "data" and not special

    @property
    def last_event_id(self) -> str:
        """The id of the event that was read last, for `Last-Event-ID`; may be empty."""
        return self._seen if self._ready else self._incoming.last_event_id

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """Iterate over the events as they came, from where the stream stands."""
        while (event := await self._pull()) is not None:
            self._seen = event.id
            yield event

    async def __anext__(self) -> EventT:
        while True:
            event = self._ready.popleft() if self._ready else await self._pull()
            if event is None:
                raise StopAsyncIteration
            self._seen = event.id
            # Servers keep a connection alive by events without data.
            if event.data or not self._skips_blank:
                break
        try:
            # The usual case by the shortest way: this runs for each event.
            if self._plain:
                return self._decode(json_value(event.data))
        except (ValueError, RecursionError):
            pass
        try:
            return self._decoded(event)
        except BaseException:
            await self.aclose()
            raise

    def _decoded(self, piece: ServerSentEvent) -> EventT:
        """Return an event's typed value."""
        rules = self._rules
        raw: Any
        if piece.event == rules.error_event:
            raise event_failure(piece, self.response)
        if rules.shape == "text":
            raw = piece.data
        elif rules.shape == "data":
            raw = event_json(piece)
        else:
            raw = event_members(piece)
            if rules.shape == "whole_json":
                raw["data"] = event_json(piece)
        if self._check is not None:
            self._check(self._codec, raw)
        return self._decode(raw)


async def async_open_events(
    transport: AsyncTransport,
    method: str,
    path: str,
    codec: Codec[EventT],
    *,
    sentinel: str | None = None,
    sentinel_required: bool = False,
    resume: bool = False,
    shape: EventShape = "data",
    error_event: str | None = None,
    **request: Unpack[AsyncRequestOptions],
) -> AsyncEventStream[EventT]:
    """Send a request, and return the events that answer it.

    Credentials, retries and error statuses are as everywhere, up to the headers. Raises
    `DecodeError` where the answer is no event stream. See `EventRules` for the keywords.
    """
    response = await async_exchange_stream(
        transport, method, path, EVENT_STREAM, request
    )
    if media_type(response) not in {EVENT_STREAM, ""}:
        raise await async_refuse(response, "an event stream")
    incoming = AsyncIncoming(transport, method, path, request, response)
    incoming.last_event_id = asked_after(request)
    rules = EventRules(sentinel, sentinel_required, resume, shape, error_event)
    return await AsyncEventStream(incoming, codec, rules).__begun__()
