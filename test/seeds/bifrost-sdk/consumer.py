"""A workflow that uses the module, for the type checkers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from typing_extensions import assert_type

import halopsa


async def sync_tickets() -> dict[str, int]:
    """Use the module as the platform's documentation does."""
    tickets = await halopsa.list_tickets(status="open", since=datetime(2026, 1, 1))
    assert_type(tickets, list[halopsa.Ticket])
    for ticket in tickets:
        print(f"{ticket.id}: {ticket.summary}", ticket["summary"])
        assert_type(ticket.date_occurred, datetime | None)
    made = await halopsa.create_ticket(
        summary="New", client_id=None, timeout=5, max_retries=0
    )
    assert_type(made.agent, halopsa.Agent | None)
    assert_type(await halopsa.delete_ticket(made.id), None)
    assert_type(await halopsa.download_attachment(made.id), bytes)
    if made.agent is not None:
        assert_type(made.agent.id, UUID | None)
    try:
        await halopsa.get_ticket(7)
    except halopsa.ApiException as error:
        print(error.status_code, error.response_body)
    return {"synced": len(tickets)}
