"""Models as the compiler prints them, for the tests of the runtime."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from pysdk_runtime import codecs
from pysdk_runtime.models import UNSET, Model, UnknownModel, UnknownStr, field
from pysdk_runtime.wire import Codec

TicketType: TypeAlias = Literal["event", "general"] | UnknownStr


class Place(Model):
    name: str = field("name")
    opened: date | None = field("opened", codecs.date, default=UNSET)


class Event(Model):
    event_id: UUID | None = field("eventId", codecs.uuid, default=UNSET)
    name: str = field("name")
    note: str | None = field("note", nullable=True)
    dates: list[date] = field("dates", codecs.array(codecs.date))
    place: Place = field("place", codecs.model(lambda: Place))
    kind: Literal["show"] = field("kind", codecs.const("show"), default="show")
    price: float | None = field("price", default=UNSET)
    starts: datetime | None = field("starts", codecs.date_time, default=UNSET)
    tags: list[str] | None = field("tags", default=UNSET)
    ticket_type: TicketType | None = field(
        "ticketType", codecs.enum("event", "general"), default=UNSET
    )
    rooms: dict[str, Place] | None = field(
        "rooms", codecs.mapping(Place), default=UNSET
    )
    venues: list[Place] | None = field("venues", codecs.array(Place), default=UNSET)
    id: int = field("id", read_only=True, init=False)
    password: str | None = field("password", write_only=True, default=UNSET)


class Config(Model):
    name: str = field("name")
    __additional__ = codecs.array(codecs.date)


class Cat(Model):
    pet_type: Literal["cat"] = field("petType", codecs.const("cat"), default="cat")
    lives: int = field("lives")


class Dog(Model):
    pet_type: Literal["dog"] = field("petType", codecs.const("dog"), default="dog")
    bark: str = field("bark")
    friend: Pet | None = field("friend", codecs.lazy(lambda: any_pet), default=UNSET)


class UnknownPet(UnknownModel):
    pet_type: str = field("petType")


Pet: TypeAlias = Cat | Dog | UnknownPet

any_pet: Codec[Pet] = codecs.tagged(
    "petType", {"cat": lambda: Cat, "dog": lambda: Dog}, unknown=lambda: UnknownPet
)


class Owner(Model):
    pet: Pet = field("pet", any_pet)
    pets: list[Pet] | None = field("pets", codecs.array(any_pet), default=UNSET)


class Node(Model):
    value: int = field("value")
    next: Node | None = field("next", codecs.model(lambda: Node), default=UNSET)


def raw_event() -> dict[str, Any]:
    """Return an event as a server sends it."""
    return {
        "eventId": "3BE6453C-03eb-4357-ae5a-984a0e574a54",
        "name": "Pirates",
        "note": None,
        "dates": ["2026-01-01", "2026-01-02"],
        "place": {"name": "Hall", "opened": "1999-12-31", "floor": 2},
        "kind": "show",
        "starts": "2026-01-01t10:00:00.1234567890z",
        "rooms": {"a": {"name": "A"}},
        "venues": [{"name": "V"}, {"name": "W"}],
        "id": 7,
        "unknownKey": {"deep": [1]},
    }
