"""Whatever goes through one door is seen through every other, and in the bytes."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from museum_models import Config, Event, Node, Owner, Place, raw_event
from pysdk_runtime.errors import DecodeError
from pysdk_runtime.models import UNSET, additional, field
from pysdk_runtime.wire import wire_body

NEW_YEAR = date(2026, 1, 1)


def body(model: object) -> str:
    return json.dumps(wire_body(model))


def test_untouched_encodes_to_what_was_decoded():
    raw = raw_event()
    text = json.dumps(raw)
    event = Event.from_dict(json.loads(text))
    assert event.event_id == UUID("3be6453c-03eb-4357-ae5a-984a0e574a54")
    assert event.dates[0] == NEW_YEAR
    assert event.starts == datetime(2026, 1, 1, 10, 0, 0, 123456, timezone.utc)
    assert event.place.opened == date(1999, 12, 31)
    assert [venue.name for venue in event.venues] == ["V", "W"]
    assert json.dumps(event.to_dict()) == text
    assert json.dumps(dict(event)) == text


def test_native_values_are_the_raw_ones_and_converted_ones_are_kept():
    raw = raw_event()
    raw["tags"] = ["a"]
    event = Event.from_dict(raw)
    assert event.tags is raw["tags"]
    assert event.place is event.place
    assert event.dates is event.dates
    assert event.event_id is event.event_id
    kept = event.event_id
    raw["eventId"] = str(kept)
    assert event.event_id == kept
    assert event.event_id is not kept


@pytest.mark.parametrize("door", ["attribute", "item", "raw"])
def test_writes_of_a_scalar(door):
    raw = raw_event()
    event = Event.from_dict(raw)
    assert event.starts is not None
    moment = datetime(2027, 5, 6, 7, 8, tzinfo=timezone(timedelta(hours=2)))
    if door == "attribute":
        event.starts = moment
    elif door == "item":
        event["starts"] = "2027-05-06T07:08:00+02:00"
    else:
        raw["starts"] = "2027-05-06T07:08:00+02:00"
    assert event.starts == moment
    assert event["starts"] == "2027-05-06T07:08:00+02:00"
    assert raw["starts"] == "2027-05-06T07:08:00+02:00"
    assert '"starts": "2027-05-06T07:08:00+02:00"' in body(event)


@pytest.mark.parametrize("door", ["attribute", "item", "held", "raw"])
def test_writes_into_a_nested_model(door):
    raw = raw_event()
    event = Event.from_dict(raw)
    held = event.place
    if door == "attribute":
        event.place.opened = date(2000, 2, 3)
    elif door == "item":
        event["place"]["opened"] = "2000-02-03"
    elif door == "held":
        held["opened"] = date(2000, 2, 3)
    else:
        raw["place"]["opened"] = "2000-02-03"
    assert held.opened == event.place.opened == date(2000, 2, 3)
    assert (
        held["opened"]
        == event["place"]["opened"]
        == raw["place"]["opened"]
        == "2000-02-03"
    )
    assert '"place": {"name": "Hall", "opened": "2000-02-03", "floor": 2}' in body(
        event
    )


def append(view, wire):
    view.append(date(2026, 3, 4))
    return ["2026-01-01", "2026-01-02", "2026-03-04"]


def append_text(view, wire):
    view.append("2026-03-04")
    return ["2026-01-01", "2026-01-02", "2026-03-04"]


def append_raw(view, wire):
    wire.append("2026-03-04")
    return ["2026-01-01", "2026-01-02", "2026-03-04"]


def insert(view, wire):
    view.insert(0, date(2026, 3, 4))
    return ["2026-03-04", "2026-01-01", "2026-01-02"]


def insert_raw(view, wire):
    wire.insert(0, "2026-03-04")
    return ["2026-03-04", "2026-01-01", "2026-01-02"]


def delete(view, wire):
    del view[0]
    return ["2026-01-02"]


def delete_raw(view, wire):
    del wire[0]
    return ["2026-01-02"]


def replace(view, wire):
    view[-1] = date(2026, 3, 4)
    return ["2026-01-01", "2026-03-04"]


def replace_raw(view, wire):
    wire[-1] = "2026-03-04"
    return ["2026-01-01", "2026-03-04"]


def slices(view, wire):
    view[0:1] = [date(2026, 3, 4), "2026-03-05"]
    return ["2026-03-04", "2026-03-05", "2026-01-02"]


def pop(view, wire):
    assert view.pop() == date(2026, 1, 2)
    assert view.pop(0) == NEW_YEAR
    return []


def remove(view, wire):
    view.remove(NEW_YEAR)
    return ["2026-01-02"]


def extend(view, wire):
    view.extend(iter([date(2026, 3, 4)]))
    return ["2026-01-01", "2026-01-02", "2026-03-04"]


def add_in_place(view, wire):
    view += [date(2026, 3, 4)]
    return ["2026-01-01", "2026-01-02", "2026-03-04"]


def times(view, wire):
    view *= 2
    return ["2026-01-01", "2026-01-02"] * 2


def reverse(view, wire):
    view.reverse()
    return ["2026-01-02", "2026-01-01"]


def sort(view, wire):
    view.sort(key=lambda each: each.day, reverse=True)
    return ["2026-01-02", "2026-01-01"]


def clear(view, wire):
    view.clear()
    return []


@pytest.mark.parametrize(
    "change",
    [
        append, append_text, append_raw, insert, insert_raw, delete, delete_raw, replace,
        replace_raw, slices, pop, remove, extend, add_in_place, times, reverse, sort, clear,
    ],
)  # fmt: skip
def test_list_changes(change):
    raw = raw_event()
    event = Event.from_dict(raw)
    held = event.dates
    assert list(held) == [NEW_YEAR, date(2026, 1, 2)]
    expected = change(held, raw["dates"])
    typed = [date.fromisoformat(text) for text in expected]
    assert raw["dates"] == expected
    assert event["dates"] == expected
    assert list(held) == typed
    assert list(event.dates) == typed
    assert held == typed
    assert typed == held
    assert len(held) == len(typed)
    assert bool(held) == bool(typed)
    assert [held[at] for at in range(len(held))] == typed
    assert held[0:] == typed
    assert list(reversed(held)) == typed[::-1]
    assert repr(held) == repr(typed)
    if change is not replace_raw:
        # What C code sees is as of the last change or iteration, told by the length.
        assert list.__getitem__(held, slice(None)) == expected
    assert json.dumps(expected) in body(event)


def test_a_list_view_is_a_list_in_every_other_way():
    held = Event.from_dict(raw_event()).dates
    assert isinstance(held, list)
    assert NEW_YEAR in held
    assert "2026-01-01" not in held
    assert held.index(date(2026, 1, 2)) == 1
    assert held.count(NEW_YEAR) == 1
    one: list[object] = [1]
    assert held + one == [NEW_YEAR, date(2026, 1, 2), 1]
    assert one + held == [1, NEW_YEAR, date(2026, 1, 2)]
    assert held * 2 == list(held) * 2
    assert held < [date(2026, 1, 2)]
    assert sorted(held, reverse=True)[0] == date(2026, 1, 2)
    assert max(held) == date(2026, 1, 2)
    assert [*held] == list(held) == list(tuple(held)) == held.copy()
    assert type(held.copy()) is list
    with pytest.raises(IndexError):
        held[2]
    match held:
        case [first, _]:
            assert first == NEW_YEAR
        case _:
            pytest.fail("no match")


def test_lists_of_models():
    raw = raw_event()
    event = Event.from_dict(raw)
    first = event.venues[0]
    assert event.venues[0] is first
    event.venues.append(Place(name="X"))
    event.venues.insert(0, {"name": "Y"})
    assert [venue.name for venue in event.venues] == ["Y", "V", "W", "X"]
    first.name = "renamed"
    assert raw["venues"] == [
        {"name": "Y"},
        {"name": "renamed"},
        {"name": "W"},
        {"name": "X"},
    ]
    raw["venues"][0]["name"] = "raw"
    assert event.venues[0].name == "raw"
    assert '"venues": [{"name": "raw"}, {"name": "renamed"}' in body(event)


def test_dict_views():
    raw = raw_event()
    event = Event.from_dict(raw)
    held = event.rooms
    assert isinstance(held, dict)
    assert held["a"].name == "A"
    held["b"] = Place(name="B")
    held |= {"c": {"name": "C"}}
    raw["rooms"]["d"] = {"name": "D"}
    event["rooms"]["e"] = {"name": "E"}
    held.update(f=Place(name="F"))
    assert held.setdefault("g", Place(name="G")).name == "G"
    assert [place.name for place in event.rooms.values()] == list("ABCDEFG")
    assert list(event.rooms) == list(held) == list(held.keys()) == list("abcdefg")
    assert dict(held)["d"] == Place(name="D")
    assert {**held}["e"].name == "E"
    assert held.pop("g").name == "G"
    assert held.popitem()[0] == "f"
    assert held.pop("nothing", None) is None
    assert held.get("nothing") is None
    del held["e"]
    raw["rooms"].pop("d")
    assert len(held) == 3
    assert "d" not in held
    assert held == {"a": Place(name="A"), "b": Place(name="B"), "c": Place(name="C")}
    assert {"a": 1} != held
    assert (
        repr(held)
        == "{'a': Place(name='A'), 'b': Place(name='B'), 'c': Place(name='C')}"
    )
    assert (held | {"x": 1})["x"] == 1
    assert ({"x": 1} | held)["a"].name == "A"
    assert raw["rooms"] == {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}}
    assert (
        '"rooms": {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}}'
        in body(event)
    )
    held.clear()
    assert raw["rooms"] == {}


def test_what_is_assigned_is_copied():
    event = Event.from_dict(raw_event())
    other = Event.from_dict(raw_event())
    place = Place(name="New")
    other.place = place
    other.dates = event.dates
    other.rooms = event.rooms
    tags = ["a"]
    other.tags = tags
    tags.append("b")
    place.name = "changed"
    event.dates.append(NEW_YEAR)
    event.rooms["a"].name = "changed"
    assert other.place.name == "New"
    assert len(other.dates) == 2
    assert other.rooms["a"].name == "A"
    assert other.tags == ["a"]


def test_in_place_operators_leave_held_views_attached():
    event = Event.from_dict(raw_event())
    held = event.dates
    place = event.place
    event.dates += [NEW_YEAR]
    event.place = event.place
    held.append(NEW_YEAR)
    place.name = "same"
    assert len(event.dates) == 4
    assert event.place.name == "same"
    event.tags = ["a"]
    tags = event.tags
    event.tags += ["b"]
    tags.append("c")
    assert event["tags"] == ["a", "b", "c"]


def test_unset_and_null():
    event = Event.from_dict({"note": "n", "price": 1.5, "name": "x"})
    assert event.tags is None
    assert "tags" not in event
    event.note = None
    assert event["note"] is None
    event.note = UNSET
    assert "note" not in event
    event.price = None
    assert "price" not in event
    event.name = UNSET
    assert "name" not in event
    event.price = 2.0
    assert event["price"] == 2.0
    del event.price
    assert "price" not in event
    del event.price
    assert event.to_dict() == {}
    with pytest.raises(KeyError):
        event["price"]


def test_null_from_the_server():
    event = Event.from_dict(
        {"starts": None, "price": None, "dates": None, "name": None}
    )
    assert event.starts is None
    assert event.price is None
    assert event.name is None
    with pytest.raises(
        DecodeError,
        match=r"^Event\.dates: expected an array, got null \(at \$\.dates\)$",
    ):
        _ = event.dates


def test_unknown_keys_are_kept_and_sent():
    event = Event.from_dict(raw_event())
    event["more"] = Place(name="typed")
    event.name = "changed"
    assert event["unknownKey"] == {"deep": [1]}
    assert '"unknownKey": {"deep": [1]}, "more": {"name": "typed"}' in body(event)
    del event["more"]
    assert "more" not in event
    with pytest.raises(AttributeError, match="no attribute 'naem'"):
        event.naem = 1
    with pytest.raises(AttributeError):
        _ = event.unknownKey


def test_item_writes_accept_typed_values():
    event = Event.from_dict(raw_event())
    event["dates"] = [date(2027, 1, 1)]
    assert event["dates"] == ["2027-01-01"]
    event["dates"] = ["2028-01-01"]
    assert event.dates == [date(2028, 1, 1)]
    event["starts"] = None
    assert event["starts"] is None
    event["starts"] = 5
    assert event.to_dict()["starts"] == 5
    with pytest.raises(DecodeError):
        _ = event.starts


def test_additional_properties():
    config = Config.from_dict({"name": "n", "a": ["2026-01-01"]})
    extra = additional(config)
    assert extra == {"a": [NEW_YEAR]}
    assert dict(extra) == {"a": [NEW_YEAR]}
    extra["b"] = [date(2026, 2, 3)]
    extra["a"].append(date(2026, 4, 5))
    config["c"] = [date(2026, 6, 7)]
    assert config.to_dict() == {
        "name": "n",
        "a": ["2026-01-01", "2026-04-05"],
        "b": ["2026-02-03"],
        "c": ["2026-06-07"],
    }
    assert len(extra) == 3
    with pytest.raises(KeyError):
        extra["name"]
    with pytest.raises(KeyError):
        extra["name"] = []
    with pytest.raises(KeyError):
        del extra["name"]
    del extra["a"]
    assert list(extra) == ["b", "c"]
    config["bad"] = ["x"]
    with pytest.raises(
        DecodeError, match=r"Config.bad: expected a date, got 'x' \(at \$.bad\[0\]\)"
    ):
        list(extra["bad"])


def test_union_attributes_follow_the_tag():
    raw = {"pet": {"petType": "cat", "lives": 9}}
    owner = Owner.from_dict(raw)
    assert type(owner.pet).__name__ == "Cat"
    raw["pet"]["petType"] = "dog"
    assert type(owner.pet).__name__ == "Dog"
    raw["pet"]["petType"] = "bird"
    assert type(owner.pet).__name__ == "UnknownPet"
    assert owner.pet.pet_type == "bird"
    assert owner.pet["lives"] == 9
    owner.pets = [owner.pet, {"petType": "cat", "lives": 1}]
    assert [type(each).__name__ for each in owner.pets] == ["UnknownPet", "Cat"]
    owner.pets[1].lives = 2
    assert raw["pets"] == [
        {"petType": "bird", "lives": 9},
        {"petType": "cat", "lives": 2},
    ]


def test_read_only_is_not_sent_and_the_model_is_left_alone():
    event = Event.from_dict(raw_event())
    assert event.id == 7
    sent = wire_body(event)
    assert "id" not in sent
    assert event.id == 7
    nested = wire_body([event, {"x": event}])
    assert "id" not in nested[0]
    assert "id" not in nested[1]["x"]
    sent["place"]["name"] = "changed"
    assert event.place.name == "Hall"


def test_depth():
    raw: dict[str, object] = {"value": 0}
    for value in range(50_000):
        raw = {"value": value, "next": raw}
    node = Node.from_dict(raw)
    count = 0
    while node is not None:
        node = node.next
        count += 1
    assert count == 50_001


def test_views_of_views_share_the_wire():
    raw = raw_event()
    event = Event.from_dict(raw)
    again = Event.from_dict(event)
    again.name = "again"
    assert event.name == raw["name"] == "again"
    place = Place.from_dict(event.place)
    place.name = "again"
    assert raw["place"]["name"] == "again"


def test_inheritance():
    class Cinema(Place):
        screens: int = field("screens")

    cinema = Cinema(name="a", screens=2, opened=date(2026, 1, 1))
    assert cinema.to_dict() == {"name": "a", "opened": "2026-01-01", "screens": 2}
    assert isinstance(cinema, Place)
    assert (
        repr(cinema) == "Cinema(name='a', opened=datetime.date(2026, 1, 1), screens=2)"
    )
    assert Cinema.from_dict({}).validate()[1].path == "$.screens"
    assert Place(name="a") != Cinema.from_dict({"name": "a"})
    with pytest.raises(TypeError):
        Place(name="a", screens=2)


def test_hostile_keys_reach_nothing():
    names = [
        "__class__",
        "to_dict",
        "__wire__",
        "__deepcopy__",
        "__proto__",
        "keys",
        "__kept__",
    ]
    raw = {"name": "x", **dict.fromkeys(names, 1)}
    place = Place.from_dict(raw)
    assert type(place.to_dict()) is dict
    assert place.to_dict() == raw
    assert dict(place) == raw
    assert copy.deepcopy(place) == place
    assert place["__class__"] == 1
    assert type(place) is Place


def test_kept_values_are_used_only_for_the_raw_value_they_came_from():
    raw = raw_event()
    event = Event.from_dict(raw)
    assert event.dates[0] == NEW_YEAR
    raw["dates"][0] = "2027-01-01"
    assert event.dates[0] == date(2027, 1, 1)
    assert event.rooms["a"].name == "A"
    raw["rooms"]["a"] = {"name": "other"}
    assert event.rooms["a"].name == "other"
