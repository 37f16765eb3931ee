# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which check a report is about."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of, is_number


def check_of(
    api: PingdomApi, reference: str, known: t.Container[int], check_mode: bool
) -> tuple[int | None, tuple[str, ...]]:
    """The id of the check that is given by id or exact name; one that is ``known`` needs not exist any more.

    In check mode an earlier task may only have predicted a check of this name: then there is no id, and it is awaited.
    """
    try:
        return ids_of([reference], lambda: LISTED.rows(api), "check", known)[0], ()
    except NotFound:
        if not check_mode or is_number(reference.strip()):
            raise
        return None, (f"check named {reference.strip()!r}",)
