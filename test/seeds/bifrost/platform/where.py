"""The operators of `tables.query`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

OPERATORS = {"gt", "gte", "lt", "lte", "like", "ilike", "in", "is_null"}


def matches(data: Mapping[str, Any], where: Mapping[str, Any] | None) -> bool:
    """Return whether a document has all that is asked for."""
    return all(field_matches(data.get(field), wanted) for field, wanted in (where or {}).items())


def field_matches(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping) and wanted and set(wanted) <= OPERATORS:
        return all(operator_matches(value, name, operand) for name, operand in wanted.items())
    if isinstance(wanted, Mapping) and any(name in OPERATORS for name in wanted):
        raise ValueError(f"unknown operators: {sorted(set(wanted) - OPERATORS)}")
    return value == wanted


def operator_matches(value: Any, name: str, operand: Any) -> bool:
    if name == "is_null":
        return (value is None) is bool(operand)
    if name == "in":
        return value in operand
    if value is None:
        return False
    if name in {"like", "ilike"}:
        pattern = "".join(".*" if c == "%" else "." if c == "_" else re.escape(c) for c in operand)
        flags = re.DOTALL | (re.IGNORECASE if name == "ilike" else 0)
        return isinstance(value, str) and re.fullmatch(pattern, value, flags) is not None
    try:
        return {
            "gt": value > operand,
            "gte": value >= operand,
            "lt": value < operand,
            "lte": value <= operand,
        }[name]
    except TypeError:
        return False
