"""Decorators and context, as their tables say."""

from __future__ import annotations

import asyncio
import logging

import pytest

from conftest import execution_of


def test_workflow_infers_name_description_and_parameters() -> None:
    from bifrost import workflow
    from bifrost.decorators import ParameterInfo, WorkflowInfo, info_of

    @workflow
    async def create_user(
        email: str, name: str, tags: list[str], age: int | None = None, admin: bool = False
    ) -> dict[str, str]:
        """Create a new user in the system.

        This is told nobody.
        """
        return {"user_id": "123", "email": email}

    assert info_of(create_user) == WorkflowInfo(
        name="create_user",
        description="Create a new user in the system.",
        category="General",
        tags=(),
        execution_mode="async",
        timeout_seconds=1800,
        schedule=None,
        endpoint_enabled=False,
        allowed_methods=("POST",),
        public_endpoint=False,
        parameters=(
            ParameterInfo("email", "Email", "string", True),
            ParameterInfo("name", "Name", "string", True),
            ParameterInfo("tags", "Tags", "list", True),
            ParameterInfo("age", "Age", "int", False, None),
            ParameterInfo("admin", "Admin", "bool", False, False),
        ),
    )
    assert asyncio.run(create_user("a@b.c", "Ada", []))["email"] == "a@b.c"


def test_workflow_takes_options() -> None:
    from bifrost import workflow
    from bifrost.decorators import WorkflowInfo, info_of

    @workflow(
        name="users.create",
        description="Makes users",
        category="User Management",
        tags=["users"],
        timeout_seconds=60,
        schedule="0 9 * * *",
        endpoint_enabled=True,
        allowed_methods=["get", "POST"],
        public_endpoint=True,
    )
    async def create_user(email: str) -> None:
        """Create a new user in the system."""

    info = info_of(create_user)
    assert isinstance(info, WorkflowInfo)
    assert (info.name, info.description, info.category, info.tags) == (
        "users.create",
        "Makes users",
        "User Management",
        ("users",),
    )
    assert (info.timeout_seconds, info.schedule, info.endpoint_enabled) == (60, "0 9 * * *", True)
    assert (info.execution_mode, info.allowed_methods, info.public_endpoint) == ("sync", ("GET", "POST"), True)

    @workflow(execution_mode="async", endpoint_enabled=True)
    async def slow() -> None: ...

    chosen = info_of(slow)
    assert isinstance(chosen, WorkflowInfo) and chosen.execution_mode == "async" and chosen.description == ""


def test_what_is_not_async_is_refused() -> None:
    from bifrost import workflow

    with pytest.raises(TypeError, match="shout must be an async function"):

        @workflow
        def shout() -> None: ...


def test_data_provider() -> None:
    from bifrost import context, data_provider
    from bifrost._context import executing
    from bifrost.decorators import DataProviderInfo, info_of

    @data_provider(name="get_departments", description="List departments")
    async def get_departments() -> list[dict[str, object]]:
        """List available departments."""
        # Access context via proxy if needed
        org_id = context.org_id
        return [{"label": "Engineering", "value": "eng", "metadata": {"org": org_id}}]

    assert info_of(get_departments) == DataProviderInfo("get_departments", "List departments", 300, ())
    with executing(execution_of("acme")):
        assert asyncio.run(get_departments())[0]["metadata"] == {"org": "acme"}

    @data_provider
    async def bare() -> list[dict[str, str]]:
        """Say it."""
        return []

    @data_provider("positional", "By position", cache_ttl_seconds=600)
    async def other() -> list[dict[str, str]]:
        return []

    assert info_of(bare) == DataProviderInfo("bare", "Say it.", 300, ())
    assert info_of(other) == DataProviderInfo("positional", "By position", 600, ())


def test_context_in_an_execution() -> None:
    from bifrost import context
    from bifrost._context import executing

    with executing(execution_of("acme", is_platform_admin=True)):
        assert (context.user_id, context.email, context.name) == ("user-1", "ada@acme.com", "Ada")
        assert (context.org_id, context.org_name, context.scope) == ("acme", "Acme", "acme")
        assert context.organization is not None and context.organization.is_active
        assert (context.execution_id, context.is_platform_admin) == ("exec-1", True)
        assert (context.is_function_key, context.is_global_scope) == (False, False)
    with executing(execution_of(None, is_function_key=True)):
        assert (context.org_id, context.org_name, context.organization) == (None, None, None)
        assert (context.scope, context.is_global_scope, context.is_function_key) == ("GLOBAL", True, True)


def test_context_outside_of_an_execution() -> None:
    from bifrost import context

    with pytest.raises(AttributeError, match="context.org_id is known only while a workflow or data provider runs"):
        logging.getLogger(__name__).info("%s", context.org_id)
    assert not hasattr(context, "email")
    assert repr(context) == "<ExecutionContext: not active>"


def test_contexts_of_concurrent_executions_are_apart() -> None:
    from bifrost import context
    from bifrost._context import executing

    async def one(org_id: str) -> str | None:
        with executing(execution_of(org_id)):
            await asyncio.sleep(0)
            return context.org_id

    async def both() -> list[str | None]:
        return list(await asyncio.gather(one("acme"), one("globex")))

    assert asyncio.run(both()) == ["acme", "globex"]
