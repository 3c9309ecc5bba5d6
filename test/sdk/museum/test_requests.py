"""What a call puts on the wire, and what it returns."""

from __future__ import annotations

import base64
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from gallery_server import ARTIST_ID, WORK, WORK_ID, GalleryServer

pytestmark = pytest.mark.filterwarnings("error")


async def test_query_parameters(sdk: Any, server: GalleryServer) -> None:
    """Dates, UUIDs, enums and exploded arrays are written by their wire names, in the document's order."""
    works = await sdk.get(
        sdk.client().works.list(
            period="modern",
            artist_id=UUID(ARTIST_ID),
            acquired_after=date(2020, 1, 2),
            tags=["a b", "c&d"],
            limit=2,
        )
    )
    assert server.seen[0].path == "/v1/works"
    assert server.seen[0].query.replace("+", "%20") == (
        f"period=modern&artistId={ARTIST_ID}&acquiredAfter=2020-01-02&tags=a%20b&tags=c%26d&limit=2"
    )
    assert isinstance(works, list)
    assert [work.title for work in works] == ["Untitled (Blue)", "Untitled (Blue)"]
    assert type(works[0]) is sdk.models.Work


async def test_nothing_is_sent_that_was_not_given(sdk: Any, server: GalleryServer) -> None:
    """Optional parameters stay away, and so do their defaults."""
    await sdk.get(sdk.client().works.list())
    assert server.seen[0].target == "/v1/works"
    assert server.seen[0].body == b""
    assert server.seen[0].headers["accept"] == "application/json"


async def test_wire_form_is_accepted(sdk: Any, server: GalleryServer) -> None:
    """Where a typed value is wanted its text does."""
    await sdk.get(sdk.client().works.list(artist_id=ARTIST_ID, acquired_after="2020-01-02"))
    assert server.seen[0].query == f"artistId={ARTIST_ID}&acquiredAfter=2020-01-02"


@pytest.mark.parametrize("work_id", [WORK_ID, UUID(WORK_ID)])
async def test_get(sdk: Any, server: GalleryServer, work_id: object) -> None:
    """A path parameter may be positional."""
    work = await sdk.get(sdk.client().works.get(work_id))
    assert server.seen[0].method == "GET"
    assert server.seen[0].target == f"/v1/works/{WORK_ID}"
    assert work.id == UUID(WORK_ID)
    assert work.acquired_on == date(2020, 5, 17)
    assert work.created_at == datetime(2024, 3, 1, 9, 30, 0, 123456, tzinfo=timezone.utc)
    assert work.size.width == 40.5
    assert work.translations == {"de": "Ohne Titel", "fr": "Sans titre"}


async def test_path_values_are_encoded(sdk: Any, server: GalleryServer) -> None:
    """A slash in a value does not make a segment, and a dot segment is refused."""
    loan = await sdk.get(sdk.client().loans.get("a/b c?d"))
    assert server.seen[0].target == "/v1/loans/a%2Fb%20c%3Fd"
    assert loan.id == "a/b c?d"
    for dots in ("..", "."):
        with pytest.raises(ValueError):
            await sdk.get(sdk.client().loans.get(dots))
    assert len(server.seen) == 1


async def test_body_is_spread(sdk: Any, server: GalleryServer) -> None:
    """The fields of an object body are keywords."""
    work = await sdk.get(
        sdk.client().works.create(
            title="Red",
            artist_id=UUID(ARTIST_ID),
            period="contemporary",
            acquired_on=date(2021, 2, 3),
            price=None,
            shown_on=[date(2022, 1, 1)],
            size=sdk.models.Size(width=1, height=2.5),
            translations={"de": "Rot"},
        )
    )
    assert server.seen[0].headers["content-type"] == "application/json"
    assert server.seen[0].json() == {
        "title": "Red",
        "artistId": ARTIST_ID,
        "period": "contemporary",
        "acquiredOn": "2021-02-03",
        "price": None,
        "shownOn": ["2022-01-01"],
        "size": {"width": 1, "height": 2.5},
        "translations": {"de": "Rot"},
    }
    assert work.id == UUID(WORK_ID)


async def test_plain_values_for_models(sdk: Any, server: GalleryServer) -> None:
    """A nested model may be given as the plain dict with wire names."""
    await sdk.get(
        sdk.client().works.create(title="R", artist_id=ARTIST_ID, period="modern", size={"width": 1, "height": 2})
    )
    assert server.seen[0].json() == {
        "title": "R",
        "artistId": ARTIST_ID,
        "period": "modern",
        "size": {"width": 1, "height": 2},
    }


async def test_keywords_send_a_whole_object(sdk: Any, server: GalleryServer) -> None:
    """`keywords()` carries everything an object holds, unknown keys included."""
    fields = sdk.models.WorkFields.from_dict(
        {key: value for key, value in WORK.items() if key not in ("id", "createdAt")}
    )
    await sdk.get(sdk.client().works.create(**fields.keywords()))
    assert server.seen[0].json() == {key: value for key, value in WORK.items() if key not in ("id", "createdAt")}


async def test_missing_arguments_are_named(sdk: Any, server: GalleryServer) -> None:
    """Python's own message names what is missing, and nothing is sent."""
    with pytest.raises(TypeError, match=r"'artist_id' and 'period'"):
        await sdk.get(sdk.client().works.create(title="R"))
    with pytest.raises(TypeError):
        await sdk.get(sdk.client().works.list("modern"))
    assert server.seen == []


async def test_update_tells_null_from_unset(sdk: Any, server: GalleryServer) -> None:
    """None is null where null is allowed and "not sent" where it is not; UNSET is never sent."""
    changed = await sdk.get(sdk.client().works.update(WORK_ID, title=None, price=None, notes=sdk.sdk.UNSET))
    assert server.seen[0].method == "PATCH"
    assert server.seen[0].json() == {"price": None}
    assert changed.title == WORK["title"]


async def test_delete_returns_none(sdk: Any, server: GalleryServer) -> None:
    """204 has no value."""
    assert await sdk.get(sdk.client().works.delete(WORK_ID)) is None
    assert server.seen[0].method == "DELETE"


async def test_array_body_and_map_result(sdk: Any, server: GalleryServer) -> None:
    """A body that is no object is one argument."""
    counts = await sdk.get(sdk.client().works.set_labels(WORK_ID, body=("oil", "blue")))
    assert server.seen[0].method == "PUT"
    assert server.seen[0].json() == ["oil", "blue"]
    assert counts == {"oil": 3, "blue": 4}
    assert isinstance(counts, dict)


async def test_union_by_discriminator(sdk: Any, server: GalleryServer) -> None:
    """Each kind is its class; a kind the document does not know is neither."""
    client = sdk.client()
    ada = await sdk.get(client.artists.get("Ada"))
    assert type(ada) is sdk.models.Person
    assert ada.born_on == date(1901, 2, 3)
    nine = await sdk.get(client.artists.get("Nine"))
    assert type(nine) is sdk.models.Collective
    assert nine.members == ["a", "b"]
    loom = await sdk.get(client.artists.get("Loom"))
    assert not isinstance(loom, (sdk.models.Person, sdk.models.Collective))
    assert type(loom).__name__ == "UnknownArtist"
    assert loom.kind == "machine"
    assert (loom["model"] if sdk.views else loom.model) == 7


async def test_union_body(sdk: Any, server: GalleryServer) -> None:
    """A union is one argument: a model, or its wire form."""
    client = sdk.client()
    made = await sdk.get(client.artists.create(body=sdk.models.Person(name="Bo", born_on=date(1950, 1, 1))))
    assert server.seen[0].json() == {"kind": "person", "name": "Bo", "bornOn": "1950-01-01"}
    assert type(made) is sdk.models.Person
    await sdk.get(client.artists.create(body={"kind": "collective", "name": "C", "members": []}))
    assert server.seen[1].json() == {"kind": "collective", "name": "C", "members": []}


async def test_pages(sdk: Any, server: GalleryServer) -> None:
    """A page iterates over all items of all pages, and is the response's own view; with pydantic it has the response."""

    def whole(page: Any) -> Any:
        return page if sdk.views else page.response

    client = sdk.client()
    page = await sdk.get(client.artists.list(limit=1))
    assert [artist.name for artist in whole(page).artists] == ["Ada"]
    assert whole(page).next_cursor == "1"
    following = await sdk.get(page.next_page())
    assert [artist.name for artist in whole(following).artists] == ["Nine"]
    server.seen.clear()
    names = [artist["name"] if sdk.views else artist.name for artist in await sdk.items(client.artists.list(limit=2))]
    assert names == ["Ada", "Nine", "Loom"]
    assert [parse_qs(seen.query) for seen in server.seen] == [{"limit": ["2"]}, {"cursor": ["2"], "limit": ["2"]}]
    pages = await sdk.items((await sdk.get(client.artists.list(limit=2))).iter_pages())
    assert [len(whole(one).artists) for one in pages] == [2, 1]


async def test_header_parameter_and_basic(sdk: Any, server: GalleryServer) -> None:
    """A header parameter is a keyword; a login becomes the Authorization header."""
    client = sdk.client(username="me", password="secret")
    loan = await sdk.get(
        client.loans.create(
            work_id=WORK_ID,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 2, 1),
            x_request_source="desk",
        )
    )
    seen = server.seen[0]
    assert seen.headers["x-request-source"] == "desk"
    assert seen.headers["authorization"] == "Basic " + base64.b64encode(b"me:secret").decode()
    assert "x-gallery-key" not in seen.headers
    assert seen.json() == {"workId": WORK_ID, "startsOn": "2026-01-01", "endsOn": "2026-02-01"}
    assert loan.state == "asked"
    assert loan.decided_at is None


async def test_call_options(sdk: Any, server: GalleryServer) -> None:
    """Headers, query and body can be extended for one call."""
    client = sdk.client(default_headers={"X-Tenant": "t"})
    await sdk.get(
        client.works.update(
            WORK_ID, title="T", extra_headers={"X-Call": "1"}, extra_query={"dry": "1"}, extra_body={"more": 2}
        )
    )
    seen = server.seen[0]
    assert (seen.headers["x-tenant"], seen.headers["x-call"], seen.query) == ("t", "1", "dry=1")
    assert seen.json() == {"title": "T", "more": 2}


async def test_with_response(sdk: Any, server: GalleryServer) -> None:
    """The response comes beside the value."""
    client = sdk.client()
    response = await sdk.get(client.with_response(client.works.get, WORK_ID, timeout=3))
    assert response.value.title == WORK["title"]
    assert response.status == 200
    assert response.headers["content-type"] == "application/json"
    assert response.request_id == "request-1"


async def test_undocumented_request(sdk: Any, server: GalleryServer) -> None:
    """What the document leaves out can be called too, with the same credentials."""
    await sdk.get(sdk.client().request("GET", "/status"))
    assert server.seen[0].target == "/v1/status"


async def test_with_options_leaves_the_original_alone(sdk: Any, server: GalleryServer) -> None:
    """A light copy shares nothing that is set on it."""
    client = sdk.client()
    copy = client.with_options(extra_headers={"X-Copy": "1"})
    await sdk.get(copy.status.get())
    await sdk.get(client.status.get())
    assert server.seen[0].headers["x-copy"] == "1"
    assert "x-copy" not in server.seen[1].headers


async def test_map_and_datetime(sdk: Any, server: GalleryServer) -> None:
    """A map is a dict, a date-time an aware datetime."""
    status = await sdk.get(sdk.client(api_key=None).status.get())
    assert status.open is True
    assert status.visitors == {"hall": 3}
    assert status.since == datetime(2026, 1, 1, 8, tzinfo=timezone.utc)
