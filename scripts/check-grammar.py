"""Compare the grammar table of pyast (JSON on stdin) with `ast` of the Python at hand.

Prints what differs and fails; the deviations that pyast/README.md states are undone first.
"""

from __future__ import annotations

import ast
import json
import sys
from typing import Any

# Nodes of CPython with no kind of their own: flags, spellings, list entries, what a file never holds.
ABSENT = frozenset(
    {
        "AsyncFunctionDef", "AsyncFor", "AsyncWith", "Interactive", "Expression", "FunctionType", "TypeIgnore",
        "arg", "Load", "Store", "Del",
        # Python 3.12 and later
        "TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple", "TemplateStr", "Interpolation",
    }
)  # fmt: skip
LEFT_OUT = frozenset({"ctx", "type_comment", "type_ignores", "type_params"})
FIELDS = {
    "FunctionDef": lambda own: [*own, "is_async"],
    "For": lambda own: [*own, "is_async"],
    "With": lambda own: [*own, "is_async"],
    "Dict": lambda _: ["items"],
    "Compare": lambda _: ["left", "rest"],
    "arguments": lambda _: ["params"],
    "Constant": lambda _: ["value"],
}
OPERATORS = {
    "binaryOperators": ast.operator,
    "booleanOperators": ast.boolop,
    "unaryOperators": ast.unaryop,
    "comparisonOperators": ast.cmpop,
}
ABSTRACT = frozenset({"AST", "Index", "ExtSlice", "Suite", "AugLoad", "AugStore", "Param", "Num", "Str", "Bytes", "NameConstant", "Ellipsis", "slice"})  # fmt: skip


def nodes() -> dict[str, type[ast.AST]]:
    """The node classes of this Python, deprecated and abstract ones left out."""
    found = {}
    for name, value in vars(ast).items():
        if not isinstance(value, type) or not issubclass(value, ast.AST) or name in ABSTRACT | ABSENT:
            continue
        if value.__subclasses__() and not value._fields:
            continue
        if not issubclass(value, tuple(OPERATORS.values())):
            found[name] = value
    return found


def differences(table: dict[str, Any]) -> list[str]:
    """Sentences about what differs, none when all is well."""
    grammar = table["grammar"]
    known = nodes()
    found = [f"{name} is missing" for name in sorted(known.keys() - grammar.keys())]
    found += [f"{name} is no node of this Python" for name in sorted(grammar.keys() - known.keys())]
    for name in sorted(known.keys() & grammar.keys()):
        own = [field for field in known[name]._fields if field not in LEFT_OUT]
        wanted = FIELDS.get(name, lambda same: same)(own)
        stated = list(grammar[name]["fields"])
        if stated != wanted:
            found.append(f"{name} has the fields {wanted}, not {stated}")
        base = known[name].__mro__[1].__name__
        sort = name if base == "AST" else base
        if grammar[name]["sort"] != sort:
            found.append(f"{name} is a {sort}, not a {grammar[name]['sort']}")
    for key, base_class in OPERATORS.items():
        stated_names = {entry["name"] for entry in table[key].values()}
        real_names = {each.__name__ for each in base_class.__subclasses__()}
        found += [f"{key} lacks or invents {name}" for name in sorted(stated_names ^ real_names)]
    return found


if __name__ == "__main__":
    problems = differences(json.load(sys.stdin))
    print("\n".join(problems) or "the grammar table is CPython's")
    sys.exit(1 if problems else 0)
