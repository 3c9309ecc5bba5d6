"""Headers of responses where lines count."""

from __future__ import annotations

import httpx2


class PlainHeaders(httpx2.Headers):
    """The HTTP client's own kind, which shows no secrets."""

    def __repr__(self) -> str:
        names = ("authorization", "proxy-authorization", "set-cookie")
        shown = {k: "***" if k in names else v for k, v in self.items()}
        return f"ResponseHeaders({shown})"
