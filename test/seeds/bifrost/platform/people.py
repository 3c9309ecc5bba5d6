"""Organizations, users and roles, which administrators manage."""

from __future__ import annotations

from typing import Any

from area import Area, Handler, RouteRow, gone
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class People(Area):
    """Organizations, users and roles, which administrators manage."""

    def routes(self) -> list[RouteRow]:
        return [
            ("POST", "/api/organizations", self.organization_create),
            ("GET", "/api/organizations", self.organization_list),
            ("GET", "/api/organizations/{id}", self.admin_get("organizations")),
            ("PATCH", "/api/organizations/{id}", self.admin_update("organizations")),
            ("DELETE", "/api/organizations/{id}", self.admin_delete("organizations")),
            ("POST", "/api/users", self.user_create),
            ("GET", "/api/users", self.user_list),
            ("GET", "/api/users/{id}", self.admin_get("users")),
            ("PATCH", "/api/users/{id}", self.admin_update("users")),
            ("DELETE", "/api/users/{id}", self.admin_delete("users")),
            ("POST", "/api/roles", self.role_create),
            ("GET", "/api/roles", self.role_list),
            ("GET", "/api/roles/{id}", self.admin_get("roles")),
            ("PATCH", "/api/roles/{id}", self.admin_update("roles")),
            ("DELETE", "/api/roles/{id}", self.role_delete),
            ("GET", "/api/roles/{id}/{kind}", self.role_members),
            ("POST", "/api/roles/{id}/{kind}", self.role_assign),
        ]

    async def organization_create(self, request: Request) -> Response:
        self.admin(request)
        body = await request.json()
        made = {"id": self.store.new_id("org"), "domain": None, **body}
        self.store.table("organizations")[made["id"]] = made
        return self.change(made)

    async def organization_list(self, request: Request) -> Response:
        self.admin(request)
        return JSONResponse(list(self.store.table("organizations").values()))

    async def user_create(self, request: Request) -> Response:
        self.admin(request)
        body = await request.json()
        made = {"id": self.store.new_id("user"), "organization_id": body.pop("org_id", None), **body}
        self.store.table("users")[made["id"]] = made
        return self.change(made)

    async def user_list(self, request: Request) -> Response:
        self.admin(request)
        org_id = request.query_params.get("org_id")
        kept = self.store.table("users").values()
        return JSONResponse([each for each in kept if org_id in {None, each["organization_id"]}])

    async def role_create(self, request: Request) -> Response:
        self.admin(request)
        body = await request.json()
        made = {
            "id": self.store.new_id("role"),
            "organization_id": self.scope(request),
            "is_active": True,
            **body,
        }
        self.store.table("roles")[made["id"]] = made
        return self.change(made)

    async def role_list(self, request: Request) -> Response:
        self.admin(request)
        scope = self.scope(request)
        kept = self.store.table("roles").values()
        return JSONResponse([each for each in kept if each["organization_id"] == scope and each["is_active"]])

    async def role_delete(self, request: Request) -> Response:
        self.admin_item(request, "roles")["is_active"] = False
        return self.change()

    async def role_members(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        members = self.admin_item(request, "roles").get(kind, [])
        return JSONResponse({f"{kind.removesuffix('s')}_ids": members})

    async def role_assign(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        role = self.admin_item(request, "roles")
        new = (await request.json())[f"{kind.removesuffix('s')}_ids"]
        role[kind] = list(dict.fromkeys([*role.get(kind, []), *new]))
        return self.change()

    def admin_item(self, request: Request, table: str) -> dict[str, Any]:
        self.admin(request)
        found: dict[str, Any] | None = self.store.table(table).get(request.path_params["id"])
        if found is None:
            raise gone()
        return found

    def admin_get(self, table: str) -> Handler:
        async def handle(request: Request) -> Response:
            return JSONResponse(self.admin_item(request, table))

        return handle

    def admin_update(self, table: str) -> Handler:
        async def handle(request: Request) -> Response:
            found = self.admin_item(request, table)
            changes = await request.json()
            if "org_id" in changes:
                changes["organization_id"] = changes.pop("org_id")
            found.update(changes)
            return self.change(found)

        return handle

    def admin_delete(self, table: str) -> Handler:
        async def handle(request: Request) -> Response:
            self.admin(request)
            found = self.store.table(table).get(request.path_params["id"])
            if found is not None:
                found["is_active"] = False
            return self.change({"deleted": found is not None})

        return handle
