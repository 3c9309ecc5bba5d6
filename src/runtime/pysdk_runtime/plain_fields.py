"""Attributes of models where lines count more than time: one class for all of them."""

from __future__ import annotations

from typing import Any

from .models import UNSET, ConvertedField, keep
from .wire import SCALARS, Codec, has_wire, plain


class PlainField(ConvertedField):
    """An attribute of any kind."""

    __slots__ = ()

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        raw = owner.__wire__.get(self.wire)
        if self.codec is None:
            return raw
        if raw is None:
            return None if self.default is UNSET else self.null(owner)
        kept = owner.__kept__.get(self.wire)
        if kept is not None and kept[0] is raw:
            return kept[1]
        value = self.decoded(owner, raw)
        if self.codec.__steady__() or raw.__class__ in SCALARS:
            keep(owner, self.wire, (raw, value))
        return value

    def write(self, owner: Any, value: Any) -> None:
        """Encode a value that is not None, unless it is what is there already."""
        known = owner.__wire__.get(self.wire)
        if value is not known and not (has_wire(value) and value.__wire__ is known):
            encode = plain if self.codec is None else self.codec.__encode__
            owner.__wire__[self.wire] = encode(value)


def plain_field(
    wire: str,
    codec: Codec[Any] | None = None,
    *,
    default: Any = ...,
    nullable: bool = False,
    read_only: bool = False,
    write_only: bool = False,
    init: bool = True,
) -> Any:
    """Declare a model's attribute, as `field` does."""
    return PlainField(wire, codec, default, nullable, read_only, write_only, init)
