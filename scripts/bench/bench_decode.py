"""What reading fixed payloads costs: the SDK's views against json.loads and pydantic.

The budgets are meant for the typical payload: orders of a dozen keys that are JSON's own
for the most part, with a nested object, a list of strings, an enum and a date-time in
each, a date in every second and a UUID in every fifth. In the heavy payload, the only one
before, seven of ten attributes are converted, two of them UUIDs: it shows what conversions
cost rather than what programs wait for. Times are those of the process, so that a busy
machine counts less.
"""

from __future__ import annotations

import importlib
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, TypeAdapter

OBJECTS = 3500
RUNS = 11
NOTE = "Please leave the parcel at the back door, or ask the neighbours on the second floor."

State = Literal["open", "paid", "shipped", "returned"]
Period = Literal["antique", "modern", "contemporary"]


class Customer(BaseModel):
    """Part of an order, for pydantic."""

    id: int
    name: str
    email: str


class Order(BaseModel):
    """An object of the typical payload, for pydantic."""

    id: int
    number: str
    state: State
    created_at: datetime = Field(alias="createdAt")
    due_on: date | None = Field(None, alias="dueOn")
    title: str
    note: str | None
    total: float
    currency: str
    gift: bool
    customer: Customer
    tags: list[str]
    shipment_id: UUID | None = Field(None, alias="shipmentId")


class Size(BaseModel):
    """Part of a work, for pydantic."""

    width: float
    height: float


class Work(BaseModel):
    """An object of the heavy payload, for pydantic."""

    id: UUID
    created_at: datetime = Field(alias="createdAt")
    title: str
    artist_id: UUID = Field(alias="artistId")
    period: Period
    acquired_on: date | None = Field(None, alias="acquiredOn")
    price: float | None = None
    shown_on: list[date] | None = Field(None, alias="shownOn")
    size: Size | None = None
    translations: dict[str, str] | None = None


def order_view(runtime: Any, codecs: Any) -> Any:
    """Write the typical model the way the compiler writes it."""
    field, unset = runtime.field, runtime.UNSET

    class CustomerView(runtime.Model):
        id: int = field("id")
        name: str = field("name")
        email: str = field("email")

    class OrderView(runtime.Model):
        id: int = field("id")
        number: str = field("number")
        state: State = field("state", codecs.enum("open", "paid", "shipped", "returned"))
        created_at: datetime = field("createdAt", codecs.date_time)
        due_on: date | None = field("dueOn", codecs.date, default=unset)
        title: str = field("title")
        note: str | None = field("note", nullable=True)
        total: float = field("total")
        currency: str = field("currency")
        gift: bool = field("gift")
        customer: Any = field("customer", codecs.model(lambda: CustomerView))
        tags: list[str] = field("tags")
        shipment_id: UUID | None = field("shipmentId", codecs.uuid, default=unset)

    return OrderView


def moment(dice: random.Random) -> datetime:
    """Draw a point in time."""
    return datetime(2020, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=dice.randrange(10**8))


def wire_time(value: datetime) -> str:
    """Write a point in time as APIs do."""
    return value.isoformat().replace("+00:00", "Z")


def wire_uuid(dice: random.Random) -> str:
    """Draw a UUID."""
    return str(UUID(int=dice.getrandbits(128)))


def orders() -> bytes:
    """Make the same orders every time."""
    dice = random.Random(20_260_102)

    def order(number: int) -> dict[str, Any]:
        made = moment(dice)
        person = dice.randrange(10**6)
        raw: dict[str, Any] = {
            "id": number,
            "number": f"A-{number:06}",
            "state": dice.choice(["open", "paid", "shipped", "returned"]),
            "createdAt": wire_time(made),
            "title": f"Order of {dice.randrange(1, 9)} prints",
            "note": None if dice.random() < 0.5 else NOTE[: dice.randrange(20, len(NOTE))],
            "total": round(dice.random() * 1000, 2),
            "currency": dice.choice(["EUR", "USD", "GBP"]),
            "gift": dice.random() < 0.1,
            "customer": {"id": person, "name": f"Customer {person}", "email": f"customer{person}@example.com"},
            "tags": dice.sample(["framed", "fragile", "express", "wholesale"], dice.randrange(3)),
        }
        if dice.random() < 0.5:
            raw["dueOn"] = (made + timedelta(days=30)).date().isoformat()
        if dice.random() < 0.2:
            raw["shipmentId"] = wire_uuid(dice)
        return raw

    return json.dumps([order(number) for number in range(OBJECTS)]).encode()


def works() -> bytes:
    """Make the same works every time."""
    dice = random.Random(20_260_101)

    def work() -> dict[str, Any]:
        made = moment(dice)
        return {
            "id": wire_uuid(dice),
            "createdAt": wire_time(made),
            "title": f"Untitled {dice.randrange(1000)}",
            "artistId": wire_uuid(dice),
            "period": dice.choice(["antique", "modern", "contemporary"]),
            "acquiredOn": made.date().isoformat(),
            "price": None if dice.random() < 0.3 else round(dice.random() * 1000, 2),
            "shownOn": [(made + timedelta(days=n)).date().isoformat() for n in range(dice.randrange(3))],
            "size": {"width": dice.randrange(300), "height": dice.randrange(300)},
            "translations": {"de": "Ohne Titel"},
        }

    return json.dumps([work() for _ in range(OBJECTS)]).encode()


def read_order(order: Any) -> None:
    """Read every attribute, those of the nested object and the items of the list too."""
    _ = (order.id, order.number, order.state, order.created_at, order.due_on, order.title, order.note)
    _ = (order.total, order.currency, order.gift, order.shipment_id)
    customer = order.customer
    _ = (customer.id, customer.name, customer.email)
    for _tag in order.tags:
        pass


def read_work(work: Any) -> None:
    """Read every attribute, those of the nested object and the items of the list too."""
    _ = (work.id, work.created_at, work.title, work.artist_id, work.period, work.acquired_on, work.price)
    _ = work.translations
    size = work.size
    _ = (size.width, size.height)
    for _day in work.shown_on:
        pass


def read_all(objects: Any, read: Callable[[Any], None], times: int) -> None:
    """Iterate over the objects, reading each the given number of times."""
    for each in objects:
        for _ in range(times):
            read(each)


def measure(actions: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return median times in milliseconds; the actions take turns, so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {label: [] for label in actions}
    for run in range(RUNS + 1):
        for label, action in actions.items():
            begin = time.process_time()
            action()
            if run:
                times[label].append(time.process_time() - begin)
    return {label: statistics.median(each) * 1000 for label, each in times.items()}


def compare(title: str, data: bytes, decode: Callable[[Any], Any], twin: TypeAdapter[Any], read: Callable[[Any], None]) -> list[dict[str, Any]]:
    """Measure one payload."""
    baseline = f"{title}: json.loads of {len(data) / 1e6:.2f} MB"
    actions: dict[str, Callable[[], object]] = {baseline: lambda: json.loads(data)}
    for times, label in ((0, "iterated"), (1, "all read once"), (3, "all read three times")):
        actions[f"{title}: views, {label}"] = lambda times=times: read_all(decode(json.loads(data)), read, times)
        actions[f"{title}: pydantic, {label}"] = lambda times=times: read_all(twin.validate_json(data), read, times)
    return [{"label": label, "milliseconds": taken, "baseline": baseline} for label, taken in measure(actions).items()]


def main(name: str, folder: str) -> None:
    """Measure and print."""
    sys.path.insert(0, folder)
    models = importlib.import_module(f"{name}.models")
    codecs = importlib.import_module(f"{name}._runtime.codecs")
    order = order_view(importlib.import_module(f"{name}._runtime.models"), codecs)
    json.dump(
        [
            *compare("typical", orders(), codecs.array(order).__decode__, TypeAdapter(list[Order]), read_order),
            *compare("heavy", works(), codecs.array(models.Work).__decode__, TypeAdapter(list[Work]), read_work),
        ],
        sys.stdout,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
