"""What all parts of the platform share: its state, and who calls for which organization."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from store import GLOBAL, Caller, Store

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
RouteRow: TypeAlias = tuple[str, str, Handler]


def gone() -> HTTPException:
    return HTTPException(404, "there is none")


class Area:
    """A part of the platform."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def routes(self) -> list[RouteRow]:
        """Return method, path and handler of what this part answers."""
        return []

    def caller(self, request: Request) -> Caller:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        found = self.store.table("tokens").get(token)
        if scheme != "Bearer" or found is None:
            raise HTTPException(401, "the access token is not valid")
        return Caller(**found)

    def admin(self, request: Request) -> Caller:
        caller = self.caller(request)
        if not caller.is_admin:
            raise HTTPException(403, "only platform administrators may do this")
        return caller

    def scope(self, request: Request, wish: str | None = None) -> str:
        """Return the organization of a call: the wish, else the execution's, else the caller's."""
        caller = self.caller(request)
        own = caller.org_id or GLOBAL
        scope = wish or request.headers.get("x-bifrost-scope") or own
        scope = GLOBAL if scope.upper() == GLOBAL else scope
        if scope != own and not caller.is_admin:
            raise HTTPException(403, f"the scope {scope} is not yours")
        return scope

    def change(self, value: Any = None) -> Response:
        self.store.save()
        return Response(status_code=204) if value is None else JSONResponse(value)
