"""The wire: JSON as `json.loads` gives it, and what turns it into typed values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeGuard, TypeVar

from .errors import DecodeError, SDKError

KindT = TypeVar("KindT")
TypedT_co = TypeVar("TypedT_co", covariant=True)

SCALARS: frozenset[type] = frozenset({str, int, float, bool, type(None)})


class Violation(NamedTuple):
    """One place where a value is not what the API's document says."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class Findings:
    """Collects violations; `received` says that the value came from the server.

    A `trial` only asks whether there are any, so that unions in it try one member.
    """

    __slots__ = ("received", "trial", "violations")

    def __init__(self, received: bool, trial: bool = False) -> None:
        self.received = received
        self.trial = trial
        self.violations: list[Violation] = []

    def add(self, path: str, message: str) -> None:
        """Note one violation."""
        self.violations.append(Violation(path, message))


class Codec(Protocol[TypedT_co]):
    """How a value travels. Codec objects and model classes are codecs alike."""

    def __decode__(self, raw: Any, at: Any = None, /) -> TypedT_co:
        """Return the typed value of `raw`; `at` says where it is, for errors."""
        ...

    def __encode__(self, value: Any, /) -> Any:
        """Return the wire form of a typed value; a wire form is accepted too."""
        ...

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        """Report everything in `raw` that does not conform."""
        ...

    def __sent__(self, raw: Any, /) -> Any:
        """Return `raw` without what is never sent; `raw` is left untouched."""
        ...

    def __steady__(self) -> bool:
        """Tell whether a decoded value follows its raw value when that is mutated."""
        ...


class Probe(Protocol):
    """What a union passes to its members to measure how well they fit."""

    def rank(self, codec: Codec[Any], raw: Any) -> tuple[int, int, int] | None:
        """Return how well `codec` fits `raw`, or None where it does not."""
        ...

    def inside(self, codec: Codec[Any], raw: Any) -> tuple[int, int, int] | None:
        """Return the same for a value one level further down."""
        ...


class Kind(Generic[KindT]):
    """Base of codec objects."""

    def __decode__(self, raw: Any, at: Any = None, /) -> KindT:
        raise NotImplementedError

    def __encode__(self, value: Any, /) -> Any:
        return plain(value)

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        try:
            self.__decode__(raw)
        except DecodeError as error:
            found.add(path + error.path[1:], str(error))

    def __sent__(self, raw: Any, /) -> Any:
        return raw

    def __steady__(self) -> bool:
        raise NotImplementedError

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        """Return how well this fits `raw`; a union's best member decodes it."""
        try:
            self.__decode__(raw)
        except DecodeError:
            return None
        return (4, 0, 0)


def is_object(raw: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a raw value is a JSON object."""
    return isinstance(raw, dict)


def is_array(raw: object) -> TypeGuard[list[Any]]:
    """Tell whether a raw value is a JSON array."""
    return isinstance(raw, list)


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Tell whether a value can be written as a JSON object."""
    return isinstance(value, Mapping)


def is_collection(value: object) -> TypeGuard[Collection[Any]]:
    """Tell whether a value of unknown kind is written as a JSON array."""
    return isinstance(value, (list, tuple, set, frozenset))


def has_wire(value: object) -> bool:
    """Tell whether a value is a view of ours: a model, a list or a dict."""
    return hasattr(type(value), "__wire__")


def describe(raw: object) -> str:
    """Name a raw value's JSON type, and the value itself where it is a scalar."""
    if raw is None:
        return "null"
    if is_object(raw):
        return "an object"
    if is_array(raw):
        return "an array"
    text = repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."


def step(path: str, key: str | int) -> str:
    """Extend a JSON path by one key or index.

    Example: `step("$.dates", 3)` is `$.dates[3]`.
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    if key.isidentifier():
        return f"{path}.{key}"
    return f"{path}[{key!r}]"


def locate(error: DecodeError, at: Any) -> DecodeError:
    """Return `error` as seen from `at`: (model class, wire name) or (outer `at`, key)."""
    keys: list[Any] = []
    while at is not None and not isinstance(at, type):
        keys.append(at[1])
        at = at[0]
    path = "$"
    for key in reversed(keys):
        path = step(path, key)
    path += error.path[1:]
    reader = ""
    if isinstance(at, type):
        reader = f"{at.__name__}.{attribute_of(at, keys[-1])}: "
    return DecodeError(f"{reader}{error} (at {path})", path)


def attribute_of(model: type, wire: str) -> str:
    """Return the Python name of a wire name on a model class."""
    for base in model.__mro__:
        for name, item in vars(base).items():
            if getattr(item, "wire", None) == wire:
                return name
    return wire


def plain(value: Any) -> Any:
    """Return a deep copy in wire form: views and models become lists and dicts.

    Raises `SDKError` where the value is nested too deeply, or contains itself.
    """
    if value.__class__ in SCALARS:
        return value
    try:
        return plain_copy(value)
    except RecursionError:
        raise SDKError("a value is nested too deeply, or contains itself") from None


def plain_copy(value: Any) -> Any:
    """Copy for `plain`, without its guard."""
    if value.__class__ in SCALARS:
        return value
    if has_wire(value):
        value = value.__wire__
    if is_mapping(value):
        return {key: plain_copy(item) for key, item in value.items()}
    if is_collection(value):
        return [plain_copy(item) for item in value]
    return value


def violations(codec: Codec[Any], raw: Any) -> list[Violation]:
    """Return everything in a received `raw` that does not conform to `codec`."""
    found = Findings(received=True)
    try:
        codec.__check__(raw, "$", found)
    except RecursionError:
        found.add("$", "nested too deeply to be checked")
    return found.violations


def wire_body(value: Any, codec: Codec[Any] | None = None) -> Any:
    """Return what is sent for `value`: its wire form without read-only keys.

    With a codec the value may be typed or in wire form; without one, models, views and
    the lists and dicts that hold them are understood. The value is left untouched.
    """
    try:
        if codec is not None:
            return codec.__sent__(codec.__encode__(value))
        return body_of(value)
    except RecursionError:
        raise SDKError("a body is nested too deeply, or contains itself") from None


def body_of(value: Any) -> Any:
    """Build the body of a value that brings its own codec, if any."""
    if has_wire(value):
        return value.__sent__(plain_copy(value.__wire__))
    if is_mapping(value):
        return {key: body_of(item) for key, item in value.items()}
    if is_collection(value):
        return [body_of(item) for item in value]
    return value
