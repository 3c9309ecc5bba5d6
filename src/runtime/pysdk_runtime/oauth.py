"""OAuth 2.0 tokens, fetched when they are needed and kept while they are good."""

from __future__ import annotations

import json
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any, Literal
from urllib.parse import quote_plus, urlencode, urljoin
from weakref import WeakKeyDictionary

import anyio
import httpx2

from .auth import AsyncCredential, AsyncSource
from .drafts import Draft
from .errors import ApiException, AuthenticationError, SDKError
from .failures import status_failure
from .pool import AsyncPool, LoopMark, current_loop_mark
from .texts import is_members

EARLY_SECONDS = 60.0
"""How long before its end a token is replaced, but not more than a tenth of its life."""

TOKEN_TIMEOUT = 30.0

ClientAuthentication = Literal["basic", "body"]
"""How the client shows itself to the token endpoint."""


class AsyncFlight:
    """One lock for each event loop."""

    def __init__(self) -> None:
        self._locks: WeakKeyDictionary[LoopMark, anyio.Lock] = WeakKeyDictionary()

    def lock(self) -> anyio.Lock:
        """Return the running loop's lock."""
        try:
            mark = current_loop_mark.get()
        except LookupError:
            mark = LoopMark()
            current_loop_mark.set(mark)
        return self._locks.setdefault(mark, anyio.Lock())


class Flight:
    """One lock for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def lock(self) -> threading.Lock:
        """Return the lock."""
        return self._lock


class Token:
    """An access token; its representation does not show it."""

    __slots__ = ("renew_at", "value")

    def __init__(self, value: str, lifetime: float | None, now: float) -> None:
        self.value = value
        self.renew_at: float | None = None
        if lifetime is not None:
            self.renew_at = now + lifetime - min(EARLY_SECONDS, lifetime / 10)

    def good(self, now: float) -> bool:
        """Return whether the token can still be used."""
        return self.renew_at is None or now < self.renew_at


class AsyncOAuth2(AsyncCredential):
    """An OAuth 2.0 flow without a browser: single flight, renewed early and on 401."""

    header = "authorization"

    def __init__(
        self,
        scheme: str,
        token_url: str,
        client_id: AsyncSource,
        client_secret: AsyncSource | None = None,
        *,
        owner: Sequence[AsyncSource] = (),
        scopes: Sequence[str] = (),
        refresh_url: str = "",
        authentication: ClientAuthentication = "basic",
        on_rotation: Callable[[str], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(scheme)
        secrets = () if client_secret is None else (client_secret,)
        self.sources = (*owner, client_id, *secrets)
        self._token_url = token_url
        self._refresh_url = refresh_url or token_url
        self._client_id = client_id
        self._client_secret = client_secret
        self._scopes = tuple(scopes)
        self._authentication = authentication
        self._on_rotation = on_rotation
        self._clock = clock
        self._flight = AsyncFlight()
        self._token: Token | None = None
        self._refresh_token: str | None = None
        self._pool: AsyncPool | None = None
        self._base_url = ""

    def bind(self, pool: AsyncPool, base_url: str) -> None:
        """Take the connections of the client that this credential belongs to."""
        self._pool = pool
        self._base_url = base_url

    async def grant(self) -> dict[str, str]:
        """Return the form that asks for a token."""
        raise NotImplementedError

    async def authorize(self, draft: Draft) -> None:
        """Set the Authorization header, with a token fetched before if need be."""
        token = self._token
        if token is None or not token.good(self._clock()):
            async with self._flight.lock():
                token = self._token
                if token is None or not token.good(self._clock()):
                    token = self._token = await self._fetch()
        draft.secrets.add(token.value)
        draft.add_secret_header("Authorization", f"Bearer {token.value}")

    async def renew(self, draft: Draft) -> bool:
        """Drop the refused token, unless another call has replaced it already."""
        used = draft.secret_fields.get("authorization")
        token = self._token
        if used is None:
            return False
        if token is not None and used[1] == f"Bearer {token.value}".encode():
            self._token = None
        return True

    async def _fetch(self) -> Token:
        """Fetch a token, by the refresh token if there is one that is taken."""
        if self._refresh_token is not None:
            form = {"grant_type": "refresh_token", "refresh_token": self._refresh_token}
            try:
                return await self._ask(self._refresh_url, form)
            except ApiException as error:
                if error.status_code not in {400, 401, 403}:
                    raise
                self._refresh_token = None
        return await self._ask(self._token_url, await self.grant())

    async def _ask(self, url: str, form: dict[str, str]) -> Token:
        """Send one request to the token endpoint."""
        if self._pool is None:
            raise SDKError(f"the credential {self.scheme} belongs to no client")
        url = urljoin(self._base_url, url)
        draft = Draft("POST", url, {})
        draft.secrets.update(form.values())
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        client_id = await self._client_id.get()
        secret = ""
        if self._client_secret is not None:
            secret = await self._client_secret.get()
            draft.secrets.add(secret)
        if self._authentication == "basic" and secret:
            pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            form = {**form, "client_id": client_id}
            if secret:
                form["client_secret"] = secret
        if self._scopes:
            form = {**form, "scope": " ".join(self._scopes)}
        request = httpx2.Request(
            "POST",
            url,
            headers=headers,
            content=urlencode(form).encode(),
            extensions={"timeout": httpx2.Timeout(TOKEN_TIMEOUT).as_dict()},
        )
        client = await self._pool.get()
        response = await client.send(request, auth=None, follow_redirects=False)
        if response.status_code >= 300:
            raise status_failure(draft, response, None)
        return self._keep(draft, response)

    def _keep(self, draft: Draft, response: httpx2.Response) -> Token:
        """Return the token that the endpoint answers with."""
        try:
            answer: object = json.loads(response.content)
        except (ValueError, RecursionError):
            answer = None
        value = answer.get("access_token") if is_members(answer) else None
        if not is_members(answer) or not isinstance(value, str) or not value:
            error = status_failure(draft, response, None)
            failure = AuthenticationError(f"{error}: no access token came")
            failure.__dict__.update(error.__dict__)
            raise failure
        refresh = answer.get("refresh_token")
        if isinstance(refresh, str) and refresh != self._refresh_token:
            self._refresh_token = refresh
            if self._on_rotation is not None:
                self._on_rotation(refresh)
        expires: Any = answer.get("expires_in")
        try:
            lifetime = float(expires)
        except (TypeError, ValueError):
            lifetime = None
        return Token(value, lifetime, self._clock())


class AsyncClientCredentials(AsyncOAuth2):
    """The client credentials flow."""

    async def grant(self) -> dict[str, str]:
        """Return the form that asks for a token."""
        return {"grant_type": "client_credentials"}


class AsyncPasswordGrant(AsyncOAuth2):
    """The resource owner password flow; `owner` is user name and password."""

    async def grant(self) -> dict[str, str]:
        """Return the form that asks for a token."""
        username, password = [await source.get() for source in self.sources[:2]]
        return {"grant_type": "password", "username": username, "password": password}


class AsyncRefreshGrant(AsyncOAuth2):
    """A refresh token from elsewhere, `owner`, such as an authorization code flow."""

    async def grant(self) -> dict[str, str]:
        """Return the form that asks for a token."""
        token = await self.sources[0].get()
        return {"grant_type": "refresh_token", "refresh_token": token}
