"""A security scheme that can be satisfied in several ways."""

from __future__ import annotations

from .auth import AsyncCredential
from .drafts import Draft
from .pool import AsyncPool


class AsyncFirstCredential(AsyncCredential):
    """The first of several credentials that has all it needs, such as a ready token."""

    header = "authorization"

    def __init__(self, scheme: str, *ways: AsyncCredential) -> None:
        super().__init__(scheme)
        self._ways = ways

    def _chosen(self) -> AsyncCredential | None:
        """Return the way that can be gone."""
        return next((each for each in self._ways if not each.lacking()), None)

    def lacking(self) -> list[str]:
        """Return what each way still needs, the ways joined by `or`."""
        if self._chosen() is not None:
            return []
        return [", or ".join([" and ".join(each.lacking()) for each in self._ways])]

    def bind(self, pool: AsyncPool, base_url: str) -> None:
        """Take the connections of the client that this credential belongs to."""
        for each in self._ways:
            each.bind(pool, base_url)

    async def authorize(self, draft: Draft) -> None:
        """Add the chosen credential to a request."""
        chosen = self._chosen()
        if chosen is not None:
            await chosen.authorize(draft)

    async def renew(self, draft: Draft) -> bool:
        """Replace what the server refused. Returns whether to try once more."""
        chosen = self._chosen()
        return chosen is not None and await chosen.renew(draft)
