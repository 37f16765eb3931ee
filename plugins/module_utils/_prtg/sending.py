# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Sending an action for many objects: each request once, and what is known of it where one fails."""

from __future__ import annotations

import contextlib
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack

#: What the id of an object looks like in a request.
ID = re.compile(r"[0-9]+")

_MAY_BE_DONE = "The server may have done it all the same: read the state before trying again."

Arguments = t.Mapping[str, t.Any]


@contextlib.contextmanager
def once(earlier: int, ids: t.Iterable[str]) -> t.Iterator[None]:
    """For sending one request of an action on the objects ``ids``, after so many ``earlier`` ones that were done.

    It is not repeated, since after a failure only the state tells what was done. An error says on which objects the
    request was, whether an earlier one was done, and of one without an answer that it may have been.
    """
    try:
        yield
    except MonitoringError as error:
        if may_be_done(error):
            error.hint = " ".join(filter(None, (error.hint, _MAY_BE_DONE)))
        error.asked_of = frozenset(ids)
        error.changed = error.changed or earlier > 0
        raise


def refuse_lacking(api: str, lacks: t.Mapping[str, Lack], action: str) -> None:
    """``ConfigurationError`` if an API cannot do an action; ``lacks`` says of each why, and what can."""
    if action in lacks:
        raise lacks[action].error(api)
