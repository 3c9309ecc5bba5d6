"""Callers of openapi-generator's names: what they find, and what the server gets."""

from __future__ import annotations

import importlib
import json
import pickle
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import shelves
from shelves import ApiClient, Configuration
from shelves.api.book_shelf_api import BookShelfApi
from shelves.exceptions import ApiException, NotFoundException, ServiceException
from shelves.models.book import Book
from shelves.testing import Server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server in memory, which the client behind the facade talks to."""
    made = Server()
    module = importlib.import_module("shelves.api_client")
    monkeypatch.setattr(module, "http_client", lambda settings: httpx2.Client(transport=made.transport()))
    yield made


@pytest.fixture
def shelf(server: Server) -> BookShelfApi:
    return BookShelfApi(ApiClient(Configuration(api_key={"key": "secret"})))


def test_every_name_is_where_that_generator_has_it() -> None:
    for path in (
        "ApiClient", "ApiException", "ApiResponse", "ApiTypeError", "ApiValueError", "Book", "BookShelfApi", "Configuration", "FindApi", "FindBooksRequest",
        "ModelApiResponse", "OpenApiException", "ReadersApi", "api.BookShelfApi", "api.find_api.FindApi", "api_client.ApiClient", "api_response.ApiResponse",
        "configuration.Configuration", "exceptions.ApiAttributeError", "exceptions.ApiKeyError", "exceptions.BadRequestException", "exceptions.ForbiddenException",
        "exceptions.NotFoundException", "exceptions.OpenApiException", "exceptions.ServiceException", "exceptions.UnauthorizedException", "models.FindBooks200Response",
        "models.book.Book", "models.find_books_request.FindBooksRequest", "rest.ApiException", "rest.RESTResponse",
    ):  # fmt: skip
        module, _, name = path.rpartition(".")
        assert hasattr(importlib.import_module(f"shelves.{module}".rstrip(".")), name), path
    assert shelves.Book is Book and shelves.rest is importlib.import_module("shelves.rest")


def test_arguments_have_that_generators_names(shelf: BookShelfApi, server: Server) -> None:
    books = shelf.list_books(2, var_from="a", method="x", client="y")
    assert isinstance(books, list) and isinstance(books[0], Book)
    assert server.calls[-1].query == [("limit", "2"), ("from", "a"), ("method", "x"), ("client", "y")]
    assert server.calls[-1].headers["x-shelf-key"] == "secret"
    assert shelves.ReadersApi(shelf.api_client).list_books(limit=1) == books
    shelf.books_book_id_get("7")
    assert server.calls[-1].path == "/books/7"
    assert shelf.delete("7") is None


def test_bodies(shelf: BookShelfApi, server: Server) -> None:
    book = Book(title="Emma", published_in=1815)
    shelf.add_book(book, title="query")
    assert (server.calls[-1].query, server.calls[-1].body) == ([("title", "query")], {"title": "Emma", "publishedIn": 1815})
    shelf.add_book({"title": "Emma", "extra": 1})
    assert server.calls[-1].body == {"title": "Emma", "extra": 1}
    shelf.replace_notes("7", [shelves.Note(text="good")])
    assert server.calls[-1].body == [{"text": "good"}]
    shelf.set_cover("7", file=b"data", alt_text="front")
    assert [(part.name, part.content) for part in server.calls[-1].parts] == [("file", b"data"), ("alt-text", b"front")]
    find = shelves.FindApi(shelf.api_client)
    for call in (
        lambda: find.find_books(words=["a"], max_hits=3, language=None),
        lambda: find.find_books(shelves.FindBooksRequest(words=["a"], max_hits=3, language=None)),
        lambda: find.find_books({"words": ["a"], "language": None}, max_hits=3),
    ):
        call()
        assert server.calls[-1].body == {"words": ["a"], "language": None, "maxHits": 3}
    find.find_books(words=["a"])
    assert server.calls[-1].body == {"words": ["a"]}
    with pytest.raises(TypeError, match="words"):
        find.find_books(max_hits=3)


def test_models(shelf: BookShelfApi) -> None:
    book = Book.from_json('{"title": "Emma", "publishedIn": 1815, "to_json": "x"}')
    assert (book.title, book.published_in, book.to_json_) == ("Emma", 1815, "x")
    assert json.loads(book.to_json()) == book.to_dict() == {"title": "Emma", "publishedIn": 1815, "to_json": "x"}
    assert Book.from_dict(book.to_dict()) == book
    assert "'publishedIn': 1815" in book.to_str()
    assert shelf.api_client.sanitize_for_serialization([book])[0] == book.to_dict()


def test_enums_are_classes(shelf: BookShelfApi, server: Server) -> None:
    from shelves.models.shelf_number import ShelfNumber
    from shelves.models.shelf_state import ShelfState

    assert [member.name for member in ShelfState] == ["ON_MINUS_LOAN", "INREPAIR", "EMPTY", "ENUM_2ND", "SHELVED"]
    assert {member.name: member.value for member in ShelfNumber} == {"NUMBER_1": 1, "NUMBER_MINUS_1": -1}
    assert ShelfState("on-loan") is ShelfState.from_json('"on-loan"') is shelves.ShelfState.ON_MINUS_LOAN
    assert ShelfNumber.from_json("-1") is ShelfNumber.NUMBER_MINUS_1
    with pytest.raises(ValueError, match="lost"):
        ShelfState("lost")
    book = Book.from_dict({"title": "Emma", "state": "inRepair", "shelf": 1, "binding": "soft"})
    assert (book.state, book.shelf, book.binding) == (ShelfState.INREPAIR, ShelfNumber.NUMBER_1, "soft")
    assert book.state is ShelfState.INREPAIR and book.shelf is ShelfNumber.NUMBER_1
    assert Book.from_dict({"title": "Emma", "state": "lost"}).state == "lost"
    made = Book(title="Emma", state=ShelfState.ON_MINUS_LOAN, shelf=ShelfNumber.NUMBER_MINUS_1)
    assert made.to_json() == '{"title":"Emma","state":"on-loan","shelf":-1}'
    shelf.list_books(state=[ShelfState.ON_MINUS_LOAN, "shelved"])
    assert server.calls[-1].query == [("state", "on-loan"), ("state", "shelved")]


def test_the_response_beside_the_value(shelf: BookShelfApi, server: Server) -> None:
    server.reply("book_shelf.list_books", [{"title": "Emma"}], headers={"x-a": "b"})
    found = shelf.list_books_with_http_info(_headers={"X-B": "c"}, _request_timeout=(1, 2))
    assert (found.status_code, found.headers["X-A"], found.raw_data, found.data[0].title) == (200, "b", b'[{"title":"Emma"}]', "Emma")
    assert server.calls[-1].headers["x-b"] == "c"
    assert server.calls[-1].request.extensions["timeout"] == {"connect": 1, "read": 2, "write": 2, "pool": 2}
    raw = shelf.list_books_without_preload_content()
    assert (raw.status, raw.reason, raw.data, raw.json()[0]["title"], raw.getheader("X-A")) == (200, "OK", raw.read(), "Emma", "b")
    server.reply("book_shelf.delete", {"why": "no"}, status=404)
    assert shelf.delete_without_preload_content("7").json() == {"why": "no"}
    shelf.list_books(_request_auth={"type": "api_key", "in": "query", "key": "token", "value": "t"})
    assert server.calls[-1].query == [("token", "t")]
    with pytest.raises(shelves.ApiTypeError, match="_timeout"):
        shelf.list_books(_timeout=3)


def test_exceptions_are_both_generators(shelf: BookShelfApi, server: Server) -> None:
    server.reply("book_shelf.delete", {"why": "lent"}, status=404, headers={"x-request-id": "r1"})
    with pytest.raises(ApiException) as caught:
        shelf.delete("7")
    error = caught.value
    assert isinstance(error, NotFoundException) and isinstance(error, shelves.NotFoundError) and isinstance(error, shelves.OpenApiException)
    assert (error.status, error.reason, error.body, error.data, error.headers["X-Request-Id"]) == (404, "Not Found", '{"why":"lent"}', {"why": "lent"}, "r1")
    assert "DELETE https://shelves.test/books/7: 404 Not Found" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.status, again.body, str(again)) == (NotFoundException, 404, error.body, str(error))
    server.reply("book_shelf.delete", "down", status=418)
    with pytest.raises(shelves.ApiException) as other:
        shelf.delete("7")
    assert (other.value.status, other.value.body) == (418, "down")
    made = ServiceException(status=503, reason="Later", body="x")
    assert (made.status, made.reason, made.body, str(made)) == (503, "Later", "x", "(503) Later")


def test_configurations(server: Server) -> None:
    config = Configuration(host="https://other.test/v2", api_key={"X-Shelf-Key": "k", "X-More": "m"}, api_key_prefix={"X-Shelf-Key": "Key"})
    with ApiClient(config, header_name="X-Fixed", header_value="f", cookie="c=1") as client:
        client.user_agent = "mine/1"
        shelf = BookShelfApi(client)
        shelf.delete("1")
        sent = server.calls[-1]
        assert sent.url == "https://other.test/v2/books/1"
        assert [sent.headers[name] for name in ("x-shelf-key", "x-more", "x-fixed", "cookie", "user-agent")] == ["Key k", "m", "f", "c=1", "mine/1"]
        config.api_key["X-Shelf-Key"] = "new"
        shelf.delete("1")
        assert server.calls[-1].headers["x-shelf-key"] == "Key new"
    Configuration.set_default(Configuration(api_key={"key": "default"}))
    try:
        BookShelfApi().delete("1")
    finally:
        Configuration.set_default(None)
    assert server.calls[-1].headers["x-shelf-key"] == "default"


def test_streams_are_streams(server: Server, shelf: BookShelfApi) -> None:
    with shelves.ReadersApi(shelf.api_client).watch_news() as news:
        assert [type(each) for each in news] == [shelves.Note]


def test_the_surface_beside_it() -> None:
    server = Server()
    client: Any = shelves.Shelves(api_key="k", http_client=server.transport())
    assert client.find.books(words=["a"]).to_json() == json.dumps(server.example("find.books"), separators=(",", ":"))
