"""Certificates and proxies: what the environment or the caller's own HTTP client says holds in both halves."""

from __future__ import annotations

import importlib
import os
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

trustme = pytest.importorskip("trustme")
http: Any = importlib.import_module(os.environ["GALLERY_HTTP"])


class Handler(BaseHTTPRequestHandler):
    """Notes what it is asked and who asks."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer anything with a status."""
        peer = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
        names = {value for parts in (peer or {}).get("subject", ()) for _, value in parts}
        server: Any = self.server
        server.seen.append((self.path, self.headers["Host"], sorted(names & {"the gallery's own"})))
        body = b'{"open": true}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


class Server(ThreadingHTTPServer):
    """A server on a free port, behind TLS where it has a context."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str, list[str]]] = []
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'http' if context is None else 'https'}://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Handshakes that fail are what is tested."""


def serving(server: Server) -> Iterator[Server]:
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def authority() -> Any:
    return trustme.CA()


@pytest.fixture(scope="module")
def context(authority: Any) -> ssl.SSLContext:
    """A server's context with a certificate of an authority that nobody knows."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(made)
    return made


@pytest.fixture
def secure(context: ssl.SSLContext) -> Iterator[Server]:
    context.verify_mode = ssl.CERT_NONE
    yield from serving(Server(context))


@pytest.fixture
def mutual(authority: Any, context: ssl.SSLContext) -> Iterator[Server]:
    """A server that only talks to who has a certificate."""
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    yield from serving(Server(context))


@pytest.fixture
def proxy() -> Iterator[Server]:
    yield from serving(Server(None))


def own_client(sdk: Any, **options: Any) -> Any:
    return (http.Client if sdk.mode == "sync" else http.AsyncClient)(**options)


async def close(sdk: Any, client: Any) -> None:
    await sdk.get(client.close() if sdk.mode == "sync" else client.aclose())


async def test_an_unknown_authority_is_refused(sdk: Any, secure: Server) -> None:
    """No default of ours turns the check off."""
    with pytest.raises(sdk.sdk.ConnectionFailed, match="(?i)certificate"):
        await sdk.get(sdk.client(base_url=secure.url, max_retries=0).status.get())
    assert secure.seen == []


async def test_an_authority_by_the_environment(
    sdk: Any, secure: Server, authority: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A company's own authority needs no code."""
    bundle = tmp_path / "ca.pem"
    bundle.write_bytes(authority.cert_pem.bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    assert (await sdk.get(sdk.client(base_url=secure.url).status.get())).open is True
    assert [path for path, _, _ in secure.seen] == ["/status"]


async def test_an_authority_by_a_client(sdk: Any, secure: Server, authority: Any) -> None:
    """The caller's own client brings its context."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    mine = own_client(sdk, verify=trusting)
    client = sdk.client(base_url=secure.url, http_client=mine)
    assert (await sdk.get(client.status.get())).open is True
    await close(sdk, mine)


async def test_both_sides_show_a_certificate(sdk: Any, mutual: Server, authority: Any) -> None:
    """Without one the server hangs up; with one it knows who it is."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    mine = own_client(sdk, verify=trusting)
    with pytest.raises(sdk.sdk.ConnectionFailed):
        await sdk.get(sdk.client(base_url=mutual.url, http_client=mine, max_retries=0).status.get())
    await close(sdk, mine)
    assert mutual.seen == []
    authority.issue_cert("gallery@example.org", organization_name="the gallery's own").configure_cert(trusting)
    mine = own_client(sdk, verify=trusting)
    assert (await sdk.get(sdk.client(base_url=mutual.url, http_client=mine).status.get())).open is True
    await close(sdk, mine)
    assert [names for _, _, names in mutual.seen] == [["the gallery's own"]]


async def test_a_proxy_by_a_client(sdk: Any, proxy: Server) -> None:
    """Requests go to the proxy, with the whole address."""
    mine = own_client(sdk, proxy=proxy.url)
    client = sdk.client(base_url="http://gallery.invalid/v1", http_client=mine)
    assert (await sdk.get(client.status.get())).open is True
    await close(sdk, mine)
    assert proxy.seen == [("http://gallery.invalid/v1/status", "gallery.invalid", [])]


async def test_a_proxy_by_the_environment(sdk: Any, proxy: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for any program that uses the HTTP client."""
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, proxy.url)
    assert (await sdk.get(sdk.client(base_url="http://gallery.invalid/v1").status.get())).open is True
    assert proxy.seen == [("http://gallery.invalid/v1/status", "gallery.invalid", [])]
