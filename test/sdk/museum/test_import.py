"""What importing loads, and how a client lives."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import Any

import pytest
from conftest import Driver
from gallery_server import GalleryServer

pytestmark = pytest.mark.filterwarnings("error")


def run(code: str) -> str:
    """Run code in a fresh Python that finds the SDK."""
    environment = {**os.environ, "PYTHONPATH": os.environ["GALLERY_OUTPUT"]}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(os.environ["GALLERY_LAYOUT"] == "module", reason="a single module holds everything")
def test_import_loads_next_to_nothing() -> None:
    """No model, no resource, no HTTP client, not even typing."""
    code = "import sys; before = set(sys.modules); import gallery;print(*sorted(set(sys.modules) - before))"
    loaded = run(code).split()
    assert "gallery" in loaded
    unwanted = (
        "typing",
        "httpx",
        "httpx2",
        "json",
        "datetime",
        "gallery.models",
        "gallery.resources",
        "gallery._client",
    )
    assert [name for name in loaded if name.startswith(unwanted)] == []


@pytest.mark.skipif(os.environ["GALLERY_LAYOUT"] == "module", reason="a module has no lazy names")
def test_root_lists_its_names() -> None:
    """dir() and star-import know the lazy names."""
    names = run("import gallery; print(*dir(gallery))").split()
    assert {"Gallery", "AsyncGallery", "ApiException", "UNSET", "models", "testing"} <= set(names)
    assert run("from gallery import *; print(Gallery.__name__, ApiException.__name__)").split() == [
        "Gallery",
        "ApiException",
    ]
    with pytest.raises(subprocess.CalledProcessError):
        run("import gallery; gallery.Typo")


def test_async_client_outlives_a_loop(server: GalleryServer) -> None:
    """A client built outside a loop works in two of them."""
    driver = Driver("async", server.url)
    client = driver.client()

    async def ask() -> bool:
        answers = await asyncio.gather(*[client.status.get() for _ in range(5)])
        return all(answer.open for answer in answers)

    assert asyncio.run(ask())
    assert asyncio.run(ask())
    asyncio.run(client.close())


def test_sync_context_manager(server: GalleryServer) -> None:
    """Leaving the block closes the client."""
    driver = Driver("sync", server.url)
    with driver.sdk.Gallery(base_url=server.url) as client:
        assert client.status.get().open
    with pytest.raises(driver.sdk.SDKError, match="closed"):
        client.status.get()


def test_twins_have_the_same_shape() -> None:
    """Same resources, same methods, same signatures."""
    import inspect

    driver: Any = Driver("sync", "http://unused")
    sync, twin = driver.sdk.Gallery(base_url="http://unused"), driver.sdk.AsyncGallery(base_url="http://unused")
    for resource in ("works", "artists", "loans", "status"):
        one, other = getattr(sync, resource), getattr(twin, resource)
        names = [name for name in dir(type(one)) if not name.startswith("_")]
        assert names == [name for name in dir(type(other)) if not name.startswith("_")]
        assert names != []
        for name in names:
            assert str(inspect.signature(getattr(one, name)).replace(return_annotation=None)) == str(
                inspect.signature(getattr(other, name)).replace(return_annotation=None)
            )
