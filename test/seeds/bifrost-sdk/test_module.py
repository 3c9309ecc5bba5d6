"""The generated module does what the platform's documentation promises."""

from __future__ import annotations

import ast
import asyncio
import email.utils
import gc
import inspect
import json
import time
import typing
import warnings
from base64 import b64encode
from datetime import datetime, timezone
from typing import Any

import pytest
from conftest import FOLDER, Answer, Seen, Server, load

TICKET = {"id": 7, "summary": "Printer", "status": "vip", "dateOccurred": "2026-01-02T03:04:05.1234567Z", "clientId": None, "extra": [1]}


# What the file is


def test_one_file_that_imports_little() -> None:
    tree = ast.parse((FOLDER / "halopsa.py").read_text(), feature_version=(3, 10))
    at_top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    import sys

    roots = {(node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name for node in at_top}
    foreign = {root.partition(".")[0] for root in roots} - set(sys.stdlib_module_names)
    assert foreign == {"httpx"}
    assert "__file__" not in (FOLDER / "halopsa.py").read_text()
    lazily = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node not in at_top and (node.module or "").partition(".")[0] not in sys.stdlib_module_names
    }
    assert lazily == {"typing_extensions", "pydantic_core"}


@pytest.mark.parametrize("name", ["halopsa", "halopsa_api_key", "halopsa_bearer", "halopsa_basic"])
def test_reading_order_and_size(name: str) -> None:
    text = (FOLDER / f"{name}.py").read_text()
    places = [text.index(mark) for mark in ("class _Reader(", "class Ticket(", "class _HaloPSAClient(", "\n_lazy_client =", "\nasync def list_tickets(")]
    assert places == sorted(places)
    operations = [each for each, value in vars(load(name)).items() if inspect.isfunction(value) and inspect.iscoroutinefunction(value) and not each.startswith("_")]
    assert len(operations) == 20
    lines = text.splitlines()
    assert len(lines) / len(operations) < 120, "lines for each operation, the runtime and all blank lines included"


def test_the_internal_client_takes_a_url_and_a_session() -> None:
    signature = inspect.signature(load("halopsa")._HaloPSAClient)
    assert list(signature.parameters)[:2] == ["base_url", "session"]
    assert signature.parameters["session"].annotation == "httpx.AsyncClient"


def test_functions_are_real(desk: Any) -> None:
    signature = inspect.signature(desk.list_tickets, eval_str=True)
    assert list(signature.parameters) == ["status", "client_id", "since", "count", "options"]
    assert signature.return_annotation == list[desk.Ticket]
    assert typing.get_type_hints(desk.get_ticket)["ticket_id"] is int
    assert inspect.getdoc(desk.list_tickets).startswith("List tickets, newest first.\n\nArgs:\n    status: Only tickets in this status.")
    with pytest.raises(AttributeError):
        desk.list_tickest


def test_it_loads_where_the_importer_registers_nothing(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url}, oauth=platform.OAuth("first"))
    server.answers = [Answer(body=TICKET)]
    assert asyncio.run(load("halopsa", register=False).get_ticket(7)).id == 7


# Credentials


def call(name: str, platform: Any, *, config: dict[str, Any], oauth: Any = None) -> None:
    platform.integrations.keep("HaloPSA", config=config, oauth=oauth)
    asyncio.run(load(name).list_agents())


def test_oauth_token(server: Server, desk: Any) -> None:
    server.answers = [Answer(body=[])]
    asyncio.run(desk.list_agents())
    assert server.seen[0].authorization == "Bearer first"
    assert server.seen[0].headers["user-agent"] == "halopsa/2.4"


def test_api_key(server: Server, platform: Any) -> None:
    server.answers = [Answer(body=[]), Answer(body=[])]
    call("halopsa_api_key", platform, config={"base_url": server.url, "api_key": "k1"})
    assert (server.seen[0].headers["x-api-key"], server.seen[0].authorization) == ("k1", None)
    call("halopsa_api_key", platform, config={"base_url": server.url, "api_key": "k2", "header_name": "X-Token"})
    assert (server.seen[1].headers["x-token"], server.seen[1].headers.get("x-api-key")) == ("k2", None)


def test_api_key_where_the_document_says(server: Server, platform: Any, caplog: pytest.LogCaptureFixture) -> None:
    server.answers = [Answer(body=[]), Answer(500)]
    config = {"base_url": server.url, "api_key": "s/3cret", "max_retries": 0}
    call("keyed", platform, config=config)
    assert server.seen[0].path == "/agents?subscription=s%2F3cret"
    caplog.set_level("DEBUG")
    with pytest.raises(Exception, match="500 Internal Server Error") as caught:
        call("keyed", platform, config=config)
    failure: Any = caught.value
    assert "3cret" not in str(failure) + repr(failure) + caplog.text


def test_basic(server: Server, platform: Any) -> None:
    server.answers = [Answer(body=[])]
    call("halopsa_basic", platform, config={"base_url": server.url, "username": "Ü", "password": "p:w"})
    assert server.seen[0].authorization == f"Basic {b64encode('Ü:p:w'.encode()).decode()}"


def test_bearer(server: Server, platform: Any) -> None:
    server.answers = [Answer(body=[])]
    call("halopsa_bearer", platform, config={"base_url": server.url, "token": "t"})
    assert server.seen[0].authorization == "Bearer t"


def test_what_the_integration_holds_where_the_document_names_no_scheme(server: Server, platform: Any) -> None:
    server.answers = [Answer(body=[]), Answer(body=[]), Answer(body=[])]
    call("plain", platform, config={"base_url": server.url, "token": "t"})
    call("plain", platform, config={"base_url": server.url}, oauth=platform.OAuth("o"))
    call("plain", platform, config={"base_url": server.url})
    assert [seen.authorization for seen in server.seen] == ["Bearer t", "Bearer o", None]


@pytest.mark.parametrize(
    ("name", "lack"),
    [("halopsa", "OAuth access token"), ("halopsa_api_key", "api_key"), ("halopsa_basic", "username and password"), ("halopsa_bearer", "token")],
)
def test_a_missing_credential_is_told_before_any_request(name: str, lack: str, server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url, "username": "only"})
    module = load(name)
    with pytest.raises(module.MissingCredentials, match=f"the integration 'HaloPSA' has no {lack}"):
        asyncio.run(module.list_agents())
    assert server.seen == []


def test_a_missing_integration_is_told(platform: Any) -> None:
    module = load("halopsa")
    with pytest.raises(module.SDKError, match="there is no integration 'HaloPSA'"):
        asyncio.run(module.list_agents())


def test_no_platform_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    module = load("halopsa")
    monkeypatch.setitem(__import__("sys").modules, "bifrost", None)
    with pytest.raises(module.SDKError, match="the module `bifrost` is missing"):
        asyncio.run(module.list_agents())


def test_an_operation_without_security_gets_no_credentials(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url})
    server.answers = [Answer(body={"data": {"user": {"name": "Ada"}}})]
    status = asyncio.run(load("halopsa").get_status())
    assert status.data.user.name == status["data"]["user"]["name"] == "Ada"
    assert server.seen[0].authorization is None


def test_oauth_is_refreshed_once_on_401_for_all_that_wait(server: Server, desk: Any, platform: Any) -> None:
    server.decide = lambda seen: Answer(body=[]) if seen.authorization == "Bearer second" else Answer(401)

    async def main() -> None:
        await asyncio.gather(*[desk.list_agents() for _ in range(8)])

    asyncio.run(main())
    assert platform.integrations.kept["HaloPSA", None].oauth.refreshed == 1


def test_a_second_401_is_an_error(server: Server, desk: Any, platform: Any) -> None:
    server.decide = lambda seen: Answer(401, {"message": "no"})
    with pytest.raises(desk.AuthenticationError, match="401 Unauthorized: no") as caught:
        asyncio.run(desk.list_agents())
    assert caught.value.status_code == 401
    assert caught.value.response_body == '{"message": "no"}'
    assert [seen.authorization for seen in server.seen] == ["Bearer first", "Bearer second"]


def test_a_token_without_refresh_and_a_refused_refresh(server: Server, platform: Any) -> None:
    server.decide = lambda seen: Answer(401)
    module = load("halopsa")
    for oauth in ({"access_token": "old"}, platform.OAuth("old")):
        platform.integrations.keep("HaloPSA", config={"base_url": server.url}, oauth=oauth)
        with pytest.raises(module.AuthenticationError):
            asyncio.run(module.list_agents())
    assert [seen.authorization for seen in server.seen] == ["Bearer old", "Bearer old"]


def test_a_token_that_the_platform_replaces_is_asked_for_once(server: Server, platform: Any) -> None:
    settings = {"base_url": server.url}
    platform.integrations.keep("HaloPSA", config=settings, oauth={"access_token": "old"})
    module = load("halopsa")
    valid = "Bearer old"
    server.decide = lambda seen: Answer(body=[]) if seen.authorization == valid else Answer(401)

    async def main() -> None:
        nonlocal valid
        await module.list_agents()
        valid = "Bearer new"
        platform.integrations.keep("HaloPSA", config=settings, oauth={"access_token": "new"})
        await asyncio.gather(*[module.list_agents() for _ in range(4)])

    asyncio.run(main())
    assert [seen.authorization for seen in server.seen].count("Bearer old") == 5
    assert [seen.authorization for seen in server.seen].count("Bearer new") == 4


# Settings


def test_base_url_of_the_document(platform: Any) -> None:
    platform.integrations.keep("HaloPSA", oauth=platform.OAuth("t"))
    module = load("halopsa")

    async def main() -> str:
        client = await module._lazy_client.client()
        return str(client.base_url)

    assert asyncio.run(main()) == "https://desk.example.com/api"


def test_no_base_url_at_all_is_told(platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"token": "t"})
    module = load("plain")
    with pytest.raises(module.SDKError, match="the integration 'HaloPSA' has no base_url, and the document no server"):
        asyncio.run(module.list_agents())


def test_numbers_of_the_integration(server: Server, platform: Any) -> None:
    config = {"base_url": server.url, "timeout": "2.5", "max_retries": "1", "base_backoff": 3, "max_backoff": ""}
    platform.integrations.keep("HaloPSA", config=config, oauth=platform.OAuth("t"))
    module = load("halopsa")

    async def main() -> Any:
        client = await module._lazy_client.client()
        return client.timeout, client.retry.max_retries, client.retry.first_wait, client.retry.longest_wait, client.retry.every_method

    assert asyncio.run(main()) == (2.5, 1, 3.0, 60, True)
    config["timeout"] = "soon"
    with pytest.raises(module.SDKError, match="timeout of the integration 'HaloPSA' is no number: 'soon'"):
        asyncio.run(main())


def test_the_timeout_holds(server: Server, platform: Any) -> None:
    config = {"base_url": server.url, "timeout": 0.05}
    platform.integrations.keep("HaloPSA", config=config, oauth=platform.OAuth("t"))
    server.decide = lambda seen: (time.sleep(0.4), Answer(body=[]))[1]
    module = load("halopsa")
    with pytest.raises(module.RequestTimeout):
        asyncio.run(module.list_agents())


# Retries


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 507, 599])
def test_every_method_is_repeated_three_times(status: int, server: Server, desk: Any, waits: list[float]) -> None:
    server.answers = [Answer(status)] * 3 + [Answer(201, TICKET)]
    ticket = asyncio.run(desk.create_ticket(summary="Printer"))
    assert (ticket.id, waits) == (7, [1.0, 2.0, 4.0])
    assert [json.loads(seen.body) for seen in server.seen] == [{"summary": "Printer"}] * 4


def test_then_it_is_an_error(server: Server, desk: Any, waits: list[float]) -> None:
    server.answers = [Answer(500)] * 4
    with pytest.raises(desk.ServerError):
        asyncio.run(desk.delete_ticket(7))
    assert (waits, len(server.seen)) == ([1.0, 2.0, 4.0], 4)


@pytest.mark.parametrize("status", [400, 404, 408, 409, 422])
def test_other_errors_are_not_repeated(status: int, server: Server, desk: Any, waits: list[float]) -> None:
    server.answers = [Answer(status)]
    with pytest.raises(desk.ApiException) as caught:
        asyncio.run(desk.get_ticket(7))
    assert (caught.value.status_code, waits, len(server.seen)) == (status, [], 1)


def test_backoff_has_a_bound_and_jitter(server: Server, platform: Any, desk: Any, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    platform.integrations.kept["HaloPSA", None].config.update(max_retries=5, base_backoff=2, max_backoff=9)
    chances = iter([1.0, 0.5, 0.25, 1.0, 0.125])
    monkeypatch.setattr("random.random", lambda: next(chances))
    server.answers = [Answer(503)] * 5 + [Answer(body=[])]
    asyncio.run(desk.list_agents())
    assert waits == [2.0, 2.0, 2.0, 9.0, 1.125]


def test_retry_after_in_both_forms(server: Server, desk: Any, waits: list[float]) -> None:
    soon = email.utils.formatdate(time.time() + 20, usegmt=True)
    server.answers = [Answer(429, headers={"Retry-After": "7"}), Answer(503, headers={"Retry-After": soon}), Answer(body=[])]
    asyncio.run(desk.list_agents())
    assert waits[0] == 7.0
    assert 15 < waits[1] <= 20


def test_a_longer_wait_than_a_minute_is_an_error(server: Server, desk: Any, waits: list[float]) -> None:
    server.answers = [Answer(429, headers={"Retry-After": "3600"})]
    with pytest.raises(desk.RateLimitError) as caught:
        asyncio.run(desk.list_agents())
    assert (caught.value.retry_after, waits) == (3600.0, [])


def test_a_refused_connection_is_repeated(server: Server, desk: Any, waits: list[float]) -> None:
    server.close()
    with pytest.raises(desk.ConnectionFailed):
        asyncio.run(desk.list_agents())
    assert waits == [1.0, 2.0, 4.0]


def test_options_of_a_call(server: Server, desk: Any, waits: list[float]) -> None:
    server.answers = [Answer(500)]
    with pytest.raises(desk.ServerError):
        asyncio.run(desk.create_ticket(summary="x", max_retries=0, extra_headers={"X-Trace": 1}, extra_query={"dry": True}, extra_body={"team": 2}))
    (seen,) = server.seen
    assert (waits, seen.headers["x-trace"], seen.path) == ([], "1", "/tickets?dry=true")
    assert json.loads(seen.body) == {"summary": "x", "team": 2}


def test_a_deadline_holds_retries_included(server: Server, desk: Any, waits: list[float]) -> None:
    server.answers = [Answer(500)]
    with pytest.raises(desk.ServerError):
        asyncio.run(desk.list_agents(deadline=0.5))
    assert (waits, len(server.seen)) == ([], 1)


def test_redirections_lose_the_credential_elsewhere(server: Server, desk: Any) -> None:
    other = Server()
    other.answers = [Answer(body=b"file")]
    server.answers = [Answer(302, headers={"Location": f"{other.url}/file"})]
    assert asyncio.run(desk.download_attachment(7)) == b"file"
    assert (server.seen[0].authorization, other.seen[0].authorization) == ("Bearer first", None)
    other.close()


def test_redirections_lose_the_key_of_the_url_for_good(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url, "api_key": "s3cret"})
    other = Server()
    other.answers = [Answer(302, headers={"Location": "/again"}), Answer(302, headers={"Location": f"{server.url}/back"})]
    server.answers = [Answer(302, headers={"Location": "/near"}), Answer(302, headers={"Location": f"{other.url}/far"}), Answer(body=[])]
    assert asyncio.run(load("keyed").list_agents()) == []
    assert [seen.path for seen in server.seen] == ["/agents?subscription=s3cret", "/near?subscription=s3cret", "/back"]
    assert [seen.path for seen in other.seen] == ["/far", "/again"]
    other.close()


# Event loops and organisations


def test_the_loop_is_never_blocked(server: Server, desk: Any, platform: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)
    platform.integrations.kept["HaloPSA", None].config["base_backoff"] = 2
    answers = [Answer(503), Answer(body=[])]
    server.decide = lambda seen: (time.sleep(0.2), answers.pop(0))[1]

    async def main() -> tuple[float, float]:
        gaps: list[float] = []

        async def tick() -> None:
            before = time.perf_counter()
            while True:
                await asyncio.sleep(0.005)
                now = time.perf_counter()
                gaps.append(now - before)
                before = now

        ticking = asyncio.create_task(tick())
        began = time.perf_counter()
        await desk.list_agents()
        took = time.perf_counter() - began
        ticking.cancel()
        return took, max(gaps)

    took, longest = asyncio.run(main())
    assert took > 2.3
    assert longest < 1.8


def test_one_client_for_each_loop(server: Server, desk: Any, platform: Any) -> None:
    server.decide = lambda seen: Answer(body=[])
    sessions: list[Any] = []

    async def main() -> None:
        await asyncio.gather(*[desk.list_agents() for _ in range(5)])
        await desk.list_agents()
        sessions.append((await desk._lazy_client.client()).session)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            asyncio.run(main())
        gc.collect()
    assert len(set(map(id, sessions))) == 3
    assert [session.is_closed for session in sessions] == [True] * 3
    assert platform.integrations.asked == [("HaloPSA", None)] * 3
    assert len(desk._lazy_client._loops) == 0


def test_organisations_are_never_mixed(server: Server, platform: Any) -> None:
    for org in ("a", "b"):
        platform.integrations.keep("HaloPSA", org=org, config={"base_url": f"{server.url}/{org}"}, oauth=platform.OAuth(f"token-{org}"))
    module = load("halopsa")
    server.decide = lambda seen: (time.sleep(0.005), Answer(body=[]))[1]

    async def work(org: str) -> None:
        with platform.executing(org):
            for _ in range(5):
                await module.list_agents()

    async def main() -> None:
        await asyncio.gather(*[work(org) for org in "abab"])
        with platform.executing("a"):
            await module.list_agents()
            platform.context.set_scope("b")
            await module.list_agents()

    asyncio.run(main())
    assert len(server.seen) == 22
    assert {(seen.path, seen.authorization) for seen in server.seen} == {("/a/agents", "Bearer token-a"), ("/b/agents", "Bearer token-b")}
    assert [seen.path for seen in server.seen[-2:]] == ["/a/agents", "/b/agents"]
    assert sorted(platform.integrations.asked) == [("HaloPSA", "a"), ("HaloPSA", "b")]


def test_a_failed_start_is_tried_again(server: Server, platform: Any) -> None:
    module = load("halopsa")
    server.decide = lambda seen: Answer(body=[])

    async def main() -> None:
        with pytest.raises(module.SDKError):
            await module.list_agents()
        platform.integrations.keep("HaloPSA", config={"base_url": server.url}, oauth=platform.OAuth("t"))
        await module.list_agents()

    asyncio.run(main())
    assert len(server.seen) == 1


# Results


def test_results_are_typed_and_items(server: Server, desk: Any) -> None:
    server.answers = [Answer(body=[TICKET, {**TICKET, "id": 8}])]
    tickets = asyncio.run(desk.list_tickets(status="open", since=datetime(2026, 1, 1, tzinfo=timezone.utc), count=2))
    assert isinstance(tickets, list)
    assert len(tickets) == 2
    assert [ticket.id for ticket in tickets] == [7, 8]
    ticket = tickets[0]
    assert isinstance(ticket, desk.Ticket)
    assert ticket.summary == ticket["summary"] == "Printer"
    assert isinstance(ticket.status, desk.UnknownStr) and ticket.status == "vip"
    assert ticket.date_occurred.microsecond == 123456
    assert desk.Ticket.from_dict(TICKET) == ticket
    assert ticket.to_dict() == TICKET
    assert server.seen[0].path == "/tickets?status=open&since=2026-01-01T00%3A00%3A00Z&count=2"


def test_results_come_out_as_the_json_they_came_from(server: Server, desk: Any) -> None:
    server.answers = [Answer(body=[TICKET])]
    tickets = asyncio.run(desk.list_tickets())
    result = {"count": len(tickets), "tickets": tickets, "first": tickets[0]}
    wanted = {"count": 1, "tickets": [TICKET], "first": TICKET}
    assert json.loads(json.dumps(result, default=dict)) == wanted
    pydantic_core = pytest.importorskip("pydantic_core")
    assert pydantic_core.to_jsonable_python(result) == wanted
    assert json.loads(pydantic_core.to_json(result)) == wanted
    pydantic = pytest.importorskip("pydantic")
    adapter = pydantic.TypeAdapter(dict[str, Any])
    assert json.loads(adapter.dump_json(result)) == wanted
    model = pydantic.create_model("Holder", ticket=(desk.Ticket, ...))
    assert json.loads(model(ticket=TICKET).model_dump_json()) == {"ticket": TICKET}
    with pytest.raises(pydantic.ValidationError):
        model(ticket=3)


def test_fastapi_encodes_results(server: Server, desk: Any) -> None:
    encoders = pytest.importorskip("fastapi.encoders")
    server.answers = [Answer(body=[TICKET])]
    assert encoders.jsonable_encoder({"tickets": asyncio.run(desk.list_tickets())}) == {"tickets": [TICKET]}


def test_pages_follow_one_another(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url, "token": "t"})
    module = load("flowing")
    server.answers = [Answer(body={"items": [{"id": each} for each in page], "total": 5}) for page in ((1, 2), (3, 4), (5,), (1, 2))]

    async def numbers() -> list[list[int]]:
        return [[thing.id for thing in page] async for page in module.list_items_pages(page_size=2)]

    assert asyncio.run(numbers()) == [[1, 2], [3, 4], [5]]
    assert [seen.path for seen in server.seen] == ["/items?page_size=2", "/items?page=2&page_size=2", "/items?page=3&page_size=2"]
    assert [thing.id for thing in asyncio.run(module.list_items())] == [1, 2]
    assert inspect.getdoc(module.list_items_pages) == "GET /items\n\nIterates over the pages; each is a list, as `list_items` gives the first."


def test_pages_by_links_take_the_credential_to_their_own_server_only(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url, "token": "t"})
    other = Server()
    server.answers = [Answer(body=[{"id": 1}], headers={"Link": '</logs?after=1>; rel="next"'}), Answer(body=[{"id": 2}], headers={"Link": f'<{other.url}/x>; rel="next"'})]
    other.answers = [Answer(body=[{"id": 3}])]
    module = load("flowing")

    async def ids() -> list[int]:
        return [log.id async for page in module.list_logs_pages(extra_headers={"X-Own": "1"}) for log in page]

    assert asyncio.run(ids()) == [1, 2, 3]
    assert [(seen.path, seen.authorization) for seen in server.seen + other.seen] == [("/logs", "Bearer t"), ("/logs?after=1", "Bearer t"), ("/x", None)]
    assert [seen.headers.get("x-own") for seen in server.seen + other.seen] == ["1", "1", None]
    other.close()


def test_pages_are_lists_and_streams_are_streams(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url, "token": "t"})
    events = b'data: {"id": 1}\n\ndata: {"id": 2}\n\ndata: [DONE]\n\n'
    server.answers = [
        Answer(body={"total": 9, "items": [{"id": 5}, {"id": 6}]}),
        Answer(body={"total": 0}),
        Answer(body=events, headers={"Content-Type": "text/event-stream"}),
    ]
    module = load("flowing")

    async def main() -> tuple[list[int], list[Any], list[int]]:
        first = await module.list_items(page=1, page_size=2)
        none = await module.list_items(page=9)
        assert len(first) == 2
        async with await module.watch_events() as stream:
            return [item.id for item in first], none, [event.id async for event in stream]

    assert asyncio.run(main()) == ([5, 6], [], [1, 2])
    assert [seen.authorization for seen in server.seen] == ["Bearer t"] * 3


def test_every_operation_sends_what_the_document_says(server: Server, desk: Any) -> None:
    def decide(seen: Seen) -> Answer:
        if seen.method == "DELETE":
            return Answer(204)
        if seen.path.startswith("/reports"):
            return Answer(body=b"a,b", headers={"Content-Type": "text/csv"})
        if seen.path.endswith("attachment"):
            return Answer(body=b"\x00\x01", headers={"Content-Type": "application/octet-stream"})
        return Answer(body=[] if seen.path.startswith(("/clients", "/agents")) and seen.method == "GET" else {})

    server.decide = decide

    async def main() -> list[Any]:
        return [
            await desk.update_ticket(7, status="closed"),
            await desk.delete_ticket(7),
            await desk.add_ticket_action(7, note="Done", minutes=5),
            await desk.download_attachment(7),
            await desk.list_clients(search="ä b"),
            await desk.create_client(name="Acme"),
            await desk.list_assets(tag=["a", "b"]),
            await desk.replace_asset("x/y", tag="x/y", bought="2026-01-01"),
            await desk.get_report("open"),
        ]

    results = asyncio.run(main())
    assert [(seen.method, seen.path) for seen in server.seen] == [
        ("PATCH", "/tickets/7"),
        ("DELETE", "/tickets/7"),
        ("POST", "/tickets/7/actions"),
        ("GET", "/tickets/7/attachment"),
        ("GET", "/clients?search=%C3%A4%20b"),
        ("POST", "/clients"),
        ("GET", "/assets?tag=a&tag=b"),
        ("PUT", "/assets/x%2Fy"),
        ("GET", "/reports/open"),
    ]
    bodies = [json.loads(seen.body) for seen in server.seen if seen.body]
    assert bodies == [{"status": "closed"}, {"note": "Done", "minutes": 5}, {"name": "Acme"}, {"tag": "x/y", "bought": "2026-01-01"}]
    assert (results[1], results[3], results[4], results[8]) == (None, b"\x00\x01", [], "a,b")


# Names


def test_operations_that_are_called_like_builtins(server: Server, platform: Any) -> None:
    platform.integrations.keep("HaloPSA", config={"base_url": server.url, "token": "t"})
    server.answers = [Answer(body=[{"id": 1}]), Answer(body={"id": 2}), Answer(body={"id": 3}), Answer(body={"id": 4})]
    module = load("builtin_names")

    async def main() -> list[Any]:
        return [await module.list(), await module.print(), await module.json(), await module.len()]

    found, *others = asyncio.run(main())
    assert len(found) == 1
    assert [each.id for each in [*found, *others]] == [1, 2, 3, 4]


# Functions without a provider


def test_credentials_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load("from_environment")
    monkeypatch.setenv("FROM_ENVIRONMENT_BASE_URL", server.url)
    with pytest.raises(module.MissingCredentials, match="pass the environment variable FROM_ENVIRONMENT_SUBSCRIPTION|FROM_ENVIRONMENT_API_KEY"):
        asyncio.run(module.list_agents())
    monkeypatch.setenv("FROM_ENVIRONMENT_API_KEY", "k")
    server.answers = [Answer(500), Answer(body=[])]
    monkeypatch.setattr("random.random", lambda: 0.0)
    asyncio.run(module.list_agents())
    assert [seen.path for seen in server.seen] == ["/agents?subscription=k"] * 2
