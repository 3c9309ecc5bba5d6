"""Completions of language models, resting on stored knowledge where wanted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Generator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from . import _ai
from .errors import WorkflowError
from .models import AIResponse, AIStreamChunk

if TYPE_CHECKING:
    from pydantic import BaseModel

    AnswerT = TypeVar("AnswerT", bound=BaseModel)

Message = dict[str, Any]


@overload
async def complete(
    prompt: str | None = None,
    *,
    messages: Sequence[Message] | None = None,
    system: str | None = None,
    response_format: None = None,
    knowledge: Sequence[str] | None = None,
    max_tokens: int | None = None,
    org_id: str | None = None,
    model: str | None = None,
) -> AIResponse: ...


@overload
async def complete(
    prompt: str | None = None,
    *,
    messages: Sequence[Message] | None = None,
    system: str | None = None,
    response_format: type[AnswerT],
    knowledge: Sequence[str] | None = None,
    max_tokens: int | None = None,
    org_id: str | None = None,
    model: str | None = None,
) -> AnswerT: ...


async def complete(
    prompt: str | None = None,
    *,
    messages: Sequence[Message] | None = None,
    system: str | None = None,
    response_format: type[AnswerT] | None = None,
    knowledge: Sequence[str] | None = None,
    max_tokens: int | None = None,
    org_id: str | None = None,
    model: str | None = None,
) -> AIResponse | AnswerT:
    """Complete a prompt or a conversation.

    Args:
        response_format: A pydantic model; the answer is one of it.
        knowledge: Namespaces whose documents the answer rests on.
    """
    answer = await _ai.complete(
        messages=_conversation(prompt, messages, system),
        knowledge=knowledge,
        response_schema=None
        if response_format is None
        else response_format.model_json_schema(),
        max_tokens=max_tokens,
        org_id=org_id,
        model=model,
    )
    if response_format is None:
        return answer
    return response_format.model_validate(json.loads(_without_fence(answer.content)))


def stream(
    prompt: str | None = None,
    *,
    messages: Sequence[Message] | None = None,
    system: str | None = None,
    knowledge: Sequence[str] | None = None,
    max_tokens: int | None = None,
    org_id: str | None = None,
    model: str | None = None,
) -> ChunkStream:
    """Complete a prompt or a conversation piece by piece: `async for chunk in stream(...)`."""
    conversation = _conversation(prompt, messages, system)
    return ChunkStream(
        {
            "messages": conversation,
            "knowledge": knowledge,
            "max_tokens": max_tokens,
            "org_id": org_id,
            "model": model,
        }
    )


class ChunkStream:
    """The pieces of an answer; may be awaited first, as all of this package may."""

    def __init__(self, request: dict[str, Any]) -> None:
        self._request = request

    def __await__(self) -> Generator[Any, None, ChunkStream]:
        return self._itself().__await__()

    async def _itself(self) -> ChunkStream:
        return self

    async def __aiter__(self) -> AsyncIterator[AIStreamChunk]:
        async with await _ai.stream(**self._request) as events:
            async for event in events:
                if event.error is not None:
                    raise WorkflowError(event.error)
                yield AIStreamChunk(
                    content=event.content or "",
                    done=event.done is True,
                    input_tokens=event.input_tokens,
                    output_tokens=event.output_tokens,
                )


def _conversation(
    prompt: str | None, messages: Sequence[Message] | None, system: str | None
) -> list[Message]:
    if prompt is None and not messages:
        raise ValueError("a prompt or messages must be given")
    before = [] if system is None else [{"role": "system", "content": system}]
    after = [] if prompt is None else [{"role": "user", "content": prompt}]
    return [*before, *(messages or ()), *after]


def _without_fence(text: str) -> str:
    """Return the JSON in an answer that may stand in a block of Markdown."""
    text = text.strip()
    if not text.startswith("```"):
        return text
    return text.removeprefix("```json").removeprefix("```").removesuffix("```").strip()
