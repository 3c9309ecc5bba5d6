"""Python source to the JSON of pyast and back.

`to_json` gives an `ast` tree the shape pyast/nodes.ts describes (its README lists the deviations), `from_json`
takes them back. `parse` reads source text and attaches own-line comments to the statement that follows them.
"""

from __future__ import annotations

import ast
import base64
import bisect
import io
import re
import tokenize
from typing import Any

BINARY = {
    "BitOr": "|", "BitXor": "^", "BitAnd": "&", "LShift": "<<", "RShift": ">>", "Add": "+", "Sub": "-",
    "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "FloorDiv": "//", "Pow": "**",
}  # fmt: skip
BOOLEAN = {"Or": "or", "And": "and"}
UNARY = {"Not": "not", "UAdd": "+", "USub": "-", "Invert": "~"}
COMPARISON = {
    "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
    "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}  # fmt: skip
SPELLING = {**BINARY, **BOOLEAN, **UNARY, **COMPARISON}
ASYNC = {"AsyncFunctionDef": "FunctionDef", "AsyncFor": "For", "AsyncWith": "With"}
MAY_BE_ASYNC = frozenset(ASYNC.values())
LEFT_OUT = frozenset({"ctx", "type_comment", "type_ignores", "type_params"})
FLAGS = frozenset({"is_async", "simple"})


class CommentError(Exception):
    """A comment that belongs to no statement."""


def parse(source: str, *, comments: str = "attach") -> ast.Module:
    """Parse the text; `comments` is "attach" (raise CommentError on what cannot be), "keep" (drop those) or "drop"."""
    tree = ast.parse(source)
    if comments != "drop":
        _attach(tree, source, strict=comments == "attach")
    return tree


def _attach(tree: ast.Module, source: str, *, strict: bool) -> None:
    pending = _own_line_comments(source, strict=strict)
    if not pending:
        return
    firsts: dict[int, ast.stmt] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            decorators = getattr(node, "decorator_list", [])
            firsts.setdefault(min([node.lineno, *(each.lineno for each in decorators)]), node)
    numbers = sorted(firsts)
    lines = source.splitlines()
    for number, column, text in pending:
        index = bisect.bisect_right(numbers, number)
        node = firsts[numbers[index]] if index < len(numbers) else None
        between = [] if node is None else lines[number : numbers[index] - 1]
        stands_apart = any(line.strip() and not line.strip().startswith("#") for line in between)
        if node is None or stands_apart or node.col_offset != column:
            if strict:
                raise CommentError(f"line {number}: this comment stands before no statement: {text}")
            continue
        node.__dict__.setdefault("comments", []).append(text)


def _own_line_comments(source: str, *, strict: bool) -> list[tuple[int, int, str]]:
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        number, column = token.start
        if token.line[:column].strip():
            if strict:
                raise CommentError(f"line {number}: only comments on their own line are kept: {token.string}")
            continue
        found.append((number, column, _text(token.string)))
    return found


def _text(comment: str) -> str:
    comment = comment.rstrip()
    rest = comment[2:]
    return (
        rest if comment.startswith("# ") and not rest.startswith("#") else "" if comment == "#" else comment
    )


def to_json(node: Any) -> Any:
    """The tree as JSON values."""
    if isinstance(node, list):
        return [to_json(each) for each in node]
    if not isinstance(node, ast.AST):
        return node
    name = type(node).__name__
    spelling = SPELLING.get(name)
    if spelling is not None:
        return spelling
    result: dict[str, Any] = {"kind": ASYNC.get(name, name)}
    special = _WRITERS.get(name)
    if special is not None:
        special(node, result)
        return result
    for field in node._fields:
        if field in LEFT_OUT:
            continue
        value = getattr(node, field, None)
        result[field] = bool(value) if field in FLAGS else to_json(value)
    if result["kind"] in MAY_BE_ASYNC:
        result["is_async"] = name in ASYNC
    comments = node.__dict__.get("comments")
    if comments:
        result["comments"] = comments
    return result


def _constant_to_json(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"codes": [ord(each) for each in value]} if PAIRS.search(value) else value
    if value is Ellipsis:
        return {"ellipsis": True}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": _float(value)}
    if isinstance(value, complex):
        return {"complex": _float(value.imag).removesuffix(".0")}
    raise TypeError(f"no constant of the grammar: {value!r}")


# Two code points that JSON (and JavaScript) would take for one character.
PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _float(value: float) -> str:
    return repr(value).replace("inf", "1e309")


def _write_constant(node: Any, result: dict[str, Any]) -> None:
    result["value"] = _constant_to_json(node.value)


def _write_dict(node: ast.Dict, result: dict[str, Any]) -> None:
    pairs = zip(node.keys, node.values, strict=True)
    result["items"] = [{"key": to_json(key), "value": to_json(value)} for key, value in pairs]


def _write_compare(node: ast.Compare, result: dict[str, Any]) -> None:
    result["left"] = to_json(node.left)
    pairs = zip(node.ops, node.comparators, strict=True)
    result["rest"] = [{"op": to_json(op), "right": to_json(right)} for op, right in pairs]


def _write_arguments(node: ast.arguments, result: dict[str, Any]) -> None:
    params: list[dict[str, Any]] = []

    def add(arg: ast.arg | None, kind: str, default: ast.expr | None = None) -> None:
        if arg is not None:
            annotation, value = to_json(arg.annotation), to_json(default)
            params.append({"name": arg.arg, "annotation": annotation, "default": value, "kind": kind})

    plain = [(arg, "posonly") for arg in node.posonlyargs] + [(arg, "pos") for arg in node.args]
    holes: list[ast.expr | None] = [None] * (len(plain) - len(node.defaults))
    for (arg, kind), default in zip(plain, [*holes, *node.defaults], strict=True):
        add(arg, kind, default)
    add(node.vararg, "vararg")
    for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        add(arg, "kwonly", default)
    add(node.kwarg, "kwarg")
    result["params"] = params


_WRITERS: dict[str, Any] = {
    "Constant": _write_constant,
    "MatchSingleton": _write_constant,
    "Dict": _write_dict,
    "Compare": _write_compare,
    "arguments": _write_arguments,
}


def from_json(value: Any, context: ast.expr_context | None = None) -> Any:
    """The `ast` tree of what `to_json` or the compiler wrote, with contexts and without positions."""
    if isinstance(value, list):
        return [from_json(each, context) for each in value]
    if not isinstance(value, dict):
        return value
    kind = value["kind"]
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(value)
    if kind in MAY_BE_ASYNC and value["is_async"]:
        kind = f"Async{kind}"
    made = getattr(ast, kind)()
    for field in made._fields:
        if field == "ctx":
            made.ctx = context or ast.Load()
        elif field in LEFT_OUT:
            setattr(made, field, None if field == "type_comment" else [])
        else:
            setattr(made, field, _field(kind, field, value[field], context))
    if "comments" in value:
        made.comments = value["comments"]
    return made


TARGETS = frozenset({"target", "targets", "optional_vars"})
SEQUENCES = frozenset({"Tuple", "List", "Starred"})


def _field(kind: str, field: str, value: Any, context: ast.expr_context | None) -> Any:
    if field in FLAGS:
        return int(value)
    if field == "op":
        return _operator(kind, value)
    if field in TARGETS:
        return from_json(value, ast.Del() if kind == "Delete" else ast.Store())
    return from_json(value, context if kind in SEQUENCES else None)


BY_SPELLING = {
    "BinOp": BINARY, "AugAssign": BINARY, "BoolOp": BOOLEAN, "UnaryOp": UNARY, "Compare": COMPARISON,
}  # fmt: skip
CLASSES = {(kind, spelling): name for kind, table in BY_SPELLING.items() for name, spelling in table.items()}


def _operator(kind: str, spelling: str) -> Any:
    return getattr(ast, CLASSES[kind, spelling])()


def _constant_from_json(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((name, held),) = value.items()
    if name == "ellipsis":
        return Ellipsis
    if name == "codes":
        return "".join(map(chr, held))
    if name == "bytes":
        return base64.b64decode(held)
    return ast.literal_eval(f"{held}j" if name == "complex" else held)


def _read_constant(value: dict[str, Any]) -> ast.AST:
    made = ast.Constant if value["kind"] == "Constant" else ast.MatchSingleton
    return made(value=_constant_from_json(value["value"]))


def _read_dict(value: dict[str, Any]) -> ast.Dict:
    items = value["items"]
    return ast.Dict(
        keys=[from_json(item["key"]) for item in items], values=[from_json(item["value"]) for item in items]
    )


def _read_compare(value: dict[str, Any]) -> ast.Compare:
    rest = value["rest"]
    return ast.Compare(
        left=from_json(value["left"]),
        ops=[_operator("Compare", each["op"]) for each in rest],
        comparators=[from_json(each["right"]) for each in rest],
    )


def _read_arguments(value: dict[str, Any]) -> ast.arguments:
    made = ast.arguments(
        posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]
    )
    for param in value["params"]:
        arg = ast.arg(arg=param["name"], annotation=from_json(param["annotation"]), type_comment=None)
        default, kind = from_json(param["default"]), param["kind"]
        if kind in ("vararg", "kwarg"):
            setattr(made, kind, arg)
            continue
        {"posonly": made.posonlyargs, "pos": made.args, "kwonly": made.kwonlyargs}[kind].append(arg)
        if kind == "kwonly":
            made.kw_defaults.append(default)
        elif default is not None:
            made.defaults.append(default)
    return made


_READERS: dict[str, Any] = {
    "Constant": _read_constant,
    "MatchSingleton": _read_constant,
    "Dict": _read_dict,
    "Compare": _read_compare,
    "arguments": _read_arguments,
}
