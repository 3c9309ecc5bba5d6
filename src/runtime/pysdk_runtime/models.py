"""Models: typed views on the JSON that an object came as."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, get_type_hints

from .errors import DecodeError, SDKError
from .hints import check_hint
from .interop import CallSignature, PydanticSerializer, pydantic_schema
from .wire import (
    SCALARS,
    Codec,
    Findings,
    Violation,
    describe,
    has_wire,
    is_mapping,
    is_object,
    locate,
    plain,
    step,
)

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
elif sys.version_info >= (3, 11):
    from typing import Self, dataclass_transform
else:

    class Self:
        """Stands in for `typing.Self` on Python 3.10."""

    def dataclass_transform(**_):
        """Stand in for what `typing` has from Python 3.11 on."""
        return lambda cls: cls


ModelT = TypeVar("ModelT", bound="Model")
ValueT = TypeVar("ValueT")
ValueT_co = TypeVar("ValueT_co", covariant=True)


class Unset:
    """The type of `UNSET`."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "UNSET"


# Leaves a key out: as an argument, or written to an attribute.
UNSET: Any = Unset()

# What every model has kept before its first conversion; never written to.
NOTHING_KEPT: dict[str, Any] = {}


class UnknownStr(str):
    """A string that the document does not list."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"UnknownStr({str.__repr__(self)})"


class UnknownInt(int):
    """An integer that the document does not list."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"UnknownInt({int.__repr__(self)})"


class Field:
    """An attribute whose value is JSON's own: read from the wire and returned as is."""

    __slots__ = (
        "codec",
        "decode",
        "default",
        "init",
        "keeps",
        "nullable",
        "read_only",
        "wire",
        "write_only",
    )

    def __init__(
        self,
        wire: str,
        codec: Codec[Any] | None,
        default: Any,
        nullable: bool,
        read_only: bool,
        write_only: bool,
        init: bool,
    ) -> None:
        self.wire = wire
        self.codec = codec
        self.default = default
        self.nullable = nullable
        self.read_only = read_only
        self.write_only = write_only
        self.init = init
        self.decode: Callable[[Any, Any], Any] | None = None
        self.keeps = False

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        return owner.__wire__.get(self.wire)

    def __set__(self, owner: Any, value: Any) -> None:
        if value is UNSET or (value is None and not self.nullable):
            owner.__wire__.pop(self.wire, None)
        elif value is None:
            owner.__wire__[self.wire] = None
        else:
            self.write(owner, value)

    def __delete__(self, owner: Any) -> None:
        owner.__wire__.pop(self.wire, None)

    def write(self, owner: Any, value: Any) -> None:
        """Write a value that is not None, unless it is what is there already."""
        if owner.__wire__.get(self.wire) is not value:
            owner.__wire__[self.wire] = plain(value)

    @property
    def required(self) -> bool:
        """Whether the document requires the key."""
        return self.default is not UNSET


class ConvertedField(Field):
    """An attribute whose value is decoded when read, and kept with its raw value."""

    __slots__ = ()

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        wire = self.wire
        raw = owner.__wire__.get(wire)
        if raw is None:
            return None if self.default is UNSET else self.null(owner)
        kept = owner.__kept__.get(wire)
        if kept is not None and kept[0] is raw:
            return kept[1]
        value = self.decoded(owner, raw)
        if self.keeps or raw.__class__ in SCALARS:
            # As `keep` does, without its call.
            kept = owner.__kept__
            if kept is NOTHING_KEPT:
                set_kept(owner, {wire: (raw, value)})
            else:
                kept[wire] = (raw, value)
        return value

    def decoded(self, owner: Any, raw: Any) -> Any:
        """Decode a raw value. Raises `DecodeError` that names class and attribute."""
        at = (owner.__class__, self.wire)
        try:
            return (self.decode or self.prepare())(raw, at)
        except DecodeError as error:
            raise locate(error, at) from None

    def prepare(self) -> Callable[[Any, Any], Any]:
        """Look the codec up once, at the first read."""
        codec: Any = self.codec
        target: Any = getattr(codec, "__target__", None)
        decode: Callable[[Any, Any], Any] = (target() if target else codec).__decode__
        self.keeps = codec.__steady__()
        self.decode = decode
        return decode

    def null(self, owner: Any) -> Any:
        """Return None for an absent key, and for null where the type has None."""
        if self.nullable or self.default is UNSET or self.wire not in owner.__wire__:
            return None
        return self.decoded(owner, None)

    def write(self, owner: Any, value: Any) -> None:
        """Encode a value that is not None, unless it is the view of what is there."""
        if has_wire(value) and value.__wire__ is owner.__wire__.get(self.wire):
            return
        codec: Any = self.codec
        owner.__wire__[self.wire] = codec.__encode__(value)


class QuickField(ConvertedField):
    """An attribute whose usual values are read as quickly as they would be found again.

    What `quick` raises an error for is left to the codec, and kept.
    """

    __slots__ = ("quick",)

    def __init__(self, wire: str, codec: Any, *options: Any) -> None:
        super().__init__(wire, codec, *options)
        self.quick: Callable[[Any], Any] = codec.quick

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        raw = owner.__wire__.get(self.wire)
        if raw is None:
            return None if self.default is UNSET else self.null(owner)
        try:
            return self.quick(raw)
        except (LookupError, TypeError, ValueError):
            return super().__get__(owner, cls)


class EnumField(ConvertedField):
    """An attribute whose usual values are listed texts, returned as they are."""

    __slots__ = ("texts",)

    def __init__(self, wire: str, codec: Any, *options: Any) -> None:
        super().__init__(wire, codec, *options)
        self.texts: frozenset[str] = codec.texts

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        raw = owner.__wire__.get(self.wire)
        if raw.__class__ is str and raw in self.texts:
            return raw
        return super().__get__(owner, cls)


class ViewField(ConvertedField):
    """An attribute whose value is a view, which holds its raw value itself."""

    __slots__ = ()

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        wire = self.wire
        raw = owner.__wire__.get(wire)
        if raw is None:
            return None if self.default is UNSET else self.null(owner)
        kept = owner.__kept__.get(wire)
        if kept is not None and kept.__wire__ is raw:
            return kept
        value = self.decoded(owner, raw)
        if value is not raw:
            keep(owner, wire, value)
        return value


class ModelField(ViewField):
    """An attribute whose value is a model."""

    __slots__ = ("model",)

    def __init__(self, wire: str, codec: Any, *options: Any) -> None:
        super().__init__(wire, codec, *options)
        self.model: type[Model] | None = None

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        wire = self.wire
        raw = owner.__wire__.get(wire)
        model = self.model
        if model is None or raw.__class__ is not dict:
            return super().__get__(owner, cls)
        kept = owner.__kept__
        view = kept.get(wire)
        if view is not None and view.__wire__ is raw:
            return view
        # As `view_of` and `keep` do, without their calls.
        view = new_object(model)
        set_wire(view, raw)
        set_kept(view, NOTHING_KEPT)
        if kept is NOTHING_KEPT:
            set_kept(owner, {wire: view})
        else:
            kept[wire] = view
        return view

    def prepare(self) -> Callable[[Any, Any], Any]:
        """Look the model up once, at the first read."""
        codec: Any = self.codec
        self.model = plain_model(codec.__target__())
        return super().prepare()


def field(
    wire: str,
    codec: Codec[Any] | None = None,
    *,
    default: Any = ...,
    nullable: bool = False,
    read_only: bool = False,
    write_only: bool = False,
    init: bool = True,
) -> Any:
    """Declare a model's attribute: its key on the wire and, where needed, its codec.

    Without `default` the document requires the key; `default=UNSET` leaves it out. Only
    a `nullable` attribute writes None as null. `read_only` is never sent.
    """
    options = (default, nullable, read_only, write_only, init)
    if codec is None:
        return native_attribute(wire, codec, *options)
    made = getattr(codec, "__field__", ConvertedField)
    return made(wire, codec, *options)


def native_attribute(wire: str, codec: Codec[Any] | None, *options: Any) -> Any:
    """Return a property that reads a field of JSON's own values.

    Python reads it quicker than a descriptor that is not its own, most values are read
    this way, and a key that is always there is quicker to index than to ask for.
    """
    item = Field(wire, codec, *options)
    if item.required:

        def read(owner: Any) -> Any:
            try:
                return owner.__wire__[wire]
            except KeyError:
                return None

    else:

        def read(owner: Any) -> Any:
            return owner.__wire__.get(wire)

    return property(read, item.__set__, item.__delete__)


class Shape:
    """What is known of a model class, collected at its first use."""

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.fields: dict[str, Field] = {}
        for base in reversed(cls.__mro__):
            for name, attribute in vars(base).items():
                setter = getattr(attribute, "fset", None)
                item = (
                    attribute if setter is None else getattr(setter, "__self__", None)
                )
                if isinstance(item, Field):
                    self.fields[name] = item
        self.wires = {item.wire: item for item in self.fields.values()}
        self.extra: Codec[Any] | None = getattr(cls, "__additional__", None)
        self.resolved: dict[str, Any] | None = None

    def hints(self) -> dict[str, Any]:
        """Return the annotations, evaluated."""
        if self.resolved is None:
            self.resolved = get_type_hints(self.cls)
        return self.resolved

    def codec(self, wire: str) -> Codec[Any] | None:
        """Return the codec of a key; None where its values are JSON's own."""
        known = self.wires.get(wire)
        return self.extra if known is None else known.codec


def shape_of(cls: Any) -> Shape:
    """Return the shape of a model class."""
    known: Shape | None = cls.__dict__.get("__shape__")
    if known is None:
        known = Shape(cls)
        cls.__shape__ = known
    return known


def restore(cls: type[ModelT], wire: dict[str, Any]) -> ModelT:
    """Make a view on `wire`; what unpickling calls."""
    return cls.__decode__(wire)


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class Model:
    """A typed view on a JSON object.

    Attributes decode when read; `model["wireName"]` reads and writes the wire itself,
    keys the document does not know included. Both, and every view of a part, see one
    state. What is assigned is copied.
    """

    __slots__ = ("__kept__", "__wire__")

    if TYPE_CHECKING:
        __kept__: dict[str, Any]
        __wire__: dict[str, Any]
    else:
        __signature__ = CallSignature()
        __pydantic_serializer__ = PydanticSerializer()

        def __setattr__(self, name, value):
            if not hasattr(type(self), name):
                raise AttributeError(
                    f"{type(self).__name__} has no attribute {name!r}; unknown keys are set by item"
                )
            object.__setattr__(self, name, value)

    def __init__(self, /, **values: Any) -> None:
        set_wire(self, {})
        set_kept(self, NOTHING_KEPT)
        fields = shape_of(type(self)).fields
        unknown = [
            name for name in values if name not in fields or not fields[name].init
        ]
        missing = [
            name
            for name, item in fields.items()
            if item.init and item.default is ... and name not in values
        ]
        if unknown or missing:
            raise TypeError(
                f"{type(self).__name__}() has no argument {unknown[0]!r}"
                if unknown
                else f"{type(self).__name__}() needs {', '.join(missing)}"
            )
        fill(self, values)

    @classmethod
    def from_dict(cls, raw: dict[str, Any], /) -> Self:
        """Return a view on `raw`: what is written to either is seen by both.

        Raises `DecodeError` where `raw` is not a dict.
        """
        return view_of(cls, raw) if raw.__class__ is dict else cls.__decode__(raw)

    def to_dict(self) -> dict[str, Any]:
        """Return a deep copy in wire form, read-only keys included."""
        made: dict[str, Any] = plain(self.__wire__)
        return made

    @classmethod
    def from_keywords(cls, /, **values: Any) -> Self:
        """Return a model of Python-named values; UNSET leaves a key out.

        None does too where null is not a value. `extra_body` holds keys that the
        document does not know, by wire name.
        """
        self = cls.__decode__({})
        fields = shape_of(cls).fields
        extra: dict[str, Any] = {}
        if "extra_body" in values and "extra_body" not in fields:
            extra = values.pop("extra_body") or {}
        for name in values:
            if name not in fields or not fields[name].init:
                raise TypeError(f"{cls.__name__} has no argument {name!r}")
        fill(self, values)
        for key, value in extra.items():
            self[key] = value
        return self

    def keywords(self) -> dict[str, Any]:
        """Return the Python-named values that `from_keywords` takes.

        Read-only values are left out; unknown keys are in `extra_body`, by wire name.
        """
        shape = shape_of(type(self))
        made: dict[str, Any] = {}
        for name, item in shape.fields.items():
            if item.init and not item.read_only and item.wire in self.__wire__:
                made[name] = readable(self, name, item)
        extra = {
            key: plain(raw)
            for key, raw in self.__wire__.items()
            if key not in shape.wires
        }
        if extra and "extra_body" not in made:
            made["extra_body"] = extra
        return made

    def validate(self) -> list[Violation]:
        """Return everything that does not conform to the document; decodes all."""
        found = Findings(received=False)
        try:
            self.__check__(self.__wire__, "$", found)
        except RecursionError:
            found.add("$", "nested too deeply to be checked")
        return found.violations

    def __getitem__(self, wire_name: str) -> Any:
        return self.__wire__[wire_name]

    def __setitem__(self, wire_name: str, value: Any) -> None:
        if self.__wire__.get(wire_name, UNSET) is value:
            return
        codec = shape_of(type(self)).codec(wire_name)
        encode = plain if codec is None or value is None else codec.__encode__
        try:
            self.__wire__[wire_name] = encode(value)
        except TypeError:
            # By item anything can be sent, also what the document does not allow.
            self.__wire__[wire_name] = plain(value)

    def __delitem__(self, wire_name: str) -> None:
        del self.__wire__[wire_name]

    def __contains__(self, wire_name: object) -> bool:
        return wire_name in self.__wire__

    def __iter__(self) -> Iterator[Any]:
        # Pairs, so that dict(model) is the wire form; a page iterates over items.
        return iter(self.__wire__.items())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(other) is not type(self):
            return NotImplemented
        try:
            return self.__wire__ == other.__wire__
        except RecursionError:
            raise SDKError("models are nested too deeply to be compared") from None

    def __repr__(self) -> str:
        shape = shape_of(type(self))
        parts: list[str] = []
        try:
            for name, item in shape.fields.items():
                if item.wire in self.__wire__:
                    shown = (
                        "'***'" if item.write_only else repr(readable(self, name, item))
                    )
                    parts.append(f"{name}={shown}")
            extra = {
                key: raw for key, raw in self.__wire__.items() if key not in shape.wires
            }
            if extra:
                parts.append(f"**{extra!r}")
        except RecursionError:
            parts.append("...")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __copy__(self) -> Self:
        return restore(type(self), dict(self.__wire__))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return restore(type(self), plain(self.__wire__))

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (restore, (type(self), self.__wire__))

    @classmethod
    def __decode__(cls, raw: Any, at: Any = None, /) -> Self:
        if raw.__class__ is not dict:
            if has_wire(raw):
                raw = raw.__wire__
            if not is_object(raw):
                raise DecodeError(f"expected an object, got {describe(raw)}")
        return view_of(cls, raw)

    @classmethod
    def __encode__(cls, value: Any, /) -> Any:
        if isinstance(value, Model):
            return plain(value.__wire__)
        if not is_mapping(value):
            raise TypeError(
                f"expected {cls.__name__} or a dict, got {type(value).__name__}"
            )
        shape = shape_of(cls)
        made: dict[str, Any] = {}
        for key, item in value.items():
            codec = shape.codec(key)
            encode = plain if codec is None or item is None else codec.__encode__
            made[key] = encode(item)
        return made

    @classmethod
    def __check__(cls, raw: Any, path: str, found: Findings, /) -> None:
        if not is_object(raw):
            found.add(path, f"expected an object, got {describe(raw)}")
            return
        shape = shape_of(cls)
        for name, item in shape.fields.items():
            where = step(path, item.wire)
            if item.wire not in raw:
                if (
                    item.required
                    and not item.write_only
                    and (found.received or not item.read_only)
                ):
                    found.add(where, "is missing")
            elif raw[item.wire] is None:
                if not item.nullable and shape.hints().get(name) is not Any:
                    found.add(where, "is null")
            elif item.codec is None:
                check_hint(shape.hints().get(name), raw[item.wire], where, found)
            else:
                item.codec.__check__(raw[item.wire], where, found)
        if shape.extra is not None:
            for key, value in raw.items():
                if key not in shape.wires:
                    shape.extra.__check__(value, step(path, key), found)

    @classmethod
    def __sent__(cls, raw: Any, /) -> Any:
        if not is_object(raw):
            return raw
        shape = shape_of(cls)
        made: dict[str, Any] = {}
        for key, value in raw.items():
            item = shape.wires.get(key)
            if item is None or not item.read_only:
                codec = shape.codec(key)
                made[key] = (
                    value if codec is None or value is None else codec.__sent__(value)
                )
        return made

    @classmethod
    def __steady__(cls) -> bool:
        return True

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return pydantic_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "object", "title": cls.__name__}


# Bound once, since every decoded object passes here.
new_object = object.__new__
set_wire: Any = vars(Model)["__wire__"].__set__
set_kept: Any = vars(Model)["__kept__"].__set__


def view_of(cls: type[ModelT], raw: Any) -> ModelT:
    """Make a view on `raw`, which is an object."""
    made = new_object(cls)
    set_wire(made, raw)
    set_kept(made, NOTHING_KEPT)
    return made


def plain_model(codec: Any) -> type[Model] | None:
    """Return a codec that is a model class which decodes as all do; else None."""
    decode = getattr(codec, "__decode__", None)
    same = getattr(decode, "__func__", None) is vars(Model)["__decode__"].__func__
    return codec if same else None


def keep(owner: Any, wire: str, entry: Any) -> None:
    """Keep what was made of the raw value under a key."""
    kept = owner.__kept__
    if kept is NOTHING_KEPT:
        set_kept(owner, {wire: entry})
    else:
        kept[wire] = entry


def fill(model: Model, values: dict[str, Any]) -> None:
    """Write Python-named values and the defaults of those not given."""
    for name, item in shape_of(type(model)).fields.items():
        if name in values:
            item.__set__(model, values[name])
        elif item.default is not ... and item.default is not UNSET:
            item.__set__(model, item.default)


def readable(model: Model, name: str, item: Field) -> Any:
    """Return an attribute's value, or its raw value where that cannot be decoded."""
    try:
        return item.__get__(model)
    except DecodeError:
        return model.__wire__[item.wire]


class UnknownModel(Model):
    """What fits no member of a union: an object with its raw value."""


class HasAdditional(Protocol[ValueT_co]):
    """A model whose class says what its additional properties are."""

    @property
    def __additional__(self) -> Codec[ValueT_co]:
        """The codec of the values under keys that have no attribute."""
        ...


class AdditionalView(MutableMapping[str, ValueT]):
    """The keys of a model that have no attribute, decoded; follows the wire."""

    def __init__(self, model: Any, codec: Codec[ValueT]) -> None:
        self.__wire__: dict[str, Any] = model.__wire__
        self.__codec__ = codec
        self.__known__ = shape_of(type(model)).wires
        self.__model__: type = type(model)

    def __getitem__(self, key: str) -> ValueT:
        if key in self.__known__:
            raise KeyError(key)
        raw = self.__wire__[key]
        at: Any = (self.__model__, key)
        try:
            return self.__codec__.__decode__(raw, at)
        except DecodeError as error:
            raise locate(error, at) from None

    def __setitem__(self, key: str, value: ValueT) -> None:
        if key in self.__known__:
            raise KeyError(f"{key!r} has an attribute of its own")
        self.__wire__[key] = self.__codec__.__encode__(value)

    def __delitem__(self, key: str) -> None:
        if key in self.__known__:
            raise KeyError(key)
        del self.__wire__[key]

    def __iter__(self) -> Iterator[str]:
        return iter([key for key in self.__wire__ if key not in self.__known__])

    def __len__(self) -> int:
        return sum(key not in self.__known__ for key in self.__wire__)

    def __repr__(self) -> str:
        return repr(dict(self))


def additional(model: HasAdditional[ValueT]) -> MutableMapping[str, ValueT]:
    """Return the additional properties of a model, decoded; changes go to the wire.

    Item access on the model itself gives the same values in wire form.
    """
    return AdditionalView(model, model.__additional__)
