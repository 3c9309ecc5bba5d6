"""How other libraries see a model: `inspect`, pydantic, and what builds on them."""

from __future__ import annotations

from typing import Any


class CallSignature:
    """Gives a model class the signature of its constructor, built when asked for."""

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        from inspect import Parameter, Signature

        from .models import shape_of

        shape = shape_of(cls)
        hints = shape.hints()
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if item.default is ... else item.default,
                    annotation=hints.get(name, Parameter.empty),
                )
                for name, item in shape.fields.items()
                if item.init
            ]
        )


class PydanticSerializer:
    """What pydantic's serializer looks for on a value whose type it does not know."""

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        try:
            from pydantic_core import SchemaSerializer, core_schema
        except ImportError:
            raise AttributeError("__pydantic_serializer__") from None
        return SchemaSerializer(
            core_schema.any_schema(serialization=wire_serialization())
        )


def wire_serialization() -> Any:
    """Return the part of a pydantic schema that writes what came in."""
    from pydantic_core import core_schema

    return core_schema.plain_serializer_function_ser_schema(dict)


def pydantic_schema(cls: Any) -> Any:
    """Return the pydantic schema of a model class: an instance, or its wire form."""
    from pydantic_core import core_schema

    def accept(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            raise ValueError(f"expected {cls.__name__} or a dict")
        made = cls.from_dict(value)
        found = made.validate()
        if found:
            raise ValueError("; ".join(str(each) for each in found))
        return made

    return core_schema.no_info_plain_validator_function(
        accept, serialization=wire_serialization()
    )
