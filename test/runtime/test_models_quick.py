"""The quick ways of reading give what the thorough ones give, and follow the wire as well."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, SafeUUID

import pytest
from museum_models import Event, Node, Place, raw_event
from pysdk_runtime import codecs
from pysdk_runtime.errors import DecodeError
from pysdk_runtime.models import Model, UnknownStr, field, shape_of

TEN = datetime(2026, 1, 2, 10, 0, 0, tzinfo=timezone.utc)
KNOWN = UUID("3be6453c-03eb-4357-ae5a-984a0e574a54")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T10:00:00Z", TEN),
        ("2026-01-02T10:00:00+00:00", TEN),
        ("2026-01-02T10:00:00", TEN.replace(tzinfo=None)),
        ("2026-01-02T10:00:00.25Z", TEN + timedelta(seconds=0.25)),
        ("2026-01-02T10:00:00.123456789Z", TEN + timedelta(microseconds=123456)),
        ("2026-01-02T12:30:00+02:30", TEN),
        ("2026-01-02t10:00:00z", TEN),
        ("2026-01-02 10:00:00Z", TEN),
        ("2026-01-02T10:00Z", TEN),
        ("20260102T100000Z", TEN),
        ("2026-01-02T09:59:60Z", TEN),
        ("2026-01-02", datetime(2026, 1, 2)),
    ],
)
def test_date_times(text, expected):
    read = Event.from_dict({"starts": text}).starts
    assert read == expected
    assert read is not None
    assert read.utcoffset() == expected.utcoffset() or expected == TEN
    assert read == codecs.date_time.__decode__(text)


NO_TEXTS: list[Any] = [5, True, 1.5, {}, {"a": 1}, [], ["T"] * 20, dict.fromkeys("abc")]


@pytest.mark.parametrize(
    "raw",
    [
        *NO_TEXTS,
        "",
        "x",
        "2026-W01-1T10:00:00Z",
        "2026-01-02x10:00:00Z",
        "2026-01-02T25:00:00Z",
    ],
)
def test_no_date_times(raw):
    with pytest.raises(
        DecodeError, match=r"^Event\.starts: expected a .* \(at \$\.starts\)$"
    ):
        _ = Event.from_dict({"starts": raw}).starts


@pytest.mark.parametrize("raw", [*NO_TEXTS, "", "x", "2026-13-01"])
def test_no_dates(raw):
    with pytest.raises(
        DecodeError, match=r"^Place\.opened: expected a .* \(at \$\.opened\)$"
    ):
        _ = Place.from_dict({"opened": raw}).opened


@pytest.mark.parametrize(
    "raw", [*NO_TEXTS, "", "x", "z" * 32, "3be6453c-03eb-4357-ae5a-984a0e574a5"]
)
def test_no_uuids(raw):
    with pytest.raises(
        DecodeError, match=r"^Event\.event_id: expected a .* \(at \$\.eventId\)$"
    ):
        _ = Event.from_dict({"eventId": raw}).event_id


@pytest.mark.parametrize(
    "text", [str(KNOWN), str(KNOWN).upper(), KNOWN.hex, KNOWN.urn, f"{{{KNOWN}}}"]
)
def test_uuids(text):
    read = Event.from_dict({"eventId": text}).event_id
    assert read == KNOWN
    assert type(read) is UUID
    assert hash(read) == hash(KNOWN)
    assert str(read) == str(KNOWN)
    assert read.is_safe is SafeUUID.unknown
    with pytest.raises(TypeError):
        setattr(read, "int", 1)


def test_a_date_of_a_date_time():
    assert Place.from_dict({"opened": "2026-01-02T10:00:00Z"}).opened == date(
        2026, 1, 2
    )


def test_enums_are_the_raw_value_or_a_kept_stranger():
    raw = {"ticketType": "".join(["ev", "ent"])}
    event = Event.from_dict(raw)
    assert event.ticket_type is raw["ticketType"]
    raw["ticketType"] = "vip"
    assert type(event.ticket_type) is UnknownStr
    assert event.ticket_type is event.ticket_type
    raw["ticketType"] = "general"
    assert type(event.ticket_type) is str


def test_nested_models_are_kept_with_their_raw_object():
    raw = raw_event()
    event = Event.from_dict(raw)
    first = event.place
    assert event.place is first
    raw["place"] = dict(raw["place"])
    assert event.place is not first
    assert event.place == first
    raw["place"] = "gone"
    with pytest.raises(
        DecodeError,
        match=r"^Event\.place: expected an object, got 'gone' \(at \$\.place\)$",
    ):
        _ = event.place
    del raw["place"]
    assert event.place is None
    raw["place"] = {"name": "back"}
    assert event.place.name == "back"
    assert Node.from_dict({"value": 1, "next": None}).next is None


def test_lists_of_models_keep_their_views_by_raw_object():
    raw = raw_event()
    venues = Event.from_dict(raw).venues
    assert venues is not None
    first, second = venues
    assert [*venues] == [first, second]
    assert [*venues][0] is venues[0] is venues[-2] is first
    raw["venues"].reverse()
    assert [venue.name for venue in venues] == ["W", "V"]
    raw["venues"][0] = "gone"
    with pytest.raises(DecodeError, match=r"got 'gone' \(at \$\.venues\[0\]\)$"):
        list(venues)
    with pytest.raises(DecodeError, match=r"got 'gone' \(at \$\.venues\[0\]\)$"):
        _ = venues[0]
    raw["venues"][0] = {"name": "X"}
    assert [venue.name for venue in venues] == ["X", "V"]


def test_a_model_that_decodes_in_its_own_way_is_asked():
    class Loud(Place):
        @classmethod
        def __decode__(cls, raw: Any, at: Any = None, /) -> Any:
            return super().__decode__({**raw, "name": raw["name"].upper()}, at)

    class Hall(Model):
        place: Loud = field("place", codecs.model(lambda: Loud))
        places: list[Loud] = field("places", codecs.array(codecs.model(lambda: Loud)))

    hall = Hall.from_dict({"place": {"name": "a"}, "places": [{"name": "b"}]})
    assert [hall.place.name, hall.place.name] == ["A", "A"]
    assert [place.name for place in hall.places] == ["B"]


def test_native_attributes_are_fields_still():
    assert [*shape_of(Place).fields] == ["name", "opened"]
    place = Place.from_dict({})
    assert place.name is None
    place.name = "x"
    assert place.to_dict() == {"name": "x"}
    del place.name
    assert place.to_dict() == {}
    with pytest.raises(AttributeError):
        getattr(place, "naem")
