"""Marks functions as workflows and data providers; nothing else about them changes."""

from __future__ import annotations

import collections.abc
import inspect
import types
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints, overload

FunctionT = TypeVar("FunctionT", bound=Callable[..., Awaitable[Any]])

_ATTRIBUTE = "_executable_metadata"


@dataclass(frozen=True)
class ParameterInfo:
    """A parameter of a workflow, as its form shows it."""

    name: str
    label: str
    type: str
    required: bool
    default: object = None


@dataclass(frozen=True)
class WorkflowInfo:
    """What the platform knows of a workflow."""

    name: str
    description: str
    category: str
    tags: tuple[str, ...]
    execution_mode: str
    timeout_seconds: int
    schedule: str | None
    endpoint_enabled: bool
    allowed_methods: tuple[str, ...]
    public_endpoint: bool
    parameters: tuple[ParameterInfo, ...]


@dataclass(frozen=True)
class DataProviderInfo:
    """What the platform knows of a data provider."""

    name: str
    description: str
    cache_ttl_seconds: int
    parameters: tuple[ParameterInfo, ...]


@overload
def workflow(function: FunctionT, /) -> FunctionT: ...


@overload
def workflow(
    *,
    name: str | None = None,
    description: str | None = None,
    category: str = "General",
    tags: Sequence[str] = (),
    execution_mode: str | None = None,
    timeout_seconds: int = 1800,
    schedule: str | None = None,
    endpoint_enabled: bool = False,
    allowed_methods: Sequence[str] = ("POST",),
    public_endpoint: bool = False,
) -> Callable[[FunctionT], FunctionT]: ...


def workflow(
    function: FunctionT | None = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    category: str = "General",
    tags: Sequence[str] = (),
    execution_mode: str | None = None,
    timeout_seconds: int = 1800,
    schedule: str | None = None,
    endpoint_enabled: bool = False,
    allowed_methods: Sequence[str] = ("POST",),
    public_endpoint: bool = False,
) -> FunctionT | Callable[[FunctionT], FunctionT]:
    """Register an async function as a workflow.

    Name, description and parameters come from the function where they are not given.

    Args:
        timeout_seconds: The longest that an execution may take.
        schedule: A cron expression.
        execution_mode: `sync` where an endpoint waits for the result, else `async`.
        endpoint_enabled: Whether the workflow is an HTTP endpoint too.
        allowed_methods: The endpoint's methods.
        public_endpoint: Whether the endpoint asks for no authentication.
    """

    def register(target: FunctionT) -> FunctionT:
        info = WorkflowInfo(
            name=name or _name_of(target),
            description=_described(target, description),
            category=category,
            tags=tuple(tags),
            execution_mode=execution_mode or ("sync" if endpoint_enabled else "async"),
            timeout_seconds=timeout_seconds,
            schedule=schedule,
            endpoint_enabled=endpoint_enabled,
            allowed_methods=tuple(method.upper() for method in allowed_methods),
            public_endpoint=public_endpoint,
            parameters=_parameters_of(target),
        )
        return _mark(target, info)

    return register if function is None else register(function)


@overload
def data_provider(function: FunctionT, /) -> FunctionT: ...


@overload
def data_provider(
    name: str | None = None,
    description: str | None = None,
    *,
    cache_ttl_seconds: int = 300,
) -> Callable[[FunctionT], FunctionT]: ...


def data_provider(
    name: FunctionT | str | None = None,
    description: str | None = None,
    *,
    cache_ttl_seconds: int = 300,
) -> FunctionT | Callable[[FunctionT], FunctionT]:
    """Register an async function that gives options: a list of label, value and metadata.

    Args:
        name: Unique; comes from the function where it is not given.
        description: Comes from the docstring where it is not given.
        cache_ttl_seconds: How long the platform keeps the options.
    """

    def register(target: FunctionT) -> FunctionT:
        info = DataProviderInfo(
            name=name if isinstance(name, str) else _name_of(target),
            description=_described(target, description),
            cache_ttl_seconds=cache_ttl_seconds,
            parameters=_parameters_of(target),
        )
        return _mark(target, info)

    return register if name is None or isinstance(name, str) else register(name)


def info_of(function: Callable[..., object]) -> WorkflowInfo | DataProviderInfo | None:
    """Return what was registered for a function, None for any other function."""
    found: object = getattr(function, _ATTRIBUTE, None)
    return found if isinstance(found, WorkflowInfo | DataProviderInfo) else None


def _mark(target: FunctionT, info: WorkflowInfo | DataProviderInfo) -> FunctionT:
    function: object = target
    if not inspect.iscoroutinefunction(function):
        raise TypeError(f"{info.name} must be an async function: write `async def`")
    setattr(target, _ATTRIBUTE, info)
    return target


def _name_of(target: Callable[..., object]) -> str:
    return getattr(target, "__name__", type(target).__name__)


def _described(target: Callable[..., object], given: str | None) -> str:
    """Return the words given, else the first paragraph of the docstring."""
    if given is not None:
        return given
    return " ".join((inspect.getdoc(target) or "").split("\n\n")[0].split())


def _parameters_of(target: Callable[..., object]) -> tuple[ParameterInfo, ...]:
    try:
        hints = get_type_hints(target)
    except NameError:
        hints = {}
    found: list[ParameterInfo] = []
    for name, parameter in inspect.signature(target).parameters.items():
        if parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}:
            continue
        required = parameter.default is parameter.empty
        found.append(
            ParameterInfo(
                name=name,
                label=name.replace("_", " ").title(),
                type=_type_word(hints.get(name)),
                required=required,
                default=None if required else parameter.default,
            )
        )
    return tuple(found)


_WORDS: dict[object, str] = {str: "string", int: "int", float: "float", bool: "bool"}
_LISTS: frozenset[object] = frozenset({list, tuple, set, collections.abc.Sequence})


def _type_word(hint: object) -> str:
    """Return the form's word for a type; what may be None is what it is otherwise."""
    origin = get_origin(hint)
    if origin is Union or origin is types.UnionType:
        members = [each for each in get_args(hint) if each is not type(None)]
        return _type_word(members[0]) if len(members) == 1 else "json"
    if hint is None:
        return "string"
    if hint in _LISTS or origin in _LISTS:
        return "list"
    return _WORDS.get(hint, "json")
