"""Stored knowledge, and a language model that rests on it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from area import Area, RouteRow, gone
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from store import GLOBAL
from words import answer_to, similarity


class Knowing(Area):
    """Stored knowledge, and a language model that rests on it."""

    def routes(self) -> list[RouteRow]:
        return [
            ("POST", "/api/ai/complete", self.ai_complete),
            ("POST", "/api/ai/stream", self.ai_stream),
            ("POST", "/api/knowledge/store", self.knowledge_store),
            ("POST", "/api/knowledge/store-many", self.knowledge_store_many),
            ("POST", "/api/knowledge/search", self.knowledge_search),
            ("GET", "/api/knowledge/documents/{key:path}", self.knowledge_get),
            ("DELETE", "/api/knowledge/documents/{key:path}", self.knowledge_delete),
            ("DELETE", "/api/knowledge/namespaces/{namespace}", self.knowledge_drop),
            ("GET", "/api/knowledge/namespaces", self.knowledge_namespaces),
        ]

    def rests_on(self, request: Request, body: Any) -> list[str]:
        question = body["messages"][-1]["content"]
        if not body.get("knowledge"):
            return []
        return [each["content"] for each in self.found(request, question, body["knowledge"])[:3]]

    async def ai_complete(self, request: Request) -> Response:
        body = await request.json()
        content = answer_to(body, self.rests_on(request, body))
        if body.get("max_tokens") is not None:
            content = " ".join(content.split()[: body["max_tokens"]])
        return JSONResponse(
            {
                "content": content,
                "input_tokens": sum(len(each["content"].split()) for each in body["messages"]),
                "output_tokens": len(content.split()),
                "model": body.get("model") or "echo",
            }
        )

    async def ai_stream(self, request: Request) -> Response:
        body = await request.json()
        words = answer_to(body, self.rests_on(request, body)).split(" ")

        async def events() -> AsyncIterator[str]:
            for index, word in enumerate(words):
                if word == "fail":
                    yield f"data: {json.dumps({'error': 'the model failed'})}\n\n"
                    return
                text = word if index == 0 else f" {word}"
                yield f"data: {json.dumps({'content': text})}\n\n"
            yield f"data: {json.dumps({'done': True, 'input_tokens': 3, 'output_tokens': len(words)})}\n\n"
            yield "data: [DONE]\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    def documents_in(self, scope: str, namespace: str) -> dict[str, Any]:
        found: dict[str, Any] = self.store.table("knowledge").setdefault(f"{scope}|{namespace}", {})
        return found

    def learn(self, request: Request, namespace: str, document: Any) -> str:
        kept = self.documents_in(self.scope(request), namespace)
        key = document.get("key")
        before = [each["id"] for each in kept.values() if key is not None and each["key"] == key]
        doc_id = before[0] if before else self.store.new_id("doc")
        kept[doc_id] = {
            "id": doc_id,
            "namespace": namespace,
            "content": document["content"],
            "metadata": document.get("metadata") or {},
            "score": None,
            "key": key,
        }
        return doc_id

    async def knowledge_store(self, request: Request) -> Response:
        body = await request.json()
        return self.change({"id": self.learn(request, body["namespace"], body)})

    async def knowledge_store_many(self, request: Request) -> Response:
        body = await request.json()
        return self.change({"ids": [self.learn(request, body["namespace"], each) for each in body["documents"]]})

    def found(self, request: Request, query: str, namespaces: list[str], fallback: bool = True) -> list[Any]:
        scope = self.scope(request)
        scopes = [scope, GLOBAL] if fallback and scope != GLOBAL else [scope]
        documents = [
            {**each, "score": round(similarity(query, each["content"]), 4)}
            for one in scopes
            for namespace in namespaces
            for each in self.documents_in(one, namespace).values()
        ]
        known = [each for each in documents if each["score"] > 0]
        return sorted(known, key=lambda each: each["score"], reverse=True)

    async def knowledge_search(self, request: Request) -> Response:
        body = await request.json()
        wish = body["namespace"]
        found = self.found(request, body["query"], [wish] if isinstance(wish, str) else wish, body["fallback"])
        least = body.get("min_score") or 0.0
        fitting = [
            each
            for each in found
            if each["score"] >= least
            and all(each["metadata"].get(key) == value for key, value in (body.get("metadata_filter") or {}).items())
        ]
        return JSONResponse(fitting[: body["limit"]])

    def keyed(self, request: Request) -> tuple[dict[str, Any], str | None]:
        kept = self.documents_in(self.scope(request), request.query_params["namespace"])
        found = [each["id"] for each in kept.values() if each["key"] == request.path_params["key"]]
        return kept, found[0] if found else None

    async def knowledge_get(self, request: Request) -> Response:
        kept, doc_id = self.keyed(request)
        if doc_id is None:
            raise gone()
        return JSONResponse(kept[doc_id])

    async def knowledge_delete(self, request: Request) -> Response:
        kept, doc_id = self.keyed(request)
        if doc_id is not None:
            del kept[doc_id]
        return self.change({"deleted": doc_id is not None})

    async def knowledge_drop(self, request: Request) -> Response:
        place = f"{self.scope(request)}|{request.path_params['namespace']}"
        return self.change({"count": len(self.store.table("knowledge").pop(place, {}))})

    async def knowledge_namespaces(self, request: Request) -> Response:
        scope = self.scope(request)
        shown = {scope, GLOBAL} if request.query_params["include_global"] == "true" else {scope}
        found = []
        for place, documents in self.store.table("knowledge").items():
            owner, _, namespace = place.partition("|")
            if owner in shown and documents:
                found.append({"namespace": namespace, "scope": owner, "count": len(documents)})
        return JSONResponse(found)
