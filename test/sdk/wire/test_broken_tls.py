"""TLS that breaks while a body is read: an error of ours, and no half of a file."""

from __future__ import annotations

import inspect
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import http

trustme = pytest.importorskip("trustme")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\n"


@pytest.fixture
def authority() -> Any:
    return trustme.CA()


@pytest.fixture
def url(authority: Any) -> Iterator[str]:
    """A server whose bodies go on, under the feet of TLS, with what is no record of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            # The other side hangs up when it has seen that.
            with suppress(OSError), context.wrap_socket(plain, server_side=True) as secure:
                secure.recv(65536)
                secure.sendall(HEAD + b"half")
                os.write(secure.fileno(), b"no such thing as a record" * 10)
                while os.read(secure.fileno(), 65536):
                    pass

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


async def test_tls_breaks_within_a_body(sdk: Any, url: str, authority: Any, tmp_path: Path) -> None:
    """Whether the body is held or goes into a file."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    sync = not inspect.iscoroutinefunction(type(sdk.client).close)
    mine = (http.Client if sync else http.AsyncClient)(verify=trusting)
    client = type(sdk.client)(base_url=url, http_client=mine, max_retries=0)
    with pytest.raises(sdk.sdk.ConnectionFailed, match="(?i)ssl"):
        await sdk.call(client.files.get_content, "7")
    with pytest.raises(sdk.sdk.StreamInterrupted, match="(?i)the download broke: .*ssl"):
        await sdk.call(client.download_to, tmp_path / "x", client.files.get_content, "7")
    assert list(tmp_path.iterdir()) == []
    await sdk.call(mine.close if sync else mine.aclose)
