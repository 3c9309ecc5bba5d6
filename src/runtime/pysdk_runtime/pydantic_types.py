"""Types that say more to pydantic than to checkers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic_core import (
    CoreSchema,
    PydanticSerializationUnexpectedValue,
    core_schema,
)

from .models import UnknownInt, UnknownStr
from .scalars import Base64Kind, DecimalKind
from .texts import plain_text
from .wire import Codec, is_object


class FieldMark:
    """Says of a model's field what pydantic has no word for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


NULLABLE = FieldMark("NULLABLE")
"""Null is a value of the field: None is sent as null, and not left out."""

READ_ONLY = FieldMark("READ_ONLY")
"""Only the server says what the field is: it is never sent."""

ABSENT: Any = None
"""What a read-only attribute is that the server has not sent."""


class Through:
    """Has a type read and written by a codec of ours."""

    def __init__(self, codec: Codec[Any]) -> None:
        self.codec = codec

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: Any) -> Any:
            return value if isinstance(value, source) else self.codec.__decode__(value)

        def write(value: Any) -> Any:
            try:
                return self.codec.__encode__(value)
            except TypeError as error:
                # In a union it is another member's.
                raise PydanticSerializationUnexpectedValue(str(error)) from None

        return core_schema.no_info_before_validator_function(
            read,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                write, when_used="json-unless-none"
            ),
        )


Base64: TypeAlias = Annotated[bytes, Through(Base64Kind())]
"""Bytes that travel as base64."""

DecimalNumber: TypeAlias = Annotated[Decimal, Through(DecimalKind(as_number=True))]
"""A decimal that travels as a number."""


class KeptDateTime(datetime):
    """A time that is written as it came, where Python would write it otherwise."""

    text: str | None = None


class Keeping:
    """Has pydantic keep the text of a time, with its zeros and its offset."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: Any, known: Callable[[Any], Any]) -> Any:
            made = known(value)
            if not isinstance(value, str) or plain_text(made) == value:
                return made
            kept = KeptDateTime.combine(made.date(), made.timetz())
            kept.text = value
            return kept

        def write(value: Any) -> Any:
            if not isinstance(value, (str, datetime)):
                raise PydanticSerializationUnexpectedValue("expected a datetime")
            text: str | None = getattr(value, "text", None)
            return plain_text(value) if text is None else text

        return core_schema.no_info_wrap_validator_function(
            read,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                write,
                return_schema=core_schema.str_schema(),
                when_used="json-unless-none",
            ),
        )


DateTime: TypeAlias = Annotated[datetime, Keeping()]
"""A time that keeps its text."""


class Unlisted:
    """Has pydantic take a value that an enum does not list, after those that it does."""

    def __init__(self, read: Callable[[Any], Any], plain: CoreSchema) -> None:
        self.read = read
        self.plain = plain

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # Among a union's members what is only read in the lax way comes last.
        return core_schema.lax_or_strict_schema(
            lax_schema=core_schema.no_info_after_validator_function(
                self.read, self.plain
            ),
            strict_schema=core_schema.is_instance_schema(source),
            serialization=core_schema.simple_ser_schema("any"),
        )


OpenStr: TypeAlias = Annotated[
    UnknownStr, Unlisted(UnknownStr, core_schema.str_schema(strict=True))
]
"""A text that the document does not list."""

OpenInt: TypeAlias = Annotated[
    UnknownInt, Unlisted(UnknownInt, core_schema.int_schema(strict=True))
]
"""An integer that the document does not list."""


class OneOf:
    """Has pydantic choose among classes, by the value of one key or by what fits.

    What fits none is an `unknown`.
    """

    def __init__(
        self,
        unknown: Any,
        wire: str | None = None,
        tags: Mapping[Any, Any] | None = None,
    ) -> None:
        self.unknown = unknown
        self.wire = wire
        self.tags = {(tag.__class__, tag): one for tag, one in (tags or {}).items()}

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # What is written is what the value is, also where that is an heir of the type.
        written = core_schema.simple_ser_schema("any")
        if self.wire is None:
            return self.by_fit(source, handler, written)
        classes = {self.unknown, *self.tags.values()}
        return core_schema.tagged_union_schema(
            {key_of(one): handler.generate_schema(one) for one in classes},
            self.key,
            serialization=written,
        )

    def key(self, value: Any) -> str | None:
        """Return the key of the class that a value is read as; None where it is no object."""
        if not is_object(value):
            return key_of(self.class_of(value))
        tag: Any = value.get(self.wire or "")
        known = tag.__class__ in {str, int, bool}
        one = self.tags.get((tag.__class__, tag)) if known else None
        return key_of(self.unknown if one is None else one)

    def class_of(self, value: Any) -> Any:
        """Return which of the classes an instance is of, the nearest first."""
        classes = [*self.tags.values(), self.unknown]
        return next((one for one in type(value).__mro__ if one in classes), None)

    def by_fit(
        self, source: Any, handler: GetCoreSchemaHandler, written: Any
    ) -> CoreSchema:
        """Return the schema of a union whose members say themselves what they are."""
        known_types = [one for one in get_args(source) if one is not self.unknown]
        members: Any = known_types[0]
        for one in known_types[1:]:
            members = members | one

        def read(value: Any, known: Callable[[Any], Any]) -> Any:
            try:
                made = known(value)
            except ValidationError:
                if not is_object(value):
                    raise
                return self.unknown.model_validate(value)
            if is_object(value) and value and isinstance(made, BaseModel):
                # An object of foreign keys only fits whatever requires none.
                if made.model_fields_set.isdisjoint(type(made).model_fields):
                    return self.unknown.model_validate(value)
            return made

        return core_schema.no_info_wrap_validator_function(
            read,
            handler.generate_schema(members),
            serialization=written,
        )


def key_of(one: Any) -> str | None:
    """Return the key of a class among those of a union."""
    return None if one is None else str(one.__name__)
