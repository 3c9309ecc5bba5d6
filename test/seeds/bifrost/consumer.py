"""Code that uses the package as the reference does, for the type checkers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from typing_extensions import assert_type

from bifrost import (
    AIResponse,
    ConfigType,
    DocumentData,
    DocumentList,
    ExecutionStatus,
    FormPublic,
    IntegrationData,
    KnowledgeDocument,
    OAuthCredentials,
    Organization,
    Role,
    TableInfo,
    UserPublic,
    WorkflowExecution,
    WorkflowMetadata,
    ai,
    config,
    context,
    data_provider,
    executions,
    files,
    forms,
    integrations,
    knowledge,
    organizations,
    roles,
    tables,
    users,
    workflow,
    workflows,
)


class Analysis(BaseModel):
    """What a model answers."""

    sentiment: str
    score: float


@data_provider(name="get_departments", description="List departments")
async def get_departments() -> list[dict[str, str]]:
    """List available departments."""
    return [{"label": "Engineering", "value": "eng"}]


@workflow(category="User Management", timeout_seconds=60, schedule="0 9 * * *")
async def create_user(email: str, name: str = "") -> dict[str, bool]:
    """Create a new user in the system."""
    assert_type(context.org_id, str | None)
    assert_type(context.organization, Organization | None)
    assert_type(context.is_platform_admin, bool)
    return {"success": bool(email and name)}


@workflow
async def bare(count: int) -> int:
    """Give back what came."""
    return count


async def use_all() -> None:
    """Call everything, and say what it gives."""
    decorated: Callable[[int], Awaitable[int]] = bare
    assert_type(await decorated(3), int)
    assert_type(await create_user("a", name="b"), dict[str, bool])
    assert_type(await get_departments(), list[dict[str, str]])

    assert_type(await ai.complete("Summarize"), AIResponse)
    assert_type(await ai.complete("Analyze", response_format=Analysis), Analysis)
    async for chunk in ai.stream("Write a story"):
        assert_type(chunk.content, str)
        print(chunk.content, end="")

    assert_type(await knowledge.store("text", namespace="docs", key="doc-1"), str)
    found = await knowledge.search("query", namespace=["docs"], limit=5)
    assert_type(found, list[KnowledgeDocument])
    assert_type(found[0].score, float | None)

    assert_type(await config.get("key", default="x"), Any)
    assert_type(await config.list(), dict[str, Any])
    assert_type(await config.delete("key"), bool)
    await config.set("api_key", "sk_live_xxxx", is_secret=True)

    integration = await integrations.get("HaloPSA")
    assert_type(integration, IntegrationData | None)
    if integration is not None:
        assert_type(integration.oauth, OAuthCredentials | None)
        assert_type(integration.config, dict[str, Any])

    assert_type(await files.read("a"), str)
    assert_type(await files.read_bytes("a", location="temp", mode="local"), bytes)
    assert_type(await files.list("data/"), list[str])
    assert_type(await files.exists("a"), bool)

    assert_type(await tables.create("t", "words"), TableInfo)
    assert_type(await tables.insert("t", {"a": 1}, id="x"), DocumentData)
    assert_type(await tables.upsert("t", id="x", data={"a": 1}), DocumentData)
    assert_type(await tables.get("t", "x"), DocumentData | None)
    assert_type(await tables.update("t", "x", {"a": 2}), DocumentData | None)
    assert_type(await tables.query("t", where={"a": {"gt": 1}}), DocumentList)
    assert_type(await tables.count("t"), int)
    assert_type(await tables.delete("t"), bool)

    assert_type(await organizations.update("o", name="x", domain=None), Organization)
    assert_type(await organizations.list(), list[Organization])
    assert_type(await users.get("u"), UserPublic | None)
    assert_type(await users.list(org_id="o"), list[UserPublic])
    assert_type(await roles.create("Manager"), Role)
    assert_type(await roles.list_users("r"), list[str])
    assert_type(await forms.get("f"), FormPublic)

    recent = await executions.list(status=ExecutionStatus.FAILED, limit=10)
    assert_type(recent, list[WorkflowExecution])
    assert_type(recent[0].started_at, datetime | None)
    assert_type(await workflows.list(), list[WorkflowMetadata])
    print(ConfigType.SECRET.value)
