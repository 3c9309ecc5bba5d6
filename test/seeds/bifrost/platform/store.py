"""The platform's state: one JSON file, in which secrets are encrypted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

GLOBAL = "GLOBAL"


def now() -> str:
    return datetime.now(timezone.utc).isoformat()


@dataclass
class Caller:
    """Who a token belongs to."""

    user_id: str
    org_id: str | None
    is_admin: bool


class Store:
    """Tables of plain JSON; every change is written to the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.key = Fernet.generate_key()
        self.data: dict[str, Any] = {
            "tokens": {},
            "config": {},
            "integrations": {},
            "files": {},
            "tables": {},
            "organizations": {},
            "users": {},
            "roles": {},
            "forms": {},
            "executions": {},
            "workflows": {},
            "knowledge": {},
        }
        self.counter = 0

    def save(self) -> None:
        self.path.write_text(json.dumps(self.data, indent=1))

    def table(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.data[name]
        return found

    def new_id(self, prefix: str) -> str:
        self.counter += 1
        return f"{prefix}-{self.counter}"

    def seal(self, value: Any) -> str:
        """Return a value as it is kept: encrypted."""
        return Fernet(self.key).encrypt(json.dumps(value).encode()).decode()

    def unseal(self, text: str) -> Any:
        return json.loads(Fernet(self.key).decrypt(text.encode()))

    def add_token(self, token: str, caller: Caller) -> None:
        self.table("tokens")[token] = vars(caller)
        self.save()

    def add_integration(
        self,
        name: str,
        *,
        config: Mapping[str, Any],
        oauth: Mapping[str, Any] | None = None,
        mappings: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep an integration; what is secret in its credentials is encrypted."""
        self.table("integrations")[name] = {
            "integration_id": self.new_id("integration"),
            "config": dict(config),
            "oauth": None if oauth is None else self.seal(oauth),
            "mappings": dict(mappings or {}),
        }
        self.save()

    def add_execution(self, **values: Any) -> str:
        execution_id = values.get("execution_id") or self.new_id("exec")
        self.table("executions")[execution_id] = {
            "org_id": None,
            "executed_by": "user-1",
            "status": "Completed",
            "input_data": {},
            "result": None,
            "error_message": None,
            "duration_ms": None,
            "started_at": now(),
            "completed_at": None,
            **values,
            "execution_id": execution_id,
        }
        self.save()
        return execution_id
