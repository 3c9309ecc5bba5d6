"""Webhooks: whether a request is genuine, and what it says.

Verify the bytes as they came; JSON that was parsed and written again has other ones.

    verify_standard(secret, request.headers, body)
    event = parse_webhook(codec, body)
"""

from __future__ import annotations

import binascii
import hmac
import json
import time
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from .errors import DecodeError, SDKError
from .wire import Codec

PayloadT = TypeVar("PayloadT")

WebhookSecret: TypeAlias = str | bytes
"""A signing secret: `whsec_` and base64, or base64, or the key itself as bytes."""


class WebhookVerificationError(SDKError):
    """A request does not come from whom it claims to, or is too old."""


class SignatureRule(NamedTuple):
    """How an API signs its webhooks, where it is not by Standard Webhooks."""

    header: str
    """The header with the signature; it may hold several, by commas or spaces."""
    algorithm: Literal["sha1", "sha256", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    """What stands before each signature, such as `sha256=` or `v1=`."""
    timestamp_header: str = ""
    """The header with the time in seconds, where it is signed; may be the same one."""
    timestamp_prefix: str = ""
    """What stands before the time, such as `t=`."""
    signed: str = "{body}"
    """What is signed, such as `v0:{timestamp}:{body}`."""


def webhook_header(headers: Mapping[str, str], *names: str) -> str:
    """Return a header. Raises `WebhookVerificationError` where it is missing."""
    wanted = [name.lower() for name in names]
    found = {name.lower(): value for name, value in headers.items()}
    for name in wanted:
        if found.get(name):
            return found[name]
    raise WebhookVerificationError(f"the header {names[0]} is missing")


def check_age(timestamp: str, tolerance: float | None, now: float | None) -> None:
    """Raise `WebhookVerificationError` unless a time in seconds is about now."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 16):
        raise WebhookVerificationError("the time is not a number of seconds")
    if tolerance is None:
        return
    age = (time.time() if now is None else now) - int(timestamp)
    if age > tolerance:
        raise WebhookVerificationError("the request is too old")
    if age < -tolerance:
        raise WebhookVerificationError("the request is from the future")


def standard_key(secret: WebhookSecret) -> bytes:
    """Return the key of a secret. Raises `ValueError` for one that is no secret."""
    if isinstance(secret, bytes):
        key = secret
    else:
        text = secret.strip().removeprefix("whsec_")
        try:
            key = b64decode(text + "=" * (-len(text) % 4), validate=True)
        except ValueError:
            raise ValueError("the webhook secret is not valid base64") from None
    if not key:
        raise ValueError("the webhook secret is empty")
    return key


def secret_list(
    secret: WebhookSecret | Sequence[WebhookSecret],
) -> Sequence[WebhookSecret]:
    """Return one or several secrets as several. Raises `ValueError` for none."""
    if isinstance(secret, str | bytes):
        return [secret]
    if not secret:
        raise ValueError("there is no webhook secret")
    return secret


def body_bytes(body: object) -> bytes:
    """Return a body as bytes. Raises `TypeError` for one that is already parsed."""
    if isinstance(body, str):
        return body.encode()
    if not isinstance(body, bytes | bytearray):
        kind = type(body).__name__
        raise TypeError(f"a webhook is verified by its bytes, not by a {kind}")
    return bytes(body)


def matches_any(expected: Sequence[bytes], given: Sequence[bytes]) -> bool:
    """Return whether a signature is among the expected, in time that tells nothing."""
    found = False
    for one in expected:
        for other in given:
            found = hmac.compare_digest(one, other) or found
    return found


def decoded_signature(text: str, encoding: Literal["hex", "base64"]) -> bytes:
    """Return a signature's bytes, none where the text is no such thing."""
    try:
        if encoding == "hex":
            return bytes.fromhex(text)
        return b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""


def verify_standard(
    secret: WebhookSecret | Sequence[WebhookSecret],
    headers: Mapping[str, str],
    body: bytes | bytearray | str,
    *,
    tolerance: float | None = 300,
    now: float | None = None,
) -> None:
    """Verify a request by Standard Webhooks (`v1`, HMAC-SHA256).

    Several secrets may be valid while one replaces another. `tolerance` is in seconds,
    None takes any age. Raises `WebhookVerificationError`.
    """
    content = body_bytes(body)
    keys = [standard_key(each) for each in secret_list(secret)]
    name = webhook_header(headers, "webhook-id", "svix-id")
    stamp = webhook_header(headers, "webhook-timestamp", "svix-timestamp")
    listed = webhook_header(headers, "webhook-signature", "svix-signature")
    check_age(stamp, tolerance, now)
    signed = f"{name}.{stamp}.".encode() + content
    given: list[bytes] = []
    for part in listed.split():
        version, _, text = part.partition(",")
        if version == "v1":
            given.append(decoded_signature(text, "base64"))
    if not matches_any([hmac.digest(key, signed, "sha256") for key in keys], given):
        raise WebhookVerificationError("no signature matches")


def verify_signature(
    rule: SignatureRule,
    secret: WebhookSecret | Sequence[WebhookSecret],
    headers: Mapping[str, str],
    body: bytes | bytearray | str,
    *,
    tolerance: float | None = 300,
    now: float | None = None,
) -> None:
    """Verify a request by an API's own rule; text secrets are keys as they are.

    Raises `WebhookVerificationError`.
    """
    content = body_bytes(body)
    keys = [
        each.encode() if isinstance(each, str) else each for each in secret_list(secret)
    ]
    if not all(keys):
        raise ValueError("the webhook secret is empty")
    parts = webhook_header(headers, rule.header).replace(",", " ").split()
    stamp = ""
    if rule.timestamp_header:
        listed = webhook_header(headers, rule.timestamp_header)
        for part in listed.replace(",", " ").split():
            if not stamp and part.startswith(rule.timestamp_prefix):
                stamp = part.removeprefix(rule.timestamp_prefix)
        check_age(stamp, tolerance, now)
    before, _, after = rule.signed.partition("{body}")
    start = before.replace("{timestamp}", stamp).encode()
    end = after.replace("{timestamp}", stamp).encode()
    given = [
        decoded_signature(part.removeprefix(rule.prefix), rule.encoding)
        for part in parts
        if part.startswith(rule.prefix)
    ]
    signed = start + content + end
    expected = [hmac.digest(key, signed, rule.algorithm) for key in keys]
    if not matches_any(expected, given):
        raise WebhookVerificationError("no signature matches")


def parse_webhook(codec: Codec[PayloadT], body: bytes | bytearray | str) -> PayloadT:
    """Return what a webhook's body says. Raises `DecodeError` where it says nothing."""
    try:
        raw: Any = json.loads(body)
    except (ValueError, RecursionError):
        error = DecodeError("the webhook's body is not valid JSON")
        error.content = body_bytes(body)
        raise error from None
    return codec.__decode__(raw)
