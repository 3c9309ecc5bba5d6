"""The document as the server gives it today: no shapes, no tags, dotted operationIds."""

from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import pytest


def test_every_namespace_is_an_attribute_and_a_module(served: Any) -> None:
    assert [each["id"] for each in served.sessions.list(extra_body={"limit": 2})["items"]] == ["s1", "s2"]
    assert served.sessions.list()["nextCursor"] is None
    assert served.voice.lane_mode.get() == {"mode": "off"}
    assert served.voice.transcribe(extra_body={"audio": "abc"}) == {"text": "3 letters of sound"}
    assert served.eval.list()["items"][0]["status"] == "done"
    assert served.slash_commands.list()["commands"][0]["name"] == "help"
    assert served.a2a.peers.list()[0]["id"] == "p1"
    names = {type(part).__module__ for part in (served.sessions, served.voice, served.voice.lane_mode, served.a2a.peers)}
    assert names == {f"ethos_served.resources.{name}" for name in ("sessions", "voice", "voice_lane_mode", "a2a_peers")}


def test_a_method_for_each_of_the_222_operations_gives_whatever_comes(served: Any) -> None:
    def methods(part: Any) -> list[Any]:
        own = [each for name, each in inspect.getmembers(part, inspect.ismethod) if not name.startswith("_")]
        children = [getattr(part, name) for name, each in vars(type(part)).items() if hasattr(each, "func")]
        return [*own, *(each for child in children for each in methods(child))]

    roots = [getattr(served, name) for name, each in vars(type(served)).items() if hasattr(each, "func")]
    found = [each for root in roots for each in methods(root)]
    assert len(found) == 222
    assert {get_type_hints(each)["return"] for each in found} == {Any}


def test_errors_of_the_plain_wire(served: Any) -> None:
    import ethos_served

    with pytest.raises(ethos_served.ApiException) as caught:
        served.sessions.get()
    assert (caught.value.status, caught.value.body["data"]["issues"][0]["path"]) == (400, ["id"])
    assert "Input validation failed" in str(caught.value)
