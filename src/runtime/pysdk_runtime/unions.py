"""Codecs of values whose kind depends on the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .compounds import LazyKind, NullableKind
from .errors import DecodeError
from .hints import check_hint
from .models import Model, Shape, UnknownModel, shape_of
from .wire import (
    SCALARS,
    Codec,
    Findings,
    Kind,
    Probe,
    describe,
    has_wire,
    is_object,
    plain,
)


class ChoosingKind(Kind[Any]):
    """Base of unions: which codec is meant depends on the value."""

    def choose(self, raw: Any) -> Codec[Any]:
        """Return the codec of a raw value. Raises `DecodeError` where none fits."""
        raise NotImplementedError

    def __decode__(self, raw: Any, at: Any = None, /) -> Any:
        return self.choose(raw).__decode__(raw, at)

    def __encode__(self, value: Any, /) -> Any:
        if has_wire(value):
            return plain(value.__wire__)
        raw = plain(value)
        try:
            return self.choose(raw).__encode__(value)
        except DecodeError:
            return raw

    def __sent__(self, raw: Any, /) -> Any:
        try:
            return self.choose(raw).__sent__(raw)
        except DecodeError:
            return raw

    def __steady__(self) -> bool:
        return False


class TaggedKind(ChoosingKind):
    """Objects whose class is told by the value of one key."""

    def __init__(
        self,
        wire: str,
        classes: Mapping[Any, Callable[[], Codec[Any]]],
        unknown: Callable[[], Codec[Any]] | None,
    ) -> None:
        self.wire = wire
        self.classes = {(tag.__class__, tag): load for tag, load in classes.items()}
        self.unknown = unknown
        self.loaded: dict[Any, Codec[Any]] = {}
        self.untagged: UnionKind | None = None

    def member(self, raw: Any) -> Codec[Any] | None:
        """Return the listed class of a raw value."""
        tag: Any = raw.get(self.wire) if is_object(raw) else None
        if tag.__class__ not in SCALARS:
            return None
        key = (tag.__class__, tag)
        found = self.loaded.get(key)
        if found is None and key in self.classes:
            found = self.classes[key]()
            self.loaded[key] = found
        return found

    def choose(self, raw: Any) -> Codec[Any]:
        if not is_object(raw):
            raise DecodeError(f"expected an object, got {describe(raw)}")
        found = self.member(raw)
        if found is not None:
            return found
        if self.unknown is None:
            raise DecodeError(f"no type for {self.tag_text(raw)}")
        unknown = self.unknown()
        if self.wire in raw or not is_unknown(unknown):
            return unknown
        # Servers leave the key out that their document promises; what else is there tells.
        if self.untagged is None:
            members = dict.fromkeys(load() for load in self.classes.values())
            self.untagged = UnionKind(tuple(members), self.unknown)
        return self.untagged.choose(raw)

    def tag_text(self, raw: Any) -> str:
        """Describe the discriminator of a raw value."""
        if self.wire not in raw:
            return f"an object without {self.wire!r}"
        return f"{self.wire} {describe(raw[self.wire])}"

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        if not is_object(raw):
            found.add(path, f"expected an object, got {describe(raw)}")
            return
        member = self.member(raw)
        if member is None:
            found.add(path, f"no type for {self.tag_text(raw)}")
        else:
            member.__check__(raw, path, found)

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        member = self.member(raw)
        if member is not None:
            return probe.rank(member, raw)
        return None


def is_unknown(codec: object) -> bool:
    """Tell whether a codec is the class of what fits no member of a union."""
    return isinstance(codec, type) and issubclass(codec, UnknownModel)


class UnionKind(ChoosingKind):
    """Values whose kind is told by their shape."""

    def __init__(
        self, members: tuple[Codec[Any], ...], unknown: Callable[[], Codec[Any]] | None
    ) -> None:
        self.members = members
        self.unknown = unknown
        self.tag_wires: frozenset[str] | None = None

    def tags(self) -> frozenset[str]:
        """Return the keys whose listed values tell the members apart."""
        if self.tag_wires is None:
            self.tag_wires = telling_keys(self.members)
        return self.tag_wires

    def member(self, raw: Any) -> Codec[Any] | None:
        """Return the member that fits best, the first of equals.

        An object of unknown keys only is an `unknown`, where there is such a class.
        """
        unknown = self.unknown is not None and is_object(raw)
        lowest = KEYLESS if unknown else WORST
        return best(self.members, raw, ShapeProbe(4, self.tags()), lowest)

    def choose(self, raw: Any) -> Codec[Any]:
        found = self.member(raw)
        if found is not None:
            return found
        if self.unknown is None or not is_object(raw):
            raise DecodeError(f"no type of the union fits {describe(raw)}")
        return self.unknown()

    def __encode__(self, value: Any, /) -> Any:
        if has_wire(value) or value.__class__ in SCALARS:
            return plain(value)
        made: list[tuple[bool, tuple[int, int, int], Any]] = []
        probe = ShapeProbe(4, self.tags())
        for member in self.members:
            try:
                raw = member.__encode__(value)
            except TypeError:
                continue
            fit = probe.rank(member, raw)
            if fit is not None:
                made.append((reads_as(member, raw, value), fit, raw))
        if made:
            return max(made, key=fitness)[2]
        return plain(value)

    def __check__(self, raw: Any, path: str, found: Findings, /) -> None:
        member = self.member(raw)
        own = Findings(found.received, found.trial)
        if member is None:
            own.add(path, f"no type of the union fits {describe(raw)}")
        else:
            member.__check__(raw, path, own)
        # What reads best as one member may still be valid only as another.
        if own.violations and (found.trial or not self.accepts(raw, found.received)):
            found.violations += own.violations

    def accepts(self, raw: Any, received: bool) -> bool:
        """Tell whether a raw value conforms to any of the members."""
        for member in self.members:
            tried = Findings(received, trial=True)
            member.__check__(raw, "$", tried)
            if not tried.violations:
                return True
        return False

    def __fits__(self, raw: Any, probe: Probe, /) -> tuple[int, int, int] | None:
        member = self.member(raw)
        return None if member is None else probe.inside(member, raw)


def fitness(
    made: tuple[bool, tuple[int, int, int], Any],
) -> tuple[bool, tuple[int, int, int]]:
    """Return what a candidate is measured by."""
    return made[:2]


def reads_as(member: Codec[Any], raw: Any, value: Any) -> bool:
    """Tell whether a member reads its own wire form as the same kind of value."""
    try:
        return member.__decode__(raw).__class__ is value.__class__
    except DecodeError:
        return False


class ShapeProbe:
    """Measures how well codecs fit a raw value, down to a limited depth."""

    def __init__(self, depth: int, tags: frozenset[str]) -> None:
        self.depth = depth
        self.tags = tags

    def rank(self, codec: Codec[Any], raw: Any) -> tuple[int, int, int] | None:
        """Return how well `codec` fits `raw`, or None where it does not."""
        if isinstance(codec, type) and issubclass(codec, Model):
            return rank_model(shape_of(codec), raw, self)
        return codec.__fits__(raw, self) if isinstance(codec, Kind) else None

    def inside(self, codec: Codec[Any], raw: Any) -> tuple[int, int, int] | None:
        """Return the same for a value one level further down."""
        if self.depth == 0:
            return (0, 0, 0)
        return ShapeProbe(self.depth - 1, frozenset()).rank(codec, raw)


# How well an object fits a class of which it has no key, and less than anything.
KEYLESS = (-3, 0, 0)
WORST = (-9, 0, 0)


def best(
    members: Iterable[Codec[Any]],
    raw: Any,
    probe: ShapeProbe,
    lowest: tuple[int, int, int],
) -> Codec[Any] | None:
    """Return the member that fits best and better than `lowest`, the first of equals."""
    found: Codec[Any] | None = None
    highest = lowest
    for member in members:
        fit = probe.rank(member, raw)
        if fit is not None and fit > highest:
            found = member
            highest = fit
    return found


def rank_model(
    shape: Shape, raw: Any, probe: ShapeProbe
) -> tuple[int, int, int] | None:
    """Return how well an object fits a model: by tags, known keys, then absent keys."""
    if not is_object(raw):
        return None
    matched = 0
    known = 0
    for name, item in shape.fields.items():
        if item.wire not in raw:
            if item.required and not item.write_only:
                return None
            continue
        known += 1
        value = raw[item.wire]
        if value is None:
            if item.required and not item.nullable:
                return None
        elif item.codec is None:
            found = Findings(received=True)
            check_hint(shape.hints().get(name), value, "$", found)
            if found.violations:
                return None
        else:
            fit = probe.inside(item.codec, value)
            if fit is None or (item.wire in probe.tags and fit[0] < 8):
                return None
            matched += fit[0] >= 8
    if raw and shape.fields and not known and shape.extra is None:
        return KEYLESS
    return (1 + matched, known, known - len(shape.fields))


def unwrapped(codec: Any) -> Any:
    """Return the codec or class behind `lazy`, `model` and `nullable`."""
    while is_wrapper(codec):
        codec = codec.__target__() if is_lazy(codec) else codec.inner
    return codec


def is_lazy(codec: object) -> bool:
    """Tell whether a codec stands for one that is loaded later."""
    return isinstance(codec, LazyKind)


def is_wrapper(codec: object) -> bool:
    """Tell whether a codec stands for another one."""
    return isinstance(codec, (LazyKind, NullableKind))


def listed_values(codec: Any) -> tuple[Any, ...] | None:
    """Return the values that an enum or a constant lists."""
    values: tuple[Any, ...] | None = getattr(unwrapped(codec), "values", None)
    return values


def telling_keys(members: Iterable[Any]) -> frozenset[str]:
    """Return the keys for which all model members list different values."""
    listed: list[dict[str, tuple[Any, ...]]] = []
    for member in members:
        target = unwrapped(member)
        if isinstance(target, type) and issubclass(target, Model):
            wires = shape_of(target).wires
            values = {wire: listed_values(item.codec) for wire, item in wires.items()}
            listed.append(
                {wire: each for wire, each in values.items() if each is not None}
            )
    if len(listed) < 2:
        return frozenset()
    told = {
        wire
        for wire in listed[0]
        if all(wire in each for each in listed)
        and distinct([each[wire] for each in listed])
    }
    return frozenset(told)


def distinct(groups: list[tuple[Any, ...]]) -> bool:
    """Tell whether no value is in two groups."""
    flat = [(value.__class__, value) for group in groups for value in group]
    return len(flat) == len(set(flat))
