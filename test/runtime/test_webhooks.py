"""Signatures of webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import pytest
from pysdk_runtime import codecs, webhooks
from pysdk_runtime.errors import DecodeError, MissingCredentials, SDKError
from pysdk_runtime.models import Model, field
from pysdk_runtime.webhooks import SignatureRule, WebhookReceiver, WebhookVerificationError, parse_webhook, verify_webhook

# The example of the Standard Webhooks specification's libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIME = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def headers(**changes: str) -> dict[str, str]:
    made = {"Webhook-Id": ID, "webhook-timestamp": str(TIME), "WEBHOOK-SIGNATURE": SIGNATURE}
    for name, value in changes.items():
        made = {key: old for key, old in made.items() if key.lower() != f"webhook-{name}"}
        if value:
            made[f"webhook-{name}"] = value
    return made


def test_the_known_vector() -> None:
    verify_webhook(SECRET, headers(), BODY, now=TIME)
    verify_webhook(SECRET.removeprefix("whsec_"), headers(), BODY.decode(), now=TIME)
    verify_webhook(base64.b64decode(SECRET[6:]), headers(), bytearray(BODY), now=TIME)
    verify_webhook(SECRET, {key.replace("ebhook", "").replace("EBHOOK", "").lower().replace("w-", "svix-"): value for key, value in headers().items()}, BODY, now=TIME)


def test_several_secrets_and_signatures() -> None:
    other = base64.b64encode(b"another key").decode()
    verify_webhook([other, SECRET], headers(), BODY, now=TIME)
    verify_webhook(SECRET, headers(signature=f"v1a,abc v1,AAAA v2,{SIGNATURE[3:]} {SIGNATURE} v1,!!"), BODY, now=TIME)
    with pytest.raises(WebhookVerificationError, match="no signature matches"):
        verify_webhook(other, headers(), BODY, now=TIME)
    with pytest.raises(WebhookVerificationError, match="no signature matches"):
        verify_webhook(SECRET, headers(signature=SIGNATURE.replace("v1", "v2")), BODY, now=TIME)


@pytest.mark.parametrize(
    ("changes", "body", "now", "message"),
    [
        ({}, BODY + b" ", TIME, "no signature"),
        ({"id": "msg_x"}, BODY, TIME, "no signature"),
        ({"timestamp": str(TIME + 1)}, BODY, TIME, "no signature"),
        ({"signature": "v1,"}, BODY, TIME, "no signature"),
        ({"signature": "v1,é"}, BODY, TIME, "no signature"),
        ({"signature": SIGNATURE[:-4]}, BODY, TIME, "no signature"),
        ({"signature": ""}, BODY, TIME, "webhook-signature is missing"),
        ({"id": ""}, BODY, TIME, "webhook-id is missing"),
        ({"timestamp": ""}, BODY, TIME, "webhook-timestamp is missing"),
        ({"timestamp": "soon"}, BODY, TIME, "number of seconds"),
        ({"timestamp": "٣"}, BODY, TIME, "number of seconds"),
        ({"timestamp": "9" * 5000}, BODY, TIME, "number of seconds"),
        ({}, BODY, TIME + 301, "too old"),
        ({}, BODY, TIME - 301, "future"),
    ],
)
def test_refused(changes: dict[str, str], body: bytes, now: float, message: str) -> None:
    with pytest.raises(WebhookVerificationError, match=message) as caught:
        verify_webhook(SECRET, headers(**changes), body, now=now)
    assert isinstance(caught.value, SDKError)
    assert "MfKQ" not in str(caught.value)


def test_the_window() -> None:
    verify_webhook(SECRET, headers(), BODY, now=TIME + 300)
    verify_webhook(SECRET, headers(), BODY, now=TIME + 999, tolerance=1000)
    verify_webhook(SECRET, headers(), BODY, tolerance=None)
    with pytest.raises(WebhookVerificationError, match="too old"):
        verify_webhook(SECRET, headers(), BODY)


def test_misuse() -> None:
    for secret in ("", "whsec_", b"", [], "whsec_not base64"):
        with pytest.raises(ValueError, match="secret"):
            verify_webhook(secret, headers(), BODY, now=TIME)
    parsed: Any = {"test": 1}
    with pytest.raises(TypeError, match="bytes, not by a dict"):
        verify_webhook(SECRET, headers(), parsed, now=TIME)


def signed(algorithm: str, content: bytes, key: bytes = b"key") -> bytes:
    return hmac.new(key, content, getattr(hashlib, algorithm)).digest()


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("encoding", ["hex", "base64"])
@pytest.mark.parametrize("prefix", ["", "sha256="])
def test_own_rules(algorithm: Any, encoding: Any, prefix: str) -> None:
    raw = signed(algorithm, BODY)
    text = raw.hex() if encoding == "hex" else base64.b64encode(raw).decode()
    rule = SignatureRule("X-Hub-Signature", algorithm, encoding, prefix)
    verify_webhook("key", {"x-hub-signature": prefix + text}, BODY, rule=rule)
    verify_webhook([b"old", "key"], {"x-hub-signature": f"{prefix}00, {prefix}{text}"}, BODY, rule=rule)
    for wrong in (f"{prefix}{text[:-2]}", "", f"x={text}", prefix):
        with pytest.raises(WebhookVerificationError):
            verify_webhook("key", {"x-hub-signature": wrong}, BODY, rule=rule)
    with pytest.raises(WebhookVerificationError, match="no signature matches"):
        verify_webhook("other", {"x-hub-signature": prefix + text}, BODY, rule=rule)


def test_own_rules_with_a_time() -> None:
    slack = SignatureRule("X-Slack-Signature", prefix="v0=", timestamp_header="X-Slack-Request-Timestamp", signed="v0:{timestamp}:{body}")
    body = b"a={timestamp}{body}"
    given = {"X-Slack-Signature": "v0=" + signed("sha256", b"v0:100:" + body).hex(), "X-Slack-Request-Timestamp": "100"}
    verify_webhook("key", given, body, now=110, rule=slack)
    with pytest.raises(WebhookVerificationError, match="too old"):
        verify_webhook("key", given, body, now=1000, rule=slack)
    with pytest.raises(WebhookVerificationError, match="no signature"):
        verify_webhook("key", {**given, "X-Slack-Request-Timestamp": "101"}, body, now=110, rule=slack)
    stripe = SignatureRule("Stripe-Signature", prefix="v1=", timestamp_header="Stripe-Signature", timestamp_prefix="t=", signed="{timestamp}.{body}")
    text = signed("sha256", b"100." + body).hex()
    verify_webhook("key", {"stripe-signature": f"t=100,v1=00,v1={text},v0=zz"}, body, now=100, rule=stripe)
    with pytest.raises(WebhookVerificationError, match="number of seconds"):
        verify_webhook("key", {"stripe-signature": f"v1={text}"}, body, now=100, rule=stripe)


def test_every_comparison_is_made_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    def compare(one: bytes, other: bytes) -> bool:
        seen.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr(webhooks.hmac, "compare_digest", compare)
    verify_webhook([SECRET, b"other"], headers(signature=f"{SIGNATURE} v1,AAAA"), BODY, now=TIME)
    assert sorted(seen) == [(32, 3), (32, 3), (32, 32), (32, 32)]


def test_payloads() -> None:
    class Sold(Model):
        ticket: str = field("ticketId")

    assert parse_webhook(Sold, b'{"ticketId": "1"}').ticket == "1"
    assert parse_webhook(codecs.array(codecs.integer), "[1]") == [1]
    with pytest.raises(DecodeError, match="not valid JSON") as caught:
        parse_webhook(Sold, b"<xml>")
    assert caught.value.content == b"<xml>"
    with pytest.raises(DecodeError, match="expected an object"):
        parse_webhook(Sold, b"[]")


def test_a_receiver_takes_the_secret_from_the_call_itself_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    class Said(Model):
        test: int = field("test")

    class Receiver(WebhookReceiver):
        variable = "EXAMPLE_WEBHOOK_SECRET"

        def parse(self, body: bytes | str, headers: Any = None, *, secret: str | None = None) -> Said:
            return self._read(Said, body, headers, secret)

    old = Receiver(tolerance=None)
    assert old.parse(BODY, headers(), secret=SECRET).test == 2432232314
    assert Receiver(SECRET, tolerance=None).parse(BODY, headers()).test == 2432232314
    with pytest.raises(MissingCredentials, match="EXAMPLE_WEBHOOK_SECRET"):
        old.parse(BODY, headers())
    monkeypatch.setenv("EXAMPLE_WEBHOOK_SECRET", SECRET)
    assert old.parse(BODY, list_of_items()).test == 2432232314
    with pytest.raises(WebhookVerificationError, match="no signature matches"):
        old.parse(BODY + b" ", headers())
    with pytest.raises(WebhookVerificationError, match="webhook-id is missing"):
        old.parse(BODY)
    with pytest.raises(WebhookVerificationError, match="too old"):
        Receiver().parse(BODY, headers())
    assert SECRET not in repr(vars(old)) and SECRET not in repr(Receiver(SECRET))


def list_of_items() -> Any:
    class Headers:
        def items(self) -> Any:
            return iter(headers().items())

    return Headers()


def test_a_receiver_of_unsigned_requests_verifies_only_what_is_asked_for() -> None:
    class Receiver(WebhookReceiver):
        def parse(self, body: bytes | str, headers: Any = None, *, secret: str | None = None) -> list[int]:
            return self._read(codecs.array(codecs.integer), body, headers, secret)

    assert Receiver(signed=False).parse("[1]") == [1]
    with pytest.raises(WebhookVerificationError, match="missing"):
        Receiver(signed=False).parse("[1]", secret=SECRET)
    github = Receiver(rule=SignatureRule("X-Hub-Signature-256", prefix="sha256="))
    assert github.parse("[1]", {"X-Hub-Signature-256": "sha256=" + signed("sha256", b"[1]").hex()}, secret="key") == [1]
