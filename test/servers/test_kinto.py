"""Kinto: records with versions, conditions, pages behind a header, and typed errors."""

from __future__ import annotations

import base64
from typing import Any


def signed_in(sdk: Any, user: str = "me") -> Any:
    """Kinto's description is made from its schemas: what does not fit it is an error."""
    return sdk.client(username=user, password="sesame", strict=True)


async def collection(sdk: Any, client: Any, name: str) -> tuple[str, str]:
    """Make a bucket with a collection in it."""
    made = await sdk.call(client.buckets.update, name)
    assert type(made).__name__ == "CreateBucketResponse201"
    await sdk.call(client.collections.create, name, data={"id": "posts"})
    return name, "posts"


async def test_a_record_from_its_creation_to_its_end(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    made = await sdk.call(
        client.records.create, *place, data={"title": "one", "tags": ["ä", "b"]}
    )
    assert type(made).__name__ == "CreateRecordResponse201"
    record = made.data["id"]
    read = await sdk.call(client.records.get_record, *place, record)
    assert read.data == {
        "title": "one",
        "tags": ["ä", "b"],
        "id": record,
        "last_modified": made.data["last_modified"],
    }
    changed = await sdk.call(
        client.records.update, *place, record, data={"title": "two"}
    )
    assert (changed.data["title"], "tags" in changed.data) == ("two", False)
    gone = await sdk.call(client.records.delete_record, *place, record)
    assert gone.data["deleted"] is True
    error = await sdk.refused(client.records.get_record, *place, record)
    assert isinstance(error, sdk.sdk.NotFoundError)
    assert error.parse(sdk.models.ErrorSchema).errno == 110
    assert error.body["details"] == {"id": record, "resource_name": "record"}


async def test_a_change_in_another_media_type(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    await sdk.call(
        client.records.update, *place, "r", data={"title": "one", "kept": True}
    )
    merged = await sdk.call(
        client.records.patch,
        *place,
        "r",
        data={"mood": "fine", "title": None},
        content_type="application/merge-patch+json",
    )
    assert (merged.data["mood"], merged.data["kept"], "title" in merged.data) == (
        "fine",
        True,
        False,
    )
    light = await sdk.call(
        client.records.patch,
        *place,
        "r",
        data={"mood": "bad"},
        response_behavior="light",
    )
    assert light.data == {"mood": "bad"}


async def test_conditions_by_entity_tag(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    await sdk.call(client.records.update, *place, "r", data={"n": 1}, if_none_match="*")
    response = await sdk.call(
        client.with_response, client.records.get_record, *place, "r"
    )
    tag = response.headers["etag"]
    assert (response.status, tag) == (200, f'"{response.value.data["last_modified"]}"')
    unchanged = await sdk.refused(
        client.records.get_record, *place, "r", if_none_match=tag
    )
    assert (unchanged.status, unchanged.body) == (304, None)
    await sdk.call(client.records.update, *place, "r", data={"n": 2}, if_match=tag)
    late = await sdk.refused(
        client.records.update, *place, "r", data={"n": 3}, if_match=tag
    )
    assert (late.status, late.body["details"]["existing"]["n"]) == (412, 2)
    there = await sdk.refused(
        client.records.update, *place, "r", data={"n": 3}, if_none_match="*"
    )
    assert (type(there), there.status) == (sdk.sdk.ApiException, 412)
    assert (await sdk.call(client.records.get_record, *place, "r")).data["n"] == 2


async def test_pages_that_a_header_leads_to(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    for number in range(8):
        await sdk.call(client.records.update, *place, f"r{number}", data={"n": number})
    pages = client.records.get_records(*place, sort=["n"])
    assert [each["n"] for each in await sdk.items(pages)] == list(range(8))
    first = await sdk.call(client.records.get_records, *place, sort=["-n"], limit=2)
    assert [each["n"] for each in first.data] == [7, 6]
    second = await sdk.call(first.next_page)
    assert [each["n"] for each in second.data] == [5, 4]
    assert len(await sdk.items(client.records.get_records(*place, limit=2))) == 8
    some = await sdk.call(
        client.records.get_records, *place, fields=["n"], extra_query={"min_n": 6}
    )
    assert [sorted(each) for each in some.data] == [["id", "last_modified", "n"]] * 2


async def test_typed_members_and_permissions(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    changed = await sdk.call(
        client.collections.patch,
        *place,
        data={"schema": {"type": "object"}},
        permissions={"read": ["system.Everyone"]},
    )
    assert "system.Everyone" in changed.permissions.read
    assert (await sdk.call(client.collections.get_collection, *place)).data.schema == {
        "type": "object"
    }
    made = await sdk.call(
        client.groups.create, name, data={"id": "crew", "members": ["basicauth:x"]}
    )
    assert made.data.members == ["basicauth:x"]
    assert [
        each.members for each in (await sdk.call(client.groups.get_groups, name)).data
    ] == [["basicauth:x"]]
    assert (await sdk.call(client.records.get_records, *place)).data == []
    other = signed_in(sdk, "other")
    assert (await sdk.call(other.records.get_records, *place)).data == []
    hidden = await sdk.refused(other.buckets.get_bucket, name)
    assert isinstance(hidden, sdk.sdk.PermissionDeniedError)


async def test_what_is_not_allowed(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    assert isinstance(
        await sdk.refused(sdk.client().buckets.get_buckets), sdk.sdk.MissingCredentials
    )
    bad = await sdk.refused(client.buckets.update, "bad id!")
    assert (type(bad), bad.parse(sdk.models.ErrorSchema).errno) == (
        sdk.sdk.BadRequestError,
        107,
    )
    wrong = await sdk.refused(client.records.create, *place, data=[1])
    assert wrong.body["details"][0]["location"] == "body"
    assert "sesame" not in f"{wrong!r} {wrong} {wrong.curl()}"


async def test_several_requests_at_once(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    await collection(sdk, client, name)
    authorization = "Basic " + base64.b64encode(b"me:sesame").decode()
    path = f"/buckets/{name}/collections/posts/records"
    answer = await sdk.call(
        client.batch.batch,
        defaults={"headers": {"Authorization": authorization}},
        requests=[
            {"method": "PUT", "path": f"{path}/one", "body": {"data": {"n": 1}}},
            {"method": "GET", "path": f"{path}/two"},
        ],
    )
    assert [each.status for each in answer.responses] == [201, 404]
    assert answer.responses[0].body["data"]["n"] == 1


async def test_the_whole_bucket_goes(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    place = await collection(sdk, client, name)
    await sdk.call(client.records.update, *place, "r", data={"n": 1})
    assert [
        each["deleted"]
        for each in (await sdk.call(client.records.delete_records, *place)).data
    ] == [True]
    assert (await sdk.call(client.buckets.delete_bucket, name)).data["id"] == name
    assert (await sdk.refused(client.buckets.get_bucket, name)).status == 403
    assert (await sdk.call(client.utilities.server_info))["project_name"] == "kinto"
