"""Every kind of schema as pydantic has it; `EVERYTHING_OUTPUT` is the folder of the compiled SDK."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

sys.path.insert(0, os.environ["EVERYTHING_OUTPUT"])

import everything
from everything import models
from everything._runtime.pydantic_codecs import Typed

pytestmark = pytest.mark.filterwarnings("error")

THING: dict[str, Any] = {
    "id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "createdAt": "2020-01-01T00:00:00.000Z",
    "json": "j",
    "copy": True,
    "schema": {"x": [1]},
    "dict": 3,
    "_id": "q",
    "__wire__": "w",
    "model_config": "c",
    "model_dump": "d",
    "date": "2020-02-03",
    "str": "x",
    "models": [{"label": "l", "children": [{"label": "m", "zz": None}], "base": {"name": "b", "deep": {"label": "q"}, "states": ["active", "zz"]}}],
    "level": 7,
    "state": "in-transit",
    "tag": "thing",
    "data": "aGk=",
    "price": 1.5,
    "cost": "1.50",
    "nullable": None,
    "pair": [1, "x"],
    "owner": {"name": "n", "when": [{"at": "2020-01-01T00:00:00+02:00"}]},
    "pet": {"kind": "dog", "name": "d", "bornOn": "2020-01-01", "friend": {"kind": "fish", "name": "f", "fins": 3}},
    "extra": {"a": "x", "q": {"at": "2020-01-01T00:00:00Z", "u": 1}},
    "value": {"a": [1, "x", {"b": True}]},
    "foo": "bar",
}


def test_goes_out_as_it_came() -> None:
    """Names that pydantic keeps to itself, unknown keys, texts of times, open enums, what is recursive."""
    thing = models.Thing.from_dict(THING)
    assert thing.to_dict() == THING
    assert (thing.json_, thing.copy_, thing.schema_, thing.model_config_, thing.date) == ("j", True, {"x": [1]}, "c", date(2020, 2, 3))
    assert (thing.data, thing.price, thing.cost, thing.pair) == (b"hi", Decimal("1.5"), Decimal("1.50"), (1, "x"))


def test_classes_are_found() -> None:
    """By tag among the heirs of a class, and of further keys."""
    thing = models.Thing.from_dict(THING)
    assert [type(each).__name__ for each in (thing.pet, thing.pet.friend, thing.models[0].base, thing.model_extra["foo"])] == ["Dog", "Pet", "Derived", "str"]
    assert type(thing.extra.model_extra["q"]) is models.Stamp
    assert (thing.level, type(thing.level)) == (7, everything.UnknownInt)


def test_heirs_are_sent_whole() -> None:
    """An heir stands where its base is declared, with all it has; a tag that nobody gave is sent."""
    thing = models.Thing(json_="j", level=models.Level.LOW, data=b"zz", owner=models.Derived(name="x", deep=models.Tree(label="z")), pet=models.Cat(name="c", lives=3))
    assert thing.__wire__ == {
        "json": "j",
        "level": 1,
        "data": "eno=",
        "tag": "thing",
        "owner": {"name": "x", "deep": {"label": "z"}},
        "pet": {"name": "c", "lives": 3, "kind": "cat"},
    }


def test_read_only_is_not_sent() -> None:
    """Also not when the server has said it; other keys it has said are."""
    sent = models.Thing.from_dict(THING).__wire__
    assert THING.keys() - sent.keys() == {"id", "createdAt"}
    assert "secret" not in repr(models.Thing.from_dict({**THING, "secret": "s3cret"}))


def test_shapes() -> None:
    """A union without a tag is told by what fits; what fits none is kept."""
    shape = Typed(models.ShapeUnion)
    assert [type(shape.__decode__(raw)).__name__ for raw in ({"radius": 1}, {"side": 1}, {"what": 1}, {"radius": "x"})] == ["Round", "Square", "UnknownShapeUnion", "UnknownShapeUnion"]
    assert shape.__encode__(shape.__decode__({"side": 1, "at": "2020-01-01"})) == {"side": 1, "at": "2020-01-01"}
    with pytest.raises(everything.DecodeError):
        shape.__decode__([])


def test_recursive_alias() -> None:
    """JSON as a type of its own."""
    value = Typed(models.Value)
    assert value.__decode__([1, "a", {"b": [2.5, True]}]) == [1, "a", {"b": [2.5, True]}]
    with pytest.raises(everything.DecodeError) as caught:
        value.__decode__([1, None])
    assert caught.value.path == "$[1]"


def test_names_of_members() -> None:
    """From the document where it has names, else from the values."""
    assert [member.name for member in models.State] == ["ACTIVE", "IN_TRANSIT", "EMPTY", "I_", "VALUE_2XL", "PLUS_1", "MINUS_1", "NAME", "VALUE", "MRO"]
    assert {member.name: member.value for member in models.Level} == {"LOW": 1, "HIGH": 2, "MINUS": -3}


def test_members_are_sent_as_values() -> None:
    """In a query as in JSON."""
    server = everything.testing.Server()
    client = everything.Everything(http_client=server.transport())
    client.things.list(level=models.Level.HIGH, state=models.State.IN_TRANSIT)
    assert server.calls[-1].query == [("level", "2"), ("state", "in-transit")]
    assert json.dumps([models.Level.HIGH, models.State.ACTIVE]) == '[2, "active"]'


def test_dense_cycles() -> None:
    """Two hundred classes that name each other at random are built, in any thread, with the usual limit of recursion afterwards."""
    from dense import models as dense

    limit = sys.getrecursionlimit()
    raw = {"name": "a", "b": [{"name": "b", "bornOn": "2020-01-01"}]}
    assert dense.M0.from_dict(raw).to_dict() == raw
    made: list[Any] = []
    thread = threading.Thread(target=lambda: made.append(dense.M1.from_dict({"name": "z"}).to_dict()))
    thread.start()
    thread.join()
    assert made == [{"name": "z"}]
    assert sys.getrecursionlimit() == limit
