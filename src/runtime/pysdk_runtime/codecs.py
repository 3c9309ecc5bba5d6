"""Codecs: how the values of an API travel, and what they are in Python.

A typed value and its wire form are both accepted where a value is encoded. What cannot
be decoded raises `DecodeError`; what cannot be encoded raises `TypeError`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from .compounds import (
    ArrayKind,
    LazyKind,
    MappingKind,
    ModelKind,
    NullableKind,
    TupleKind,
)
from .models import Model
from .scalars import (
    Base64Kind,
    ConstKind,
    DateKind,
    DateTimeKind,
    DecimalKind,
    EnumKind,
    NativeKind,
    TimeKind,
    UuidKind,
)
from .unions import TaggedKind, UnionKind
from .wire import Codec

CodedT = TypeVar("CodedT")
CodedModelT = TypeVar("CodedModelT", bound=Model)

string: Codec[str] = NativeKind(str, 2)


integer: Codec[int] = NativeKind(int, 3)


number: Codec[float] = NativeKind(float, 2)


boolean: Codec[bool] = NativeKind(bool, 2)


any: Codec[Any] = NativeKind(Any, -1)


uuid: Codec[UUID] = UuidKind()


date: Codec[dt.date] = DateKind()


date_time: Codec[dt.datetime] = DateTimeKind()


time: Codec[dt.time] = TimeKind()


base64: Codec[bytes] = Base64Kind()


decimal: Codec[Decimal] = DecimalKind(as_number=False)


decimal_number: Codec[Decimal] = DecimalKind(as_number=True)


def array(member: Codec[CodedT]) -> Codec[list[CodedT]]:
    """Arrays; decoded as a list that follows the wire."""
    return ArrayKind(member)


def mapping(value: Codec[CodedT]) -> Codec[dict[str, CodedT]]:
    """Objects with free keys; decoded as a dict that follows the wire."""
    return MappingKind(value)


def tuple_of(
    *members: Codec[Any], rest: Codec[Any] | None = None, least: int | None = None
) -> Codec[Any]:
    """Arrays whose first members have kinds of their own; decoded as a tuple.

    All of them have to be there, unless `least` says how many.
    """
    return TupleKind(members, rest, len(members) if least is None else least)


def enum(*values: Any, open: bool = False) -> Codec[Any]:
    """Listed values; others decode as `UnknownStr` or `UnknownInt`.

    With `open` the document allows them, and they are no violations.
    """
    return EnumKind(values, open)


def const(value: CodedT) -> Codec[CodedT]:
    """One value, always the same."""
    return ConstKind(value)


def lazy(load: Callable[[], Codec[CodedT]]) -> Codec[CodedT]:
    """A codec that is named before it exists, as in recursive shapes."""
    return LazyKind(load)


def model(load: Callable[[], type[CodedModelT]]) -> Codec[CodedModelT]:
    """A model class, loaded when it is first needed."""
    untyped: Any = load
    made: Codec[CodedModelT] = ModelKind(untyped)
    return made


def nullable(inner: Codec[CodedT]) -> Codec[CodedT | None]:
    """Null is a value too."""
    return NullableKind(inner)


def tagged(
    wire_name: str,
    classes: Mapping[Any, Callable[[], Codec[Any]]],
    *,
    unknown: Callable[[], Codec[Any]] | None = None,
) -> Codec[Any]:
    """Objects whose class is told by the value of one key, the discriminator.

    Tags may be strings, integers or booleans. What has none of them is an `unknown`.
    """
    return TaggedKind(wire_name, classes, unknown)


def union(
    *members: Codec[Any], unknown: Callable[[], Codec[Any]] | None = None
) -> Codec[Any]:
    """Values whose kind is told by their shape.

    Constants and enums decide first, then required keys, JSON types and known keys. An
    object that fits none is an `unknown`.
    """
    return UnionKind(members, unknown)
