"""How pydantic builds classes that name each other from modules of their own."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, SerializeAsAny

from .pydantic_types import (
    NULLABLE,
    READ_ONLY,
    Base64,
    DateTime,
    DecimalNumber,
    OpenInt,
    OpenStr,
)

building = RLock()

DEEPEST_BUILD = 100_000


@contextmanager
def deep_build() -> Generator[None]:
    """Let pydantic follow long chains of classes, which it does one inside the other."""
    with building:
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(max(usual, DEEPEST_BUILD))
        try:
            yield
        finally:
            sys.setrecursionlimit(usual)


def is_generated(model: type) -> bool:
    """Tell whether a class is one of this SDK's own."""
    home, inside, _ = __name__.rpartition("._runtime.")
    return (
        model.__module__.startswith(f"{home}.models.")
        if inside
        else model.__module__ == __name__
    )


def show_neighbours(module: ModuleType) -> None:
    """Let annotations of a module be read that name its neighbours.

    Not before its class is made: pydantic would read them at once, and load them all.
    """
    home, inside, _ = __name__.rpartition("._runtime.")
    if inside:
        models = import_module(f"{home}.models")
        vars(module).setdefault("models", models)
        vars(module).setdefault("_models", models)


def build_names() -> dict[str, Any]:
    """Return what annotations of generated classes name.

    A class's module imports its neighbours for checkers only, so that loading one class
    does not load all; an inherited annotation is read in the heir's module.
    """
    names: dict[str, Any] = {
        "Annotated": Annotated,
        "Any": Any,
        "Base64": Base64,
        "DateTime": DateTime,
        "Decimal": Decimal,
        "DecimalNumber": DecimalNumber,
        "Field": Field,
        "Literal": Literal,
        "NULLABLE": NULLABLE,
        "OpenInt": OpenInt,
        "OpenStr": OpenStr,
        "READ_ONLY": READ_ONLY,
        "SerializeAsAny": SerializeAsAny,
        "UUID": UUID,
        "date": date,
        "datetime": datetime,
        "time": time,
    }
    home, inside, _ = __name__.rpartition("._runtime.")
    if inside:
        names["models"] = import_module(f"{home}.models")
    # A module in which the API takes a name has the helper with a `_` before it.
    return {**names, **{f"_{name}": value for name, value in names.items()}}
