"""The package's log: one line a request at DEBUG, without secrets."""

from __future__ import annotations

import logging

from .drafts import Draft
from .redaction import redact_url, scrub

log = logging.getLogger(__name__.partition(".")[0])


def log_call(draft: Draft, text: str) -> None:
    """Log what became of an attempt."""
    if log.isEnabledFor(logging.DEBUG):
        url = redact_url(draft.url, draft.hidden)
        line = scrub(f"{draft.method} {url}: {text}", draft.secrets)
        log.debug("%s", line)
