"""Files by organization and location."""

from __future__ import annotations

import base64
from typing import Any

from area import Area, RouteRow, gone
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class FileStorage(Area):
    """Files by organization and location."""

    def routes(self) -> list[RouteRow]:
        return [
            ("POST", "/api/files/{action}", self.files),
        ]

    async def files(self, request: Request) -> Response:
        action = request.path_params["action"]
        binary = action == "write-bytes"
        body = dict(request.query_params) if binary else await request.json()
        location = body.get("location", "workspace")
        if location not in {"workspace", "temp", "uploads"}:
            raise HTTPException(400, f"there is no location {location}")
        if location == "uploads" and action in {"write", "write-bytes", "delete"}:
            raise HTTPException(403, "uploads can only be read")
        kept = self.store.table("files").setdefault(f"{self.scope(request)}/{location}", {})
        path = body.get("path", "")
        if action in {"read", "read-bytes", "delete"} and path not in kept:
            raise gone()
        if action == "read":
            return JSONResponse({"content": base64.b64decode(kept[path]).decode()})
        if action == "read-bytes":
            return Response(base64.b64decode(kept[path]), media_type="application/octet-stream")
        if action == "exists":
            return JSONResponse({"exists": path in kept})
        if action == "list":
            return JSONResponse({"files": listed(kept, body.get("directory", ""))})
        if action == "delete":
            del kept[path]
        else:
            content = await request.body() if binary else body["content"].encode()
            kept[path] = base64.b64encode(content).decode()
        return self.change()


def listed(kept: dict[str, Any], directory: str) -> list[str]:
    """Return what is right in a directory; a directory below has a `/` at the end."""
    start = f"{directory.strip('/')}/" if directory.strip("/") else ""
    found: set[str] = set()
    for path in kept:
        if path.startswith(start):
            name, slash, _ = path[len(start) :].partition("/")
            found.add(start + name + slash)
    return sorted(found)
