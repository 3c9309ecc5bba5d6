"""What the API sends by itself."""

from __future__ import annotations

import base64
import hmac
import json
import time
from typing import Any

import pytest

KEY = b"a key of our own"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
ARRIVED = {"type": "parcel.arrived", "at": {"city": "Bern", "at": "2026-01-02T03:04:05Z"}}


def signed(body: bytes, age: float = 0) -> dict[str, str]:
    """Return the headers of a genuine request."""
    stamp = str(int(time.time() - age))
    signature = base64.b64encode(hmac.digest(KEY, f"msg_1.{stamp}.".encode() + body, "sha256")).decode()
    return {"Webhook-Id": "msg_1", "Webhook-Timestamp": stamp, "Webhook-Signature": f"v1,{signature}"}


def test_a_request_is_what_it_says(sdk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """`parse` tells the webhooks apart; each has a parser of its own; the secret comes from the environment."""
    monkeypatch.setenv("COURIER_WEBHOOK_SECRET", SECRET)
    body = json.dumps(ARRIVED).encode()
    webhooks = sdk.sdk.webhooks
    event = webhooks.parse(body, signed(body))
    assert type(event) is sdk.models.Arrived
    assert event.at.at.year == 2026
    assert webhooks.parse_parcel_arrived(body.decode(), signed(body)).at.city == "Bern"
    body = b'{"type": "parcel.lost", "parcelId": "7"}'
    lost = webhooks.parse(body, signed(body))
    assert (type(lost), lost.parcel_id) == (sdk.models.Lost, "7")
    body = b'{"type": "parcel.found", "by": "me"}'
    unknown = webhooks.parse(body, signed(body))
    assert (type(unknown), unknown.type, unknown["by"]) == (sdk.models.UnknownWebhookEvent, "parcel.found", "me")


def test_a_request_that_is_not_genuine_is_refused(sdk: Any) -> None:
    """Changed, replayed, unsigned, or verified with another secret."""
    body = json.dumps(ARRIVED).encode()
    webhooks = sdk.sdk.Webhooks(SECRET)
    assert webhooks.parse(body, signed(body, age=299)).type == "parcel.arrived"
    for wrong, headers in ((body + b" ", signed(body)), (body, signed(body, age=301)), (body, signed(body, age=-400)), (body, {}), (body, None)):
        with pytest.raises(sdk.sdk.WebhookVerificationError):
            webhooks.parse(wrong, headers)
    with pytest.raises(sdk.sdk.WebhookVerificationError):
        webhooks.parse_parcel_arrived(body, signed(body), secret="whsec_b3RoZXI=")
    with pytest.raises(sdk.sdk.MissingCredentials, match="COURIER_WEBHOOK_SECRET"):
        sdk.sdk.webhooks.parse(body, signed(body))
    with pytest.raises(TypeError, match="not by a dict"):
        webhooks.parse(ARRIVED, signed(body))
    with pytest.raises(sdk.sdk.DecodeError):
        webhooks.parse(b"<xml>", signed(b"<xml>"))


def test_callbacks_and_other_ways_of_signing(sdk: Any) -> None:
    """A callback has a parser too; what is signed in another way has a rule, what is not signed says so."""
    body = b'[{"city": "Bern"}]'
    assert [place.city for place in sdk.sdk.Webhooks(signed=False).parse_parcel_moved(body)] == ["Bern"]
    rule = sdk.sdk.SignatureRule("X-Signature", prefix="sha256=")
    hooks = sdk.sdk.Webhooks("key", rule=rule)
    assert hooks.parse_parcel_moved(body, {"x-signature": "sha256=" + hmac.digest(b"key", body, "sha256").hex()})[0].city == "Bern"
    with pytest.raises(sdk.sdk.WebhookVerificationError):
        hooks.parse_parcel_moved(body, {"x-signature": "sha256=00"})
