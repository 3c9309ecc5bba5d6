"""Codecs of arrays, maps, tuples and unions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

import pytest
from museum_models import Cat, Dog, Event, Place, UnknownPet, any_pet
from pysdk_runtime import codecs
from pysdk_runtime.errors import DecodeError
from pysdk_runtime.models import UNSET, Model, UnknownModel, UnknownStr, field
from pysdk_runtime.wire import Violation, violations, wire_body


class Circle(Model):
    radius: float = field("radius")


class Square(Model):
    side: float = field("side")
    name: str | None = field("name", default=UNSET)


class Named(Model):
    name: str = field("name")


class MaybeNamed(Model):
    name: str | None = field("name", default=UNSET)
    age: int | None = field("age", default=UNSET)


class NamedCount(Model):
    name: str = field("name")
    count: int = field("count")


class TextName(Model):
    value: str = field("value")


class NumberName(Model):
    value: float = field("value")


class Meows(Model):
    kind: str = field("kind", codecs.enum("cat", "kitten"))
    age: int | None = field("age", default=UNSET)


class Barks(Model):
    kind: str = field("kind", codecs.enum("dog"))
    age: int | None = field("age", default=UNSET)


class WrapsCircle(Model):
    data: Circle = field("data", codecs.model(lambda: Circle))


class WrapsSquare(Model):
    data: Square = field("data", codecs.model(lambda: Square))


class HasStatus(Model):
    status: str = field("status", codecs.enum("on", "off"))
    size: int = field("size")


class Free(Model):
    pass


class Other(UnknownModel):
    pass


def chosen(codec: Any, raw: Any) -> str:
    return type(codec.__decode__(raw)).__name__


def unknown() -> type[Other]:
    return Other


SHAPES = codecs.union(Circle, codecs.model(lambda: Square), unknown=unknown)
TAGS = codecs.union(Meows, Barks, unknown=unknown)
CONSTS = codecs.union(Cat, Dog, unknown=unknown)
NAMES = codecs.union(Named, NamedCount, unknown=unknown)
VALUES = codecs.union(TextName, NumberName, unknown=unknown)
WRAPPED = codecs.union(WrapsCircle, WrapsSquare, unknown=unknown)
STATUS = codecs.union(HasStatus, Named, unknown=unknown)


@pytest.mark.parametrize(
    ("codec", "raw", "expected"),
    [
        (SHAPES, {"radius": 1}, "Circle"),
        (SHAPES, {"side": 1}, "Square"),
        (SHAPES, {"side": 1, "radius": 2, "name": "x"}, "Square"),
        (SHAPES, {"side": "1"}, "Other"),
        (SHAPES, {"side": None}, "Other"),
        (SHAPES, {"side": 1, "name": None}, "Square"),
        (SHAPES, {}, "Other"),
        (SHAPES, {"other": 1}, "Other"),
        (TAGS, {"kind": "kitten"}, "Meows"),
        (TAGS, {"kind": "dog"}, "Barks"),
        (TAGS, {"kind": "bird"}, "Other"),
        (CONSTS, {"petType": "dog", "bark": "w"}, "Dog"),
        (CONSTS, {"petType": "dog", "lives": 9}, "Other"),
        (CONSTS, {"petType": "bird", "lives": 9}, "Other"),
        (NAMES, {"name": "x"}, "Named"),
        (codecs.union(MaybeNamed, Named), {"name": "x"}, "Named"),
        (codecs.union(MaybeNamed, Circle, unknown=unknown), {"zzz": 1}, "Other"),
        (codecs.union(MaybeNamed, Circle, unknown=unknown), {}, "MaybeNamed"),
        (NAMES, {"name": "x", "count": 1}, "NamedCount"),
        (NAMES, {"name": "x", "count": "1"}, "Named"),
        (VALUES, {"value": "x"}, "TextName"),
        (VALUES, {"value": 1}, "NumberName"),
        (VALUES, {"value": True}, "Other"),
        (WRAPPED, {"data": {"side": 1}}, "WrapsSquare"),
        (WRAPPED, {"data": {"radius": 1}}, "WrapsCircle"),
        (STATUS, {"status": "paused", "size": 1}, "HasStatus"),
        (codecs.union(Circle, Free), {"x": 1}, "Free"),
        (codecs.union(Circle, codecs.mapping(codecs.integer)), {"x": 1}, "dict"),
        (codecs.union(Circle, codecs.mapping(codecs.integer)), {"radius": 1}, "Circle"),
        (codecs.union(any_pet, Circle), {"petType": "cat", "lives": 1}, "Cat"),
        (codecs.union(any_pet, Circle), {"radius": 1}, "Circle"),
        (
            codecs.union(codecs.array(Circle), codecs.array(Square)),
            [{"side": 1}],
            "QuickListView",
        ),
        (codecs.union(codecs.string, codecs.integer), "1", "str"),
        (codecs.union(codecs.string, codecs.integer), 1, "int"),
        (codecs.union(codecs.number, codecs.integer), 1.5, "float"),
        (codecs.union(codecs.string, codecs.date), "2026-01-01", "date"),
        (codecs.union(codecs.string, codecs.date), "soon", "str"),
        (
            codecs.union(codecs.string, codecs.date_time),
            "2026-01-01T00:00:00Z",
            "datetime",
        ),
        (codecs.union(codecs.boolean, codecs.integer), True, "bool"),
        (codecs.union(codecs.enum("auto"), codecs.integer), "auto", "str"),
        (codecs.union(codecs.enum("auto"), codecs.integer), "other", "UnknownStr"),
        (codecs.union(codecs.enum("auto"), codecs.string), "other", "str"),
        (codecs.union(codecs.nullable(codecs.string), Circle), None, "NoneType"),
        (codecs.union(codecs.string, codecs.array(codecs.string)), ["a"], "list"),
        (codecs.union(codecs.string, codecs.any), {"a": 1}, "dict"),
    ],
)
def test_unions_choose_by_shape(codec, raw, expected):
    assert chosen(codec, raw) == expected


def test_union_of_arrays_decodes_its_members():
    codec = codecs.union(codecs.array(Circle), codecs.array(Square))
    assert codec.__decode__([{"side": 2}])[0].side == 2


@pytest.mark.parametrize("raw", [True, [], {}, None, 1.5])
def test_scalar_unions_raise(raw):
    with pytest.raises(DecodeError, match="no type of the union fits"):
        codecs.union(codecs.string, codecs.integer).__decode__(raw)


def test_unions_of_models_never_wrap_what_is_no_object():
    with pytest.raises(DecodeError):
        SHAPES.__decode__([1])


def test_unions_encode_the_fitting_member():
    codec = codecs.union(codecs.integer, codecs.date_time, Circle)
    assert codec.__encode__(5) == 5
    assert codec.__encode__(datetime(2026, 1, 1)) == "2026-01-01T00:00:00Z"
    assert codec.__encode__(Circle(radius=1.0)) == {"radius": 1.0}
    assert codec.__encode__({"radius": 1}) == {"radius": 1}
    assert codecs.union(codecs.string, codecs.array(codecs.date)).__encode__(
        [date(2026, 1, 1)]
    ) == ["2026-01-01"]
    assert wire_body([date(2026, 1, 1)], codecs.array(codecs.date)) == ["2026-01-01"]


def test_tags_of_any_type():
    codec = codecs.tagged(
        "v", {1: lambda: Circle, "1": lambda: Square}, unknown=unknown
    )
    flags = codecs.tagged(
        "on", {True: lambda: Circle, False: lambda: Square}, unknown=unknown
    )
    assert chosen(codec, {"v": 1}) == "Circle"
    assert chosen(codec, {"v": "1"}) == "Square"
    assert chosen(codec, {"v": True}) == "Other"
    assert chosen(codec, {"v": [1]}) == "Other"
    assert chosen(codec, {}) == "Other"
    # Without the tag, what else is there tells; with one that is not listed, nothing does.
    assert chosen(codec, {"side": 1}) == "Square"
    assert chosen(codec, {"side": 1, "v": 2}) == "Other"
    assert chosen(flags, {"on": False}) == "Square"
    assert chosen(flags, {"on": 0}) == "Other"
    with pytest.raises(DecodeError, match="no type for v 2"):
        codecs.tagged("v", {1: lambda: Circle}).__decode__({"v": 2})
    with pytest.raises(DecodeError, match="expected an object, got 1"):
        codec.__decode__(1)


def test_unknown_models():
    pet = any_pet.__decode__({"petType": "bird", "wings": 2})
    assert isinstance(pet, UnknownPet)
    assert isinstance(pet, UnknownModel)
    assert pet.pet_type == "bird"
    assert pet["wings"] == 2
    assert dict(pet) == {"petType": "bird", "wings": 2}


def test_recursive_unions():
    dog = any_pet.__decode__(
        {"petType": "dog", "bark": "a", "friend": {"petType": "cat", "lives": 3}}
    )
    assert dog.friend.lives == 3


def test_tuples():
    codec = codecs.tuple_of(codecs.string, codecs.date, rest=codecs.integer)
    assert codec.__decode__(["a", "2026-01-01", 1, 2]) == ("a", date(2026, 1, 1), 1, 2)
    assert codec.__encode__(("a", date(2026, 1, 1), 1)) == ["a", "2026-01-01", 1]
    with pytest.raises(DecodeError, match="expected at least 2 members, got 1"):
        codec.__decode__(["a"])
    with pytest.raises(DecodeError, match="expected 1 members, got 2"):
        codecs.tuple_of(codecs.string).__decode__(["a", "b"])
    assert violations(codec, ["a", "x", "y"]) == [
        Violation("$[1]", "expected a date, got 'x'"),
        Violation("$[2]", "expected an integer, got 'y'"),
    ]


def test_tuples_in_models_follow_the_wire():
    class Point(Model):
        at: tuple[float, date] = field(
            "at", codecs.tuple_of(codecs.number, codecs.date)
        )

    raw = {"at": [1.5, "2026-01-01"]}
    point = Point.from_dict(raw)
    assert point.at == (1.5, date(2026, 1, 1))
    raw["at"][0] = 2.5
    assert point.at[0] == 2.5
    raw["at"][1] = "x"
    with pytest.raises(
        DecodeError, match=r"^Point\.at: expected a date, got 'x' \(at \$\.at\[1\]\)$"
    ):
        _ = point.at


def test_nested_views():
    codec = codecs.array(codecs.mapping(codecs.array(codecs.date)))
    raw = [{"a": ["2026-01-01"]}]
    view = codec.__decode__(raw)
    held = view[0]["a"]
    held.append(date(2026, 1, 2))
    view.append({"b": [date(2026, 1, 3)]})
    assert raw == [{"a": ["2026-01-01", "2026-01-02"]}, {"b": ["2026-01-03"]}]
    raw[0]["a"].append("x")
    with pytest.raises(
        DecodeError, match=r"^expected a date, got 'x' \(at \$\[0\]\.a\[2\]\)$"
    ):
        list(held)
    assert view == [view[0], {"b": [date(2026, 1, 3)]}]


def test_native_members_are_the_wire_itself():
    raw = ["a"]
    assert codecs.array(codecs.string).__decode__(raw) is raw
    nested = {"a": 1}
    assert codecs.mapping(codecs.integer).__decode__(nested) is nested
    assert codecs.any.__decode__(nested) is nested


def test_read_only_inside_compounds():
    raw = {"id": 1, "name": "x"}
    for codec, value, sent in (
        (codecs.array(Event), [raw], [{"name": "x"}]),
        (codecs.mapping(Event), {"a": raw}, {"a": {"name": "x"}}),
        (codecs.nullable(Event), raw, {"name": "x"}),
        (codecs.nullable(Event), None, None),
        (codecs.lazy(lambda: codecs.array(Event)), [raw], [{"name": "x"}]),
        (codecs.tuple_of(Event), [raw], [{"name": "x"}]),
        (codecs.tagged("name", {"x": lambda: Event}), raw, {"name": "x"}),
        (codecs.union(codecs.string, codecs.array(codecs.any)), "a", "a"),
        (codecs.array(Event), codecs.array(Event).__decode__([raw]), [{"name": "x"}]),
    ):
        assert wire_body(value, codec) == sent
    assert wire_body(codecs.array(Event).__decode__([raw])) == [{"name": "x"}]
    assert wire_body(codecs.mapping(Event).__decode__({"a": raw})) == {
        "a": {"name": "x"}
    }
    assert raw == {"id": 1, "name": "x"}


def test_check_of_compounds():
    assert violations(codecs.array(Place), [{}, 3]) == [
        Violation("$[0].name", "is missing"),
        Violation("$[1]", "expected an object, got 3"),
    ]
    assert violations(codecs.mapping(codecs.enum("a")), {"x": "b"}) == [
        Violation("$.x", "expected one of ['a'], got 'b'")
    ]
    assert violations(codecs.nullable(codecs.date), None) == []
    assert violations(SHAPES, {"x": 1}) == [
        Violation("$", "no type of the union fits an object")
    ]
    assert violations(codecs.any, object()) == []


def test_literals_in_native_fields():
    class Sized(Model):
        size: Literal["s", "m"] | UnknownStr = field("size")
        grid: list[dict[str, int]] = field("grid")
        free: Any = field("free")

    raw = {"size": 1, "grid": [{"a": 1.0, "b": "x"}], "free": None}
    assert Sized.from_dict(raw).validate() == [
        Violation("$.size", "expected one of ['s', 'm'], got 1"),
        Violation("$.grid[0].b", "expected an integer, got 'x'"),
    ]
