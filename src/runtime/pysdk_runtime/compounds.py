"""Codecs of arrays and maps, and of what stands for another codec."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeGuard, TypeVar

from .errors import DecodeError
from .models import Model, ModelField, ViewField
from .scalars import NativeKind, unwritable
from .views import DictView, Member, list_view
from .wire import (
    Codec,
    Findings,
    Kind,
    Probe,
    describe,
    has_wire,
    is_array,
    is_mapping,
    is_object,
    plain,
    step,
)

PartT = TypeVar("PartT")


def is_series(value: object) -> TypeGuard[Iterable[Any]]:
    """Tell whether a value can be written as an array."""
    rejected = (str, bytes, bytearray, Mapping, Model)
    return isinstance(value, Iterable) and not isinstance(value, rejected)


class ArrayKind(Kind[list[PartT]]):
    """Arrays of one kind of member."""

    __field__ = ViewField

    def __init__(self, member: Codec[PartT]) -> None:
        self.member = member
        self.native = isinstance(member, NativeKind)
        self.looked_up: Member[PartT] | None = None

    def __decode__(self, raw: Any, at: Any = None, /) -> list[PartT]:
        if raw.__class__ is not list and not is_array(raw):
            raise DecodeError(f"expected an array, got {describe(raw)}")
        if self.native:
            native: list[PartT] = raw
            return native
        member = self.looked_up
        if member is None:
            member = self.looked_up = Member(self.member)
        return list_view(raw, member, at)

    def __encode__(self, value: Any, /) -> Any:
        if not is_series(value):
            raise unwritable(value, "a list")
        if has_wire(value):
            return plain(value)
        encode = self.member.__encode__
        return [encode(member) for member in value]

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        if not is_array(raw):
            found.add(path, f"expected an array, got {describe(raw)}")
            return
        for index, member in enumerate(raw):
            self.member.__check__(member, step(path, index), found)

    def __sent__(self, raw: Any, /) -> Any:
        if self.native or not is_array(raw):
            return raw
        return [self.member.__sent__(member) for member in raw]

    def __steady__(self) -> bool:
        return True

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        if not is_array(raw):
            return None
        return least(probe.inside(self.member, member) for member in raw)


def least(
    ranks: Iterable[tuple[int, int, int] | None],
) -> tuple[int, int, int] | None:
    """Return the poorest rank of all parts: None where one does not fit."""
    worst = (4, 0, 0)
    for rank in ranks:
        if rank is None:
            return None
        worst = min(worst, rank)
    return worst


class MappingKind(Kind[dict[str, PartT]]):
    """Objects whose values are of one kind."""

    __field__ = ViewField

    def __init__(self, value: Codec[PartT]) -> None:
        self.value = value
        self.native = isinstance(value, NativeKind)
        self.looked_up: Member[PartT] | None = None

    def __decode__(self, raw: Any, at: Any = None, /) -> dict[str, PartT]:
        if not is_object(raw):
            raise DecodeError(f"expected an object, got {describe(raw)}")
        if self.native:
            return raw
        member = self.looked_up
        if member is None:
            member = self.looked_up = Member(self.value)
        return DictView(raw, member, at)

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, (Model, DictView)):
            return plain(value)
        if not is_mapping(value):
            raise unwritable(value, "a dict")
        encode = self.value.__encode__
        return {key: encode(item) for key, item in value.items()}

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        if not is_object(raw):
            found.add(path, f"expected an object, got {describe(raw)}")
            return
        for key, item in raw.items():
            self.value.__check__(item, step(path, key), found)

    def __sent__(self, raw: Any, /) -> Any:
        if not is_object(raw):
            return raw
        return {key: self.value.__sent__(item) for key, item in raw.items()}

    def __steady__(self) -> bool:
        return True

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        if not is_object(raw):
            return None
        fit = least(probe.inside(self.value, item) for item in raw.values())
        # Below every class, yet a map of listed values before one of others.
        return None if fit is None else min(fit, (0, max(fit[0], 0), 0))


class TupleKind(Kind[Any]):
    """Arrays whose first members have kinds of their own."""

    def __init__(
        self, members: tuple[Codec[Any], ...], rest: Codec[Any] | None, least: int
    ) -> None:
        self.members = members
        self.rest = rest
        self.least = least

    def paired(self, values: Sequence[Any]) -> list[tuple[Codec[Any], Any]]:
        """Pair each value with its codec. Raises `ValueError` where the length is wrong."""
        count = len(values)
        known = len(self.members)
        if count < self.least or (self.rest is None and count > known):
            if self.rest is not None:
                wanted = f"at least {self.least}"
            else:
                wanted = (
                    f"{known}" if self.least == known else f"{self.least} to {known}"
                )
            raise ValueError(f"expected {wanted} members, got {count}")
        rest = [] if self.rest is None else [self.rest] * (count - known)
        return list(zip([*self.members[:count], *rest], values, strict=True))

    def received(self, raw: Any) -> list[tuple[Codec[Any], Any]]:
        """Pair each member on the wire with its codec. Raises `DecodeError`."""
        if not is_array(raw):
            raise DecodeError(f"expected an array, got {describe(raw)}")
        try:
            return self.paired(raw)
        except ValueError as error:
            raise DecodeError(str(error)) from None

    def __decode__(self, raw: Any, at: Any = None, /) -> Any:
        made: list[Any] = []
        for index, (codec, member) in enumerate(self.received(raw)):
            try:
                made.append(codec.__decode__(member, (at, index)))
            except DecodeError as error:
                raise DecodeError(
                    str(error), step("$", index) + error.path[1:]
                ) from None
        return tuple(made)

    def __encode__(self, value: Any, /) -> Any:
        if not is_series(value):
            raise unwritable(value, "a tuple")
        try:
            pairs = self.paired([*value])
        except ValueError as error:
            raise TypeError(str(error)) from None
        return [codec.__encode__(member) for codec, member in pairs]

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        try:
            pairs = self.received(raw)
        except DecodeError as error:
            found.add(path, str(error))
            return
        for index, (codec, member) in enumerate(pairs):
            codec.__check__(member, step(path, index), found)

    def __sent__(self, raw: Any, /) -> Any:
        try:
            return [codec.__sent__(member) for codec, member in self.received(raw)]
        except DecodeError:
            return raw

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        try:
            pairs = self.received(raw)
        except DecodeError:
            return None
        return least(probe.inside(codec, member) for codec, member in pairs)

    def __steady__(self) -> bool:
        return False


class LazyKind(Kind[PartT]):
    """A codec that is named before it exists."""

    def __init__(self, load: Callable[[], Codec[PartT]]) -> None:
        self.load = load
        self.loaded: Codec[PartT] | None = None

    def __target__(self) -> Codec[PartT]:
        """Return the codec, loading it at first use."""
        if self.loaded is None:
            self.loaded = self.load()
        return self.loaded

    def __decode__(self, raw: Any, at: Any = None, /) -> PartT:
        return (self.loaded or self.__target__()).__decode__(raw, at)

    def __encode__(self, value: Any, /) -> Any:
        return self.__target__().__encode__(value)

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        self.__target__().__check__(raw, path, found)

    def __sent__(self, raw: Any, /) -> Any:
        return self.__target__().__sent__(raw)

    def __steady__(self) -> bool:
        return self.__target__().__steady__()

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        return probe.rank(self.__target__(), raw)


class ModelKind(LazyKind[PartT]):
    """A model class that is named before it exists."""

    __field__ = ModelField


class NullableKind(Kind[Any]):
    """Null, or what another codec says."""

    def __init__(self, inner: Codec[Any]) -> None:
        self.inner = inner

    def __decode__(self, raw: Any, at: Any = None, /) -> Any:
        return None if raw is None else self.inner.__decode__(raw, at)

    def __encode__(self, value: Any, /) -> Any:
        return None if value is None else self.inner.__encode__(value)

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        if raw is not None:
            self.inner.__check__(raw, path, found)

    def __sent__(self, raw: Any, /) -> Any:
        return None if raw is None else self.inner.__sent__(raw)

    def __steady__(self) -> bool:
        return self.inner.__steady__()

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        return (4, 0, 0) if raw is None else probe.rank(self.inner, raw)
