"""Every import, signature, default, return type, model, enum and error of the reference."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import types
from datetime import datetime
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel


IMPORTS = """
# Decorators and context proxy
from bifrost import workflow, data_provider, context

# Modules
from bifrost import ai, knowledge, config, integrations, files, tables
from bifrost import organizations, users, roles, forms, executions, workflows

# Types
from bifrost import (
    ExecutionContext, Organization, Role, UserPublic, FormPublic,
    WorkflowMetadata, WorkflowExecution, IntegrationData, OAuthCredentials,
    ConfigData, AIResponse, AIStreamChunk, KnowledgeDocument, NamespaceInfo,
    TableInfo, DocumentData, DocumentList,
)

# Enums
from bifrost import ExecutionStatus, ConfigType, FormFieldType

# Errors
from bifrost import UserError, WorkflowError, ValidationError, IntegrationError, ConfigurationError
"""


def test_import_structure() -> None:
    names: dict[str, object] = {}
    exec(IMPORTS, names)
    assert len(names.keys() - {"__builtins__"}) == 40


def test_importing_the_package_loads_no_http_client() -> None:
    code = "import sys, bifrost; print('httpx' in sys.modules, 'pydantic' in sys.modules)"
    env = {"PYTHONPATH": os.environ["BIFROST_PACKAGE"]}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


SIGNATURES = {
    "config.get": "(key: str, default: Any = None) -> Any",
    "config.set": "(key: str, value: Any, is_secret: bool = False) -> None",
    "config.list": "() -> dict[str, Any]",
    "config.delete": "(key: str) -> bool",
    "integrations.get": "(name: str, org_id: str | None = None) -> models.IntegrationData | None",
    "files.read": "(path: str, location: Location = workspace, mode: Mode = cloud) -> str",
    "files.read_bytes": "(path: str, location: Location = workspace, mode: Mode = cloud) -> bytes",
    "files.write": "(path: str, content: str, location: Location = workspace, mode: Mode = cloud) -> None",
    "files.write_bytes": "(path: str, content: bytes, location: Location = workspace, mode: Mode = cloud) -> None",
    "files.list": "(directory: str = , location: Location = workspace, mode: Mode = cloud) -> list[str]",
    "files.delete": "(path: str, location: Location = workspace, mode: Mode = cloud) -> None",
    "files.exists": "(path: str, location: Location = workspace, mode: Mode = cloud) -> bool",
    "tables.create": "(name: str, description: str | None = None, table_schema: Mapping[str, Any] | None = None, "
    "scope: str | None = None, app: str | None = None) -> models.TableInfo",
    "tables.list": "(scope: str | None = None, app: str | None = None) -> list[models.TableInfo]",
    "tables.delete": "(name: str, scope: str | None = None, app: str | None = None) -> bool",
    "tables.insert": "(table: str, data: Mapping[str, Any], id: str | None = None, scope: str | None = None, "
    "app: str | None = None) -> models.DocumentData",
    "tables.upsert": "(table: str, id: str, data: Mapping[str, Any], scope: str | None = None, app: str | None = None) "
    "-> models.DocumentData",
    "tables.get": "(table: str, doc_id: str, scope: str | None = None, app: str | None = None) -> models.DocumentData | None",
    "tables.update": "(table: str, doc_id: str, data: Mapping[str, Any], scope: str | None = None, app: str | None = None) "
    "-> models.DocumentData | None",
    "tables.delete_document": "(table: str, doc_id: str, scope: str | None = None, app: str | None = None) -> bool",
    "tables.query": "(table: str, where: Mapping[str, Any] | None = None, order_by: str | None = None, "
    "order_dir: Literal[asc, desc] | UnknownStr = asc, limit: int = 100, offset: int = 0, scope: str | None = None, "
    "app: str | None = None) -> models.DocumentList",
    "tables.count": "(table: str, where: Mapping[str, Any] | None = None, scope: str | None = None, app: str | None = None) -> int",
    "organizations.create": "(name: str, domain: str | None = None, is_active: bool = True) -> models.Organization",
    "organizations.get": "(org_id: str) -> models.Organization",
    "organizations.list": "() -> list[models.Organization]",
    "organizations.update": "(org_id: str, **updates: Unpack[OrganizationUpdateKeywords]) -> models.Organization",
    "organizations.delete": "(org_id: str) -> bool",
    "users.create": "(email: str, name: str, is_superuser: bool = False, org_id: str | None = None, is_active: bool = True) "
    "-> models.UserPublic",
    "users.get": "(user_id: str) -> models.UserPublic | None",
    "users.list": "(org_id: str | None = None) -> list[models.UserPublic]",
    "users.update": "(user_id: str, **updates: Unpack[UserUpdateKeywords]) -> models.UserPublic",
    "users.delete": "(user_id: str) -> bool",
    "roles.create": "(name: str, description: str = ) -> models.Role",
    "roles.get": "(role_id: str) -> models.Role",
    "roles.list": "() -> list[models.Role]",
    "roles.update": "(role_id: str, **updates: Unpack[RoleUpdateKeywords]) -> models.Role",
    "roles.delete": "(role_id: str) -> None",
    "roles.list_users": "(role_id: str) -> list[str]",
    "roles.list_forms": "(role_id: str) -> list[str]",
    "roles.assign_users": "(role_id: str, user_ids: Sequence[str]) -> None",
    "roles.assign_forms": "(role_id: str, form_ids: Sequence[str]) -> None",
    "forms.list": "() -> list[models.FormPublic]",
    "forms.get": "(form_id: str) -> models.FormPublic",
    "executions.list": "(workflow_name: str | None = None, status: str | None = None, start_date: models.Moment | None = None, "
    "end_date: models.Moment | None = None, limit: int = 50) -> list[models.WorkflowExecution]",
    "executions.get": "(execution_id: str) -> models.WorkflowExecution",
    "workflows.list": "() -> list[models.WorkflowMetadata]",
    "workflows.get": "(execution_id: str) -> models.WorkflowExecution",
    "knowledge.store": "(content: str, *, namespace: str = default, key: str | None = None, "
    "metadata: Mapping[str, Any] | None = None) -> str",
    "knowledge.search": "(query: str, *, namespace: str | Sequence[str] = default, limit: int = 5, min_score: float | None = None, "
    "metadata_filter: Mapping[str, Any] | None = None, fallback: bool = True) -> list[models.KnowledgeDocument]",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures(name: str) -> None:
    import bifrost

    module, _, function = name.partition(".")
    found = getattr(getattr(bifrost, module), function)
    assert inspect.iscoroutinefunction(found)
    text = str(inspect.signature(found)).replace("'", "").replace('"', "").replace("builtins.", "")
    assert text == SIGNATURES[name]
    # What tools read at run time.
    assert inspect.signature(found, eval_str=True).parameters.keys() == inspect.signature(found).parameters.keys()


def test_nothing_else_is_in_the_modules() -> None:
    import bifrost

    for module in {name.partition(".")[0] for name in SIGNATURES} - {"knowledge"}:
        holder = getattr(bifrost, module)
        own = {
            name
            for name, each in vars(holder).items()
            if inspect.isfunction(each) and each.__module__ == holder.__name__
        }
        assert {name for name in own if not name.startswith("_")} == {
            name.partition(".")[2] for name in SIGNATURES if name.startswith(f"{module}.")
        }


def test_ai_signatures() -> None:
    from bifrost import ai

    common = ["prompt", "messages", "system", "knowledge", "max_tokens", "org_id", "model"]
    complete = inspect.signature(ai.complete).parameters
    assert sorted(complete) == sorted([*common, "response_format"])
    assert list(inspect.signature(ai.stream).parameters) == common
    for name, each in complete.items():
        assert each.default is None
        assert each.kind is (each.POSITIONAL_OR_KEYWORD if name == "prompt" else each.KEYWORD_ONLY)


WORKFLOW_OPTIONS = {
    "name": None,
    "description": None,
    "category": "General",
    "tags": (),
    "execution_mode": None,
    "timeout_seconds": 1800,
    "schedule": None,
    "endpoint_enabled": False,
    "allowed_methods": ("POST",),
    "public_endpoint": False,
}


def test_decorator_signatures() -> None:
    from bifrost import data_provider, workflow

    options = inspect.signature(workflow).parameters
    assert {name: each.default for name, each in options.items() if each.kind is each.KEYWORD_ONLY} == WORKFLOW_OPTIONS
    provider = inspect.signature(data_provider).parameters
    assert list(provider)[:2] == ["name", "description"]
    assert provider["name"].default is None and provider["description"].default is None


MODELS: dict[str, dict[str, Any]] = {
    "Organization": {"id": str, "name": str, "is_active": bool, "domain": str | None},
    "Role": {"id": str, "name": str, "description": str, "organization_id": str, "is_active": bool},
    "UserPublic": {
        "id": str,
        "email": str,
        "name": str,
        "organization_id": str | None,
        "is_active": bool,
        "is_superuser": bool,
    },
    "FormPublic": {
        "id": str,
        "name": str,
        "description": str | None,
        "workflow_id": str | None,
        "form_schema": dict[str, Any] | None,
        "access_level": str,
        "organization_id": str | None,
        "is_active": bool,
    },
    "WorkflowMetadata": {
        "id": str,
        "name": str,
        "description": str | None,
        "category": str,
        "tags": list[str],
        "execution_mode": str,
        "timeout_seconds": int,
        "schedule": str | None,
        "endpoint_enabled": bool,
        "is_tool": bool,
        "time_saved": int,
    },
    "WorkflowExecution": {
        "execution_id": str,
        "workflow_name": str,
        "org_id": str | None,
        "executed_by": str,
        "status": str,
        "input_data": dict[str, Any],
        "result": Any,
        "error_message": str | None,
        "duration_ms": int | None,
        "started_at": datetime | None,
        "completed_at": datetime | None,
    },
    "TableInfo": {
        "id": str,
        "name": str,
        "description": str | None,
        "table_schema": dict[str, Any] | None,
        "organization_id": str | None,
        "created_at": str,
    },
    "DocumentData": {"id": str, "table_id": str, "data": dict[str, Any], "created_at": str, "updated_at": str},
}


def fields_of(model: Any) -> dict[str, Any]:
    """Return the types of a model's fields, in order."""
    model.model_rebuild()
    return {name: plain(field.annotation) for name, field in model.model_fields.items()}


def plain(hint: Any) -> Any:
    """Return a type without notes for pydantic."""
    if get_origin(hint) is Annotated:
        return plain(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        return Union[tuple(plain(each) for each in get_args(hint))]
    return hint


@pytest.mark.parametrize("name", MODELS)
def test_type_definitions(name: str) -> None:
    import bifrost

    model = getattr(bifrost, name)
    assert issubclass(model, BaseModel)
    assert list(fields_of(model).items()) == list(MODELS[name].items())


def test_document_list() -> None:
    from bifrost import DocumentData, DocumentList

    assert fields_of(DocumentList) == {"documents": list[DocumentData], "total": int, "limit": int, "offset": int}


def test_enums() -> None:
    from bifrost import ConfigType, ExecutionStatus, FormFieldType

    assert [each.name for each in ExecutionStatus] == ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]
    assert [each.name for each in ConfigType] == ["STRING", "SECRET", "JSON", "BOOL", "INT"]
    assert [each.name for each in FormFieldType] == ["TEXT", "NUMBER", "SELECT", "CHECKBOX", "DATE"]
    # The reference writes a status as text too: `status="Failed"`.
    assert ExecutionStatus.FAILED == "Failed" == str(ExecutionStatus.FAILED)
    assert ExecutionStatus("FAILED") is ExecutionStatus("failed") is ExecutionStatus.FAILED
    with pytest.raises(ValueError):
        ExecutionStatus("Lost")


@pytest.mark.parametrize(
    "name", ["UserError", "WorkflowError", "ValidationError", "IntegrationError", "ConfigurationError"]
)
def test_errors(name: str) -> None:
    import bifrost

    error = getattr(bifrost, name)
    assert error.__mro__[1] is Exception
    assert str(error("told")) == "told"
