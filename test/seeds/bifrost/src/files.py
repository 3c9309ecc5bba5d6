"""Files of the platform, or of the local file system where `mode` is `local`."""

from __future__ import annotations

import asyncio
import builtins
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from . import _files
from ._runtime.errors import NotFoundError, PermissionDeniedError

Location: TypeAlias = Literal["workspace", "temp", "uploads"]
Mode: TypeAlias = Literal["cloud", "local"]


async def read(
    path: str, location: Location = "workspace", mode: Mode = "cloud"
) -> str:
    """Read a file as text.

    Args:
        location: Persistent files, temporary ones, or what forms uploaded.
        mode: The platform's storage, or the local file system.
    """
    if _is_local(mode):
        return (await asyncio.to_thread(_local(path, location).read_bytes)).decode()
    with _as_file_errors(path):
        return await _files.read(_key(path, location), location)


async def read_bytes(
    path: str, location: Location = "workspace", mode: Mode = "cloud"
) -> bytes:
    """Read a file as bytes."""
    if _is_local(mode):
        return await asyncio.to_thread(_local(path, location).read_bytes)
    with _as_file_errors(path):
        return await _files.read_bytes(_key(path, location), location)


async def write(
    path: str, content: str, location: Location = "workspace", mode: Mode = "cloud"
) -> None:
    """Write a text file."""
    if _is_local(mode):
        await asyncio.to_thread(_write_local, path, content.encode(), location)
        return
    with _as_file_errors(path):
        await _files.write(_key(path, location), content, location)


async def write_bytes(
    path: str, content: bytes, location: Location = "workspace", mode: Mode = "cloud"
) -> None:
    """Write a binary file."""
    if _is_local(mode):
        await asyncio.to_thread(_write_local, path, content, location)
        return
    with _as_file_errors(path):
        await _files.write_bytes(_key(path, location), content, location)


async def list(
    directory: str = "", location: Location = "workspace", mode: Mode = "cloud"
) -> builtins.list[str]:
    """List the files and directories in a directory; those below have a `/` at the end."""
    if _is_local(mode):
        return await asyncio.to_thread(_list_local, directory, location)
    with _as_file_errors(directory):
        return await _files.list(_key(directory, location), location)


async def delete(
    path: str, location: Location = "workspace", mode: Mode = "cloud"
) -> None:
    """Delete a file."""
    if _is_local(mode):
        _refuse_uploads(location)
        await asyncio.to_thread(_local(path, location).unlink)
        return
    with _as_file_errors(path):
        await _files.delete(_key(path, location), location)


async def exists(
    path: str, location: Location = "workspace", mode: Mode = "cloud"
) -> bool:
    """Check whether a file exists."""
    if _is_local(mode):
        return await asyncio.to_thread(_local(path, location).is_file)
    with _as_file_errors(path):
        return await _files.exists(_key(path, location), location)


@contextmanager
def _as_file_errors(path: str) -> Generator[None, None, None]:
    """Raise what the local file system would raise."""
    try:
        yield
    except NotFoundError as error:
        raise FileNotFoundError(f"there is no file {path!r}") from error
    except PermissionDeniedError as error:
        raise PermissionError(f"{path!r} cannot be changed: {error}") from error


def _is_local(mode: str) -> bool:
    if mode not in {"cloud", "local"}:
        raise ValueError(f"mode must be 'cloud' or 'local', not {mode!r}")
    return mode == "local"


def _key(path: str, location: str) -> str:
    """Return the path within its location: `uploads/...` says the location once more."""
    return path.removeprefix("uploads/") if location == "uploads" else path


def _root(location: str) -> Path:
    """Return a location's folder; BIFROST_LOCAL_ROOT moves the workspace and uploads."""
    root = Path(os.environ.get("BIFROST_LOCAL_ROOT") or Path.cwd())
    if location == "workspace":
        return root
    if location == "uploads":
        return root / "uploads"
    if location == "temp":
        return Path(tempfile.gettempdir()) / "bifrost"
    raise ValueError(
        f"location must be 'workspace', 'temp' or 'uploads', not {location!r}"
    )


def _local(path: str, location: str) -> Path:
    """Return where a file is; it never leaves the folder of its location."""
    root = _root(location).resolve()
    found = (root / _key(path, location)).resolve()
    if not found.is_relative_to(root):
        raise ValueError(f"{path!r} leads out of the location {location!r}")
    return found


def _refuse_uploads(location: str) -> None:
    if location == "uploads":
        raise PermissionError("uploads can only be read")


def _write_local(path: str, content: bytes, location: str) -> None:
    _refuse_uploads(location)
    target = _local(path, location)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _list_local(directory: str, location: str) -> builtins.list[str]:
    root = _root(location).resolve()
    folder = _local(directory, location)
    if not folder.is_dir():
        return []
    found = [
        each.relative_to(root).as_posix() + ("/" if each.is_dir() else "")
        for each in folder.iterdir()
    ]
    return sorted(found)
