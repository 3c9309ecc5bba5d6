"""The package's log: one line a request at DEBUG, without secrets."""

from __future__ import annotations

import logging

from .drafts import Draft
from .redaction import redact_url, scrub

log = logging.getLogger(__name__.partition(".")[0])


def log_response(draft: Draft, status: int, seconds: float) -> None:
    """Log one answered request."""
    if log.isEnabledFor(logging.DEBUG):
        url = scrub(redact_url(draft.url, draft.hidden), draft.secrets)
        log.debug("%s %s: %d in %.3f s", draft.method, url, status, seconds)


def log_retry(draft: Draft, why: str, attempt: int, wait: float) -> None:
    """Log that a request is going to be repeated."""
    if log.isEnabledFor(logging.DEBUG):
        url = scrub(redact_url(draft.url, draft.hidden), draft.secrets)
        text = scrub(why, draft.secrets)
        log.debug(
            "%s %s: %s; attempt %d in %.3f s",
            draft.method,
            url,
            text,
            attempt + 2,
            wait,
        )
