"""Construction, keywords, copies, pickles, repr, errors and what other libraries see."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import subprocess
import sys
from datetime import date, datetime, timezone
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from museum_models import (
    Cat,
    Config,
    Dog,
    Event,
    Node,
    Owner,
    Place,
    UnknownPet,
    raw_event,
)
from pysdk_runtime.errors import DecodeError, SDKError
from pysdk_runtime.models import UNSET, Model, UnknownInt, UnknownStr
from pysdk_runtime.wire import Violation, violations, wire_body

EVENT_ID = UUID("3be6453c-03eb-4357-ae5a-984a0e574a54")


def made(**more: Any) -> Event:
    given = {
        "name": "x",
        "note": None,
        "dates": [date(2026, 1, 1)],
        "place": Place(name="p"),
    }
    return Event(**{**given, **more})


def test_construction():
    event = made(
        event_id=EVENT_ID, price=None, tags=UNSET, starts="2026-01-01T00:00:00Z"
    )
    assert event.to_dict() == {
        "eventId": "3be6453c-03eb-4357-ae5a-984a0e574a54",
        "name": "x",
        "note": None,
        "dates": ["2026-01-01"],
        "place": {"name": "p"},
        "kind": "show",
        "starts": "2026-01-01T00:00:00Z",
    }
    assert made(place={"name": "p", "opened": date(2026, 1, 1), "x": None}).to_dict()[
        "place"
    ] == {
        "name": "p",
        "opened": "2026-01-01",
        "x": None,
    }
    with pytest.raises(TypeError, match=r"^Event\(\) needs note, dates, place$"):
        Event(name="x")
    with pytest.raises(TypeError, match=r"^Event\(\) has no argument 'naem'$"):
        made(naem="x")
    with pytest.raises(TypeError, match=r"^Event\(\) has no argument 'id'$"):
        made(id=1)
    with pytest.raises(TypeError, match="expected a date or its text, got int"):
        made().dates.append(5)
    with pytest.raises(TypeError, match="expected Place or a dict, got int"):
        made().place = 5


def test_keywords_and_back():
    event = Event.from_dict({**raw_event(), "password": "p", "price": None})
    keywords = event.keywords()
    assert keywords["event_id"] == EVENT_ID
    assert keywords["dates"] == [date(2026, 1, 1), date(2026, 1, 2)]
    assert keywords["note"] is None
    assert keywords["password"] == "p"
    assert "id" not in keywords
    assert keywords["extra_body"] == {"unknownKey": {"deep": [1]}}
    again = Event.from_keywords(**keywords)
    assert again.name == "Pirates"
    assert again["unknownKey"] == {"deep": [1]}
    assert "price" not in again
    assert again["note"] is None
    assert again.place == event.place
    assert Event.from_dict({"starts": "bad"}).keywords() == {"starts": "bad"}
    assert Event.from_keywords(name="n", price=None, note=UNSET).to_dict() == {
        "name": "n",
        "kind": "show",
    }
    with pytest.raises(TypeError):
        Event.from_keywords(naem="n")


def test_equality_and_repr():
    assert made() == made()
    assert made() != made(price=1.0)
    assert made() != made().to_dict()
    assert Place.from_dict({"name": "a"}) != Config.from_dict({"name": "a"})
    with pytest.raises(TypeError):
        hash(made())
    shown = repr(
        Event.from_dict({**raw_event(), "password": "secret", "ticketType": "vip"})
    )
    assert shown.startswith(
        "Event(event_id=UUID('3be6453c-03eb-4357-ae5a-984a0e574a54'), name='Pirates', note=None, dates=[datetime.date(2026, 1, 1), "
    )
    assert (
        "place=Place(name='Hall', opened=datetime.date(1999, 12, 31), **{'floor': 2})"
        in shown
    )
    assert "ticket_type=UnknownStr('vip')" in shown
    assert "password='***'" in shown
    assert "secret" not in shown
    assert shown.endswith("**{'unknownKey': {'deep': [1]}})")
    assert repr(Event.from_dict({"starts": "bad"})) == "Event(starts='bad')"


def test_copies():
    event = Event.from_dict(raw_event())
    shallow = copy.copy(event)
    deep = copy.deepcopy(event)
    assert shallow == deep == event
    shallow.name = "s"
    deep.place.name = "d"
    assert event.name == "Pirates"
    assert event.place.name == "Hall"
    assert type(copy.copy(event.dates)) is list
    assert copy.deepcopy(event.venues) == list(event.venues)
    assert copy.deepcopy(event.venues)[0] is not event.venues[0]
    assert copy.copy(event.rooms) == copy.deepcopy(event.rooms) == event.rooms


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(protocol):
    event = Event.from_dict(raw_event())
    _ = event.dates, event.place
    value = pickle.loads(
        pickle.dumps(
            [event, event.dates, event.rooms, UNSET, UnknownStr("a"), UnknownInt(3)],
            protocol,
        )
    )
    assert value[0] == event
    assert value[0].dates == event.dates
    assert value[1] == event.dates
    assert value[2] == event.rooms
    assert value[3] is UNSET
    assert repr(value[4]) == "UnknownStr('a')"
    assert repr(value[5]) == "UnknownInt(3)"
    assert copy.deepcopy(UNSET) is UNSET


def test_match():
    match Owner.from_dict({"pet": {"petType": "dog", "bark": "wau"}}):
        case Owner(pet=Dog(bark=sound)):
            assert sound == "wau"
        case _:
            pytest.fail("no match")


def test_errors_name_class_attribute_and_path():
    event = Event.from_dict(
        {
            **raw_event(),
            "starts": "soon",
            "dates": ["2026-01-01", "x"],
            "rooms": {"a b": 5},
            "venues": [{"opened": 1}],
        }
    )
    with pytest.raises(
        DecodeError,
        match=r"^Event\.starts: expected a date-time, got 'soon' \(at \$\.starts\)$",
    ):
        _ = event.starts
    assert event["starts"] == "soon"
    assert event.dates[0] == date(2026, 1, 1)
    with pytest.raises(
        DecodeError,
        match=r"^Event\.dates: expected a date, got 'x' \(at \$\.dates\[1\]\)$",
    ) as caught:
        list(event.dates)
    assert caught.value.path == "$.dates[1]"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    with pytest.raises(
        DecodeError,
        match=r"^Event\.rooms: expected an object, got 5 \(at \$\.rooms\['a b'\]\)$",
    ):
        event.rooms["a b"]
    with pytest.raises(DecodeError, match=r"^Place\.opened: expected a string, got 1"):
        _ = event.venues[0].opened
    with pytest.raises(DecodeError, match="expected an object, got an array"):
        Event.from_dict([])
    assert isinstance(caught.value, SDKError)


def test_validate_lists_everything():
    raw = {
        "eventId": "nope",
        "name": 5,
        "dates": ["2026-01-01", 3],
        "place": {"opened": "x"},
        "kind": "other",
        "price": "1",
        "tags": ["a", 1, None],
        "ticketType": "vip",
        "rooms": {"a b": {}},
        "venues": None,
        "password": 1,
    }
    assert Event.from_dict(raw).validate() == [
        Violation("$.eventId", "expected a UUID, got 'nope'"),
        Violation("$.name", "expected a string, got 5"),
        Violation("$.note", "is missing"),
        Violation("$.dates[1]", "expected a string, got 3"),
        Violation("$.place.name", "is missing"),
        Violation("$.place.opened", "expected a date, got 'x'"),
        Violation("$.kind", "expected 'show', got 'other'"),
        Violation("$.price", "expected a number, got '1'"),
        Violation("$.tags[1]", "expected a string, got 1"),
        Violation("$.tags[2]", "expected a string, got null"),
        Violation("$.ticketType", "expected one of ['event', 'general'], got 'vip'"),
        Violation("$.rooms['a b'].name", "is missing"),
        Violation("$.venues", "is null"),
        Violation("$.password", "expected a string, got 1"),
    ]
    assert made().validate() == []
    assert violations(Event, made().to_dict()) == [Violation("$.id", "is missing")]
    assert violations(Event, raw_event()) == []
    assert violations(Event, 5) == [Violation("$", "expected an object, got 5")]
    assert Config.from_dict({"name": "a", "b": 1}).validate() == [
        Violation("$.b", "expected an array, got 1")
    ]
    assert Owner.from_dict({"pet": {"petType": "bird"}}).validate() == [
        Violation("$.pet", "no type for petType 'bird'")
    ]


def test_too_deep_is_our_own_error():
    def deep() -> dict[str, Any]:
        raw: dict[str, Any] = {"value": 0}
        for value in range(50_000):
            raw = {"value": value, "next": raw}
        return raw

    node = Node.from_dict(deep())
    assert node.validate() == [Violation("$", "nested too deeply to be checked")]
    assert "..." in repr(node)
    for doing in (node.to_dict, lambda: wire_body(node), lambda: copy.deepcopy(node)):
        with pytest.raises(SDKError, match="nested too deeply"):
            doing()
    with pytest.raises(SDKError, match="nested too deeply"):
        _ = node == Node.from_dict(deep())


def test_annotations_resolve():
    assert get_type_hints(Event)["dates"] == list[date]
    signature = inspect.signature(Event, eval_str=True)
    assert set(get_type_hints(Place)) == {"name", "opened"}
    assert signature.parameters["dates"].annotation == list[date]
    assert list(signature.parameters)[:3] == ["event_id", "name", "note"]
    assert "id" not in signature.parameters
    assert signature.parameters["name"].default is inspect.Parameter.empty
    assert signature.parameters["event_id"].default is UNSET
    for name in (
        "from_dict",
        "to_dict",
        "keywords",
        "from_keywords",
        "validate",
        "__decode__",
    ):
        assert get_type_hints(getattr(Model, name))
    public = {name for name in dir(Model) if not name.startswith("__")}
    assert public == {"from_dict", "to_dict", "keywords", "from_keywords", "validate"}


def test_json_and_other_writers():
    raw = raw_event()
    event = Event.from_dict(raw)
    pets = Owner.from_dict(
        {"pet": {}, "pets": [{"petType": "cat", "lives": 1}, {"petType": "x"}]}
    ).pets
    assert [type(pet) for pet in pets] == [Cat, UnknownPet]
    assert json.loads(json.dumps(event, default=dict)) == raw
    assert json.loads(json.dumps({"a": [event]}, default=dict)) == {"a": [raw]}
    assert json.loads(json.dumps(event.venues, default=dict)) == raw["venues"]
    assert json.loads(json.dumps(event.rooms, default=dict)) == raw["rooms"]
    assert json.loads(json.dumps(pets, default=dict)) == [
        {"petType": "cat", "lives": 1},
        {"petType": "x"},
    ]


def test_pydantic():
    pydantic = pytest.importorskip("pydantic")
    pydantic_core = pytest.importorskip("pydantic_core")
    raw = raw_event()
    event = Event.from_dict(raw)
    answer = pydantic.create_model("Answer", event=(Event, ...), free=(Any, None))
    value = answer(event=event, free=[event, event.dates, event.venues, event.rooms])
    assert value.event is event
    written = {"event": raw, "free": [raw, raw["dates"], raw["venues"], raw["rooms"]]}
    assert json.loads(value.model_dump_json()) == written
    assert value.model_dump(mode="json") == written
    assert answer.model_validate({"event": raw}).event == event
    assert answer.model_json_schema()["properties"]["event"]["title"] == "Event"
    with pytest.raises(pydantic.ValidationError, match=r"\$\.note: is missing"):
        answer(event={"name": "x"})
    assert json.loads(pydantic_core.to_json([event])) == [raw]
    assert pydantic.TypeAdapter(Any).dump_python(event, mode="json") == raw


def test_pydantic_is_not_imported():
    code = "import sys, museum_models; print([n for n in sys.modules if n.startswith('pydantic')])"
    paths = [entry for entry in sys.path if "runtime" in entry]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_datetimes_written():
    event = made(starts=datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert event["starts"] == "2026-01-01T00:00:00Z"
    event.starts = datetime(2026, 1, 1, 5, 0, 0, 5)
    assert event["starts"] == "2026-01-01T05:00:00.000005Z"
    event.starts = date(2026, 1, 1)
    assert event["starts"] == "2026-01-01T00:00:00Z"
