"""A platform server that keeps state: what `platform.yaml` describes, and what is outside of it."""

from __future__ import annotations

import threading
import time

import uvicorn
from file_storage import FileStorage
from history import History
from knowing import Knowing
from outside import Outside
from people import People
from settings import Settings
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from store import Store
from tables import Tables


class Platform:
    """The server and its state."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.outside = Outside()
        areas = [kind(store) for kind in (Settings, FileStorage, Tables, People, History, Knowing)]
        rows = [row for area in areas for row in area.routes()]
        routes = [Route(path, handler, methods=[method]) for method, path, handler in rows]
        app = Starlette(
            routes=[*self.outside.routes, *routes],
            exception_handlers={HTTPException: problem},
        )
        self.uvicorn = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        self.url = ""

    def start(self) -> None:
        """Serve on a free port."""
        threading.Thread(target=self.uvicorn.run, daemon=True).start()
        while not self.uvicorn.started:
            time.sleep(0.005)
        port = self.uvicorn.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        """Stop serving."""
        self.uvicorn.should_exit = True


async def problem(request: Request, error: Exception) -> Response:
    """Answer with an error as the description has it."""
    assert isinstance(error, HTTPException)
    return JSONResponse({"detail": error.detail}, error.status_code)
