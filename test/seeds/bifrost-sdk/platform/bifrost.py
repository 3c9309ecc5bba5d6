"""Stands in for the platform's module: integrations per organisation, and the context of an execution."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any, Iterator

_current: ContextVar[SimpleNamespace | None] = ContextVar("bifrost_execution_context", default=None)


class _Context:
    """The running execution; outside one, every attribute is missing."""

    def __getattr__(self, name: str) -> Any:
        execution = _current.get()
        if execution is None:
            raise AttributeError("no active execution context")
        return getattr(execution, name)

    def set_scope(self, org_id: str | None) -> None:
        """Go on for another organisation."""
        execution = _current.get()
        assert execution is not None
        execution.org_id = org_id
        execution.scope = org_id or "GLOBAL"


context = _Context()


@contextmanager
def executing(org_id: str | None) -> Iterator[None]:
    """Run what follows as an execution for an organisation."""
    token = _current.set(SimpleNamespace(org_id=org_id, scope=org_id or "GLOBAL"))
    try:
        yield
    finally:
        _current.reset(token)


class OAuth:
    """Tokens of an integration; refreshing gives the next one."""

    def __init__(self, *tokens: str) -> None:
        self._tokens = list(tokens)
        self.access_token: str | None = self._tokens.pop(0) if tokens else None
        self.refreshed = 0

    async def refresh(self) -> OAuth:
        """Fetch the next token from the platform."""
        await asyncio.sleep(0.01)
        self.refreshed += 1
        if not self._tokens:
            raise RuntimeError("the refresh token was refused")
        self.access_token = self._tokens.pop(0)
        return self


class _Integrations:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str | None], Any] = {}
        self.asked: list[tuple[str, str | None]] = []

    def keep(self, name: str, *, org: str | None = None, config: dict[str, Any] | None = None, oauth: Any = None) -> None:
        """Set an integration up."""
        self.kept[name, org] = SimpleNamespace(integration_id="1", entity_id=org, config=config or {}, oauth=oauth)

    async def get(self, name: str, org_id: str | None = None) -> Any:
        """Return an integration, None where it is not set up."""
        await asyncio.sleep(0)
        org = org_id or getattr(context, "org_id", None)
        self.asked.append((name, org))
        return self.kept.get((name, org))


integrations = _Integrations()


def reset() -> None:
    """Forget everything."""
    integrations.kept.clear()
    integrations.asked.clear()
