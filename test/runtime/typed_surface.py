"""What checkers see of models and codecs; test_models_typed.py compares it line by line."""

from __future__ import annotations

from typing import Literal, TypeAlias

from museum_models import Cat, Config, Dog, Event, Place, UnknownPet
from pysdk_runtime import codecs
from pysdk_runtime.models import UnknownStr, additional
from pysdk_runtime.wire import Codec, violations
from typing_extensions import reveal_type

Size: TypeAlias = Literal["s", "m"] | UnknownStr
Pet: TypeAlias = Cat | Dog | UnknownPet

size: Codec[Size] = codecs.enum("s", "m")
cat: Codec[Literal["cat"]] = codecs.const("cat")
pet: Codec[Pet] = codecs.tagged(
    "petType", {"cat": lambda: Cat, "dog": lambda: Dog}, unknown=lambda: UnknownPet
)
other: Codec[Pet] = codecs.union(Cat, codecs.model(lambda: Dog), unknown=lambda: UnknownPet)
event = Event(name="x", note=None, dates=[], place=Place(name="p"))

reveal_type(event.dates)  # list[date]
reveal_type(event.place)  # Place
reveal_type(codecs.array(Event))  # Codec[list[Event]]
reveal_type(codecs.mapping(codecs.lazy(lambda: Event)))  # Codec[dict[str, Event]]
reveal_type(codecs.nullable(codecs.date))  # Codec[date | None]
reveal_type(codecs.model(lambda: Event))  # Codec[Event]
reveal_type(Event.from_dict({}))  # Event
reveal_type(Event.from_keywords(name="x"))  # Event
reveal_type(additional(Config(name="x")))  # MutableMapping[str, list[date]]
reveal_type(violations(Event, {})[0].path)  # str

Event(name="x", note=None, dates=[])  # mistake: place is missing
Event(name="x", note=None, dates=[], place=Place(name="p"), id=3)  # mistake: id is read-only
Event(name=3, note=None, dates=[], place=Place(name="p"))  # mistake: type
event.typo = 3  # mistake: no such attribute
event.dates = ["x"]  # mistake: type
