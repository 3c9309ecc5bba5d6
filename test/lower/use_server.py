"""How users of a generated package use its server in memory; run against the SDK of requests.yaml."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from sdk import ApiException, AsyncSdk, ConnectionFailed, NotFoundError, Sdk, models
from sdk.testing import Server, ServerCall


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(server: Server) -> Sdk:
    return Sdk(
        key="key",
        query="query",
        username="u",
        password="p",
        access_token="t",
        http_client=server.transport(),
    )


def test_it_answers_with_values_that_fit(server: Server, client: Sdk) -> None:
    thing = client.streams.ask(prompt="why")
    assert thing.to_dict() == server.example("streams.ask")
    assert thing.validate() == []
    assert [call.operation for call in server.calls] == ["streams.ask"]


def test_examples_are_copies(server: Server) -> None:
    server.example("streams.ask")["name"] = "changed"
    assert server.example("streams.ask")["name"] != "changed"


def test_standing_replies_and_those_for_once(server: Server, client: Sdk) -> None:
    thing = models.Thing.from_dict({"thingId": "1", "name": "standing"})
    server.reply("streams.ask", thing)
    server.reply("streams.ask", {"name": "first"}, once=True)
    server.reply("streams.ask", {"name": "second"}, once=True)
    names = [client.streams.ask(prompt="?").name for _ in range(4)]
    assert names == ["first", "second", "standing", "standing"]
    # Read-only members are what servers send.
    assert client.streams.ask(prompt="?")["thingId"] == "1"


def test_errors_carry_status_body_and_headers(server: Server, client: Sdk) -> None:
    server.reply("streams.ask", {"why": "gone"}, status=404, headers={"X-Why": "age"})
    with pytest.raises(NotFoundError) as caught:
        client.streams.ask(prompt="?")
    assert caught.value.body == {"why": "gone"}
    assert caught.value.headers["x-why"] == "age"
    server.reply("streams.ask", status=422)
    with pytest.raises(ApiException) as other:
        client.streams.ask(prompt="?")
    assert (other.value.status_code, other.value.body) == (422, {})


def test_retries_are_seen(server: Server, client: Sdk) -> None:
    server.reply("streams.follow", status=503, headers={"Retry-After": "0"}, once=True)
    assert len(list(client.streams.follow())) == 1
    assert len(server.calls) == 2


def test_an_exception_instead_of_an_answer(server: Server, client: Sdk) -> None:
    server.reply("streams.ask", httpx2.ConnectError("no route"))
    with pytest.raises(ConnectionFailed):
        client.streams.ask(prompt="?", max_retries=0)


def test_a_function_of_the_call(server: Server, client: Sdk) -> None:
    def answer(call: ServerCall) -> object:
        return {"name": call.body["prompt"].upper()}

    server.reply("streams.ask", answer)
    assert client.streams.ask(prompt="loud").name == "LOUD"


def test_streams_are_lists(server: Server, client: Sdk) -> None:
    server.reply("streams.ask_stream", [{"name": "a"}, {"name": "b"}])
    server.reply("streams.follow", [{"name": "c"}, {"name": "d"}])
    assert [each.name for each in client.streams.ask_stream(prompt="?")] == ["a", "b"]
    assert [each.name for each in client.streams.follow()] == ["c", "d"]


def test_text_and_bytes_travel_as_they_are(server: Server, client: Sdk) -> None:
    server.reply("bodies.send_form", "grüß dich")
    server.reply("bodies.send_bytes", b"\x89PNG")
    assert client.bodies.send_form(first="1") == "grüß dich"
    assert client.bodies.send_bytes(body=b"") == b"\x89PNG"


def test_what_a_call_tells(server: Server, client: Sdk) -> None:
    client.bodies.send_parts(the_file=("a.txt", b"\r\n--x", "text/x"), caption="c")
    call = server.calls[-1]
    assert call.parts[0] == ("theFile", "a.txt", "text/x", b"\r\n--x")
    assert call.parts[1] == ("caption", None, None, b"c")
    assert call.url == "https://requests.example/base/bodies/parts?api_key=query"
    client.styles.get_simple(7, __import__("datetime").date(2024, 2, 3), flag=False)
    call = server.calls[-1]
    assert call.path_params == {"id": "7", "day": "2024-02-03"}
    assert call.query == [("flag", "false")]
    assert (call.content, call.body, call.parts) == (b"", None, [])
    assert repr(call) == "<styles.get_simple: GET /base/simple/7/2024-02-03>"


def test_another_base_url(server: Server) -> None:
    with Sdk(
        key="k", base_url="http://localhost:1/api/v9", http_client=server.transport()
    ) as client:
        client.ping.ping()
    assert server.calls[-1].operation == "ping.ping"
    assert server.calls[-1].path == "/api/v9/ping"


def test_unknown_operations_and_paths(server: Server, client: Sdk) -> None:
    # A checker refuses the name; this is what happens to those who use none.
    unchecked: Any = server
    with pytest.raises(ValueError, match=r"no operation 'styles\.nothing'"):
        unchecked.reply("styles.nothing", None)
    with pytest.raises(LookupError, match="no operation for GET /base/nowhere"):
        client.request("GET", "/nowhere")


def test_the_awaiting_client(server: Server) -> None:
    async def main() -> str:
        async with AsyncSdk(key="k", http_client=server.transport()) as client:
            return (await client.streams.ask(prompt="?")).name

    server.reply("streams.ask", {"name": "awaited"})
    assert asyncio.run(main()) == "awaited"
