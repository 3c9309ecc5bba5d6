"""A server that behaves like the real one, in memory: `python server.py --document ethos.json [--port 3000]`.

It speaks the plain wire under `/openapi` (and at the root), the `{"json": ...}` wire under
`/rpc`, events under `/sse`, and prints its address when it is ready.
"""

from __future__ import annotations

import argparse
import json
import threading
import uuid
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

OWNER_KEY = "sk-ethos-owner"
"""May do everything from everywhere."""
WEB_KEY = "sk-ethos-web"
"""Only for pages of one origin."""
WEB_ORIGIN = "http://localhost:5173"
ORIGINS: dict[str, list[str]] = {OWNER_KEY: [], WEB_KEY: [WEB_ORIGIN]}

Json = dict[str, Any]


class Refusal(Exception):
    """An error of the service, told in the envelope of whichever wire asked."""

    def __init__(self, status: int, code: str, text: str, data: Json | None = None, headers: dict[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.code, self.text, self.data, self.headers = status, code, text, data, headers or {}


class Service:
    """The state, and one method for each procedure: `sessions.list` is `sessions_list`."""

    def __init__(self, list_key: str) -> None:
        self.list_key = list_key
        self.lock = threading.Condition()
        self.sessions: dict[str, Json] = {}
        self.messages: dict[str, list[Json]] = {}
        self.events: dict[str, list[Json]] = {}
        self.memory: dict[tuple[str, str], str] = {}
        self.modes: dict[str, str] = {}
        self.keys: list[Json] = []
        self.transcribed = 0
        self.cuts: list[int] = []
        self.seen: list[Json] = []
        for number in (1, 2, 3):
            self._new_session(f"s{number}", f"Session {number}")

    def call(self, procedure: str, given: Json) -> Any:
        method: Callable[[Json], Any] | None = getattr(self, procedure.replace(".", "_"), None)
        if method is None or procedure.startswith("_"):
            raise Refusal(404, "NOT_FOUND", f"No procedure {procedure}")
        with self.lock:
            return method(given)

    def _new_session(self, key: str, title: str | None) -> Json:
        usage = {name: 0 for name in ("inputTokens", "outputTokens", "cacheReadTokens", "cacheCreationTokens", "estimatedCostUsd", "apiCallCount", "compactionCount")}
        now = "2026-05-01T10:00:00.000Z"
        session: Json = {
            "id": key, "key": f"web:{key}", "platform": "web", "model": "small", "provider": "local", "personalityId": "muse", "parentSessionId": None,
            "workingDir": None, "title": title, "pinned": False, "usage": usage, "createdAt": now, "updatedAt": now, "version": 1,
        }  # fmt: skip
        self.sessions[key] = session
        self.messages[key] = []
        self.events[key] = []
        return session

    def _session(self, key: str) -> Json:
        if key not in self.sessions:
            raise Refusal(404, "SESSION_NOT_FOUND", f"There is no session {key}", {"action": "List the sessions."})
        return self.sessions[key]

    def sessions_list(self, given: Json) -> Json:
        limit = given.get("limit", 50)
        if not isinstance(limit, int) or not 1 <= limit <= 200:
            raise invalid("limit", "Too big: expected number to be <=200")
        found = [session for session in self.sessions.values() if given.get("q", "") in (session["title"] or "")]
        start = int(given.get("cursor") or 0)
        following = str(start + limit) if start + limit < len(found) else None
        return {self.list_key: found[start : start + limit], "nextCursor": following}

    def sessions_get(self, given: Json) -> Json:
        key = wanted(given, "id")
        return {"session": self._session(key), "messages": self.messages[key]}

    def sessions_fork(self, given: Json) -> Json:
        parent = self._session(wanted(given, "id"))
        made = self._new_session(f"s{len(self.sessions) + 1}", parent["title"])
        made["parentSessionId"] = parent["id"]
        return {"session": made}

    def sessions_update(self, given: Json) -> Json:
        session = self._session(wanted(given, "id"))
        if "title" not in given:
            raise invalid("title", "Invalid input: expected string, received undefined")
        if given.get("expectedVersion", session["version"]) != session["version"]:
            raise Refusal(409, "SESSION_EXISTS", "The session has changed meanwhile")
        session["title"] = given["title"]
        session["version"] += 1
        return {"session": session}

    def sessions_delete(self, given: Json) -> Json:
        key = wanted(given, "id")
        self._session(key)
        del self.sessions[key]
        return {"ok": True}

    def sessions_export(self, given: Json) -> Json:
        session = self._session(wanted(given, "id"))
        return {"content": f"# {session['title']}\n", "filename": f"{session['id']}.md"}

    def sessions_pin(self, given: Json) -> Json:
        session = self._session(wanted(given, "id"))
        session["pinned"] = True
        return {"session": session}

    def sessions_unpin(self, given: Json) -> Json:
        session = self._session(wanted(given, "id"))
        session["pinned"] = False
        return {"session": session}

    def chat_send(self, given: Json) -> Json:
        wanted(given, "clientId")
        text = wanted(given, "text")
        key = given.get("sessionId") or self._new_session(f"s{len(self.sessions) + 1}", None)["id"]
        self._session(key)
        turn = f"t{len(self.messages[key]) + 1}"
        reply = f"You said: {text}"
        for role, content in (("user", text), ("assistant", reply)):
            self.messages[key].append({
                "id": uuid.uuid4().hex, "sessionId": key, "role": role, "content": content, "toolCallId": None, "toolName": None, "toolCalls": None,
                "timestamp": "2026-05-01T10:00:01.000Z",
            })  # fmt: skip
        self._event(key, {"type": "run_start", "turnId": turn})
        for word in reply.split(" "):
            self._event(key, {"type": "text_delta", "text": word})
        self._event(key, {"type": "usage", "inputTokens": 3, "outputTokens": 5, "estimatedCostUsd": 0.001})
        self._event(key, {"type": "done", "text": reply, "turnCount": 1})
        return {"sessionId": key, "turnId": turn}

    def _event(self, key: str, event: Json) -> None:
        self.events[key].append(event)
        self.lock.notify_all()

    def chat_abort(self, given: Json) -> Json:
        self._session(wanted(given, "sessionId"))
        return {"ok": True}

    def memory_list(self, given: Json) -> Json:
        who = wanted(given, "personalityId")
        return {"items": [self._file(store, who) for (store, owner) in self.memory if owner == who], "nextCursor": None}

    def _file(self, store: str, who: str) -> Json:
        found = self.memory.get((store, who))
        return {"store": store, "content": found or "", "path": None if found is None else f"{who}/{store}.md", "modifiedAt": None}

    def memory_get(self, given: Json) -> Json:
        return {"file": self._file(wanted(given, "store"), wanted(given, "personalityId"))}

    def memory_write(self, given: Json) -> Json:
        self.memory[wanted(given, "store"), wanted(given, "personalityId")] = given["content"]
        return self.memory_get(given)

    def personalities_list(self, given: Json) -> Json:
        return {"items": [self.personalities_get({"id": key})["personality"] for key in ("muse", "sage")]}

    def personalities_get(self, given: Json) -> Json:
        key = wanted(given, "id")
        model: Any = {"default": "small", "deep": "large"} if key == "sage" else "small"
        return {"personality": {"id": key, "name": key.title(), "description": None, "model": model, "mcp_servers": ["files"], "streamingTimeoutMs": 30000}}

    def meta_capabilities(self, given: Json) -> Json:
        return {"capabilities": {"voice": True, "mesh": False}}

    def apiKeys_create(self, given: Json) -> Json:
        secret = f"sk-ethos-{len(self.keys)}"
        ORIGINS[secret] = given["allowedOrigins"]
        key = {"id": f"k{len(self.keys)}", "prefix": secret[:9], "createdAt": "2026-05-01T10:00:00.000Z", "lastUsed": None, "revokedAt": None, **given}
        self.keys.append(key)
        return {"secret": secret, "key": key}

    def voice_laneMode_get(self, given: Json) -> Json:
        return {"mode": self.modes.get(given.get("sessionId", ""), "off")}

    def voice_laneMode_set(self, given: Json) -> Json:
        self.modes[wanted(given, "sessionId")] = wanted(given, "mode")
        return self.voice_laneMode_get(given)

    def voice_transcribe(self, given: Json) -> Json:
        self.transcribed += 1
        if self.transcribed > 2:
            raise Refusal(429, "rate_limited", "Too many recordings", headers={"Retry-After": "600"})
        return {"text": f"{len(wanted(given, 'audio'))} letters of sound"}

    def eval_list(self, given: Json) -> Json:
        return {"items": [{"id": "e1", "status": "done"}]}

    def slashCommands_list(self, given: Json) -> Json:
        return {"commands": [{"name": "help", "description": "What there is"}]}

    def a2a_peers_list(self, given: Json) -> list[Json]:
        return [{"id": "p1", "url": "http://peer.test", "enabled": True}]


def wanted(given: Json, name: str) -> str:
    """Return a member that has to be there, and be text."""
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise invalid(name, "Invalid input: expected string, received undefined")
    return value


def invalid(name: str, text: str) -> Refusal:
    """Return the refusal of an input, as the framework's validation words it."""
    return Refusal(400, "BAD_REQUEST", "Input validation failed", {"issues": [{"path": [name], "message": text}]})


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: EthosServer

    def log_message(self, *arguments: Any) -> None:
        return

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self._enter(path, b"")
        if path in {"/openapi", "/openapi/"}:
            self._send(200, b"<!doctype html><title>Ethos API</title>", "text/html")
        elif path == "/openapi/spec.json" and "ethos_auth=" not in self.headers.get("Cookie", ""):
            self._refuse(Refusal(401, "UNAUTHORIZED", "Sign in to read the document"))
        elif path == "/openapi/spec.json":
            origin = f"http://{self.headers['Host']}"
            self._send(200, self.server.document.replace("http://localhost:3000", origin).encode())
        elif path == "/healthz":
            self._json(200, {"status": "ok", "uptime": 1})
        elif path.startswith("/v1/"):
            error = {"message": "Incorrect API key provided", "type": "invalid_request_error", "code": "invalid_api_key", "param": None}
            if self._key() is None:
                self._json(401, {"error": error})
            else:
                self._json(200, {"object": "list", "data": [{"id": "small"}]})
        elif path.startswith("/sse/sessions/"):
            self._guarded(lambda: self._events(path.rpartition("/")[2]))
        else:
            self._refuse(Refusal(405 if path.startswith("/rpc/") else 404, "METHOD_NOT_SUPPORTED", "Use POST"))

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._enter(path, body)
        if path == "/test/cut":
            self.server.service.cuts.append(int(body))
            return self._json(200, {})
        if path == "/test/seen":
            return self._json(200, self.server.service.seen)
        self._guarded(lambda: self._procedure(path, body))

    def _enter(self, path: str, body: bytes) -> None:
        self.request_id = uuid.uuid4().hex[:12]
        if not path.startswith("/test/"):
            kept = {name: self.headers[name] for name in ("Authorization", "Last-Event-ID", "Origin", "Cookie") if name in self.headers}
            self.server.service.seen.append({"method": self.command, "path": path, "headers": kept, "body": body.decode()})

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do it if the key and the origin may."""
        try:
            key = self._key()
            if key is None and "ethos_auth=" not in self.headers.get("Cookie", ""):
                raise Refusal(401, "UNAUTHORIZED", "Missing or unknown API key", {"action": "Create a key in the settings."})
            allowed = ORIGINS[key] if key else []
            if allowed and self.headers.get("Origin") not in allowed:
                raise Refusal(403, "FORBIDDEN", "Origin is not allowed for this key", {"action": "Add the origin to the key."})
            act()
        except Refusal as refusal:
            self._refuse(refusal)

    def _key(self) -> str | None:
        kind, _, key = self.headers.get("Authorization", "").partition(" ")
        return key if kind == "Bearer" and key in ORIGINS else None

    def _procedure(self, path: str, body: bytes) -> None:
        rpc = path.startswith("/rpc/")
        name = path.removeprefix("/rpc").removeprefix("/openapi").strip("/").replace("/", ".")
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            raise Refusal(400, "BAD_REQUEST", "Malformed body") from None
        if rpc:
            given = given.get("json", {}) if isinstance(given, dict) else {}
        answer = self.server.service.call(name, given)
        self._json(200, {"json": answer} if rpc else answer)

    def _refuse(self, refusal: Refusal) -> None:
        path = urlsplit(self.path).path
        if refusal.status == 429:
            body: Json = {"ok": False, "code": refusal.code, "detail": refusal.text}
        elif refusal.status in {401, 403} or path.startswith("/sse/"):
            body = {"ok": False, "code": refusal.code, "error": refusal.text, **(refusal.data or {}), "requestId": self.request_id}
        else:
            body = {"defined": False, "code": refusal.code, "status": refusal.status, "message": refusal.text}
            if refusal.data is not None:
                body["data"] = refusal.data
            if path.startswith("/rpc/"):
                body = {"json": body, "meta": []}
        self._json(refusal.status, body, refusal.headers)

    def _events(self, key: str) -> None:
        service = self.server.service
        service._session(key)
        last = self.headers.get("Last-Event-ID", "")
        position = int(last) if last.isdigit() else 0
        cut = service.cuts.pop(0) if service.cuts else None
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("x-request-id", self.request_id)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._chunk(b"data: " + json.dumps({"type": "stream_meta", "requestId": self.request_id}).encode() + b"\n\n")
        sent = 0
        while True:
            with service.lock:
                while position >= len(service.events[key]):
                    if not service.lock.wait(0.2) and self.server.ending:
                        return
                event = service.events[key][position]
            if sent == cut:
                # The connection breaks: no last chunk.
                self.close_connection = True
                return
            position += 1
            sent += 1
            self._chunk(f"id: {position}\ndata: {json.dumps(event)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(body).encode(), "application/json", headers)

    def _send(self, status: int, body: bytes, kind: str = "application/json", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), "x-request-id": self.request_id, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class EthosServer(ThreadingHTTPServer):
    """The server with its state."""

    daemon_threads = True

    def __init__(self, document: str, list_key: str = "items", port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.document = document
        self.service = Service(list_key)
        self.ending = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        return

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.server_address[1]}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--document", required=True, help="what /openapi/spec.json serves")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--list-key", default="items", help="the member that holds the sessions")
    arguments = parser.parse_args()
    with open(arguments.document, encoding="utf-8") as file:
        server = EthosServer(file.read(), arguments.list_key, arguments.port)
    print(server.origin, flush=True)
    server.serve_forever()
