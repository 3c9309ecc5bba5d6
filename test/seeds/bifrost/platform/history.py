"""Forms, workflows and their executions."""

from __future__ import annotations

from datetime import datetime, timezone

from area import Area, Handler, RouteRow, gone
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class History(Area):
    """Forms, workflows and their executions."""

    def routes(self) -> list[RouteRow]:
        return [
            ("GET", "/api/forms", self.open_list("forms")),
            ("GET", "/api/forms/{id}", self.open_get("forms")),
            ("GET", "/api/executions", self.execution_list),
            ("GET", "/api/executions/{id}", self.open_get("executions")),
            ("GET", "/api/workflows", self.open_list("workflows")),
            ("GET", "/api/workflows/executions/{id}", self.open_get("executions")),
        ]

    def open_list(self, table: str) -> Handler:
        async def handle(request: Request) -> Response:
            self.caller(request)
            return JSONResponse(list(self.store.table(table).values()))

        return handle

    def open_get(self, table: str) -> Handler:
        async def handle(request: Request) -> Response:
            self.caller(request)
            found = self.store.table(table).get(request.path_params["id"])
            if found is None:
                raise gone()
            return JSONResponse(found)

        return handle

    async def execution_list(self, request: Request) -> Response:
        self.caller(request)
        query = request.query_params
        kept = sorted(
            self.store.table("executions").values(), key=lambda each: moment(each["started_at"]), reverse=True
        )
        found = [
            each
            for each in kept
            if query.get("workflowName") in {None, each["workflow_name"]}
            and query.get("status", each["status"]).lower() == each["status"].lower()
            and ("startDate" not in query or moment(each["started_at"]) >= moment(query["startDate"]))
            and ("endDate" not in query or moment(each["started_at"]) <= moment(query["endDate"]))
        ]
        return JSONResponse(found[: int(query["limit"])])


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)
