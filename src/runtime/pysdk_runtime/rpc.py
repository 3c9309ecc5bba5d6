"""A wire on which each call is `POST /rpc/...` with its input and its answer in `json`."""

from __future__ import annotations

import httpx2

from .bodies import AsyncBytesBody, merged_body
from .models import UNSET
from .requester import AsyncCall, AsyncRequestOptions, AsyncWanted, SharedOptions
from .texts import is_members, json_bytes, json_value
from .transport import AsyncTransport
from .wire import wire_body

RPC_PREFIX = "/rpc/"
"""What the paths of calls on this wire begin with."""


class AsyncInputBody(AsyncBytesBody):
    """The input of a procedure in its envelope."""


def input_bytes(request: SharedOptions) -> bytes:
    """Take parameters and body out of a request, as members of one value."""
    given = {
        name: wire_body(value)
        for name, value in request.pop("query", {}).items()
        if value is not None and value is not UNSET
    }
    body = request.pop("body", None)
    extra = {**given, **request.pop("extra_body", {})}
    if not extra and (body is None or body is UNSET):
        # A procedure that takes nothing gets an envelope without a value.
        return b"{}"
    return b'{"json":%s}' % merged_body(None if body is UNSET else body, extra)


def out_of_envelope(response: httpx2.Response) -> httpx2.Response:
    """Return a response with what its envelope holds; one without as it is.

    What stands in front of the procedures (authentication, rate limits) answers without.
    """
    try:
        raw: object = json_value(response.content)
    except (ValueError, RecursionError):
        return response
    if not is_members(raw) or not raw.keys() <= {"json", "meta"}:
        return response
    headers = response.headers.copy()
    for name in ("content-encoding", "content-length", "transfer-encoding"):
        headers.pop(name, None)
    return httpx2.Response(
        response.status_code,
        headers=headers,
        content=json_bytes(raw["json"]) if "json" in raw else b"",
        request=response.request,
        extensions=response.extensions,
    )


class AsyncRpcTransport(AsyncTransport):
    """Sends what goes under `/rpc/` in envelopes; the methods and the errors stay."""

    async def exchange(self, wanted: AsyncWanted) -> httpx2.Response:
        """Send a request until there is an answer to return, or none to be had."""
        request: AsyncRequestOptions = wanted.request
        if wanted.path.startswith(RPC_PREFIX) and request.get("content") is None:
            request = {**self.settings.options, **request}
            request["content"] = AsyncInputBody(
                input_bytes(request), "application/json"
            )
        return await super().exchange(wanted._replace(request=request))

    async def _attempt(self, call: AsyncCall) -> httpx2.Response:
        """Send a request once, and open the envelope of what comes back."""
        response = await super()._attempt(call)
        if call.streamed or not isinstance(call.content, AsyncInputBody):
            return response
        return out_of_envelope(response)
