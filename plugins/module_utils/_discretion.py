# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the HTTP libraries may write by themselves, into logs and as warnings: nothing secret."""

from __future__ import annotations

import contextlib
import logging
import threading
import typing as t
import warnings

from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor, shown


class _Discretion(logging.Filter):
    """Redacts what the HTTP libraries log about a request of ours; what others do with them is left alone.

    urllib3 logs whole URLs, with the credentials of API v1, as a warning about a malformed header line for example.
    """

    def __init__(self) -> None:
        super().__init__()
        self._here = threading.local()

    @contextlib.contextmanager
    def about(self, redact: Redactor) -> t.Iterator[None]:
        """What this thread logs in here is about a request whose secrets ``redact`` knows."""
        self._here.redact = redact
        try:
            yield
        finally:
            del self._here.redact

    def filter(self, record: logging.LogRecord) -> bool:
        """Let ``record`` pass, without credentials, and without the text of an exception, which may repeat them."""
        redact = getattr(self._here, "redact", None)
        if redact is not None:
            record.msg, record.args = shown(record.getMessage(), redact), ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True


DISCRETION = _Discretion()


def keep_discreet(requests: t.Any) -> None:
    """Let no library write about a request what it was not asked for: in logs only redacted, as warnings nothing."""
    import urllib3  # as requests in _http

    for category in (urllib3.exceptions.HTTPWarning, requests.exceptions.RequestsWarning):
        warnings.simplefilter("ignore", category)
    for name in list(logging.Logger.manager.loggerDict):
        if name.partition(".")[0] in ("urllib3", "requests"):
            logging.getLogger(name).addFilter(DISCRETION)
