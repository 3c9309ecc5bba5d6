"""Makes the calls of a plan with a generated client: reads the plan from stdin, writes what became of each call."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import operator
import sys
from collections.abc import Mapping
from typing import Any


def argument(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"$bytes"}:
            return value["$bytes"].encode()
        return {key: argument(each) for key, each in value.items()}
    return [argument(each) for each in value] if isinstance(value, list) else value


def shown(value: Any) -> Any:
    """In wire form, whatever the classes are called."""
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": len(value)}
    if hasattr(value, "to_dict"):
        return shown(value.to_dict())
    if isinstance(value, Mapping):
        return {str(key): shown(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(each) for each in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return shown(dict(value))
    return str(value)


def call(client: Any, step: dict[str, Any]) -> Any:
    positional = [argument(each) for each in step["positional"]]
    keywords = {key: argument(each) for key, each in step["keywords"].items()}
    return operator.attrgetter(step["method"])(client)(*positional, **keywords)


def blocking(client: Any, step: dict[str, Any]) -> Any:
    made = call(client, step)
    if hasattr(made, "__enter__"):
        with made as stream:
            return shown(list(stream))
    return shown(made)


async def awaiting(client: Any, step: dict[str, Any]) -> Any:
    made = call(client, step)
    if inspect.isawaitable(made):
        made = await made
    if hasattr(made, "__aenter__"):
        async with made as stream:
            return shown([each async for each in stream])
    return shown(made)


def told(error: Exception) -> dict[str, str]:
    return {"error": f"{type(error).__name__}: {error}"[:2000]}


def run_blocking(client: Any, steps: list[dict[str, Any]]) -> list[Any]:
    answers: list[Any] = []
    with client:
        for step in steps:
            try:
                answers.append({"value": blocking(client, step)})
            except Exception as error:
                answers.append(told(error))
    return answers


async def run_awaiting(client: Any, steps: list[dict[str, Any]]) -> list[Any]:
    answers: list[Any] = []
    async with client:
        for step in steps:
            try:
                answers.append({"value": await awaiting(client, step)})
            except Exception as error:
                answers.append(told(error))
    return answers


def main() -> None:
    plan = json.load(sys.stdin)
    module = importlib.import_module(plan["package"])
    client = getattr(module, plan["client"])(**plan["arguments"])
    run: Any = (
        asyncio.run(run_awaiting(client, plan["calls"]))
        if plan["half"] == "async"
        else run_blocking(client, plan["calls"])
    )
    loaded = [name for name in ("httpx", "httpx2") if name in sys.modules]
    json.dump({"answers": run, "http": loaded}, sys.stdout)


main()
