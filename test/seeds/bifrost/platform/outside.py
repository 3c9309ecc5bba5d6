"""What is outside of the platform: a directory of users, an OAuth server and a service desk."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class Outside:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.created: list[tuple[str | None, dict[str, Any]]] = []
        self.refreshes: list[str] = []
        self.routes = [
            Route("/outside/users", self.create_user, methods=["POST"]),
            Route("/outside/oauth/token", self.token_route, methods=["POST"]),
            Route("/outside/desk/tickets", self.tickets),
        ]

    async def create_user(self, request: Request) -> Response:
        body = await request.json()
        self.created.append((request.headers.get("authorization"), body))
        if request.headers.get("authorization") != "Bearer sk_live_xxxx":
            return Response("the key is not valid", 401)
        return JSONResponse({"id": "123", **body}, 201)

    async def token_route(self, request: Request) -> Response:
        form = await request.form()
        token = str(form["refresh_token"])
        self.refreshes.append(token)
        if form["grant_type"] != "refresh_token" or not token.startswith("refresh-"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        number = len(self.refreshes)
        return JSONResponse(
            {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}", "expires_in": 3600}
        )

    async def tickets(self, request: Request) -> Response:
        if not request.headers.get("authorization", "").startswith("Bearer access-"):
            return JSONResponse({"message": "who are you?"}, 401)
        return JSONResponse([{"id": 7, "summary": "Printer", "status": "open"}])
