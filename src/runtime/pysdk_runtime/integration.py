"""Credentials and settings that the Bifrost platform keeps for an integration."""

from __future__ import annotations

import asyncio
import inspect
import math
from base64 import b64encode
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import httpx2

from .auth import AsyncAccess, Security
from .drafts import Draft
from .errors import MissingCredentials, SDKError
from .lazy_client import ClientSource
from .pool import ssl_context
from .retry import RetryPolicy
from .session import SessionClient
from .texts import is_members


def member_of(holder: Any, name: str) -> Any:
    """Return a member of an object or of a mapping, None where there is none."""
    if is_members(holder):
        return holder.get(name)
    return getattr(holder, name, None)


def config_of(integration: object) -> Mapping[str, Any]:
    """Return an integration's configuration."""
    config = member_of(integration, "config")
    return config if is_members(config) else {}


def platform() -> Any:
    """Return the platform's module. Raises `SDKError` outside the platform."""
    try:
        return import_module("bifrost")
    except ImportError as error:
        raise SDKError(
            "the module `bifrost` is missing: credentials come from the platform"
        ) from error


class IntegrationAccess(AsyncAccess):
    """What an integration holds, as it is when a request is sent."""

    needs = ""
    """What is missing, in words, where the credential is."""

    def __init__(self, name: str, integration: object, key: str) -> None:
        self.name = name
        self.oauth = member_of(integration, "oauth")
        self.config = config_of(integration)
        self.key = key
        self.lock = asyncio.Lock()

    def parts(self) -> tuple[str, ...]:
        """Return the credential's parts; the empty string where one is missing."""
        raise NotImplementedError

    def add(self, draft: Draft) -> None:
        """Put the credential, which is there, into a request."""
        raise NotImplementedError

    async def authorize(self, draft: Draft, security: Security | None) -> None:
        """Add the integration's credential, unless the operation needs none."""
        if security == ():
            return
        if all(self.parts()):
            self.add(draft)
        elif security is None or () not in security:
            raise MissingCredentials(
                f"the integration {self.name!r} has no {self.needs}"
            )


class OAuthAccess(IntegrationAccess):
    """The access token that the platform has for the integration."""

    needs = "OAuth access token"

    def parts(self) -> tuple[str, ...]:
        """Return the token."""
        return (str(member_of(self.oauth, "access_token") or ""),)

    def add(self, draft: Draft) -> None:
        """Set the Authorization header."""
        (token,) = self.parts()
        draft.secrets.add(token)
        draft.add_secret_header("Authorization", f"Bearer {token}")

    async def renew(self, draft: Draft, security: Security | None) -> bool:
        """Get another token, once for all calls that wait for it.

        Either what holds the token can refresh it, or the platform has when asked anew.
        """
        if security == ():
            return False
        async with self.lock:
            if self.parts()[0] in draft.secrets:
                refresh = member_of(self.oauth, "refresh")
                try:
                    if callable(refresh):
                        found = refresh()
                        if inspect.isawaitable(found):
                            await found
                    else:
                        held = await platform().integrations.get(self.name)
                        self.oauth = member_of(held, "oauth")
                except Exception:
                    # What the server says of the old token is the better error.
                    return False
        (token,) = self.parts()
        return token != "" and token not in draft.secrets


class BearerAccess(IntegrationAccess):
    """The token of the integration's configuration."""

    needs = "token"

    def parts(self) -> tuple[str, ...]:
        """Return the token."""
        return (str(self.config.get("token") or ""),)

    def add(self, draft: Draft) -> None:
        """Set the Authorization header."""
        (token,) = self.parts()
        draft.secrets.add(token)
        draft.add_secret_header("Authorization", f"Bearer {token}")


class BasicAccess(IntegrationAccess):
    """The user name and password of the integration's configuration."""

    needs = "username and password"

    def parts(self) -> tuple[str, ...]:
        """Return user name and password."""
        return tuple(str(self.config.get(n) or "") for n in ("username", "password"))

    def add(self, draft: Draft) -> None:
        """Set the Authorization header."""
        username, password = self.parts()
        if ":" in username:
            raise ValueError("a user name for HTTP Basic cannot contain a colon")
        pair = b64encode(f"{username}:{password}".encode()).decode()
        draft.secrets.update((password, pair))
        draft.add_secret_header("Authorization", f"Basic {pair}")


class KeyAccess(IntegrationAccess):
    """The API key of the integration's configuration."""

    needs = "api_key"

    def parts(self) -> tuple[str, ...]:
        """Return the key."""
        return (str(self.config.get("api_key") or ""),)

    def add(self, draft: Draft) -> None:
        """Put the key where the integration, else the document, says."""
        (key,) = self.parts()
        header = str(self.config.get("header_name") or "")
        if header:
            draft.add_secret_header(header, key)
        else:
            self.place(draft, key)

    def place(self, draft: Draft, key: str) -> None:
        """Put the key where the document says."""
        draft.add_secret_header(self.key, key)


class QueryKeyAccess(KeyAccess):
    """The API key as a query parameter."""

    def place(self, draft: Draft, key: str) -> None:
        """Add the query parameter."""
        draft.add_secret_query(self.key, key)


class CookieKeyAccess(KeyAccess):
    """The API key as a cookie."""

    def place(self, draft: Draft, key: str) -> None:
        """Add the cookie."""
        draft.add_secret_cookie(self.key, key)


class HeldAccess(IntegrationAccess):
    """Whatever credential the integration holds, where the document names none."""

    def __init__(self, name: str, integration: object, key: str) -> None:
        super().__init__(name, integration, key)
        kinds = (OAuthAccess, BearerAccess, KeyAccess, BasicAccess)
        ways = [kind(name, integration, key) for kind in kinds]
        self.held = next((way for way in ways if all(way.parts())), None)

    async def authorize(self, draft: Draft, security: Security | None) -> None:
        """Add the credential, if there is one and the operation needs one."""
        if self.held is not None:
            await self.held.authorize(draft, security)

    async def renew(self, draft: Draft, security: Security | None) -> bool:
        """Replace what the server refused. Returns whether to try once more."""
        return self.held is not None and await self.held.renew(draft, security)


class IntegrationSource(ClientSource):
    """Makes clients from what the platform keeps for an integration."""

    def __init__(
        self,
        name: str,
        *,
        base_url: str = "",
        access: type[IntegrationAccess],
        key: str = "X-API-Key",
        retry: RetryPolicy,
        timeout: float = 60.0,
        user_agent: str,
    ) -> None:
        self._name = name
        self._base_url = base_url
        self._access = access
        self._key = key
        self._retry = retry
        self._timeout = timeout
        self._user_agent = user_agent

    def scope(self) -> object:
        """Return the organisation that the platform runs the present call for."""
        context = getattr(platform(), "context", None)
        return getattr(context, "scope", None), getattr(context, "org_id", None)

    async def connect(self) -> SessionClient:
        """Return a client with the integration's settings."""
        integration = await platform().integrations.get(self._name)
        if not integration:
            raise MissingCredentials(f"there is no integration {self._name!r}")
        config = config_of(integration)
        own = str(config.get("base_url") or "")
        if not (own or self._base_url):
            raise SDKError(
                f"the integration {self._name!r} has no base_url, and the document no server"
            )
        return SessionClient(
            own or self._base_url,
            httpx2.AsyncClient(verify=ssl_context()),
            self._access(self._name, integration, self._key),
            own_base_url=bool(own),
            user_agent=self._user_agent,
            retry=self._paced(config),
            timeout=self._number(config, "timeout", self._timeout),
        )

    def _paced(self, config: Mapping[str, Any]) -> RetryPolicy:
        """Return when to repeat: what the configuration says, else the module's own."""
        policy = self._retry
        return policy._replace(
            max_retries=int(self._number(config, "max_retries", policy.max_retries)),
            first_wait=self._number(config, "base_backoff", policy.first_wait),
            longest_wait=self._number(config, "max_backoff", policy.longest_wait),
        )

    def _number(self, config: Mapping[str, Any], name: str, fallback: float) -> float:
        """Return a number of the configuration; the platform may keep it as text."""
        value: Any = config.get(name)
        if value is None or value == "":
            return fallback
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = -1.0
        if not (math.isfinite(number) and number >= 0):
            raise SDKError(
                f"{name} of the integration {self._name!r} is no number: {value!r}"
            )
        return number
