"""Checks JSON-native values against the annotations that describe them."""

from __future__ import annotations

import numbers
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from .wire import Findings, Violation, describe, is_array, is_object, step


def check_hint(hint: Any, raw: Any, path: str, found: Findings) -> None:
    """Report where `raw` is not of the type `hint`; other types than JSON's pass."""
    origin = get_origin(hint)
    if origin is Union or origin is UnionType:
        tried = [hint_findings(branch, raw, path) for branch in get_args(hint)]
        if all(tried):
            # The branch that came furthest has the most telling message.
            furthest: list[Violation] = max(tried, key=depth_of)
            found.violations += furthest
    elif origin is Literal:
        if raw not in get_args(hint):
            found.add(
                path, f"expected one of {list(get_args(hint))}, got {describe(raw)}"
            )
    elif hint is list or origin is list:
        check_list_hint(get_args(hint), raw, path, found)
    elif hint is dict or origin is dict:
        check_dict_hint(get_args(hint), raw, path, found)
    elif isinstance(hint, type):
        check_scalar_hint(hint, raw, path, found)


def hint_findings(hint: Any, raw: Any, path: str) -> list[Violation]:
    """Return what speaks against one type of a union."""
    found = Findings(received=True)
    check_hint(hint, raw, path, found)
    return found.violations


def check_list_hint(
    members: tuple[Any, ...], raw: Any, path: str, found: Findings
) -> None:
    """Report where `raw` is not a list of its member type."""
    if not is_array(raw):
        found.add(path, f"expected an array, got {describe(raw)}")
        return
    for index, item in enumerate(raw if members else ()):
        check_hint(members[0], item, step(path, index), found)


def check_dict_hint(
    members: tuple[Any, ...], raw: Any, path: str, found: Findings
) -> None:
    """Report where `raw` is not a dict of its value type."""
    if not is_object(raw):
        found.add(path, f"expected an object, got {describe(raw)}")
        return
    for key, item in raw.items() if members else ():
        check_hint(members[1], item, step(path, key), found)


def check_scalar_hint(hint: type, raw: Any, path: str, found: Findings) -> None:
    """Report where `raw` is not a JSON scalar of this type."""
    if issubclass(hint, bool):
        fits = isinstance(raw, bool)
        name = "a boolean"
    elif issubclass(hint, int):
        # JSON does not tell 1 from 1.0.
        whole = isinstance(raw, int) or (isinstance(raw, float) and raw.is_integer())
        fits = whole and not isinstance(raw, bool)
        name = "an integer"
    elif issubclass(hint, float):
        fits = not isinstance(raw, bool) and isinstance(raw, numbers.Number)
        name = "a number"
    elif issubclass(hint, str):
        fits = isinstance(raw, str)
        name = "a string"
    elif hint is NoneType:
        fits = raw is None
        name = "null"
    else:
        return
    if not fits:
        found.add(path, f"expected {name}, got {describe(raw)}")


def depth_of(tried: list[Violation]) -> int:
    """Return how far into the value a type's check came."""
    return len(tried[0].path)
