"""Credentials, errors, retries, timeouts."""

from __future__ import annotations

import json
import pickle
import socket
import traceback
from typing import Any

import pytest
from gallery_server import WORK, WORK_ID, Canned, GalleryServer

pytestmark = pytest.mark.filterwarnings("error")
JSON = {"Content-Type": "application/json"}
MISSING_ID = "33333333-3333-4333-8333-333333333333"


async def test_missing_credentials(sdk: Any, server: GalleryServer) -> None:
    """A client can be built without credentials; a call that needs them raises before any request."""
    client = sdk.client(api_key=None)
    with pytest.raises(sdk.sdk.MissingCredentials, match="api_key"):
        await sdk.get(client.works.list())
    assert server.seen == []
    assert (await sdk.get(client.status.get())).open is True
    assert "x-gallery-key" not in server.seen[0].headers


async def test_alternatives(sdk: Any, server: GalleryServer) -> None:
    """Of two alternatives the one whose credentials are there is used."""
    await sdk.get(sdk.client(api_key=None, token="token-1").loans.get("1"))
    assert server.seen[0].headers["authorization"] == "Bearer token-1"
    await sdk.get(sdk.client().loans.get("1"))
    assert "authorization" not in server.seen[1].headers
    assert server.seen[1].headers["x-gallery-key"] == "key-1"


async def test_environment(sdk: Any, server: GalleryServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the constructor is not given comes from the environment."""
    monkeypatch.setenv("GALLERY_API_KEY", "key-1")
    monkeypatch.setenv("GALLERY_BASE_URL", server.url)
    client = sdk.client(api_key=None, base_url=None)
    await sdk.get(client.works.list())
    assert server.seen[0].headers["x-gallery-key"] == "key-1"


async def test_not_found(sdk: Any, server: GalleryServer) -> None:
    """An error has the status, the parsed body and a typed door to it, and survives pickling."""
    with pytest.raises(sdk.sdk.NotFoundError) as caught:
        await sdk.get(sdk.client().works.get(MISSING_ID))
    error = caught.value
    assert isinstance(error, sdk.sdk.ApiException)
    assert isinstance(error, sdk.sdk.SDKError)
    assert (error.status, error.status_code) == (404, 404)
    assert error.body == {"title": "Not found", "detail": f"/v1/works/{MISSING_ID}"}
    assert error.parse(sdk.models.Problem).title == "Not found"
    assert error.request_id == "request-1"
    assert "404" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.body == error.body
    assert len(server.seen) == 1


async def test_unprocessable(sdk: Any, server: GalleryServer) -> None:
    """422 has its class."""
    with pytest.raises(sdk.sdk.UnprocessableError) as caught:
        await sdk.get(sdk.client().works.create(title="", artist_id=MISSING_ID, period="modern"))
    assert caught.value.parse(sdk.models.Problem).field == "title"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (409, "ConflictError"),
        (418, "ApiException"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (599, "ServerError"),
    ],
)
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", {}),
        (b"<html>no</html>", {"Content-Type": "text/html"}),
        (b'{"title": "cut', JSON),
        (b"\xff\xfe", JSON),
        (b"[]", JSON),
    ],
)
async def test_error_bodies_of_any_kind(
    sdk: Any, server: GalleryServer, status: int, name: str, body: bytes, headers: dict[str, str]
) -> None:
    """The status decides the class; a bad body never raises anything else."""
    server.prepare(Canned(status, body, headers))
    with pytest.raises(sdk.sdk.ApiException) as caught:
        await sdk.get(sdk.client(max_retries=0).status.get())
    assert type(caught.value).__name__ == name
    assert caught.value.status == status


async def test_secrets_stay_secret(sdk: Any, server: GalleryServer) -> None:
    """Neither a repr nor an error text nor a traceback nor curl() shows a credential."""
    client = sdk.client(api_key="hush-hush")
    assert "hush-hush" not in repr(client)
    with pytest.raises(sdk.sdk.AuthenticationError) as caught:
        await sdk.get(client.works.list())
    error = caught.value
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    assert server.seen[0].headers["x-gallery-key"] == "hush-hush"
    for shown in (text, str(error), repr(error), error.curl()):
        assert "hush-hush" not in shown
    assert "/v1/works" in error.curl()


async def test_retries_what_is_idempotent(sdk: Any, server: GalleryServer) -> None:
    """A GET is tried again after 503; Retry-After says when."""
    server.prepare(*[Canned(503, headers={"Retry-After": "0"})] * 2)
    assert (await sdk.get(sdk.client().works.get(WORK_ID))).title == WORK["title"]
    assert len(server.seen) == 3


async def test_retries_end(sdk: Any, server: GalleryServer) -> None:
    """Two retries by default, and none when told so, for a client and for a call."""
    server.prepare(*[Canned(503, headers={"Retry-After": "0"})] * 3)
    with pytest.raises(sdk.sdk.ServerError):
        await sdk.get(sdk.client().works.get(WORK_ID))
    assert len(server.seen) == 3
    for client, options in ((sdk.client(max_retries=0), {}), (sdk.client(), {"max_retries": 0})):
        server.seen.clear()
        server.prepare(Canned(503))
        with pytest.raises(sdk.sdk.ServerError):
            await sdk.get(client.works.get(WORK_ID, **options))
        assert len(server.seen) == 1


async def test_does_not_repeat_what_may_have_happened(sdk: Any, server: GalleryServer) -> None:
    """A POST that the server failed on is not sent again, unless the server says when to."""
    server.prepare(Canned(500))
    with pytest.raises(sdk.sdk.ServerError):
        await sdk.get(sdk.client().works.create(title="R", artist_id=MISSING_ID, period="modern"))
    assert len(server.seen) == 1
    server.prepare(Canned(429, headers={"Retry-After": "0"}))
    await sdk.get(sdk.client().works.create(title="R", artist_id=MISSING_ID, period="modern"))
    assert len(server.seen) == 3


async def test_long_retry_after_is_raised(sdk: Any, server: GalleryServer) -> None:
    """Beyond a minute the caller decides."""
    server.prepare(Canned(429, headers={"Retry-After": "3600"}))
    with pytest.raises(sdk.sdk.RateLimitError) as caught:
        await sdk.get(sdk.client().works.get(WORK_ID))
    assert caught.value.retry_after == 3600
    assert len(server.seen) == 1


async def test_timeout(sdk: Any, server: GalleryServer) -> None:
    """A slow answer is RequestTimeout."""
    server.prepare(Canned(200, b"{}", JSON, delay=0.5))
    with pytest.raises(sdk.sdk.RequestTimeout):
        await sdk.get(sdk.client().works.get(WORK_ID, timeout=0.1, max_retries=0))


async def test_connection_refused(sdk: Any, server: GalleryServer) -> None:
    """A server that is not there is ConnectionFailed."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    client = sdk.client(base_url=f"http://127.0.0.1:{port}", max_retries=0)
    with pytest.raises(sdk.sdk.ConnectionFailed):
        await sdk.get(client.status.get())


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"\xff"])
async def test_success_that_is_no_json(sdk: Any, server: GalleryServer, body: bytes) -> None:
    """A success whose body cannot be read is DecodeError."""
    server.prepare(Canned(200, body, JSON))
    with pytest.raises(sdk.sdk.DecodeError):
        await sdk.get(sdk.client().works.get(WORK_ID))


async def test_drift_is_told(sdk: Any, server: GalleryServer) -> None:
    """A value of the wrong type raises where it is read, and everything at once when strict; pydantic reads all at once."""
    if not sdk.views:
        server.prepare(Canned(200, json.dumps({**WORK, "acquiredOn": "soon"}).encode(), JSON))
        with pytest.raises(sdk.sdk.DecodeError, match=r"^Work: .*\(at \$\.acquiredOn\)"):
            await sdk.get(sdk.client().works.get(WORK_ID))
        return
    server.prepare(Canned(200, json.dumps({**WORK, "acquiredOn": "soon"}).encode(), JSON))
    work = await sdk.get(sdk.client().works.get(WORK_ID))
    assert work.title == WORK["title"]
    with pytest.raises(sdk.sdk.DecodeError, match=r"Work\.acquired_on.*acquiredOn"):
        _ = work.acquired_on
    assert work["acquiredOn"] == "soon"
    server.prepare(Canned(200, json.dumps({**WORK, "acquiredOn": "soon", "size": 3}).encode(), JSON))
    with pytest.raises(sdk.sdk.DecodeError) as caught:
        await sdk.get(sdk.client(strict=True).works.get(WORK_ID))
    assert "acquiredOn" in str(caught.value)
    assert "size" in str(caught.value)
