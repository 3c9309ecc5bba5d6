"""The examples of the reference, section by section, against a running platform."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from conftest import Run, execution_of, oauth_of
from server import Platform


@pytest.fixture(autouse=True)
def state(platform: Platform) -> None:
    """What the examples find on the platform."""
    oauth = oauth_of(platform, "graph", minutes=60, client_id=None, client_secret=None)
    config = {"base_url": "https://halo.example.com"}
    mappings = {"acme": {"entity_id": "tenant-1"}}
    for name in ("Microsoft_Graph", "HaloPSA"):
        platform.store.add_integration(name, config=config, oauth=oauth, mappings=mappings)
    form = {"name": "Onboarding", "description": None, "workflow_id": None, "form_schema": {"fields": []}}
    platform.store.table("forms")["form-123"] = {
        "id": "form-123",
        **form,
        "access_level": "public",
        "organization_id": None,
        "is_active": True,
    }
    platform.store.add_execution(execution_id="exec-123", workflow_name="sync", status="Failed", result={"rows": 3})
    platform.store.table("workflows")["wf"] = {
        "id": "wf",
        "name": "sync",
        "description": "Synchronizes",
        "category": "General",
        "tags": [],
        "execution_mode": "async",
        "timeout_seconds": 1800,
        "schedule": "0 9 * * *",
        "endpoint_enabled": False,
        "is_tool": False,
        "time_saved": 0,
    }
    platform.store.table("files")["acme/uploads"] = {"form_id/uuid/file.txt": "dXBsb2FkZWQ="}


def test_workflow_and_context(run: Run) -> None:
    from bifrost import context, workflow

    @workflow
    async def my_workflow(name: str) -> tuple[Any, ...]:
        # Access context properties directly
        org_id = context.org_id
        user_email = context.email
        is_admin = context.is_platform_admin
        return name, org_id, user_email, is_admin

    assert run(lambda: my_workflow("x"), execution_of("acme")) == ("x", "acme", "ada@acme.com", False)


def test_ai(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import ai, knowledge

    class Analysis(BaseModel):
        sentiment: str
        score: float

    async def main() -> None:
        await knowledge.store("Be kind.", namespace="policies")

        # Simple completion
        response = await ai.complete("Summarize this text")
        print(response.content)

        # Structured output
        result = await ai.complete("Analyze: Great!", response_format=Analysis)
        print(result.sentiment)

        # With knowledge base (RAG)
        response = await ai.complete("What is the policy to be?", knowledge=["policies"])
        print(response.content)

        # Streaming
        async for chunk in ai.stream("Write a story"):
            print(chunk.content, end="")

    run(main)
    assert capsys.readouterr().out.splitlines() == [
        "You said: Summarize this text",
        "positive",
        "You said: What is the policy to be? [Be kind.]",
        "You said: Write a story",
    ]


def test_knowledge(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import knowledge

    async def main() -> None:
        # Store document
        doc_id = await knowledge.store("Content...", namespace="docs", key="doc-1")
        assert doc_id

        # Semantic search
        results = await knowledge.search("content", namespace="docs", limit=5)
        for doc in results:
            print(f"{doc.score}: {doc.content[:100]}")

    run(main)
    assert capsys.readouterr().out == "1.0: Content...\n"


def test_config(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import config

    async def main() -> None:
        # Get with default
        api_url = await config.get("api_url", default="https://api.example.com")
        assert api_url == "https://api.example.com"

        # Set regular configuration value
        await config.set("api_url", "https://new-api.example.com")

        # Set a secret (encrypted in database)
        await config.set("api_key", "sk_live_xxxx", is_secret=True)

        # Get all configurations for current org
        all_configs = await config.list()
        for key, value in all_configs.items():
            print(f"{key}: {value}")

    run(main)
    assert capsys.readouterr().out.splitlines() == ["api_url: https://new-api.example.com", "api_key: sk_live_xxxx"]


def test_integrations_with_oauth(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bifrost import integrations

    async def answered(self: httpx.AsyncClient, url: str, *, headers: dict[str, str]) -> httpx.Response:
        return httpx.Response(200, json={"url": url, **headers})

    monkeypatch.setattr(httpx.AsyncClient, "get", answered)

    async def main() -> Any:
        # Get integration with OAuth
        integration = await integrations.get("Microsoft_Graph")
        if not integration or not integration.oauth:
            raise ValueError("Integration not configured")

        # Use access_token for API calls
        async with httpx.AsyncClient() as client:
            response = await client.get(
                "https://graph.microsoft.com/v1.0/me",
                headers={"Authorization": f"Bearer {integration.oauth.access_token}"},
            )
            return response.json()

    assert run(main) == {"url": "https://graph.microsoft.com/v1.0/me", "Authorization": "Bearer access-0"}


def test_integrations_with_config(run: Run) -> None:
    from bifrost import integrations

    async def main() -> tuple[Any, ...]:
        # Get integration with config
        integration = await integrations.get("HaloPSA")
        if not integration:
            raise ValueError("HaloPSA not configured")

        # Access config values
        base_url = integration.config.get("base_url")
        tenant_id = integration.entity_id

        # Use OAuth token
        assert integration.oauth is not None
        token = integration.oauth.access_token
        return base_url, tenant_id, token

    assert run(main) == ("https://halo.example.com", "tenant-1", "access-0")


def test_files(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import files

    async def main() -> None:
        # Write CSV file
        await files.write("data/output.csv", "id,name\n1,Alice\n")

        # Write binary file
        image_data = b"\x89PNG"
        await files.write_bytes("images/chart.png", image_data)

        # Read binary file
        assert await files.read_bytes("images/chart.png") == image_data

        # Read uploaded file from form
        uploaded = await files.read("uploads/form_id/uuid/file.txt", location="uploads")
        print(uploaded)

        # List directory
        items = await files.list("data/")
        for item in items:
            print(f"Found: {item}")

        # Check if exists
        if await files.exists("data/output.csv"):
            content = await files.read("data/output.csv")
            print(content)

        # Write to temp location
        await files.write("temp_report.html", "<html>", location="temp")

    run(main)
    assert capsys.readouterr().out == "uploaded\nFound: data/output.csv\nid,name\n1,Alice\n\n"


def test_tables(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import tables

    async def main() -> None:
        # Insert with auto-generated ID
        doc = await tables.insert("customers", {"name": "Acme", "status": "active", "revenue": 20_000})
        print(len(doc.id))  # UUID string

        # Insert with custom ID
        doc = await tables.insert("customers", {"name": "TechCo"}, id="techco-001")

        # Upsert - create or replace
        doc = await tables.upsert("settings", id="app-config", data={"theme": "dark"})

        # Query with filters
        result = await tables.query(
            "customers",
            where={"status": "active", "revenue": {"gte": 10000}},
            order_by="created_at",
            order_dir="desc",
            limit=10,
        )
        for doc in result.documents:
            print(doc.data["name"])

    run(main)
    assert capsys.readouterr().out == "36\nAcme\n"


def test_organizations_users_and_roles(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import organizations, roles, users

    async def main() -> None:
        # Create organization
        org = await organizations.create("Acme Corp", domain="acme.com")
        assert org.is_active

        # List organizations
        orgs = await organizations.list()
        for org in orgs:
            print(f"{org.name}: {org.domain}")

        # Create user
        user = await users.create(email="john@example.com", name="John Doe", org_id="org-123")

        # List users in organization
        org_users = await users.list(org_id="org-123")
        assert org_users == [user]

        # Create role
        role = await roles.create("Manager", description="Can manage team data")

        # Assign users and forms
        await roles.assign_users(role.id, ["user-1", "user-2"])
        await roles.assign_forms(role.id, ["form-1", "form-2"])

    run(main)
    assert capsys.readouterr().out == "Acme Corp: acme.com\n"


def test_forms_executions_and_workflows(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from bifrost import executions, forms, workflows

    async def main() -> None:
        # List forms
        all_forms = await forms.list()
        for form in all_forms:
            print(f"{form.name}: {form.description}")

        # Get specific form
        form = await forms.get("form-123")
        print(form.form_schema)

        # List recent executions
        recent = await executions.list(limit=10)
        for exec in recent:
            print(f"{exec.workflow_name}: {exec.status}")

        # Get failed executions
        failed = await executions.list(status="Failed")
        assert failed == recent

        # Get specific execution
        details = await executions.get("exec-123")
        print(details.result)

        # List all workflows
        wf_list = await workflows.list()
        for wf in wf_list:
            print(f"{wf.name}: {wf.description}")
            if wf.schedule:
                print(f"  Scheduled: {wf.schedule}")

    run(main)
    assert capsys.readouterr().out.splitlines() == [
        "Onboarding: None",
        "{'fields': []}",
        "sync: Failed",
        "{'rows': 3}",
        "sync: Synchronizes",
        "  Scheduled: 0 9 * * *",
    ]
