"""What the platform knows of the execution that is going on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from .models import Organization

GLOBAL = "GLOBAL"


@dataclass
class ExecutionContext:
    """An execution: who it runs for, where, and as what."""

    user_id: str
    email: str
    name: str
    organization: Organization | None = None
    execution_id: str = ""
    is_platform_admin: bool = False
    is_function_key: bool = False
    workflow_name: str = ""

    @property
    def org_id(self) -> str | None:
        """Return the organization's identifier, None in global scope."""
        return None if self.organization is None else self.organization.id

    @property
    def org_name(self) -> str | None:
        """Return the organization's name, None in global scope."""
        return None if self.organization is None else self.organization.name

    @property
    def scope(self) -> str:
        """Return the organization's identifier, `GLOBAL` where there is none."""
        return self.org_id or GLOBAL

    @property
    def is_global_scope(self) -> bool:
        """Return whether the execution belongs to no organization."""
        return self.organization is None


_current: ContextVar[ExecutionContext | None] = ContextVar(
    "bifrost_execution", default=None
)


class ContextProxy:
    """Stands for the present execution, whichever it is when an attribute is read."""

    __slots__ = ()

    def __getattr__(self, name: str) -> object:
        present = _current.get()
        if present is None:
            raise AttributeError(
                f"context.{name} is known only while a workflow or data provider runs: "
                "there is no active execution context"
            )
        return getattr(present, name)

    def __repr__(self) -> str:
        present = _current.get()
        return "<ExecutionContext: not active>" if present is None else repr(present)


context = cast("ExecutionContext", ContextProxy())
"""The present execution; outside of one each attribute is an `AttributeError`."""


@contextmanager
def executing(execution: ExecutionContext) -> Generator[ExecutionContext, None, None]:
    """Make this the present execution, as the platform does around a workflow."""
    token = _current.set(execution)
    try:
        yield execution
    finally:
        _current.reset(token)


def current_scope() -> str | None:
    """Return the scope that calls are for, None outside of an execution."""
    present = _current.get()
    return None if present is None else present.scope
