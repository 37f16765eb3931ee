# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The resources of a Pingdom account, an entry each.

What an entry can say is in ``entry.Resource``. One with rules of its own has a class of its own.
"""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_rules import Checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window_rules import Windows

CHECK = Checks(
    path="/checks",
    one="check",
    word="check",
    listing=reports.CHECKS,
    schema=checks.every_field(),
    # without include_teams a check seems to have none (terraform-provider-pingdom issue 26)
    query={"include_teams": "true"},
)

WINDOW = Windows(
    path="/maintenance",
    one="maintenance",
    word="maintenance window",
    label="Pingdom maintenance",
    listing=reports.WINDOWS,
    schema=Schema(()),
    named="description",
    whole=True,
    refers_to="checks",
    unlike="afterwards these are not what was asked",
    unlike_hint="Compare them in My Pingdom.",
    checks=CHECK,
)
