"""What reading a fixed payload costs: the SDK's views against json.loads and pydantic."""

from __future__ import annotations

import importlib
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any, Optional
from uuid import UUID

from pydantic import BaseModel, Field, TypeAdapter

OBJECTS = 3500
RUNS = 9


class Size(BaseModel):
    """The twin of the SDK's model."""

    width: float
    height: float


class Work(BaseModel):
    """The twin of the SDK's model."""

    id: UUID
    created_at: datetime = Field(alias="createdAt")
    title: str
    artist_id: UUID = Field(alias="artistId")
    period: str
    acquired_on: Optional[date] = Field(None, alias="acquiredOn")  # noqa: UP045
    price: Optional[float] = None  # noqa: UP045
    shown_on: Optional[list[date]] = Field(None, alias="shownOn")  # noqa: UP045
    size: Optional[Size] = None  # noqa: UP045
    translations: Optional[dict[str, str]] = None  # noqa: UP045


NAMES = tuple(Work.model_fields)


def payload() -> bytes:
    """Make the same works every time."""
    dice = random.Random(20_260_101)
    start = datetime(2020, 1, 1, tzinfo=timezone.utc)

    def work() -> dict[str, Any]:
        made = start + timedelta(seconds=dice.randrange(10**8))
        return {
            "id": str(UUID(int=dice.getrandbits(128))),
            "createdAt": made.isoformat().replace("+00:00", "Z"),
            "title": f"Untitled {dice.randrange(1000)}",
            "artistId": str(UUID(int=dice.getrandbits(128))),
            "period": dice.choice(["antique", "modern", "contemporary"]),
            "acquiredOn": made.date().isoformat(),
            "price": None if dice.random() < 0.3 else round(dice.random() * 1000, 2),
            "shownOn": [(made + timedelta(days=n)).date().isoformat() for n in range(dice.randrange(3))],
            "size": {"width": dice.randrange(300), "height": dice.randrange(300)},
            "translations": {"de": "Ohne Titel"},
        }

    return json.dumps([work() for _ in range(OBJECTS)]).encode()


def read_all(works: list[Any], times: int) -> None:
    """Read every attribute of every object, nested ones and list items too."""
    for work in works:
        for _ in range(times):
            for name in NAMES:
                value = getattr(work, name)
                if name == "size":
                    _ = (value.width, value.height)
                elif name == "shown_on":
                    for _day in value:
                        pass


def measure(action: Callable[[], object]) -> float:
    """Return the median time in milliseconds."""
    action()
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def main(name: str, folder: str) -> None:
    """Measure and print."""
    sys.path.insert(0, folder)
    model = importlib.import_module(f"{name}.models").Work
    data = payload()
    adapter = TypeAdapter(list[Work])

    def views(times: int) -> None:
        read_all([model.from_dict(value) for value in json.loads(data)], times)

    def pydantic(times: int) -> None:
        read_all(adapter.validate_json(data), times)

    rows = [(f"json.loads of {len(data) / 1e6:.2f} MB", measure(lambda: json.loads(data)))]
    for times, label in ((0, "untouched"), (1, "every attribute once"), (3, "every attribute three times")):
        rows.append((f"views, {label}", measure(lambda times=times: views(times))))
        rows.append((f"pydantic validate_json, {label}", measure(lambda times=times: pydantic(times))))
    json.dump([{"label": label, "milliseconds": time, "baseline": rows[0][0]} for label, time in rows], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
