"""Configuration with secrets, and integrations with OAuth credentials."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import httpx
from area import Area, RouteRow, gone
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class Settings(Area):
    """Configuration with secrets, and integrations with OAuth credentials."""

    def routes(self) -> list[RouteRow]:
        return [
            ("GET", "/api/config", self.config_list),
            ("GET", "/api/config/{key:path}", self.config_get),
            ("PUT", "/api/config/{key:path}", self.config_set),
            ("DELETE", "/api/config/{key:path}", self.config_delete),
            ("GET", "/api/integrations/{name:path}", self.integration_get),
        ]

    def config_of(self, request: Request) -> dict[str, Any]:
        kept: dict[str, Any] = self.store.table("config").setdefault(self.scope(request), {})
        return kept

    def config_value(self, entry: dict[str, Any]) -> Any:
        return self.store.unseal(entry["value"]) if entry["type"] == "secret" else entry["value"]

    async def config_list(self, request: Request) -> Response:
        kept = self.config_of(request)
        return JSONResponse({"data": {key: self.config_value(each) for key, each in kept.items()}})

    async def config_get(self, request: Request) -> Response:
        key = request.path_params["key"]
        entry = self.config_of(request).get(key)
        if entry is None:
            raise gone()
        value = self.config_value(entry)
        return JSONResponse({"key": key, "value": value, "config_type": entry["type"]})

    async def config_set(self, request: Request) -> Response:
        body = await request.json()
        value = body["value"]
        kinds = {bool: "bool", int: "int", str: "string"}
        entry = {"type": kinds.get(type(value), "json"), "value": value}
        if body["is_secret"]:
            entry = {"type": "secret", "value": self.store.seal(value)}
        self.config_of(request)[request.path_params["key"]] = entry
        return self.change()

    async def config_delete(self, request: Request) -> Response:
        found = self.config_of(request).pop(request.path_params["key"], None)
        return self.change({"deleted": found is not None})

    async def integration_get(self, request: Request) -> Response:
        kept = self.store.table("integrations").get(request.path_params["name"])
        scope = self.scope(request, request.query_params.get("org_id"))
        if kept is None:
            raise gone()
        mapping = kept["mappings"].get(scope, {})
        return JSONResponse(
            {
                "integration_id": kept["integration_id"],
                "entity_id": mapping.get("entity_id"),
                "entity_name": mapping.get("entity_name"),
                "config": {**kept["config"], **mapping.get("config", {})},
                "oauth": None if kept["oauth"] is None else await self.fresh(kept),
            }
        )

    async def fresh(self, kept: dict[str, Any]) -> Any:
        """Return the credentials, with a new access token where the old one has expired."""
        oauth = self.store.unseal(kept["oauth"])
        expires_at = datetime.fromisoformat(oauth["expires_at"])
        if expires_at > datetime.now(timezone.utc):
            return oauth
        async with httpx.AsyncClient() as client:
            form = {"grant_type": "refresh_token", "refresh_token": oauth["refresh_token"]}
            answer = await client.post(oauth["token_url"], data=form)
        if answer.status_code != 200:
            raise HTTPException(502, "the tokens could not be refreshed")
        tokens = answer.json()
        oauth["access_token"] = tokens["access_token"]
        oauth["refresh_token"] = tokens["refresh_token"]
        until = datetime.now(timezone.utc) + timedelta(seconds=tokens["expires_in"])
        oauth["expires_at"] = until.isoformat()
        kept["oauth"] = self.store.seal(oauth)
        self.store.save()
        return oauth
