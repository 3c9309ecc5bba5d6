"""What pydantic is told of models that do not check themselves."""

from __future__ import annotations

from typing import Any

from .interop import wire_serialization


def unchecked_schema(cls: Any) -> Any:
    """Return the pydantic schema of a model class: an instance, or its wire form."""
    from pydantic_core import core_schema

    def accept(value: Any) -> Any:
        return value if isinstance(value, cls) else cls.from_dict(value)

    return core_schema.no_info_plain_validator_function(
        accept, serialization=wire_serialization()
    )
