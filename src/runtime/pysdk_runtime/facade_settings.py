"""The settings object of openapi-generator's clients."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import ClassVar

import httpx2

from .options import Self


class Configuration:
    """Where the server is, and what a client shows it."""

    _default: ClassVar[Configuration | None] = None

    def __init__(
        self,
        host: str | None = None,
        api_key: Mapping[str, str] | None = None,
        api_key_prefix: Mapping[str, str] | None = None,
        username: str | None = None,
        password: str | None = None,
        access_token: str | None = None,
        ssl_ca_cert: str | None = None,
        retries: int | None = None,
    ) -> None:
        self.host = host
        """The base URL; None is the document's."""
        self.api_key: dict[str, str] = dict(api_key or {})
        """Keys by the name of their scheme, or by the header they go into."""
        self.api_key_prefix: dict[str, str] = dict(api_key_prefix or {})
        """What stands before a key, such as `Bearer`."""
        self.username = username
        self.password = password
        self.access_token = access_token
        self.retries = retries
        """How often a failed call is tried again; None is the client's default."""
        self.verify_ssl = True
        """Whether the server's certificate is looked at."""
        self.ssl_ca_cert = ssl_ca_cert
        """A file of certificates to trust."""
        self.cert_file: str | None = None
        """The client's own certificate."""
        self.key_file: str | None = None
        """The key of the client's own certificate."""
        self.proxy: str | None = None
        """The URL of a proxy."""

    @classmethod
    def set_default(cls, default: Self | None) -> None:
        """Set what clients take that are given no configuration."""
        cls._default = default

    @classmethod
    def get_default(cls) -> Configuration:
        """Return what clients take that are given no configuration."""
        if cls._default is None:
            cls._default = cls()
        return cls._default

    @classmethod
    def get_default_copy(cls) -> Configuration:
        """Return a copy of what clients take that are given no configuration."""
        return copy.deepcopy(cls.get_default())

    def get_api_key_with_prefix(
        self, identifier: str, alias: str | None = None
    ) -> str | None:
        """Return a key as it is sent; None where there is none."""
        name = identifier
        if name not in self.api_key and alias is not None:
            name = alias
        key = self.api_key.get(name)
        prefix = self.api_key_prefix.get(name)
        return key if key is None or not prefix else f"{prefix} {key}"

    def key(self, scheme: str, name: str) -> Callable[[], str] | None:
        """Return what gives the key of a scheme whenever it is asked for.

        It is looked for under the scheme and under the name of the key's header.
        """
        if self.get_api_key_with_prefix(scheme, name) is None:
            return None
        return lambda: self.get_api_key_with_prefix(scheme, name) or ""

    def token(self) -> Callable[[], str] | None:
        """Return what gives the access token whenever it is asked for."""
        if self.access_token is None:
            return None
        return lambda: self.access_token or ""

    def headers_beside(self, known: tuple[str, ...]) -> dict[str, str]:
        """Return the keys that belong to no scheme of the document, as headers."""
        return {
            name: self.get_api_key_with_prefix(name) or ""
            for name in self.api_key
            if name not in known
        }


def async_http_client(settings: Configuration) -> httpx2.AsyncClient | None:
    """Return an HTTP client for what only the HTTP client can do, if need be."""
    usual = (True, None, None, None)
    asked = (
        settings.verify_ssl,
        settings.ssl_ca_cert,
        settings.cert_file,
        settings.proxy,
    )
    if asked == usual:
        return None
    context = httpx2.create_ssl_context(verify=settings.verify_ssl)
    if settings.ssl_ca_cert is not None:
        context.load_verify_locations(settings.ssl_ca_cert)
    if settings.cert_file is not None:
        context.load_cert_chain(settings.cert_file, settings.key_file)
    return httpx2.AsyncClient(verify=context, proxy=settings.proxy)
