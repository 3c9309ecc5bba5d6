"""Files as callers give them."""

from __future__ import annotations

import os
from typing import IO, TypeAlias

FileContent: TypeAlias = bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes]
"""What a file holds: bytes, a path that is read when it is sent, or an open file."""

File: TypeAlias = (
    FileContent | tuple[str, FileContent] | tuple[str, FileContent, str | None]
)
"""A file to upload; `(name, content)` or `(name, content, media type)` says more."""
