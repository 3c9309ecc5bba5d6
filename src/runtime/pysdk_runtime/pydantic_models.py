"""Models of pydantic: what generated classes extend with `models: pydantic`.

They are codecs, and show what is sent of them as `__wire__`, as the views do: nothing
else of the runtime knows which of both an SDK has.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from .errors import DecodeError
from .models import UNSET
from .options import Self
from .pydantic_build import build_names, deep_build, is_generated, show_neighbours
from .pydantic_types import NULLABLE, READ_ONLY
from .scalars import exact_float
from .wire import Findings, is_array, is_collection, is_mapping, is_object, step


class FieldPlan(NamedTuple):
    """What is done to one field of a model that is written."""

    name: str
    wire: str
    constant: Any
    """What a field is that may be one value only; None for all others."""
    read_only: bool
    omits_none: bool


class PydanticModel(BaseModel):
    """A model of pydantic.

    Attributes have Python names, arguments too; what travels has the document's. Keys
    that the document does not know are in `model_extra`, and are sent back.
    """

    model_config = ConfigDict(
        defer_build=True,
        extra="allow",
        populate_by_name=True,
        protected_namespaces=(),
    )

    if not TYPE_CHECKING:

        def __init_subclass__(cls, **options):
            super().__init_subclass__(**options)
            if not is_generated(cls):
                # In another module what our annotations name has no meaning.
                for base in cls.__bases__:
                    if issubclass(base, PydanticModel) and base is not PydanticModel:
                        base.model_rebuild()

        @classmethod
        def __pydantic_init_subclass__(cls, **options):
            super().__pydantic_init_subclass__(**options)
            if is_generated(cls):
                show_neighbours(sys.modules[cls.__module__])

        @classmethod
        def model_rebuild(
            cls,
            *,
            force=False,
            raise_errors=True,
            _parent_namespace_depth=2,
            _types_namespace=None,
        ):
            if cls is PydanticModel:
                return None
            with deep_build():
                return super().model_rebuild(
                    force=force,
                    raise_errors=raise_errors,
                    _types_namespace={**build_names(), **(_types_namespace or {})},
                )

    @classmethod
    def from_dict(cls, raw: dict[str, Any], /) -> Self:
        """Return the model of an object in wire form. Raises `DecodeError`."""
        return cls.__decode__(raw)

    def to_dict(self) -> dict[str, Any]:
        """Return the wire form: the keys that were set, read-only ones included."""
        return written(self, sent=False)

    def __getitem__(self, key: str, /) -> Any:
        """Return what is known under the document's key. Raises `KeyError` without it."""
        for plan in plans_of(type(self)):
            if plan.wire == key and plan.name in self.model_fields_set:
                return getattr(self, plan.name)
        return (self.model_extra or {})[key]

    @classmethod
    def from_keywords(cls, /, **values: Any) -> Self:
        """Return a model of Python-named values; UNSET leaves a key out.

        None does too where null is not a value. `extra_body` holds keys that the
        document does not know, by wire name.
        """
        extra: dict[str, Any] = {}
        if "extra_body" in values and "extra_body" not in cls.model_fields:
            extra = values.pop("extra_body") or {}
        made: dict[str, Any] = {}
        for plan in plans_of(cls):
            value = values.pop(plan.name, UNSET)
            if value is not UNSET and not (value is None and plan.omits_none):
                made[plan.wire] = value
        for name in values:
            raise TypeError(f"{cls.__name__} has no argument {name!r}")
        return cls.model_validate({**made, **extra})

    def keywords(self) -> dict[str, Any]:
        """Return the Python-named values that `from_keywords` takes.

        Read-only values are left out; unknown keys are in `extra_body`, by wire name.
        """
        made: dict[str, Any] = {
            plan.name: getattr(self, plan.name)
            for plan in plans_of(type(self))
            if not plan.read_only
            and (plan.name in self.model_fields_set or plan.constant is not None)
        }
        if self.model_extra and "extra_body" not in made:
            made["extra_body"] = dict(self.model_extra)
        return made

    @property
    def __wire__(self) -> dict[str, Any]:
        return written(self, sent=True)

    @classmethod
    def __decode__(cls, raw: Any, at: Any = None, /) -> Self:
        try:
            return cls.model_validate(raw)
        except ValidationError as error:
            raise undecodable_value(error, raw) from None

    @classmethod
    def __encode__(cls, value: Any, /) -> Any:
        return written(cls.model_validate(value), sent=False)

    @classmethod
    def __check__(cls, raw: Any, path: str, found: Findings, /) -> None:
        try:
            cls.model_validate(raw)
        except ValidationError as error:
            note(error, raw, path, found)

    @classmethod
    def __sent__(cls, raw: Any, /) -> Any:
        return raw

    @classmethod
    def __steady__(cls) -> bool:
        return False


class UnknownObject(PydanticModel):
    """What fits no member of a union: an object whose values are in `model_extra`."""


PLANS: dict[type, list[FieldPlan]] = {}


def plans_of(model: type[BaseModel]) -> list[FieldPlan]:
    """Return the plans of a class's fields, made when they are first needed.

    Of a class that pydantic has not built, annotations are text still. They are read
    without building it: that takes long where many classes name each other.
    """
    known = PLANS.get(model)
    if known is None:
        hints: dict[str, Any] = {}
        if not model.__pydantic_complete__:
            hints = get_type_hints(model, None, build_names(), include_extras=True)
        known = PLANS[model] = [
            plan_of(name, field, getattr(hints.get(name), "__metadata__", ()))
            for name, field in model.model_fields.items()
        ]
    return known


def plan_of(name: str, field: FieldInfo, notes: tuple[Any, ...]) -> FieldPlan:
    """Return the plan of a field, by what pydantic knows and what its annotation says."""
    marks = [*field.metadata, *notes]
    said = [field, *(note for note in notes if isinstance(note, FieldInfo))]
    aliases = [each.alias for each in said if each.alias is not None]
    return FieldPlan(
        name,
        aliases[0] if aliases else name,
        None if field.is_required() else field.default,
        READ_ONLY in marks,
        not field.is_required() and NULLABLE not in marks,
    )


def written(value: BaseModel, *, sent: bool) -> dict[str, Any]:
    """Return the wire form of a model; as it is sent, without what never is."""
    made: dict[str, Any] = value.model_dump(
        mode="json", by_alias=True, exclude_unset=True, warnings=False
    )
    whole: dict[str, Any] = amended(value, made, sent)
    return whole


def amended(value: Any, made: Any, sent: bool) -> Any:
    """Return what pydantic wrote of a value as the document asks for it."""
    if isinstance(value, BaseModel) and is_object(made):
        for plan in plans_of(type(value)):
            if plan.name not in value.model_fields_set:
                if plan.constant is not None:
                    made[plan.wire] = plan.constant
            elif sent and plan.read_only:
                made.pop(plan.wire, None)
            else:
                inside = getattr(value, plan.name)
                if sent and inside is None and plan.omits_none:
                    made.pop(plan.wire, None)
                elif plan.wire in made:
                    made[plan.wire] = amended(inside, made[plan.wire], sent)
        for key, inside in (value.model_extra or {}).items():
            if key in made:
                made[key] = amended(inside, made[key], sent)
    elif is_mapping(value) and is_object(made):
        for key, inside in value.items():
            if str(key) in made:
                made[str(key)] = amended(inside, made[str(key)], sent)
    elif is_collection(value) and is_array(made):
        pairs = zip(value, made, strict=False)
        return [amended(inside, part, sent) for inside, part in pairs]
    elif isinstance(value, Decimal) and not isinstance(made, str):
        # Of a number pydantic keeps what a float can hold.
        return exact_float(value)
    return made


def note(error: ValidationError, raw: Any, path: str, found: Findings) -> None:
    """Report what pydantic found."""
    for each in error.errors(include_url=False, include_context=False):
        found.add(located(each["loc"], raw, path), each["msg"])


def undecodable_value(error: ValidationError, raw: Any) -> DecodeError:
    """Return our error for one of pydantic's."""
    found = Findings(received=True)
    note(error, raw, "$", found)
    start = found.violations[0].path
    # Of what the members of a union say, the one that came furthest tells most.
    inside = [each for each in found.violations if each.path.startswith(start)]
    path, message = max(inside, key=lambda each: len(each.path))
    more = len({each.path for each in found.violations}) - 1
    rest = f", and {more} more" if more else ""
    return DecodeError(f"{error.title}: {message} (at {path}){rest}", path)


def located(place: tuple[int | str, ...], raw: Any, path: str) -> str:
    """Return a JSON path of what pydantic says; the members of unions it tried are no keys."""
    for index, key in enumerate(place):
        if is_object(raw) and isinstance(key, str):
            last = index == len(place) - 1
            if key in raw or last:
                path = step(path, key)
                raw = raw.get(key)
        elif is_array(raw) and isinstance(key, int) and key < len(raw):
            path = step(path, key)
            raw = raw[key]
    return path
