"""Similarity of texts by their words, and a language model that needs none of its own."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any


def similarity(one: str, other: str) -> float:
    """Return the cosine of two texts' words."""
    left, right = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    shared = sum(left[word] * right[word] for word in left)
    length = math.sqrt(sum(n * n for n in left.values()) * sum(n * n for n in right.values()))
    return shared / length if length else 0.0


def fitting(schema: Mapping[str, Any], words: str) -> Any:
    """Return a value that a JSON Schema allows."""
    kind = schema.get("type")
    if kind == "object":
        return {name: fitting(each, words) for name, each in schema.get("properties", {}).items()}
    if kind == "array":
        return [fitting(schema.get("items", {}), words)]
    if kind in {"number", "integer"}:
        return 1
    if kind == "boolean":
        return True
    return words


def answer_to(request: Mapping[str, Any], found: list[str]) -> str:
    """Return what the model says: it repeats the question, with what it rests on."""
    question = str(request["messages"][-1]["content"])
    system = [str(each["content"]) for each in request["messages"] if each["role"] == "system"]
    if request.get("response_schema") is not None:
        text = json.dumps(fitting(request["response_schema"], "positive"))
        return f"```json\n{text}\n```" if request.get("model") == "fencing" else text
    parts = [*system, f"You said: {question}", *(f"[{text}]" for text in found)]
    return " ".join(parts)
