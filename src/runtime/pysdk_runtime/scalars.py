"""Codecs of single values."""

from __future__ import annotations

import datetime as dt
from base64 import b64decode, b64encode
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from uuid import UUID, SafeUUID

from .errors import DecodeError
from .exact import ExactFloat
from .hints import check_hint
from .models import ConvertedField, EnumField, QuickField, UnknownInt, UnknownStr
from .temporal import (
    date_time_text,
    parse_date,
    parse_date_time,
    parse_time,
    quick_date_time,
    time_text,
)
from .wire import SCALARS, Findings, Kind, Probe, describe

ScalarT = TypeVar("ScalarT")


class NativeKind(Kind[ScalarT]):
    """JSON's own values, returned as they are."""

    def __init__(self, hint: Any, rank: int) -> None:
        self.hint = hint
        self.rank = rank

    def __decode__(self, raw: Any, at: Any = None, /) -> ScalarT:
        native: ScalarT = raw
        return native

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        check_hint(self.hint, raw, path, found)

    def __steady__(self) -> bool:
        return True

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        found = Findings(received=True)
        check_hint(self.hint, raw, "$", found)
        return None if found.violations else (self.rank, 0, 0)


class TextKind(Kind[ScalarT]):
    """Values that travel as text; a subclass says how."""

    def parse(self, text: str) -> ScalarT:
        """Read the text. Raises `DecodeError`."""
        raise NotImplementedError

    def exact(self, text: str) -> bool:
        """Tell whether a text that can be read is in the form that the format asks for."""
        return True

    def __decode__(self, raw: Any, at: Any = None, /) -> ScalarT:
        if not isinstance(raw, str):
            raise DecodeError(f"expected a string, got {describe(raw)}")
        return self.parse(raw)

    def __steady__(self) -> bool:
        return True

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        if not isinstance(raw, str):
            return None
        try:
            self.parse(raw)
        except DecodeError:
            # Better than nothing, yet after a member that takes anything.
            return (-2, 0, 0)
        # What is only read out of tolerance stays text where text is a member too.
        return (4, 0, 0) if self.exact(raw) else (1, 0, 0)


class QuickKind(TextKind[ScalarT]):
    """Values whose usual texts are read in a quick way."""

    quick: Callable[[Any], ScalarT]
    """Raises such errors as a wrong type or value causes for what it leaves to `parse`."""

    def __decode__(self, raw: Any, at: Any = None, /) -> ScalarT:
        try:
            return self.quick(raw)
        except (LookupError, TypeError, ValueError):
            return super().__decode__(raw)


def unwritable(value: object, wanted: str) -> TypeError:
    """Return the error for a value that a codec cannot write."""
    return TypeError(f"expected {wanted}, got {type(value).__name__}")


set_uuid_number: Any = vars(UUID)["int"].__set__
set_uuid_safety: Any = vars(UUID)["is_safe"].__set__
UNKNOWN_SAFETY = SafeUUID.unknown


def quick_uuid(text: str) -> UUID:
    """Read 32 digits and any dashes as `UUID` does, in half the time.

    Raises `ValueError` for all other spellings.
    """
    if text.__class__ is not str:
        raise TypeError
    digits = text.replace("-", "")
    if len(digits) != 32:
        raise ValueError(text)
    number = int(digits, 16)
    made = object.__new__(UUID)
    set_uuid_number(made, number)
    set_uuid_safety(made, UNKNOWN_SAFETY)
    return made


class UuidKind(QuickKind[UUID]):
    """UUIDs."""

    quick = staticmethod(quick_uuid)

    def parse(self, text: str) -> UUID:
        try:
            return UUID(text)
        except ValueError:
            raise DecodeError(f"expected a UUID, got {text!r}") from None

    def exact(self, text: str) -> bool:
        return len(text) == 36

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, (UUID, str)):
            return str(value)
        raise unwritable(value, "a UUID or its text")


class DateKind(QuickKind[dt.date]):
    """Dates without a time."""

    __field__ = QuickField
    quick = staticmethod(dt.date.fromisoformat)

    def parse(self, text: str) -> dt.date:
        return parse_date(text)

    def exact(self, text: str) -> bool:
        return len(text) == 10

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, dt.datetime):
            return value.date().isoformat()
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, str):
            return value
        raise unwritable(value, "a date or its text")


class DateTimeKind(QuickKind[dt.datetime]):
    """Points in time."""

    __field__ = QuickField
    quick = staticmethod(quick_date_time)

    def parse(self, text: str) -> dt.datetime:
        return parse_date_time(text)

    def exact(self, text: str) -> bool:
        return len(text) >= 19

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, dt.datetime):
            return date_time_text(value)
        if isinstance(value, dt.date):
            return f"{value.isoformat()}T00:00:00Z"
        if isinstance(value, str):
            return value
        raise unwritable(value, "a datetime or its text")


class TimeKind(TextKind[dt.time]):
    """Times of day."""

    def parse(self, text: str) -> dt.time:
        return parse_time(text)

    def exact(self, text: str) -> bool:
        return text[2:3] == ":"

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, dt.time):
            return time_text(value)
        if isinstance(value, str):
            return value
        raise unwritable(value, "a time or its text")


class Base64Kind(TextKind[bytes]):
    """Bytes that travel as base64; the URL-safe alphabet and missing padding are read too."""

    def parse(self, text: str) -> bytes:
        bare = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
        try:
            return b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except ValueError:
            raise DecodeError(f"expected base64, got {describe(text)}") from None

    def exact(self, text: str) -> bool:
        return b64encode(self.parse(text)).decode("ascii") == text

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, (bytes, bytearray)):
            return b64encode(value).decode("ascii")
        if isinstance(value, str):
            return value
        raise unwritable(value, "bytes or their base64 text")


def exact_float(value: str | Decimal) -> float:
    """Return a decimal as a number of JSON. Raises `ValueError` for what is none."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"expected a decimal number, got {value!r}") from None
    return ExactFloat(str(exact)) if exact.is_finite() else float(exact)


class DecimalKind(Kind[Decimal]):
    """Decimal numbers, digit by digit as they are written."""

    def __init__(self, as_number: bool) -> None:
        self.as_number = as_number

    def __decode__(self, raw: Any, at: Any = None, /) -> Decimal:
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal)):
            raise DecodeError(f"expected a decimal number, got {describe(raw)}")
        try:
            if isinstance(raw, ExactFloat):
                return Decimal(raw.text)
            return Decimal(repr(raw) if isinstance(raw, float) else raw)
        except InvalidOperation:
            raise DecodeError(f"expected a decimal number, got {raw!r}") from None

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
            raise unwritable(value, "a Decimal or its text")
        if self.as_number:
            return exact_float(value) if isinstance(value, (str, Decimal)) else value
        return value if isinstance(value, str) else str(value)

    def __steady__(self) -> bool:
        return True


class EnumKind(Kind[Any]):
    """Listed values, and others of the same JSON type."""

    __field__: type[ConvertedField] = EnumField

    def __init__(self, values: tuple[Any, ...], open: bool) -> None:
        self.values = values
        self.open = open
        self.known = frozenset((value.__class__, value) for value in values)
        self.texts = frozenset(value for value in values if isinstance(value, str))
        self.types = frozenset(value.__class__ for value in values)

    def __decode__(self, raw: Any, at: Any = None, /) -> Any:
        if raw.__class__ is str:
            if raw in self.texts:
                return raw
            if str in self.types:
                return UnknownStr(raw)
        elif raw.__class__ in SCALARS and (raw.__class__, raw) in self.known:
            return raw
        elif raw.__class__ is int and int in self.types:
            return UnknownInt(raw)
        elif isinstance(raw, float) and raw in self.values:
            return raw
        elif raw.__class__ is int and float in self.types and raw in self.values:
            return raw
        raise DecodeError(f"expected one of {list(self.values)}, got {describe(raw)}")

    def __encode__(self, value: Any, /) -> Any:
        if isinstance(value, UnknownStr):
            return str(value)
        if isinstance(value, UnknownInt):
            return int(value)
        if value.__class__ in SCALARS:
            return value
        # A member of an `enum.Enum` of the caller's.
        inner = getattr(value, "value", value)
        if inner.__class__ in SCALARS:
            return inner
        if isinstance(value, str):
            return str(value)
        raise unwritable(value, f"one of {list(self.values)}")

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        if self.open:
            super().__check__(raw, path, found)
        elif raw.__class__ not in SCALARS or (raw.__class__, raw) not in self.known:
            if not (isinstance(raw, float) and raw in self.values):
                found.add(
                    path, f"expected one of {list(self.values)}, got {describe(raw)}"
                )

    def __steady__(self) -> bool:
        return True

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        if raw.__class__ in SCALARS and (raw.__class__, raw) in self.known:
            return (8, 0, 0)
        if isinstance(raw, float) and raw in self.values:
            return (4, 0, 0)
        if raw.__class__ not in (str, int) or raw.__class__ not in self.types:
            return None
        return (2, 0, 0) if self.open else (0, 0, 0)


class ConstKind(Kind[ScalarT]):
    """One value."""

    def __init__(self, value: ScalarT) -> None:
        self.value = value
        self.values = (value,)

    def __decode__(self, raw: Any, at: Any = None, /) -> ScalarT:
        if raw != self.value or isinstance(raw, bool) is not isinstance(
            self.value, bool
        ):
            raise DecodeError(f"expected {self.value!r}, got {describe(raw)}")
        return self.value

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        fit = super().__fits__(raw, probe)
        return None if fit is None else (8, 0, 0)

    def __steady__(self) -> bool:
        return False
