"""Lists and dicts of converted values that follow the wire at every access.

Python code sees typed values. Code written in C that reads a list's or a dict's memory
(orjson, pydantic's serializer) finds wire values there, as they were at the last
change or iteration through this view.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, ItemsView, Iterable, Iterator, ValuesView
from typing import Any, Generic, TypeVar

from .errors import DecodeError
from .models import plain_model, view_of
from .wire import SCALARS, Codec, has_wire, is_array, is_object, locate

ItemT = TypeVar("ItemT")

# The length of the memory that C code reads, quicker than through super().
mirrored_length: Callable[[list[Any]], int] = list[Any].__len__


def same_wire(one: Any, other: Any) -> bool:
    """Tell whether two views are of the same wire value."""
    return has_wire(other) and one.__wire__ is other.__wire__


class Member(Generic[ItemT]):
    """The codec of a list's members or a dict's values, looked up once."""

    __slots__ = ("codec", "decode", "model", "steady")

    def __init__(self, codec: Codec[ItemT]) -> None:
        target: Any = getattr(codec, "__target__", None)
        self.codec: Codec[ItemT] = target() if target else codec
        self.decode = self.codec.__decode__
        self.model = plain_model(self.codec)
        self.steady = self.codec.__steady__()


def typed_part(view: Any, key: Any, raw: Any) -> Any:
    """Decode one part of a view and keep it for as long as the wire holds its raw value."""
    kept = view.__kept__.get(key)
    if kept is not None and kept[0] is raw:
        return kept[1]
    member = view.__member__
    at = (view.__at__, key)
    try:
        value = member.decode(raw, at)
    except DecodeError as error:
        raise locate(error, at) from None
    if member.steady or raw.__class__ in SCALARS:
        view.__kept__[key] = (raw, value)
    return value


def of_typed(name: str) -> Any:
    """Return a list's method that is called on the typed values instead of the memory."""
    method = getattr(list, name)

    def call(self: Any, *others: Any) -> Any:
        return method(
            list(self), *[list(each) if is_array(each) else each for each in others]
        )

    return call


class ListView(list[ItemT]):
    """A list in wire form, seen through the codec of its members."""

    __slots__ = ("__at__", "__kept__", "__member__", "__wire__")

    __at__: Any
    __kept__: dict[int, Any]
    """By index: the view of a model, of all else the raw value and the value."""
    __member__: Member[ItemT]
    __wire__: list[Any]

    __contains__ = of_typed("__contains__")
    __lt__ = of_typed("__lt__")
    __le__ = of_typed("__le__")
    __gt__ = of_typed("__gt__")
    __ge__ = of_typed("__ge__")
    __rmul__ = of_typed("__rmul__")
    index = of_typed("index")
    count = of_typed("count")
    copy = __copy__ = of_typed("copy")

    def __typed__(self, index: int, raw: Any) -> Any:
        return typed_part(self, index, raw)

    def __mirror__(self) -> None:
        """Bring the memory that C code reads up to date."""
        super().__setitem__(slice(None), self.__wire__)

    def __sent__(self, raw: Any, /) -> Any:
        codec = self.__member__.codec
        return [codec.__sent__(item) for item in raw]

    def __getitem__(self, index: Any) -> Any:
        wire = self.__wire__
        if isinstance(index, slice):
            chosen = range(*index.indices(len(wire)))
            return [self.__typed__(each, wire[each]) for each in chosen]
        raw = wire[index]
        position = index.__index__()
        return self.__typed__(position if position >= 0 else position + len(wire), raw)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            self.__wire__[index] = self.__encoded__(value)
        else:
            self.__wire__[index] = self.__member__.codec.__encode__(value)
        self.__mirror__()

    def __delitem__(self, index: Any) -> None:
        del self.__wire__[index]
        self.__mirror__()

    def __encoded__(self, values: Iterable[Any]) -> list[Any]:
        encode = self.__member__.codec.__encode__
        return [encode(value) for value in values]

    def __iter__(self) -> Iterator[Any]:
        wire = self.__wire__
        if mirrored_length(self) != len(wire):
            self.__mirror__()
        for index, raw in enumerate(wire):
            yield self.__typed__(index, raw)

    def __reversed__(self) -> Iterator[Any]:
        return reversed(list(self))

    def __len__(self) -> int:
        return len(self.__wire__)

    def __eq__(self, other: object) -> bool:
        if same_wire(self, other):
            return True
        return list(self) == (list(other) if is_array(other) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        try:
            return repr(list(self))
        except DecodeError:
            return repr(self.__wire__)

    def __add__(self, other: Any) -> Any:
        return list(self) + list(other)

    def __radd__(self, other: Any) -> Any:
        return list(other) + list(self)

    def __mul__(self, times: Any) -> Any:
        return list(self) * times

    def __iadd__(self, values: Any) -> Any:
        self.extend(values)
        return self

    def __imul__(self, times: Any) -> Any:
        # Copies, so that no two members share one raw value.
        self[:] = list(self) * times
        return self

    def append(self, value: Any, /) -> None:
        raw = self.__member__.codec.__encode__(value)
        self.__wire__.append(raw)
        super().append(raw)

    def extend(self, values: Iterable[Any], /) -> None:
        self[len(self) :] = values

    def insert(self, index: Any, value: Any, /) -> None:
        self.__wire__.insert(index, self.__member__.codec.__encode__(value))
        self.__mirror__()

    def pop(self, index: Any = -1, /) -> Any:
        value = self[index]
        del self[index]
        return value

    def remove(self, value: Any, /) -> None:
        del self[self.index(value)]

    def clear(self) -> None:
        del self[:]

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        values: list[Any] = list(self)
        keys = values if key is None else [key(value) for value in values]
        order = sorted(range(len(keys)), key=keys.__getitem__, reverse=reverse)
        wire = self.__wire__
        wire[:] = [wire[index] for index in order]
        self.__mirror__()

    def reverse(self) -> None:
        self.__wire__.reverse()
        self.__mirror__()

    def __deepcopy__(self, memo: dict[int, Any]) -> list[Any]:
        return [copy.deepcopy(value, memo) for value in self]

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (list, (list(self),))


class QuickListView(ListView[ItemT]):
    """The same with fewer steps for each member."""

    __slots__ = ()

    def __typed__(self, index: int, raw: Any) -> Any:
        kept = self.__kept__.get(index)
        member = self.__member__
        if member.model is not None:
            if kept is not None and kept.__wire__ is raw:
                return kept
        elif kept is not None and kept[0] is raw:
            return kept[1]
        at = (self.__at__, index)
        try:
            value = member.decode(raw, at)
        except DecodeError as error:
            raise locate(error, at) from None
        if member.model is not None:
            self.__kept__[index] = value
        elif member.steady or raw.__class__ in SCALARS:
            self.__kept__[index] = (raw, value)
        return value

    def __iter__(self) -> Iterator[Any]:
        wire = self.__wire__
        if mirrored_length(self) != len(wire):
            self.__mirror__()
        kept = self.__kept__
        model = self.__member__.model
        if model is None:
            for index, raw in enumerate(wire):
                entry = kept.get(index)
                if entry is not None and entry[0] is raw:
                    yield entry[1]
                else:
                    yield self.__typed__(index, raw)
            return
        for index, raw in enumerate(wire):
            view = kept.get(index)
            if view is None or view.__wire__ is not raw:
                if raw.__class__ is dict:
                    view = kept[index] = view_of(model, raw)
                else:
                    view = self.__typed__(index, raw)
            yield view


def list_view(wire: list[Any], member: Member[ItemT], at: Any = None) -> list[ItemT]:
    """Make a view on a list; filling it in here spares a call of `super`."""
    made: ListView[ItemT] = QuickListView(wire)
    made.__wire__ = wire
    made.__member__ = member
    made.__at__ = at
    made.__kept__ = {}
    return made


class DictView(dict[str, ItemT]):
    """A dict in wire form, seen through the codec of its values."""

    __slots__ = ("__at__", "__kept__", "__member__", "__wire__")

    def __init__(
        self, wire: dict[str, Any], member: Member[ItemT], at: Any = None
    ) -> None:
        super().__init__(wire)
        self.__wire__ = wire
        self.__member__ = member
        self.__at__ = at
        self.__kept__: dict[str, tuple[Any, Any]] = {}

    def __mirror__(self) -> None:
        """Bring the memory that C code reads up to date."""
        super().clear()
        super().update(self.__wire__)

    def __sent__(self, raw: Any, /) -> Any:
        codec = self.__member__.codec
        return {key: codec.__sent__(item) for key, item in raw.items()}

    def __getitem__(self, key: str) -> Any:
        return typed_part(self, key, self.__wire__[key])

    def __setitem__(self, key: str, value: Any) -> None:
        raw = self.__member__.codec.__encode__(value)
        self.__wire__[key] = raw
        super().__setitem__(key, raw)

    def __delitem__(self, key: str) -> None:
        del self.__wire__[key]
        super().pop(key, None)

    def __iter__(self) -> Iterator[str]:
        if super().__len__() != len(self.__wire__):
            self.__mirror__()
        return iter(self.__wire__)

    def __reversed__(self) -> Iterator[str]:
        return reversed(self.__wire__)

    def __len__(self) -> int:
        return len(self.__wire__)

    def __contains__(self, key: object) -> bool:
        return key in self.__wire__

    def __eq__(self, other: object) -> bool:
        if same_wire(self, other):
            return True
        return self.copy() == (dict(other) if is_object(other) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        try:
            return repr(self.copy())
        except DecodeError:
            return repr(self.__wire__)

    def __or__(self, other: Any) -> Any:
        return self.copy() | dict(other)

    def __ror__(self, other: Any) -> Any:
        return dict(other) | self.copy()

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def keys(self) -> Any:
        return self.__wire__.keys()

    def values(self) -> Any:
        return ValuesView(self)

    def items(self) -> Any:
        return ItemsView(self)

    def get(self, key: str, default: Any = None, /) -> Any:
        return self[key] if key in self.__wire__ else default

    def setdefault(self, key: str, default: Any = None, /) -> Any:
        if key not in self.__wire__:
            self[key] = default
        return self[key]

    def pop(self, key: str, *default: Any) -> Any:
        if key not in self.__wire__ and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> Any:
        key = next(reversed(self.__wire__), None)
        if key is None:
            raise KeyError("popitem(): dictionary is empty")
        return key, self.pop(key)

    def update(self, *others: Any, **values: Any) -> None:
        for key, value in dict(*others, **values).items():
            self[key] = value

    def clear(self) -> None:
        self.__wire__.clear()
        super().clear()

    def copy(self) -> dict[str, Any]:
        return {key: self[key] for key in self.__wire__}

    def __copy__(self) -> dict[str, Any]:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return {key: copy.deepcopy(self[key], memo) for key in self.__wire__}

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (dict, (self.copy(),))
