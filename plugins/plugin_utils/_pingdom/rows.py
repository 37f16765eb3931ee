# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Checks as they were read from Pingdom, and the form in which a cache keeps them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import dialect_of, url_of
from ansible_collections.opswatch.monitoring.plugins.plugin_utils import _service
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._kept import DAMAGED, content_of, is_readable, kept
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.records import Monitored, check_of

FORM = 1
"""Of what is kept."""


@dataclasses.dataclass
class Rows(_service.Rows):
    """Every check of an account as it was at ``read_at`` (Unix time): as ``told``, and read as ``objects``."""

    told: list[Row]
    objects: list[Monitored]
    visible: int | None
    read_at: float = dataclasses.field(default_factory=time.time)
    included: dict[str, dict[t.Any, t.Any]] = dataclasses.field(default_factory=dict)


def rows_of(told: list[Row], **more: t.Any) -> Rows:
    """The rows of a list; ``UnexpectedAnswer`` for a member of a shape that was never seen."""
    return Rows(told, [check_of(row) for row in told], len(told), **more)


def identity(options: t.Mapping[str, t.Any]) -> str:
    """Which cached rows these options mean: the URL and the account, as a digest.

    The account goes in by name, or by a digest of its token; a password does not go in at all.
    """
    dialect = dialect_of(options)
    named = [options.get(name) for name in dialect.account]
    account = named or [hashlib.sha256(secret.encode()).hexdigest()[:16] for secret in dialect.secrets_in(options)]
    return hashlib.sha256(json.dumps([url_of(options).lower(), dialect.version, account]).encode()).hexdigest()


def dump(rows: Rows) -> dict[str, t.Any]:
    """``rows`` for a cache."""
    return kept(FORM, rows.read_at, rows.told)


def load(entry: t.Any) -> Rows | None:
    """The rows of a cache entry; None if it holds nothing, is damaged or is not of our form."""
    try:
        if not is_readable(entry, FORM):
            return None
        rows = rows_of(content_of(entry), read_at=entry["read_at"])
        return rows if rows.objects else None
    except (*DAMAGED, UnexpectedAnswer):
        return None
