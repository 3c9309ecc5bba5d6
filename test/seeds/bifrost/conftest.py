"""The compiled package, a platform server that keeps its state, and who calls."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import pytest

sys.path.insert(0, os.environ["BIFROST_PACKAGE"])
sys.path.insert(0, str(Path(__file__).parent / "platform"))

from server import Platform
from store import Caller, Store

ResultT = TypeVar("ResultT")


@pytest.fixture
def platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A running platform; calls come from an administrator of the organization `acme`."""
    store = Store(tmp_path / "store.json")
    store.add_token("admin-token", Caller("user-1", "acme", True))
    store.add_token("user-token", Caller("user-2", "acme", False))
    store.add_token("other-token", Caller("user-3", "globex", False))
    made = Platform(store)
    made.start()
    monkeypatch.setenv("BIFROST_BASE_URL", made.url)
    monkeypatch.setenv("BIFROST_TOKEN", "admin-token")
    yield made
    made.stop()


@pytest.fixture
def as_user(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls come from somebody who is no administrator."""
    monkeypatch.setenv("BIFROST_TOKEN", "user-token")


Run = Callable[..., Any]


@pytest.fixture
def run(platform: Platform) -> Run:
    """Runs a coroutine as the platform runs a workflow: in an event loop of its own, within an execution if one is given."""
    from bifrost._context import executing

    def call(main: Callable[[], Coroutine[Any, Any, ResultT]], execution: Any = None) -> ResultT:
        with nullcontext() if execution is None else executing(execution):
            return asyncio.run(main())

    return call


def oauth_of(platform: Platform, connection: str, *, minutes: int, **more: Any) -> dict[str, Any]:
    """Return an integration's credentials, which expire in so many minutes and which the outside service renews."""
    return {
        "connection_name": connection,
        "client_id": "id",
        "client_secret": "hush",
        "authorization_url": None,
        "token_url": f"{platform.url}/outside/oauth/token",
        "scopes": [],
        "access_token": "access-0",
        "refresh_token": "refresh-0",
        "expires_at": (datetime.now(timezone.utc) + timedelta(minutes=minutes)).isoformat(),
        **more,
    }


def execution_of(org_id: str | None, **more: Any) -> Any:
    """Return the execution of a person of an organization."""
    from bifrost import ExecutionContext, Organization

    organization = None
    if org_id is not None:
        values = {"id": org_id, "name": org_id.title(), "is_active": True, "domain": None}
        organization = Organization(**values)
    return ExecutionContext(
        user_id="user-1",
        email="ada@acme.com",
        name="Ada",
        organization=organization,
        **{"execution_id": "exec-1", **more},
    )
