"""Jupyter: files below a path, terminals, settings, and errors of several kinds."""

from __future__ import annotations

from typing import Any


def signed_in(sdk: Any, **arguments: Any) -> Any:
    return sdk.client(default_headers={"Authorization": "token sesame"}, **arguments)


async def test_a_file_from_its_creation_to_its_end(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    folder = await sdk.call(client.contents.put_by_path, name, type="directory")
    assert (folder.type, folder.path) == ("directory", name)
    path = f"{name}/a file, ä #1?.txt"
    saved = await sdk.call(
        client.contents.put_by_path, path, type="file", format="text", content="hällo"
    )
    assert (saved.path, saved.size, saved.mimetype) == (path, 6, "text/plain")
    assert (await sdk.call(client.contents.get_by_path, path)).content == "hällo"
    assert (
        await sdk.call(client.contents.get_by_path, path, content=0)
    ).content is None
    moved = f"{name}/moved.txt"
    assert (
        await sdk.call(client.contents.patch_by_path, path, body_path=moved)
    ).path == moved
    copied = await sdk.call(client.contents.post_by_path, name, copy_from=moved)
    assert copied.path == f"{name}/moved-Copy1.txt"
    listed = await sdk.call(client.contents.get_by_path, name, type="directory")
    assert sorted(each["name"] for each in listed.content) == [
        "moved-Copy1.txt",
        "moved.txt",
    ]
    assert await sdk.call(client.contents.delete_by_path, moved) is None
    error = await sdk.refused(client.contents.get_by_path, moved)
    assert isinstance(error, sdk.sdk.NotFoundError)
    # It says that this is JSON.
    assert error.body == f"file or directory '/{moved}' does not exist"


async def test_checkpoints_bring_a_file_back(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    path = f"{name}.txt"
    await sdk.call(
        client.contents.put_by_path, path, type="file", format="text", content="first"
    )
    made = await sdk.call(client.contents.post_by_path_checkpoints, path)
    await sdk.call(
        client.contents.put_by_path, path, type="file", format="text", content="second"
    )
    assert [
        each.id
        for each in await sdk.call(client.contents.get_by_path_checkpoints, path)
    ] == [made.id]
    assert (
        await sdk.call(
            client.contents.post_by_path_checkpoints_by_checkpoint_id, path, made.id
        )
        is None
    )
    assert (await sdk.call(client.contents.get_by_path, path)).content == "first"
    assert (
        await sdk.call(
            client.contents.delete_by_path_checkpoints_by_checkpoint_id, path, made.id
        )
        is None
    )
    assert await sdk.call(client.contents.get_by_path_checkpoints, path) == []


async def test_terminals(sdk: Any) -> None:
    client = signed_in(sdk)
    made = await sdk.call(client.terminals.post)
    assert (
        await sdk.call(client.terminals.get_by_terminal_id, made.name)
    ).name == made.name
    assert made.name in [each.name for each in await sdk.call(client.terminals.get)]
    assert await sdk.call(client.terminals.delete_by_terminal_id, made.name) is None
    error = await sdk.refused(client.terminals.get_by_terminal_id, made.name)
    assert (type(error), error.body["message"]) == (
        sdk.sdk.NotFoundError,
        f"Terminal not found: {made.name}",
    )


async def test_settings_of_any_shape(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    await sdk.call(
        client.config.patch_by_section_name, name, body={"a": {"b": [1, None]}}
    )
    await sdk.call(client.config.patch_by_section_name, name, body={"c": "ä"})
    assert await sdk.call(client.config.get_by_section_name, name) == {
        "a": {"b": [1, None]},
        "c": "ä",
    }


async def test_what_the_server_says_about_itself(sdk: Any) -> None:
    client = signed_in(sdk)
    assert (await sdk.call(client.get_api)).version == "2.21.0"
    status = await sdk.call(client.status.get)
    assert (status.kernels, type(status.connections)) == (0, int)
    me = await sdk.call(client.identity.get_me)
    assert me.identity.username != ""
    assert (
        await sdk.call(client.kernels.get),
        await sdk.call(client.sessions.get),
    ) == ([], [])
    text = await sdk.call(client.api_spec.get_spec_yaml)
    assert text.startswith(b'swagger: "2.0"')


async def test_where_the_description_is_wrong(sdk: Any) -> None:
    found: list[Any] = []
    client = signed_in(sdk, on_mismatch=found.append)
    me = await sdk.call(client.identity.get_me)
    assert me.identity.color is None
    assert "$.identity.color: is null" in str(found[0])
    strict = signed_in(sdk, strict=True)
    error = await sdk.refused(strict.identity.get_me)
    assert isinstance(error, sdk.sdk.DecodeError)
    assert (await sdk.call(strict.get_api)).version == "2.21.0"


async def test_what_goes_wrong(sdk: Any, name: str) -> None:
    client = signed_in(sdk)
    stranger = await sdk.refused(sdk.client().contents.get_by_path, name)
    assert (type(stranger), stranger.body["message"]) == (
        sdk.sdk.PermissionDeniedError,
        "Forbidden",
    )
    broken = await sdk.refused(client.kernels.post, name="no-such-kernel")
    assert (type(broken), broken.status) == (sdk.sdk.ServerError, 500)
    assert "sesame" not in f"{broken!r} {broken} {broken.curl()}"
    binary = f"{name}.bin"
    await sdk.call(
        client.contents.put_by_path,
        binary,
        type="file",
        format="base64",
        content="//79",
    )
    unreadable = await sdk.refused(
        client.contents.get_by_path, binary, type="file", format="text"
    )
    assert isinstance(unreadable, sdk.sdk.BadRequestError)
    assert (
        await sdk.call(client.contents.get_by_path, binary)
    ).content.strip() == "//79"
