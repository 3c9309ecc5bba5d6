"""The document with shapes, security, errors and events."""

from __future__ import annotations

import asyncio
import importlib
import json
from typing import Any, Literal, get_type_hints

import pytest

from conftest import Local
from server import OWNER_KEY, WEB_KEY, WEB_ORIGIN


def test_the_smoke_test(api: Any) -> None:
    assert api.sessions.list(limit=1).items[0].id == "s1"


def test_a_conversation_changes_what_the_server_holds(api: Any, package: Any) -> None:
    sent = api.chat.send(client_id="me", text="hello there")
    assert (sent.session_id, sent.turn_id) == ("s4", "t1")
    found = api.sessions.get(id="s4")
    assert found.session.title is None
    assert [(each.role, each.content) for each in found.messages] == [("user", "hello there"), ("assistant", "You said: hello there")]
    renamed = api.sessions.update(id="s4", title="Greetings", expected_version=1)
    assert (renamed.session.title, renamed.session.version, renamed.session.usage.input_tokens) == ("Greetings", 2, 0)
    assert api.sessions.update(id="s4", title=None).session.title is None
    assert api.sessions.export(id="s4").filename == "s4.md"
    assert api.sessions.fork(id="s4").session.parent_session_id == "s4"
    assert api.sessions.delete(id="s4").ok is True
    with pytest.raises(package.NotFoundError):
        api.sessions.get(id="s4")


def test_what_is_left_out_is_not_sent_and_null_is(api: Any, local: Local) -> None:
    api.sessions.list(limit=1, cursor=None)
    assert '{"limit":1,"cursor":null}' in local.last["body"]
    api.sessions.list(q="2")
    assert '{"q":"2"}' in local.last["body"]
    assert [each.id for each in api.sessions.list(q="2").items] == ["s2"]


def test_memory_personalities_and_voice(api: Any) -> None:
    assert api.memory.get(store="memory", personality_id="muse").file.path is None
    api.memory.write(store="memory", personality_id="muse", content="likes tea")
    assert [each.content for each in api.memory.list(personality_id="muse").items] == ["likes tea"]
    muse, sage = api.personalities.list().items
    assert (muse.model, sage.model.deep, muse.mcp_servers, muse.streaming_timeout_ms) == ("small", "large", ["files"], 30000)
    assert api.voice.lane_mode.get(session_id="s1").mode == "off"
    assert api.voice.lane_mode.set(session_id="s1", mode="all").mode == "all"
    assert api.voice.lane_mode.get(session_id="s1").mode == "all"
    assert api.meta.capabilities().capabilities == {"voice": True, "mesh": False}
    assert api.a2a.peers.list(personality_id="muse")[0].enabled is True


def test_one_class_for_equal_shapes(package: Any, api: Any) -> None:
    resource = importlib.import_module(f"{package.__name__}.resources.sessions")
    returned = [get_type_hints(getattr(resource.Sessions, name))["return"] for name in ("pin", "unpin", "fork", "update")]
    assert len(set(returned)) == 1
    models = package.models
    session = get_type_hints(models.SessionsListResponse)["items"]
    assert session.__args__[0] is get_type_hints(returned[0])["session"]
    assert get_type_hints(models.SessionsListRequest)["limit"] == int | None
    assert get_type_hints(api.voice.lane_mode.set)["mode"].__args__[0] == Literal["off", "mirror_inbound", "all"]


def test_a_wrong_key_and_a_missing_origin(make: Any, package: Any) -> None:
    with pytest.raises(package.ApiException) as wrong:
        make(token="sk-ethos-wrong").sessions.list()
    assert (type(wrong.value), wrong.value.status) == (package.AuthenticationError, 401)
    assert wrong.value.body["code"] == "UNAUTHORIZED" and wrong.value.request_id == wrong.value.body["requestId"]
    with pytest.raises(package.ApiException) as foreign:
        make(token=WEB_KEY).sessions.list()
    assert (type(foreign.value), foreign.value.status) == (package.PermissionDeniedError, 403)
    assert make(token=WEB_KEY, default_headers={"Origin": WEB_ORIGIN}).sessions.list(limit=1).items[0].id == "s1"
    with pytest.raises(package.MissingCredentials):
        make(token=None).sessions.list()


def test_the_envelopes_of_errors(api: Any, make: Any, package: Any) -> None:
    with pytest.raises(package.ApiException) as refused:
        api.sessions.list(limit=1000)
    assert (refused.value.status, refused.value.body["code"], refused.value.body["data"]["issues"][0]["path"]) == (400, "BAD_REQUEST", ["limit"])
    assert "Input validation failed" in str(refused.value)
    for _ in range(2):
        api.voice.transcribe(audio="ab", mime_type="audio/wav")
    with pytest.raises(package.RateLimitError) as limited:
        api.voice.transcribe(audio="ab", mime_type="audio/wav")
    assert (limited.value.retry_after, limited.value.body["detail"]) == (600.0, "Too many recordings")
    with pytest.raises(package.AuthenticationError) as v1:
        make(token="sk-ethos-wrong").request("GET", "/v1/models")
    assert (v1.value.body["error"]["code"], "Incorrect API key" in str(v1.value)) == ("invalid_api_key", True)


def test_a_stream_goes_on_where_it_was_cut(api: Any, local: Local, package: Any) -> None:
    api.chat.send(client_id="me", text="a b", session_id="s1")
    local.cut(2, 1)
    seen: list[str] = []
    with api.sessions.events("s1") as events:
        for event in events:
            if event.type == "text_delta":
                seen.append(event.text)
            if event.type == "done":
                break
    assert (seen, event.text, events.last_event_id) == (["You", "said:", "a", "b"], "You said: a b", "7")
    asked = [each["headers"].get("Last-Event-ID") for each in local.service.seen if each["path"] == "/sse/sessions/s1"]
    assert asked == [None, "2", "3"]


def test_a_stream_goes_on_from_where_the_caller_was(api: Any, local: Local) -> None:
    api.chat.send(client_id="me", text="a b", session_id="s1")
    local.cut(0)
    with api.sessions.events("s1", last_event_id="5") as events:
        kinds = [event.type for event in (next(events) for _ in range(3))]
    assert kinds == ["stream_meta", "stream_meta", "usage"]


def test_a_stream_that_cannot_go_on_says_so(make: Any, local: Local, package: Any) -> None:
    api = make(max_retries=0)
    api.chat.send(client_id="me", text="a b", session_id="s1")
    local.cut(2)
    with pytest.raises(package.StreamInterrupted) as caught:
        list(api.sessions.events("s1"))
    assert caught.value.last_event_id == "2"


def test_the_awaiting_client_does_the_same(package: Any, make: Any, local: Local) -> None:
    name = next(each for each in dir(package) if each.startswith("AsyncEthos"))

    async def talk() -> tuple[str, list[str]]:
        async with getattr(package, name)(token=OWNER_KEY, base_url=local.origin) as api:
            sent = await api.chat.send(client_id="me", text="hi")
            local.cut(1)
            kinds: list[str] = []
            async with await api.sessions.events(sent.session_id) as events:
                async for event in events:
                    kinds.append(event.type)
                    if event.type == "done":
                        break
            return (await api.sessions.list(limit=1)).items[0].id, kinds

    first, kinds = asyncio.run(talk())
    assert (first, kinds[0], kinds[-1]) == ("s1", "stream_meta", "done")


def test_lists_go_on_over_their_pages(package: Any, api: Any, local: Local) -> None:
    """The cursor is a member of the body, beside what the caller gave."""
    sizes = [len(page.items) for page in api.sessions.list(limit=1).iter_pages()]
    assert (sizes, [each.id for each in api.sessions.list(limit=1)]) == ([1, 1, 1], ["s1", "s2", "s3"])
    assert json.loads(local.last["body"]) in ({"limit": 1, "cursor": "2"}, {"json": {"limit": 1, "cursor": "2"}})
    assert [each.id for each in api.sessions.list(limit=1, cursor="1")] == ["s2", "s3"]
    name = next(each for each in dir(package) if each.startswith("AsyncEthos"))

    async def listed() -> list[str]:
        async with getattr(package, name)(token=OWNER_KEY, base_url=local.origin) as awaiting:
            return [each.id async for each in awaiting.sessions.list(limit=1)]

    assert asyncio.run(listed()) == ["s1", "s2", "s3"]


def test_shapes_without_security(shaped: Any) -> None:
    assert shaped.sessions.list(limit=1).next_cursor == "1"
    assert [each.id for each in shaped.sessions.list(limit=1, cursor="1").items] == ["s2"]


def test_the_wire(api: Any, package: Any, local: Local) -> None:
    api.voice.lane_mode.set(session_id="s1", mode="all")
    seen = local.last
    if package.__name__ == "ethos_client":
        assert (seen["path"], seen["body"]) == ("/voice/laneMode/set", '{"sessionId":"s1","mode":"all"}')
        return
    assert (seen["path"], seen["body"]) == ("/rpc/voice/laneMode/set", '{"json":{"sessionId":"s1","mode":"all"}}')
    api.meta.capabilities()
    assert (local.last["path"], local.last["body"]) == ("/rpc/meta/capabilities", "{}")
    found = api.with_response(api.sessions.list, limit=1, extra_body={"q": "2"})
    assert (local.last["body"], found.value.items[0].id, found.content[:9]) == ('{"json":{"limit":1,"q":"2"}}', "s2", b'{"items":')
    answer = api.request("POST", "/rpc/sessions/export", body={"id": "s1", "format": "markdown"})
    assert answer.json()["filename"] == "s1.md"
    with api.sessions.events("s1") as events:
        next(events)
    assert local.last["path"] == "/sse/sessions/s1"
