"""Bodies that go into a file and are not held in memory.

client.download_to("photo.jpg", client.works.get_photo, work_id)
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import ParamSpec

import httpx2

from .client import AsyncClient
from .failures import BROKEN
from .incoming import interruption
from .responses import Exchange, current_exchange

DownloadP = ParamSpec("DownloadP")


async def async_save_body(target: Path, response: httpx2.Response) -> None:
    """Write a body that is still to be read to a file.

    The file is there when all of it is: what was there before stays until then, and a
    download that breaks leaves nothing behind.
    """
    # A symbolic link keeps pointing where it points; the file behind it is replaced.
    final = Path(os.path.realpath(target))
    # A device or a pipe cannot be replaced.
    special = final.exists() and not final.is_file()
    part = final if special else final.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("wb" if special else "xb") as file:
            async for chunk in response.aiter_bytes():
                file.write(chunk)
        if not special:
            part.replace(final)
    except BaseException as error:
        if not special:
            part.unlink(missing_ok=True)
        if isinstance(error, BROKEN):
            raise interruption("the download broke", error) from error
        raise
    finally:
        await response.aclose()


class AsyncDownloadClient(AsyncClient):
    """A client of an API that answers with files."""

    async def download_to(
        self,
        target: str | os.PathLike[str],
        method: Callable[DownloadP, Awaitable[object]],
        *args: DownloadP.args,
        **kwargs: DownloadP.kwargs,
    ) -> Path:
        """Call a method of this client; write the body that it gets to a file.

        The body is not held in memory, and the file appears when it is complete. Returns
        the file's path. Raises `StreamInterrupted` where the body is cut off.
        """
        place = Path(target)
        if place.is_dir():
            raise IsADirectoryError(f"the target is a folder: {place}")
        exchange = Exchange()
        exchange.sink = partial(async_save_body, place)
        token = current_exchange.set(exchange)
        try:
            await method(*args, **kwargs)
        finally:
            current_exchange.reset(token)
        if exchange.response is None:
            raise RuntimeError("the method made no request")
        return place
