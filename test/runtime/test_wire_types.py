"""Annotations at run time, what checkers see, and the other HTTP client."""

from __future__ import annotations

import inspect
import os
import pkgutil
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from wire_support import HTTP_CLIENT, folder, load

pytest_plugins = ("wire_support",)

MODULES = (
    "auth bodies client drafts encoded errors failures logs mismatch oauth options pool readers redaction redirects responses retry streaming styles texts transport urls"
).split()


@pytest.mark.parametrize("name", MODULES)
def test_annotations_resolve(name: str) -> None:
    module = load(name)
    found = [
        each
        for each in vars(module).values()
        if getattr(each, "__module__", "") == module.__name__
    ]
    assert found or name == "logs"
    for each in found:
        functions = [each] if inspect.isfunction(each) else []
        if inspect.isclass(each):
            typing.get_type_hints(each)
            functions = [
                item for item in vars(each).values() if inspect.isfunction(item)
            ]
        for function in functions:
            typing.get_type_hints(function)
            inspect.signature(function, eval_str=True)


def test_both_halves_have_the_same_signatures() -> None:
    for name in MODULES:
        module = load(name)
        for key, value in vars(module).items():
            if (
                not key.startswith(("Async", "async_"))
                or not inspect.isclass(value)
                or value.__module__ != module.__name__
            ):
                continue
            twin = getattr(module, key.removeprefix("Async"))
            for method, function in vars(value).items():
                plain = {
                    "aclose": "close",
                    "__aenter__": "__enter__",
                    "__aexit__": "__exit__",
                }.get(method, method)
                if inspect.isfunction(function) and key not in {
                    "AsyncPool",
                    "AsyncFlight",
                }:
                    assert list(inspect.signature(function).parameters) == list(
                        inspect.signature(vars(twin)[plain]).parameters
                    )


def test_light_modules_load_no_http_client() -> None:
    code = f"import sys; import wire_sdk.errors, wire_sdk.models; sys.exit({HTTP_CLIENT!r} in sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={
            "PYTHONPATH": os.pathsep.join(
                [str(folder()), os.environ.get("PYTHONPATH", "")]
            )
        },
    )


def test_top_level_names_are_unique() -> None:
    homes: dict[str, str] = {}
    package = load("client").__package__
    for info in pkgutil.iter_modules([str(folder() / package)]):
        module = load(info.name)
        for key, value in vars(module).items():
            if getattr(
                value, "__module__", None
            ) == module.__name__ and not key.startswith("__"):
                assert homes.setdefault(key, info.name) == info.name


CONSUMER = """
from __future__ import annotations

from typing import overload

from typing_extensions import assert_type
from wire_sdk import codecs, readers
from wire_sdk.client import AsyncClient, Client, Profile
from wire_sdk.options import CallOptions, Unpack
from wire_sdk.responses import Response
from wire_sdk.transport import AsyncTransport, Transport
from wire_sdk.urls import segment


class Events:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, page: int | None = None, **options: Unpack[CallOptions]) -> list[int]:
        return self._transport.json("GET", "/events", codecs.array(codecs.integer), query={"page": page}, **options)

    def get(self, name: str, **options: Unpack[CallOptions]) -> str | None:
        reader = readers.by_status({"200": readers.as_text, "default": readers.as_none})
        return self._transport.send("GET", f"/events/{segment(name)}", reader, security=(("key",), ()), **options)

    @overload
    def pick(self, name: int) -> int: ...
    @overload
    def pick(self, name: str) -> str: ...
    def pick(self, name: int | str) -> int | str:
        return name

    def delete(self, name: str, **options: Unpack[CallOptions]) -> None:
        self._transport.none("DELETE", f"/events/{segment(name)}", **options)


class AsyncEvents:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self, *, page: int | None = None, **options: Unpack[CallOptions]) -> list[int]:
        return await self._transport.json("GET", "/events", codecs.array(codecs.integer), query={"page": page}, **options)


def use(client: Client, events: Events) -> None:
    assert_type(events.list(timeout=3), list[int])
    assert_type(client.with_response(events.list, page=1, timeout=3), Response[list[int]])
    assert_type(client.with_response(events.get, "a").value, str | None)
    assert_type(client.with_options(max_retries=1), Client)
    events.list(timeoutt=3)  # mistake
    client.with_response(events.get)  # mistake
    client.with_response(events.list, page="x")  # mistake


async def use_async(client: AsyncClient, events: AsyncEvents) -> None:
    response = await client.with_response(events.list, page=1, max_retries=0)
    assert_type(response, Response[list[int]])
    async with AsyncClient(Profile()) as other:
        assert_type(other, AsyncClient)
"""


def test_checkers(tmp_path: Path) -> None:
    if sys.version_info[:2] != (3, 11) or HTTP_CLIENT != "httpx2":
        pytest.skip("checked once")
    file = tmp_path / "consumer.py"
    file.write_text(CONSUMER)
    mistakes = {
        number
        for number, line in enumerate(CONSUMER.splitlines(), 1)
        if line.endswith("# mistake")
    }
    environment = {**os.environ, "MYPYPATH": str(folder())}
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--cache-dir",
        str(tmp_path / "mypy"),
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert {
        int(line.split(":")[1]) for line in errors if "consumer.py" in line
    } == mistakes
    (tmp_path / "pyrightconfig.json").write_text(
        f'{{"typeCheckingMode": "strict", "pythonVersion": "3.10", "extraPaths": ["{folder()}"]}}'
    )
    root = Path(__file__).parents[2]
    command = ["npx", "pyright", "-p", str(tmp_path), "--pythonpath", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    errors = [line for line in done.stdout.splitlines() if " - error: " in line]
    assert {int(line.split(":")[1]) for line in errors} == mistakes, done.stdout


def test_with_the_other_http_client() -> None:
    if HTTP_CLIENT != "httpx2":
        pytest.skip("this is the other one")
    files = [str(path) for path in sorted(Path(__file__).parent.glob("test_wire_*.py"))]
    environment = {**os.environ, "WIRE_HTTP_CLIENT": "httpx"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout[-3000:]
