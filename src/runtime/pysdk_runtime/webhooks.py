"""Webhooks: whether a request is genuine, and what it says.

Verify the bytes as they came; JSON that was parsed and written again has other ones.

Generated code:

    class Webhooks(WebhookReceiver):
        variable = "MUSEUM_WEBHOOK_SECRET"

        def parse_new_event(self, body, headers=None, *, secret=None) -> models.Event:
            return self._read(models.Event, body, headers, secret)
"""

from __future__ import annotations

import binascii
import hmac
import os
import time
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from .errors import DecodeError, MissingCredentials, SDKError
from .texts import json_value
from .wire import Codec

PayloadT = TypeVar("PayloadT")

WebhookSecret: TypeAlias = str | bytes
"""A signing secret: `whsec_` and base64, or base64, or the key itself as bytes."""

WebhookBody: TypeAlias = bytes | bytearray | str
"""A request's body as it came."""


class WebhookHeaders(Protocol):
    """A request's headers, as every web framework has them."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Return names and values."""
        ...


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


def webhook_header(headers: WebhookHeaders, *names: str) -> str:
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


class Signed(NamedTuple):
    """What a request's signatures are made of, and the signatures it brings."""

    content: bytes
    given: Sequence[bytes]


def signed_by_standard(
    headers: WebhookHeaders, content: bytes, check: Callable[[str], None]
) -> Signed:
    """Return what Standard Webhooks signs (`v1`, HMAC-SHA256)."""
    name = webhook_header(headers, "webhook-id", "svix-id")
    stamp = webhook_header(headers, "webhook-timestamp", "svix-timestamp")
    listed = webhook_header(headers, "webhook-signature", "svix-signature")
    check(stamp)
    given: list[bytes] = []
    for part in listed.split():
        version, _, text = part.partition(",")
        if version == "v1":
            given.append(decoded_signature(text, "base64"))
    return Signed(f"{name}.{stamp}.".encode() + content, given)


def signed_by_rule(
    rule: SignatureRule,
    headers: WebhookHeaders,
    content: bytes,
    check: Callable[[str], None],
) -> Signed:
    """Return what an API signs by its own rule."""
    parts = webhook_header(headers, rule.header).replace(",", " ").split()
    stamp = ""
    if rule.timestamp_header:
        listed = webhook_header(headers, rule.timestamp_header)
        for part in listed.replace(",", " ").split():
            if not stamp and part.startswith(rule.timestamp_prefix):
                stamp = part.removeprefix(rule.timestamp_prefix)
        check(stamp)
    before, _, after = rule.signed.partition("{body}")
    start = before.replace("{timestamp}", stamp).encode()
    end = after.replace("{timestamp}", stamp).encode()
    given = [
        decoded_signature(part.removeprefix(rule.prefix), rule.encoding)
        for part in parts
        if part.startswith(rule.prefix)
    ]
    return Signed(start + content + end, given)


def verify_webhook(
    secret: WebhookSecret | Sequence[WebhookSecret],
    headers: WebhookHeaders,
    body: WebhookBody,
    *,
    rule: SignatureRule | None = None,
    tolerance: float | None = 300,
    now: float | None = None,
) -> None:
    """Verify a request by Standard Webhooks, or by an API's own `rule`.

    Several secrets may be valid while one replaces another; by a rule, those in text are
    keys as they are. `tolerance` is in seconds, None takes any age. Raises
    `WebhookVerificationError`, and ValueError for what is no secret.
    """
    content = body_bytes(body)
    secrets = secret_list(secret)
    check = partial(check_age, tolerance=tolerance, now=now)
    if rule is None:
        keys = [standard_key(each) for each in secrets]
        signed = signed_by_standard(headers, content, check)
    else:
        keys = [each.encode() if isinstance(each, str) else each for each in secrets]
        if not all(keys):
            raise ValueError("the webhook secret is empty")
        signed = signed_by_rule(rule, headers, content, check)
    algorithm = "sha256" if rule is None else rule.algorithm
    expected = [hmac.digest(key, signed.content, algorithm) for key in keys]
    if not matches_any(expected, signed.given):
        raise WebhookVerificationError("no signature matches")


def parse_webhook(codec: Codec[PayloadT], body: WebhookBody) -> PayloadT:
    """Return what a webhook's body says. Raises `DecodeError` where it says nothing."""
    try:
        raw: Any = json_value(body)
    except (ValueError, RecursionError):
        error = DecodeError("the webhook's body is not valid JSON")
        error.content = body_bytes(body)
        raise error from None
    return codec.__decode__(raw)


class WebhookReceiver:
    """Verifies and parses the requests that an API sends by itself."""

    variable: str = ""
    """The environment variable that the secret is read from."""

    def __init__(
        self,
        secret: WebhookSecret | Sequence[WebhookSecret] | None = None,
        *,
        signed: bool = True,
        rule: SignatureRule | None = None,
        tolerance: float | None = 300,
    ) -> None:
        """Take the secret, and how requests are signed.

        Without `signed` nothing is verified; without a `rule` it is done by Standard
        Webhooks. `tolerance` is the greatest age in seconds, None for any.
        """
        self._secret = secret
        self._signed = signed
        self._rule = rule
        self._tolerance = tolerance

    def verify(
        self,
        body: WebhookBody,
        headers: WebhookHeaders,
        *,
        secret: WebhookSecret | Sequence[WebhookSecret] | None = None,
    ) -> None:
        """Raise `WebhookVerificationError` unless a request is genuine and recent."""
        chosen = secret or self._secret or os.environ.get(self.variable)
        if not chosen:
            raise MissingCredentials(
                "a webhook is verified with its secret: pass `secret`"
                f" or set the environment variable {self.variable}"
            )
        verify_webhook(
            chosen, headers, body, rule=self._rule, tolerance=self._tolerance
        )

    def _read(
        self,
        codec: Codec[PayloadT],
        body: WebhookBody,
        headers: WebhookHeaders | None,
        secret: WebhookSecret | Sequence[WebhookSecret] | None,
    ) -> PayloadT:
        """Verify a request and return what it says."""
        if self._signed or secret:
            self.verify(body, {} if headers is None else headers, secret=secret)
        return parse_webhook(codec, body)
