"""The complete example at the reference's end, word for word, and a module that `--profile bifrost:NAME` makes."""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
from typing import Any

import aiohttp
import pytest
from bifrost import config, context, data_provider, files, workflow
from server import Platform

from conftest import Run, execution_of, oauth_of

logger = logging.getLogger(__name__)


# Data provider - no context parameter needed
@data_provider(name="get_departments", description="List departments", cache_ttl_seconds=600)
async def get_departments():
    return [{"label": "Engineering", "value": "eng"}, {"label": "Sales", "value": "sales"}]


# Workflow - parameters auto-inferred from function signature
@workflow(category="User Management", timeout_seconds=60)
async def create_user(email: str, name: str, department: str = "General"):
    """Create a new user with department assignment."""

    logger.info(
        "Creating user",
        extra={
            "email": email,
            "department": department,
            "org_id": context.org_id,  # Access context via proxy
        },
    )

    try:
        # Get config values (async!)
        api_url = await config.get("api_url")
        api_key = await config.get("api_key")  # Secrets retrieved same as config

        # Call external API
        headers = {"Authorization": f"Bearer {api_key}"}
        payload = {"email": email, "name": name, "department": department}

        async with aiohttp.ClientSession() as session:
            async with session.post(f"{api_url}/users", headers=headers, json=payload) as resp:
                if resp.status == 201:
                    user = await resp.json()

                    # Write to file (async)
                    await files.write(f"users/{user['id']}.json", json.dumps(user, indent=2))

                    logger.info(f"User created: {user['id']}")
                    return {"success": True, "user_id": user["id"]}
                else:
                    error = await resp.text()
                    logger.error(f"API error: {error}")
                    return {"success": False, "error": error}

    except Exception as e:
        logger.error(f"Failed: {str(e)}", exc_info=True)
        return {"success": False, "error": str(e)}


@pytest.mark.parametrize("key", ["sk_live_xxxx", "sk_wrong"])
def test_the_complete_example(platform: Platform, run: Run, key: str, caplog: pytest.LogCaptureFixture) -> None:
    from bifrost.decorators import info_of

    info: Any = info_of(create_user)
    assert (info.name, info.category, info.timeout_seconds) == ("create_user", "User Management", 60)
    assert [(each.name, each.required, each.default) for each in info.parameters][2] == ("department", False, "General")

    async def main() -> Any:
        await config.set("api_url", f"{platform.url}/outside")
        await config.set("api_key", key, is_secret=True)
        assert (await get_departments())[1]["value"] == "sales"
        return await create_user("ada@acme.com", "Ada", department="eng")

    caplog.set_level(logging.INFO)
    outcome = run(main, execution_of("acme"))
    assert platform.outside.created == [
        (f"Bearer {key}", {"email": "ada@acme.com", "name": "Ada", "department": "eng"})
    ]
    [record] = [each for each in caplog.records if each.message == "Creating user"]
    assert vars(record)["org_id"] == "acme"
    assert key not in caplog.text
    if key == "sk_wrong":
        assert outcome == {"success": False, "error": "the key is not valid"}
        return
    assert outcome == {"success": True, "user_id": "123"}

    async def read() -> str:
        return await files.read("users/123.json")

    assert json.loads(run(read, execution_of("acme")))["department"] == "eng"


def test_a_generated_module_runs_on_this_package(platform: Platform, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(os.environ["BIFROST_MODULES"])
    halopsa = importlib.import_module("modules.halopsa")
    oauth = oauth_of(platform, "halo", minutes=-1, access_token="expired")
    platform.store.add_integration(
        "HaloPSA", config={"base_url": f"{platform.url}/outside/desk", "timeout": "5"}, oauth=oauth
    )

    async def main() -> list[str]:
        return [ticket.summary for ticket in await halopsa.list_tickets()]

    assert run(main, execution_of("acme")) == ["Printer"]
    assert run(main) == ["Printer"]
    assert platform.outside.refreshes == ["refresh-0"]
    sys.modules.pop("modules.halopsa")
