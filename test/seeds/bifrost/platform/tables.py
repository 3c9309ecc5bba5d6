"""Documents in tables of an organization, or of one of its applications."""

from __future__ import annotations

import uuid
from typing import Any

from area import Area, RouteRow, gone
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from store import GLOBAL, now
from where import matches


class Tables(Area):
    """Documents in tables of an organization, or of one of its applications."""

    def routes(self) -> list[RouteRow]:
        return [
            ("POST", "/api/tables", self.table_create),
            ("GET", "/api/tables", self.table_list),
            ("DELETE", "/api/tables/{table}", self.table_delete),
            ("POST", "/api/tables/{table}/documents", self.document_insert),
            ("PUT", "/api/tables/{table}/documents/{doc_id:path}", self.document_upsert),
            ("GET", "/api/tables/{table}/documents/{doc_id:path}", self.document_get),
            ("PATCH", "/api/tables/{table}/documents/{doc_id:path}", self.document_update),
            ("DELETE", "/api/tables/{table}/documents/{doc_id:path}", self.document_delete),
            ("POST", "/api/tables/{table}/query", self.document_query),
            ("POST", "/api/tables/{table}/count", self.document_count),
        ]

    def place(self, request: Request, wish: Any) -> str:
        return f"{self.scope(request, wish.get('scope'))}|{wish.get('app') or ''}"

    def tables_at(self, request: Request, wish: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.store.table("tables").setdefault(self.place(request, wish), {})
        return found

    def new_table(self, request: Request, name: str, wish: Any) -> dict[str, Any]:
        scope = self.scope(request, wish.get("scope"))
        made = {
            "info": {
                "id": self.store.new_id("table"),
                "name": name,
                "description": wish.get("description"),
                "table_schema": wish.get("table_schema"),
                "organization_id": None if scope == GLOBAL else scope,
                "created_at": now(),
            },
            "documents": {},
        }
        self.tables_at(request, wish)[name] = made
        return made

    async def table_create(self, request: Request) -> Response:
        body = await request.json()
        if body["name"] in self.tables_at(request, body):
            raise HTTPException(409, "there is a table of that name")
        return self.change(self.new_table(request, body["name"], body)["info"])

    async def table_list(self, request: Request) -> Response:
        kept = self.tables_at(request, request.query_params)
        return JSONResponse([each["info"] for each in kept.values()])

    async def table_delete(self, request: Request) -> Response:
        kept = self.tables_at(request, request.query_params)
        found = kept.pop(request.path_params["table"], None)
        return self.change({"deleted": found is not None})

    def documents(self, request: Request, wish: Any, make: bool = False) -> dict[str, Any]:
        name = request.path_params["table"]
        table = self.tables_at(request, wish).get(name)
        if table is None:
            table = self.new_table(request, name, wish) if make else {"documents": {}}
        found: dict[str, Any] = table["documents"]
        return found

    def kept_document(self, request: Request, wish: Any, doc_id: str, data: Any) -> Response:
        kept = self.documents(request, wish, make=True)
        table = self.tables_at(request, wish)[request.path_params["table"]]
        created = kept[doc_id]["created_at"] if doc_id in kept else now()
        kept[doc_id] = {
            "id": doc_id,
            "table_id": table["info"]["id"],
            "data": data,
            "created_at": created,
            "updated_at": now(),
        }
        return self.change(kept[doc_id])

    async def document_insert(self, request: Request) -> Response:
        body = await request.json()
        doc_id = body.get("id") or str(uuid.uuid4())
        if doc_id in self.documents(request, body):
            raise HTTPException(409, "there is a document of that identifier")
        return self.kept_document(request, body, doc_id, body["data"])

    async def document_upsert(self, request: Request) -> Response:
        body = await request.json()
        return self.kept_document(request, body, request.path_params["doc_id"], body["data"])

    async def document_get(self, request: Request) -> Response:
        kept = self.documents(request, request.query_params)
        found = kept.get(request.path_params["doc_id"])
        if found is None:
            raise gone()
        return JSONResponse(found)

    async def document_update(self, request: Request) -> Response:
        body = await request.json()
        doc_id = request.path_params["doc_id"]
        found = self.documents(request, body).get(doc_id)
        if found is None:
            raise gone()
        return self.kept_document(request, body, doc_id, {**found["data"], **body["data"]})

    async def document_delete(self, request: Request) -> Response:
        kept = self.documents(request, request.query_params)
        found = kept.pop(request.path_params["doc_id"], None)
        return self.change({"deleted": found is not None})

    def selected(self, request: Request, body: Any) -> list[Any]:
        kept = self.documents(request, body).values()
        try:
            return [each for each in kept if matches(each["data"], body.get("where"))]
        except ValueError as error:
            raise HTTPException(400, str(error)) from error

    async def document_query(self, request: Request) -> Response:
        body = await request.json()
        found = self.selected(request, body)
        field = body.get("order_by")
        if field is not None:
            known = [each for each in found if value_of(each, field) is not None]
            rest = [each for each in found if value_of(each, field) is None]
            known.sort(key=lambda each: value_of(each, field), reverse=body["order_dir"] == "desc")
            found = known + rest
        limit, offset = body["limit"], body["offset"]
        page = found[offset : offset + limit]
        return JSONResponse({"documents": page, "total": len(found), "limit": limit, "offset": offset})

    async def document_count(self, request: Request) -> Response:
        return JSONResponse({"count": len(self.selected(request, await request.json()))})


def value_of(document: Any, field: str) -> Any:
    return document[field] if field in {"id", "created_at", "updated_at"} else document["data"].get(field)
