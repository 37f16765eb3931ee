# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which check a report is about."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import named
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED


def check_of(
    api: PingdomApi, reference: str, known: t.Container[int], check_mode: bool
) -> tuple[int | None, tuple[str, ...]]:
    """The id of the check that is given by id or exact name; one that is ``known`` needs not exist any more.

    In check mode an earlier task may only have predicted a check of this name: then there is no id, and it is awaited.
    """
    found = named([reference], lambda: LISTED.rows(api), "check", known, check_mode)
    return next(iter(found.ids), None), found.unknown
