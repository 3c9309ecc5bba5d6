"""What the modules do against a running platform."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import BaseModel
from server import Platform

from conftest import Run, execution_of, oauth_of


def test_config_keeps_secrets_encrypted_at_rest(platform: Platform, run: Run) -> None:
    from bifrost import ConfigType, config

    async def main() -> None:
        await config.set("api_url", "https://new-api.example.com")
        await config.set("api_key", "sk_live_xxxx", is_secret=True)
        await config.set("limits", {"most": 3})
        await config.set("on", True)
        await config.set("many", 4)
        assert await config.get("api_key") == "sk_live_xxxx"
        assert await config.get("limits") == {"most": 3}
        assert await config.get("missing") is None
        assert await config.get("missing", default="https://api.example.com") == "https://api.example.com"
        assert await config.get("missing", "by position") == "by position"
        everything = await config.list()
        assert everything == {
            "api_url": "https://new-api.example.com",
            "api_key": "sk_live_xxxx",
            "limits": {"most": 3},
            "on": True,
            "many": 4,
        }
        assert await config.delete("api_url") is True
        assert await config.delete("api_url") is False

    run(main)
    at_rest = platform.store.path.read_text()
    assert "sk_live_xxxx" not in at_rest
    kept = json.loads(at_rest)["config"]["acme"]
    assert {name: ConfigType(each["type"]).name for name, each in kept.items()} == {
        "api_key": "SECRET",
        "limits": "JSON",
        "on": "BOOL",
        "many": "INT",
    }
    assert json.loads(Fernet(platform.store.key).decrypt(kept["api_key"]["value"].encode())) == "sk_live_xxxx"


def test_config_belongs_to_the_organization_of_the_execution(platform: Platform, run: Run) -> None:
    from bifrost import config, context

    async def keep() -> None:
        await config.set("who", context.scope)

    for org_id in ("acme", "globex", None):
        run(keep, execution_of(org_id))

    async def read() -> Any:
        return await config.get("who")

    assert [run(read, execution_of(org_id)) for org_id in ("acme", "globex", None)] == ["acme", "globex", "GLOBAL"]
    assert run(read) == "acme"


def test_integrations_give_refreshed_oauth_tokens(platform: Platform, run: Run) -> None:
    from bifrost import integrations

    oauth = oauth_of(platform, "graph", minutes=-1, scopes=["User.Read"])
    mappings = {"globex": {"entity_id": "tenant-9", "entity_name": "Globex", "config": {"region": "eu"}}}
    platform.store.add_integration(
        "Microsoft_Graph", config={"base_url": "https://graph", "region": "us"}, oauth=oauth, mappings=mappings
    )
    assert "hush" not in platform.store.path.read_text() and "refresh-0" not in platform.store.path.read_text()

    async def main() -> None:
        integration = await integrations.get("Microsoft_Graph")
        assert integration is not None and integration.oauth is not None
        assert integration.oauth.access_token == "access-1"
        assert integration.oauth.refresh_token == "refresh-1"
        assert datetime.fromisoformat(integration.oauth.expires_at or "") > datetime.now(timezone.utc)
        assert (integration.entity_id, integration.config.get("region")) == (None, "us")
        # The reference shows the data as a dict, too.
        assert integration["oauth"]["access_token"] == "access-1" and integration["config"]["region"] == "us"
        with pytest.raises(KeyError):
            integration["nothing"]
        # Not expired any more: nothing is refreshed.
        again = await integrations.get("Microsoft_Graph", org_id="globex")
        assert again is not None and again.oauth is not None
        assert again.oauth.access_token == "access-1"
        assert (again.entity_id, again.entity_name, again.config["region"]) == ("tenant-9", "Globex", "eu")
        assert await integrations.get("Nothing") is None

    run(main)
    assert platform.outside.refreshes == ["refresh-0"]


def test_integrations_of_others_are_refused(platform: Platform, as_user: None, run: Run) -> None:
    from bifrost import PermissionDeniedError, integrations

    platform.store.add_integration("HaloPSA", config={})

    async def main() -> None:
        assert await integrations.get("HaloPSA") is not None
        with pytest.raises(PermissionDeniedError, match="the scope globex is not yours"):
            await integrations.get("HaloPSA", org_id="globex")

    run(main)


@pytest.mark.parametrize("mode", ["cloud", "local"])
def test_files(platform: Platform, run: Run, mode: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bifrost import files

    root = tmp_path / "local"
    (root / "uploads").mkdir(parents=True)
    monkeypatch.setenv("BIFROST_LOCAL_ROOT", str(root))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (root / "uploads/form_id").mkdir()
    (root / "uploads/form_id/file.txt").write_text("sent in")
    platform.store.table("files")["acme/uploads"] = {"form_id/file.txt": "c2VudCBpbg=="}

    async def main() -> None:
        await files.write("data/output.csv", "id,name\n1,Älice\n", mode=mode)
        await files.write_bytes("images/logo.png", b"\x89PNG\x00\xff", mode=mode)
        await files.write("data/deep/more.txt", "x", mode=mode)
        await files.write("report.html", "<p>", location="temp", mode=mode)
        assert await files.read("data/output.csv", mode=mode) == "id,name\n1,Älice\n"
        assert await files.read_bytes("images/logo.png", "workspace", mode) == b"\x89PNG\x00\xff"
        assert await files.list("data/", mode=mode) == ["data/deep/", "data/output.csv"]
        assert await files.list("nowhere", mode=mode) == []
        # Locations are apart.
        assert await files.exists("report.html", mode=mode) is False
        assert await files.exists("report.html", location="temp", mode=mode) is True
        # The reference names an upload with and without its location.
        assert await files.read("uploads/form_id/file.txt", location="uploads", mode=mode) == "sent in"
        assert await files.read("form_id/file.txt", location="uploads", mode=mode) == "sent in"
        for call in (
            files.write("a", "b", location="uploads", mode=mode),
            files.delete("form_id/file.txt", "uploads", mode),
        ):
            with pytest.raises(PermissionError):
                await call
        await files.delete("data/output.csv", mode=mode)
        assert await files.exists("data/output.csv", mode=mode) is False
        for call in (files.read("data/output.csv", mode=mode), files.delete("data/output.csv", mode=mode)):
            with pytest.raises(FileNotFoundError):
                await call

    run(main)
    assert (root / "images/logo.png").exists() is (mode == "local")
    assert (tmp_path / "tmp/bifrost/report.html").exists() is (mode == "local")


def test_local_files_stay_in_their_location(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bifrost import files

    monkeypatch.setenv("BIFROST_LOCAL_ROOT", str(tmp_path))

    async def main() -> None:
        for path in ("../escape.txt", "/etc/passwd", "a/../../escape.txt"):
            with pytest.raises(ValueError, match="leads out of the location"):
                await files.read(path, mode="local")
        with pytest.raises(ValueError, match="location must be"):
            await files.read("x", location="elsewhere", mode="local")
        with pytest.raises(ValueError, match="mode must be"):
            await files.read("x", mode="clout")

    run(main)


def test_tables_documents(run: Run) -> None:
    from bifrost import ApiException, tables

    async def main() -> None:
        doc = await tables.insert("customers", {"name": "Acme", "status": "active"})
        assert len(doc.id) == 36 and doc.data == {"name": "Acme", "status": "active"}
        doc = await tables.insert("customers", {"name": "TechCo"}, id="techco-001")
        assert doc.id == "techco-001"
        with pytest.raises(ApiException) as caught:
            await tables.insert("customers", {}, "techco-001")
        assert caught.value.status == 409
        assert [each.name for each in await tables.list()] == ["customers"]

        first = await tables.upsert("settings", id="app-config", data={"theme": "dark", "size": 1})
        again = await tables.upsert("settings", "app-config", {"theme": "light"})
        assert again.data == {"theme": "light"} and again.created_at == first.created_at
        merged = await tables.update("settings", "app-config", {"size": 2})
        assert merged is not None and merged.data == {"theme": "light", "size": 2}
        assert await tables.update("settings", "nothing", {"size": 2}) is None

        found = await tables.get("settings", "app-config")
        assert found is not None and found.table_id == again.table_id
        assert await tables.get("settings", "nothing") is None
        assert await tables.delete_document("settings", "app-config") is True
        assert await tables.delete_document("settings", "app-config") is False
        assert await tables.delete("customers") is True
        assert await tables.delete("customers") is False

    run(main)


def test_tables_by_scope_and_app(platform: Platform, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bifrost import PermissionDeniedError, tables

    async def main() -> None:
        made = await tables.create("notes", "What people wrote", {"type": "object"}, app="crm")
        assert (made.name, made.description, made.organization_id) == ("notes", "What people wrote", "acme")
        assert made.table_schema == {"type": "object"}
        common = await tables.create("notes", scope="global")
        assert common.organization_id is None and common.id != made.id
        await tables.insert("notes", {"in": "crm"}, id="1", app="crm")
        await tables.insert("notes", {"in": "org"}, id="1")
        await tables.insert("notes", {"in": "globex"}, id="1", scope="globex")
        for scope, app, place in ((None, "crm", "crm"), (None, None, "org"), ("globex", None, "globex")):
            found = await tables.get("notes", "1", scope=scope, app=app)
            assert found is not None and found.data == {"in": place}
        assert await tables.get("notes", "1", scope="global") is None
        assert [each.id for each in await tables.list(app="crm")] == [made.id]
        assert await tables.count("notes", scope="globex") == 1

    run(main)
    monkeypatch.setenv("BIFROST_TOKEN", "other-token")

    async def other() -> None:
        found = await tables.get("notes", "1")
        assert found is not None and found.data == {"in": "globex"}
        with pytest.raises(PermissionDeniedError):
            await tables.get("notes", "1", scope="acme")

    run(other)


OPERATORS: list[tuple[dict[str, Any] | None, str]] = [
    (None, "abcd"),
    ({"status": "active"}, "ab"),
    ({"status": "active", "revenue": {"gte": 20}}, "b"),
    ({"revenue": {"gt": 10}}, "bc"),
    ({"revenue": {"gte": 10}}, "abc"),
    ({"revenue": {"lt": 20}}, "a"),
    ({"revenue": {"lte": 20}}, "ab"),
    ({"revenue": {"gt": 10, "lte": 20}}, "b"),
    ({"name": {"like": "%acme%"}}, "b"),
    ({"name": {"ilike": "%ACME%"}}, "ab"),
    ({"name": {"like": "Gl_bex"}}, "c"),
    ({"category": {"in": ["x", "y"]}}, "ac"),
    ({"deleted_at": {"is_null": True}}, "abd"),
    ({"deleted_at": {"is_null": False}}, "c"),
    ({"owner": {"id": 1}}, "d"),
]


def test_tables_query_operators(run: Run) -> None:
    from bifrost import tables

    rows: dict[str, dict[str, Any]] = {
        "a": {"name": "Acme", "status": "active", "revenue": 10, "category": "x"},
        "b": {"name": "acme two", "status": "active", "revenue": 20, "deleted_at": None},
        "c": {"name": "Globex", "status": "gone", "revenue": 30, "category": "y", "deleted_at": "2026"},
        "d": {"owner": {"id": 1}},
    }

    async def main() -> None:
        for key, data in rows.items():
            await tables.insert("customers", data, id=key)
        for where, expected in OPERATORS:
            found = await tables.query("customers", where=where)
            assert "".join(each.id for each in found.documents) == expected, where
            assert found.total == await tables.count("customers", where) == len(expected)
        result = await tables.query("customers", order_by="revenue", order_dir="desc", limit=2, offset=1)
        assert [each.data["name"] for each in result.documents] == ["acme two", "Acme"]
        assert (result.total, result.limit, result.offset) == (4, 2, 1)
        newest = await tables.query("customers", order_by="created_at", order_dir="desc", limit=10)
        assert [each.id for each in newest.documents] == ["d", "c", "b", "a"]
        nothing = await tables.query("nowhere")
        assert (nothing.documents, nothing.total, nothing.limit, nothing.offset) == ([], 0, 100, 0)

    run(main)


def test_organizations(run: Run) -> None:
    from bifrost import NotFoundError, organizations

    async def main() -> None:
        org = await organizations.create("Acme Corp", domain="acme.com")
        assert (org.name, org.domain, org.is_active) == ("Acme Corp", "acme.com", True)
        assert [f"{each.name}: {each.domain}" for each in await organizations.list()] == ["Acme Corp: acme.com"]
        updated = await organizations.update(org.id, name="Acme", domain=None)
        assert (updated.name, updated.domain, updated.is_active) == ("Acme", None, True)
        assert (await organizations.get(org.id)).name == "Acme"
        with pytest.raises(TypeError, match="nmae"):
            await organizations.update(org.id, nmae="x")
        assert await organizations.delete(org.id) is True
        assert (await organizations.get(org.id)).is_active is False
        with pytest.raises(NotFoundError):
            await organizations.get("nobody")

    run(main)


def test_users(run: Run) -> None:
    from bifrost import users

    async def main() -> None:
        user = await users.create(email="john@example.com", name="John Doe", org_id="org-123")
        await users.create("ada@example.com", "Ada", True, None, False)
        assert (user.organization_id, user.is_superuser, user.is_active) == ("org-123", False, True)
        assert [each.email for each in await users.list()] == ["john@example.com", "ada@example.com"]
        assert [each.id for each in await users.list(org_id="org-123")] == [user.id]
        assert (await users.update(user.id, name="Johnny", is_superuser=True)).is_superuser
        found = await users.get(user.id)
        assert found is not None and found.name == "Johnny" and found.email == "john@example.com"
        assert await users.get("nobody") is None
        assert await users.delete(user.id) is True
        gone = await users.get(user.id)
        assert gone is not None and gone.is_active is False

    run(main)


def test_roles(run: Run) -> None:
    from bifrost import NotFoundError, roles

    async def main() -> None:
        role = await roles.create("Manager", description="Can manage team data")
        plain = await roles.create("Reader")
        assert (role.description, plain.description, role.organization_id) == ("Can manage team data", "", "acme")
        await roles.assign_users(role.id, ["user-1", "user-2"])
        await roles.assign_users(role.id, ["user-2", "user-3"])
        await roles.assign_forms(role.id, ["form-1", "form-2"])
        assert await roles.list_users(role.id) == ["user-1", "user-2", "user-3"]
        assert await roles.list_forms(role.id) == ["form-1", "form-2"]
        assert await roles.list_users(plain.id) == []
        assert (await roles.update(role.id, name="Lead")).name == "Lead"
        assert (await roles.get(role.id)).name == "Lead"
        assert [each.name for each in await roles.list()] == ["Lead", "Reader"]
        await roles.delete(role.id)
        assert [each.name for each in await roles.list()] == ["Reader"]
        with pytest.raises(NotFoundError):
            await roles.list_users("nobody")

    run(main)


def test_what_is_for_administrators_is_refused_to_others(platform: Platform, as_user: None, run: Run) -> None:
    from bifrost import PermissionDeniedError, organizations, roles, users

    async def main() -> None:
        refused = [
            organizations.create("x"),
            organizations.list(),
            organizations.get("x"),
            organizations.update("x", name="y"),
            organizations.delete("x"),
            users.create("a@b.c", "A"),
            users.list(),
            users.get("x"),
            users.update("x", name="y"),
            users.delete("x"),
            roles.create("x"),
            roles.list(),
            roles.get("x"),
            roles.update("x", name="y"),
            roles.delete("x"),
            roles.list_users("x"),
            roles.list_forms("x"),
            roles.assign_users("x", []),
            roles.assign_forms("x", []),
        ]
        for call in refused:
            with pytest.raises(PermissionDeniedError, match="only platform administrators may do this"):
                await call

    run(main)
    assert platform.store.table("organizations") == platform.store.table("users") == {}


def test_without_a_token_nothing_is_sent(platform: Platform, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bifrost import AuthenticationError, MissingCredentials, config

    monkeypatch.delenv("BIFROST_TOKEN")

    async def main() -> None:
        await config.list()

    with pytest.raises(MissingCredentials, match="BIFROST_TOKEN"):
        run(main)
    monkeypatch.setenv("BIFROST_TOKEN", "made up")
    with pytest.raises(AuthenticationError, match="the access token is not valid"):
        run(main)


def test_forms(platform: Platform, run: Run) -> None:
    from bifrost import NotFoundError, forms

    platform.store.table("forms")["form-123"] = {
        "id": "form-123",
        "name": "Onboarding",
        "description": "For new people",
        "workflow_id": None,
        "form_schema": {"fields": [{"name": "email", "type": "text"}]},
        "access_level": "role_based",
        "organization_id": "acme",
        "is_active": True,
    }

    async def main() -> None:
        assert [f"{form.name}: {form.description}" for form in await forms.list()] == ["Onboarding: For new people"]
        form = await forms.get("form-123")
        assert form.form_schema == {"fields": [{"name": "email", "type": "text"}]}
        with pytest.raises(NotFoundError):
            await forms.get("form-999")

    run(main)


def test_executions_and_workflows(platform: Platform, run: Run) -> None:
    from bifrost import ExecutionStatus, executions, workflows

    for day, name, status in ((1, "sync", "Completed"), (2, "sync", "Failed"), (3, "report", "Failed")):
        platform.store.add_execution(
            execution_id=f"exec-{day}",
            workflow_name=name,
            status=status,
            started_at=f"2026-11-0{day}T08:00:00+00:00",
            result={"day": day},
        )
    platform.store.table("workflows")["wf-1"] = {
        "id": "wf-1",
        "name": "sync",
        "description": "Synchronizes",
        "category": "General",
        "tags": ["nightly"],
        "execution_mode": "async",
        "timeout_seconds": 1800,
        "schedule": "0 9 * * *",
        "endpoint_enabled": False,
        "is_tool": False,
        "time_saved": 5,
    }

    async def main() -> None:
        async def ids(**wish: Any) -> list[str]:
            return [each.execution_id for each in await executions.list(**wish)]

        assert await ids() == ["exec-3", "exec-2", "exec-1"]
        assert await ids(limit=1) == ["exec-3"]
        assert await ids(workflow_name="sync") == ["exec-2", "exec-1"]
        assert await ids(status="Failed") == await ids(status=ExecutionStatus.FAILED) == ["exec-3", "exec-2"]
        assert await ids(start_date="2026-11-02") == ["exec-3", "exec-2"]
        until = datetime(2026, 11, 2, 12, tzinfo=timezone.utc)
        assert await ids(start_date=datetime(2026, 11, 2, tzinfo=timezone.utc), end_date=until) == ["exec-2"]
        details = await executions.get("exec-1")
        assert details.result == {"day": 1} and details.started_at == datetime(2026, 11, 1, 8, tzinfo=timezone.utc)
        assert details.completed_at is None and ExecutionStatus(details.status) is ExecutionStatus.COMPLETED
        assert (await workflows.get("exec-1")).workflow_name == "sync"
        (wf,) = await workflows.list()
        assert (wf.name, wf.schedule, wf.tags, wf.time_saved) == ("sync", "0 9 * * *", ["nightly"], 5)

    run(main)


def test_knowledge(run: Run) -> None:
    from bifrost import knowledge

    async def main() -> None:
        first = await knowledge.store(
            "Refunds take five days", namespace="policies", key="refund", metadata={"lang": "en"}
        )
        again = await knowledge.store(
            "Refunds take ten days", namespace="policies", key="refund", metadata={"lang": "en"}
        )
        assert first == again
        many = await knowledge.store_many(
            [{"content": "Holidays take thirty days", "key": "holiday"}, {"content": "Lunch is at noon"}],
            namespace="policies",
        )
        assert len(many) == 2
        await knowledge.store("Refunds of other kinds", namespace="docs")

        found = await knowledge.search("how many days do refunds take", namespace="policies", limit=5)
        assert [doc.content for doc in found] == ["Refunds take ten days", "Holidays take thirty days"]
        assert found[0].score is not None and found[1].score is not None and found[0].score > found[1].score > 0
        assert len(await knowledge.search("refunds", namespace=["policies", "docs"])) == 2
        assert len(await knowledge.search("days", namespace="policies", limit=1)) == 1
        assert len(await knowledge.search("days refunds", namespace="policies", min_score=0.5)) == 1
        assert [
            doc.key for doc in await knowledge.search("days", namespace="policies", metadata_filter={"lang": "en"})
        ] == ["refund"]

        document = await knowledge.get("refund", namespace="policies")
        assert document is not None and document.metadata == {"lang": "en"} and document.namespace == "policies"
        assert await knowledge.get("refund") is None
        counts = {each.namespace: each.count for each in await knowledge.list_namespaces()}
        assert counts == {"policies": 3, "docs": 1}
        assert await knowledge.delete("refund", namespace="policies") is True
        assert await knowledge.delete("refund", namespace="policies") is False
        assert await knowledge.delete_namespace("policies") == 2

    run(main)


def test_knowledge_of_the_platform_is_found_too(run: Run) -> None:
    from bifrost import knowledge

    async def store() -> None:
        await knowledge.store("Common policy")

    async def search() -> list[int]:
        return [len(await knowledge.search("policy", fallback=wish)) for wish in (True, False)]

    run(store, execution_of(None))
    assert run(search) == [1, 0]


class Analysis(BaseModel):
    sentiment: str
    score: float


def test_ai_complete(run: Run) -> None:
    from bifrost import ai, knowledge

    async def main() -> None:
        response = await ai.complete("Summarize this text")
        assert response.content == "You said: Summarize this text"
        assert (response.model, response.input_tokens, response.output_tokens) == ("echo", 3, 5)
        response = await ai.complete(
            messages=[{"role": "user", "content": "first"}, {"role": "user", "content": "last"}],
            system="Be brief.",
            max_tokens=2,
            model="other",
        )
        assert (response.content, response.model) == ("Be brief.", "other")

        result = await ai.complete("Analyze: Great!", response_format=Analysis)
        assert result == Analysis(sentiment="positive", score=1)
        assert await ai.complete("Analyze: Great!", response_format=Analysis, model="fencing") == result

        await knowledge.store("The policy is kindness.", namespace="policies")
        response = await ai.complete("What is the policy?", knowledge=["policies"])
        assert response.content == "You said: What is the policy? [The policy is kindness.]"
        with pytest.raises(ValueError, match="a prompt or messages must be given"):
            await ai.complete()

    run(main)


def test_ai_stream(run: Run) -> None:
    from bifrost import WorkflowError, ai

    async def main() -> None:
        chunks = [chunk async for chunk in ai.stream("Write a story")]
        assert "".join(chunk.content for chunk in chunks) == "You said: Write a story"
        assert [chunk.done for chunk in chunks] == [False] * 5 + [True]
        assert (chunks[-1].content, chunks[-1].input_tokens, chunks[-1].output_tokens) == ("", 3, 5)
        # "All SDK modules are async and must be awaited."
        awaited = [chunk async for chunk in await ai.stream("Write a story")]
        assert len(awaited) == len(chunks) == 6
        with pytest.raises(WorkflowError, match="the model failed"):
            async for _ in ai.stream("fail"):
                pass

    run(main)
