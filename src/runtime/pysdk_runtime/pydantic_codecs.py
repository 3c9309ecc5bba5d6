"""Codecs of what is no class of its own with `models: pydantic`: lists, unions, scalars."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from .options import Self
from .pydantic_build import build_names, deep_build
from .pydantic_models import amended, note, undecodable_value
from .wire import Findings, Kind

FormT = TypeVar("FormT")


KNOWN: dict[Any, Any] = {}


class Typed(Kind[FormT]):
    """The codec of whatever pydantic reads as a type, the same one for the same type."""

    form: Any
    made: TypeAdapter[Any] | None

    def __new__(cls, form: Any, /) -> Self:
        known: Self | None = KNOWN.get(form)
        if known is None:
            known = KNOWN[form] = super().__new__(cls)
            known.form = form
            known.made = None
        return known

    def adapter(self) -> TypeAdapter[Any]:
        """Return what pydantic made of the type, at first use."""
        if self.made is None:
            with deep_build():
                made: TypeAdapter[Any] = TypeAdapter(self.form)
                if not made.pydantic_complete:
                    made.rebuild(_types_namespace=build_names())
            self.made = made
        return self.made

    def __decode__(self, raw: Any, at: Any = None, /) -> FormT:
        try:
            made: FormT = self.adapter().validate_python(raw)
        except ValidationError as error:
            raise undecodable_value(error, raw) from None
        return made

    def __encode__(self, value: Any, /) -> Any:
        adapter = self.adapter()
        typed = adapter.validate_python(value)
        made = adapter.dump_python(
            typed, mode="json", by_alias=True, exclude_unset=True, warnings=False
        )
        return amended(typed, made, False)

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        try:
            self.adapter().validate_python(raw)
        except ValidationError as error:
            note(error, raw, path, found)

    def __steady__(self) -> bool:
        return False
